"""`headings`: listed, shown, entered from a file, verified and taken back."""

import json

import pytest

KEYS = [
    "ref", "nation", "scope", "edition", "source", "in_force_from", "in_force_to", "verified_by",
    "verified_on", "headings", "own", "check",
]  # fmt: skip
HEADING_KEYS = ["text", "source", "fills", "author", "types"]
REFUSAL = ["code", "message", "ref", "safe", "todo"]
HOSTILE = "[/] [b + [red]x\x1b[31m\x1b]0;title\x07\u202eback {{head}} <w:p/> &"


@pytest.fixture
def next_edition(ask, tmp_path):
    """A file with the next edition, made from the set that comes with auditrack."""
    content = ask("headings", "show", "Working Together 2026", "--json").json
    content |= {"edition": "Working Together 2028", "in_force_from": "2028-04-01"}

    def written(name="next.json", **changes):
        path = tmp_path / name
        path.write_text(json.dumps({**content, **changes}), encoding="utf-8")
        return str(path)

    return written


def test_every_set_is_listed_with_who_compared_it_and_what_the_board_has(ask):
    listed = ask("headings", "list")
    assert listed.code == 0
    for said in (
        "care-act-2014",
        "adults in England",
        "from 19 March 2026",
        "auditrack, against the text of the Act, 20 November 2026",
        "by nobody: check against the current guidance",
        "children and adults in Wales",
    ):
        assert said in listed.out, said  # fmt: skip
    assert "For the board's year from 1 April 20" in listed.err
    assert "Working Together 20" in listed.err
    sets = ask("headings", "list", "--json").json
    assert [list(one) for one in sets] == [KEYS] * 5
    assert list(sets[0]["headings"][0]) == HEADING_KEYS
    assert not any(one["own"] or one["check"] for one in sets)


def test_the_year_of_an_earlier_day_has_the_edition_of_its_time(ask):
    said = ask("headings", "list", "--as-at", "2022-06-01").err
    assert "from 1 April 2022 to 31 March 2023: Working Together 2018" in said
    said = ask("headings", "list", "--as-at", "2016-06-01").err
    assert "No heading set for children in England is in force on 31 March 2017" in said


def test_a_board_of_scotland_is_told_that_none_comes_with_it(ask):
    ask("settings", "set", "nation=scotland")
    said = ask("headings", "list").err
    assert "no heading set for children in Scotland, and none comes with auditrack" in said


def test_a_set_is_shown_with_what_fills_it_and_what_is_the_authors(ask):
    shown = ask("headings", "show", "care act 2014").out
    assert "1. What the board did to achieve its objective" in shown
    assert "Care Act 2014, Sch 2 para 4(1)(g)" in shown
    assert "From the register: what is not to be implemented, with reasons" in shown
    assert "Speaks of: Safeguarding adults review" in shown
    assert shown.count("Author to write") == 3
    assert list(ask("headings", "show", "care-act-2014", "--json").json) == KEYS


def test_the_next_edition_is_entered_from_a_file_and_ends_the_open_one(ask, next_edition):
    made = ask("headings", "add", next_edition())
    assert (made.code, made.out) == (0, "hds-1\n"), made.err
    assert "Working Together 2026 (working-together-2026) ends on 31 March 2028" in made.err
    by_ref = {one["ref"]: one for one in ask("headings", "list", "--json").json}
    assert by_ref["working-together-2026"]["in_force_to"] == "2028-03-31"
    assert by_ref["hds-1"]["own"] and by_ref["hds-1"]["in_force_to"] is None
    assert by_ref["hds-1"]["headings"] == by_ref["working-together-2026"]["headings"]
    (entry,) = ask("history", "hds-1", "--json").json
    assert entry["what"] == "headings add"
    assert "ends on 31 March 2028" in entry["why"]
    assert ask("undo").code == 0
    by_ref = {one["ref"]: one for one in ask("headings", "list", "--json").json}
    assert by_ref["working-together-2026"]["in_force_to"] is None and "hds-1" not in by_ref


def test_a_file_from_standard_input(ask, next_edition, tmp_path):
    piped = (tmp_path / "next.json") if next_edition() else None
    assert ask("headings", "add", "-", input=piped.read_bytes()).out == "hds-1\n"


def test_a_file_as_other_programs_write_text(ask, next_edition, tmp_path):
    text = (tmp_path / "next.json").read_text() if next_edition() else ""
    (tmp_path / "utf-16.json").write_bytes(text.encode("utf-16"))
    assert ask("headings", "add", str(tmp_path / "utf-16.json")).out == "hds-1\n"


def test_ones_own_reading_stands_in_the_place_of_what_comes_with_auditrack(ask, next_edition):
    file = next_edition(in_force_from="2026-03-19", edition="2026 as we read it")
    refused = ask("headings", "add", file)
    assert refused.code == 1 and "--instead-of working-together-2026" in refused.err
    assert ask("headings", "add", file, "--instead-of", "working-together-2026").code == 0
    assert "2026 as we read it (hds-1)" in ask("headings", "list", "--as-at", "2026-11-20").err
    gone = ask("headings", "withdraw", "hds-1", "--why", "It was the same.")
    assert "working-together-2026 stands again" in gone.err


