"""The progress report: a period of the board's work as a paper for its subgroup."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO

from auditrack.reports.imprint import Imprint, period_in_words
from auditrack.reports.kind import Kind
from auditrack.reports.making import Report, make
from auditrack.reports.placing import place
from auditrack.reports.progress_lists import agencies, audits_done, audits_due, overdue
from auditrack.reports.progress_themes import themes
from auditrack.reports.tables import Cell, Column, Table
from auditrack.reports.word import WordReport
from auditrack.reports.wording import counted, day, short
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
    return Report(
        KIND,
        Imprint(
            title=KIND.title,
            board=progress.board,
            period=period_in_words(progress.since, progress.until),
            as_at=progress.as_at,
            head=progress.head,
            marking=progress.marking,
            demonstration=progress.demonstration,
        ),
        {name: partial(write, progress=progress) for name, write in _SECTIONS.items()},
        empty=frozenset(
            name
            for name, held in (
                ("open_by_agency", progress.by_agency),
                ("overdue", progress.overdue),
                ("audits_done", progress.audits_done),
                ("audits_due", progress.audits_due),
            )
            if not held
        ),
    )


def _key_messages(report: WordReport, progress: Progress) -> None:
    report.heading("Key messages")
    if progress.key_messages:
        report.bullets(progress.key_messages)
    else:
        report.paragraph("There are none: the record holds nothing about this period to report.")


def _decisions(report: WordReport, progress: Progress) -> None:
    report.heading("Decisions asked")
    asked = progress.decisions_asked
    if not asked:
        report.paragraph(
            "No decision is asked: no audit's lead is vacant, no theme stands at attention 7 or "
            "above, nothing is overdue, unanswered or waiting to be signed off, no re-test is due, "
            "and nothing that was left until a day or a holder waits for the board."
        )
        return
    report.paragraph(
        f"The board is asked for {counted(len(asked), 'decision')}: on audits whose lead is "
        "vacant, on themes at attention 7 and above (10 is the highest), on what is overdue, "
        "unanswered or not signed off, on re-tests due, and on what was left until a day or a "
        "holder."
    )
    report.table(
        Table(
            "Decisions the board is asked to make, why, and what would clear each",
            (Column("What, and record", 5), Column("Why", 6), Column("What clears it", 5)),
            [
                (
                    Cell(
                        decision.ref
                        + (
                            ""
                            if decision.attention is None
                            else f"\nAttention {decision.attention}"
                        ),
                        lead=short(decision.what, decision.ref),
                    ),
                    short(decision.why, decision.ref),
                    short(decision.clears, decision.ref),
                )
                for decision in asked
            ],
        )
    )


def _changes(report: WordReport, progress: Progress) -> None:
    report.heading("What changed since the last report")
    total, shown = progress.changes_total, len(progress.changes)
    if progress.last_report is None:
        origin = "No earlier progress report is on record, so the changes are those of the period"
    else:
        origin = (
            f"The last progress report was made from the register at entry {progress.last_report}"
        )
    if not total:
        report.paragraph(
            f"{origin}. Nothing has been recorded since; the register stands at {progress.head}."
            if progress.last_report is not None
            else f"{origin}, and none was recorded."
        )
        return
    sentence = f"{origin}; {counted(total, 'change')} recorded, up to {progress.head}."
    if shown < total:
        sentence += (
            f' {shown} of the {total} are shown; "auditrack history" lists all of them.'
            if shown
            else ' They are not listed here; "auditrack history" lists all of them.'
        )
    report.paragraph(sentence)
    if shown:
        report.table(
            Table(
                "Changes recorded, by entry of the register",
                (
                    Column("Entry", 1.6, numbers=True),
                    Column("Date", 2.9),
                    Column("What changed", 7),
                    Column("Record", 3.2),
                    Column("Who", 2.6),
                ),
                [
                    (
                        str(change.number),
                        day(change.on),
                        short(change.what, f"entry {change.number}"),
                        change.ref or "the register",
                        change.who,
                    )
                    for change in progress.changes
                ],
            )
        )


def _balance(report: WordReport, progress: Progress) -> None:
    balance = progress.balance
    start, end = day(progress.since.isoformat()), day(progress.until.isoformat())
    report.heading("Balance of recommendations")
    left = balance.opening + balance.new + balance.entered_late + balance.reopened
    right = balance.closing + balance.closed + balance.withdrawn + balance.superseded
    if not left and not right:
        report.paragraph(
            f"No recommendation was open on {start}, and none was added up to {end}, so there is "
            "nothing to balance."
        )
        return
    report.paragraph(
        f"{balance.opening} open on {start}, {balance.new} new, {balance.entered_late} entered "
        f"late and {balance.reopened} re-opened make {left}. {balance.closing} open on {end}, "
        f"{balance.closed} closed, {balance.withdrawn} withdrawn and {balance.superseded} "
        f"superseded make {right}."
        + (
            " The two agree: every recommendation is accounted for."
            if balance.balances
            else f" The two differ by {abs(left - right)}. Until that is explained, do not rely on "
            'the figures of this section; "auditrack verify" checks the register.'
        )
    )
    report.table(
        Table(
            "Recommendations open at the start, added, and what became of them",
            (Column("Recommendations", 5), Column("Number", 1.4, numbers=True)),
            [
                (f"Open on {start}", str(balance.opening)),
                ("New in the period", str(balance.new)),
                ("Entered late", str(balance.entered_late)),
                ("Re-opened", str(balance.reopened)),
                ("Together", str(left)),
                (f"Open on {end}", str(balance.closing)),
                ("Closed", str(balance.closed)),
                ("Withdrawn", str(balance.withdrawn)),
                ("Superseded", str(balance.superseded)),
                ("Together", str(right)),
            ],
            width=0.62,
            totals=frozenset({4, 9}),
            together=True,
        )
    )


def _notes(report: WordReport, progress: Progress) -> None:
    report.heading("Notes")
    if progress.notes:
        report.bullets(progress.notes)
    else:
        report.paragraph("Nothing in the record needs a note of caution for this period.")


_SECTIONS = {
    "key_messages": _key_messages,
    "decisions_asked": _decisions,
    "changes": _changes,
    "balance": _balance,
    "open_by_agency": agencies,
    "overdue": overdue,
    "audits_done": audits_done,
    "audits_due": audits_due,
    "themes": themes,
    "notes": _notes,
}

KIND = Kind(
    "progress",
    "Progress report",
    {
        "key_messages": "The key messages",
        "decisions_asked": "The decisions asked, why, and what would clear each",
        "changes": "What changed since the last report, from the history",
        "balance": "The balance of recommendations over the period",
        "open_by_agency": "Open recommendations by agency, with BRAG and its reason",
        "overdue": "Actions past their date, against the original and the agreed date",
        "audits_done": "Audits of the period with method and sample",
        "audits_due": "Tests of practice that are due or planned",
        "themes": "Themes in order of attention with reasons and their chains",
        "notes": "Notes of caution",
    },
    wide=frozenset(("open_by_agency", "overdue", "audits_done", "audits_due")),
)
