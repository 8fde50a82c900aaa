"""Guesses what the columns of a sheet hold. A guess is always shown, with what it rests on."""

import re
from collections.abc import Mapping, Sequence

import msgspec

from auditrack.intake.decoding import refuse
from auditrack.intake.sheets.header import BELOW, headings_of, role_of_heading
from auditrack.intake.sheets.pages import SheetPage, letter_of
from auditrack.model.sheet import ROLES, Column

_SAMPLES = 3
_SHOWN = 60
_EXACT = re.compile(
    r"(?:recommendations?|actions?|status|state|lead|owner|due(?:\s+date)?|progress|evidence"
    r"|outcomes?|agency|agencies|review|themes?)",
    re.IGNORECASE,
)
"""Headings that only say what their column holds: they go before those that mention it."""

_SEVERAL = frozenset({"progress", "evidence"})
"""What more than one column may hold: an update for each quarter."""


def guess_columns(
    page: SheetPage,
    places: Sequence[int],
    told: Mapping[str, str] | None = None,
    own: Mapping[str, str] | None = None,
) -> tuple[Column, ...]:
    """Every column with what it is taken to hold, why, and its first values.

    Args:
        page: the sheet.
        places: the rows of its header.
        told: what a person said of columns, by heading or letter in small letters; a role, or
            "nothing".
        own: what the columns hold of a list that this program wrote, by heading in small letters;
            what is not among them is not taken.
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
    exact: dict[str, int] = {}
    for index, heading in sorted(headings.items()):
        if _EXACT.fullmatch(heading.strip(" :.*")) and (held := _role(heading)) and held != "state":
            exact.setdefault(held, index)
    for index in sorted({*headings, *values, *fills}):
        heading = headings.get(index, "")
        letter = letter_of(index)
        said = told.get(" ".join(heading.casefold().split())) or told.get(letter.casefold())
        if own is not None and not said:
            known = own.get(" ".join(heading.casefold().split()))
            known = None if known in taken else known
            taken.update([known] if known else [])
            because = "as auditrack wrote it" if known else ""
            samples = tuple(_shortened(one) for one in values.get(index, ()))
            columns.append(Column(index, letter, heading, known, samples, because))
            continue
        role = None if said == "nothing" else said or _role(heading)
        because = "you said so" if said else "its heading" if role else ""
        if role in exact and exact[role] != index and role not in _SEVERAL and not said:
            role, because = None, f"another column is headed {role}"
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
    if own is not None:
        return tuple(columns)
    return tuple(_worded(_coloured(columns, taken, fills, filled), values))


def _worded(columns: list[Column], values: Mapping[int, Sequence[str]]) -> list[Column]:
    """Where no column holds recommendations, one headed as their number may: it has sentences."""
    if any(one.role == "recommendation" for one in columns):
        return columns
    made = []
    for one in columns:
        kept = values.get(one.index, ())
        words = sum(len(text.split()) for text in kept)
        if one.role == "number" and one.because == "its heading" and words > 3 * len(kept) > 0:
            one = msgspec.structs.replace(
                one, role="recommendation", because="its cells are sentences"
            )
        made.append(one)
    return made


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
