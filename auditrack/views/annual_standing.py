"""What stood still in a year: little or no progress by stated rules, and what is carried on."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from auditrack.analysis.position import Position
from auditrack.model.dates import add_months, data_string, interval
from auditrack.views.annual_values import (
    LOCAL,
    NATIONAL,
    CarriedLine,
    LittleLine,
    ThemeLine,
)
from auditrack.views.annual_year import Document, Year
from auditrack.views.asks import Ask
from auditrack.views.positions import positions_in_brief
from auditrack.views.wording import counted, when

STUCK = frozenset({"NOT_EMBEDDED", "LAPSED", "PARTLY", "SLIPPING"})
"""What practice is where the last test did not find a theme embedded, or only partly."""

STALE_MONTHS = 12
"""How long something is said to be done before the report asks why nobody tested it."""

_LIVE = frozenset({"open", "in_progress", "closed", "not_known"})
_STATES = {
    "not_known": "what was done is not on record",
    "open": "open, nothing begun on record",
    "in_progress": "under way",
    "closed": "said to be done or closed",
}
"""How a recommendation stands with the agency that is least advanced."""


def rules_of(year: Year) -> tuple[str, ...]:
    """The rules of little or no progress, as a report prints them, by their numbers from 1."""
    board = year.now.settings
    return (
        "Still open on the last day of the period, past its agreed date, and nothing said of any "
        f"of its actions in the {board.quiet_days} days before that.",
        "Still open on that day, or not known what was done, no action on record, and its review "
        f"published more than {board.quiet_days} days before.",
        "A theme whose last test of practice did not find it embedded, or found it only partly. A "
        "later review that raises it again in practice counts as a test that did not.",
        f"Said to be done {STALE_MONTHS} months or more before that day, and no test of practice "
        "on record has reached it.",
    )


def little_of(
    year: Year, positions: Iterable[Position], words: Callable[[Position], str | None]
) -> tuple[LittleLine, ...]:
    """Everything that a rule of `rules_of` finds, in the order of the rules.

    Args:
        year: the period and its facts.
        positions: where themes stood.
        words: what may be said of one; None where nothing may.
    """
    asks = [ask for one in _counted(year) if year.agrees(ask := Ask(year.then, one))]
    return (
        *_late_and_silent(year, asks),
        *_without_action(year, asks),
        *_themes(positions, words),
        *_never_tested(year, asks),
    )


def _counted(year: Year) -> Iterator[Document]:
    """The recommendations of this board's and national reviews that were out by the end."""
    for document in year.now.recommendations:
        review = year.reviews.get(str(document["review"]))
        if review is None or review.superseded_by:
            continue
        days = interval(review.published) or interval(review.concluded)
        if days and days.latest > year.end:
            continue
        if year.group(review.ref) in (LOCAL, NATIONAL):
            yield document


def _late_and_silent(year: Year, asks: Iterable[Ask]) -> Iterator[LittleLine]:
    quiet_since = year.end - timedelta(days=year.now.settings.quiet_days)
    for ask in asks:
        if not ask.is_open or not ask.actions or not ask.late.agreed:
            continue
        said = [one.stood.last_update for one in ask.actions if one.stood.last_update]
        last = max(said, key=lambda days: days.latest, default=None)
        if last is not None and last.latest >= quiet_since:
            continue
        heard = f"last update {when(data_string(last))}" if last else "no update on record"
        yield _of_ask(
            year,
            1,
            ask,
            f"{counted(ask.late.agreed, 'day')} past its agreed date of {when(ask.dues[1])}; "
            f"{heard}",
        )


def _without_action(year: Year, asks: Iterable[Ask]) -> Iterator[LittleLine]:
    quiet = timedelta(days=year.now.settings.quiet_days)
    for ask in asks:
        review = year.reviews[ask.record.review]
        published = interval(review.published)
        if published is None or published.latest + quiet >= year.end:
            continue
        if ask.is_open and not ask.actions:
            known = "not_known" not in year.then.standing.statuses(ask.document)
            said = "no action on record" if known else "what was done is not on record"
            yield _of_ask(year, 2, ask, f"review published {when(review.published)}; {said}")


def _of_ask(year: Year, rule: int, ask: Ask, rests_on: str) -> LittleLine:
    review = ask.record.review
    return LittleLine(
        rule=rule,
        ref=ask.ref,
        what=year.called(ask.ref),
        review=review,
        types=year.types((review,)),
        rests_on=rests_on,
        refs=(ask.ref, *(one.ref for one in ask.actions)),
        since_then=_since_then(year, ask),
    )


