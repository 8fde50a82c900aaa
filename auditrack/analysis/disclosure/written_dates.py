"""Dates as people write them, to the day or the month; a year alone is no date here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_MONTH: Final = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
)
_ORDINAL: Final = (
    r"(?:twenty[- ]|thirty[- ])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    r"|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth"
    r"|nineteenth|twentieth|thirtieth"
)
_DAY: Final = rf"(?:[0-3]?[0-9][ ]?(?:st|nd|rd|th|ain|eg|fed|af)?|{_ORDINAL})"
_YEAR: Final = r"(?:(?:19|20)[0-9]{2}|'[0-9]{2})"
_SEPARATOR: Final = r"[ \n]?[/.-][ \n]?"
_DATE = re.compile(
    r"(?<![\w£$€])(?<![0-9][/.:-])(?:"
    rf"(?P<iso>(?:19|20)[0-9]{{2}}{_SEPARATOR}[01]?[0-9]{_SEPARATOR}[0-3]?[0-9])(?![\w/-])"
    rf"|(?P<figures>[0-3]?[0-9]{_SEPARATOR}[0-3]?[0-9]{_SEPARATOR}(?:(?:19|20)[0-9]{{2}}|[0-9]{{2}}))"
    r"(?![\w/]|[.-][0-9])"
    rf"|(?P<day>{_DAY}(?:[ \n]{{1,2}}(?:day )?of(?: the month of)?)?[\s,./-]{{0,3}}{_MONTH}"
    rf"(?:[\s,./-]{{0,3}}(?:{_YEAR}|[0-9]{{2}}(?![0-9]|[ ]?(?:am|pm|children|cases|people))))?"
    r"(?!\w))"
    rf"|(?P<monthday>{_MONTH}[\s.]{{1,2}}(?:the )?{_DAY}(?![0-9])(?:[\s,]{{1,3}}{_YEAR}(?!\w))?)"
    rf"|(?P<month>{_MONTH}[\s,./-]{{1,3}}(?:of )?{_YEAR}(?!\w))"
    rf"|(?P<feast>(?:christmas|boxing|new year's)[ ](?:day|eve)(?:,?[ ](?:in[ ])?{_YEAR}(?!\w))?)"
    r"|(?P<digits>(?:0?[1-9]|1[0-2])[ ]?/[ ]?(?:19|20)[0-9]{2}(?![\w/]))"
    r")",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"[0-9]+")


@dataclass(frozen=True)
class Written:
    """A date in a text; `dayless` where it is a month of a year."""

    start: int
    end: int
    dayless: bool


def dates_in(text: str) -> Iterator[Written]:
    """Every written date that can be one, in order."""
    at = 0
    while (match := _DATE.search(text, at)) is not None:
        if _can_be(match):
            yield Written(*match.span(), match.lastgroup in ("month", "digits"))
            at = match.end()
        else:
            at = match.start() + 1


def _can_be(match: re.Match[str]) -> bool:
    if match.lastgroup in ("iso", "figures"):
        numbers = [int(part) for part in _FIGURES.findall(match[0])]
        first, second = numbers[1:] if match.lastgroup == "iso" else numbers[:2]
        return (
            1 <= min(first, second) <= 12 and min(first, second) >= 1 and max(first, second) <= 31
        )
    return not any(int(n) > 31 or int(n) == 0 for n in _FIGURES.findall(match[0])[:1] if len(n) < 3)
