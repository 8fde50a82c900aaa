"""From what was typed to a meeting, its items and what they are about; and in whose name."""

from collections.abc import Iterator, Mapping
from typing import Any

from auditrack.commands import given, known
from auditrack.commands.desk import Desk, refuse
from auditrack.model.dates import in_words
from auditrack.model.refs import table_of
from auditrack.model.words import MEETING_STATES, word
from auditrack.views.meetings import who

ABOUT = (
    "recommendations",
    "findings",
    "actions",
    "evidence",
    "audits",
    "reviews",
    "agencies",
    "leads",
)
"""What an interest may be in beside a theme, and what may be put on an agenda."""


def meeting_meant(desk: Desk, typed: str) -> Mapping[str, Any]:
    """The meeting of a reference, which must stand; the entry is written under it."""
    meeting = known.document(desk, given.text(typed, "meeting"), "meetings")
    desk.meeting = str(meeting["ref"])
    return meeting


def meeting_open(desk: Desk, typed: str) -> Mapping[str, Any]:
    """As `meeting_meant`, of one that goes on.

    Raises:
        RefusedError: it is over (`meeting-ended`).
    """
    meeting = meeting_meant(desk, typed)
    if meeting.get("status", "open") != "open":
        ref = str(meeting["ref"])
        raise refuse(
            "meeting-ended",
            f"{ref} is {word(MEETING_STATES, meeting.get('status'))}; nothing is decided in it "
            "any more.",
            ref=ref,
            todo="Decide it in another meeting, or outside one.",
        )
    return meeting


def meeting_not_agreed(desk: Desk, typed: str) -> Mapping[str, Any]:
    """As `meeting_meant`, of one whose minutes may still be corrected.

    Raises:
        RefusedError: they are agreed (`minutes-agreed`).
    """
    meeting = meeting_meant(desk, typed)
    if meeting.get("status") == "agreed":
        ref = str(meeting["ref"])
        raise refuse(
            "minutes-agreed",
            f"The minutes of {ref} were agreed on {in_words(meeting.get('agreed_on'))}.",
            ref=ref,
            todo="A correction is recorded in the next meeting.",
        )
    return meeting


def meeting_named(desk: Desk, typed: str | None) -> str | None:
    """A meeting named with a decision: one on record by its reference, else as typed.

    Raises:
        RefusedError: it looks like a reference and is none that stands, or its minutes are agreed.
    """
    line = given.maybe_line(typed, "meeting")
    if not line or table_of(line.casefold()) != "meetings":
        return line
    return str(meeting_not_agreed(desk, line)["ref"])


def items_of(desk: Desk, meeting: str) -> Iterator[Mapping[str, Any]]:
    """The items of a meeting that stand, in order of entry."""
    yield from desk.live("meeting_items", "meeting", meeting)


def record_meant(desk: Desk, typed: str) -> tuple[str, str]:
    """Table and reference of a record or theme that an item or interest is about."""
    exact = typed.strip().casefold()
    for table in ABOUT:
        document = desk.get(table, exact)
        if document is not None:
            known.must_stand(document, table)
            return table, exact
    theme = known.theme_named(desk, typed)
    if theme is not None:
        return "themes", theme
    table, document = known.record(desk, typed, *ABOUT)
    return table, str(document["ref"])


def chair_in_words(desk: Desk, meeting: Mapping[str, Any]) -> str:
    """In whose name something is keyed; that it is a claim where the login has not that lead."""
    chair = str(meeting.get("chair") or "")
    if desk.get("leads", chair) is None:
        # What was typed may name a person, and must be erasable: it stands in the meeting alone.
        said = f"chair as named in {meeting['ref']}"
    elif desk.actor.is_verified and desk.lead_ref == chair:
        return f"chair {who(desk.records, chair)}"
    else:
        said = f"chair {who(desk.records, chair)}"
    return f"{said} (claimed), keyed by {desk.actor.login}"
