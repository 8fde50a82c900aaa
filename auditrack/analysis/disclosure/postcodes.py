"""UK postcodes, by the shapes that Royal Mail gives out. An outward code alone is none."""

import re
from collections.abc import Iterator
from typing import Final

from auditrack.analysis.disclosure.context import Find

_AREAS: Final = frozenset(
    (
        "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT"
        " DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA"
        " LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE"
        " SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV"
        " YO ZE ZZ"
    ).split()
)
_CODE = re.compile(
    r"(?<![A-Za-z0-9])(?P<area>[A-Za-z]{1,2})(?P<blank>[ ]?)(?P<district>[0-9][0-9A-Za-z]?)"
    r"(?P<gap>[ \t\n-]{0,3})(?P<sector>[0-9])(?P<inner>[ ]?)"
    r"(?P<unit>[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2})(?![A-Za-z0-9])"
)
_ORDINALS = frozenset({"ST", "ND", "RD", "TH"})
_CALLED = re.compile(
    r"post ?code|\baddress|\bliv(?:es|ed|ing) (?:at|in)|\b(?:road|street|avenue|lane|close|drive"
    r"|way|crescent|terrace|court|gardens|place|row|grove|cod post)\b",
    re.IGNORECASE,
)
_NAMES_OTHER = re.compile(
    r"(?:\bforms?|\bversion|\bcode|\bsection|\bref(?:erence)?|\bmodel|\bunit|\bmodule|\btable"
    r"|\bpolicy|\bparagraph|\bstandard|\broom|\bv|\bitem|\bbatch|\bpart)[\s.:#]{1,3}$",
    re.IGNORECASE,
)
_WHY = "This is a postcode: it tells a street or a few houses."


def found(text: str) -> Iterator[Find]:
    """Whole postcodes: with or without their blank, in capitals or small letters."""
    at = 0
    while (match := _CODE.search(text, at)) is not None:
        at = match.start() + 1
        if _is_one(text, match):
            at = match.end()
            yield Find("postcode", *match.span(), _WHY)


def _is_one(text: str, match: re.Match[str]) -> bool:
    area, district, unit = match["area"], match["district"], match["unit"]
    letters = area + "".join(c for c in district if c.isalpha()) + unit
    if not (letters.isupper() or letters.islower() or (area[0].isupper() and unit.islower())):
        return False
    known = area.upper() in _AREAS
    start = match.start()
    called = _CALLED.search(text, max(0, start - 48), start) is not None
    if match["blank"] or match["inner"]:
        # a blank in an odd place: only where the text says that it is an address
        return called and known and letters.isupper()
    if district[-1].isalpha() and not _lettered(area, district):
        return False
    if _NAMES_OTHER.search(text, max(0, start - 16), start) and not called:
        return False
    if not letters.isupper():
        return (known or called) and unit.upper() not in _ORDINALS
    if "-" in match["gap"] or not match["gap"]:
        return known or called
    return known or called or (len(area) == 2 and match["gap"] == " ")


def _lettered(area: str, district: str) -> bool:
    """Whether a district may end in this letter: few of London's and a few more do."""
    allowed = "ABCDEFGHJKPSTUW" if len(area) == 1 else "ABEHMNPRVWXY"
    return district[-1].upper() in allowed
