"""Draws, answers and plans of audits on the command line."""

import json
import re
import shlex

import pytest

DRAWN = ["27", "86", "74", "92", "78"]
TABLE = 'Question,A/1,A/2,A/3\nWas the child seen alone?,y,n,-\n"Heard, and recorded?",y,p,\n'
HOSTILE = "C-1 \x1b[31mred\u202e [b"


def kept(board) -> bytes:
    return (board / "journal.jsonl").read_bytes()


@pytest.fixture
def planned(ask) -> str:
    made = ask("audit", "plan", "--question", "Seen?", "--theme", "neglect",
               "--standard-met", "90%", "--date", "2026-01-31")  # fmt: skip
    assert made.code == 0, made.err
    return made.out.strip()


def test_a_draw_repeats_itself_and_says_how(ask, board):
    before = kept(board)
    words = ("audit", "sample", "--of", "140", "--size", "5", "--seed", "3f9a01c2")
    answer = ask(*words)
    assert (answer.code, answer.out.split()) == (0, DRAWN)
    assert "Drawn at random: 5 of 140, by the seed 3f9a01c2." in answer.err
    repeat = re.search(r"again: auditrack (.+)", answer.err)
    assert ask(*shlex.split(repeat[1])).out == answer.out
    assert kept(board) == before


def test_without_a_seed_one_is_made_and_said(ask):
    first = ask("audit", "sample", "--of", "1000000", "--size", "5", "--json").json
    other = ask("audit", "sample", "--of", "1000000", "--size", "5", "--json").json
    assert first["seed"] != other["seed"]
    assert list(first) == ["seed", "population", "size", "drawn", "repeat", "saved"]
    assert (first["population"], first["size"], first["saved"]) == (1_000_000, 5, None)
    again = ask(*shlex.split(first["repeat"])[1:], "--json").json
    assert again == first


def test_a_draw_needs_no_register(ask_nothing, installed):
    words = ("audit", "sample", "--of", "140", "--size", "5", "--seed", "3f9a01c2")
    assert ask_nothing(*words).out.split() == DRAWN
    assert installed(*words).out.split() == DRAWN


def test_labels_come_from_a_file_or_standard_input_in_any_order(ask, tmp_path, board):
    labels = [f"C/{number}" for number in range(1, 31)]
    name = tmp_path / "cases.txt"
    name.write_text("\r\n".join(labels) + "\r\n\r\n")
    from_file = ask("audit", "sample", "--from", str(name), "--size", "4", "--seed", "s")
    piped = ask("audit", "sample", "--from", "-", "--size", "4", "--seed", "s",
                input="\n".join(reversed(labels)))  # fmt: skip
    assert from_file.out == piped.out and set(piped.out.split()) <= set(labels)
    before = kept(board)
    assert b"C/" not in before


