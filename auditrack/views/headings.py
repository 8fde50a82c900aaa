"""The heading sets of yearly reports: those shipped and the board's own, and who checked them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from auditrack.analysis.heading_series import ended, series_of
from auditrack.analysis.headings import chosen
from auditrack.model.change import Records
from auditrack.model.dates import interval
from auditrack.model.heading_set import Heading, HeadingCheck, HeadingSet, OwnHeading, OwnHeadingSet
from auditrack.model.heading_sets import SECTIONS, shipped
from auditrack.model.record import view_of
from auditrack.model.refs import natural_key
from auditrack.views.board import board_of
from auditrack.views.fit import unfit
from auditrack.views.seen import unwithdrawn


def headings_for(
    records: Records, since: date | str, until: date | str, named: Sequence[str] = ()
) -> tuple[HeadingSet, ...]:
    """The sets whose headings the board's report on a period has, by `analysis.headings.chosen`.

    Raises:
        RefusedError: as `chosen` does.
    """
    board = board_of(records)
    return chosen(heading_sets(records), board.nation, board.scope, since, until, named)


def heading_sets(records: Records) -> tuple[HeadingSet, ...]:
    """Every set that stands: those shipped, then the board's own, with who verified each.

    An open edition ends on the day before the next of its series begins. A set shipped that a set
    of the board's own takes the place of, and one that was withdrawn, are left out.
    """
    checked = checks_of(records)
    return tuple(_verified(one, checked.get(one.ref)) for one in ended(standing_sets(records)))


def standing_sets(records: Records) -> tuple[HeadingSet, ...]:
    """As `heading_sets`, with the days in force as they were entered, and as shipped verified."""
    own = tuple(_own(records))
    replaced = places_taken(own)
    return (*(one for one in shipped() if one.ref not in replaced), *own)


def places_taken(own: Sequence[HeadingSet]) -> Mapping[str, str]:
    """Which sets shipped the board's own take the place of: each by the own one.

    An own set that begins on the very day of one shipped, for the same nation and scope, is that
    edition as the board reads it.
    """
    by_start = {(*series_of(one), one.in_force_from): one.ref for one in own}
    return {
        one.ref: by_start[key]
        for one in shipped()
        if (key := (*series_of(one), one.in_force_from)) in by_start
    }


def is_own(ref: str) -> bool:
    """Whether a set is one that the board entered."""
    return all(one.ref != ref for one in shipped())


def checks_of(records: Records) -> Mapping[str, HeadingCheck]:
    """The latest check that stands of each set, by the set's reference."""
    found: dict[str, HeadingCheck] = {}
    unreadable = unfit(records, "heading_checks")
    for document in unwithdrawn(records.select("heading_checks")):
        if document["ref"] in unreadable:
            continue
        check = view_of(HeadingCheck, document)
        earlier = found.get(check.set)
        if check.by and (earlier is None or _day(earlier) <= _day(check)):
            found[check.set] = check
    return found


def _own(records: Records) -> Iterator[HeadingSet]:
    unreadable = unfit(records, "heading_sets")
    by_set = records.index("headings", "set")
    for document in unwithdrawn(records.select("heading_sets")):
        if document["ref"] in unreadable:
            continue
        own = view_of(OwnHeadingSet, document)
        yield HeadingSet(
            ref=own.ref,
            nation=own.nation,
            scope=own.scope,
            edition=own.edition,
            source=own.source,
            in_force_from=own.in_force_from,
            in_force_to=own.in_force_to,
            headings=_headings(records, by_set.get(own.ref, ())),
        )


def _headings(records: Records, documents: tuple[Mapping[str, Any], ...]) -> tuple[Heading, ...]:
    """The headings of a set in their order; a section that there is not is passed over."""
    unreadable = unfit(records, "headings")
    own = [
        view_of(OwnHeading, one) for one in unwithdrawn(documents) if one["ref"] not in unreadable
    ]
    own.sort(key=lambda one: (one.order, natural_key(one.ref)))
    return tuple(
        Heading(
            text=one.text,
            source=one.source or "",
            fills=tuple(name for name in one.fills if name in SECTIONS),
            author=one.author,
            types=one.types,
        )
        for one in own
    )


def _verified(one: HeadingSet, check: HeadingCheck | None) -> HeadingSet:
    return one if check is None else replace(one, verified_by=check.by, verified_on=check.on)


def _day(check: HeadingCheck) -> date:
    days = interval(check.on)
    return date.min if days is None else days.latest
