"""The fields of stored records that hold dates, and what people call them."""

from collections.abc import Mapping

DATES: Mapping[str, Mapping[str, str]] = {
    "board": {"records_complete_from": "the day its records are complete from"},
    "agencies": {"from": "its first day", "to": "its last day"},
    "leads": {"vacant_since": "the day it is vacant since"},
    "reviews": {
        "arranged": "the date it was arranged",
        "due": "the date it is due",
        "concluded": "the date it was concluded",
        "published": "its date of publication",
        "provisional_until": "the date it is provisional until",
        "publishable_after": "the date after which it may be published",
        "retention_review": "the date of its retention review",
        "disposed_on": "the day its texts were disposed of",
    },
    "windows": {"start": "the start of its practice", "end": "the end of its practice"},
    "proceedings": {"open": "the day they opened", "ended": "the day they ended"},
    "told": {"on": "its date"},
    "recommendations": {
        "due": "its due date",
        "impact_due": "the date its impact is due",
        "entered_on": "the day it was entered",
    },
    "replies": {
        "asked_on": "the day it was asked",
        "due_back": "the day it is due back",
        "on": "its date",
    },
    "decisions": {"on": "its date", "until": "the date until which it holds"},
    "actions": {
        "due": "its due date",
        "start": "its start",
        "done_on": "the day it was done",
        "entered_on": "the day it was entered",
    },
    "updates": {"on": "its date", "until": "the date until which it is paused"},
    "extensions": {"to": "the date it was moved to", "on": "the day it was agreed"},
    "evidence": {
        "about": "the date it is about",
        "filed_on": "the day it was filed",
        "accepted_on": "the day it was accepted",
    },
    "audits": {
        "date": "its date",
        "practice_from": "the start of the practice sampled",
        "practice_to": "the end of the practice sampled",
        "standard_on": "the day its standard was set",
        "next": "the date of the next test",
    },
    "mentions": {
        "concern_from": "the start of the concern",
        "concern_to": "the end of the concern",
    },
    "links": {"on": "its date"},
    "recurrence_reasons": {"on": "its date"},
    "meetings": {
        "date": "its day",
        "started_on": "the day it was started here",
        "ended_on": "the day it was ended here",
        "agreed_on": "the day its minutes were agreed",
    },
    "meeting_items": {"until": "the date to look again"},
    "imports": {"undone_on": "the day it was undone"},
    "return_forms": {
        "asked_on": "the day it was sent",
        "due_back": "the day it is due back",
        "returned_on": "the day it came back",
        "taken_in_on": "the day it was taken in",
    },
    "reminders": {"on": "its date"},
    "return_questions": {"answered_on": "the day it was answered"},
    "heading_sets": {
        "in_force_from": "the day it came into force",
        "in_force_to": "the last day it was in force",
    },
    "heading_checks": {"on": "the day it was checked"},
    "releases": {"on": "the day it was released"},
    "publications": {
        "since": "the first day of its period",
        "until": "the last day of its period",
        "as_at": "the day it is judged by",
        "prepared_on": "the day it was prepared",
        "due_back": "the day comments are due back",
    },
    "sign_offs": {"on": "the day it was signed off"},
    "agency_comments": {
        "sent_on": "the day it was sent",
        "due_back": "the day it is due back",
        "said_on": "the day of the comment",
        "answered_on": "the day it was answered",
    },
    "other_boards": {
        "as_at": "the day its file is judged by",
        "taken_on": "the day its file was taken in",
    },
}
"""The fields that hold dates, by table, and what each is called."""

PERIODS: Mapping[str, tuple[str, str, str]] = {
    "windows": ("start", "end", "the practice it examined"),
    "mentions": ("concern_from", "concern_to", "the concern"),
    "audits": ("practice_from", "practice_to", "the practice sampled"),
    "agencies": ("from", "to", "its time"),
    "proceedings": ("open", "ended", "the proceedings"),
    "heading_sets": ("in_force_from", "in_force_to", "its time in force"),
}
"""The periods of two dates, by table."""
