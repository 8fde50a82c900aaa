"""One review from publication to the report: every step the main job has, in its order."""

import json
import shutil
from pathlib import Path

import pytest
from docx import Document

from auditrack.commands import run
from auditrack.commands.action import SignOffAction
from auditrack.commands.closing import CloseRecommendation
from auditrack.commands.evidence import AcceptEvidence
from auditrack.model.change import Actor, Refusal, Saved
from auditrack.register import open_register

REVIEW = Path(__file__).with_name("made_up_review.txt")


class Board:
    """A board at work: an officer at the command line, and others with logins of their own."""

    def __init__(self, quick, place: Path) -> None:
        self.quick = quick
        self.place = place

    def do(self, *words: str) -> list[str]:
        return self.quick(*words).split()

    def look(self, *words: str):
        return json.loads(self.quick(*words, "--json"))

    def row(self, ref: str) -> dict:
        return next(row for row in self.look("rec", "list") if row["ref"] == ref)

    def by(self, login: str, command: object) -> Saved | Refusal:
        """What another login does: no flag says who acts, so it is another actor's handle."""
        with open_register(self.place, Actor(login, 2001, "local")) as register:
            return run(register, command)


@pytest.fixture
def board(quick, own_folder: Path) -> Board:
    made = Board(quick, own_folder)
    made.do("init", str(own_folder), "--board", "Fernshire Safeguarding Children Board")
    return made


def test_the_main_job_from_review_to_report(board, tmp_path):
    shown = board.look("import", str(REVIEW), "--dry-run")
    assert [item["label"] for item in shown["items"] if item["ticked"]] == [
        "Recommendation 1",
        "Recommendation 2",
        "Recommendation 3",
    ]
    assert board.look("imports", "list") == [], "looking writes nothing"

    made = board.do(
        "import", str(REVIEW), "--review", "child-larch", "--accept", "ticked",
        "--practice", "2018-03-01..2019-11-30=Larch", "--history", "complete",
    )  # fmt: skip
    assert made[:2] == ["imp-1", "child-larch"]
    assert made[2:] == ["child-larch/1", "child-larch/2", "child-larch/3"]
    page = board.look("review", "show", "child-larch")
    assert "Larch" in page["heading"]
    assert board.row("child-larch/2")["agencies"] == ["Fernshire Police"]
    assert board.row("child-larch/1")["delivery"] == "not known"

    (link, *_) = board.do("rec", "theme", "child-larch/1", "neglect", "--confirm")
    assert link.startswith("tl-")

    board.do("lead", "add", "Head of Protecting Vulnerable People", "--agency", "Fernshire Police")
    board.do(
        "rec", "reply", "child-larch/2", "--agency", "Fernshire Police", "--answer", "accepted",
        "--asked-on", "2021-05-10", "--on", "2021-06-01",
    )  # fmt: skip
    board.do("rec", "decide", "child-larch/2", "--decision", "implement", "--on", "2021-06-20")
    row = board.row("child-larch/2")
    assert (row["reply"], row["decision"]) == ("accepted", "implement")

    (action,) = board.do(
        "action", "add", "child-larch/2", "--what", "Change the attendance form",
        "--agency", "Fernshire Police", "--lead", "head-of-protecting-vulnerable-people",
        "--due", "2021-12-31",
    )  # fmt: skip
    board.do("action", "update", action, "--note", "Form drafted", "--state", "in-progress")
    board.do("action", "extend", action, "--to", "2022-03-31", "--why", "The supplier was late")
    row = board.row("child-larch/2")
    assert (row["original_due"], row["agreed_due"]) == ("2021-12-31", "2022-03-31")
    assert row["overdue_days"] > 365
    assert row["delivery"] == "in progress"

    board.do("action", "done", action, "--note", "In use since Monday")
    assert board.row("child-larch/2")["delivery"] == "done"
    with pytest.raises(AssertionError, match="a second person must confirm it"):
        board.do("action", "sign-off", action)
    signed = board.by("scrutineer.s", SignOffAction(ref=action))
    assert isinstance(signed, Saved), str(signed)
    assert board.row("child-larch/2")["delivery"] == "signed off"

    with pytest.raises(AssertionError) as refused:
        board.do("rec", "close", "child-larch/2")
    assert "not ready to be closed" in str(refused.value)
    assert "level 2" in str(refused.value)

    (evidence,) = board.do(
        "evidence", "add", "--for", "child-larch/2", "--shows", "40 of 50 forms were complete",
        "--level", "3", "--about", "2022-06", "--result", "partly", "--at", "Document store, QA/7",
    )  # fmt: skip
    assert isinstance(board.by("scrutineer.s", AcceptEvidence(ref=evidence)), Saved)
    row = board.row("child-larch/2")
    assert (row["evidence"], row["best_level"], row["practice"]) == (1, 3, "partly")
    assert board.do("rec", "close", "child-larch/2")[-1] == "child-larch/2"
    assert ": closed" in board.quick("rec", "show", "child-larch/2")

    (audit,) = board.do(
        "audit", "record", "--for", "child-larch/1", "--date", "2023-02-10", "--outcome",
        "not-embedded", "--sample", "20", "--met", "6", "--practice", "2022-07..2022-12",
        "--method", "case files", "--next", "2027-02",
    )  # fmt: skip
    neglect = board.look("theme", "positions")[0]
    assert neglect["theme"] == "neglect"
    assert (neglect["practice"], neglect["last_test"]) == ("NOT_EMBEDDED", f"audit {audit} -")
    assert neglect["failed_tests"] == 1
    assert audit in {step["ref"] for step in neglect["chain"]}

    board.do("role", "set", "admin.a", "administrator")
    with open_register(board.place, Actor("admin.a", 2002, "local")) as register:
        from auditrack.commands.role import SetRoles

        own = register.history(since=0)
        login = next(iter(own)).login
        for who, roles in ((login, ("officer",)), ("chair.c", ("chair",))):
            assert isinstance(run(register, SetRoles(login=who, roles=roles)), Saved)
    refused_close = board.by(login, CloseRecommendation(ref="child-larch/1", override="Agreed"))
    assert isinstance(refused_close, Refusal) and refused_close.code == "role"
    missing = board.by("chair.c", CloseRecommendation(ref="child-larch/1"))
    assert isinstance(missing, Refusal) and missing.code == "not-ready"
    assert len(missing.details) >= 2
    closed = board.by("chair.c", CloseRecommendation(ref="child-larch/1", override="Overtaken"))
    assert isinstance(closed, Saved), str(closed)
    assert "Overtaken" in board.quick("rec", "show", "child-larch/1")

    head = board.look("verify")["head"]
    out = tmp_path / "progress.docx"
    board.do(
        "report", "progress", "--out", str(out), "--since", "2021-04-01", "--until", "2022-03-31"
    )
    said = words_of(out)
    for expected in (
        "Fernshire Safeguarding Children Board",
        "Tested and not embedded",
        "child-larch/3",
        "Fernshire Hospitals NHS Trust",
        f"{head['number']}",
        head["hash"][:12],
        "do not hold individuals or organisations to account",
    ):
        assert expected in said, expected
    assert board.look("verify")["head"]["number"] == head["number"] + 1, "the export is recorded"

    lines = board.look("history", action)
    assert [line["what"] for line in lines] == [
        "action add", "action update", "action extend", "action done", "action sign-off",
    ]  # fmt: skip
    assert lines[-1]["who"] == "scrutineer.s"
    assert lines[2]["why"] == "The supplier was late"
    assert board.look("verify")["ok"] is True

    undone = board.quick("imports", "undo", "imp-1").split()
    assert undone[0] == "imp-1"
    assert "child-larch/3" in undone, "what nobody has touched goes"
    assert {"child-larch/1", "child-larch/2", "child-larch"}.isdisjoint(undone), "the rest stays"
    assert {row["ref"] for row in board.look("rec", "list")} == {"child-larch/1", "child-larch/2"}
    assert "The register holds." in board.quick("verify")


