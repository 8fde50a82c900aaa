"""`work`, `lead reassign`, `lead off`, `report handover`, and evidence for six asks in one line."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

INSTALLED = Path(sys.executable).with_name("auditrack")
LEAD = "head-of-early-help"


@pytest.fixture
def posts(ask):
    """The board of these tests with a second lead and logins."""
    for words in (
        ("lead", "edit", LEAD, "--holder", "Jo Ash", "--login", "jash"),
        ("lead", "add", "Named Nurse", "--agency", "Fernshire Hospitals", "--login", "nurse"),
        ("audit", "plan", "--question", "Is it used?", "--for", "child-elm/1", "--by", LEAD,
         "--date", "2030-01"),
    ):  # fmt: skip
        assert ask(*words).code == 0
    return ask


class TestWork:
    def test_of_a_login_with_a_lead(self, posts):
        answer = posts("work", "--login", "jash", "--as-at", "2026-11-20")
        assert answer.code == 0 and answer.err == ""
        assert answer.out.splitlines()[0] == "Overdue (1)"
        assert "  act-1, 2,791 days late: Train every team" in answer.out
        assert "lead: Head of Early Help" in answer.out
        assert "Audits to make (1)" in answer.out

    def test_as_json(self, posts):
        answer = posts("work", "--lead", "Head of Early Help", "--as-at", "2026-11-20", "--json")
        assert list(answer.json) == ["login", "leads", "note", "lines"]
        assert answer.json["leads"] == [{"ref": LEAD, "title": "Head of Early Help"}]
        kinds = [(line["kind"], line["ref"], line["days"]) for line in answer.json["lines"]]
        assert kinds == [("overdue", "act-1", 2791), ("audit", "aud-2", -1168)]

    def test_without_a_lead_it_says_what_to_do(self, posts):
        answer = posts("work", "--login", "nobody")
        assert "Your login nobody holds no lead" in answer.err
        assert "auditrack lead set LEAD --login nobody" in answer.err
        assert "act-1" in answer.out

    def test_of_everybody(self, posts):
        everybody = posts("work", "--all", "--json").json["lines"]
        assert {line["kind"] for line in everybody} >= {"overdue", "accept", "audit"}

    def test_a_lead_with_a_login_or_no_such_lead_is_refused(self, posts):
        assert posts("work", "--lead", LEAD, "--all").code == 1
        answer = posts("work", "--lead", "The moon", "--json")
        assert answer.code == 1 and answer.refusal["code"] == "unknown-reference"


class TestLeaving:
    def test_reassign_moves_what_is_open_and_says_what(self, posts):
        answer = posts("lead", "reassign", LEAD, "Named Nurse", "--why", "Jo left.", "--json")
        assert answer.json["references"] == ["act-1", "aud-2"]
        history = posts("history", "act-1").out
        assert "Head of Early Help" in history or LEAD in history
        assert "Jo left." in history
        assert posts("undo").code == 0
        assert posts("work", "--lead", LEAD, "--json").json["lines"][0]["ref"] == "act-1"

    def test_only_some(self, posts):
        answer = posts("lead", "reassign", LEAD, "named-nurse", "--only", "aud-2")
        assert answer.code == 0 and answer.out == "aud-2\n"
        assert "Head of Early Help goes on with act-1." in answer.err
        answer = posts("lead", "reassign", LEAD, "named-nurse", "--only", "aud-1", "--json")
        assert answer.code == 1 and answer.refusal["code"] == "not-held"

    def test_a_login_off(self, posts):
        answer = posts("lead", "off", "jash", "--on", "2026-01-31", "--why", "Jo left.")
        assert answer.code == 0 and answer.out == f"{LEAD}\n"
        assert "Head of Early Help is vacant since 31 January 2026" in answer.err
        assert "until whoever runs the host closes it" in answer.err
        lead = next(one for one in posts("lead", "list", "--json").json if one["ref"] == LEAD)
        assert (lead["vacant_since"], lead["logins"], lead["holder"]) == ("2026-01-31", [], None)
        needs = posts("decisions", "--json").json
        assert (needs[0]["kind"], needs[0]["ref"]) == ("audit-vacant", "aud-2")
        assert posts("decisions", "--kind", "audit-vacant").out.startswith(
            "Audits whose lead is vacant (1)"
        )

    def test_a_login_nobody_knows_is_refused(self, posts):
        answer = posts("lead", "off", "nobody", "--json")
        assert answer.code == 1 and answer.refusal["code"] == "unknown-login"


class TestHandoverReport:
    def test_is_written_and_recorded(self, posts, tmp_path):
        out = tmp_path / "handover.docx"
        answer = posts("report", "handover", "Head of Early Help", "--out", str(out), "--json",
                       "--to", "The next holder", "--marking", "Official")  # fmt: skip
        assert answer.code == 0, answer.err
        assert set(answer.json) == {
            *("report", "lead", "out", "rest", "as_at", "entry", "hash", "template"),
        }
        text = "\n".join(one.text for one in Document(str(out)).paragraphs)
        assert "Handover: Head of Early Help" in text and "Held by: Jo Ash" in text
        written = [one for one in posts("history", "--json").json if one["what"] == "export record"]
        assert len(written) == 1

    def test_to_standard_output(self, posts):
        words = [INSTALLED, "report", "handover", LEAD, "--out", "-"]
        answer = subprocess.run(words, capture_output=True, check=True)
        assert Document(BytesIO(answer.stdout)).paragraphs

    def test_what_cannot_be_is_refused(self, posts, tmp_path):
        assert posts("report", "handover", LEAD, "--out", "-", "--json").code == 1
        answer = posts("report", "handover", "The moon", "--out", str(tmp_path / "x.docx"))
        assert answer.code == 1 and not (tmp_path / "x.docx").exists()


def test_one_piece_of_evidence_for_six_in_one_line(ask):
    refs = ["child-elm/1", "child-elm/2"]
    for label in "3456":
        refs += ask("rec", "add", "child-elm", "--label", label, "--text", "Do it.").out.split()
    wanted = [word for ref in refs for word in ("--for", ref)]
    answer = ask("evidence", "add", *wanted, "--shows", "Dip sample of 20 files", "--level", "3",
                 "--result", "partly", "--at", "https://store.example/42", "--json")  # fmt: skip
    (made,) = answer.json["references"]
    found = ask("evidence", "list", "--json").json
    (one,) = [piece for piece in found if piece["ref"] == made]
    assert one["serves"] == refs and one["about"] is None and one["file_sha256"] is None
    for ref in refs:
        assert made in ask("rec", "show", ref).out
