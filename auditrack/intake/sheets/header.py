"""Finds the header of a sheet, and what a heading says that its column holds."""

import re
from collections.abc import Mapping, Sequence

from auditrack.intake.columns import role_of
from auditrack.intake.decoding import refuse
from auditrack.intake.sheets.own import own_header
from auditrack.intake.sheets.pages import Row, SheetPage

_WITHIN = 100
"""How many rows may stand above a header: titles, dates, a key to the colours."""

BELOW = " > "
"""What stands between the two headings of a column, the upper one first."""

_LONGEST_HEADING = 120

# First that fits; what is left is asked of the words for the tables of published reviews.
_WORDINGS: tuple[tuple[str, str], ...] = (
    ("action number", r"(?:action|task)\s*(?:no\.?|number|ref\.?(?:erence)?|id|#)"),
    (
        "number",
        r"(?:(?:rec\w*\.?|review|scr|item|unique|line)\s*)?(?:no\.?s?|number|#|ref\.?(?:erence)?"
        r"(?:\s*(?:no\.?|number))?|id|r\s*no\.?)|rec\.?|recommendation\s*(?:ref\.?|no\.?|number)",
    ),
    (
        "closed",
        r"(?:date\s+)?(?:(?:of\s+)?(?:completed|closed|completion|closure|signed\s*off)"
        r"(?:\s+(?:on|date))?|(?:actual\s+)?(?:completion|closure|completed|closed)\s+date"
        r"|when\s+completed)|date\s+(?:action\s+)?(?:completed?|closed|achieved)",
    ),
    (
        "progress",
        r"(?:%|per\s?cent(?:age)?)\s*(?:of\s+)?(?:completed?|completion|done|progress)?"
        r"|.*\bdate\s+of\s+completion\s+and\s+outcomes?\b.*|(?:actual\s+)?impact(?:\s+(?:so\s+far|to\s+date|achieved|made))?"
        r"|(?:what\s+)?difference\s+(?:has\s+(?:it|this)\s+)?made|outcomes?\s+achieved",
    ),
    (
        "outcome",
        r".*\bevidence\s+(?:that\s+will\s+be\s+)?(?:required|needed|expected|to\s+be\b).*"
        r"|.*\bhow\s+(?:will\s+we|do\s+we|we)\s+(?:will\s+)?know\b.*|.*\bwhat\s+evidence\s+will\b.*",
    ),
    (
        "due",
        r"when(?:\s+by)?|.*\b(?:due|dead\s*line|time\s?-?scales?|time\s?-?frames?|by\s+when|target(?:\s+date)?"
        r"|to\s+be\s+completed\s+by|completion\s+target)\b.*",
    ),
    (
        "state",
        r".*\b(?:b?rag\b|brag|status|traffic\s+light|rating|on\s+track|state|completed?\s*\?"
        r"|complete\s*\(?y/?n\)?)\b.*|complete\??|(?:closed|done|achieved)\?",
    ),
    (
        "evidence",
        r".*\bevidence\b.*|.*\bassurance\b.*",
    ),
    (
        "progress",
        r".*\b(?:progress|updates?|comments?|notes?|commentary|narrative|position"
        r"|what\s+has\s+been\s+done)\b.*",
    ),
    (
        "review",
        r"(?:name\s+of\s+)?(?:the\s+)?(?:review|case|scr|lcspr|cspr|sar|dhr|source|child|adult"
        r"|subject|report)(?:\s*(?:name|title|source|case|review))?|which\s+review"
        r"|case\s*(?:ref(?:erence)?|no|number|id)\.?|(?:(?:scr|lcspr|cspr|sar|dhr|dardr|imr|review)"
        r"\s*[/&,]?\s*){2,}"
        r"|(?:serious\s+case|practice|learning|safeguarding\s+adults?|source)\s+review.*",
    ),
    (
        "agency",
        r".*\b(?:agency|agencies|organi[sz]ations?|partners?|addressed\s+to|body|bodies)\b.*",
    ),
    (
        "lead",
        r".*\b(?:lead|owner|owned\s+by|responsib\w+|by\s+whom|who|accountable|sub[\s-]?groups?"
        r"|assigned\s+to|person|officer)\b.*",
    ),
    (
        "outcome",
        r".*\b(?:outcomes?|impact|success|measures?|difference|benefits?)\b.*",
    ),
    ("theme", r"(?:themes?|topics?|category|categories|work\s?streams?)(?:\s+\w+)?"),
    (
        "recommendation",
        r"(?!(?:scope|level|type|reach|status|source|date|owner)\b).*\brecommendations?\b.*"
        r"|rec\s+(?:text|wording)",
    ),
    ("action", r".*\b(?:actions?|tasks?|steps|activity|activities)\b.*"),
)
_PATTERNS = tuple((role, re.compile(words, re.IGNORECASE)) for role, words in _WORDINGS)

_FROM_TABLES: Mapping[str, str] = {
    "owner": "lead",
    "state": "state",
    "outcome": "outcome",
    "action": "action",
    "recommendation": "recommendation",
    "number": "number",
}
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s*[/-]\s*(?:20)?\d\d)?")