def test_verified_withdrawn_and_verified_again(ask):
    made = ask("headings", "verify", "working-together-2026", "--by", "Policy lead",
               "--on", "2026-05-01", "--source", "The guidance as published")  # fmt: skip
    assert made.out.split() == ["hck-1", "working-together-2026"], made.err
    shown = ask("headings", "show", "working-together-2026")
    assert "Verified: Policy lead, 1 May 2026" in shown.out
    one = ask("headings", "show", "working-together-2026", "--json").json
    assert (one["verified_by"], one["verified_on"], one["check"]) == (
        "Policy lead", "2026-05-01", "hck-1",
    )  # fmt: skip
    assert ask("headings", "withdraw", "hck-1", "--why", "Another edition.").code == 0
    assert "by nobody" in ask("headings", "show", "working-together-2026").out
    assert ask("undo").code == 0
    assert "Policy lead" in ask("headings", "show", "working-together-2026").out
    assert "Heading set verified" in ask("history").out or "headings verify" in ask("history").out
    again = ask("headings", "verify", "wales", "--by", "Amy", "--json")
    assert again.json["references"] == ["hck-2", "wales-2016"]


@pytest.mark.parametrize(
    "words, code, said",
    [
        ("show working", "ambiguous-reference", "may mean 3 heading sets"),
        ("show nothing", "unknown-heading-set", 'No heading set is called "nothing"'),
        ("verify nothing --by Amy", "unknown-heading-set", "nothing"),
        ("verify care --by Amy --on 2999-01-01", "bad-date", "2999"),
        ("verify care --by Amy --on 2027-01-01", "future-date", "still to come"),
        ("withdraw care-act-2014 --why x", "not-own", "comes with auditrack"),
        ("withdraw hck-1 --why x", "unknown-reference", "hck-1"),
        ("add no-such-file.json", "not-readable", "cannot be read"),
    ],
)
def test_slips_are_one_sentence_with_what_is_safe_and_what_to_do(ask, words, code, said):
    answer = ask("headings", *words.split(), "--json")
    assert answer.code == 1 and answer.out == ""
    assert list(answer.refusal) == REFUSAL
    assert answer.refusal["code"] == code
    assert said in answer.refusal["message"] and answer.refusal["safe"]


@pytest.mark.parametrize(
    "data, code",
    [
        (b"", "empty-file"),
        (b"not JSON", "bad-heading-file"),
        (b"[1, 2", "bad-heading-file"),
        (b"[" * 100_000 + b'"a"', "bad-heading-file"),
        (b"1" * 5_000, "bad-heading-file"),
        (b"null", "bad-heading-file"),
        (b'{"edition": "a", "edition": "b"}', "bad-heading-file"),
        (b'{"edition": "\\ud800"}', "not-text"),
        (b"%PDF-1.7", "not-text"),
        (b" " * (1024 * 1024 + 1), "too-large"),
    ],
    ids=["empty", "words", "cut", "deep", "number", "null", "twice", "surrogate", "PDF", "large"],
)
def test_a_file_that_holds_no_set_is_refused(ask, tmp_path, data, code):
    file = tmp_path / "bad.json"
    file.write_bytes(data)
    before = ask("history", "--json").out
    answer = ask("headings", "add", str(file), "--json")
    assert answer.code == 1, answer.out
    assert answer.refusal["code"] == code, answer.err
    assert ask("history", "--json").out == before


def test_a_gap_an_overlap_and_an_end_before_its_beginning_write_nothing(ask, next_edition):
    for changes, code in (
        ({"in_force_from": "2022-01-01"}, "heading-overlap"),
        ({"in_force_from": "2010-01-01", "in_force_to": "2018-01-01"}, "heading-gap"),
        ({"in_force_to": "2028-03-31"}, "backward-period"),
        ({"headings": []}, "heading-set-empty"),
        ({"headings": [{"text": "A", "fills": ["everything"]}]}, "unknown-section"),
    ):
        answer = ask("headings", "add", next_edition(**changes), "--json")
        assert (answer.code, answer.refusal["code"]) == (1, code), answer.err
    assert len(ask("headings", "list", "--json").json) == 5


def test_hostile_text_is_printed_as_text(ask, next_edition):
    file = next_edition(
        edition=HOSTILE,
        source=HOSTILE,
        headings=[{"text": HOSTILE, "source": HOSTILE, "author": True, "types": [HOSTILE]}],
    )
    assert ask("headings", "add", file, "--why", "[/]").code == 0
    assert ask("headings", "verify", "hds-1", "--by", "[b] me", "--source", "[/] {x}").code == 0
    for words in ("list", "show hds-1", "show hds-1 --json"):
        answer = ask("headings", *words.split())
        assert answer.code == 0 and "[/] [b + [red]x" in answer.out
        for steering in ("\x1b", "\x07", "\u202e"):
            assert steering not in answer.out + answer.err
    assert "[b] me" in ask("headings", "show", "hds-1").out


def test_an_earlier_state_of_the_record_has_its_own_sets(ask, next_edition):
    ask("headings", "add", next_edition())
    head = ask("history", "--json").json[-1]["number"]
    ask("headings", "withdraw", "hds-1", "--why", "x")
    refs = [one["ref"] for one in ask("headings", "list", "--json").json]
    then = [
        one["ref"] for one in ask("headings", "list", "--json", "--as-recorded", str(head)).json
    ]
    assert "hds-1" not in refs and "hds-1" in then


def test_as_installed_without_a_traceback(installed, ask, tmp_path):
    answer = installed("headings", "list")
    assert answer.code == 0 and "wales-2016" in answer.out
    missing = installed("headings", "verify", "care-act-2014")
    assert missing.code == 2 and "--by" in missing.err