def test_hostile_labels_are_printed_as_text(ask):
    answer = ask("audit", "sample", "--from", "-", "--size", "1", "--seed", "s", input=HOSTILE)
    assert answer.code == 0
    for text in (answer.out, answer.err):
        assert "\x1b" not in text and "\u202e" not in text
    twice = ask("audit", "sample", "--from", "-", "--size", "1", input=f"{HOSTILE}\nB\n{HOSTILE}")
    assert twice.code == 1 and "more than once" in twice.err and "\x1b" not in twice.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("--size 5", "missing"),
        ("--of 5 --from x --size 5", "bad-value"),
        ("--of 5 --size 6", "bad-number"),
        ("--of none --size 1", "bad-number"),
        ("--of 5 --size -1", "bad-number"),
        ("--of 5 --size 1 --seed a/b", "bad-value"),
        ("--of 5 --size 1 --for aud-9", "unknown-reference"),
        ("--of 5 --size 1 --for aud-1", "not-planned"),
        ("--from absent.txt --size 1", "not-readable"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_a_sentence(ask, board, words, code):
    before = kept(board)
    answer = ask("audit", "sample", *words.split(), "--json")
    assert (answer.code, answer.out, answer.refusal["code"]) == (1, "", code)
    assert kept(board) == before


@pytest.mark.parametrize("text", ["", " \n", "\x00\x01" * 400, "%PDF-1.4"])
def test_what_is_no_list_is_refused(ask, text):
    answer = ask("audit", "sample", "--from", "-", "--size", "1", input=text)
    assert (answer.code, answer.out) == (1, "")
    assert "Traceback" not in answer.err


def test_a_draw_is_put_on_record_without_its_list(ask, board, planned):
    labels = "\n".join(f"SECRET-{number}" for number in range(140))
    answer = ask("audit", "sample", "--from", "-", "--size", "20", "--seed", "s", "--for", planned,
                 "--why", "QA group", "--json", input=labels)  # fmt: skip
    assert answer.code == 0, answer.err
    assert answer.json["saved"]["references"] == [planned]
    assert b"SECRET" not in kept(board)
    (audit,) = [one for one in ask("audit", "list", "--json").json if one["ref"] == planned]
    assert (audit["chosen"], audit["seed"], audit["population"], audit["drawn"]) == (
        "random", "s", 140, 20,
    )  # fmt: skip
    assert "20 of 140 by the seed s" in ask("audit", "show", planned).out
    assert "audit sample" in ask("history", planned).out


def test_embedded_below_the_standard_exits_1_and_names_both_figures(ask, planned):
    words = ("audit", "record", "--planned", planned, "--date", "2026-02-01", "--sample", "20")
    answer = ask(*words, "--met", "17", "--outcome", "embedded", "--json")
    assert (answer.code, answer.refusal["code"]) == (1, "below-standard")
    assert "17 of 20" in answer.refusal["message"] and "90%" in answer.refusal["message"]
    assert ask(*words, "--met", "17", "--outcome", "partly").code == 0
    edit = ask("audit", "edit", planned, "--outcome", "embedded", "--json")
    assert edit.refusal["code"] == "below-standard"


def test_a_table_of_answers_is_taken_in_and_shown(ask, tmp_path):
    name = tmp_path / "answers.csv"
    name.write_text(TABLE)
    made = ask("audit", "criteria", "aud-1", "--from", str(name), "--json")
    assert made.code == 0 and made.json["references"] == ["aud-1"]
    shown = ask("audit", "show", "aud-1").out
    assert "1 of 2 met: 1. Was the child seen alone? (1 not applicable)" in shown
    assert "1 of 2 met: 2. Heard, and recorded? (1 partly, 1 not answered)" in shown
    assert "Cases: A/1, A/2, A/3" in shown and "1: y n -" in shown and "2: y p ." in shown
    again = ask("audit", "criteria", "aud-1", "--from", "-", "--json", input=TABLE)
    assert again.refusal["code"] == "no-change"
    tabs = "Was it seen?\t1\t2\t4\n"
    assert ask("audit", "criteria", "aud-1", "--from", "-", input=tabs).code == 0
    assert "2 of 3 good or outstanding: 1. Was it seen?" in ask("audit", "show", "aud-1").out
    page = ask("audit", "show", "aud-1", "--json").json
    assert "Answers, case by case" in [part["title"] for part in page["sections"]]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Seen?,y\nHeard?,y,n\n", "bad-shape"),
        ("Seen?,perhaps\n", "bad-value"),
        ("Seen?,y\nHeard?,2\n", "bad-value"),
        ("Seen?\n", "not-readable"),
        ("", "empty-file"),
        (",y\n", "not-readable"),
    ],
)
def test_what_is_no_table_changes_nothing(ask, board, text, code):
    before = kept(board)
    answer = ask("audit", "criteria", "aud-1", "--from", "-", "--json", input=text)
    assert (answer.code, answer.out) == (1, "")
    assert answer.refusal["code"] == code
    assert kept(board) == before


def test_what_to_test_next_is_proposed_and_nothing_written(ask, board, planned):
    before = kept(board)
    answer = ask("audit", "plan", "--propose", "--as-at", "2026-11-20")
    assert answer.code == 0
    assert "1. Late: " in answer.out and "Ask: Seen?" in answer.out
    assert f"auditrack audit edit {planned} --date 2026-12-20" in answer.out
    (one,) = ask("audit", "plan", "--propose", "--as-at", "2026-11-20", "--json").json
    assert set(one) == {
        "kind", "from", "audit", "themes", "called", "why", "question", "recommendations",
        "agencies", "measures", "date", "attention", "plan",
    }  # fmt: skip
    assert set(one["plan"]) == {
        "planned", "question", "date", "serves", "themes", "agencies", "looked_at", "method",
        "practice", "by", "standard", "standard_met", "because",
    }  # fmt: skip
    assert (one["plan"]["planned"], one["plan"]["date"]) == (planned, "2026-12-20")
    assert (one["kind"], one["audit"], one["themes"]) == ("promised", planned, ["neglect"])
    nothing = ask("audit", "plan", "--propose", "--as-at", "2015-01-01")
    assert (nothing.code, nothing.out) == (0, "")
    assert ask("audit", "plan", "--propose", "--as-at", "2015-01-01", "--json").json == []
    both = ask("audit", "plan", "--propose", "--theme", "neglect", "--json")
    assert both.refusal["code"] == "bad-value"
    assert kept(board) == before


PLANNED_AS = ("question", "serves", "themes", "agencies", "looked_at", "method", "by",
              "standard", "standard_met", "date")  # fmt: skip


