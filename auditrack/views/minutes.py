"""The minutes of a meeting as values: what is on record of it, and nothing of what was only said.

Everything comes from the meeting's own records, so that minutes are there the moment it ends.
"""

from collections.abc import Iterable, Mapping
from datetime import date as Day
from typing import Any

import msgspec

from auditrack.model.change import Head, Records
from auditrack.model.dates import in_words, interval, london_time_in_words
from auditrack.views.agenda_item import HEADINGS
from auditrack.views.board import board_of, is_demonstration
from auditrack.views.embargo import is_embargoed
from auditrack.views.find import resolve
from auditrack.views.meeting_items import outcome_in_words, table_for, text_of
from auditrack.views.meetings import (
    called,
    declared_in,
    group_of,
    interest_in_words,
    interests_of,
    items_of,
    matters_of,
    not_taken,
    present,
    touched_by,
    who,
)
from auditrack.views.minutes_actions import NOT_SAID, ActionLine, actions_of
from auditrack.views.seen import unwithdrawn
from auditrack.views.steady import steady
from auditrack.views.wording import decided_in_words, listed, when

Document = Mapping[str, Any]


class MinuteItem(msgspec.Struct, frozen=True, kw_only=True):
    """One item that the meeting took, or that waits (`outcome` ""). `item` is its reference.

    `again` names the item by which it was decided again: then what it says here was taken back.
    `overridden` says which rule was set aside, with the reason. `by` is in whose name it was keyed.
    """

    item: str
    ref: str
    heading: str
    what: str
    outcome: str
    reason: str = ""
    overridden: str = ""
    dissent: str = ""
    by: str = ""
    interests: tuple[str, ...] = ()
    decision: str = ""
    again: str = ""
    number: int | None = None


class Minutes(msgspec.Struct, frozen=True, kw_only=True):
    """What is on record of a meeting, at `head`."""

    ref: str
    title: str
    group: str
    board: str
    date: str
    as_at: Day
    chair: str
    claimed: bool
    keyed_by: str
    status: str
    is_draft: bool
    began: str
    ended: str
    present: tuple[str, ...]
    apologies: tuple[str, ...]
    attending: tuple[str, ...]
    interests: tuple[str, ...]
    matters: tuple[str, ...]
    items: tuple[MinuteItem, ...]
    beside: tuple[MinuteItem, ...]
    deferred: tuple[str, ...]
    not_reached: tuple[str, ...]
    actions: tuple[ActionLine, ...]
    next_matters: tuple[str, ...]
    text: str
    notes: tuple[str, ...]
    marking: str
    head: Head
    demonstration: bool


def minutes(records: Records, meeting: str) -> Minutes:
    """The minutes of a meeting, by its reference.

    Raises:
        RefusedError: there is no such meeting (`unknown-reference`).
    """
    made_up = _is_made_up(records)
    records = steady(records)
    ref = resolve(records, meeting, ("meetings",))[1]
    held = records.get("meetings", ref) or {}
    settings = board_of(records)
    taken = sorted(items_of(records, ref), key=_order)
    items = tuple(_item(records, ref, one) for one in taken if one.get("outcome"))
    beside = tuple(_beside(records, ref, taken))
    status = str(held.get("status") or "open")
    day = held.get("agreed_on") or held.get("ended_on") or held.get("date")
    days = interval(str(day))
    return Minutes(
        ref=ref,
        title=called(records, held),
        group=group_of(records, held),
        board=settings.name,
        date=str(held.get("date") or ""),
        as_at=days.latest if days is not None else Day.min,
        chair=who(records, held.get("chair")),
        claimed=any("(claimed)" in str(one.get("in_name_of") or "") for one in taken),
        keyed_by=str(held.get("keyed_by") or NOT_SAID),
        status=_status(held, status),
        is_draft=status != "agreed",
        began=_time(held, "started_at", "started_on"),
        ended=_time(held, "ended_at", "ended_on"),
        present=present(records, ref, "present"),
        apologies=present(records, ref, "apologies"),
        attending=present(records, ref, "in-attendance"),
        interests=tuple(_interest(records, one) for one in interests_of(records, ref)),
        matters=tuple(_named(records, one) for one in held.get("matters", ())),
        items=items,
        beside=beside,
        deferred=tuple(
            f"{_named(records, one.get('on_ref'), one)}{_because(one)}"
            for one in taken
            if one.get("outcome") == "deferred" and not one.get("replaced_by")
        ),
        not_reached=(
            *(_named(records, one.get("on_ref"), one) for one in taken if not one.get("outcome")),
            *(_named(records, one) for one in not_taken(records, held)),
        ),
        actions=tuple(actions_of(records, held, taken)),
        next_matters=tuple(_named(records, one) for one in matters_of(records, held)),
        text=str(held.get("minutes") or ""),
        notes=tuple(_notes(records, held, taken, beside)),
        marking=settings.marking,
        head=records.head,
        demonstration=made_up,
    )


def _is_made_up(records: Any) -> bool:
    """Whether the register is the demonstration; an earlier state of one cannot tell."""
    return hasattr(records, "history") and is_demonstration(records)


