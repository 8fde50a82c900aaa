"""Sections on what stands: little progress, what is carried on, themes, copies of the report."""

from collections.abc import Sequence

from auditrack.analysis.position import CAVEAT
from auditrack.reports.annual.words import end_of, figure, nothing
from auditrack.reports.kit.tables import Column, Table
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import counted, day
from auditrack.views.annual_values import Annual, CarriedLine, ThemeLine

_WHAT = {
    1: "Late, and nothing said of it",
    2: "No action on record",
    3: "Themes tested, and not found in practice or only partly",
    4: "Said to be done long ago, and never tested",
}


def little_progress(report: WordReport, annual: Annual, level: int) -> None:
    """Areas with little or no progress: each rule as printed, and what it found."""
    report.paragraph(
        f"By four rules, as things stood on {end_of(annual)}. That nothing is on record is not to "
        "say that nothing was done."
    )
    for number, rule in enumerate(annual.rules, 1):
        found = [one for one in annual.little if one.rule == number]
        report.heading(_WHAT[number], level)
        report.paragraph(rule, lead=f"Rule {number}: ")
        if not found:
            report.paragraph(nothing(annual, "Nothing on record meets this rule."))
            continue
        since = any(one.since_then for one in found)
        columns = [Column("What", 4), Column("What it rests on", 5.4)]
        if since:
            columns.append(Column("Since the period", 2.6))
        report.table(
            Table(
                _WHAT[number],
                columns,
                [
                    (one.what, one.rests_on, *((one.since_then or "-",) if since else ()))
                    for one in found
                ],
                name=f"little progress {number}",
            )
        )


def sum_of_little(annual: Annual) -> str:
    """The section in a sentence."""
    themes = sum(one.rule == 3 for one in annual.little)
    late = sum(one.rule in (1, 2) for one in annual.little)
    old = figure(annual, "Little or no progress, rule 4").count
    return (
        f"{counted(late, 'recommendation')} late and silent or without an action, "
        f"{counted(themes, 'theme')} not found in practice at the last test, and "
        f"{counted(old, 'recommendation')} said to be done long ago and never tested."
    )


def carried_forward(report: WordReport, annual: Annual, level: int) -> None:
    """What of earlier years no test of practice had reached, by review."""
    if not annual.carried:
        report.paragraph(
            nothing(
                annual,
                "Nothing is carried forward: no recommendation of a review published before the "
                "period stands untested on record.",
            )
        )
        return
    report.paragraph(
        f"{sum(len(line.asks) for line in annual.carried):,} of the "
        f"{sum(line.of for line in annual.carried):,} recommendations of these reviews, published "
        f"before the period, had no test of practice on record on {end_of(annual)}. Those "
        "declined, superseded or no longer relevant are not carried on. Not tested does not mean "
        "that practice is poor."
        f"{' Only those of which this may be said in public are counted.' if annual.public else ''}"
    )
    since = any(line.tested_since for line in annual.carried)
    columns = [
        Column("Review", 4),
        Column("Published", 2),
        Column("Not tested", 1.8),
        Column("How they stand, by label", 5.4),
    ]
    if since:
        columns.append(Column("Tested since", 2.2))
    report.table(
        Table(
            "Carried forward from reviews of earlier years",
            columns,
            [
                (
                    line.title,
                    day(line.published),
                    f"{len(line.asks)} of {line.of}",
                    stand(line),
                    *((labels(line.tested_since),) if since else ()),
                )
                for line in annual.carried
            ],
            name="carried forward",
        )
    )


def stand(line: CarriedLine) -> str:
    """How the recommendations carried on stand, a line a state."""
    return "\n".join(f"{said[:1].upper()}{said[1:]}: {', '.join(own)}" for said, own in line.states)


def labels(refs: Sequence[str]) -> str:
    """References without their review: "2, 5"."""
    return ", ".join(ref.rpartition("/")[2] for ref in refs) or "none"


def sum_of_carried(annual: Annual) -> str:
    """The section in a sentence."""
    count = sum(len(one.asks) for one in annual.carried)
    reviews = counted(len(annual.carried), "review")
    return f"{counted(count, 'recommendation')} of {reviews} not tested."


def themes(report: WordReport, annual: Annual, level: int) -> None:
    """Where themes stand as at the report's day, and where they stood at the end of the period."""
    if not annual.themes:
        report.paragraph(
            "Nothing may be said in public of where any theme stands."
            if annual.public
            else "No review on record raises a theme."
        )
        return
    order = "By name." if annual.public else "In the order of attention."
    report.paragraph(f"As at {day(annual.as_at.isoformat())}. {order} {CAVEAT}")
    report.table(
        Table(
            "Where themes stand",
            (Column("Theme", 3), Column("Where it stands", 3.6), Column("Why", 5)),
            [(one.name, _stands(annual, one), one.reason) for one in annual.themes],
            name="themes",
        )
    )


def _stands(annual: Annual, one: ThemeLine) -> str:
    """Where a theme stands, and where it stood at the end of the period if that was otherwise."""
    return f"{one.label}\n(on {end_of(annual)}: {one.before})" if one.before else one.label


def sum_of_themes(annual: Annual) -> str:
    """The section in a sentence."""
    return f"{counted(len(annual.themes), 'theme')}, each with where it stands."


def copies(report: WordReport, annual: Annual, level: int) -> None:
    """To whom the report has to go, and what is on record of it going."""
    asked = [
        (one.edition, heading)
        for one in annual.sets
        for heading in one.headings
        if "copies" in heading.fills
    ]
    if asked:
        report.paragraph("What the headings ask for:")
        report.bullets(
            f"{heading.text} ({heading.source or edition})" for edition, heading in asked
        )
    else:
        report.paragraph("No heading that this report follows says to whom it has to go.")
    if annual.public:
        return
    if not annual.copies:
        report.paragraph("No annual report is on record as having left the register yet.")
        return
    report.paragraph("Annual reports that left the register before this one:")
    report.bullets(
        f"{one.ref}, {day(one.period, 'period not recorded')}"
        + (f", to {one.to}" if one.to else "")
        + ": "
        + (
            "; ".join(f"{whom} ({day(on, 'day not recorded')})" for whom, on in one.told)
            or "nobody is on record as told"
        )
        for one in annual.copies
    )


def sum_of_copies(annual: Annual) -> str:
    """The section in a sentence."""
    return "To whom the report has to go."
