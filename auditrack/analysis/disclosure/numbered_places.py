"""Places that a review numbers: "Surgery 2", "School A", "Hospital 1"."""

import re
from collections.abc import Iterator
from typing import Final

from auditrack.analysis.disclosure.codes import CODES, counts_things, is_article, is_list_mark
from auditrack.analysis.disclosure.context import Find

_SURE: Final = (
    r"(?:GP|medical|dental|doctors'?)[ ](?:practice|surgery|centre)|schools?|hospitals?"
    r"|surger(?:y|ies)|wards?"
    r"|nurser(?:y|ies)|pre-?school|playgroup|hostels?|(?:care|nursing|residential|children's)"
    r"[ ]homes?|foster[ ](?:home|placement)s?|colleges?|clinics?|pharmac(?:y|ies)|refuges?"
    r"|(?:health|medical|children's|family|leisure|community|day|urgent care|walk-in|respite"
    r"|contact)[ ]centres?|prisons?|police[ ](?:station|force|area)s?|local[ ]authorit(?:y|ies)"
    r"|hotels?|b&bs?|guest ?house|lodgings?|supported[ ]living|youth[ ]club|mosque"
)
_CAPITALISED: Final = (
    r"academ(?:y|ies)|placements?|homes?|houses?|towns?|villages?|city|cities"
    r"|university|force|borough|county|council|trusts?|addresses|address|flats?|practices?"
    r"|provider|church|temple|country|settings?|sites?"
    r"|locations?|shelter|areas?|LA(?=[ ]?[0-9]|[ ])"
)
_PLACE = re.compile(
    rf"(?<![A-Za-z-])(?:(?P<sure>{_SURE})|(?P<capitalised>{_CAPITALISED})){CODES}", re.IGNORECASE
)
_LETTERED: Final = frozenset(
    "hospital school nursery hostel clinic refuge prison college hotel".split()
)
_GOOD_PRACTICE = re.compile(
    r"\b(?:good|best|poor|effective|safe|work|clinical|reflective|professional|of|current|in)[ ]$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\b(?:priority|learning|theme|focus|key|practice|development|subject|improvement|policy|risk"
    r"|work|this|each|every|strategic|business)[ ]$",
    re.IGNORECASE,
)
_KIND_BEFORE = re.compile(
    r"(?:(?:primary|secondary|special|infant|junior|nursery|high|local|acute|general|community|GP|care"
    r"|foster|day|NHS|foundation|district|sheltered|boarding|nursing)[ ]){1,3}$",
    re.IGNORECASE,
)
_STREET = re.compile(r"[ ][A-Z][a-z]")
_WHY = "This is a numbered place: who knows the area can tell which one it is."


def found(text: str) -> Iterator[Find]:
    """Numbered or lettered places, each with its kind."""
    for match in _PLACE.finditer(text):
        if counts_things(text, match) or is_article(text, match) or is_list_mark(text, match):
            continue
        if not _is_code(text, match):
            continue
        before = _KIND_BEFORE.search(text[max(0, match.start() - 48) : match.start()])
        start = match.start() - (len(before[0]) if before else 0)
        end = match.end() - (match[0].endswith(")") and "(" not in match[0])
        yield Find("numbered-place", start, end, _WHY)


def _is_code(text: str, match: re.Match[str]) -> bool:
    """Whether its capitals say so, and it is neither a street nor "good practice 3"."""
    place = (match["sure"] or match["capitalised"]).lower()
    if match[0][0].islower():
        if match["capitalised"]:
            return False
        if not any(c.isdigit() for c in match["codes"]) and place not in _LETTERED:
            return False
    if place.startswith("area"):
        return _SUBJECT.search(text[max(0, match.start() - 20) : match.start()]) is None
    if place.startswith("practice"):
        return _GOOD_PRACTICE.search(text[max(0, match.start() - 20) : match.start()]) is None
    if place.startswith(("home", "house")) and _STREET.match(text, match.end()):
        return False
    # "Address: 4 Elm Road", "School: 4 Acres"
    return not (":" in match["codes"] and _STREET.match(text, match.end()))
