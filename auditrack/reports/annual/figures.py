"""Every figure of the annual report with what it counts, of what, and the records behind it."""

from auditrack.reports.annual.words import out_of, refs
from auditrack.reports.kit.tables import Column, Table
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import counted, day
from auditrack.views.annual_values import Annual, Figure


def figures(report: WordReport, annual: Annual) -> None:
    """The figures: number, of how many, what is counted, and by which records."""
    report.heading("Figures and what they count")
    report.paragraph(
        f"The period is {day(annual.period)}. A record counts where its date certainly lies in it; "
        "where a date is too rough to say, it is named beside the figure and not counted. "
        f"“On the last day” is {day(annual.end.isoformat())}."
    )
    if annual.public:
        report.paragraph(
            "Only what may be public is counted, so that these are not all that the board did."
        )
    report.paragraph(
        "Where many records stand behind a figure, the first of them are named."
        + ("" if annual.public else " “report annual --json” names all of them.")
    )
    report.table(
        Table(
            "Figures with definition, what they are a part of, and records",
            (
                Column("Figure", 2.8),
                Column("Number", 1.4, numbers=True),
                Column("Out of", 2.4),
                Column("What is counted", 5.2),
                Column("Records", 4.2),
            ),
            [
                (one.name, f"{one.count:,}", out_of(one), counts(one), refs(annual, one.refs))
                for one in annual.figures
            ],
            name="figures",
        )
    )


def counts(one: Figure) -> str:
    """A figure's definition, and how many records are dated too roughly to be counted."""
    if not one.unsure:
        return one.definition
    return (
        f"{one.definition} Dated too roughly to say, and not counted: "
        f"{counted(len(one.unsure), 'record')}."
    )
