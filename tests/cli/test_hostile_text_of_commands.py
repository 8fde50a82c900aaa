"""Text that would steer a terminal is text: kept or left out, never obeyed, never a crash."""

import re

import pytest

STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

HOSTILE = (
    "[/] [b + [red]x\x1b[31m\x1b]0;title\x07\x1bP+q\x1b\\\x07\x08\x00\x9b2J\x85"
    "\u202eright to left\u2066\u200f \U0001f469\u200d\U0001f469 {0} %s $(id) `id`"
)
SEEN = "[/] [b + [red]x"

ENTERING = (
    ("review", "add", "child-fir", "--title", HOSTILE, "--type", HOSTILE, "--board", HOSTILE,
     "--stage", HOSTILE, "--case", HOSTILE, "--practice", f"2017..2018={HOSTILE}",
     "--published", "2018-05", "--delay-reason", HOSTILE),
    ("agency", "add", HOSTILE, "--ref", "body", "--alias", f"{HOSTILE} too"),
    ("lead", "add", HOSTILE, "--ref", "post", "--holder", HOSTILE, "--agency", "body"),
    ("subgroup", "add", HOSTILE),
    ("rec", "add", "child-fir", "--text", HOSTILE, "--label", "1", "--agency", "body",
     "--outcome", HOSTILE, "--measure", HOSTILE, "--title", HOSTILE, "--theme", "neglect",
     "--public-wording", HOSTILE),
    ("finding", "add", "child-fir", "--text", HOSTILE, "--label", "1", "--theme", "neglect"),
    ("rec", "theme", "child-fir/1", "neglect", "--concern", "2017", "--subject", HOSTILE),
    ("rec", "reply", "child-fir/1", "--agency", "body", "--answer", "declined", "--reason",
     HOSTILE),
    ("rec", "decide", "child-fir/1", "--decision", "in-part", "--reason", HOSTILE, "--meeting",
     HOSTILE, "--dissent", HOSTILE),
    ("action", "add", "child-fir/1", "--what", HOSTILE, "--lead", "post", "--due", "2019-01-01"),
    ("action", "update", "act-2", "--note", HOSTILE),
    ("action", "extend", "act-2", "--to", "2027-01-01", "--why", HOSTILE),
    ("evidence", "add", "--for", "child-fir/1", "--shows", HOSTILE, "--level", "2", "--at",
     HOSTILE, "--difference", HOSTILE),
    ("evidence", "return", "ev-2", "--why", HOSTILE),
    ("audit", "record", "--for", "child-fir/1", "--date", "2020-01", "--outcome", "partly",
     "--method", HOSTILE, "--question", HOSTILE, "--by", HOSTILE, "--chosen", HOSTILE,
     "--standard", HOSTILE, "--sample", "9", "--met", "3"),
    ("rec", "decide", "child-fir/f-1", "--decision", "keep-under-review", "--on", "2019-01-01",
     "--until", "2020-01-01", "--reason", HOSTILE),
    ("theme", "add", HOSTILE, "--ref", "own", "--definition", HOSTILE, "--phrase", "made up"),
    ("rec", "theme", "child-fir/1", "own"),
    ("settings", "set", f"name={HOSTILE}", f"marking={HOSTILE}"),
    ("agency", "edit", "body", "--to", "2020", "--why", HOSTILE),
)  # fmt: skip

A_PATH = HOSTILE.replace("\x00", "")  # no path holds NUL, and no command line does
READING = (
    "review list", "review show child-fir", "rec list", "rec show child-fir/1", "finding list",
    "finding show child-fir/f-1", "action list", "action types", "action show act-2",
    "evidence list", "evidence show ev-2", "audit list", "audit show aud-2", "theme list",
    "theme show own",
    "theme positions", "agency list", "agency show body", "lead list", "lead show post",
    "subgroup list", "settings list", "check", "trends", "decisions", "history", "before neglect",
)  # fmt: skip

