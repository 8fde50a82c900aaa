"""By which table and field one record leans on another."""

from collections.abc import Iterator, Mapping
from typing import Any

from auditrack.commands.desk import Desk

LEAN = (
    ("updates", "action"),
    ("extensions", "action"),
    ("actions", "serves"),
    ("evidence", "serves"),
    ("evidence", "audit"),
    ("audits", "serves"),
    ("criteria", "audit"),
    ("serves", "serves"),
    ("serves", "record"),
    ("replies", "recommendation"),
    ("decisions", "on_ref"),
    ("links", "a"),
    ("links", "b"),
    ("findings", "led_to"),
    ("findings", "review"),
    ("recommendations", "review"),
    ("reviews", "superseded_by"),
    ("told", "review"),
    ("told", "export"),
    ("proceedings", "review"),
    ("windows", "review"),
    ("presences", "meeting"),
    ("interests", "meeting"),
    ("interests", "about"),
    ("meeting_items", "meeting"),
    ("meeting_items", "on_ref"),
    ("decisions", "meeting"),
    ("meetings", "previous"),
    ("replies", "form"),
    ("reminders", "form"),
    ("return_questions", "form"),
    ("watch_names", "review"),
    ("publications", "what"),
    ("sign_offs", "publication"),
    ("agency_comments", "publication"),
    ("agency_comments", "export"),
    ("headings", "set"),
    ("heading_checks", "set"),
    ("other_board_themes", "other_board"),
)
"""Every table and field by which one record leans on another."""

ALSO = (
    ("criteria", "like"),
    ("theme_links", "of"),
    ("mentions", "link"),
    ("actions", "lead"),
    ("actions", "agency"),
    ("evidence", "agency"),
    ("audits", "agencies"),
    ("audits", "by"),
    ("audits", "themes"),
    ("recommendations", "agencies"),
    ("replies", "agency"),
    ("leads", "agency"),
    ("meetings", "chair"),
    ("meetings", "subgroup"),
    ("presences", "who"),
    ("interests", "who"),
    ("agencies", "replaced_by"),
    ("theme_links", "theme"),
    ("phrases", "theme"),
    ("themes", "merged_into"),
    ("themes", "split_from"),
    ("recurrence_reasons", "theme"),
    ("recurrence_reasons", "agency"),
    ("return_forms", "agency"),
    ("return_questions", "about"),
    ("return_forms", "asks"),
    ("return_forms", "replaced_by"),
    ("agency_comments", "agency"),
    ("publications", "headings"),
    ("other_board_themes", "same_as"),
)
"""Further ones, by which what is entered on the way leans on what it names."""


def leaning_on(
    desk: Desk, ref: str, fields: tuple[tuple[str, str], ...]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The records that stand and lean on one, each with its table."""
    for table, field in fields:
        for document in desk.live(table, field, ref):
            yield table, document
