"""A place, an age and a date in neighbouring sentences: together they can tell who it was."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from auditrack.analysis.disclosure.context import BREAK, Find
from auditrack.analysis.disclosure.written_dates import dates_in
from auditrack.analysis.disclosure.written_numbers import NUMBER

REACH: Final = 300
_UNIT: Final = r"(?:years?|months?|weeks?|days?|yrs?|wks?|mths?)"
_RANGE: Final = r"[ ]?(?:-|to|and|or|\+|plus)[ ]?(?:[0-9]|over|under|above|older|twelve|eight)"
_AGE = re.compile(
    r"(?<![\w-])(?:"
    rf"(?:aged?(?: of)?|oed)[ \n:]{{1,2}}"
    r"(?:(?:about|around|approximately|just|only|nearly|almost) )?"
    rf"{NUMBER}(?![0-9A-Za-z]|\.[0-9]|{_RANGE})(?:[ ]{_UNIT})?"
    rf"|{NUMBER}(?:[ -]and[ -]a[ -]half)?[ \n-]{_UNIT}(?:[ -](?:and[ ])?{NUMBER}[ -]{_UNIT})?"
    r"[ \n-](?:old|of age)"
    r"|(?:child|adult|boy|girl|man|woman|baby)(?:[ ][A-Z]{1,2})?[ ]\([0-9]{1,2}\)"
    rf"|(?:child|boy|girl|man|woman)[ ]of[ ]{NUMBER}(?![\w-]|[ ]?(?:or|to)[ ])"
    rf"|{NUMBER}[ ]?(?:y[./]?o|yr[ -]old|m/?o)(?![A-Za-z])"
    r")",
    re.IGNORECASE,
)
_KINDS: Final = (
    r"hospital|school|nursery|care home|nursing home|residential home|children's home|hostel"
    r"|college|academy|surgery|clinic|infirmary|refuge|prison|hospice|maternity unit|caravan park"
    r"|park|estate|village|town|police station|health centre|children's centre|canal|river|beach"
    r"|railway station|supermarket|swimming pool|leisure centre|care provider|ward"
)
_PLACE = re.compile(
    rf"(?<![A-Za-z-])(?i:{_KINDS})(?![A-Za-z])"
    r"|(?<![A-Za-z])(?:(?i:in|at|to|near|from|outside|around|ym|yn)|[0-9],)[ \n](?:the[ ])?"
    r"(?P<named>[A-Z][a-z]{2,20}(?:[ -](?:[A-Z][a-z]{2,20}|on|upon|le|the|under|St)){0,4})"
)
_NO_PLACE: Final = frozenset(
    (
        "January February March April May June July August September October November December"
        " Monday Tuesday Wednesday Thursday Friday Saturday Sunday Child Children Childrens"
        " Adult Adults Family Mother Father Mum Dad Police Working Section Part Stage Level Need"
        " Care Early Year Years Key Tier Health Social Serious Safeguarding Local Chapter"
        " Appendix Table Figure Phase Group Court Spring Summer Autumn Winter Christmas Easter"
        " Quarter Annual Learning Practice Review Recommendation Action Finding Theme Domestic"
        " Mental Public Probation Education Housing Youth Strategy Initial This That These Those"
        " Their His Her The There When Following Both Each Every Some Most Many All Aged Ofsted"
        " Partnership Board Council Parliament Government Services Foundation General Universal"
        " Reception Nursery Grade Band Covid English Welsh Core Supervision Multi Agency"
        " Agencies"
    ).split()
)
"""What follows "in" or "at" with a capital and is no place."""

_WHY = (
    "A place, an age and a date stand together: who knows the area, or reads the newspapers, can"
    " tell who this was."
)


def found(text: str) -> Iterator[Find]:
    """From the first to the last of an age with the nearest place and date beside it."""
    ages = [match.span() for match in _AGE.finditer(text)]
    if not ages:
        return
    dates = [(date.start, date.end) for date in dates_in(text)]
    if not dates:
        return
    places = [
        match.span()
        for match in _PLACE.finditer(text)
        if match["named"] is None or match["named"].split()[0] not in _NO_PLACE
    ]
    for start, end in ages:
        first, last = _around(text, start, end)
        date = _nearest(dates, start, end, first, last)
        place = _nearest(places, start, end, first, last)
        if date and place:
            yield Find(
                "place-age-date", min(start, date[0], place[0]), max(end, date[1], place[1]), _WHY
            )


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence of a span with the one before and the one after, within `REACH`."""
    first, last = max(0, start - REACH), min(len(text), end + REACH)
    before = [match.end() for match in BREAK.finditer(text, first, start)]
    if len(before) > 1:
        first = before[-2]
    after = BREAK.search(text, end, last)
    following = BREAK.search(text, after.end(), last) if after else None
    return first, following.start() if following else last


def _nearest(
    spans: list[tuple[int, int]], start: int, end: int, first: int, last: int
) -> tuple[int, int] | None:
    at = bisect_left(spans, (start, end))
    near = [
        s
        for s in spans[max(0, at - 1) : at + 2]
        if first <= s[0] and s[1] <= last and s != (start, end)
    ]
    return min(near, key=lambda s: min(abs(s[0] - end), abs(start - s[1])), default=None)
