"""Dates of birth: a written date that the words around it make the day or month of a birth."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from auditrack.analysis.disclosure.context import BREAK, Find
from auditrack.analysis.disclosure.written_dates import Written, dates_in
from auditrack.analysis.disclosure.written_numbers import NUMBER

_LABEL = re.compile(
    r"(?<![A-Za-z])(?:d\.?[ ]?o\.?[ ]?b\b\.?|d/o/b|dob(?:'s|s)?|b\.(?=[ ]?[0-9])"
    r"|dates?[ \n]of[ \n]birth|birth[ -]?dates?|dyddiad geni)(?![A-Za-z])",
    re.IGNORECASE,
)
_RUN = re.compile(
    r"(?<![A-Za-z])(?:dob|date of birth)[\s:.=-]{0,4}"
    r"(?P<date>[0-3][0-9][01][0-9](?:(?:19|20)?[0-9]{2}))(?![0-9])",
    re.IGNORECASE,
)
_OF_NONE: Final = (
    r"(?![ ]of[ ](?:the|a|an|our|its)[ ]"
    r"(?!baby|babies|child|twins?|son|daughter|boy|girl|first|second))"
)
"""The birth of a partnership is none."""

_BORN = re.compile(
    rf"(?<![A-Za-z-])(?:born(?![ ](?:of|out)\b)|birthdays?|(?<!of )births?{_OF_NONE}|delivered"
    rf"|turned(?=[ ]{NUMBER})|ganwyd|ganed|penblwydd)(?![A-Za-z])",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"(?<![A-Za-z])(?:and|was|were|who|then|when|where|but|died|seen|discharged|moved|after|since"
    r"|before|until|by|between|out of|report|review|meeting|audit|training|plan|visit|registered"
    r"|published|referred|admitted|assessed|conference|letter|dated|cohort|rates?)(?![A-Za-z])"
    r"|(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])",
    re.IGNORECASE,
)
_OTHER_DATE = re.compile(
    r"(?<![A-Za-z])(?:date of (?:death|review|audit|report|meeting|admission|referral|publication"
    r"|incident)|d\.?o\.?d|published|reviewed|died|death)(?![A-Za-z])",
    re.IGNORECASE,
)
_WAS = re.compile(r"^[ ](?:was|is|fell|falls|party was|would (?:have been|be))[ ]")
_WHY = "This is a date of birth."


def found(text: str) -> Iterator[Find]:
    """Dates of birth, each with the words that make it one left out."""
    dates = list(dates_in(text))
    starts = [date.start for date in dates]
    births: set[Written] = set()
    for match in _LABEL.finditer(text):
        births |= _labelled(text, match, dates, starts)
    for match in _RUN.finditer(text):
        births.add(Written(*match.span("date"), False))
    for match in _BORN.finditer(text):
        births |= _said(text, match, dates, starts)
    for date in sorted(births, key=lambda one: one.start):
        yield Find("date-of-birth", date.start, date.end, _WHY)


def _labelled(
    text: str, label: re.Match[str], dates: list[Written], starts: list[int]
) -> set[Written]:
    """The next date after "DOB", also in the row below; else the one right before it."""
    number = bisect_left(starts, label.end())
    if number < len(dates) and dates[number].start - label.end() <= 60:
        between = text[label.end() : dates[number].start]
        if between.count("\n") <= 2 and not _OTHER_DATE.search(between) and ". " not in between:
            return {dates[number]}
    if number and 0 <= label.start() - dates[number - 1].end <= 12:
        return {dates[number - 1]}
    return set()


def _said(text: str, word: re.Match[str], dates: list[Written], starts: list[int]) -> set[Written]:
    """The date that "born" or "birthday" speaks of: with no other verb or sentence between."""
    number = bisect_left(starts, word.end())
    if number < len(dates) and dates[number].start - word.end() <= 90:
        between = text[word.end() : dates[number].start]
        if word[0].lower().startswith("birthday"):
            between = _WAS.sub(" ", between)
        if _near(between) and (word[0].lower() != "delivered" or _human(text, word)):
            return {dates[number]}
    if number and word[0].lower() not in ("turned", "delivered"):
        between = text[dates[number - 1].end : word.start()]
        if len(between) <= 60 and _near(re.sub(r"\b(?:was|were|is)\s$", "", between)):
            return {dates[number - 1]}
    return set()


def _near(between: str) -> bool:
    return BREAK.search(between) is None and _ELSEWHERE.search(between) is None


def _human(text: str, word: re.Match[str]) -> bool:
    before = text[max(0, word.start() - 30) : word.start()]
    return (
        re.search(r"\b(?:baby|child|twins?|infant|son|daughter|he|she)\b.{0,20}$", before)
        is not None
    )
