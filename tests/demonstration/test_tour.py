"""Each step of a newcomer's tour, on the demonstration board and on an empty register."""

import json
from datetime import date, timedelta
from zipfile import is_zipfile

import pytest

AS_AT = ("--as-at", "2026-11-20")
YESTERDAY = (date.today() - timedelta(days=1)).isoformat()

AUDIT = (
    "audit",
    "record",
    "--theme",
    "neglect",
    "--date",
    YESTERDAY,
    "--outcome",
    "partly",
    "--method",
    "Case files",
    "--sample",
    "20",
    "--met",
    "11",
)


def test_demo_makes_it_once_and_says_what_it_is(tmp_path, empty):
    folder = tmp_path / "mine"
    first = empty.says("demo", str(folder), "--no-open")
    assert "DEMONSTRATION" in first
    assert "120 recommendations" in first
    journal = (folder / "journal.jsonl").read_bytes()
    again = json.loads(empty.run("demo", str(folder), "--no-open", "--json").stdout)
    assert (again["reviews"], again["recommendations"]) == (9, 120)
    assert (folder / "journal.jsonl").read_bytes() == journal


def test_positions(demonstration):
    said = demonstration.says("theme", "positions", *AS_AT)
    assert said.count(": Repeated and never embedded") == 2
    assert "May have recurred." in said
    found = json.loads(demonstration.run("theme", "positions", *AS_AT, "--json").stdout)
    assert [one["attention"] for one in found[:3]] == [10, 10, 9]


def test_a_theme(demonstration):
    said = demonstration.says("theme", "show", "neglect", *AS_AT)
    assert "no test of practice on record has found it embedded" in said
    assert "Reviews do not hold individuals or organisations to account" in said


def test_a_list_with_a_filter(demonstration):
    assert "10 of 120 recommendations" in demonstration.says("rec", "list", "agency:police", *AS_AT)
    late = json.loads(demonstration.run("rec", "list", "overdue", *AS_AT, "--json").stdout)
    refs = {row["ref"] for row in late}
    assert {"child-willow/1", "child-willow/14"} <= refs
    assert "child-rowan/5" not in refs
    assert all(row["overdue_days"] > 0 for row in late)


def test_a_recommendation(demonstration):
    said = demonstration.says("rec", "show", "child-rowan/5", *AS_AT)
    assert "moved 3 times, 842 days past the original date" in said
    closed = demonstration.says("rec", "show", "child-ash/3", *AS_AT)
    assert "the Board wished to close its 2018 plan" in closed
    assert "There is no evidence of level 2 (uptake) or more" in closed


def test_recording_an_audit_moves_the_position(demonstration):
    result = demonstration.run(*AUDIT)
    assert result.stdout.strip() == "aud-24"
    assert "only partly embedded" in demonstration.says("theme", "show", "neglect")


def test_filing_evidence(demonstration):
    filed = demonstration.run(
        "evidence",
        "add",
        "--for",
        "child-willow/2",
        "--shows",
        "Four reviews read by the scrutineer",
        "--level",
        "3",
        "--about",
        YESTERDAY,
    )
    reference = filed.stdout.strip()
    assert reference.startswith("ev-")
    assert reference in demonstration.says("rec", "show", "child-willow/2")


def test_check(demonstration):
    said = demonstration.says("check", *AS_AT)
    assert "Themes that nobody has confirmed (2)" in said
    assert "child-rowan/7: no deadline" in said


def test_history(demonstration):
    said = demonstration.says("history", "child-ash/1")
    assert "14 March 2018" in said
    assert "h.lindqvist (Quality assurance officer), demonstration" in said


def test_before(demonstration):
    said = demonstration.says("before", "repeat the neglect assessment tool every six months")
    assert "child-ash/1" in said
    assert "Repeated and never embedded" in said


def test_the_progress_report(demonstration, tmp_path):
    out = tmp_path / "progress.docx"
    period = ("--since", "2026-05-01", "--until", "2026-11-20")
    said = demonstration.says("report", "progress", *period, "--out", str(out))
    assert "Written as at entry" in said
    assert is_zipfile(out)
    assert "DEMONSTRATION: everything in it is made up" in _words(out)
    assert "Repeated and never embedded" in _words(out)


def test_it_holds_after_the_tour(demonstration):
    demonstration.run(*AUDIT)
    assert "The register holds" in demonstration.says("verify")


def _words(path) -> str:
    from docx import Document

    document = Document(str(path))
    parts = [document.element.body]
    for section in document.sections:
        parts += [section.header._element, section.footer._element]
    return " ".join(node.text or "" for part in parts for node in part.iter() if node.text)


@pytest.mark.parametrize(
    ("step", "telling"),
    [
        (("theme", "positions"), "no "),
        (("theme", "show", "neglect"), "Not raised"),
        (("rec", "list", "overdue"), "0 of 0 recommendations: overdue"),
        (("check",), "missing"),
        (("history",), "board"),
        (("before", "the voice of the child"), "no"),
        (("verify",), "The register holds"),
    ],
)
def test_the_tour_reads_an_empty_register(empty, step, telling):
    assert telling.casefold() in empty.says(*step).casefold()


def test_the_tour_writes_to_an_empty_register(empty):
    assert empty.run(*AUDIT).stdout.strip() == "aud-1"


@pytest.mark.parametrize(
    "step",
    [
        ("rec", "show", "child-ash/1"),
        ("evidence", "add", "--for", "child-ash/1", "--shows", "Something", "--level", "1"),
    ],
)
def test_what_is_not_there_is_refused_in_a_sentence(empty, step):
    refused = empty.run(*step, exit_code=1)
    assert refused.stdout == ""
    assert "child-ash" in refused.output


def test_a_progress_report_of_nothing_is_refused_and_of_one_review_is_no_demonstration(
    empty, tmp_path
):
    out = tmp_path / "progress.docx"
    words = ("report", "progress", "--since", "2026-04-01", "--until", "2026-11-20")
    refused = empty.run(*words, "--out", str(out), exit_code=1)
    assert "nothing to report" in refused.output and not out.exists()
    empty.says("review", "add", "child-ash", "--title", "Child Ash")
    assert "Written" in empty.says(*words, "--out", str(out))
    assert is_zipfile(out)
    assert "DEMONSTRATION" not in _words(out)
