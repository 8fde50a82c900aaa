"""Sections on what anything showed: impact by level, examples banked, tests of practice."""

from auditrack.model.words import LEVELS
from auditrack.reports.annual.words import figure, nothing, text
from auditrack.reports.kit.tables import Cell, Column, Table
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import counted, day
from auditrack.views.annual_values import Annual, EvidenceLine, TestLine

_MEANS = {
    0: "what somebody says",
    1: "a policy issued, training held",
    2: "attendance, a survey of awareness",
    3: "case files, observation, the voice of children, adults and families",
    4: "an independent test, or a measured outcome",
}


def impact(report: WordReport, annual: Annual, level: int) -> None:
    """Evidence by level: what can be evidence of impact first, and activity called activity."""
    report.paragraph(
        "Evidence of impact is accepted evidence of levels 3 and 4 that gives a result, and tests "
        "of practice. Statements, activity and uptake are no evidence of impact."
    )
    made = figure(annual, "Tests of practice").count
    if made:
        report.paragraph(f"{counted(made, 'test')} made in the period.", lead="Tests of practice: ")
    shown = [one for one in annual.evidence if one.is_impact]
    report.heading("Evidence of impact", level)
    if shown:
        report.table(_table(annual, "Evidence of levels 3 and 4 with a result", shown))
    else:
        report.paragraph(
            nothing(
                annual,
                "No accepted evidence of level 3 or 4 with a result is on record of this period.",
            )
        )
    unproven = [one for one in annual.evidence if one.level >= 3 and not one.is_impact]
    if unproven:
        report.heading("Of levels 3 and 4, but no evidence of impact yet", level)
        report.paragraph(
            "It gives no result, does not say of when it is, no second person has accepted it on "
            "record, or it is part of an audit, which is counted itself."
        )
        report.table(_table(annual, "Evidence of levels 3 and 4 that does not count", unproven))
    report.heading("Statements, activity and uptake: no evidence of impact", level)
    activity = [one for one in annual.evidence if one.level < 3]
    if not activity:
        report.paragraph(
            nothing(annual, "No evidence of levels 0 to 2 is on record of this period.")
        )
        return
    for number in (2, 1, 0):
        found = [one for one in activity if one.level == number]
        if found:
            report.paragraph(
                f"{counted(len(found), 'piece')} ({_MEANS[number]}).",
                lead=f"Level {number}, {LEVELS[number]}: ",
            )
    agencies = any(one.agency for one in activity)
    report.table(
        Table(
            "Evidence of levels 0 to 2",
            (
                Column("Level", 1.8),
                Column("What it shows", 4.6),
                *((Column("Agency", 2.5),) if agencies else ()),
                Column("Of", 2.4),
                Column("For", 3.2),
            ),
            [
                (
                    f"{one.level}, {one.level_word}",
                    text(annual, one.shows, one.ref),
                    *((one.agency or "not named",) if agencies else ()),
                    of_day(one),
                    one.for_what,
                )
                for one in sorted(activity, key=lambda one: -one.level)
            ],
            name="activity",
        )
    )


def _table(annual: Annual, caption: str, found: list[EvidenceLine]) -> Table:
    return Table(
        caption,
        (
            Column("Level", 2.6),
            Column("What it shows", 4.2),
            Column("Result", 2.3),
            Column("Of", 2.4),
            Column("For", 3.2),
        ),
        [
            (
                f"{one.level}, {one.level_word}",
                _shows(annual, one),
                f"{one.result_word}\n{one.acceptance}",
                of_day(one),
                one.for_what,
            )
            for one in sorted(found, key=lambda one: -one.level)
        ],
    )


def _shows(annual: Annual, one: EvidenceLine) -> str:
    said = text(annual, one.shows, one.ref)
    made = f"\nDifference made: {text(annual, one.difference, one.ref)}" if one.difference else ""
    return f"{said}{made}"


def of_day(one: EvidenceLine) -> str:
    """The date that it is about; where that is blank, when it was filed, and that it is blank."""
    if one.about:
        return day(one.about)
    return f"not recorded; filed {day(one.filed_on)}"


def sum_of_impact(annual: Annual) -> str:
    """The section in a sentence."""
    shown = sum(one.is_impact for one in annual.evidence)
    activity = sum(one.level < 3 for one in annual.evidence)
    return (
        f"{counted(shown, 'piece')} of evidence of impact, and {activity or 'none'} of statements, "
        "activity and uptake, which is none."
    )


def banked(report: WordReport, annual: Annual, level: int) -> None:
    """The examples that officers marked for use in the annual report."""
    if not annual.banked:
        report.paragraph(
            nothing(
                annual,
                "No evidence of the period is marked for use in the annual report.",
            )
        )
        return
    report.paragraph(
        "Marked for use in the annual report. Each says what level it is: an example of levels 0 "
        "to 2 tells of activity, and not of impact."
    )
    for one in annual.banked:
        report.paragraph(
            f"{text(annual, one.shows, one.ref)} ({one.for_what or 'of no record'}; {of_day(one)})",
            "Report Details",
            lead=f"Level {one.level}, {one.level_word}, {one.result_word}: ",
        )
        if not annual.public:
            report.paragraph(
                text(annual, one.difference, one.ref) or "not on record",
                "Report Details",
                lead="Difference made: ",
            )


def sum_of_banked(annual: Annual) -> str:
    """The section in a sentence."""
    return f"{counted(len(annual.banked), 'example')} banked."


def tests_of_practice(report: WordReport, annual: Annual, level: int) -> None:
    """The audits made in the period: how, how many cases, and what they found."""
    if not annual.tests:
        report.paragraph(nothing(annual, "No audit made in this period is on record."))
        return
    report.table(
        Table(
            "Audits made in the period",
            (
                Column("What it tested, and when", 4.2),
                Column("How", 3.7),
                Column("Cases", 2),
                Column("Found", 2.4),
                Column("Agencies and auditor", 2.9),
            ),
            [
                (
                    Cell(_asks(annual, one), lead=_tested(one)),
                    _how(annual, one),
                    one.cases,
                    one.outcome_word + ("" if one.is_test else "\nno test of practice"),
                    _who(annual, one),
                )
                for one in annual.tests
            ],
            name="tests",
        )
    )


def _tested(one: TestLine) -> str:
    """The themes and the day of an audit."""
    return "\n".join(filter(None, (", ".join(one.themes), day(one.on))))


def _asks(annual: Annual, one: TestLine) -> str:
    return text(annual, one.question, one.ref) if one.question else ""


def _how(annual: Annual, one: TestLine) -> str:
    said = (
        text(annual, one.method, one.ref) if one.method else "",
        f"looked at {one.looked_at}",
        one.practice,
    )
    return "; ".join(filter(None, said))


def _who(annual: Annual, one: TestLine) -> str:
    everyone = "" if annual.public else "all agencies"
    agencies = ", ".join(sorted(one.agencies, key=str.casefold)) or everyone
    by = f"by {one.by}" if one.by else ""
    doubt = f"not independent: {one.not_independent}" if one.not_independent else ""
    return "\n".join(filter(None, (agencies, by, doubt)))


def sum_of_tests(annual: Annual) -> str:
    """The section in a sentence."""
    made = sum(one.is_test for one in annual.tests)
    return f"{counted(len(annual.tests), 'audit')} made, {made or 'none'} of them of practice."
