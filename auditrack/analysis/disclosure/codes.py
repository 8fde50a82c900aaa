"""The number or letter behind a role or a kind of place: "1", "A", "Two", "1 and 2"."""

import re
from typing import Final

_JOIN: Final = r"[ ]?(?:[-#:('\"]|[Nn]o\.?[ ]|[Nn]umber[ ])?[ ]?"
_WORD: Final = r"(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)(?![A-Za-z]|-)"
_LETTER: Final = r"(?<![A-Z])[A-HJ-Z](?![A-Za-z0-9]|[ ]?&|-[A-Za-z])"
_DIGITS: Final = r"[0-9]{1,2}(?![A-Za-z0-9%]|[.:/,-][0-9]|(?:st|nd|rd|th)\b)"
_CODE: Final = rf"(?:{_DIGITS}|{_LETTER}|{_WORD})"

CODES: Final = rf"(?P<codes>(?-i:{_JOIN}{_CODE}(?:(?:,|[ ]?/|,? and|,? or|[ ]?&)[ ]?{_CODE})*\)?))"
"""One or several codes with what joins them to the word before: to 99, a capital, a number word.

Capitals count as such, also in a pattern that ignores case.
"""

_UNITS: Final = (
    "year month week day hour hr minute min time night yr morning afternoon evening term mile"
    " metre session place bed post vacancy recommendation action visit contact referral appointment"
    " attempt call child children adult family families people person case patient pupil resident"
    " staff agency agencies review audit meeting vacancies class classes form page"
).split()
_MONTHS: Final = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)"
UNITS = re.compile(
    rf"[ -]?(?:(?:{'|'.join(_UNITS)})s?(?![A-Za-z])|per ?cent|%|(?:am|pm|x)\b"
    r"|of [0-9]|out of|in [0-9]|to [0-9]|(?:more|others?|further|different|new|separate)\b"
    rf"|{_MONTHS}(?:\b|uary|ch\b|il\b|ust\b|ember|tember|ober))",
    re.IGNORECASE,
)
"""What makes a number behind a word a quantity and no code."""

_SENTENCE_STARTS: Final = frozenset(
    "The He She It In On This They There A An At When After As His Her However No Child Mother"
    " Father Family Adult Police Social Health When Where While With Without From For By But And"
    " Both All Each Their That These Those Who What Why How If Although Following During Later"
    " Next Two Three One GP School Staff Practice Learning Professionals Nothing".split()
)
_NEXT = re.compile(r"\.?[ ]([A-Z][a-z'-]+)")


def is_initial(text: str, match: re.Match[str]) -> bool:
    """Whether a lone letter is the initial of a surname: "Dr A. Moorcroft"."""
    if not re.search(r"(?<![A-Za-z0-9])[A-Z]{1,2}$", match[0]):
        return False
    after = _NEXT.match(text, match.end())
    return after is not None and after[1] not in _SENTENCE_STARTS


def is_article(text: str, match: re.Match[str]) -> bool:
    """Whether a lone A is the article of the words that follow, at the start of a cell or line."""
    if not match[0].endswith(" A"):
        return False
    return (
        re.match(
            r"[ ](?:new|small|large|further|single|number|review|copy|summary|lack)\b",
            text[match.end() : match.end() + 12],
        )
        is not None
    )


_JOINED = re.compile(r"[A-Za-z][0-9]{1,2}\)?$")
_PLURAL = re.compile(r"[ ](?!was\b|has\b|is\b|does\b|says\b|as\b|this\b|his\b|its\b)[a-z]{3,}s\b")


def counts_things(text: str, match: re.Match[str]) -> bool:
    """Whether the number behind a word counts what follows it; "HV1" never does."""
    if _JOINED.search(match[0]):
        return False
    if UNITS.match(text, match.end()):
        return True
    small = match[0][0].islower() and match[0].rstrip(")")[-1].isdigit()
    return small and _PLURAL.match(text, match.end()) is not None


_LIST_MARK = re.compile(r"[.)]\s")


def is_list_mark(text: str, match: re.Match[str]) -> bool:
    """Whether the number begins the next of a list: "7. Elm Nursery 8. The School"."""
    digits = re.search(r"[ ]([0-9]{1,2})$", match[0])
    if digits is None or _LIST_MARK.match(text, match.end()) is None:
        return False
    before = text[max(0, match.start() - 80) : match.start()]
    return re.search(rf"(?<![0-9]){int(digits[1]) - 1}[.)]\s", before) is not None
