"""Where the themes stand: the order of attention with reasons, and the chain of the first ones."""

from auditrack.analysis.position import CAVEAT, Position
from auditrack.reports.kit.chain import chain, label_of, questions, where_it_stands
from auditrack.reports.kit.tables import Cell, Column, Table
from auditrack.reports.kit.terms import BROAD_THEMES, flags_in_words
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import counted
from auditrack.reports.progress.scope import as_at
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
            f"No theme has a position{_whose(progress)}: no review on record raises one as a "
            "weakness, or no recommendation or finding is linked to a theme yet."
        )
        report.paragraph(CAVEAT, "Report Note")
        return
    first = [position for position in raised if position.attention >= DECIDE_FROM]
    sentence = (
        f"{counted(len(raised), 'theme')}{_whose(progress)} raised by the board's reviews, judged "
        f"as at {as_at(progress)}, in order of attention (10 is the highest); "
        f"{len(first) or 'none'} of them at {DECIDE_FROM} or above."
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
            name="Themes",
        )
    )
    for position in first:
        report.heading(f"{position.name}: the chain of records", 2)
        where_it_stands(report, position)
        chain(report, position)
        questions(report, position)


def _whose(progress: Progress) -> str:
    return f" of what {progress.subgroup} delivers or assures" if progress.subgroup else ""


def _row(position: Position) -> tuple[str | Cell, ...]:
    flags = flags_in_words(position.flags)
    return (
        str(position.attention),
        Cell(label_of(position), lead=position.name),
        f"{position.reason}\nBear in mind: {flags}." if flags else position.reason,
    )
