"""Made-up trackers as boards keep them, built as workbooks by code."""

import io
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill

RED, AMBER, GREEN = "FF0000", "FFC000", "00B050"
WORDS = {"Complete": "done", "On Track": "in-progress", "amber fill": "in-progress"}
"""What the words of the messy tracker mean to its board."""

MAPPED = (
    "Complete=done",
    "On Track=in-progress",
    "amber fill=in-progress",
    "red fill=off-track",
    "green fill=done",
)

HEADINGS = ("Review", "Ref", "Recommendation", "Agency", "Action", "Lead", "Due", "RAG", "Notes")


def fill(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


def saved(book: Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def simple(rows, headings=HEADINGS, title="Tracker") -> bytes:
    """A tidy sheet of these rows."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    return saved(book)


def messy(last: int = 300) -> tuple[bytes, dict[str, int]]:
    """A tracker of `last` rows with all that trackers have, and how many rows are of each kind.

    Two header rows below a title and a key; recommendations merged over three actions each;
    colours as the only rating; struck rows; dates in words; blank rows, a heading for each part,
    hidden rows, the header once more, a totals row; a hidden sheet.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = "Action plan"
    kinds = {"heading": 0, "empty": 0, "hidden": 0, "row": 0}

    def count(kind: str) -> None:
        kinds[kind] += 1

    sheet["A1"] = "Fernshire Board: combined action tracker"
    sheet["A1"].font = Font(bold=True)
    sheet.merge_cells("A1:L1")
    count("heading")
    count("empty")  # row 2 is blank
    sheet["A3"] = "Key"
    for column, (colour, said) in enumerate(((RED, "late"), (AMBER, "moving"), (GREEN, "ok")), 2):
        sheet.cell(3, column, said).fill = fill(colour)
    count("heading")
    top = (
        "Source",
        "Ref",
        "Recommendation",
        "What we will do",
        None,
        None,
        None,
        "RAG",
        "Progress",
    )
    for column, heading in enumerate(top, 1):
        sheet.cell(4, column, heading)
    sheet.merge_cells("D4:G4")
    sheet.merge_cells("I4:J4")
    below = (None, None, None, "Action", "Agency", "Lead", "Due date", None, "2019", "2020")
    for column, heading in enumerate(below, 1):
        if heading:
            sheet.cell(5, column, heading)
    sheet.cell(4, 11, "Date completed")
    sheet.cell(4, 12, "Notes")
    count("heading")
    count("heading")

    dues = (
        date(2019, 3, 31), "31/03/2019", "March 2019", "Spring 2019", "ongoing", "31.6.19",
        "by end of 2019", "TBC", "Q2 19/20", None,
    )  # fmt: skip
    place, number = 6, 0
    while place <= last:
        at = place - 6
        if place == last:
            sheet.cell(place, 1, "Total")
            sheet.cell(place, 8, 77)
            count("heading")
            place += 1
        elif at % 60 == 59:
            sheet.cell(place, 1, f"Part {at // 60 + 2}: actions for partners")
            sheet.merge_cells(start_row=place, start_column=1, end_row=place, end_column=12)
            count("heading")
            place += 1
        elif at % 50 == 49:
            count("empty")
            place += 1
        elif at == 100:
            for column, heading in enumerate(below, 1):
                if heading:
                    sheet.cell(place, column, heading)
            count("heading")
            place += 1
        elif at % 70 == 69:
            sheet.cell(place, 1, f"Child {'FGH'[at % 3]}")
            sheet.cell(place, 2, f"H{at}")
            sheet.cell(place, 3, "A recommendation that somebody filtered away.")
            sheet.row_dimensions[place].hidden = True
            count("hidden")
            place += 1
        else:
            number += 1
            review = f"Child {'FGH'[number % 3]}"
            room = min(3, last - place)
            for step in range(room):
                if step and (place - 6) % 10 in (9,):
                    room = step
                    break
                row = place
                own = f"{number}.{step + 1}"
                if step == 0:
                    sheet.cell(row, 1, review)
                    sheet.cell(row, 2, f"{number}")
                    sheet.cell(row, 3, f"Partners should make sure that practice {number} is safe.")
                sheet.cell(row, 4, f"Do step {own} of the work\nand write it down")
                sheet.cell(row, 5, ("Fernshire Police", "Fernshire Council")[step % 2])
                sheet.cell(row, 6, ("Head of Practice", "Named Nurse", None)[step])
                sheet.cell(row, 7, dues[(number + step) % len(dues)])
                look = (number + step) % 5
                if look < 3:
                    sheet.cell(row, 8).fill = fill((RED, AMBER, GREEN)[look])
                elif look == 3:
                    sheet.cell(row, 8, "Complete")
                    sheet.cell(row, 11, "12/06/2020")
                sheet.cell(
                    row, 9, f"12/03/2019: begun {own}\n1 June 2019 - half done" if step else None
                )
                if number % 9 == 0:
                    sheet.cell(row, 12, "=A1&A2" if step else "See the minutes")
                if number % 17 == 0:
                    sheet.cell(row, 4).font = Font(strike=True)
                count("row")
                place += 1
            if room > 1:
                for column in (1, 2, 3):
                    sheet.merge_cells(
                        start_row=place - room, start_column=column,
                        end_row=place - 1, end_column=column,
                    )  # fmt: skip
    hidden = book.create_sheet("Old version")
    hidden.append(["Recommendation", "Action"])
    hidden.sheet_state = "hidden"
    book.create_sheet("Contacts").append(["Name", "Telephone"])
    return saved(book), kinds
