"""A report from its parts: the template's words and tokens, and what the register says."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import msgspec

from auditrack.reports.imprint import DEMONSTRATION, Imprint
from auditrack.reports.kind import Kind
from auditrack.reports.legend import about, legend
from auditrack.reports.templates import Template, find_template
from auditrack.reports.word import WordReport

Write = Callable[[WordReport], None]
"""Writes a section, its headings among it, at the place where the document stands."""

Told = Callable[[int, int], None]
"""Is told how many parts of how many are written; raising there ends the making."""

_NO_VALUES: Mapping[str, str] = MappingProxyType({})
_NO_ROWS: Mapping[str, Sequence[Mapping[str, str]]] = MappingProxyType({})


class Report(msgspec.Struct, frozen=True):
    """What a report says, before it meets its template.

    Attributes:
        kind: of which kind it is.
        imprint: what it prints about itself.
        sections: what writes each section of `kind.sections`.
        details: the lines below its title, each a name and what it is; period, as-at date, head
            and marking are added.
        values: what stands in place of each token of `kind.values`, on one line.
        rows: the rows of each list of `kind.rows`, every field of each.
        note: a sentence in a frame below the title, "" for none.
        empty: sections that have only a sentence to say, which needs no page turned to landscape.
    """

    kind: Kind
    imprint: Imprint
    sections: Mapping[str, Write]
    details: Sequence[tuple[str, str]] = ()
    values: Mapping[str, str] = _NO_VALUES
    rows: Mapping[str, Sequence[Mapping[str, str]]] = _NO_ROWS
    note: str = ""
    empty: frozenset[str] = frozenset()


class Made(msgspec.Struct, frozen=True):
    """A finished report: the document, and the workbook of rows that did not fit, if any."""

    document: bytes
    rest: bytes | None
    template: Template
    notes: tuple[str, ...] = ()
    """What whoever writes it is told beside it, a sentence each."""


def make(report: Report, template: Path | None = None, told: Told | None = None) -> Made:
    """The report as a Word document: the same bytes for the same record, template and version.

    Args:
        report: what it says.
        template: a file to write over; else the person's own of that kind, else auditrack's.
        told: called before each section.

    Raises:
        RefusedError: the template will not do.
    """
    kind, imprint = report.kind, report.imprint
    over = find_template("progress", template)
    word = WordReport(over, imprint)
    _opening(word, report)
    for number, name in enumerate(kind.sections):
        if told is not None:
            told(number, len(kind.sections))
        (word.wide if name in kind.wide - report.empty else word.upright)()
        report.sections[name](word)
    word.upright()
    legend(word, kind)
    about(word, imprint, over)
    return Made(word.to_bytes(), None, over)


def _opening(word: WordReport, report: Report) -> None:
    imprint = report.imprint
    word.heading(imprint.title, 0)
    word.paragraph(imprint.board, "Subtitle")
    if imprint.demonstration:
        word.paragraph(f"{DEMONSTRATION}.", "Report Note")
    if report.note:
        word.paragraph(report.note, "Report Note")
    for name, value in (
        *report.details,
        ("Period", imprint.period),
        ("As at", imprint.as_at_in_words),
        ("Register", imprint.head_in_words),
        ("Marking", imprint.marking_in_capitals or "none"),
    ):
        if value:
            word.paragraph(value, "Report Details", lead=f"{name}: ")
