"""The fields that the records of a table have: those of their kind, and what else is stored."""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

import msgspec

from auditrack.model.change import Records
from auditrack.model.record import Record

if TYPE_CHECKING:
    from auditrack.register.protocol import Store

KINDS: Mapping[str, str] = {
    "actions": "action.Action",
    "agencies": "board.Agency",
    "agency_comments": "publication.AgencyComment",
    "audits": "audit.Audit",
    "board": "board.Board",
    "criteria": "audit.Criterion",
    "decisions": "recommendation.Decision",
    "evidence": "evidence.Evidence",
    "exports": "paper.Export",
    "extensions": "action.Extension",
    "findings": "review.Finding",
    "heading_checks": "heading_set.HeadingCheck",
    "heading_sets": "heading_set.OwnHeadingSet",
    "headings": "heading_set.OwnHeading",
    "imports": "paper.Import",
    "interests": "meeting.Interest",
    "leads": "board.Lead",
    "links": "recommendation.Link",
    "meeting_items": "meeting.MeetingItem",
    "meetings": "meeting.Meeting",
    "mentions": "theme.Mention",
    "other_board_themes": "exchange.OtherBoardTheme",
    "other_boards": "exchange.OtherBoard",
    "phrases": "theme.Phrase",
    "presences": "meeting.Presence",
    "proceedings": "review.Proceedings",
    "publications": "publication.Publication",
    "recommendations": "recommendation.Recommendation",
    "recurrence_reasons": "theme.RecurrenceReason",
    "releases": "publication.Release",
    "reminders": "return_form.Reminder",
    "replies": "recommendation.Reply",
    "return_forms": "return_form.ReturnForm",
    "return_questions": "return_form.ReturnQuestion",
    "reviews": "review.Review",
    "roles": "board.RoleGrant",
    "serves": "action.Serves",
    "sheet_words": "sheet.SheetWord",
    "sign_offs": "publication.SignOff",
    "subgroups": "board.Subgroup",
    "theme_links": "theme.ThemeLink",
    "themes": "theme.BoardTheme",
    "told": "review.Told",
    "updates": "action.ProgressUpdate",
    "watch_names": "publication.WatchName",
    "windows": "review.Window",
}
"""The kind of record of each table, by its module in the model."""


def kind_of(table: str) -> type[Record] | None:
    """The kind of record that a table holds; None where this version knows no such table."""
    if table not in KINDS:
        return None
    module, name = KINDS[table].split(".")
    found: type[Record] = getattr(import_module(f"auditrack.model.{module}"), name)
    return found


def fields_of(records: Records, table: str, kind: type[Record] | None) -> tuple[str, ...]:
    """The fields of a table: those of its kind in their order, then what else is stored."""
    named = [one.encode_name for one in msgspec.structs.fields(kind)] if kind else ["ref", "rev"]
    known = dict.fromkeys(named)
    known.pop("rev", None)
    known.update(dict.fromkeys(sorted({k for one in records.select(table) for k in one} - {"rev"})))
    return (*known, "rev")


def stored(value: Any) -> Any:
    """A value as it is stored, as JSON holds it."""
    return list(value) if isinstance(value, tuple) else value


def tables_of(register: "Store", records: Records) -> tuple[str, ...]:
    """Every table that holds a record, by name."""
    known = set(register.tables()) | set(KINDS)
    return tuple(sorted(name for name in known if records.select(name)))
