"""Which fields of which table may be public: whatever is not named here never leaves.

A field is kept only where it holds what it should, so that words typed into the place of a date or
a code do not leave either. The words that may leave are titles and texts of public reviews, labels,
names of agencies and themes, and wording that an author wrote for the public.
"""

import re
from collections.abc import Callable, Container, Mapping
from types import MappingProxyType
from typing import Any, Final

from auditrack.model.dates import interval
from auditrack.model.words import (
    ACTION_STATES,
    ANSWERS,
    CHOSEN,
    DECISIONS,
    DEGREES,
    EVIDENCE_STATES,
    FINDING_KINDS,
    HISTORIES,
    LEVELS,
    LINK_KINDS,
    LOOKED_AT,
    NATIONS,
    OUTCOMES,
    REACHES,
    RECOMMENDATION_KINDS,
    RECOMMENDATION_STATES,
    RESULTS,
    REVIEW_TYPES,
    SCOPES,
)

Check = Callable[[Any], Any]
"""Makes of a stored value what may be public of it; None for nothing."""

_DAY_OF_YEAR = re.compile(r"[0-9]{2}-[0-9]{2}")

UNWORDED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "recommendations": "A recommendation, not worded for publication",
        "findings": "A finding, not worded for publication",
        "actions": "An action, not worded for publication",
        "evidence": "A piece of evidence, not worded for publication",
    }
)
"""What stands in the place of a text that nobody worded for the public, by table."""

A_TEST: Final = "A test of practice"
"""What a public copy calls an audit."""

OTHERS_TOLD: Final = "others"
"""Whom a public copy says was told, where the group is none of the usual ones."""


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _texts(value: Any) -> tuple[str, ...] | None:
    if not isinstance(value, (list, tuple)):
        return None
    return tuple(one for one in value if isinstance(one, str)) or None


def _day(value: Any) -> str | None:
    return value if isinstance(value, str) and interval(value) is not None else None


def _day_of_year(value: Any) -> str | None:
    return value if isinstance(value, str) and _DAY_OF_YEAR.fullmatch(value) else None


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _code(words: Container[Any]) -> Check:
    def check(value: Any) -> Any:
        return value if isinstance(value, (str, int)) and value in words else None

    return check


_THEME_KINDS = frozenset({"issue", "lever"})
_numbers: dict[str, Check] = dict.fromkeys(
    (
        *("grace_months", "due_cap_months", "stale_months", "hold_months", "reply_days"),
        *("due_soon_days", "quiet_days", "unsigned_days", "vacant_days", "least_level"),
    ),
    _number,
)

FIELDS: Final[Mapping[str, Mapping[str, Check]]] = MappingProxyType(
    {
        "board": {
            "name": _text,
            "nation": _code(NATIONS),
            "scope": _code(SCOPES),
            "predecessors": _texts,
            "year_start": _day_of_year,
            "records_complete_from": _day,
            "test_required": _flag,
            **_numbers,
        },
        "agencies": {"name": _text, "from": _day, "to": _day},
        "reviews": {
            "title": _text,
            "type": _code(REVIEW_TYPES),
            "boards": _texts,
            "arranged": _day,
            "due": _day,
            "concluded": _day,
            "published": _day,
            "status": _code({"active", "superseded"}),
            "history": _code(HISTORIES),
        },
        "windows": {"start": _day, "end": _day},
        "told": {"on": _day},
        "findings": {
            "label": _text,
            "kind": _code(FINDING_KINDS),
            "page": _number,
            "order": _number,
        },
        "recommendations": {
            "label": _text,
            "reach": _code(REACHES),
            "kind": _code(RECOMMENDATION_KINDS),
            "due": _day,
            "page": _number,
            "order": _number,
            "state": _code(RECOMMENDATION_STATES),
            "entered_on": _day,
        },
        "replies": {
            "asked_on": _day,
            "due_back": _day,
            "answer": _code(ANSWERS),
            "on": _day,
        },
        "decisions": {"decision": _code(DECISIONS), "on": _day, "until": _day},
        "links": {
            "as": _code(LINK_KINDS),
            "degree": _code(DEGREES),
            "confirmed": _flag,
            "on": _day,
        },
        "actions": {
            "due": _day,
            "start": _day,
            "done_on": _day,
            "as_reported": _flag,
            "entered_on": _day,
        },
        "updates": {"on": _day, "state": _code(ACTION_STATES), "until": _day},
        "extensions": {"to": _day, "on": _day},
        "evidence": {
            "about": _day,
            "filed_on": _day,
            "level": _code(LEVELS),
            "result": _code(RESULTS),
            "state": _code(EVIDENCE_STATES),
            "accepted_on": _day,
            "use_in_annual_report": _flag,
        },
        "audits": {
            "date": _day,
            "practice_from": _day,
            "practice_to": _day,
            "outcome": _code(OUTCOMES),
            "looked_at": _code(LOOKED_AT),
            "sample": _number,
            "met": _number,
            "chosen": _code(CHOSEN),
            "next": _day,
        },
        "themes": {
            "name": _text,
            "scope": _code(SCOPES),
            "kind": _code(_THEME_KINDS),
        },
        "theme_links": {},
        "mentions": {"concern_from": _day, "concern_to": _day},
    }
)
"""The fields that leave as they are, by table, each with what it has to be.

References to other records and texts with public wording are put in by `views.public_records`.
"""


def kept(table: str, document: Mapping[str, Any]) -> dict[str, Any]:
    """What of a record leaves as it is: its reference, its revision, and the fields named above."""
    found = {"ref": document["ref"], "rev": 1}
    for name, check in FIELDS[table].items():
        value = check(document.get(name))
        if value is not None:
            found[name] = value
    return found
