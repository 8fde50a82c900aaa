"""What agencies write in a return, in words: answers, states, kinds of evidence, and dates.

Only what is certain is read; anything else comes back as a question with what it may mean.
"""

import calendar
import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

import msgspec

from auditrack.model.dates import DateError, in_words, interval, parse_date
from auditrack.model.words import ANSWERS, LEVELS, RESULTS
from auditrack.views.sheet_words import Words, often


class Meant(msgspec.Struct, frozen=True):
    """What words mean. `code` is None where that must be asked; `rest` is what they say besides.

    `why` says what is not clear, in a sentence without its subject; `often` what it often means.
    """

    code: str | None
    rest: str = ""
    why: str = ""
    often: str | None = None


_PHRASES: Final[Mapping[str, tuple[str, ...]]] = {
    "accepted": (
        "accepted",
        "accept",
        "accepted in full",
        "fully accepted",
        "accept in full",
        "we accept",
        "we accept this",
        "we accept this recommendation",
        "agreed",
        "agree",
        "we agree",
        "yes",
        "yes accepted",
        "yes agreed",
        "yes we accept",
        "yes we accept this",
    ),
    "in-part": (
        "in part",
        "accepted in part",
        "accept in part",
        "partly accepted",
        "partially accepted",
        "part accepted",
        "agreed in part",
        "partly",
        "partially",
        "yes in part",
        "yes partly",
    ),
    "declined": (
        "declined",
        "decline",
        "not accepted",
        "do not accept",
        "we do not accept",
        "rejected",
        "reject",
        "not agreed",
        "no not accepted",
        "no declined",
    ),
    "passed-on": (
        "passed on",
        "passed to",
        "passed on to",
        "referred on",
        "referred on to",
        "referred to",
        "forwarded to",
    ),
    "none": ("none", "nil", "nil return", "none returned", "nothing to report", "nothing"),
}
_CODES: Final = {phrase: code for code, phrases in _PHRASES.items() for phrase in phrases}
_LIMITS = re.compile(
    r"\b(?:but|except|however|part|partly|partially|not|unless|subject|only|although|pending)\b"
)
_NO_CHANGE: Final = frozenset(
    {
        "no change",
        "no changes",
        "unchanged",
        "as before",
        "same as before",
        "as last time",
        "as previously reported",
        "no update",
        "no updates",
        "nothing new",
    }
)
_ELSEWHERE: Final = frozenset(
    {"as above", "as below", "same as above", "see above", "see below", "ditto", "same"}
)
_NOTHING: Final = frozenset(
    {"none", "nil", "na", "n a", "not applicable", "nothing", "nothing to report", "nothing to add"}
)
_AFTER = re.compile(r"\s*(?:[-–—:;,.(/\n]|$)|\s+(?:please\s+)?see\b")
_NOT_WORDS = re.compile(r"[\W_]+")
_MARK = re.compile(r"\s[-–—]\s*|\s*[:;,.(\n]")
_DAY_AND_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?\s+([a-z]{3,9})\.?", re.IGNORECASE)
_MONTH = re.compile(r"([a-z]{3,9})\.?", re.IGNORECASE)
_EDGE = re.compile(
    r"(?:the\s+)?(?:start|beginning|end)\s+(?:of\s+)?(?:the\s+)?([a-z]{3,9})\.?", re.IGNORECASE
)
_WEEK = re.compile(
    r"(w/?\s*c|w/?\s*e|week\s+(?:commencing|beginning|ending|of))\.?\s*:?\s+(.+)", re.IGNORECASE
)
_ENDING: Final = frozenset({"we", "w e", "week ending"})
_BEFORE = re.compile(
    r"^(?:on|by|from|since|as at|as of|dated?|done on|completed?(?: on)?)\b[:\s]*(?:the\s+)?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?\b[,.]?\s+", re.IGNORECASE
)
_RELATIVE = re.compile(
    r"[+-]|today|yesterday|tomorrow|(?:this|next|last)\b|end of (?:the )?month", re.IGNORECASE
)
_TIMED = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]\d{2}:\d{2}(?::\d{2})?")
_MONTHS: Final = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_STRAYED: Final = timedelta(days=120)
"""How long before a form came back a day without its year may lie over the turn of a year."""


def folded(text: str) -> str:
    """Words as they are compared: letters and figures in small letters, one space between."""
    return _NOT_WORDS.sub(" ", text.casefold()).strip()


def says_no_change(text: str) -> bool:
    """Whether a cell says that nothing changed, and no more."""
    return folded(text) in _NO_CHANGE


def says_nothing(text: str) -> bool:
    """Whether a cell says no more than "None" or "n/a"."""
    return folded(text) in _NOTHING or not folded(text)


def points_elsewhere(text: str) -> bool:
    """Whether a cell only points to another line: "as above", "ditto"."""
    return folded(text) in _ELSEWHERE or text.strip() in ('"', "\u201d", "\u3003", "''")


