"""A returned form of 40 lines read and compared with the register, in Word and in Excel."""

import io
from datetime import date
from pathlib import Path

import measuring
import pytest
from docx import Document
from openpyxl import load_workbook

from auditrack.commands.action import AddAction
from auditrack.commands.desk import Desk
from auditrack.commands.recommendation import AddRecommendation
from auditrack.commands.return_form import AskForReturns, drafted
from auditrack.commands.return_taken import TakeInReturn
from auditrack.commands.review import AddReview
from auditrack.commands.run import run
from auditrack.intake.returned import read_returned
from auditrack.model.change import Actor
from auditrack.model.return_form import SHEETS
from auditrack.register import create_register
from auditrack.reports.return_forms.excel import render_return_workbook
from auditrack.reports.return_forms.word import render_return_form

pytestmark = pytest.mark.benchmark
TODAY = date(2026, 11, 20)
ASKS, ACTIONS = 15, 25


def in_word(data: bytes) -> bytes:
    document = Document(io.BytesIO(data))
    for table in document.tables:
        headings = [cell.text for cell in table.rows[0].cells]
        for name, text in (("Your answer", "Accepted"), ("What was done since", "Half done")):
            if name in headings:
                for row in table.rows[1:]:
                    if row.cells[0].text:
                        row.cells[headings.index(name)].text = text
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def in_excel(data: bytes) -> bytes:
    book = load_workbook(io.BytesIO(data))
    for section, column, text in (("replies", 3, "Accepted"), ("updates", 6, "Half done")):
        sheet = book[SHEETS[section]]
        for row in range(2, sheet.max_row + 1):
            if sheet.cell(row, 1).value:
                sheet.cell(row, column).value = text
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_returned_form_of_forty_lines(figure, tmp_path, calibration):
    """From the file's bytes to the fate of every line, the process apart started and ended."""
    register = create_register(
        tmp_path / "register", "Fernshire Board", Actor("officer", 1001, "local")
    )
    run(register, AddReview("child-f", "Child F"), today=TODAY)
    for number in range(ASKS):
        ask = AddRecommendation("child-f", f"Do thing {number} well.", agencies=("Police",))
        run(register, ask, today=TODAY)
    for number in range(ACTIONS):
        action = AddAction((f"child-f/police-{number % ASKS + 1}",), f"Train team {number}",
                           agency="Police")  # fmt: skip
        run(register, action, today=TODAY)
    command = AskForReturns(("Police",))
    (paper,) = drafted(register, command, TODAY, ending="docx").papers
    run(register, command, today=TODAY)
    word, excel = in_word(render_return_form(paper)), in_excel(render_return_workbook(paper))

    def read(name: str, data: bytes) -> int:
        returned = read_returned(Path(name), data)
        plan = TakeInReturn(returned).plan(Desk(register, register.actor, TODAY))
        return len(plan.taken)

    assert read("back.docx", word) == read("back.xlsx", excel) == ASKS + ACTIONS
    took = measuring.in_turns(
        word=lambda: read("back.docx", word),
        excel=lambda: read("back.xlsx", excel),
        calibration=calibration,
    )
    register.close()
    figure.seconds("a returned form of 40 lines read, in Word", took["word"], 0.5)
    figure.seconds("a returned form of 40 lines read, in Excel", took["excel"], 0.5)
    figure.milliseconds("calibration: json.loads of the snapshot at 1,000", took["calibration"])
