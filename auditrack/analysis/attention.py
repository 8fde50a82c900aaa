"""What needs a decision, for whom, why, and what would clear it: pure, over values at hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from auditrack.analysis.axes import (
    ActionFact,
    ActionState,
    AskFact,
    BoardNumbers,
    overdue_of,
    reply_of,
    state_of,
)
from auditrack.analysis.need import Need
from auditrack.analysis.position import Position
from auditrack.model.dates import Interval, data_string, in_words

ASKED_FROM = 7
"""From this attention on, a theme's position asks the board for a decision."""

_CLEARS = {
    "NOT_EMBEDDED": "An action that differs from those tried, and a test of practice after it.",
    "LAPSED": "Finding out why it lapsed, and a new test of practice.",
    "SAID_DONE": "A test of practice: what is said to be done has not been tested.",
    "OVERDUE": "Doing what is overdue, or an extension with its reason; then a test of practice.",
    "NOTHING_ASKED": "A recommendation or action, or the board's reason for none.",
    "NOT_KNOWN": "Finding out what was done, and a test of practice.",
}
"""What clears a theme's need, by what is known of practice."""


@dataclass(frozen=True, slots=True)
class PromisedTest:
    """A test that is promised: an audit planned, or the next date that an audit named."""

    ref: str
    what: str
    due: Interval | None


@dataclass(frozen=True, slots=True)
class Closing:
    """A recommendation that the board closed, and the failed test that came after, if any."""

    ref: str
    closed_on: Interval | None
    failed_by: str | None = None
    failed_on: date | None = None
    text: str = ""


def of_themes(positions: Iterable[Position]) -> list[Need]:
    """Themes whose position is at attention 7 or above, and re-tests that are due."""
    needs = []
    for one in positions:
        if one.attention >= ASKED_FROM:
            needs.append(
                Need(
                    "theme",
                    one.theme,
                    one.name,
                    str(one),
                    _CLEARS.get(one.practice, "A test of practice."),
                    attention=one.attention,
                    record="theme",
                    label=one.label,
                )
            )
        elif one.practice == "RETEST_DUE":
            needs.append(
                Need(
                    "retest",
                    one.theme,
                    one.name,
                    str(one),
                    "A new test of practice.",
                    attention=one.attention,
                    record="theme",
                    label=one.label,
                )
            )
    return needs


def of_asks(asks: Iterable[AskFact], as_of: date, numbers: BoardNumbers) -> list[Need]:
    """Agencies that were asked and have not answered in time."""
    needs = []
    for ask in asks:
        for agency in ask.agencies:
            reply = reply_of(agency, ask, as_of, numbers)
            if reply.state == "unanswered" and reply.due is not None:
                late = (as_of - reply.due).days
                needs.append(
                    Need(
                        "unanswered",
                        ask.ref,
                        f"{ask.ref}: no reply from {ask.called(agency)}",
                        f"the reply was due on {in_words(reply.due.isoformat())}",
                        "The agency's reply, or the board's decision without it.",
                        whom=ask.called(agency),
                        days=late,
                        record="recommendation",
                    )
                )
    return needs


def of_actions(
    actions: Iterable[ActionFact],
    as_of: date,
    numbers: BoardNumbers,
    titles: Mapping[str, str] = MappingProxyType({}),
) -> list[Need]:
    """As `of_states`, from actions whose state nobody has worked out yet."""
    return of_states((state_of(action, as_of) for action in actions), as_of, numbers, titles)


def of_states(
    states: Iterable[ActionState],
    as_of: date,
    numbers: BoardNumbers,
    titles: Mapping[str, str] = MappingProxyType({}),
) -> list[Need]:
    """Actions past their agreed date, and those done that nobody has signed off in time.

    `titles` are what people call leads, by reference.
    """
    needs = []
    for one in states:
        action = one.action
        whom = titles.get(action.lead or "") or action.lead or action.agency or "nobody yet"
        what = f"{action.ref}: {action.what}" if action.what else action.ref
        late = overdue_of(one, as_of)
        if late is not None and late.days_agreed:
            needs.append(
                Need(
                    "overdue",
                    action.ref,
                    what,
                    f"overdue, {late.describe()}",
                    "Doing it, or an extension with its reason.",
                    whom=whom,
                    days=late.days_agreed,
                    record="action",
                )
            )
        claimed_on = one.claimed_on or action.entered_on
        waited = (as_of - claimed_on.latest).days if claimed_on else None
        if one.state == "done" and (waited is None or waited >= numbers.unsigned_days):
            since = (
                f"for {waited} {'day' if waited == 1 else 'days'}"
                if waited is not None
                else "and not dated"
            )
            needs.append(
                Need(
                    "unsigned",
                    action.ref,
                    what,
                    f"done and not signed off {since}",
                    "Sign-off by a second person, or a return with its reason.",
                    whom="a second person",
                    days=waited or 0,
                    record="action",
                )
            )
    return needs


def of_tests(tests: Iterable[PromisedTest], as_of: date) -> list[Need]:
    """Tests of practice that were promised for a day that has passed."""
    return [
        Need(
            "retest",
            test.ref,
            test.what,
            f"the test was due by {in_words(data_string(test.due))}",
            "The test, or a new date for it.",
            days=(as_of - test.due.latest).days,
            record="audit",
        )
        for test in tests
        if test.due is not None and test.due.latest < as_of
    ]


def of_closings(closings: Iterable[Closing]) -> list[Need]:
    """Closings that a later failed test undoes. Re-opening stays a person's decision."""
    return [
        Need(
            "closing-undone",
            one.ref,
            f"{one.ref}: {one.text}" if one.text else one.ref,
            f"closed, and undone by {one.failed_by}",
            "Re-opening it, or a decision not to with its reason.",
            whom="the chair",
            record="recommendation",
        )
        for one in closings
        if one.failed_by
        and one.failed_on is not None
        and (one.closed_on is None or one.failed_on > one.closed_on.latest)
    ]