@pytest.fixture
def proposal(ask):
    """A theme said to be done, once looked at, with words that a shell would take apart."""
    ask("rec", "theme", "child-elm/2", "information_sharing", "--confirm")
    ask("action", "add", "child-elm/2", "--what", "It's done", "--due", "2019-01-01")
    ask("action", "done", "act-2", "--on", "2019-01-01")
    ask("audit", "plan", "--question", "Is it \"shared\" in a day; $(is it)?", "--theme",
        "information_sharing", "--method", "Nurses' files & notes", "--by", "O'Hara & Sons",
        "--standard", "9 of 10, `always`", "--standard-met", "90%",
        "--date", "2020-02")  # fmt: skip
    made = ask("audit", "record", "--planned", "aud-2", "--date", "2020-03-01", "--outcome",
               "inconclusive")  # fmt: skip
    assert made.code == 0, made.err
    return next(one for one in proposals(ask) if one["from"] == "information_sharing")


def proposals(ask):
    return ask("audit", "plan", "--propose", "--json").json


def audit_of(ask, ref):
    return next(one for one in ask("audit", "list", "--json").json if one["ref"] == ref)


def as_planned(plan):
    """What the record of a plan holds of what a proposal fills in."""
    start, _, end = plan["practice"].partition("..")
    found = {name: plan[name] for name in PLANNED_AS if plan[name]}
    return found | {"status": "planned", "practice_from": start, "practice_to": end or start}


def test_the_command_that_a_proposal_names_plans_all_that_it_fills_in(ask, proposal):
    answer = ask("audit", "plan", "--propose")
    (line,) = [one for one in answer.out.splitlines() if "audit plan --theme" in one]
    words = shlex.split(line)
    assert "O'Hara & Sons" in words and "9 of 10, `always`" in words
    assert 'Is it "shared" in a day; $(is it)?' in words
    made = ask(*words[1:])
    assert made.code == 0, made.err
    stored = audit_of(ask, made.out.strip())
    expected = as_planned(proposal["plan"])
    assert {name: stored[name] for name in expected} == expected
    assert "information_sharing" not in ask("audit", "plan", "--propose").out


def test_from_plans_what_is_proposed_and_says_with_what(ask, proposal):
    answer = ask("audit", "plan", "--from", "Information sharing and communication")
    assert (answer.code, answer.out.strip()) == (0, "aud-3"), answer.err
    assert "Saved. Entry" in answer.err
    assert "--method Nurses' files & notes (as in audit aud-2)" in answer.err
    stored = audit_of(ask, "aud-3")
    expected = as_planned(proposal["plan"])
    assert {name: stored[name] for name in expected} == expected
    again = ask("audit", "plan", "--from", "information_sharing", "--json")
    assert (again.code, again.refusal["code"]) == (1, "not-proposed")
    assert "aud-3" in again.refusal["message"]


def test_what_is_given_beside_it_stands_in_its_place(ask, proposal):
    answer = ask("audit", "plan", "--from", "information_sharing", "--date", "1 March 2030",
                 "--method", "", "--agency", "Fernshire Council", "--why", "Asked for")  # fmt: skip
    assert answer.code == 0, answer.err
    assert "--method" not in answer.err and "--date" not in answer.err
    stored = audit_of(ask, "aud-3")
    assert (stored["date"], stored["agencies"]) == ("2030-03-01", ["fernshire-council"])
    assert not stored["method"] and stored["question"].startswith("Is it")


def test_several_proposals_are_planned_as_one_audit_with_json(ask, proposal):
    ask("rec", "add", "child-elm", "--label", "Recommendation 3", "--agency", "Fernshire Police",
        "--text", "See where babies sleep.", "--theme", "safe_sleep",
        "--due", "2019-01-01")  # fmt: skip
    assert {one["from"] for one in proposals(ask)} == {"information_sharing", "safe_sleep"}
    answer = ask("audit", "plan", "--from", "safe_sleep", "--from", "information_sharing", "--json")
    assert answer.json["references"] == ["aud-3"]
    assert audit_of(ask, "aud-3")["themes"] == ["safe_sleep", "information_sharing"]
    assert proposals(ask) == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--from", "1"), "unknown-reference"),
        (("--from", ""), "unknown-reference"),
        (("--from", HOSTILE), "unknown-reference"),
        (("--from", "neglect"), "not-proposed"),
        (("--from", "aud-1"), "not-proposed"),
        (("--from", "information_sharing", "--propose"), "bad-value"),
        (("--from", "information_sharing", "--as-at", "2026-01-01"), "bad-value"),
        (("--from", "information_sharing", "--as-recorded", "3"), "not-proposed"),
        (("--from", "information_sharing", "--practice", "2020..2030", "--date", "2027"),
         "bad-date"),
    ],
)  # fmt: skip
def test_what_cannot_be_planned_so_is_refused_and_nothing_is_written(
    ask, board, proposal, words, code
):
    before = kept(board)
    answer = ask("audit", "plan", *words, "--json")
    assert (answer.code, answer.out, answer.refusal["code"]) == (1, "", code)
    plain = ask("audit", "plan", *words)
    assert plain.code == 1 and "\x1b" not in plain.err
    assert kept(board) == before


