"""What was left open until somebody or some day comes: vacant leads, provisional reviews, dates.

Pure, over values at hand, beside `attention`. A day has passed once its last possible day has;
only what the record makes certain is asked for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from auditrack.analysis.axes import BoardNumbers
from auditrack.analysis.need import Need
from auditrack.model.dates import Interval, data_string, in_words


@dataclass(frozen=True, slots=True)
class VacantLead:
    """A lead that nobody holds. `leads` counts its actions that are still to be done."""

    ref: str
    title: str
    since: Interval | None
    leads: int


@dataclass(frozen=True, slots=True)
class VacantTest:
    """A test that is planned or promised, and whose lead nobody holds since a day."""

    ref: str
    what: str
    lead: str
    since: Interval | None
    due: Interval | None = None


@dataclass(frozen=True, slots=True)
class Proceeding:
    """Proceedings beside a review. `over`: they have ended, on a day that may not be known."""

    kind: str
    over: bool = False
    ended: Interval | None = None


@dataclass(frozen=True, slots=True)
class ProvisionalReview:
    """A review that is provisional: until a day, while proceedings go on, or with neither said."""

    ref: str
    title: str
    until: Interval | None = None
    proceedings: tuple[Proceeding, ...] = ()


DECIDED = "decided"
PAUSED = "paused"
PUBLISHABLE = "publishable"
RETENTION = "retention"


@dataclass(frozen=True, slots=True)
class LookAgain:
    """A day set for looking at a record again.

    `set_by` says what set it: `DECIDED` by the board, `PAUSED` until then, `PUBLISHABLE` after it,
    or the `RETENTION` review. `reason` is what was said with it.
    """

    ref: str
    record: str
    what: str
    day: Interval
    set_by: str = DECIDED
    whom: str = "the board"
    reason: str = ""


_SET = {
    DECIDED: (
        "kept under review until {}",
        "Deciding what becomes of it, or another date with its reason.",
    ),
    PAUSED: (
        "paused until {}, which has passed",
        "Going on with it, or another date with its reason.",
    ),
    PUBLISHABLE: (
        "not to be published until after {}, which has passed",
        "Saying that it may be published, or another date with its reason.",
    ),
    RETENTION: (
        "its retention review was set for {}",
        "Keeping its texts until another date with its reason, or disposing of them.",
    ),
}
"""Per what set a day: why it is told, and what clears it."""


def of_leads(leads: Iterable[VacantLead], as_of: date, numbers: BoardNumbers) -> list[Need]:
    """Leads of actions still to be done that nobody has held for longer than the board's days."""
    needs = []
    for lead in leads:
        days = (as_of - lead.since.latest).days if lead.since is not None else 0
        if lead.leads and days > numbers.vacant_days:
            since, actions = _words(lead.since), _counted(lead.leads, "action")
            needs.append(
                Need(
                    "vacant",
                    lead.ref,
                    lead.title,
                    f"nobody has held it since {since}, for {_counted(days, 'day')}, and it leads "
                    f"{actions} still to be done",
                    "Naming who holds it, or handing its actions over.",
                    days=days,
                    record="lead",
                )
            )
    return needs


def of_vacant_tests(tests: Iterable[VacantTest], as_of: date) -> list[Need]:
    """Tests that nobody will make as things stand: no days of grace, for a date goes by meanwhile.

    A lead that is vacant from a later day is none yet.
    """
    needs = []
    for test in tests:
        if test.since is not None and test.since.earliest > as_of:
            continue
        days = max((as_of - test.since.latest).days, 0) if test.since is not None else 0
        why = f"the test's lead, {test.lead}, has been vacant since {_words(test.since)}"
        if test.due is not None:
            why += f"; it {_is_due(test.due, as_of)} {_words(test.due)}"
        needs.append(
            Need(
                "audit-vacant",
                test.ref,
                test.what,
                why,
                "Naming who makes it: who holds this lead, or another lead.",
                days=days,
                record="audit",
            )
        )
    return needs


def _is_due(due: Interval, as_of: date) -> str:
    return "was due by" if due.latest < as_of else "is due by"


def of_provisional(reviews: Iterable[ProvisionalReview], as_of: date) -> list[Need]:
    """Provisional reviews all of whose proceedings ended, or whose day has passed."""
    needs = []
    for review in reviews:
        why, since = [], []
        if review.proceedings and all(one.over for one in review.proceedings):
            ended = "; ".join(f"{one.kind}, {_words(one.ended)}" for one in review.proceedings)
            why.append(f"all its proceedings on record have ended ({ended})")
            ends = [one.ended.latest for one in review.proceedings if one.ended is not None]
            since += [max(ends)] if ends else []
        if review.until is not None and review.until.latest < as_of:
            why.append(f"it was provisional until {_words(review.until)}")
            since.append(review.until.latest)
        if why:
            needs.append(
                Need(
                    "proceedings-ended",
                    review.ref,
                    review.title,
                    f"still provisional: {', and '.join(why)}",
                    "Making it active, or another date with its reason.",
                    days=max((as_of - day).days for day in since) if since else 0,
                    record="review",
                )
            )
    return needs


def of_days(days: Iterable[LookAgain], as_of: date) -> list[Need]:
    """Records that the board set a day for, once it has come."""
    needs = []
    for one in days:
        if not _has_come(one, as_of):
            continue
        why, clears = _SET[one.set_by]
        said = why.format(_words(one.day))
        needs.append(
            Need(
                "keep-under-review",
                one.ref,
                one.what,
                f"{said}: {one.reason}" if one.reason else said,
                clears,
                whom=one.whom,
                days=max((as_of - one.day.latest).days, 0),
                record=one.record,
            )
        )
    return needs


def _has_come(one: LookAgain, as_of: date) -> bool:
    """A day to look again comes itself; what lasts until a day ends after it."""
    if one.set_by == RETENTION:  # as the list of retention reviews has it
        return one.day.earliest <= as_of
    return one.day.latest <= as_of if one.set_by == DECIDED else one.day.latest < as_of


def _words(when: Interval | None) -> str:
    return in_words(data_string(when)) if when is not None else "on a day not known"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
