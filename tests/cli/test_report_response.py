"""`report response` and `report assurance` as their users meet them."""

from pathlib import Path

import pytest

from auditrack.register import host_log
from tests.cli.test_confined_sessions import share

RESPONSE = ("report", "response", "child-elm")
ASSURANCE = ("report", "assurance", "child-elm/1")
BOTH = pytest.mark.parametrize("words", [RESPONSE, ASSURANCE], ids=["response", "assurance"])


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "paper.docx"


def test_the_answer_in_json_has_the_keys_that_scripts_read(ask, out):
    answer = ask(*RESPONSE, "--out", str(out), "--json")
    assert answer.code == 0, answer.err
    told = answer.json
    assert told.pop("template") and told.pop("hash")
    assert told == {
        "report": "response",
        "out": str(out),
        "rest": None,
        "review": "child-elm",
        "recommendations": 2,
        "findings": 1,
        "replies": {"answered": 0, "asked": 3},
        "declined": [],
        "without_recommendation": ["child-elm/f-1"],
        "working_paper": False,
        "as_at": told["as_at"],
        "entry": told["entry"],
    }
    sheet = ask(*ASSURANCE, "--out", str(out), "--json").json
    assert sheet["missing"] == list(ask("rec", "close", "child-elm/1", "--json").refusal["details"])
    assert {name: sheet[name] for name in ("report", "recommendation", "review")} == {
        "report": "assurance",
        "recommendation": "child-elm/1",
        "review": "child-elm",
    }
    assert (sheet["evidence"], sheet["tests"], sheet["planned"], sheet["connected"]) == (
        1,
        1,
        0,
        [],
    )


def test_each_is_recorded_with_what_it_is_about(ask, out):
    for words in (RESPONSE, ASSURANCE):
        assert ask(*words, "--out", str(out)).code == 0
    told = ask("report", "told", "--json").json
    assert [(one["kind"], one["what"]) for one in told] == [
        ("assurance", "child-elm/1"),
        ("response", "Child Elm"),
    ]


@BOTH
@pytest.mark.parametrize(
    "changed, code",
    [
        (("nobody",), "unknown-reference"),
        (("--as-at", "2001-01-01"), "nothing-to-report"),
        (("--as-at", "yesterday fortnight"), "bad-date"),
        (("--template", "no-such-file.docx"), None),
    ],
)
def test_what_cannot_be_written_is_refused_and_leaves_the_old_file(ask, out, words, changed, code):
    out.write_bytes(b"old")
    asked = (*words[:2], *changed) if changed == ("nobody",) else (*words, *changed)
    answer = ask(*asked, "--out", str(out), "--json")
    assert answer.code == 1
    if code:
        assert answer.refusal["code"] == code
    assert out.read_bytes() == b"old"
    assert not ask("report", "told", "--json").json


def test_a_review_with_nothing_on_record_is_refused(ask, out):
    assert ask("review", "add", "child-oak", "--title", "Child Oak").code == 0
    answer = ask("report", "response", "child-oak", "--out", str(out))
    assert answer.code == 1 and not out.exists()
    assert "Child Oak has no recommendation and no finding on record" in answer.err


@BOTH
def test_a_working_paper_keeps_its_marking(ask, out, words):
    assert ask("settings", "set", "marking", "Official-Sensitive").code == 0
    assert ask(*words, "--out", str(out), "--marking", "none").code == 0
    edited = ask("review", "edit", "child-elm", "--publishable", "no")
    assert edited.code == 0, edited.err
    answer = ask(*words, "--out", str(out), "--marking", "none", "--json")
    assert answer.code == 1 and answer.refusal["code"] == "marking-stays"
    assert ask(*words, "--out", str(out), "--json").json["working_paper"] is True


@BOTH
def test_json_and_the_paper_do_not_share_standard_output(ask, words):
    answer = ask(*words, "--out", "-", "--json")
    assert answer.code == 1 and answer.refusal["code"] == "one-output"


def test_a_case_is_found_by_its_name(ask, out):
    assert ask("review", "edit", "child-elm", "--case", "Elm family").code == 0
    answer = ask("report", "response", "elm-family", "--out", str(out), "--json")
    assert answer.code == 0, answer.err
    assert answer.json["review"] == "child-elm"


def test_a_paper_on_an_embargoed_review_is_told_to_the_host(ask, board, out, monkeypatch, tmp_path):
    told: list[str] = []
    monkeypatch.setattr(host_log, "send", lambda _priority, line: told.append(line))
    share(board, monkeypatch, tmp_path)
    assert ask("review", "edit", "child-elm", "--publishable", "no").code == 0
    told.clear()
    for words in (RESPONSE, ASSURANCE):
        assert ask(*words, "--out", str(out)).code == 0
    assert [line.split(" ", 1)[0] for line in told] == ["embargoed-view", "export"] * 2
    assert all("review=child-elm" in line for line in told[::2])
