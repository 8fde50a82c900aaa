"""Which table of a form stands here, and what its columns hold, however people moved them."""

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from auditrack.model.return_form import COLUMNS, SECTIONS, SHEETS

Columns = Mapping[int, str]
"""What each column holds: an id of `COLUMNS`, or `EXTRA` and its heading."""

EXTRA: Final = "+"
"""How the name of a column begins that the form as sent has not."""

_NOT_WORDS = re.compile(r"[\W_]+")
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_NEAR: Final = 0.84
_REF = re.compile(r"[a-z0-9][a-z0-9.-]*(?:/[a-z0-9.-]+)?")
_SHAPED = re.compile(r"[a-z]{2,3}-?\d+|[a-z0-9][a-z0-9.-]*/[a-z0-9.-]+")
"""How references look: `act-17`, `child-f/4.2`."""

_PIECES: Final = 5
_REFERENCES: Final = frozenset({"ref", "ref no", "reference no", "reference number"})
_SERIAL = re.compile(r"(act|rq|ev|aud)-?\d+")
_SEVERAL = re.compile(r"\s*(?:[,;&+]|\band\b|\n)\s*")


def key_of(text: str) -> str:
    """Words as headings are compared: letters and figures in small letters, one space between."""
    return _NOT_WORDS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def tidied_reference(text: str) -> str | None:
    """A reference as the register spells it, where a person spaced or broke it; else None.

    Case, white space, line breaks and kinds of dashes do not matter. Several references in one
    cell come back joined by ", ".
    """
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", text).casefold()).strip()
    whole = _closed_up(plain)
    if _SHAPED.fullmatch(whole) and len(plain.split()) <= _PIECES and not _SEVERAL.search(plain):
        return whole
    if plain == "".join(plain.split()) and _REF.fullmatch(whole) and re.search(r"\d", whole):
        return whole  # one word with a figure in it: mistyped, perhaps
    several = [_closed_up(one) for one in _SEVERAL.split(plain) if one.strip()]
    if len(several) > 1 and all(map(_SHAPED.fullmatch, several)):
        return ", ".join(several)
    return whole if _SHAPED.fullmatch(whole) and len(plain.split()) <= _PIECES else None


def _closed_up(text: str) -> str:
    return "".join(text.split()).strip(".:;,()[]")


def section_named(text: str) -> str | None:
    """The table that a heading or the name of a sheet names, or None."""
    wanted = key_of(text)
    if not wanted:
        return None
    for section, heading in SECTIONS.items():
        named = key_of(heading)
        if wanted in (named, key_of(SHEETS[section])):
            return section
        without_number = re.sub(r"^(?:part |section )?[0-9a-d] ", "", wanted)
        if difflib.SequenceMatcher(None, without_number, named).ratio() >= _NEAR:
            return section
    return None


def header_in(cells: Sequence[str], expected: str | None) -> tuple[str, Columns] | None:
    """The table that a row heads, with what its columns hold; None where it is no header.

    Args:
        cells: the row.
        expected: the table whose heading was read last, preferred where several fit as well.
    """
    best: tuple[int, bool, str, dict[int, str]] | None = None
    for section, headings in COLUMNS.items():
        found = _matched(cells, headings)
        score = (len(found), section == expected)
        if len(found) >= 2 and (best is None or score > best[:2]):
            best = (*score, section, found)
    if best is None:
        return None
    section, found = best[2], best[3]
    if len(found) < len(COLUMNS[section]) / 2 and section != expected:
        return None
    return section, _completed(section, cells, found)


def by_place(section: str, width: int) -> Columns:
    """What the columns hold where the header is lost: as the form was sent."""
    return dict(enumerate(list(COLUMNS[section])[:width]))


def section_of_references(cells: Sequence[str]) -> str | None:
    """The table that a row without any heading belongs to, by the reference it begins with."""
    ref = tidied_reference(cells[0]) if cells else None
    if ref is None:
        return None
    serial = _SERIAL.fullmatch(ref)
    if serial is not None:
        return {"act": "updates", "rq": "questions"}.get(serial[1])
    return "replies" if "/" in ref else None


def _matched(cells: Sequence[str], headings: Mapping[str, str]) -> dict[int, str]:
    """The columns that are headed as the form was, in any spelling; the exact ones first."""
    keys = {index: key_of(cell) for index, cell in enumerate(cells) if 0 < len(cell) < 80}
    left = {name: key_of(heading) for name, heading in headings.items()}
    found: dict[int, str] = {}
    for fits in (str.__eq__, _begins, _is_near):
        for index, said in keys.items():
            if index in found or not said:
                continue
            able = [name for name, heading in left.items() if fits(said, heading)]
            if len(able) == 1:
                found[index] = able[0]
                del left[able[0]]
    return found


def _begins(said: str, heading: str) -> bool:
    """Whether one begins with the whole of the other: "Date" for "Date of the answer"."""
    if said in _REFERENCES:
        return heading == key_of("Reference")
    return heading.startswith(f"{said} ") or said.startswith(f"{heading} ")


def _is_near(said: str, heading: str) -> bool:
    return difflib.SequenceMatcher(None, said, heading).ratio() >= _NEAR


def _completed(section: str, cells: Sequence[str], found: dict[int, str]) -> Columns:
    """The columns, with those whose heading was lost known by where they stand."""
    order = list(COLUMNS[section])
    columns = dict(found)
    for index, cell in enumerate(cells):
        if index in columns:
            continue
        here = order[index] if index < len(order) else None
        own = here is not None and here not in columns.values()
        neighbours = [
            columns.get(at) == order[at]
            for at in (index - 1, index + 1)
            if 0 <= at < len(order) and at in columns
        ]
        if own and here is not None and neighbours and all(neighbours):
            columns[index] = here
        elif cell:
            columns[index] = f"{EXTRA}{cell}"
    return columns
