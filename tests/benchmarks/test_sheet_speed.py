"""A tracker of 10,000 rows read and shown, and its dry run against a register."""

import io
from datetime import date
from pathlib import Path

import measuring
import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from auditrack.cli.sheets import show_sheet
from auditrack.commands.run import check
from auditrack.commands.sheet import TakeInSheet
from auditrack.intake.sheets import read_sheet
from auditrack.model.change import Actor
from auditrack.register import create_register

pytestmark = pytest.mark.benchmark
TODAY = date(2026, 11, 20)
ROWS = 10_000
HEADINGS = (
    "Review", "Ref", "Recommendation", "Agency", "Lead", "Action", "Due date", "RAG", "Status",
    "Progress", "Evidence", "Completed on",
)  # fmt: skip


def tracker() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.append(list(HEADINGS))
    amber = PatternFill("solid", fgColor="FFC000")
    for at in range(ROWS):
        sheet.append([
            f"Child {chr(65 + at % 20)}", f"{at}", f"The Board should make sure of practice {at} "
            "in every service that families turn to.", "Police", "Head of Practice",
            f"Train team {at} and look at their cases", date(2020, 1, 1 + at % 28), None,
            "In progress", f"12/03/2019: begun {at}\n01/06/2019: half done", "Minutes", None,
        ])  # fmt: skip
        sheet.cell(at + 2, 8).fill = amber
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_tracker_of_ten_thousand_rows(figure, tmp_path, calibration, capsys):
    data, name = tracker(), Path("tracker.xlsx")
    register = create_register(
        tmp_path / "register", "Fernshire Board", Actor("officer", 1001, "local")
    )
    command = TakeInSheet(read_sheet(name, TODAY, data), themes=False)

    def read_and_show() -> None:
        show_sheet(read_sheet(name, TODAY, data))

    def dry_run() -> None:
        assert check(register, command, today=TODAY) is None

    took = measuring.in_turns(read=read_and_show, dry_run=dry_run, calibration=calibration)
    register.close()
    assert "Head of Practice" in capsys.readouterr().out
    figure.seconds("a tracker of 10,000 rows read and shown", took["read"], 3.0)
    figure.seconds("its dry run, every rule of the commit", took["dry_run"], 3.0)
    figure.milliseconds("calibration: json.loads of the snapshot at 1,000", took["calibration"])
