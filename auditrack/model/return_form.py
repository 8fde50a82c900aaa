"""An agency's return form: what it was asked, and what came back before anything of it is kept.

The records are what the board did (asked, reminded, took in); the values at the end are the
language between the reader of a returned form, the plan that says what becomes of every line,
and the command that writes it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import msgspec

from auditrack.model.record import Record


class ReturnForm(Record, frozen=True, kw_only=True):
    """One form sent to one agency (`ret-3`). `asks` are the records printed on it, in order.

    `returned_on` is the day it came back; `nothing` says that it came back with "None". A form
    that was replaced by a later one before it came back has `replaced_by`. `beside` is what the
    agency wrote outside its tables.
    """

    agency: str = ""
    asked_on: str | None = None
    due_back: str | None = None
    covering: str | None = None
    asks: tuple[str, ...] = ()
    returned_on: str | None = None
    nothing: bool = False
    taken_in_on: str | None = None
    file: str | None = None
    sha256: str | None = None
    import_ref: str | None = None
    replaced_by: str | None = None
    withdrawn_on: str | None = None
    withdrawn_why: str | None = None
    beside: str | None = None


class Reminder(Record, frozen=True, kw_only=True):
    """That an agency was reminded of a form, and when."""

    form: str = ""
    on: str | None = None


class ReturnQuestion(Record, frozen=True, kw_only=True):
    """A question on a form and what the agency answered. `about` is a record or theme, if any."""

    form: str = ""
    order: int = 0
    question: str = ""
    about: str | None = None
    answer: str | None = None
    answered_on: str | None = None
    withdrawn_on: str | None = None


# What a form's tables hold

SECTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "replies": "Your reply to each recommendation",
        "updates": "What was done since",
        "evidence": "What shows the effect",
        "questions": "Questions",
    }
)
"""The tables of a form, in their order, with the heading (or sheet) that each stands under."""

COLUMNS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "replies": {
            "ref": "Reference",
            "text": "Recommendation",
            "answer": "Your answer",
            "reason": "Reason, or to whom it was passed on",
            "on": "Date of the answer",
        },
        "updates": {
            "ref": "Reference",
            "text": "Action",
            "due": "Due",
            "was": "Where it stood",
            "state": "Where it stands now",
            "note": "What was done since",
            "on": "Date",
            "asks_until": "New date asked for, and why",
        },
        "evidence": {
            "ref": "Reference",
            "shows": "What it shows",
            "about": "From when it is",
            "level": "What kind it is",
            "result": "What it found",
            "place": "Where it can be seen",
        },
        "questions": {
            "ref": "Reference",
            "question": "Question",
            "answer": "Your answer",
        },
    }
)
"""The columns of each table with the heading printed; `ref` is always visible and comes first."""

NOTHING: Final = "Nothing to report"
"""The line that an agency answers with "None" (or "Yes") where it has nothing to report at all."""

# What else is printed on a form, word for word

TITLE: Final = "Return form"
"""The form's title."""

HEAD: Final[Mapping[str, str]] = MappingProxyType(
    {
        "form": "Return form",
        "agency": "Agency",
        "asked_on": "Asked on",
        "due_back": "Due back",
        "returned_on": "Returned on",
        "nothing": NOTHING,
    }
)
"""The labels of the first table of a form, each with what it says beside it."""

SHEETS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "replies": "Replies",
        "updates": "Updates",
        "evidence": "Evidence",
        "questions": "Questions",
    }
)
"""The name of the sheet that each section is in a workbook, where names are short."""

FIRST_SHEET: Final = "Form"
"""The name of the first sheet of a workbook: the head, the covering text and how to fill in."""

HOW_TO: Final = "How to fill this in"
"""The heading above the instructions."""

INSTRUCTIONS: Final[tuple[str, ...]] = (
    "Write in the empty cells, and leave what you have nothing to say about. An empty cell changes "
    "nothing.",
    "If you have nothing at all to report, write None beside “Nothing to report”. None is an "
    "answer; silence is not.",
    "Your answer to a recommendation is one of: accepted, accepted in part, declined (say why), "
    "passed on (say to whom), or None.",
    "Where an action stands is one of: not started, in progress, in place and continuing, done, "
    "paused, superseded, no longer relevant, not known.",
    "Write dates as you would in a letter: 3 March 2026, 03/03/2026 or March 2026.",
    "Add as many rows as you need to any table. Keep the reference of the recommendation or action "
    "in the first column, so that the row can be placed.",
    "Saying that an action is done is no proof that practice changed. What shows the effect is "
    "asked for separately.",
    "Please name no child, adult or family.",
)
"""What a person who fills the form in needs to know."""

EVIDENCE_HINTS: Final[tuple[str, ...]] = (
    "What shows the effect is of one kind: a statement, activity (a policy, training held), uptake "
    "(attendance, a survey of awareness), practice seen (case files, observation, the voice of "
    "children, adults or families), or an independent test or measured outcome.",
    "What it found is one of: embedded, partly embedded, not embedded, or nothing where it does "
    "not say. Send no case files: say where it can be seen.",
)
"""What a person needs to know to say what shows the effect; the last of the instructions."""

NO_ROWS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "replies": "No recommendation waits for your reply.",
        "updates": "No action of yours is open. Add a row for any that the board should know of.",
        "questions": "There are no questions.",
    }
)
"""What stands under the heading of a section that has no rows."""

CAPTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "head": "Which form this is, and whose; write the day of your return and “None” here",
        "replies": "The recommendations that you are asked to answer, one a row",
        "updates": "Your actions, one a row, to say what was done since",
        "evidence": "Empty rows for what shows the effect of what was done",
        "questions": "Questions to you, one a row",
    }
)
"""What stands with its number ("Table 1. ...") above the table of the head and of each section."""


# What came back


class ReturnedLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a returned form. `place` is where it stands, in words ("Updates, row 4").

    `values` hold what the agency wrote, by the ids of `COLUMNS` and verbatim with white space
    folded; what was printed on the form and is unchanged is there too. `is_added` says that the
    row was not on the form as sent; `ref` is as read, even where no such record exists.
    """

    section: str
    place: str
    ref: str | None
    values: Mapping[str, str] = {}
    is_added: bool = False


class Returned(msgspec.Struct, frozen=True, kw_only=True):
    """A returned form as read, before anything of it is compared or kept.

    `form` is the reference printed on it (`ret-3`), `agency` the agency's name as printed,
    `returned_on` the day written on it as typed. `loose` are texts that stand outside the tables
    and were not on the form as sent: nothing an agency wrote is lost silently.
    """

    file: str
    sha256: str
    format: str
    form: str | None
    agency: str | None
    returned_on: str | None
    nothing: bool
    lines: tuple[ReturnedLine, ...]
    loose: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
