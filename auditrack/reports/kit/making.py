"""A report from its parts: the template's words and tokens, and what the register says."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import msgspec

from auditrack.reports.kit.imprint import DEMONSTRATION, Imprint
from auditrack.reports.kit.kind import REPORT, Kind
from auditrack.reports.kit.legend import about, legend
from auditrack.reports.kit.rest import rest_workbook
from auditrack.reports.kit.word import WordReport
from auditrack.reports.templating.templates import Template, find_template

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
            and marking are added where they do not say it already. None for no lines at all.
        values: what stands in place of each token of `kind.values`, on one line.
        rows: the rows of each list of `kind.rows`, every field of each.
        note: a sentence in a frame below the title, "" for none.
        empty: sections that have only a sentence to say, which needs no page turned to landscape.
    """

    kind: Kind
    imprint: Imprint
    sections: Mapping[str, Write]
    details: Sequence[tuple[str, str]] | None = ()
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


def make(report: Report, template: Path | Template | None = None, told: Told | None = None) -> Made:
    """The report as a Word document: the same bytes for the same record, template and version.

    Args:
        report: what it says.
        template: a file, or one that was read, to write over; else the person's own of that kind,
            else auditrack's.
        told: called before each section.

    Raises:
        RefusedError: the template will not do.
    """
    kind, imprint = report.kind, report.imprint
    over = template if isinstance(template, Template) else find_template(kind.name, template)
    word = WordReport(over, imprint, kind, report.values, report.rows)
    parts = _parts(report, over)
    own = {name for names in word.places for name in names}
    others = [name for name in kind.printed() if name not in own]
    wide = kind.wide - report.empty
    wanted = [
        (number, token, name)
        for number, names in enumerate(word.places)
        for token in names
        for name in (others if token == REPORT else (token,))
    ]
    for done, (number, token, name) in enumerate(wanted):
        if told is not None:
            told(done, len(wanted))
        word.go_to(number, token)
        (word.wide if name in wide else word.upright)()
        parts[name](word)
    notes = [f"Written over your own template {over.place}."] if over.place else []
    document, further = word.to_bytes(), rest_workbook(word.rest, imprint)
    return Made(document, further, over, (*notes, *word.notes))


def _parts(report: Report, over: Template) -> dict[str, Write]:
    """What writes each part of a report, by its token."""
    return {
        "opening": lambda word: _opening(word, report),
        "contents": lambda word: word.contents(),
        **report.sections,
        "legend": lambda word: legend(word, report.kind),
        "about": lambda word: about(word, report.imprint, over),
    }


def _opening(word: WordReport, report: Report) -> None:
    imprint = report.imprint
    word.heading(imprint.title, 0)
    word.paragraph(imprint.board, "Subtitle")
    if imprint.demonstration:
        word.paragraph(f"{DEMONSTRATION}.", "Report Note")
    if report.note:
        word.paragraph(report.note, "Report Note")
    if report.details is None:
        return
    said = {value for _, value in report.details} | {f"as at {imprint.as_at_in_words}"}
    for name, value in (
        *report.details,
        ("Period", "" if imprint.period in said else imprint.period),
        ("As at", imprint.as_at_in_words),
        ("Register", imprint.head_in_words),
        ("Marking", imprint.marking_line),
    ):
        if value:
            word.paragraph(value, "Report Details", lead=f"{name}: ")