def answer_of(text: str) -> Meant:
    """The code of an answer as an agency worded it, with what it says besides."""
    for code, word in ANSWERS.items():
        if folded(text) in (folded(code), folded(word)):
            return Meant(code)
    found = _leading(text)
    if found is None:
        guess = "declined" if folded(text) == "no" else None
        why = f'answers "{_short(text)}", which is none of the answers'
        return Meant(None, why=why, often=guess)
    code, rest = found
    if code in ("accepted", "none") and _LIMITS.search(rest.casefold()):
        why = f'answers "{_short(text)}", which may be less than {ANSWERS[code]}'
        return Meant(None, why=why, often="in-part" if code == "accepted" else None)
    return Meant(code, rest)


def _leading(text: str) -> tuple[str, str] | None:
    """The longest known phrase that a text begins with, up to a mark or its end; and the rest."""
    best: tuple[int, str, str] | None = None
    for phrase, code in _CODES.items():
        found = re.match(r"\W*" + r"\W+".join(map(re.escape, phrase.split())), text, re.IGNORECASE)
        if found is None or (best is not None and found.end() <= best[0]):
            continue
        after = text[found.end() :]
        names = phrase.endswith(" to") and after[:1].isspace()
        if names or _AFTER.match(after):
            best = (found.end(), code, after.strip(" \n-–—:;,.(/)"))
    return None if best is None else (best[1], best[2])


def state_of(text: str, words: Words) -> Meant:
    """The state that an agency claims, in the board's remembered words and the register's own."""
    whole = words.means(text)
    if whole is not None:
        return Meant(whole[0])
    # "Done - training held on 3 November": a word, a mark, and what else is to be said.
    for mark in _MARK.finditer(text):
        begun = words.means(text[: mark.start()])
        if begun is not None:
            return Meant(begun[0], text[mark.end() :].strip(" )"))
    guess = often(text) or often(_MARK.split(text, maxsplit=1)[0])
    why = f'says "{_short(text)}" of where it stands, which is no state'
    return Meant(None, why=why, often=guess)


def level_of(text: str) -> int | None:
    """The level of evidence that is claimed: its number, its word, or both; None where neither."""
    plain = folded(text)
    for level, word in LEVELS.items():
        for said in (folded(word), *map(folded, word.split(" or "))):
            numbered = (f"{level} {said}", f"{said} {level}", f"level {level} {said}")
            if plain in (str(level), f"level {level}", said, *numbered):
                return level
    return None


def result_of(text: str) -> str | None:
    """The result that evidence is said to have found; None where the words are no result."""
    plain = folded(text)
    return next(
        (code for code, word in RESULTS.items() if plain in (folded(code), folded(word))), None
    )


# Dates --------------------------------------------------------------------------------------


class Day(msgspec.Struct, frozen=True):
    """A date as written: its data, or in `why` what is not clear; `said` is how it was read."""

    data: str | None
    why: str = ""
    said: str = ""


def past_day(text: str, back: date, today: date) -> Day:
    """A day that something happened on, as an agency writes it.

    A day without a year is the last such day before the form came back, where that lies in the
    same year or shortly before it; else it is asked.

    Args:
        text: "14 Oct", "w/c 3 November", "end of Oct", "2026-10-14", a bare month.
        back: the day that the form came back.
        today: the day it is; nothing that happened lies after it.
    """
    words = _WEEKDAY.sub("", _BEFORE.sub("", " ".join(text.split()).strip(" .;,")).strip())
    timed = _TIMED.fullmatch(words)
    words = timed[1] if timed else words
    week = _WEEK.fullmatch(words)
    if week is not None:
        return _of_week(week[1], week[2], text, back, today)
    data = _without_year(words, back)
    if data is None and not _EDGE.fullmatch(words) and not _RELATIVE.match(words):
        try:
            data = parse_date(words, today)
        except DateError:
            data = None
    days = interval(data)
    if days is None:
        return Day(None, f'gives the date "{_short(text)}", which is not clear')
    if days.earliest > today:
        return Day(None, f'gives the date "{_short(text)}", which is still to come')
    return Day(data, said=in_words(data))


def _without_year(words: str, back: date) -> str | None:
    """The last such day or month before the form came back, where that is near enough."""
    day, month, edge = _DAY_AND_MONTH.fullmatch(words), _MONTH.fullmatch(words), None
    if day is None and month is None:
        edge = _EDGE.fullmatch(words)
    name = day[2] if day else month[1] if month else edge[1] if edge else ""
    number = _MONTHS.get(name.casefold())
    if number is None:
        return None
    for year in (back.year, back.year - 1):
        length = calendar.monthrange(year, number)[1]
        if day is not None:
            if not 1 <= int(day[1]) <= length:
                return None
            first = end = date(year, number, int(day[1]))
        elif edge is not None:
            first = end = date(year, number, length if "end" in words.casefold() else 1)
        else:
            first, end = date(year, number, 1), date(year, number, length)
        if first <= back and (year == back.year or back - end <= _STRAYED):
            return first.isoformat() if first == end else f"{year:04}-{number:02}"
    return None


def _of_week(which: str, rest: str, text: str, back: date, today: date) -> Day:
    one = past_day(rest, back, today)
    days = interval(one.data)
    if days is None or not days.is_one_day:
        return Day(None, f'gives the date "{_short(text)}", which is not clear')
    first = days.earliest - timedelta(days=6 if folded(which) in _ENDING else 0)
    data = f"{first.isoformat()}..{(first + timedelta(days=6)).isoformat()}"
    return Day(data, said=in_words(data))


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else words[:59] + "…"
