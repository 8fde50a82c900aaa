"""A month of a board's work on the demonstration: returns, audit, meeting, handover, report."""

import json
from datetime import date, timedelta

import pytest
from docx import Document
from openpyxl import load_workbook

from auditrack.commands import run
from auditrack.commands.reassigning import ReassignLead
from auditrack.model.change import Actor, Refusal, Saved
from auditrack.register import open_register

GROUP = "quality-and-assurance-subgroup"
TODAY = date.today()
ASKED, DUE_BACK = TODAY - timedelta(35), TODAY - timedelta(7)


class Month:
    """A board at work: an officer at the command line, others with logins of their own."""

    def __init__(self, quick, place) -> None:
        self.quick = quick
        self.place = place

    def do(self, *words: str) -> list[str]:
        return self.quick(*words).split()

    def look(self, *words: str):
        return json.loads(self.quick(*words, "--json"))

    def by(self, login: str, command: object) -> Saved | Refusal:
        with open_register(self.place, Actor(login, 2001, "local")) as register:
            return run(register, command)

    def record(self, ref: str) -> dict:
        return next(row for row in self.look("rec", "list") if row["ref"] == ref)

    def form_of(self, agency: str) -> dict:
        return next(row for row in self.look("return-form", "status") if row["agency"] == agency)


@pytest.fixture
def month(quick, own_folder) -> Month:
    quick("demo", str(own_folder), "--no-open")
    return Month(quick, own_folder)


def columns(row) -> list[str]:
    return [cell.text.strip() for cell in row.cells]


def filled_in_word(path) -> tuple[str, str]:
    """As an agency fills a form in: one answer, one update, a row of its own, another order."""
    paper = Document(path)
    answered, updated = "", ""
    for table in paper.tables:
        head = columns(table.rows[0])
        if "Recommendation" in head:
            row = table.rows[1]
            answered = row.cells[0].text.strip()
            row.cells[head.index("Your answer")].text = "Accepted in part"
            row.cells[head.index("Reason, or to whom it was passed on")].text = "One site first."
        if "Where it stands now" in head:
            row = table.rows[1]
            updated = row.cells[0].text.strip()
            row.cells[head.index("Where it stands now")].text = "In progress"
            row.cells[head.index("What was done since")].text = "Eleven of thirty teams trained."
            more = table.add_row()
            more.cells[0].text = updated
            more.cells[head.index("What was done since")].text = "A dip sample is planned."
            table._tbl.remove(row._tr)
            table._tbl.append(row._tr)
    paper.add_paragraph("Our lead officer changes in the new year.")
    paper.save(path)
    return answered, updated


def filled_in_excel(path) -> str:
    book = load_workbook(path)
    sheet = next(one for one in book if one["A1"].value == "Reference" or has(one, "Your answer"))
    head = next(row for row in sheet.iter_rows() if "Reference" in [cell.value for cell in row])
    place = {cell.value: cell.column for cell in head}
    line = head[0].row + 1
    ref = str(sheet.cell(line, place["Reference"]).value)
    sheet.cell(line, place["Your answer"]).value = "Accepted"
    book.save(path)
    return ref


def has(sheet, heading: str) -> bool:
    return any(heading in row for row in sheet.iter_rows(values_only=True))


def nothing_to_report(path) -> None:
    paper = Document(path)
    for row in paper.tables[0].rows:
        if row.cells[0].text.startswith("Nothing to report"):
            row.cells[1].text = "None"
    paper.save(path)


