"""Sections on reviews: work on them, concluded, ongoing, against their dates, good practice."""

from collections.abc import Sequence

from auditrack.reports.annual.words import end_of, figure, nothing, numbers, reviews, text
from auditrack.reports.kit.tables import Column, Table
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import counted, day
from auditrack.views.annual_values import Annual, ReviewLine

NOT_RECORDED = "not recorded"


def work_on_reviews(report: WordReport, annual: Annual, level: int) -> None:
    """What was done on reviews in the period, and how effective it was."""
    report.paragraph(
        "Of what may be public, and so not all that the board did."
        if annual.public
        else "Of all reviews of the board, and of national reviews on its record, whatever their "
        "type."
    )
    report.table(
        Table(
            "Work on reviews in the period",
            (Column("What", 5), Column("Number", 1.6, numbers=True), Column("Out of", 4)),
            numbers(
                annual,
                "Reviews arranged",
                "Reviews concluded",
                "Reviews published",
                "Reviews ongoing",
                "Recommendations made",
                "Decisions",
                "Actions said to be done",
                "Actions signed off",
                "Tests of practice",
            ),
        )
    )
    report.paragraph(effect(annual), lead="How effective it was: ")
    report.paragraph(
        "An action that is done or signed off says nothing of practice: only a test of practice, "
        "or accepted evidence of levels 3 and 4 with a result, does."
    )


def effect(annual: Annual) -> str:
    """What the tests of the period found, in a sentence."""
    made = figure(annual, "Tests of practice").count
    if not made:
        return nothing(annual, "no test of practice of the period is on record.")
    found = [
        f"{figure(annual, f'Tests that found it {said}').count or 'none'} found it {said}"
        for said in ("embedded", "partly embedded", "not embedded")
    ]
    return f"of {counted(made, 'test')} of practice, {', '.join(found)}."


def sum_of_work(annual: Annual) -> str:
    """The section in a sentence."""
    return (
        f"{reviews(figure(annual, 'Reviews concluded').count)} concluded and "
        f"{counted(figure(annual, 'Actions said to be done').count, 'action')} said to be done; "
        f"{effect(annual)}"
    )


def reviews_concluded(report: WordReport, annual: Annual, level: int) -> None:
    """The reviews that concluded, each with its dates and what it found."""
    if not annual.concluded:
        report.paragraph(nothing(annual, "No review on record concluded on a day of this period."))
    for one in annual.concluded:
        _concluded(report, annual, one, level)
    for lines, said in (
        (
            annual.published_only,
            "Published in the period, with no day on record on which they concluded; they are "
            "not counted as concluded in it:",
        ),
        (
            annual.unsettled,
            "Dated too roughly to say whether they concluded in the period; not counted:",
        ),
    ):
        if lines:
            report.paragraph(said)
            report.bullets(f"{one.title}: {_dates(one)}." for one in lines)
    for one in annual.published_only:
        _concluded(report, annual, one, level)


def _dates(one: ReviewLine) -> str:
    found = (("concluded", one.concluded), ("published", one.published))
    return ", ".join(f"{name} {day(data)}" for name, data in found if data)


def _concluded(report: WordReport, annual: Annual, one: ReviewLine, level: int) -> None:
    report.heading(one.title, level)
    asks = f"{len(one.asks) or 'none'} on record"
    for name, said in (
        ("Reference", one.ref),
        ("Type", one.type_word),
        ("Arranged", day(one.arranged, NOT_RECORDED)),
        ("Concluded", day(one.concluded, NOT_RECORDED)),
        ("Published", day(one.published, f"not on record by {end_of(annual)}")),
        ("Since the period", one.since_then),
        ("Recommendations", asks),
    ):
        if said:
            report.paragraph(said, "Report Details", lead=f"{name}: ")
    if not one.findings:
        report.paragraph("No finding of this review is on record.")
        return
    report.table(
        Table(
            f"Findings of {one.title}",
            (Column("Kind", 1.5), Column("What it found", 6), Column("What followed", 2.5)),
            [(line.kind, text(annual, line.text, line.ref), line.note) for line in one.findings],
        )
    )


def sum_of_concluded(annual: Annual) -> str:
    """The section in a sentence."""
    return f"{reviews(len(annual.concluded))} concluded in the period."


def reviews_ongoing(report: WordReport, annual: Annual, level: int) -> None:
    """The reviews that were arranged by the end and not concluded by then."""
    if not annual.ongoing:
        report.paragraph(nothing(annual, f"No review on record was ongoing on {end_of(annual)}."))
        return
    report.paragraph(
        f"Arranged by {end_of(annual)}, with neither a conclusion nor a publication on record by "
        "then."
    )
    report.table(
        Table(
            "Reviews ongoing at the end of the period",
            (
                Column("Review", 4),
                Column("Type", 3),
                Column("Arranged", 2.4),
                Column("Due", 2.4),
                Column("Since the period", 3),
            ),
            [
                (
                    one.title,
                    one.type_word,
                    day(one.arranged),
                    day(one.due, NOT_RECORDED),
                    one.since_then or "nothing on record",
                )
                for one in annual.ongoing
            ],
        )
    )


def sum_of_ongoing(annual: Annual) -> str:
    """The section in a sentence."""
    return f"{reviews(len(annual.ongoing))} ongoing on {end_of(annual)}."


def timeliness(report: WordReport, annual: Annual, level: int) -> None:
    """The reviews against their dates, with the reasons for delay; those without any date."""
    if annual.timely:
        report.table(
            Table(
                "Reviews against their dates",
                (
                    Column("Review", 3),
                    Column("Arranged", 2.3),
                    Column("Due", 2.3),
                    Column("Concluded", 2.3),
                    Column("Published", 2.3),
                    Column("Against its date, and why", 3.4),
                ),
                [_against(one) for one in annual.timely],
            )
        )
    else:
        report.paragraph(nothing(annual, "No review on record has a day in this period."))
    if annual.undated:
        report.heading("Reviews without a date, which can stand in no year", level)
        report.paragraph(
            "No day on which they were arranged, concluded or published is on record. Nothing "
            "is said of when they were."
        )
        report.bullets(f"{one.title} ({one.type_word}, {one.ref})" for one in annual.undated)


def _against(one: ReviewLine) -> Sequence[str]:
    said = f"{one.against[:1].upper()}{one.against[1:]}."
    reason = f"\nReason for delay: {one.reason.rstrip('.')}." if one.reason else ""
    days = (day(data, NOT_RECORDED) for data in (one.arranged, one.due, one.concluded))
    return (one.title, *days, day(one.published, NOT_RECORDED), f"{said}{reason}")


def sum_of_timeliness(annual: Annual) -> str:
    """The section in a sentence."""
    late = sum(one.is_late for one in annual.timely)
    return f"{late} of {reviews(len(annual.timely))} with a day in the period certainly late."


def good_practice(report: WordReport, annual: Annual, level: int) -> None:
    """Good practice that reviews of the period found."""
    if not annual.good_practice:
        report.paragraph(
            nothing(
                annual,
                "No good practice is on record from reviews concluded or published in the period.",
            )
        )
        return
    report.table(
        Table(
            "Good practice that reviews concluded or published in the period found",
            (Column("Review", 3), Column("Good practice", 7)),
            [(one.title, text(annual, one.text, one.ref)) for one in annual.good_practice],
        )
    )


def sum_of_good_practice(annual: Annual) -> str:
    """The section in a sentence."""
    return f"{counted(len(annual.good_practice), 'finding')} of good practice."