def test_a_plan_that_is_late_is_not_planned_twice(ask, board, planned):
    before = kept(board)
    answer = ask("audit", "plan", "--from", planned, "--json")
    assert (answer.code, answer.refusal["code"]) == (1, "planned-already")
    command = re.search(r"auditrack (audit edit .+)", answer.refusal["todo"])
    assert kept(board) == before
    assert ask(*shlex.split(command[1])).code == 0
    assert proposals(ask) == []


def test_a_plan_without_a_question_is_refused(ask):
    answer = ask("audit", "plan", "--theme", "neglect", "--json")
    assert (answer.code, answer.refusal["code"]) == (1, "missing")


def test_a_confined_line_reads_no_file_of_others(ask, board, monkeypatch):
    monkeypatch.delenv("AUDITRACK_REGISTER")
    line = ("--confined", "--register", str(board))
    for words in ("audit sample --from /etc/passwd --size 1",
                  "audit criteria aud-1 --from /etc/passwd"):  # fmt: skip
        monkeypatch.setenv("SSH_ORIGINAL_COMMAND", f"auditrack {words}")
        answer = ask(*line)
        assert answer.code == 1 and "cannot be used on this connection" in answer.err
    monkeypatch.setenv("SSH_ORIGINAL_COMMAND", "auditrack audit sample --from - --size 1 --json")
    assert json.loads(ask(*line, input="A\nB\n").out)["size"] == 1


def test_the_list_says_how_cases_were_chosen(ask, planned):
    ask("audit", "sample", "--of", "140", "--size", "20", "--seed", "s", "--for", planned)
    out = ask("audit", "list").out
    assert "? of 20, random" in out and "planned" in out and "3 of 12" in out


def test_the_plan_of_a_year_is_shown_and_plans_nothing(ask, board):
    assert ask("audit", "plan", "--question", "Seen?", "--theme", "neglect", "--date",
               "2027-02", "--by", "head-of-early-help").code == 0  # fmt: skip
    before = kept(board)
    shown = ask("audit", "plan", "--year", "2026/27", "--as-at", "2026-11-20")
    assert shown.code == 0, shown.err
    for said in ("Audit plan of 2026/27: 0 made, 1 planned", "February 2027", "By quarter",
                 "  January to March 2027: 1 planned",
                 "  Head of Early Help: 1 planned"):  # fmt: skip
        assert said in shown.out
    told = ask("audit", "plan", "--year", "next", "--as-at", "2026-11-20", "--json").json
    assert set(told) == {"year", "first", "last", "as_at", "tests", "quarters", "loads",
                         "untested", "again"}  # fmt: skip
    assert told["year"] == "2027/28" and told["quarters"][0]["quarter"] == "April to June 2027"
    assert kept(board) == before
    for words, why in ((("--propose",), "only shows"), (("--question", "A?"), "only shows")):
        refused = ask("audit", "plan", "--year", "this", *words)
        assert refused.code == 1 and why in refused.err
    assert "is no year of the board" in ask("audit", "plan", "--year", "26").err


def test_questions_are_taken_over_from_another_audit(ask, tmp_path):
    table = tmp_path / "grid.csv"
    table.write_text(TABLE)
    assert ask("audit", "criteria", "aud-1", "--from", str(table)).code == 0
    made = ask("audit", "plan", "--question", "Again?", "--theme", "neglect", "--date", "2027-01")
    ref = made.out.strip()
    assert ask("audit", "criteria", ref, "--as-in", "aud-1").code == 0
    shown = ask("audit", "show", ref).out
    assert "Was the child seen alone?" in shown and "not answered" in shown
    assert "last time (aud-1, 15 June 2020) 1 of 2 met" in " ".join(shown.split())
    for words, why in (
        (("--as-in", "aud-1", "--from", str(table)), "said twice"),
        ((), "not said where"),
        (("--as-in", "aud-1", "--scale", "met"), "taken over"),
        (("--as-in", "aud-1"), "has questions already"),
    ):
        refused = ask("audit", "criteria", ref, *words)
        assert refused.code == 1 and why in refused.err, refused.err
