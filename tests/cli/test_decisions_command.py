"""`decisions`: what needs a decision, for whom, and what clears it."""

import pytest

KEYS = [
    "kind", "ref", "record", "what", "why", "clears", "whom", "attention", "days", "agencies",
    "leads", "subgroups",
]  # fmt: skip

AS_AT = ("--as-at", "2026-11-20")


@pytest.fixture
def keeping(ask):
    """The board of these tests with a lead vacant, a review kept provisional, and a day set."""
    for words in (
        ("lead", "vacate", "head-of-early-help", "--on", "2026-01-15"),
        ("review", "edit", "child-elm", "--status", "provisional"),
        ("review", "proceedings", "child-elm", "--kind", "inquest", "--open", "2018", "--ended",
         "2026-02-01"),
        ("rec", "edit", "child-elm/2", "--assuring", "Quality and Performance"),
        ("rec", "decide", "child-elm/2", "--decision", "keep-under-review", "--until",
         "2026-10-01", "--on", "2026-04-01", "--reason", "To see the new form used."),
    ):  # fmt: skip
        made = ask(*words)
        assert made.code == 0, made.err
    return ask


def test_prints_in_the_order_of_a_meeting_with_headings(keeping):
    lines = keeping("decisions", *AS_AT).out.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == [
        "Themes at attention 7 and above (1)",
        "Overdue (1)",
        "Leads vacant (1)",
        "Provisional, and what it waited for is over (1)",
        "To be looked at again (1)",
    ]
    at = lines.index("  child-elm/2: Record who lives in the household.")
    assert lines[at + 1 :] == [
        "      Why: kept under review until 1 October 2026: To see the new form used.",
        "      For: the board; concerns Fernshire Police, Quality and Performance",
        "      (assures)",
        "      Clears it: Deciding what becomes of it, or another date with its reason.",
    ]


def test_json_has_stable_keys_in_the_same_order(keeping):
    shown = keeping("decisions", *AS_AT, "--json").json
    assert [list(need) for need in shown] == [KEYS] * 5
    assert [(need["kind"], need["record"], need["ref"]) for need in shown] == [
        ("theme", "theme", "neglect"),
        ("overdue", "action", "act-1"),
        ("vacant", "lead", "head-of-early-help"),
        ("proceedings-ended", "review", "child-elm"),
        ("keep-under-review", "recommendation", "child-elm/2"),
    ]
    last = shown[-1]
    assert last["agencies"] == [{"ref": "fernshire-police", "name": "Fernshire Police"}]
    assert last["subgroups"] == [
        {"ref": "quality-and-performance", "name": "Quality and Performance", "part": "assures"}
    ]
    assert (last["days"], last["attention"], shown[0]["attention"]) == (50, None, 7)


@pytest.mark.parametrize(
    ("words", "refs"),
    [
        (("--agency", "fernshire police"), ["neglect", "child-elm", "child-elm/2"]),
        (("--agency", "fernshire-council", "--kind", "overdue"), ["act-1"]),
        (("--lead", "Head of Early Help"), ["neglect", "act-1", "head-of-early-help", "child-elm"]),
        (("--subgroup", "quality and performance"), ["child-elm", "child-elm/2"]),
        (("--kind", "to be looked at again"), ["child-elm/2"]),
        (("--kind", "unsigned"), []),
    ],
)
def test_is_narrowed_to_whom_it_concerns(keeping, words, refs):
    assert [need["ref"] for need in keeping("decisions", *AS_AT, *words, "--json").json] == refs


def test_nothing_to_decide_is_said_on_standard_error(ask):
    answer = ask("decisions", "--kind", "vacant")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.strip() == "Nothing on record needs a decision here."


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--agency", "Nobody at all"), "unknown-reference"),
        (("--lead", "Nobody at all"), "unknown-reference"),
        (("--subgroup", "Nobody at all"), "unknown-reference"),
        (("--kind", "urgent"), "bad-value"),
    ],
)
def test_who_or_what_is_not_there_is_refused_in_a_sentence(ask, words, code):
    answer = ask("decisions", *words, "--json")
    assert (answer.code, answer.out, answer.refusal["code"]) == (1, "", code)
    assert len(ask("decisions", *words).err.strip().splitlines()) == 1


def test_runs_as_installed_and_writes_nothing(board, installed):
    before = (board / "journal.jsonl").read_bytes()
    answer = installed("decisions", "--json", env={"AUDITRACK_REGISTER": str(board)})
    assert answer.code == 0
    assert answer.json[0]["ref"] == "neglect"
    assert (board / "journal.jsonl").read_bytes() == before


def test_as_at_an_earlier_day_what_was_not_yet_late_is_not_asked(keeping):
    early = keeping("decisions", "--as-at", "2019-01-01", "--json").json
    assert early == []