ASKING = (
    ("rec", "show", HOSTILE),
    ("rec", "list", HOSTILE),
    ("review", "add", HOSTILE, "--title", "x", "--published", HOSTILE),
    ("review", "edit", "child-fir", "--history", HOSTILE),
    ("theme", "show", HOSTILE),
    ("theme", "suggest", HOSTILE),
    ("decisions", "--agency", HOSTILE),
    ("decisions", "--kind", HOSTILE),
    ("review", "proceedings", "child-fir", "--kind", HOSTILE, "--open", HOSTILE),
    ("before", HOSTILE),
    ("history", HOSTILE),
    ("history", "--since", HOSTILE),
    ("settings", "set", HOSTILE),
    ("role", "set", HOSTILE, "officer"),
    ("import", HOSTILE),
    ("evidence", "add", "--for", "act-1", "--shows", "x", "--level", "1", "--file", A_PATH),
    ("report", "progress", "--out", f"/nowhere/{HOSTILE}"),
    ("init", f"/proc/{A_PATH}", "--board", HOSTILE),
    ("--as-at", HOSTILE, "rec", "list"),
    ("--as-recorded", HOSTILE, "rec", "list"),
    ("--register", A_PATH, "rec", "list"),
    ("--register", A_PATH, "doctor"),
)


def is_safe(answer) -> bool:
    return not STEERING.search(answer.out) and not STEERING.search(answer.err)


def test_hostile_text_in_every_field_is_shown_as_text(ask):
    for words in ENTERING:
        made = ask(*words)
        assert made.code == 0, (words[:2], made.err)
        assert is_safe(made), words[:2]
    for words in READING:
        for answer in (ask(*words.split()), ask(*words.split(), "--json")):
            assert answer.code == 0, (words, answer.err)
            assert is_safe(answer), words
            assert SEEN in answer.out or words in ("check", "before neglect"), words
    assert ask("verify").code == 0
    (row,) = [one for one in ask("rec", "list", "--json").json if one["ref"] == "child-fir/1"]
    assert row["text"].startswith(SEEN)
    assert row["text"].endswith("{0} %s $(id) `id`")


@pytest.mark.parametrize("words", ASKING, ids=lambda words: " ".join(words[:2])[:20])
def test_hostile_arguments_are_answered_as_text(ask, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for answer in (ask(*words), ask(*words, "--json")):
        assert answer.code in (0, 1)
        assert is_safe(answer)
        if answer.code:
            assert answer.err.strip().endswith((".", "}", "NAME", "administrator", "?"))


def test_lone_surrogates_are_refused(ask, board):
    kept = (board / "journal.jsonl").read_bytes()
    for text in ("\ud800", "half \udfff of it"):
        answer = ask("rec", "add", "child-elm", "--text", text, "--json")
        assert (answer.code, answer.refusal["code"]) == (1, "not-text")
        listed = ask("rec", "add", "child-elm", "--text", "x", "--theme", text, "--json")
        assert (listed.code, listed.refusal["code"]) == (1, "not-text")
    assert (board / "journal.jsonl").read_bytes() == kept


def test_too_long_a_text_is_refused_and_the_longest_is_kept(ask, board):
    kept = (board / "journal.jsonl").read_bytes()
    for words in (
        ("rec", "add", "child-elm", "--text"),
        ("action", "update", "act-1", "--note"),
        ("evidence", "add", "--for", "act-1", "--level", "1", "--shows"),
        ("review", "add", "child-yew", "--title"),
    ):
        answer = ask(*words, "x" * 20_001, "--json")
        assert (answer.code, answer.refusal["code"]) == (1, "too-long")
        assert len(answer.err) < 500
    assert (board / "journal.jsonl").read_bytes() == kept
    made = ask("rec", "add", "child-elm", "--text", "y" * 20_000)
    assert made.code == 0
    assert "y" * 20_000 in ask("rec", "list", "--json").out
    piped = ask("before", "-", input="neglect " * 100_000)
    assert piped.code == 0


def test_what_an_import_shows_is_safe(ask, tmp_path):
    name = tmp_path / "review.txt"
    text = HOSTILE.replace("\x00", "").replace("\x85", "")
    name.write_text(
        f"Serious Case Review: Child {text}\n\nRecommendations\n\n"
        f"Recommendation 1: The Board should test {text} whether neglect is recognised.\n",
        encoding="utf-8",
    )
    for words in (("--dry-run",), ("--dry-run", "--json"), ("--accept", "ticked")):
        answer = ask("import", str(name), "--review", "child-yew", *words)
        assert answer.code == 0, answer.err
        assert is_safe(answer)
    shown = " ".join(ask("rec", "show", "child-yew/1").out.split())
    assert "whether neglect is recognised" in shown
