"""The list of meetings, those that go on first."""

from auditrack.model.change import Records
from auditrack.model.words import MEETING_STATES, word
from auditrack.views.facts import Facts
from auditrack.views.listing import Column, Item, Listing
from auditrack.views.meetings import Document, called, items_of, who
from auditrack.views.meetings import meetings as standing
from auditrack.views.wording import counted, when


def meetings(facts: Facts) -> Listing:
    """Every meeting that stands: those that are open first, then the latest first."""
    records = facts.records
    found = sorted(standing(records), key=lambda one: one.get("status") != "open")
    return Listing(
        "meetings",
        "Meetings",
        "meeting",
        "meetings",
        (
            Column("Meeting", 9),
            Column("Held on", 18),
            Column("Stands", 25),
            Column("Decided", 12, 70),
            Column("In the chair", 26, 110),
            Column("Whose", 0),
        ),
        tuple(_item(records, number, meeting) for number, meeting in enumerate(found)),
        "No meeting is on record. n begins one.",
        (("open first", lambda item: item.sort),),
    )


def _item(records: Records, number: int, meeting: Document) -> Item:
    ref, status = str(meeting["ref"]), str(meeting.get("status") or "")
    decided = sum(
        bool(item.get("outcome")) and not item.get("replaced_by") for item in items_of(records, ref)
    )
    return Item(
        ref,
        "meeting",
        (
            ref,
            when(meeting.get("date")),
            word(MEETING_STATES, status),
            counted(decided, "item"),
            who(records, str(meeting.get("chair") or "")),
            called(records, meeting),
        ),
        "amber" if status == "open" else "",
        sort=number,
    )