def role_of_heading(heading: str) -> str | None:
    """What a column holds by its heading, in the words of `model.sheet.ROLES`."""
    words = " ".join(heading.split()).strip(" :.*-")
    if not words or len(words) > _LONGEST_HEADING:
        return None
    bare = re.sub(r"\s*\([^)]*\)", "", words).strip() or words
    for wanted in dict.fromkeys((bare, words, bare.rstrip("? "))):
        for role, pattern in _PATTERNS:
            if pattern.fullmatch(wanted):
                return role
    return _FROM_TABLES.get(role_of(words) or "")


def find_header(page: SheetPage, name: str) -> tuple[int, ...]:
    """The places of the one or two rows that head the columns.

    Raises:
        RefusedError: no row names a recommendation or an action (`no-header`).
    """
    own, header = own_header(page)
    if own:
        return header
    best: tuple[float, tuple[int, ...]] = (0.0, ())
    rows = [row for row in page.rows if any(cell.text for cell in row.cells)][:_WITHIN]
    for at, row in enumerate(rows):
        score = _score([row])
        if score > best[0]:
            best = (score, (row.place,))
        if at + 1 < len(rows) and score and _may_be_two(row, rows[at + 1]):
            both = _score([row, rows[at + 1]])
            same = both == best[0] and best[1] == (row.place,)
            if both > best[0] or (same and _goes_on(row, rows[at + 1])):
                best = (both, (row.place, rows[at + 1].place))
    if not best[1]:
        raise refuse(
            f"The sheet {page.name} of {name}" if page.name != name else name,
            "has no row that heads a column Recommendation or Action",
            "Give its columns headings, or start from: auditrack export --blank-sheet --out FILE",
            "no-header",
        )
    return best[1]


def headings_of(page: SheetPage, places: Sequence[int]) -> dict[int, str]:
    """The heading of each column; of two rows both, the upper one first."""
    found: dict[int, list[str]] = {}
    for row in page.rows:
        if row.place not in places:
            continue
        for cell in row.cells:
            said = " ".join(cell.text.split())
            if said and said not in found.setdefault(cell.column, []):
                found[cell.column].append(said)
    return {column: BELOW.join(parts) for column, parts in found.items() if parts}


def _score(rows: Sequence[Row]) -> float:
    """How much of a header some rows make: the roles they name, less the cells that say none."""
    words: dict[int, str] = {}
    said: dict[int, str | None] = {}
    for row in rows:
        for cell in row.cells:
            if cell.text:
                words[cell.column] = cell.text
                said[cell.column] = role_of_heading(cell.text) or said.get(cell.column)
    if len(words) < 2:
        return 0.0
    roles = list(said.values())
    known = {role for role in roles if role}
    if not known & {"recommendation", "action"}:
        return 0.0
    wordy = sum(len(text.split()) > 10 for text in words.values())
    ends = sum(text.endswith(".") for text in words.values())
    unknown = sum(role is None for role in roles)
    score = len(known) - 0.1 * unknown - 2 * wordy - ends
    return score if len(known) >= 2 else 0.0


def _may_be_two(upper: Row, lower: Row) -> bool:
    """Whether the row below a header goes on with it: short words, under merged or blank ones."""
    if lower.place != upper.place + 1:
        return False
    texts = [cell for cell in lower.cells if cell.text]
    own = [cell for cell in texts if not cell.merged]
    above = {cell.column: cell for cell in upper.cells if cell.text}
    if not own or any(
        len(cell.text.split()) > 6 or (cell.fill is None and _is_value(cell.text)) for cell in own
    ):
        return False
    spread = any(cell.merged == "across" for cell in upper.cells)
    blank = any(cell.column not in above for cell in own)
    return (spread or blank) and len(own) < max(len(above), 2) + 6


def _goes_on(upper: Row, lower: Row) -> bool:
    """Whether the lower row only parts what the upper one spreads over several columns."""
    spread = {cell.column for cell in upper.cells if cell.merged == "across"}
    parted = spread | {column - 1 for column in spread}
    own = [cell for cell in lower.cells if cell.text and not cell.merged]
    return len(own) > 1 and all(cell.column in parted for cell in own)


def heads_anew(row: Row) -> bool:
    """Whether a row among the others heads columns of its own: another table begins."""
    own = [cell.text for cell in row.cells if cell.text and not cell.merged]
    # Nearly every row is told at a glance: one of its cells says more than a heading does.
    if len(own) < 3 or any(len(text) > 60 or len(text.split()) > 6 for text in own):
        return False
    roles = [role_of_heading(text) for text in own]
    known = {role for role in roles if role}
    return len(known) >= 3 and roles.count(None) <= 1 and _score([row]) > 0


def _is_value(text: str) -> bool:
    """Whether words are a value and no heading: a number, or a date in figures."""
    return bool(re.fullmatch(r"[\d./: -]+", text)) and not _YEAR.fullmatch(text)
