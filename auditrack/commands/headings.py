"""The headings of yearly reports: a set of the board's own, who compared one, and taking it back.

Nothing of a set is edited: who marked it verified saw it as it stands. One that is wrong is
withdrawn and entered anew.
"""

import difflib
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.analysis.heading_series import (
    called,
    ended,
    first_day,
    gaps,
    last_day,
    overlaps,
    said,
    series_of,
)
from auditrack.analysis.headings import named_set
from auditrack.commands import given
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.review import review_type
from auditrack.model.change import RefusedError
from auditrack.model.dates import in_words
from auditrack.model.heading_set import HeadingSet
from auditrack.model.heading_sets import SECTIONS
from auditrack.model.refs import table_of
from auditrack.model.text import one_line
from auditrack.model.words import NATIONS, SCOPES
from auditrack.views.headings import heading_sets, is_own, places_taken, standing_sets

MOST = 200
"""How many headings a set may have."""


@dataclass(frozen=True)
class NewHeading:
    """One heading to be entered. One that nothing fills is the author's."""

    text: str
    source: str | None = None
    fills: tuple[str, ...] = ()
    author: bool = False
    types: tuple[str, ...] = ()


@dataclass(frozen=True)
class AddHeadingSet(Command):
    """Enter a heading set of the board's own.

    An open set that came before it ends on the day before, as `analysis.headings.ended` says, and
    nothing of it is written. `instead_of` names the set shipped whose place it takes: the same
    edition, as the board reads it.
    """

    cmd: ClassVar[str] = "headings add"

    nation: str
    scope: str
    edition: str
    headings: tuple[NewHeading, ...]
    source: str | None = None
    in_force_from: str | None = None
    in_force_to: str | None = None
    instead_of: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a gap, an overlap, an end before its beginning, and what no heading can hold."""
        first = _one_day(desk, self.in_force_from, "first day in force")
        last = _one_day(desk, self.in_force_to, "last day in force")
        if first and last and last < first:
            raise refuse(
                "backward-period",
                f"A heading set cannot end ({in_words(last)}) before it begins "
                f"({in_words(first)}).",
            )
        fields: dict[str, Any] = {
            "nation": given.code(NATIONS, given.line(self.nation, "nation"), "nation"),
            "scope": given.code(SCOPES, given.line(self.scope, "scope"), "scope"),
            "edition": given.line(self.edition, "edition"),
            "source": given.text(self.source, "source"),
            "in_force_from": first,
            "in_force_to": last,
        }
        headings = self._headings()
        self._fits(desk, HeadingSet(ref="new", **fields))
        ref = desk.insert("heading_sets", **fields)
        for order, heading in enumerate(headings, start=1):
            desk.insert("headings", set=ref, order=order, **heading)
        desk.made.append(ref)

    def _fits(self, desk: Desk, new: HeadingSet) -> None:
        """Refuse a gap or an overlap that it would make; say which set it ends or replaces."""
        before = tuple(
            one for one in standing_sets(desk.records) if series_of(one) == series_of(new)
        )
        place = places_taken((new,)).keys() & {one.ref for one in before}
        self._takes_place(desk, new, place)
        after = ended((*(one for one in before if one.ref not in place), new))
        for overlap in overlaps(after):
            if new.ref in (overlap.one.ref, overlap.other.ref):
                raise refuse(
                    "heading-overlap",
                    str(overlap),
                    todo="Begin it when the other has ended, or withdraw a set of your own that "
                    "is wrong with: auditrack headings withdraw REF --why TEXT",
                )
        for gap in gaps(after):
            if new.ref in (gap.before.ref, gap.after.ref):
                raise refuse(
                    "heading-gap",
                    str(gap),
                    todo="Let one begin on the day after the other ends.",
                )
        earlier = {one.ref: one.in_force_to for one in ended(before)}
        for one in after:
            if one.ref == new.ref and one.in_force_to != new.in_force_to:
                desk.notes.append(
                    f"It has no end of its own, and ends on {in_words(one.in_force_to)}, the day "
                    "before the next one begins."
                )
            elif earlier.get(one.ref, one.in_force_to) != one.in_force_to:
                ends = f"{called(one)} ends on {in_words(one.in_force_to)}"
                desk.notes.append(f"{ends}, the day before this one begins.")
                desk.why = f"{ends}, the day before this one begins"

    def _takes_place(self, desk: Desk, new: HeadingSet, place: frozenset[str] | set[str]) -> None:
        known = standing_sets(desk.records)
        wanted = named_set(known, self.instead_of) if self.instead_of else None
        if wanted is not None and wanted.ref not in place:
            raise refuse(
                "not-its-place",
                f"This set cannot take the place of {called(wanted)}, which is for {said(wanted)} "
                f"from {in_words(wanted.in_force_from)}.",
                ref=wanted.ref,
                todo="It must be for the same nation and scope, and begin on the same day."
                if not is_own(wanted.ref)
                else "A set of your own is withdrawn first: auditrack headings withdraw "
                f"{wanted.ref} --why TEXT",
            )
        for one in known:
            if one.ref not in place:
                continue
            if wanted is None:
                raise refuse(
                    "heading-overlap",
                    f"{called(one)} comes with auditrack for {said(one)} and begins on the same "
                    "day.",
                    ref=one.ref,
                    todo=f"To let yours take its place, add --instead-of {one.ref}",
                )
            desk.notes.append(f"It takes the place of {called(one)} until it is withdrawn.")

    def _headings(self) -> list[dict[str, Any]]:
        if not self.headings:
            raise refuse(
                "heading-set-empty",
                "The heading set has no headings.",
                todo="List them under the key headings, each with its text.",
            )
        if len(self.headings) > MOST:
            raise refuse(
                "too-long",
                f"The heading set has {len(self.headings):,} headings; it may have {MOST}.",
            )
        filled: dict[str, str] = {}
        return [_heading(one, number, filled) for number, one in enumerate(self.headings, start=1)]


@dataclass(frozen=True)
class VerifyHeadings(Command):
    """Say that a person compared a set with its source. `by` is who says so, `source` with what."""

    cmd: ClassVar[str] = "headings verify"

    ref: str
    by: str
    on: str | None = None
    source: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a day still to come, and what is on record already."""
        found = named_set(heading_sets(desk.records), self.ref)
        by = given.line(self.by, "name or role of who compared it")
        on = given.past(desk, _one_day(desk, self.on, "day"), "day") or desk.day
        source = given.maybe_line(self.source, "source") or None
        for check in desk.live("heading_checks", "set", found.ref):
            if (check.get("by"), check.get("on"), check.get("source")) == (by, on, source):
                raise refuse(
                    "no-change",
                    f"That {by} compared {called(found)} on {in_words(on)} is on record already.",
                    ref=str(check["ref"]),
                )
        desk.made.append(desk.insert("heading_checks", set=found.ref, by=by, on=on, source=source))
        desk.made.append(found.ref)


