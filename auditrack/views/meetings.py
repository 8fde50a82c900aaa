"""Meetings from records: which is open, what the last one left, and what each is called."""

from collections.abc import Iterable, Mapping
from typing import Any

from auditrack.model.change import Records
from auditrack.views.seen import unwithdrawn
from auditrack.views.steady import steady
from auditrack.views.wording import when

Document = Mapping[str, Any]

BOARD = "the board"
"""Whose meeting one is that names no subgroup."""


def meetings(records: Records) -> tuple[Document, ...]:
    """Every meeting that stands, the latest first."""
    found = unwithdrawn(steady(records).select("meetings"))
    return tuple(sorted(found, key=_place, reverse=True))


def open_of(records: Records, subgroup: str | None) -> Document | None:
    """The meeting of a subgroup (None: of the board) that goes on, if one does."""
    return next(
        (one for one in _of(records, subgroup) if one.get("status", "open") == "open"), None
    )


def last_ended(records: Records, subgroup: str | None) -> Document | None:
    """The last meeting of a subgroup (None: of the board) that is over."""
    ended = [one for one in _of(records, subgroup) if one.get("status", "open") != "open"]
    return max(ended, key=_place, default=None)


def items_of(records: Records, meeting: str) -> tuple[Document, ...]:
    """The items of a meeting that stand, in order of entry."""
    return unwithdrawn(records.index("meeting_items", "meeting").get(meeting, ()))


def matters_of(records: Records, meeting: Document) -> tuple[str, ...]:
    """The records that a meeting decided on, put off or did not reach, each once.

    Of a matter in words that was put off or not reached it is the item itself. What was only noted
    does not come back.
    """
    found: dict[str, None] = {}
    for item in items_of(records, str(meeting["ref"])):
        if item.get("replaced_by") or item.get("outcome") == "noted":
            continue
        found[str(item.get("on_ref") or item["ref"])] = None
    for decision in unwithdrawn(records.index("decisions", "meeting").get(meeting["ref"], ())):
        found[str(decision["on_ref"])] = None
    return tuple(dict.fromkeys((*found, *not_taken(records, meeting))))


def not_taken(records: Records, meeting: Document) -> tuple[str, ...]:
    """The matters arising that were put off or not reached before, and were not taken here either.

    What was decided before and not taken up again is over with that.
    """
    items = items_of(records, str(meeting["ref"]))
    taken = {ref for item in items for ref in (item.get("on_ref"), item["ref"])}
    return tuple(
        ref
        for ref in meeting.get("matters", ())
        if ref not in taken and _outcome(records, ref) in (None, "deferred")
    )


def _outcome(records: Records, ref: str) -> str | None:
    """What became of a matter when it was last taken."""
    own = records.get("meeting_items", ref)
    about = unwithdrawn(records.index("meeting_items", "on_ref").get(ref, ()))
    standing = [one for one in (own, *about) if one and not one.get("replaced_by")]
    return standing[-1].get("outcome") if standing else "decided"


def group_of(records: Records, meeting: Document) -> str:
    """Whose meeting it is, by name."""
    subgroup = meeting.get("subgroup")
    if not subgroup:
        return BOARD
    document = records.get("subgroups", str(subgroup)) or {}
    return str(document.get("title") or subgroup)


def called(records: Records, meeting: Document) -> str:
    """What a meeting is called: its title, else whose it is."""
    title = meeting.get("title")
    return str(title) if title else f"Meeting of {group_of(records, meeting)}"


def called_with_day(records: Records, meeting: Document) -> str:
    """What a meeting is called, with its day."""
    return f"{called(records, meeting)}, {when(meeting.get('date'))}"


def who(records: Records, named: str | None) -> str:
    """Somebody in a meeting by name: a lead, an agency, else as typed."""
    if not named:
        return "nobody named"
    lead = records.get("leads", named)
    if lead is not None:
        return str(lead.get("title") or named)
    agency = records.get("agencies", named)
    return str(agency.get("name") or named) if agency is not None else named


def present(records: Records, meeting: str, present_as: str) -> tuple[str, ...]:
    """Who is noted in a meeting in one of the ways of `PRESENT_AS`, in order of entry."""
    return tuple(
        who(records, one.get("who"))
        for one in unwithdrawn(records.index("presences", "meeting").get(meeting, ()))
        if one.get("present_as", "present") == present_as
    )


def interests_of(records: Records, meeting: str) -> tuple[Document, ...]:
    """The interests declared in a meeting, in order of entry."""
    return unwithdrawn(records.index("interests", "meeting").get(meeting, ()))


def interest_in_words(records: Records, interest: Document) -> str:
    """Who declared which interest."""
    return f"{who(records, interest.get('who'))}: {interest.get('interest', '')}"


def touched_by(records: Records, ref: str) -> frozenset[str]:
    """The records that an interest may be in and so concern this one.

    Itself, what it serves, the reviews of those, and the agencies and leads that they name.
    """
    found: set[str] = set()
    waiting = [ref]
    while waiting:
        one = waiting.pop()
        if one in found:
            continue
        found.add(one)
        for table, fields in _NAMING:
            document = records.get(table, one)
            if document is None:
                continue
            for field in fields:
                value = document.get(field)
                waiting.extend(map(str, value) if isinstance(value, (list, tuple)) else ())
                waiting.extend((value,) if isinstance(value, str) else ())
            if table in _SERVING:
                added = unwithdrawn(records.index("serves", "record").get(one, ()))
                waiting.extend(str(link["serves"]) for link in added)
    return frozenset(found)


_SERVING = ("actions", "evidence", "audits")
_NAMING = (
    ("actions", ("serves", "lead", "agency")),
    ("evidence", ("serves", "audit", "agency")),
    ("audits", ("serves", "themes", "agencies")),
    ("recommendations", ("review", "agencies")),
    ("findings", ("review",)),
)


def declared_in(
    records: Records, interests: Iterable[Document], ref: str | None
) -> tuple[Document, ...]:
    """Those of some interests that were declared in a record, or in what it belongs to."""
    named = [one for one in interests if one.get("about")]
    if not named or not ref:
        return ()
    touched = touched_by(records, ref)
    return tuple(one for one in named if one["about"] in touched)


def _of(records: Records, subgroup: str | None) -> list[Document]:
    found = unwithdrawn(steady(records).select("meetings"))
    return [one for one in found if one.get("subgroup") == subgroup]


def _place(meeting: Document) -> tuple[str, int, int]:
    number = str(meeting["ref"]).rpartition("-")[2]
    return (
        str(meeting.get("date") or ""),
        int(meeting.get("started_at") or 0),
        int(number) if number.isdigit() else 0,
    )
