"""A clean tracker as an Excel workbook: headings, hints and choices, which import reads."""

import io

from auditrack.model.words import ACTION_STATES

_COLUMNS: tuple[tuple[str, int, str], ...] = (
    ("Review", 24, "The review's reference or title, in every row or once above its rows merged."),
    ("Reference", 12, "The recommendation's number as printed, such as 4.2. It never changes."),
    ("Recommendation", 60, "Its words as published. Leave it blank for a further action of the "
     "recommendation above."),
    ("Agency", 24, "The bodies asked, parted by semicolons. Beside an action: whose action it is."),
    ("Action reference", 12, "The action's own number, if it has one."),
    ("Action", 60, "What somebody does about it. One action in a row."),
    ("Lead", 24, "Who is responsible: a role or a group, not only a person."),
    ("Due", 14, "The date first agreed: 31/03/2026, March 2026 or 2026. Other words are kept as "
     "printed."),
    ("Status", 20, "Choose one. Done is taken in as reported: it is no proof that practice "
     "changed."),
    ("Progress", 60, "Updates, each on a line that begins with its date: 12/03/2026: begun."),
    ("Evidence", 40, "What shows it. Filed as a statement; its level is said later, by a person."),
    ("Completed on", 14, "The day that it was reported as done."),
    ("Outcome", 40, "How anybody would know that it made a difference."),
)  # fmt: skip

_STATES = tuple(word for code, word in ACTION_STATES.items() if code != "signed-off")
_ROWS = 2_000
_GENERAL = (
    "What is blank changes nothing when the sheet is read again.",
    "Rows that are left out are never deleted from the register.",
    "Words that are struck through are taken in as withdrawn.",
    "See what would become of every row first: auditrack import FILE --dry-run",
)


def blank_sheet() -> bytes:
    """The workbook: a sheet to fill in with a hint at every heading, and a sheet of all hints."""
    from openpyxl import Workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet, hints = book.active, book.create_sheet("Hints")
    sheet.title = "Tracker"
    hints.append(["Heading", "What to write"])
    for at, (heading, width, hint) in enumerate(_COLUMNS, 1):
        cell = sheet.cell(1, at, heading)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="D9D9D9")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.comment = Comment(hint, "auditrack", width=320, height=90)
        sheet.column_dimensions[get_column_letter(at)].width = width
        hints.append([heading, hint])
        if heading == "Status":
            hints.append(["", f"One of: {', '.join(_STATES)}."])
            choices = DataValidation("list", f'"{",".join(_STATES)}"', allow_blank=True)
            choices.add(f"{get_column_letter(at)}2:{get_column_letter(at)}{_ROWS}")
            sheet.add_data_validation(choices)
    for hint in _GENERAL:
        hints.append(["", hint])
    sheet.freeze_panes = "A2"
    hints.column_dimensions["A"].width = 20
    hints.column_dimensions["B"].width = 110
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
