"""What the columns of exports are called, and what each holds: one place for all lists."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from auditrack.model import words as said
from auditrack.views.export_value import Column

REFERENCE: Final = "Reference"
REVIEW: Final = "Review reference"
TEXT: Final = "Recommendation"
AGENCIES: Final = "Agencies"
OUTCOME: Final = "Intended outcome"
THEME_HEADING: Final = "Theme heading as printed"
DUE: Final = "Due in the review"
MOVED: Final = "Times moved"
REVISION: Final = "Revision"
WITHDRAWN: Final = "Withdrawn on"
OUTSIDE: Final = "Not for outside"
SERVES: Final = "Serves"
ACTION: Final = "Action"
LEAD: Final = "Lead"
AGENCY: Final = "Agency"
AGREED: Final = "Agreed due"
STATE: Final = "State"
DONE: Final = "Done on"

_DATA = "A date as data: 2026, 2026-11 or 2026-11-20; a period is parted by two dots."

_HEADINGS: Mapping[str, tuple[str, str, int]] = MappingProxyType(
    {
        # key: heading, what it holds, width
        "ref": (REFERENCE, "The record's own reference. It never changes.", 20),
        "review": (REVIEW, "The review that it comes from.", 18),
        "review_title": ("Review", "The title of that review.", 28),
        "label": ("Label", "The number or label as printed.", 12),
        "text": (TEXT, "The words, verbatim.", 70),
        "as_printed": (
            "As printed",
            "The document's wording, where a person worded it otherwise at the import.",
            40,
        ),
        "agencies": (AGENCIES, "Whom it asks, as printed; parted by semicolons.", 30),
        "agency_refs": ("References of agencies", "The same as references.", 24),
        "agency": ("Agency reference", "The reference of the agency.", 20),
        "agency_name": (AGENCY, "The agency as printed.", 28),
        "lead": ("Lead reference", "The reference of the lead.", 20),
        "lead_title": (LEAD, "Who is responsible: a role or a subgroup.", 28),
        "themes": ("Theme ids", "Its themes, confirmed or suggested, as ids.", 24),
        "theme": ("Theme id", "The theme.", 20),
        "theme_names": ("Themes", "Its themes by name; a suggested one counts too.", 32),
        "theme_name": ("Theme", "The theme by name.", 28),
        "leads": ("Leads", "The leads of its live actions.", 28),
        "reply": ("Reply", "How the agencies replied.", 18),
        "reply_in_full": ("Reply in full", "The same with reasons, or how many replied.", 28),
        "decision": ("Decision", "The board's decision.", 20),
        "delivery": (
            "Delivery",
            "How far it is delivered. That says nothing of whether practice changed.",
            20,
        ),
        "practice": ("Practice", "What tests of practice on record say.", 18),
        "brag": ("BRAG", "Blue (complete), red, amber or green, of delivery alone.", 10),
        "brag_reason": ("Why this colour", "The reason for the colour.", 40),
        "is_open": ("Open", "Whether it is still to be closed.", 8),
        "original_due": ("Original due", f"The date first set. {_DATA}", 14),
        "agreed_due": (AGREED, f"The date last agreed. {_DATA}", 14),
        "overdue_days": ("Days overdue", "Days past the agreed date; empty where it is not.", 12),
        "overdue_original_days": (
            "Days past original",
            "Days past the date first set; empty where it is not.",
            12,
        ),
        "times_moved": (MOVED, "How often its date was moved.", 10),
        "evidence": ("Pieces of evidence", "How many pieces of evidence stand on record.", 12),
        "best_level": (
            "Best level",
            "0 statement, 1 activity, 2 uptake, 3 practice seen, 4 independent test.",
            10,
        ),
        "level": (
            "Level",
            "0 statement, 1 activity, 2 uptake, 3 practice seen, 4 independent test.",
            10,
        ),
        "last_audit": ("Last audit", f"The latest audit of it. {_DATA}", 14),
        "embargoed": (
            OUTSIDE,
            "Yes: proceedings are open, or nothing says that its review may be published.",
            12,
        ),
        "outcome": (OUTCOME, "What should be different.", 40),
        "measure": ("How we will know", "The measure.", 40),
        "due": (DUE, f"The date printed in the review. {_DATA}", 14),
        "due_text": ("Due as printed", "The date in the words of the document.", 16),
        "theme_heading": (THEME_HEADING, "The heading it stands under in the document.", 24),
        "group": ("Heading as printed", "The body or group heading it stands under.", 24),
        "state": (STATE, "The state.", 18),
        "what": (ACTION, "What somebody does about it.", 60),
        "serves": (SERVES, "The records it is for.", 24),
        "done_on": (DONE, f"The day it was reported as done. {_DATA}", 14),
        "shows": ("What it shows", "What the evidence shows, as filed.", 60),
        "about": ("About", f"The date that it speaks of; empty where nobody said. {_DATA}", 14),
        "note": ("Update", "What was said, never overwritten.", 60),
        "rev": (REVISION, "How often the record was written.", 9),
        "on_ref": ("Of", "The record it is on.", 20),
        "of": ("Of", "The record it is on.", 20),
        "definition": ("Definition", "What it means.", 50),
        "chain": ("Chain", "The records that the position rests on, in order.", 70),
        "questions": ("What would settle it", "What would settle a doubt.", 50),
        "also_raised_by": (
            "Also raised by",
            "Other boards that raised it; it counts nowhere here.",
            40,
        ),
        "reason": ("Reason", "The reason on record, or why it stands so.", 50),
        "changes": ("Changes", "Every field that changed, old and new.", 70),
        "because": ("Because", "The words that suggested it.", 30),
        "why": ("Why", "The reason on record.", 40),
        "question": ("Question", "What is asked.", 50),
        "answers": ("Answers", "The answer in each case, in order.", 30),
        "import_ref": ("Import", "The import that it came with.", 12),
        "entered_on": ("Entered on", "When it was entered.", 12),
        "withdrawn_on": (WITHDRAWN, "When it was withdrawn; withdrawn never counts.", 14),
        "withdrawn_why": ("Withdrawn because", "Why it was withdrawn.", 30),
        "minutes": ("Minutes", "The officer's notes.", 60),
        "to": ("To", "Until when, or to whom.", 14),
        "as": ("How they stand", "How the first stands to the second.", 18),
        "a": ("First", "The reference of the first.", 20),
        "b": ("Second", "The reference of the second.", 20),
        "aliases": ("Other names", "Names it went by.", 30),
        "logins": ("Logins", "The logins that act for it.", 20),
    }
)  # fmt: skip

_OF: Mapping[tuple[str, str], tuple[str, str, int]] = MappingProxyType(
    {
        ("actions", "due"): ("Original due", f"The date first set. {_DATA}", 14),
        ("actions", "type"): ("Type of action", "The kind of remedy, as a person said it.", 18),
        ("actions", "evidence"): ("Evidence", "References of what is filed for it.", 16),
        ("audits", "outcome"): ("Outcome", "What it found.", 18),
        ("audits", "themes"): ("Themes tested", "The themes it tests, as ids.", 24),
        ("evidence", "audit"): ("Audit", "The audit that it came from.", 10),
        ("findings", "text"): ("Finding", "The words, verbatim.", 70),
        ("lessons", "text"): ("Lesson", "The words, verbatim.", 70),
        ("findings", "kind"): ("Kind", "Concern, good practice or lesson.", 14),
        ("extensions", "to"): ("New date", f"The new agreed date. {_DATA}", 14),
        ("links", "reason"): ("Reason", "The reason on record.", 40),
        ("replies", "recommendation"): ("Recommendation reference", "What it answers.", 20),
        ("reviews", "ref"): (REFERENCE, "The review's reference. It never changes.", 20),
        ("reviews", "state"): ("State", "The state.", 14),
    }
)

_WORDS: Mapping[tuple[str, str], Mapping[Any, str]] = MappingProxyType(
    {
        ("recommendations", "kind"): said.RECOMMENDATION_KINDS,
        ("recommendations", "state"): said.RECOMMENDATION_STATES,
        ("actions", "state"): said.ACTION_STATES,
        ("updates", "state"): said.ACTION_STATES,
        ("replies", "answer"): said.ANSWERS,
        ("decisions-taken", "decision"): said.DECISIONS,
        ("evidence", "result"): said.RESULTS,
        ("audits", "outcome"): said.OUTCOMES,
        ("audits", "looked_at"): said.LOOKED_AT,
        ("audits", "chosen"): said.CHOSEN,
        ("audits", "standard_set"): said.STANDARDS_SET,
        ("audits", "scale"): said.SCALES,
        ("criteria", "answers"): {**said.MET_ANSWERS, **said.GRADES},
        ("reviews", "type"): said.REVIEW_TYPES,
        ("reviews", "history"): said.HISTORIES,
        ("reviews", "publishable"): said.PUBLISHABLE,
        ("findings", "kind"): said.FINDING_KINDS,
        ("lessons", "kind"): said.FINDING_KINDS,
        ("links", "as"): said.LINK_KINDS,
        ("links", "degree"): said.DEGREES,
        ("meetings", "status"): said.MEETING_STATES,
        ("proceedings", "kind"): said.PROCEEDINGS,
        ("recurrence-reasons", "kind"): said.RECURRENCE_REASONS,
    }
)


def column(noun: str, key: str) -> Column:
    """The column of a key in the export of a noun."""
    heading, holds, width = _OF.get((noun, key)) or _HEADINGS.get(key) or _plain(key)
    return Column(key, heading, holds, width, _WORDS.get((noun, key), {}))


def columns(noun: str, keys: tuple[str, ...]) -> tuple[Column, ...]:
    """The columns of keys; a heading that would stand twice says which key it is of."""
    made: list[Column] = []
    taken: set[str] = set()
    for key in keys:
        one = column(noun, key)
        if one.heading in taken:
            plain = _plain(key)[0]
            heading = plain if plain not in taken else f"{one.heading} ({key})"
            one = Column(key, heading, one.said, one.width, one.words)
        taken.add(one.heading)
        made.append(one)
    return tuple(made)


def _plain(key: str) -> tuple[str, str, int]:
    heading = key.replace("_", " ").strip().capitalize() or key
    is_day = key.endswith("_on") or key in ("date", "on", "published", "start", "end", "since")
    return heading, _DATA if is_day else "As it stands on record.", 14 if is_day else 20
