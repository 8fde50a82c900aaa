"""What single cells say: the bodies in one, and a status with its day in one."""

import re
from datetime import date
from functools import lru_cache

from auditrack.intake.bodies import is_body
from auditrack.intake.sheets.dated import DAY, date_as_printed
from auditrack.model.dates import interval

NOTHING = re.compile(
    r"[\W_]*|(?:none|nil|n\s*/\s*a|not\s+applicable|tb[acd]|unknown)\W*", re.IGNORECASE
)
"""Cells that only say that there is nothing to say."""

_PARTING = re.compile(r"\s*(?:;|\n|\s/\s|\s&\s(?=[A-Z])|\s\+\s)\s*")
_COMMAS = re.compile(r"\s*,\s*(?:and\s+)?")
_DATED = re.compile(
    rf"(.*?[^\W\d_].*?)[\s:,(\[-]+(?:on\s+)?({DAY})[\])\s.]*", re.IGNORECASE | re.DOTALL
)
_TO_COME = re.compile(r"\b(?:by|due|before|until|from|since|for|expected|review)$", re.IGNORECASE)
_FEW = 3


@lru_cache(maxsize=4_096)
def bodies_in(text: str) -> tuple[str, ...]:
    """The bodies that a cell names; commas and bars part it only where each part is a body.

    "Children, Young People and Families" is one.
    """
    found: list[str] = []
    for part in _PARTING.split(text):
        words = part.strip(" -•,")
        if not words or NOTHING.fullmatch(words):
            continue
        commas, bars = _COMMAS.split(words), re.split(r"\s*/\s*", words)
        if len(commas) > 1 and all(is_body(one, weak=True) for one in commas):
            # Two weak names are one: "Housing, Health and Adult Care".
            found += commas if sum(is_body(one) for one in commas) > 1 else [words]
        elif len(bars) > 1 and all(is_body(one, weak=True) for one in bars):
            found += bars
        else:
            found.append(words)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=4_096)
def state_with_day(text: str, today: date) -> tuple[str, str | None]:
    """A status and its day, where one is printed behind it: "Completed 12/3/23".

    A day still to come, or one that something is due by, stays with the words.
    """
    found = _DATED.fullmatch(text)
    if found is None:
        return text, None
    word, day = found[1].strip(" .:;,(-–"), date_as_printed(found[2], today)
    days = interval(day)
    if not word or len(word.split()) > _FEW or _TO_COME.search(word):
        return text, None
    if days is None or days.earliest > today:
        return text, None
    return word, day
