"""A line that says a day and then why: "+3m until the toolkit is out"."""

from datetime import date

from auditrack.model.dates import DateError, interval, parse_date

_LONGEST_DAY = 5
"""Words that a day takes at most, as in "the end of March 2027"."""

_BETWEEN = ",;:-"


def day_and_reason(typed: str, today: date) -> tuple[str, str]:
    """The day that a line begins with, as data, and the reason behind it.

    The longest beginning that is a day counts. The day is "" where the line begins with none; a
    word that only joins the two, as because, is not part of the reason.
    """
    words = typed.split()
    for many in range(min(len(words), _LONGEST_DAY), 0, -1):
        try:
            day = parse_date(" ".join(words[:many]).rstrip(_BETWEEN), today)
        except DateError:
            continue
        if interval(day) is not None:
            return day, _reason(words[many:])
    return "", " ".join(words)


def _reason(words: list[str]) -> str:
    while words and (not words[0].strip(_BETWEEN) or words[0].casefold() == "because"):
        words = words[1:]
    return " ".join(words)
