"""Finds the header of a sheet and guesses what its columns hold. A guess is always shown."""

import re
from collections.abc import Mapping, Sequence

from auditrack.intake.columns import role_of
from auditrack.intake.decoding import refuse
from auditrack.intake.sheets.pages import Row, SheetPage, letter_of
from auditrack.model.sheet import ROLES, Column

_WITHIN = 40
"""How many rows may stand above a header: titles, dates, a key to the colours."""

BELOW = " > "
"""What stands between the two headings of a column, the upper one first."""

_SAMPLES = 3
_SHOWN = 60
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
        "due",
        r"when|.*\b(?:due|dead\s*line|time\s?-?scales?|time\s?-?frames?|by\s+when|target(?:\s+date)?"
        r"|to\s+be\s+completed\s+by|completion\s+target)\b.*",
    ),
    (
        "state",
        r".*\b(?:b?rag\b|brag|status|traffic\s+light|rating|on\s+track|state|completed?\s*\?"
        r"|complete\s*\(?y/?n\)?)\b.*|complete\??|(?:closed|done|achieved)\?",
    ),
    (
        "evidence",
        r".*\bevidence\b.*|.*\bassurance\b.*|.*\bhow\s+(?:we|do\s+we)\s+know\b.*",
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
    ("recommendation", r".*\brecommendations?\b.*|rec\s+(?:text|wording)"),
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
_SEVERAL = frozenset({"progress", "evidence"})
"""What more than one column may hold: an update for each quarter."""


def role_of_heading(heading: str) -> str | None:
    """What a column holds by its heading, in the words of `model.sheet.ROLES`."""
    words = " ".join(heading.split()).strip(" :.*-")
    if not words or len(words) > _LONGEST_HEADING:
        return None
    bare = re.sub(r"\s*\([^)]*\)", "", words).strip() or words
    for wanted in dict.fromkeys((bare, words)):
        for role, pattern in _PATTERNS:
            if pattern.fullmatch(wanted):
                return role
    return _FROM_TABLES.get(role_of(words) or "")


def find_header(page: SheetPage, name: str) -> tuple[int, ...]:
    """The places of the one or two rows that head the columns.

    Raises:
        RefusedError: no row names a recommendation or an action (`no-header`).
    """
    best: tuple[float, tuple[int, ...]] = (0.0, ())
    rows = [row for row in page.rows if any(cell.text for cell in row.cells)][:_WITHIN]
    for at, row in enumerate(rows):
        score = _score([row])
        if score > best[0]:
            best = (score, (row.place,))
        if at + 1 < len(rows) and score and _may_be_two(row, rows[at + 1]):
            both = _score([row, rows[at + 1]])
            if both > best[0]:
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


def guess_columns(
    page: SheetPage, places: Sequence[int], told: Mapping[str, str] | None = None
) -> tuple[Column, ...]:
    """Every column with what it is taken to hold, why, and its first values.

    Args:
        page: the sheet.
        places: the rows of its header.
        told: what a person said of columns, by heading or letter in small letters; a role, or
            "nothing".
    """
    told = told or {}
    headings = headings_of(page, places)
    body = [row for row in page.rows if row.place > places[-1] and not row.hidden]
    values: dict[int, list[str]] = {}
    fills: dict[int, int] = {}
    filled: dict[int, int] = {}
    for row in body:
        for cell in row.cells:
            if cell.merged:
                continue
            if cell.text:
                filled[cell.column] = filled.get(cell.column, 0) + 1
                kept = values.setdefault(cell.column, [])
                if len(kept) < _SAMPLES and cell.text not in kept:
                    kept.append(cell.text)
            if cell.fill:
                fills[cell.column] = fills.get(cell.column, 0) + 1
    columns: list[Column] = []
    taken: set[str] = set()
    colours = False
    for index in sorted({*headings, *values, *fills}):
        heading = headings.get(index, "")
        letter = letter_of(index)
        said = told.get(" ".join(heading.casefold().split())) or told.get(letter.casefold())
        role = None if said == "nothing" else said or _role(heading)
        because = "you said so" if said else "its heading" if role else ""
        colour_beside = role == "state" and is_colour(heading) != colours
        if role in taken and role not in _SEVERAL and not said and not colour_beside:
            role, because = None, f"another column holds the {role} already"
        if role:
            taken.add(role)
        if role == "state":
            colours = is_colour(heading)
        samples = tuple(_shortened(one) for one in values.get(index, ()))
        if not samples and index in fills:
            samples = ("(colours without words)",)
        columns.append(Column(index, letter, heading, role, samples, because))
    return tuple(_coloured(columns, taken, fills, filled))


def is_colour(heading: str) -> bool:
    """Whether a heading means a rating by colour, which a status in words goes before."""
    return bool(re.search(r"rag\b|rating|traffic", heading, re.IGNORECASE))


def _role(heading: str) -> str | None:
    """By the lower of two headings where it says anything, else by both."""
    upper, parted, lower = heading.rpartition(BELOW)
    role = role_of_heading(lower)
    if not parted:
        return role
    # "Update > Date completed" is told by the lower one; "Progress > Quarter 1" by the upper.
    return role or role_of_heading(upper)


def _coloured(
    columns: list[Column], taken: set[str], fills: Mapping[int, int], filled: Mapping[int, int]
) -> list[Column]:
    """Where no heading says status, a column of colours without words is one."""
    if "state" in taken:
        return columns
    bare = [
        one
        for one in columns
        if one.role is None and fills.get(one.index, 0) > 2 * filled.get(one.index, 0)
    ]
    if len(bare) != 1:
        return columns
    chosen = bare[0]
    guess = Column(
        chosen.index,
        chosen.letter,
        chosen.heading,
        "state",
        chosen.samples,
        "its cells have colours and no words",
    )
    return [guess if one is chosen else one for one in columns]


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


def _is_value(text: str) -> bool:
    """Whether words are a value and no heading: a number, or a date in figures."""
    return bool(re.fullmatch(r"[\d./: -]+", text)) and not _YEAR.fullmatch(text)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def told_columns(pairs: Sequence[str], name: str) -> dict[str, str]:
    """What a person said of columns, "HEADING=field", by heading in small letters.

    Raises:
        RefusedError: a pair is none, or its field is not known (`bad-column`).
    """
    told = {}
    for pair in pairs:
        heading, parted, role = pair.rpartition("=")
        wanted = " ".join(role.casefold().replace("-", " ").split())
        if not parted or not heading.strip() or wanted not in (*ROLES, "nothing"):
            raise refuse(
                f'For {name} "{" ".join(pair.split())[:80]}"',
                "says of no column what it holds",
                f'Write "HEADING=field" with a field of {", ".join(ROLES)}, or nothing.',
                "bad-column",
            )
        told[" ".join(heading.casefold().split())] = wanted
    return told
