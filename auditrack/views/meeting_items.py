"""What an item of a meeting is about, and what became of it, in words."""

from collections.abc import Mapping
from typing import Any

from auditrack.model.change import Records
from auditrack.model.dates import in_words, interval
from auditrack.model.refs import table_of
from auditrack.views.meeting_choices import choice_in_words

Document = Mapping[str, Any]

TABLES = ("recommendations", "findings", "reviews", "agencies", "leads")
"""Where a reference made of words may stand, beside a theme."""

_TEXTS = {
    "recommendations": "text",
    "findings": "text",
    "actions": "what",
    "evidence": "shows",
    "audits": "question",
    "reviews": "title",
    "leads": "title",
    "agencies": "name",
    "meeting_items": "text",
}


def table_for(records: Records, ref: str | None) -> str | None:
    """The table of the record of exactly this reference; `themes` for a theme, else None."""
    if not ref:
        return None
    serial = table_of(ref)
    if serial is not None and records.get(serial, ref) is not None:
        return serial
    for table in TABLES:
        if records.get(table, ref) is not None:
            return table
    from auditrack.views.theming import Theming  # the library is read only where it may be meant

    return "themes" if ref in Theming(records).themes else None


def text_of(records: Records, table: str | None, ref: str | None) -> str:
    """What a record says, whole; "" where it says nothing."""
    if not ref or table is None:
        return ""
    if table == "themes":
        from auditrack.views.theming import Theming

        return Theming(records).name(ref)
    document = records.get(table, ref) or {}
    return str(document.get(_TEXTS.get(table, "")) or "")


def outcome_in_words(item: Document, table: str | None) -> str:
    """What became of an item: "extended to 1 March 2027"; "" where nothing did yet."""
    if not item.get("outcome"):
        return ""
    said = choice_in_words(item.get("choice"), table)
    if to := item.get("to"):
        said += f" to {in_words(to) if interval(to) is not None else to}"
    if until := item.get("until"):
        said += f" until {in_words(until)}"
    return said
