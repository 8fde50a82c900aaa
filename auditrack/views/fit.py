"""Which stored records can be read as what they are.

Entry sees to it. One that another program wrote past every rule, without a text or with a number
where its agencies belong, cannot be judged: it is left out of what is, and `check` lists it.
"""

import gc
from collections.abc import Container, Mapping, Sequence
from typing import Any

import msgspec

from auditrack.model.action import Action, Extension, ProgressUpdate, Serves
from auditrack.model.audit import Audit, Criterion
from auditrack.model.board import Agency, Lead
from auditrack.model.change import Records
from auditrack.model.evidence import Evidence
from auditrack.model.exchange import OtherBoard, OtherBoardTheme
from auditrack.model.heading_set import HeadingCheck, OwnHeading, OwnHeadingSet
from auditrack.model.meeting import Interest, Meeting, MeetingItem, Presence
from auditrack.model.paper import Export
from auditrack.model.publication import AgencyComment, Publication, Release, SignOff, WatchName
from auditrack.model.recommendation import Decision, Link, Recommendation, Reply
from auditrack.model.record import Record
from auditrack.model.return_form import Reminder, ReturnForm, ReturnQuestion
from auditrack.model.review import Finding, Proceedings, Review, Told, Window
from auditrack.model.sheet import SheetWord
from auditrack.model.theme import BoardTheme, Mention, Phrase, RecurrenceReason, ThemeLink
from auditrack.views.date_fields import DATES

MADE_OF: Mapping[str, tuple[type[Record], tuple[str, ...]]] = {
    "agencies": (Agency, ("name",)),
    "leads": (Lead, ("title",)),
    "reviews": (Review, ()),
    "windows": (Window, ("review",)),
    "proceedings": (Proceedings, ("review",)),
    "told": (Told, ("whom",)),
    "recommendations": (Recommendation, ("review", "text")),
    "findings": (Finding, ("review", "text")),
    "replies": (Reply, ("recommendation",)),
    "decisions": (Decision, ("on_ref", "decision")),
    "links": (Link, ("a", "b", "as")),
    "actions": (Action, ()),
    "updates": (ProgressUpdate, ("action",)),
    "extensions": (Extension, ("action",)),
    "serves": (Serves, ("record", "serves")),
    "evidence": (Evidence, ("shows",)),
    "audits": (Audit, ()),
    "exports": (Export, ()),
    "criteria": (Criterion, ()),
    "themes": (BoardTheme, ()),
    "phrases": (Phrase, ("theme", "phrase")),
    "theme_links": (ThemeLink, ("of", "theme")),
    "mentions": (Mention, ("link",)),
    "recurrence_reasons": (RecurrenceReason, ("theme",)),
    "sheet_words": (SheetWord, ("said",)),
    "meetings": (Meeting, ("date", "chair")),
    "presences": (Presence, ("meeting", "who")),
    "interests": (Interest, ("meeting", "who", "interest")),
    "meeting_items": (MeetingItem, ("meeting",)),
    "return_forms": (ReturnForm, ("agency",)),
    "reminders": (Reminder, ("form",)),
    "return_questions": (ReturnQuestion, ("form", "question")),
    "heading_sets": (OwnHeadingSet, ("edition",)),
    "headings": (OwnHeading, ("set", "text")),
    "heading_checks": (HeadingCheck, ("set",)),
    "watch_names": (WatchName, ("review", "name")),
    "releases": (Release, ("kind", "fingerprint", "reason")),
    "publications": (Publication, ("kind",)),
    "sign_offs": (SignOff, ("publication",)),
    "agency_comments": (AgencyComment, ("publication", "agency")),
    "other_boards": (OtherBoard, ("name", "register")),
    "other_board_themes": (OtherBoardTheme, ("other_board", "theme", "name")),
}
"""What the records of each table are, and the fields without which one says nothing."""

TABLES = tuple(MADE_OF)
"""The tables whose records are looked at."""

_MOST_KNOWN = 256
_known: dict[tuple[str, str], Mapping[str, str]] = {}
"""What was found, by the head of the register and the table."""


def unfit(records: Records, table: str) -> Mapping[str, str]:
    """The records of a table that cannot be read as such, by reference, each with what is wrong.

    A date that cannot be read is no reason: it counts as not known.
    """
    if table not in MADE_OF:
        return {}
    if judged := getattr(records, "unfit", None):
        # Records that know their own may be fewer than those of the head they stand at.
        found_before: Mapping[str, str] = judged(table)
        return found_before
    key = (records.head.hash, table)
    found = _known.get(key)
    if found is None:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        found = _known[key] = _unfit(records, table)
    return found


def _unfit(records: Records, table: str) -> Mapping[str, str]:
    kind, needed = MADE_OF[table]
    dates = DATES.get(table, {})
    documents = records.select(table)
    found: dict[str, str] = {}
    if _all_fit(documents, kind, needed):
        return found
    for document in documents:
        problem = _what_is_wrong(document, kind, needed, dates)
        if problem:
            found[str(document["ref"])] = problem
    return found


def problem_of(table: str, document: Mapping[str, Any]) -> str:
    """What is wrong with one record, as `unfit` would say it; "" where it can be read."""
    if table not in MADE_OF:
        return ""
    kind, needed = MADE_OF[table]
    return _what_is_wrong(document, kind, needed, DATES.get(table, {}))


def _what_is_wrong(
    document: Mapping[str, Any],
    kind: type[Record],
    needed: Sequence[str],
    dates: Container[str],
) -> str:
    try:
        msgspec.convert(document, kind)
    except msgspec.ValidationError:
        problem = _problem({k: v for k, v in document.items() if k not in dates}, kind)
        if problem:
            return problem
    missing = [field for field in needed if not document.get(field)]
    return f"its {_said(missing[0])} is missing" if missing else ""


def _all_fit(
    documents: Sequence[Mapping[str, Any]], kind: type[Record], needed: Sequence[str]
) -> bool:
    """Whether nothing is wrong with any, as nearly always: looked at all at once."""
    collects = gc.isenabled()
    gc.disable()  # it would walk over thousands of values that go at once
    try:
        msgspec.convert(documents, list[kind])  # type: ignore[valid-type]
    except msgspec.ValidationError:
        return False
    finally:
        if collects:
            gc.enable()
    return all([document.get(field) for document in documents for field in needed])


def _problem(document: Mapping[str, Any], kind: type[Record]) -> str:
    """Which of some fields holds what none of its kind can, in words; "" where all fit."""
    for field in msgspec.structs.fields(kind):
        name = field.encode_name
        if name not in document:
            if field.required:
                return f"its {_said(name)} is missing"
            continue
        try:
            msgspec.convert(document[name], field.type)
        except msgspec.ValidationError:
            return f"its {_said(name)} cannot be read"
    return ""


def _said(field: str) -> str:
    return field.replace("_", " ")
