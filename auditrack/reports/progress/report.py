"""The progress report: a period of the board, or of a subgroup, as a paper for its meeting."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

from auditrack.reports.kit.imprint import Imprint, period_in_words
from auditrack.reports.kit.kind import Kind
from auditrack.reports.kit.making import Report, make
from auditrack.reports.kit.placing import place
from auditrack.reports.kit.word import WordReport
from auditrack.reports.progress.changes import changes
from auditrack.reports.progress.charts import brag, by_quarter, first_tests
from auditrack.reports.progress.first import balance, decisions, key_messages
from auditrack.reports.progress.lists import (
    agencies,
    audits,
    done_not_signed_off,
    overdue,
    red_amber,
    retests,
)
from auditrack.reports.progress.rows import ROWS, VALUES, RowsOf, values_of
from auditrack.reports.progress.scope import note
from auditrack.reports.progress.themes import themes
from auditrack.views.figures import Progress


def write_progress(
    progress: Progress,
    out: Path | BinaryIO,
    template: Path | None = None,
    before_placing: Callable[[], object] | None = None,
) -> None:
    """Writes the progress report as a Word document.

    Args:
        progress: the figures of the period.
        out: the file to make or replace (mode 0600), or a binary stream.
        template: a Word template to write over instead of auditrack's own.
        before_placing: called when the document is whole and durable beside its place, and before
            it is in place: where the export is recorded. If it raises, nothing is placed.

    Raises:
        RefusedError: the template will not do, or the place cannot be written.
    """
    place(render_progress(progress, template), out, before_placing)


def render_progress(progress: Progress, template: Path | None = None) -> bytes:
    """The progress report's bytes: the same for the same figures and template."""
    return make(report_of(progress), template).document


def report_of(progress: Progress) -> Report:
    """What the progress report says."""
    title = KIND.title
    if progress.subgroup:
        title = f"Subgroup progress report: {progress.subgroup}"
    return Report(
        KIND,
        Imprint(
            title=title,
            board=progress.board,
            period=period_in_words(progress.since, progress.until),
            as_at=progress.as_at,
            head=progress.head,
            marking=progress.marking,
            demonstration=progress.demonstration,
        ),
        {name: partial(write, progress=progress) for name, write in _SECTIONS.items()},
        details=(("Subgroup", progress.subgroup or ""),),
        values=values_of(progress),
        rows=RowsOf(progress),
        note=note(progress),
        empty=_not_turned(
            tuple(_SECTIONS),
            {
                name
                for name, held in (
                    ("red_amber", progress.red_amber),
                    ("overdue", progress.overdue),
                    ("done_not_signed_off", progress.unsigned),
                    ("audits", progress.audits_done),
                    ("retests", progress.audits_due),
                    ("agencies", progress.by_agency),
                )
                if not held
            },
        ),
    )


def _not_turned(names: Sequence[str], empty: Collection[str]) -> frozenset[str]:
    """The wide sections with only a sentence to say that need no page of their own.

    One between two that are turned stays with them: to turn there and back leaves empty pages.
    """
    found: set[str] = set()
    for order in (names, names[::-1]):
        is_after_turned = False
        for name in order:
            if name not in KIND.wide:
                is_after_turned = False
            elif name not in empty:
                is_after_turned = True
            elif not is_after_turned:
                found.add(name)
    return frozenset(found)


def _balance(report: WordReport, progress: Progress) -> None:
    balance(report, progress)
    by_quarter(report, progress)


def _notes(report: WordReport, progress: Progress) -> None:
    report.heading("Notes")
    if progress.notes:
        report.bullets(progress.notes)
    else:
        report.paragraph("Nothing in the record needs a note of caution for this period.")


_SECTIONS = {
    "key_messages": key_messages,
    "decisions": decisions,
    "balance": _balance,
    "brag": brag,
    "red_amber": red_amber,
    "overdue": overdue,
    "done_not_signed_off": done_not_signed_off,
    "audits": audits,
    "retests": retests,
    "first_tests": first_tests,
    "themes": themes,
    "changes": changes,
    "agencies": agencies,
    "notes": _notes,
}

KIND = Kind(
    "progress",
    "Progress report",
    {
        "key_messages": "The key messages, the worst first",
        "decisions": "The decisions asked by kind, why, and what would clear each",
        "balance": "The balance of recommendations over the period, and by quarter",
        "brag": "Open recommendations of each agency by BRAG",
        "red_amber": "Open recommendations that are Red or Amber, with the reasons",
        "overdue": "What is past its date, against the original and the agreed date",
        "done_not_signed_off": "Actions said to be done that nobody has signed off",
        "audits": "Audits of the period with method and sample",
        "retests": "Tests of practice that are planned, promised or due again",
        "first_tests": "How long it took until practice was first tested",
        "themes": "Themes in order of attention with reasons and their chains",
        "changes": "What changed since the last report, from the history",
        "agencies": "Every open recommendation by agency",
        "notes": "Notes of caution",
    },
    wide=frozenset(
        ("red_amber", "overdue", "done_not_signed_off", "audits", "retests", "agencies")
    ),
    values=VALUES,
    rows=ROWS,
    contents_after="key_messages",
)
