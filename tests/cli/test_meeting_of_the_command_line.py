"""`meeting`: from its start to its agreed minutes, each decision one command."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

INSTALLED = Path(sys.executable).with_name("auditrack")
HOSTILE = "[/] [red]x \x1b[31mred\x1b]0;t\x07 \u202egnp.exe"
ITEM = {
    "number", "ref", "kind", "record", "heading", "what", "why", "clears", "whom", "choices",
    "done", "item", "interests", "text", "held_back",
}  # fmt: skip


@pytest.fixture
def meet(ask):
    """The board of these tests with an open meeting; runs `meeting ...`."""

    def run(*words):
        return ask("meeting", *words)

    started = run("start", "--chair", "Head of Early Help", "--title", "Autumn")
    assert (started.code, started.out) == (0, "mtg-1\n"), started.err
    assert "The meeting is open. Entry" in started.err
    return run


def saved(answer):
    assert answer.code == 0, answer.err
    return answer.out.split()


def test_a_meeting_from_its_start_to_its_minutes(meet, ask, tmp_path):
    saved(meet("present", "mtg-1", "Head of Early Help", "Fernshire Police"))
    saved(meet("present", "mtg-1", "Clerk", "--in-attendance"))
    saved(meet("present", "mtg-1", "Clerk", "--remove"))
    saved(meet("apologies", "mtg-1", "Health"))
    saved(meet("interest", "mtg-1", "Fernshire Police", "--interest", "Ours", "--about",
               "child-elm/1"))  # fmt: skip
    saved(meet("item", "mtg-1", "--text", "Dates for next year"))
    decided = meet("decide", "mtg-1", "act-1", "extend", "--to", "2099-03", "--reason", "Late")
    assert saved(decided) == ["mit-2", "act-1", "ext-1"]
    assert "An interest is declared in this: Fernshire Police: Ours" in decided.err
    saved(meet("decide", "mtg-1", "mit-1", "noted"))
    saved(meet("change", "mit-1", "deferred", "--reason", "No diary"))
    saved(meet("dissent", "mit-2", "Health", "--text", "Too long"))
    saved(meet("edit", "mtg-1", "--notes", "The clerk was late."))
    ended = meet("end", "mtg-1")
    assert "auditrack meeting minutes mtg-1 --out FILE" in ended.err
    out = tmp_path / "minutes.docx"
    assert meet("minutes", "mtg-1", "--out", str(out)).code == 0
    said = "\n".join(p.text for p in Document(str(out)).paragraphs)
    assert said.startswith("DRAFT minutes: Autumn")
    assert "The clerk was late." in said
    saved(meet("agree", "mtg-1"))
    written = meet("minutes", "mtg-1", "--out", str(out), "--json").json
    assert (written["draft"], written["meeting"], written["items"]) == (False, "mtg-1", 3)
    assert not Document(str(out)).paragraphs[0].text.startswith("DRAFT")
    exports = ask("history", "--json").json
    assert [entry["what"] for entry in exports].count("export record") == 2


def test_minutes_go_to_standard_output(meet, tmp_path):
    refused = meet("minutes", "mtg-1", "--out", "-", "--json")
    assert (refused.code, refused.refusal["code"]) == (1, "one-output")


def test_minutes_through_a_pipe_are_a_word_document(meet, board):
    command = [INSTALLED, "--register", str(board), "meeting", "minutes", "mtg-1", "--out", "-"]
    told = subprocess.run(command, capture_output=True, check=True)
    assert "DRAFT minutes" in Document(BytesIO(told.stdout)).paragraphs[0].text


def test_the_agenda_has_stable_keys(meet):
    told = meet("agenda", "mtg-1", "--json").json
    assert list(told) == ["meeting", "title", "group", "date", "projector", "left", "items"]
    assert all(set(item) == ITEM for item in told["items"])
    late = next(item for item in told["items"] if item["ref"] == "act-1")
    assert (late["kind"], late["record"]) == ("overdue", "action")
    assert late["choices"] == ["extend", "no-longer-relevant", "noted", "deferred"]


def test_the_agenda_prints_under_its_headings(meet):
    meet("decide", "mtg-1", "act-1", "noted")
    answer = meet("agenda", "mtg-1")
    assert "\nOverdue\n" in answer.out
    assert "Done: noted (mit-1)" in answer.out
    assert "not taken yet" in answer.err


def test_without_a_meeting_it_is_the_one_that_there_would_be(ask):
    answer = ask("meeting", "agenda", "--subgroup", "Quality and Performance")
    assert answer.code == 0
    assert "Nothing on record needs a decision here." in answer.err
    both = ask("meeting", "agenda", "mtg-1", "--subgroup", "Quality and Performance")
    assert both.code == 1


def test_on_a_wall_no_subject_is_named(meet, ask):
    ask("rec", "add", "child-elm", "--text", "Listen to Elm", "--due", "2019-01-01")
    assert "Listen to Elm" in meet("agenda", "mtg-1").out
    wall = meet("agenda", "mtg-1", "--projector").out
    assert "Listen to [name held back]" in wall


def test_an_embargoed_record_is_not_named_on_a_wall(meet, ask):
    saved(ask("review", "add", "child-oak", "--title", "Child Oak"))
    saved(ask("rec", "add", "child-oak", "--text", "Acorn", "--due", "2019-01-01"))
    for told in (
        meet("agenda", "mtg-1", "--projector").out,
        meet("agenda", "mtg-1", "--projector", "--json").out,
    ):
        assert "held back: not published" in told
        assert "oak" not in told.casefold() and "Acorn" not in told


def test_meetings_are_listed_and_shown(meet):
    (row,) = meet("list", "--json").json
    assert (row["ref"], row["status"], row["chair"]) == ("mtg-1", "open", "head-of-early-help")
    assert "Autumn" in meet("list").out
    page = meet("show", "mtg-1", "--json").json
    assert page["kind"] == "meeting"
    assert "draft: the meeting is still open" in meet("show", "mtg-1").out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("start", "--chair", "C"), "meeting-open"),
        (("start", "--chair", "C", "--on", "31/02/2026"), "meeting-open"),
        (("decide", "mtg-7", "act-1", "noted"), "unknown-reference"),
        (("decide", "mtg-1", "act-1", "approve"), "bad-value"),
        (("decide", "mtg-1", "act-1", "extend", "--reason", "L", "--to", "soon"), "bad-date"),
        (("change", "mit-1", "noted"), "unknown-reference"),
        (("agree", "mtg-1"), "meeting-open"),
        (("item", "mtg-1"), "missing"),
        (("minutes", "mtg-7", "--out", "x.docx"), "unknown-reference"),
        (("agenda", "mtg-7"), "unknown-reference"),
        (("present", "mtg-1", ""), "missing"),
    ],
)
def test_a_refusal_is_one_sentence(meet, board, words, code):
    before = (board / "journal.jsonl").read_bytes()
    answer = meet(*words, "--json")
    assert (answer.code, answer.refusal["code"]) == (1, code)
    assert answer.refusal["message"].endswith((".", "?"))
    assert (board / "journal.jsonl").read_bytes() == before


def test_hostile_text_steers_no_terminal(meet, ask):
    saved(meet("interest", "mtg-1", HOSTILE, "--interest", HOSTILE, "--about", "child-elm"))
    saved(meet("item", "mtg-1", "--text", HOSTILE))
    saved(meet("present", "mtg-1", HOSTILE))
    decided = meet("decide", "mtg-1", "act-1", "extend", "--to", "2099", "--reason", HOSTILE)
    saved(decided)
    for answer in (
        decided,
        meet("agenda", "mtg-1"),
        meet("agenda", "mtg-1", "--json"),
        meet("show", "mtg-1"),
        ask("history", "mtg-1"),
    ):
        assert "\x1b" not in answer.out + answer.err
        assert "\u202e" not in answer.out + answer.err


def test_a_decision_beside_the_agenda_names_a_meeting_that_is_there(meet, ask):
    missing = ask("rec", "decide", "child-elm/1", "--decision", "implement", "--meeting", "mtg-9")
    assert missing.code == 1 and "mtg-9" in missing.err
    saved(ask("rec", "decide", "child-elm/1", "--decision", "implement", "--meeting", "mtg-1"))
    assert "In the meeting mtg-1." in ask("history", "child-elm/1").out
    assert "Entered beside the agenda" in meet("show", "mtg-1").out
