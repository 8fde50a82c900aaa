"""What the columns of a review's tables hold, told by the words of their header."""

import re
from collections.abc import Sequence
from typing import Literal

Role = Literal[
    "number",
    "recommendation",
    "finding",
    "lesson",
    "action",
    "outcome",
    "owner",
    "when",
    "theme",
    "subject",
    "state",
]

# First that fits; order settles "Recommendation outcome" and "Lead for action".
_WORDINGS: tuple[tuple[Role, str], ...] = (
    (
        "number",
        r"(?:(?:rec\w*|action|ref\w*|item|scr)\.?\s*)?(?:no\.?s?|number|#|ref\.?(?:erence)?"
        r"|id)"
        r"|rec\.?|r",
    ),
    (
        "outcome",
        r".*\b(?:outcomes?|impact|success|how (?:will|do) we know|how it will be (?:tested"
        r"|measured)|measures?|difference|what will (?:be different|good look like)|evidence"
        r"|kpi|benefits?)\b.*",
    ),
    (
        "when",
        r".*\b(?:time\s?-?scales?|time\s?-?frames?|deadline|by when|target date|due(?: date)?"
        r"|completion date|date|when|review date)\b.*",
    ),
    (
        "owner",
        r".*\b(?:lead|owner|owned by|responsib\w+|by whom|who|accountable|agency|agencies"
        r"|organisations?|partner|sub-?groups?(?:\(s\))?|addressed to|addressee|for whom)\b.*",
    ),
    (
        "state",
        r".*\b(?:progress|status|rag|brag|updates?|complete[d]?|comments?|position)\b.*",
    ),
    ("recommendation", r".*\brecommendations?\b.*|.*\bwhat (?:is|was) recommended\b.*"),
    (
        "action",
        r".*\b(?:actions?|what (?:we )?(?:will|needs to) (?:do|be done)|tasks?|steps)\b.*",
    ),
    ("finding", r".*\bfindings?\b.*"),
    ("subject", r".*\b(?:dissemination)\b.*"),
    ("lesson", r".*\b(?:lessons?|learning(?: points?)?)\b.*"),
    ("theme", r"(?:themes?|topics?|areas?(?: of \w+)?|issues?|priority(?: area)?)"),
    ("subject", r".*\b(?:objectives?|aims?|purpose)\b.*"),
)
_ROLES = tuple((role, re.compile(words, re.IGNORECASE)) for role, words in _WORDINGS)


def role_of(heading: str) -> Role | None:
    """What a column holds, by its heading."""
    words = " ".join(heading.split()).strip(" :.*")
    if not words or len(words) > 90 or (words.endswith("?") and len(words) > 60):
        return None
    for role, pattern in _ROLES:
        if pattern.fullmatch(words):
            if role == "owner" and re.search(r"recommendations?\b", words, re.IGNORECASE):
                continue
            return role
    return None


def roles_of(cells: Sequence[str]) -> tuple[Role | None, ...]:
    """The roles of a header row's cells."""
    return tuple(role_of(cell) for cell in cells)


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row is the header of a table that may hold items."""
    filled = [cell for cell in cells if cell.strip()]
    if not filled or any(len(cell.split()) > 12 for cell in filled):
        return False
    roles = [role_of(cell) for cell in filled]
    holds = {"recommendation", "action", "finding", "lesson"}
    known = [role for role in roles if role is not None]
    return (
        bool(holds & set(known))
        and len(known) * 3 >= len(filled) * 2
        and (len(known) >= 2 or len(filled) == 1)
        and (len(set(known)) >= 2 or len(filled) == 1)
        and not any(cell.rstrip().endswith(".") and len(cell.split()) > 5 for cell in filled)
    )