def _order(item: Document) -> tuple[int, int]:
    """By the number on the agenda, then in order of entry."""
    number = str(item["ref"]).rpartition("-")[2]
    at = item.get("order")
    return (at if isinstance(at, int) else 10**9, int(number) if number.isdigit() else 0)


def _item(records: Records, meeting: str, item: Document) -> MinuteItem:
    ref = str(item.get("on_ref") or item["ref"])
    table = table_for(records, item.get("on_ref"))
    decision = records.get("decisions", str(item.get("decision") or "")) or {}
    declared = declared_in(records, interests_of(records, meeting), item.get("on_ref"))
    kind = str(item.get("kind") or "")
    return MinuteItem(
        item=str(item["ref"]),
        ref=ref,
        heading=HEADINGS.get(kind, kind),
        what=text_of(records, table, item.get("on_ref")) or str(item.get("text") or ""),
        outcome=outcome_in_words(item, table),
        reason=str(item.get("reason") or ""),
        overridden=_overridden(item, decision),
        dissent=str(item.get("dissent") or ""),
        by=str(item.get("in_name_of") or ""),
        interests=tuple(interest_in_words(records, one) for one in declared),
        decision=str(item.get("decision") or ""),
        again=str(item.get("replaced_by") or ""),
        number=item.get("order"),
    )


def _overridden(item: Document, decision: Document) -> str:
    """Which rule was set aside and why; an override that nothing asked for set none aside."""
    missing = listed(map(str, decision.get("overridden", ())), "")
    why = str(item.get("override") or "")
    if missing:
        return f"{missing.rstrip('.')}. The reason: {why}" if why else missing
    return why


def _beside(records: Records, meeting: str, taken: Iterable[Document]) -> Iterable[MinuteItem]:
    """The decisions recorded under a meeting that were entered outside its agenda."""
    of_items = {made for item in taken for made in item.get("made", ())}
    for one in unwithdrawn(records.index("decisions", "meeting").get(meeting, ())):
        if one["ref"] in of_items:
            continue
        ref = str(one.get("on_ref") or "")
        yield MinuteItem(
            item=str(one["ref"]),
            ref=ref,
            heading="Entered beside the agenda",
            what=text_of(records, table_for(records, ref), ref),
            outcome=decided_in_words(one),
            reason=str(one.get("reason") or ""),
            overridden=listed(map(str, one.get("overridden", ())), ""),
            dissent=str(one.get("dissent") or ""),
            by=f"entered by {one.get('by') or 'somebody unknown'}",
            decision=str(one["ref"]),
        )


def _status(held: Document, status: str) -> str:
    if status == "agreed":
        return f"agreed on {when(held.get('agreed_on'))}"
    return "draft: the meeting is still open" if status == "open" else "draft, not agreed yet"


def _time(held: Document, at: str, on: str) -> str:
    """When it was begun or ended in the register, "" where not at the meeting's own day."""
    moment = held.get(at)
    if not isinstance(moment, int) or held.get(on) != held.get("date"):
        return ""
    return london_time_in_words(moment)


def _interest(records: Records, interest: Document) -> str:
    said = interest_in_words(records, interest)
    return f"{said} (about {interest['about']})" if interest.get("about") else said


def _named(records: Records, ref: Any, item: Document | None = None) -> str:
    """A record by its reference and what it says; an item in words by those alone."""
    if not ref:
        return str((item or {}).get("text") or "")
    text = text_of(records, table_for(records, str(ref)), str(ref))
    if str(ref).startswith("mit-"):
        return text or str(ref)
    return f"{ref}: {text}" if text else str(ref)


def _because(item: Document) -> str:
    return f" ({item['reason']})" if item.get("reason") else ""


def _notes(
    records: Records, held: Document, taken: Iterable[Document], beside: Iterable[MinuteItem]
) -> Iterable[str]:
    taken = [item for item in taken if not item.get("replaced_by")]
    yield (
        "Only what was recorded in the register is told here: nothing of what was discussed, and "
        "nobody who was not noted."
    )
    if any("(claimed)" in str(item.get("in_name_of") or "") for item in taken):
        yield (
            f"{held.get('keyed_by') or 'An officer'} keyed these decisions in the name of the "
            "chair. That is a claim: the login is not with that lead."
        )
    if held.get("started_on") and held.get("started_on") != held.get("date"):
        yield (
            f"The meeting was entered on {in_words(held['started_on'])}, after it was held; what "
            "the register dates by the day of entry has that day."
        )
    if any(item.get("choice") == "close" for item in taken) or any(
        one.outcome == "closed" for one in beside
    ):
        yield "Closing a recommendation is a decision; it never shows that practice changed."
    refs = [str(item["on_ref"]) for item in taken if item.get("on_ref")]
    touched = {one for ref in (*refs, *(b.ref for b in beside)) for one in touched_by(records, ref)}
    kept = sorted(one for one in touched if is_embargoed(records, one))
    if kept:
        yield f"These minutes speak of reviews that are not published: {', '.join(kept)}."
