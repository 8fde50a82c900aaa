"""The response to a review for the public: what it found and asked, and what is on record of it."""

from functools import partial

from msgspec.structs import replace

from auditrack.analysis.position import CAVEAT
from auditrack.model.change import Refusal, RefusedError
from auditrack.reports.kit.clean import on_one_line
from auditrack.reports.kit.imprint import Imprint
from auditrack.reports.kit.making import Report
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import day
from auditrack.reports.public_copy.blocks import (
    CLOSING,
    NOT_WORDED,
    ON_RECORD,
    action,
    comments,
    decision,
    imprint_lines,
    recommendation,
)
from auditrack.reports.public_copy.themes import TERMS
from auditrack.reports.response.report import KIND
from auditrack.views.site_values import FindingShown, ReviewShown, Site

_GOOD = "Good practice"


def report_of(site: Site) -> Report:
    """What the public response to a review says.

    Raises:
        RefusedError: nothing of the review is in it (`nothing-to-report`).
    """
    if len(site.reviews) != 1 or not (site.recommendations or site.findings):
        raise RefusedError(
            Refusal(
                "nothing-to-report",
                f"Nothing that the review of {site.publication} found or asked may be public.",
                ref=site.publication,
                safe="No report was written; an earlier file is untouched.",
                todo="See what is withheld with: auditrack publication withheld",
            )
        )
    (review,) = site.reviews
    written = {
        "key_facts": partial(_key_facts, review=review),
        "themes": partial(_asked, review=review),
        "good_practice": partial(_good_practice, review=review),
        "review_actions": partial(_of_the_review, review=review),
        "notes": partial(_notes, site=site, review=review),
    }
    return Report(
        replace(KIND, terms=TERMS, brag=False, wide=frozenset()),
        Imprint(
            title=f"{KIND.title}: {on_one_line(review.title)}",
            board=site.board,
            period="",
            as_at=site.as_at,
            head=site.head,
            marking="",
            demonstration=site.demonstration,
        ),
        {name: written.get(name, _nothing) for name in KIND.sections},
        details=tuple(imprint_lines(site)),
        values={
            "review": on_one_line(review.title),
            "reference": review.ref,
            "published": day(review.published, "no date of publication on record"),
            "replies": "",
        },
        rows={name: [] for name in KIND.rows},
    )


def _nothing(report: WordReport) -> None:
    """What a public copy says nothing of has no heading either."""


def _key_facts(report: WordReport, review: ReviewShown) -> None:
    report.heading("The review")
    examined = [
        f"{day(start, 'an open start')} to {day(end, 'an open end')}"
        for start, end in review.examined
    ]
    for name, told in (
        ("Kind", review.kind),
        ("Published", day(review.published, "no date of publication on record")),
        ("Practice examined", "; ".join(examined)),
        ("Arranged", day(review.arranged, "")),
        ("Due", day(review.due, "")),
        ("Concluded", day(review.concluded, "")),
        ("Reason for delay", review.delay),
        ("Goes on in", review.goes_on_in),
    ):
        if told:
            report.paragraph(told, "Report Details", lead=f"{name}: ")


def _asked(report: WordReport, review: ReviewShown) -> None:
    findings = [one for one in review.findings if one.kind != _GOOD]
    if findings:
        report.heading("What it found")
        for one in findings:
            _finding(report, one)
    report.heading("What it asked, and what is on record of it")
    report.paragraph(CLOSING)
    if not review.recommendations:
        report.paragraph("No recommendation of it may be public.")
    for ask in review.recommendations:
        recommendation(report, ask)


def _finding(report: WordReport, one: FindingShown) -> None:
    text = one.text or f"{one.kind}, {NOT_WORDED}."
    report.paragraph(text, "Report Details", lead=f"{one.called} ({one.ref}): ")


def _good_practice(report: WordReport, review: ReviewShown) -> None:
    found = [one for one in review.findings if one.kind == _GOOD]
    if found:
        report.heading("Good practice that it found")
        for one in found:
            _finding(report, one)


def _of_the_review(report: WordReport, review: ReviewShown) -> None:
    lines = [decision(one) for one in review.decisions] + [action(one) for one in review.actions]
    if lines:
        report.heading("Decisions and actions on the review itself")
        report.bullets(lines)


def _notes(report: WordReport, site: Site, review: ReviewShown) -> None:
    themes = {theme for one in review.findings for theme in one.themes}
    themes |= {theme for one in review.recommendations for theme in one.themes}
    spoken = [one for one in site.themes if one.words and {one.ref, one.name} & themes]
    if spoken:
        report.heading("Where its themes stand")
        for one in spoken:
            report.paragraph(f"{one.words}. {one.reason}", "Report Details", lead=f"{one.name}: ")
    comments(report, site)
    report.heading("Notes")
    report.bullets((CAVEAT, CLOSING, ON_RECORD))