def test_a_month_of_a_boards_work(month, tmp_path):
    forms = tmp_path / "forms"
    forms.mkdir()
    before = month.quick("history").count("\n")
    sent = ("--asked-on", ASKED.isoformat(), "--due-back", DUE_BACK.isoformat())
    made = month.look("return-form", "make", "--all", "--out", str(forms), *sent)["forms"]
    assert len(made) >= 10 and len(list(forms.iterdir())) == len(made)
    named = {one["agency"]: one for one in made}

    # The returns: one in Word, one in Excel, one "None", and silence.
    back = ("--returned-on", TODAY.isoformat(), "--accept", "sure")
    answered, updated = filled_in_word(named["childrens-services"]["file"])
    read = month.look("return-form", "read", named["childrens-services"]["file"], *back)
    assert read
    told = month.look("return-form", "make", "--form", named["housing"]["form"], "--out",
                      str(tmp_path), "--format", "xlsx")  # fmt: skip
    of_housing = filled_in_excel(told["file"])
    month.do("return-form", "read", told["file"], *back)
    nothing_to_report(named["probation"]["file"])
    month.do("return-form", "read", named["probation"]["file"], *back)
    page = " ".join(month.do("action", "show", updated))
    assert "Eleven of thirty teams trained." in page and "A dip sample is planned." in page
    assert month.record(of_housing)["reply"].startswith("accepted")
    assert month.form_of("childrens-services")["state"] == "returned"
    assert "none" in month.form_of("probation")["words"].casefold()
    silent = month.form_of("police")
    assert silent["state"] == "unanswered" and silent["days_late"] == 7
    month.do("return-form", "remind", "--overdue")
    assert month.form_of("police")["reminded_on"] == [TODAY.isoformat()]
    assert answered and month.record(answered)

    # The audit day: one audit of several, its cases answered in a grid.
    asks = ("child-willow/1", "child-willow/2", "child-willow/3")
    (audit, *_) = month.do(
        "audit", "record", *(word for ask in asks for word in ("--for", ask)),
        "--date", TODAY.isoformat(), "--outcome", "not-embedded", "--method", "case files",
        "--sample", "12", "--met", "4", "--by", "scrutineer",
        "--practice", f"{TODAY.year - 1}-01..{TODAY.year - 1}-06",
        "--next", (TODAY + timedelta(365)).isoformat(),
    )  # fmt: skip
    neglect = next(one for one in month.look("theme", "positions") if one["theme"] == "neglect")
    assert neglect["attention"] == 10 and audit in json.dumps(neglect)

    # The meeting: the agenda builds itself, each decision is one command.
    (meeting, *_) = month.do("meeting", "start", "--subgroup", GROUP, "--chair", "chair")
    month.do("meeting", "present", meeting, "Head of Safeguarding", "Designated Nurse")
    agenda = month.look("meeting", "agenda", meeting)["items"]
    assert len(agenda) > 20 and any(one["ref"] == audit for one in agenda) is False
    by_kind = {one["kind"]: one for one in agenda}
    reopened, late = by_kind["closing-undone"]["ref"], by_kind["overdue"]["ref"]
    month.do("meeting", "decide", meeting, reopened, "re-open", "--reason", "It came back.")
    later = (TODAY + timedelta(60)).isoformat()
    month.do("meeting", "decide", meeting, late, "extend", "--to", later, "--reason", "Staffing.")
    month.do("meeting", "decide", meeting, "neglect", "noted", "--reason", "Another failed test.")
    month.do("meeting", "end", meeting)
    minutes = tmp_path / "minutes.docx"
    month.do("meeting", "minutes", meeting, "--out", str(minutes))
    said = words_of(minutes)
    assert reopened in said and late in said and "Staffing." in said and "DRAFT" in said.upper()
    for ref in (reopened, late):
        assert any(one["meeting"] == meeting for one in month.look("history", ref))
    agenda = month.look("meeting", "agenda", "--subgroup", GROUP)["items"]
    assert late in [one["ref"] for one in agenda if one["kind"] == "matter-arising"]

    # The handover: what the post holds goes to its successor in one step.
    paper = tmp_path / "handover.docx"
    month.do("report", "handover", "head-of-safeguarding", "--out", str(paper))
    lines = month.look("work", "--lead", "head-of-safeguarding")["lines"]
    held = [one["ref"] for one in lines if one["record"] == "action"]
    assert held and all(ref in words_of(paper) for ref in held[:3])
    month.do("lead", "vacate", "head-of-safeguarding")
    moved = month.by(
        "officer.two", ReassignLead("head-of-safeguarding", "head-of-0-19", why="Left.")
    )
    assert isinstance(moved, Saved), str(moved)
    assert not [one for one in month.look("work", "--lead", "head-of-safeguarding")["lines"]]

    # The calendar and the report; nothing of the month is lost.
    month.do("export", "--format", "ics", "--out", str(tmp_path / "due.ics"))
    calendar = (tmp_path / "due.ics").read_bytes().decode()
    assert later.replace("-", "") in calendar and late in calendar
    report = tmp_path / "progress.docx"
    month.do("report", "progress", "--out", str(report))
    assert audit in words_of(report) or "4 of 12" in words_of(report)
    assert month.quick("history").count("\n") > before
    assert month.do("verify")


def words_of(path) -> str:
    paper = Document(path)
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    heads = [one.text for part in paper.sections for one in part.header.paragraphs]
    return "\n".join([*heads, *(one.text for one in paper.paragraphs), *cells])