def _since_then(year: Year, ask: Ask) -> str:
    """What was said of it between the end of the period and the report's day."""
    if year.end == year.now.as_at:
        return ""
    now = Ask(year.now, ask.document)
    if not now.is_open:
        return "no longer open"
    said = [
        one.on
        for action in now.actions
        for one in action.updates
        if (days := interval(one.on)) is not None and days.earliest > year.end
    ]
    return f"an update since ({when(said[-1])})" if said else "nothing on record since"


def _themes(
    positions: Iterable[Position], words: Callable[[Position], str | None]
) -> Iterator[LittleLine]:
    for one in positions:
        said = words(one) if one.practice in STUCK else None
        if said is not None:
            yield LittleLine(3, one.theme, one.name, "", (), said, (one.theme,), "")


def _never_tested(year: Year, asks: Iterable[Ask]) -> Iterator[LittleLine]:
    """What was said to be done long ago and never tested, a line a review."""
    before = add_months(year.end, -STALE_MONTHS)
    found: dict[str, list[Ask]] = {}
    for ask in asks:
        if year.then.standing.statuses(ask.document) != {"closed"}:
            continue
        days = [row.closed.latest for row in ask.rows if row.closed]
        if len(days) == len(ask.rows) and max(days) <= before and not ask.is_tested:
            found.setdefault(ask.record.review, []).append(ask)
    for review, several in found.items():
        refs = tuple(one.ref for one in several)
        tested = (
            [one.ref for one in several if Ask(year.now, one.document).is_tested]
            if year.end != year.now.as_at
            else []
        )
        yield LittleLine(
            rule=4,
            ref=review,
            what=year.title(review),
            review=review,
            types=year.types((review,)),
            rests_on=f"{counted(len(refs), 'recommendation')}: {labels(several)}",
            refs=refs,
            since_then=f"{len(tested)} tested since" if tested else "",
        )


def labels(asks: Iterable[Ask]) -> str:
    """The printed labels of some recommendations, in their order."""
    return ", ".join(one.record.label or one.ref for one in asks)


def carried_of(year: Year) -> tuple[tuple[CarriedLine, ...], int]:
    """What no test of practice had reached by the end, of reviews published before the period.

    With how many recommendations those reviews made in all.

    A review without a date of publication is taken by the day it concluded. What was declined,
    superseded or found no longer relevant is not carried on.
    """
    found: dict[str, list[Ask]] = {}
    for document in _counted(year):
        review = year.reviews[str(document["review"])]
        days = interval(review.published) or interval(review.concluded)
        ask = Ask(year.then, document)
        if days is not None and days.latest < year.since and year.agrees(ask):
            found.setdefault(review.ref, []).append(ask)
    lines = (_carried(year, review, asks) for review, asks in found.items())
    carried = sorted((one for one in lines if one is not None), key=_published)
    return tuple(carried), sum(map(len, found.values()))


def _published(line: CarriedLine) -> tuple[str, str]:
    days = interval(line.published)
    return (days.latest.isoformat() if days else "9999", line.review)


def _carried(year: Year, review: str, asks: list[Ask]) -> CarriedLine | None:
    untested = [
        (state, one)
        for one in asks
        if (state := _state(year.then.standing.statuses(one.document))) and not one.is_tested
    ]
    if not untested:
        return None
    record = year.reviews[review]
    since = year.end != year.now.as_at
    return CarriedLine(
        review=review,
        title=year.title(review),
        types=year.types((review,)),
        published=record.published or record.concluded,
        asks=tuple(one.ref for _, one in untested),
        of=len(asks),
        states=tuple(
            (said, tuple(one.record.label or one.ref for own, one in untested if own == code))
            for code, said in _STATES.items()
            if any(own == code for own, _ in untested)
        ),
        tested_since=tuple(
            one.ref for _, one in untested if since and Ask(year.now, one.document).is_tested
        ),
    )


def _state(statuses: frozenset[str]) -> str | None:
    """The least advanced of its live statuses; None where nothing of it is live."""
    return next((one for one in _STATES if one in statuses & _LIVE), None)


def themes_of(
    year: Year, now: Iterable[Position], then: Iterable[Position]
) -> tuple[ThemeLine, ...]:
    """Where the themes that reviews raise stand, the most pressing first, and where they stood."""
    before = {one.theme: one.label if one.attention else "not raised" for one in then}
    return tuple(
        ThemeLine(
            theme=one.theme,
            name=one.name,
            label=one.label,
            reason=one.reason,
            before=was if (was := before.get(one.theme, "not raised")) != one.label else "",
        )
        for one in now
        if one.attention
    )


def positions_then(year: Year, now: tuple[Position, ...]) -> tuple[Position, ...]:
    """Where themes stood at the end of the period."""
    return now if year.end == year.now.as_at else positions_in_brief(year.then)
