"""A theme's position as reports print it: its label, its chain, and what would settle it."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from auditrack.analysis.position import Position
from auditrack.reports.kit.tables import Column, Table
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import counted, day, short

_NO_NUMBERS: Mapping[str, str] = MappingProxyType({})


def label_of(position: Position) -> str:
    """The label; where suggested links are counted, that stands beside it."""
    unsure = "themes_unconfirmed" in position.flags
    return f"{position.label}{' (theme links not all confirmed)' if unsure else ''}"


def where_it_stands(report: WordReport, position: Position) -> None:
    """The label with its attention, and the reason."""
    report.paragraph(
        f" {position.reason}", lead=f"{label_of(position)}, attention {position.attention}."
    )


def chain(report: WordReport, position: Position, numbers: Mapping[str, str] = _NO_NUMBERS) -> None:
    """Every record that a position rests on, in order of time.

    Args:
        report: where it is written.
        position: whose chain.
        numbers: the number of each record in the report's own index, if it has one.
    """
    if not position.chain:
        report.paragraph("No record of the chain can be shown.")
        return
    report.table(
        Table(
            f"The records on which the position of {position.name} rests",
            (Column("Date", 3.4), Column("Record", 3.6), Column("What it says", 10)),
            [
                (row["date"], row["record"], short(row["says"], row["record"]))
                for row in chain_rows(position, numbers)
            ],
            name=f"Chain {position.name}",
        )
    )


def chain_rows(
    position: Position, numbers: Mapping[str, str] = _NO_NUMBERS
) -> Iterator[dict[str, str]]:
    """The records of the chain as printed: their date, reference, and what each says."""
    for step in position.chain:
        number = f" ({numbers[step.ref]})" if step.ref in numbers else ""
        yield {"date": day(step.date), "record": f"{step.ref}{number}", "says": step.text}


def questions(report: WordReport, position: Position) -> None:
    """What would settle what the record leaves open; nothing where it leaves nothing."""
    if position.questions:
        report.paragraph(
            f"{counted(len(position.questions), 'question')} would settle what the record leaves "
            "open:"
        )
        report.bullets(position.questions)
