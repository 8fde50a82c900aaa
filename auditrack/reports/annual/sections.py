"""The sections of the annual report by name: what each is called, says in a sentence, and writes.

Headings of law and guidance name them (`model.heading_set.Heading.fills`), and templates have them
as tokens.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from auditrack.reports.annual import members, reviews, shown, standing, work
from auditrack.reports.kit.word import WordReport
from auditrack.views.annual_values import Annual

Body = Callable[[WordReport, Annual, int], None]


class Section(NamedTuple):
    """A section: its heading, a sentence with its figures, and what writes it.

    The body writes below the heading, its own headings at the level that it is given. `lists` are
    the lists of `Annual` that it tells and that are of reviews, so that those of one type can be
    told first.
    """

    title: str
    says: str
    sentence: Callable[[Annual], str]
    body: Body
    lists: tuple[str, ...] = ()


SECTIONS: Mapping[str, Section] = MappingProxyType(
    {
        "work_on_reviews": Section(
            "Work on reviews in the period",
            "What was done on reviews in the period, and how effective it was",
            reviews.sum_of_work,
            reviews.work_on_reviews,
        ),
        "members": Section(
            "What each agency did",
            "What each agency did in the period, in alphabetical order",
            members.sum_of_members,
            members.members,
        ),
        "reviews_concluded": Section(
            "Reviews that concluded in the period",
            "Reviews that concluded in the period, with their findings",
            reviews.sum_of_concluded,
            reviews.reviews_concluded,
            ("concluded", "published_only", "unsettled"),
        ),
        "reviews_ongoing": Section(
            "Reviews ongoing at the end of the period",
            "Reviews ongoing at the end of the period",
            reviews.sum_of_ongoing,
            reviews.reviews_ongoing,
            ("ongoing",),
        ),
        "findings_implemented": Section(
            "What was done to implement findings and recommendations",
            "Actions of the period that implement findings and recommendations",
            work.sum_of_implemented,
            work.findings_implemented,
            ("actions",),
        ),
        "decisions_and_actions": Section(
            "Decisions and actions on reviews",
            "Decisions and actions on local and on national reviews, and what improved",
            work.sum_of_decisions,
            work.decisions_and_actions,
        ),
        "declined": Section(
            "What is not to be implemented",
            "Decisions not to implement, and refusals by agencies, with reasons",
            work.sum_of_declined,
            work.declined,
            ("declined", "dropped", "refusals"),
        ),
        "little_progress": Section(
            "Areas with little or no progress",
            "Areas with little or no progress, by stated rules",
            standing.sum_of_little,
            standing.little_progress,
        ),
        "impact": Section(
            "Evidence of impact, by level",
            "Evidence of impact by level, with activity called activity",
            shown.sum_of_impact,
            shown.impact,
        ),
        "banked": Section(
            "Examples banked during the year",
            "Evidence marked for use in the annual report",
            shown.sum_of_banked,
            shown.banked,
        ),
        "good_practice": Section(
            "Good practice that reviews found",
            "Good practice that reviews of the period found",
            reviews.sum_of_good_practice,
            reviews.good_practice,
            ("good_practice",),
        ),
        "themes": Section(
            "Where themes stand",
            "Where themes stand, and stood at the end of the period",
            standing.sum_of_themes,
            standing.themes,
        ),
        "tests_of_practice": Section(
            "Audits and tests of practice",
            "Audits made in the period with method, sample and outcome",
            shown.sum_of_tests,
            shown.tests_of_practice,
        ),
        "carried_forward": Section(
            "Carried forward, not tested yet",
            "Recommendations of earlier years that no test has reached yet",
            standing.sum_of_carried,
            standing.carried_forward,
            ("carried",),
        ),
        "timeliness": Section(
            "Reviews against their dates",
            "Reviews against their dates, with reasons for delay",
            reviews.sum_of_timeliness,
            reviews.timeliness,
            ("timely", "undated"),
        ),
        "copies": Section(
            "To whom this report goes",
            "To whom the report has to go, and what is on record of it going",
            standing.sum_of_copies,
            standing.copies,
        ),
    }
)