def test_an_untouched_import_is_undone_whole_and_comes_back_under_the_same_references(board):
    words = ("import", str(REVIEW), "--review", "child-larch", "--accept", "ticked")
    made = board.do(*words)
    assert board.do("imports", "undo", "imp-1")[0] == "imp-1"
    assert board.look("rec", "list") == []
    assert board.look("theme", "positions") == []
    again = board.do(*words)
    assert again[0] == "imp-2"
    assert again[1:] == made[1:]
    assert [one["undone_on"] is not None for one in board.look("imports", "list")] == [True, False]


def test_the_same_path_as_installed(installed, own_folder, tmp_path):
    """The commands an officer types on the first day, each in a process of its own."""
    installed("init", str(own_folder), "--board", "Fernshire Safeguarding Children Board")
    made = installed("import", "-", "--review", "child-larch", "--accept", "ticked",
                     input=REVIEW.read_text())  # fmt: skip
    assert made.split()[:2] == ["imp-1", "child-larch"]
    installed("rec", "theme", "child-larch/1", "neglect", "--confirm")
    installed("audit", "record", "--theme", "neglect", "--date", "2023-02-10",
              "--outcome", "embedded")  # fmt: skip
    found = json.loads(installed("theme", "positions", "--json"))
    assert {one["theme"]: one["practice"] for one in found}["neglect"] == "RETEST_DUE"
    out = tmp_path / "progress.docx"
    installed("report", "progress", "--out", str(out))
    assert "Embedded once, re-test overdue" in words_of(out)
    shutil.copytree(own_folder, tmp_path / "copy")
    assert installed("--register", str(tmp_path / "copy"), "verify")


def words_of(document: Path) -> str:
    """All that a Word document says: paragraphs, tables, headers and footers."""
    read = Document(str(document))
    parts = [paragraph.text for paragraph in read.paragraphs]
    parts += [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    for section in read.sections:
        parts += [p.text for p in (*section.header.paragraphs, *section.footer.paragraphs)]
    return " ".join(" ".join(parts).split())
