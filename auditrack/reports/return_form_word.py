"""An agency's return form as a Word document: a head to fill in, and one table a section."""

from collections.abc import Sequence
from pathlib import Path

from auditrack.model.return_form import (
    COLUMNS,
    EVIDENCE_HINTS,
    HEAD,
    HOW_TO,
    INSTRUCTIONS,
    NO_ROWS,
    SECTIONS,
    TITLE,
)
from auditrack.reports.imprint import DEMONSTRATION, Imprint
from auditrack.reports.tables import Cell, Column, Table
from auditrack.reports.templates import find_template
from auditrack.reports.word import WordReport
from auditrack.reports.wording import day
from auditrack.views.return_paper import Paper, Row

_SHARES = {
    "replies": (3, 8, 3, 5, 3),
    "updates": (3, 5, 3, 3, 3, 5, 2.5, 3.5),
    "evidence": (3, 6, 3, 4, 3, 5),
    "questions": (2.8, 8, 8),
}
"""The shares of the width that the columns of each table take."""

_ADDED = {"replies": 0, "updates": 3, "evidence": 8, "questions": 0}
"""How many empty rows stand at the end of each table."""

_CAPTIONS = {
    "replies": "The recommendations that you are asked to answer, one a row",
    "updates": "Your actions, one a row, to say what was done since",
    "evidence": "Empty rows for what shows the effect of what was done",
    "questions": "Questions to you, one a row",
}


def render_return_form(paper: Paper, template: Path | None = None) -> bytes:
    """The form's bytes: the same for the same paper and template.

    Raises:
        RefusedError: the template will not do.
    """
    imprint = Imprint(
        title=f"{TITLE} {paper.form}",
        board=paper.board,
        period=f"due back {day(paper.due_back)}",
        as_at=paper.as_at,
        head=paper.head,
        marking=paper.marking,
        demonstration=paper.demonstration,
    )
    report = WordReport(find_template("progress", template), imprint)
    report.heading(TITLE, 0)
    report.paragraph(paper.board, "Subtitle")
    if paper.demonstration:
        report.paragraph(f"{DEMONSTRATION}.", "Report Note")
    _head(report, paper)
    if paper.covering:
        for part in paper.covering.split("\n\n"):
            report.paragraph(part)
    report.heading(HOW_TO, 2)
    report.bullets((*INSTRUCTIONS, *EVIDENCE_HINTS))
    report.wide()
    for section in SECTIONS:
        if section == "questions":
            report.upright()
        _section(report, section, paper)
    return report.to_bytes()


def _head(report: WordReport, paper: Paper) -> None:
    told = {
        "form": paper.form,
        "agency": paper.name,
        "asked_on": day(paper.asked_on),
        "due_back": day(paper.due_back),
    }
    rows = [(Cell("", lead=label), told.get(key, "")) for key, label in HEAD.items()]
    first, *rest = rows
    report.table(
        Table(
            "Which form this is, and whose; write the day of your return and “None” here",
            (Column(first[0].lead, 4), Column(first[1], 7)),
            rest,
            together=True,
        )
    )


def _section(report: WordReport, section: str, paper: Paper) -> None:
    report.heading(SECTIONS[section])
    rows: list[Sequence[str]] = [_cells(section, row) for row in paper.sections[section]]
    if not rows and section in NO_ROWS:
        report.paragraph(NO_ROWS[section])
    width = len(COLUMNS[section])
    rows += [[""] * width for _ in range(_ADDED[section])]
    if rows:
        headings = COLUMNS[section].values()
        columns = [Column(*one) for one in zip(headings, _SHARES[section], strict=True)]
        report.table(Table(_CAPTIONS[section], columns, rows))


def _cells(section: str, row: Row) -> Sequence[str]:
    return [row.get(name, "") for name in COLUMNS[section]]
