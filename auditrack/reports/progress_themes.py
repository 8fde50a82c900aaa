"""Where the themes stand: the order of attention with reasons, and the chain of the first ones."""

from auditrack.analysis.position import CAVEAT, Position
from auditrack.reports.tables import Cell, Column, Table
from auditrack.reports.terms import BROAD_THEMES, flags_in_words
from auditrack.reports.word import WordReport
from auditrack.reports.wording import counted, day, short
from auditrack.views.figures import Progress

DECIDE_FROM = 7
"""The attention from which a theme's chain is printed and a decision asked."""


def themes(report: WordReport, progress: Progress) -> None:
    """Themes in order with label and reason; those at attention 7 and above with their chain."""
    report.heading("Themes")
    raised = [position for position in progress.positions if position.attention > 0]
    quiet = len(progress.positions) - len(raised)
    if not raised:
        report.paragraph(
            "No theme has a position: no review on record raises one as a weakness, or no "
            "recommendation or finding is linked to a theme yet."
        )
        report.paragraph(CAVEAT, "Report Note")
        return
    first = [position for position in raised if position.attention >= DECIDE_FROM]
    sentence = (
        f"{counted(len(raised), 'theme')} raised by the board's reviews, in order of attention (10 "
        f"is the highest); {len(first) or 'none'} of them at {DECIDE_FROM} or above."
    )
    if quiet:
        sentence += f" {counted(quiet, 'further theme')} not raised."
    report.paragraph(sentence)
    report.paragraph(f"{CAVEAT} {BROAD_THEMES}", "Report Note")
    report.table(
        Table(
            "Themes in order of attention, where each stands and why",
            (
                Column("Attention", 2.2, numbers=True),
                Column("Theme and where it stands", 6),
                Column("Why", 8.8),
            ),
            [_row(position) for position in raised],
        )
    )
    for position in first:
        _chain(report, position)


def _label(position: Position) -> str:
    """The label; where suggested links are counted, that stands beside it."""
    unsure = "themes_unconfirmed" in position.flags
    return f"{position.label}{' (theme links not all confirmed)' if unsure else ''}"


def _row(position: Position) -> tuple[str | Cell, ...]:
    flags = flags_in_words(position.flags)
    return (
        str(position.attention),
        Cell(_label(position), lead=position.name),
        f"{position.reason}\nBear in mind: {flags}." if flags else position.reason,
    )


def _chain(report: WordReport, position: Position) -> None:
    report.heading(f"{position.name}: the chain of records", 2)
    report.paragraph(
        f" {position.reason}", lead=f"{_label(position)}, attention {position.attention}."
    )
    if position.chain:
        report.table(
            Table(
                f"The records on which the position of {position.name} rests",
                (Column("Date", 3.4), Column("Record", 3.6), Column("What it says", 10)),
                [(day(step.date), step.ref, short(step.text, step.ref)) for step in position.chain],
            )
        )
    else:
        report.paragraph("No record of the chain can be shown.")
    if position.questions:
        report.paragraph(
            f"{counted(len(position.questions), 'question')} would settle what the record leaves "
            "open:"
        )
        report.bullets(position.questions)