@dataclass(frozen=True)
class WithdrawHeadings(Command):
    """Take back a set of the board's own, or that somebody compared one, with a reason."""

    cmd: ClassVar[str] = "headings withdraw"

    ref: str
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a set that comes with auditrack, and what was taken back already."""
        ref = one_line(self.ref).casefold()
        if table_of(ref) == "heading_checks":
            table = "heading_checks"
            must_stand(desk, table, ref)
        else:
            table = "heading_sets"
            ref = self._own_set(desk, ref)
        because = given.reason(self.why, "Withdrawing", ref)
        if table == "heading_sets":
            self._say_what_follows(desk, ref)
        desk.update(table, ref, withdrawn_on=desk.day, withdrawn_why=because)
        desk.made.append(ref)

    def _own_set(self, desk: Desk, ref: str) -> str:
        if table_of(ref) == "heading_sets":
            # One that stands and cannot be read must go too; no list of sets has it.
            must_stand(desk, "heading_sets", ref)
            return ref
        found = named_set(standing_sets(desk.records), ref)
        if is_own(found.ref):
            return found.ref
        checks = desk.live("heading_checks", "set", found.ref)
        raise refuse(
            "not-own",
            f"{called(found)} comes with auditrack and is not withdrawn.",
            ref=found.ref,
            todo=f"Take back that {checks[-1].get('by')} compared it with: auditrack headings "
            f"withdraw {checks[-1]['ref']}"
            if checks
            else "Name another set with --headings, or enter your own in its place with: "
            f"auditrack headings add FILE --instead-of {found.ref}",
        )

    def _say_what_follows(self, desk: Desk, ref: str) -> None:
        sets = standing_sets(desk.records)
        own = next((one for one in sets if one.ref == ref), None)
        if own is None:
            return
        for shipped in places_taken((own,)):
            desk.notes.append(f"{shipped} stands again, of which it had taken the place.")
            return
        series = [one for one in sets if series_of(one) == series_of(own) and one.ref != ref]
        # What is wrong with a day of another set must not keep this one from going.
        with suppress(RefusedError):
            desk.notes.extend(
                str(gap)
                for gap in gaps(ended(series))
                if not (first_day(own) > gap.last or last_day(own) < gap.first)
            )


def must_stand(desk: Desk, table: str, ref: str) -> None:
    """Refuse a set or a check that is not on record, or was taken back."""
    document = desk.get(table, ref)
    if document is None:
        raise refuse(
            "unknown-reference",
            f"Nothing on record is called {ref[:60]}.",
            ref=ref,
            todo="See the sets and who compared them with: auditrack headings list",
        )
    if document.get("withdrawn_on"):
        raise refuse(
            "withdrawn",
            f"{ref} was withdrawn on {in_words(document['withdrawn_on'])}: "
            f"{one_line(str(document.get('withdrawn_why') or 'no reason recorded'))}.",
            ref=ref,
        )


def _heading(one: NewHeading, number: int, filled: dict[str, str]) -> dict[str, Any]:
    """The fields of a heading; `filled` keeps which section stands below which."""
    text = given.line(one.text, f"text of heading {number}")
    fills = given.chosen(one.fills)
    for name in fills:
        if name not in SECTIONS:
            near = difflib.get_close_matches(name, SECTIONS, n=1, cutoff=0.6)
            raise refuse(
                "unknown-section",
                f'Heading {number} is filled by "{name[:40]}", which the register does not have.',
                todo=f"Did you mean {near[0]}?" if near else f"It has {', '.join(SECTIONS)}.",
            )
        if name in filled:
            raise refuse(
                "section-twice",
                f'The section {name} stands below two headings, "{filled[name]}" and "{text}".',
                todo="Leave it out below one of them.",
            )
        filled[name] = text
    return {
        "text": text,
        "source": given.maybe_line(one.source, f"source of heading {number}"),
        "fills": fills,
        "author": (one.author or not fills) or None,
        "types": tuple(dict.fromkeys(review_type(each) for each in given.chosen(one.types))),
    }


def _one_day(desk: Desk, typed: str | None, name: str) -> str | None:
    """A date that must be one day, as data."""
    data = given.when(desk, typed, name)
    if not data:
        return None
    days = given.days(data)
    if days is None or not days.is_one_day:
        raise refuse(
            "bad-date",
            f"The {name}, {in_words(data)}, is not one day.",
            todo="Give it as 2026-03-31.",
        )
    return data
