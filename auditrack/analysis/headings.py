"""Which headings a yearly report has: the sets in force for a board of a nation and scope.

A series is the sets of one nation and scope, one edition after the other. On each day from the
first of a series on exactly one of them is in force; where the record says otherwise nothing is
chosen, because nobody could say which headings the law asks for.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from auditrack.analysis.heading_series import (
    OR_NAME,
    SAFE,
    Overlap,
    called,
    each_series,
    first_day,
    gaps,
    last_day,
    one_day_of,
    overlaps,
    said,
    said_day,
    whom,
)
from auditrack.model.change import Refusal, RefusedError
from auditrack.model.heading_set import HeadingSet
from auditrack.model.refs import slug
from auditrack.model.text import one_line

CHECK = "check against the current guidance"
"""What a set prints that nobody has compared with its source."""


def serving(sets: Iterable[HeadingSet], nation: str, scope: str) -> tuple[HeadingSet, ...]:
    """The sets of every series that a board of a nation and scope reports under.

    A set for both serves any board of its nation; a board for both has each series.
    """
    return tuple(
        one
        for one in sets
        if one.nation == nation and (scope == "both" or one.scope in (scope, "both"))
    )


def chosen(
    sets: Sequence[HeadingSet],
    nation: str,
    scope: str,
    since: date | str,
    until: date | str,
    named: Sequence[str] = (),
) -> tuple[HeadingSet, ...]:
    """The sets whose headings a board's report on a period has, one of each series.

    The newest in force for the period is the one in force on its last day. A report is written
    after its period under the law as it then stands, and one of two editions must be chosen where
    guidance changes within the year: the later, which a board has to answer to from then on.

    Args:
        sets: every set there is, each series ended as by `ended`.
        nation: the board's, as in `words.NATIONS`.
        scope: the board's, as in `words.SCOPES`; a board of both gets the set of each.
        since: first day of the period.
        until: its last day.
        named: references, editions or starts of references that somebody asked for instead, in
            their order; then nothing else is chosen, and neither nation nor period matters.

    Raises:
        RefusedError: the period, or a set, ends before it begins (`backward-period`) or cannot be
            read (`bad-date`); no set is for such a board (`no-heading-set`); none covers the last
            day, or days between two sets (`heading-gap`); two sets of a series are in force on one
            day (`heading-overlap`); none is called so (`unknown-heading-set`) or several are
            (`ambiguous-reference`); a set has no headings (`heading-set-empty`).
    """
    last = _period(since, until)
    if named:
        found = tuple(dict.fromkeys(named_set(sets, one).ref for one in named))
        by_ref = {one.ref: one for one in sets}
        return tuple(_with_headings(by_ref[ref]) for ref in found)
    own = serving(sets, nation, scope)
    if not own:
        raise _none_for(nation, scope)
    for one in own:
        if last_day(one) < first_day(one):
            raise _backwards(one)
    for overlap in overlaps(own):
        raise _overlapping(overlap)
    for gap in gaps(own):
        raise _gap(str(gap), gap.after.ref)
    return tuple(_with_headings(_in_force(series, last)) for series in each_series(own))


def named_set(sets: Iterable[HeadingSet], typed: str) -> HeadingSet:
    """The set that a person means by a reference, an edition, or a start of a reference.

    Raises:
        RefusedError: none is called so (`unknown-heading-set`), or several
            (`ambiguous-reference`).
    """
    every = tuple(sets)
    wanted = slug(typed)
    exact = [one for one in every if one.ref == wanted]
    of_edition = [one for one in every if wanted and slug(one.edition) == wanted]
    starts = [one for one in every if wanted and one.ref.startswith(wanted)]
    found = exact or of_edition or starts
    if len(found) == 1:
        return found[0]
    shown = one_line(typed)[:60]
    if found:
        few = ", ".join(one.ref for one in found[:5])
        raise RefusedError(
            Refusal(
                "ambiguous-reference",
                f'"{shown}" may mean {len(found)} heading sets: {few}.',
                ref=shown,
                todo="Type more of it.",
            )
        )
    raise RefusedError(
        Refusal(
            "unknown-heading-set",
            f'No heading set is called "{shown}".',
            ref=shown,
            todo="See them all with: auditrack headings list",
        )
    )


def _in_force(series: Sequence[HeadingSet], day: date) -> HeadingSet:
    for one in series:
        if first_day(one) <= day <= last_day(one):
            return one
    begins, ends = series[0], max(series, key=last_day)
    when = (
        f"the first, {called(begins)}, begins on {said_day(first_day(begins))}"
        if day < first_day(begins)
        else f"the last, {called(ends)}, ended on {said_day(last_day(ends))}"
    )
    raise _gap(
        f"No heading set for {said(begins)} is in force on {said_day(day)}, the last day of the "
        f"period; {when}.",
        begins.ref,
    )


def _with_headings(one: HeadingSet) -> HeadingSet:
    if one.headings:
        return one
    raise _refused(
        "heading-set-empty",
        f"The heading set {called(one)} has no headings.",
        ref=one.ref,
        todo=f"Withdraw it and enter it anew with its headings. {OR_NAME}",
    )


def _period(since: date | str, until: date | str) -> date:
    """The last day of the period."""
    first, last = _one_day(since, "first day"), _one_day(until, "last day")
    if last < first:
        raise _refused(
            "backward-period",
            f"The period ends ({said_day(last)}) before it begins ({said_day(first)}).",
            todo="Give its first day and then its last.",
        )
    return last


def _one_day(given: date | str, what: str) -> date:
    if isinstance(given, date):
        return given
    day = one_day_of(given)
    if day is None:
        raise _refused(
            "bad-date",
            f'The {what} of the period, "{one_line(given)[:40]}", is not one day.',
            todo="Give it as 2026-03-31.",
        )
    return day


def _none_for(nation: str, scope: str) -> RefusedError:
    return _refused(
        "no-heading-set",
        f"There is no heading set for {whom(nation, scope)}, and none comes with auditrack.",
        todo="Enter the headings that your report shall have with: auditrack headings add FILE. "
        + OR_NAME,
    )


def _backwards(one: HeadingSet) -> RefusedError:
    return _refused(
        "backward-period",
        f"The heading set {called(one)} ends before it begins.",
        ref=one.ref,
        todo=f"Withdraw it and enter it anew with the right days. {OR_NAME}",
    )


def _gap(sentence: str, ref: str) -> RefusedError:
    return _refused(
        "heading-gap",
        sentence,
        ref=ref,
        todo=f"Enter the set of that time with: auditrack headings add FILE. {OR_NAME}",
    )


def _overlapping(overlap: Overlap) -> RefusedError:
    return _refused(
        "heading-overlap",
        str(overlap),
        ref=overlap.other.ref,
        todo="Withdraw the one that is wrong with: auditrack headings withdraw REF --why TEXT. "
        + OR_NAME,
    )


def _refused(code: str, message: str, *, todo: str, ref: str | None = None) -> RefusedError:
    return RefusedError(Refusal(code, message, ref=ref, safe=SAFE, todo=todo))
