"""An agency's return form as a Word document: a head to fill in, and one table a section."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from auditrack.model.return_form import (
    CAPTIONS,
    COLUMNS,
    EVIDENCE_HINTS,
    HEAD,
    HOW_TO,
    INSTRUCTIONS,
    NO_ROWS,
    SECTIONS,
    TITLE,
)
from auditrack.reports.kit.imprint import Imprint
from auditrack.reports.kit.kind import Kind
from auditrack.reports.kit.making import Report, make
from auditrack.reports.kit.tables import Cell, Column, Table
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import day
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


def render_return_form(paper: Paper, template: Path | None = None) -> bytes:
    """The form's bytes: the same for the same paper and template.

    Raises:
        RefusedError: the template will not do.
    """
    return make(report_of(paper), template).document


def report_of(paper: Paper) -> Report:
    """What the form says."""
    return Report(
        KIND,
        Imprint(
            title=f"{TITLE} {paper.form}",
            board=paper.board,
            period=f"due back {day(paper.due_back)}",
            as_at=paper.as_at,
            head=paper.head,
            marking=paper.marking,
            demonstration=paper.demonstration,
        ),
        {
            "form": partial(_head, paper=paper),
            "covering": partial(_covering, paper=paper),
            "how_to": _how_to,
            **{name: partial(_section, section=name, paper=paper) for name in SECTIONS},
        },
        details=None,  # an agency needs none of them, and the form must stay short
        values={
            "form_ref": paper.form,
            "agency": paper.name,
            "asked_on": day(paper.asked_on),
            "due_back": day(paper.due_back),
        },
    )


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
            CAPTIONS["head"],
            (Column(first[0].lead, 4), Column(first[1], 7)),
            rest,
            together=True,
        )
    )


def _covering(report: WordReport, paper: Paper) -> None:
    if paper.covering:
        for part in paper.covering.split("\n\n"):
            report.paragraph(part)


def _how_to(report: WordReport) -> None:
    report.heading(HOW_TO)
    report.bullets((*INSTRUCTIONS, *EVIDENCE_HINTS))


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
        report.table(Table(CAPTIONS[section], columns, rows, whole=True))


def _cells(section: str, row: Row) -> Sequence[str]:
    return [row.get(name, "") for name in COLUMNS[section]]


KIND = Kind(
    "return-form",
    TITLE,
    {
        "form": "Which form this is, whose, and where the agency says when it came back",
        "covering": "The covering text; nothing where there is none",
        "how_to": "How to fill the form in",
        "replies": "The table of replies to recommendations",
        "updates": "The table of what was done since",
        "evidence": "The table of what shows the effect",
        "questions": "The table of questions",
    },
    wide=frozenset(("replies", "updates", "evidence")),
    values={
        "form_ref": "The form's reference",
        "agency": "The agency's name",
        "asked_on": "The day it was asked",
        "due_back": "The day by which it is to come back",
    },
    # It explains its words where it says how to fill it in, and it must stay short.
    terms=frozenset(),
    brag=False,
    left_out=frozenset(("contents", "legend", "about")),
)
