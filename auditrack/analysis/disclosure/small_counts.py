"""Counts of people or cases under five, also as what is left of a whole: 24 of 27 leaves three.

One to four point at persons who can be told by those who know the area. Zero is no hit, and so is
"27 of 27": nobody is singled out; where the whole itself is under five, it is one. A bound ("at
least three", "fewer than five") is no count. "Both" and "a child" are no counts either.
"""

import re
from collections.abc import Iterator
from typing import Final

from auditrack.analysis.disclosure import counted_nouns as nouns
from auditrack.analysis.disclosure.context import Find
from auditrack.analysis.disclosure.written_numbers import NUMBER, value_of

UNDER: Final = 5

_OF: Final = (
    r"(?:[ \n](?:out[ ]of|of)[ \n]"
    r"(?:(?:the|our|these|those|their|all|her|his|a (?:sample|total) of)[ ])?|[ ]?/[ ]?)"
)
_START: Final = r"(?<![\w£$€#+%])(?<![0-9][.,:/-])(?<![A-Za-z][-/])"
_END: Final = r"(?![\w%]|[.,:/-][0-9])"
_SHARE: Final = r"(?:[ ]?[\[(][^()\[\]\n]{1,16}[\])])?"
_GAP: Final = r"[ \t\n]{1,2}"
_ONLY: Final = r"(?:(?:only|just)[ ])?"
_VERB: Final = (
    r"(?:had|were|was|did|could|showed|lacked|contained|met|held|have|are|gave|recorded|needed"
    r"|should)"
)
_PART: Final = rf"{_START}(?P<part>{NUMBER}){_SHARE}"
_WHOLE: Final = rf"(?P<whole>{NUMBER}){_END}"

_ANY = re.compile(rf"(?<![A-Za-z]){NUMBER}", re.IGNORECASE)
_OF_A_WHOLE = re.compile(rf"{_PART}{_OF}{_WHOLE}{_GAP}{nouns.MANY}", re.IGNORECASE)
_COUNT = re.compile(
    rf"{_START}(?P<low>{NUMBER})(?:(?:[ ]?-[ ]?|[ ]to[ ]|[ ]or[ ])(?P<high>{NUMBER}))?{_SHARE}"
    rf"{_END}(?P<gap>{_GAP})(?P<definite>of[ ](?:the|these|those|our|their|her|his|all)[ ])?"
    rf"(?P<noun>{nouns.MANY})",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    rf"{_START}(?P<only>(?:only|just)[ ])?(?:one|1){_GAP}{nouns.ONE}", re.IGNORECASE
)
_LABELLED = re.compile(
    rf"(?:(?:number|no\.?|total|count)[ ]of[ ]{nouns.MANY}(?:[ ][a-z]{{2,14}}){{0,4}}"
    rf"|(?<![\w']){nouns.MANY}(?:[ ][a-z]{{2,14}}){{0,3}})"
    rf"[ ]?[:=|\t][ \t|]{{0,4}}(?P<count>[1-4]){_END}"
    r"(?![ ](?:years?|months?|weeks?|days?|of|out of)\b)",
    re.IGNORECASE,
)
_ROW = re.compile(
    rf"^[ \t•|-]{{0,6}}{nouns.MANY}(?:[ ][a-z]{{2,14}}){{0,3}}[ ]{{1,9}}(?P<count>[1-4])"
    r"[ ]{0,3}$",
    re.IGNORECASE | re.MULTILINE,
)
_PERCENT = re.compile(
    rf"{_START}(?P<percent>[0-9]{{1,3}}(?:\.[0-9]{{1,2}})?)[ ]?(?:%|per[ ]?cent){_OF}{_WHOLE}"
    rf"{_GAP}{nouns.MANY}",
    re.IGNORECASE,
)
_WHOLE_FIRST = re.compile(
    rf"\bof[ ](?:(?:the|our|these)[ ])?{_WHOLE}{_GAP}{nouns.MANY}[^.;:!?\n]{{0,60}}?[,:][ ]?{_ONLY}"
    rf"(?:in[ ])?(?P<part>{NUMBER})[ ](?:\([^()\n]{{1,12}}\)[ ])?{_VERB}\b",
    re.IGNORECASE,
)
_NOUNLESS = re.compile(
    rf"{_PART}{_OF}{_WHOLE}(?![ ]?(?:{nouns.THINGS}))"
    r"(?=[ ]?(?:\([^()\n]{1,12}\)[ ]?)?(?:[.,;)\n\t]|$"
    rf"|[ ](?:{_VERB}|compliant|not|the|there|it|no)\b))",
    re.IGNORECASE,
)
_OF_PEOPLE = re.compile(rf"[)\]]?[ ](?:of[ ](?:the[ ])?)?{nouns.MANY}", re.IGNORECASE)
_GRADED = re.compile(
    rf"(?:[:,;(]|\band)[ ](?P<part>{NUMBER})[ ](?:outstanding|good|adequate|inadequate"
    r"|requires improvement|requiring improvement"
    r"|(?:(?:non|not|partly|partially)[ -])?(?:compliant|met)"
    r"|not (?:seen|recorded|done|on file)|missing|late|unknown)\b",
    re.IGNORECASE,
)
_WHOM = re.compile(
    rf"{_START}(?P<a>{NUMBER})[ ]of[ ](?:whom|(?P<them>them|these))\b(?![ ]{nouns.THINGS})"
    rf"|\bof[ ]whom,?[ ]{_ONLY}(?P<b>{NUMBER}){_END}(?![ ]?(?:years|months))"
    rf"|\b(?:sibling group|family|household) of (?P<c>{NUMBER}){_END}(?![ ][a-z]+s\b)"
    r"|\bn[ ]?=[ ]?(?P<d>[1-4])(?![0-9.,])",
    re.IGNORECASE,
)
_LABEL_BEFORE = re.compile(
    r"\b(?:sections?|chapter|part|table|figure|appendix|level|tier|stage|step|phase|years?|grade|band"
    r"|category|standard|theme|objective|priority|recommendation|action|finding|lesson|question"
    r"|page|paragraph|article|annex|schedule|regulation|item|no|number|version|module|group|class"
    r"|type|goal|aim|outcome|kloe|box|week|day|month|quarter|criterion|indicator|domain|slide|line"
    r"|row|column|note|principle|law|aged?|ages|under|over)\.?[ ]$",
    re.IGNORECASE,
)
_BOUND_BEFORE = re.compile(
    r"\b(?:fewer than|less than|under|over|more than|at least|up to|no more than|minimum of"
    r"|maximum of|at most|in every|for every|one in|1 in|every|between [0-9]{1,2} and|per|than|any"
    r"|each|exceed)[ ]$",
    re.IGNORECASE,
)
_RATE = re.compile(rf"\b{NUMBER}[ ](?:in|per|for)[ ](?:every[ ])?[0-9a-z]{{1,9}}$", re.IGNORECASE)
_NEAR: Final = 24
_SAME_SENTENCE: Final = 90
_WHY = "This counts fewer than five people or cases: those who know the area can tell who they are."
_WHY_REST = (
    "This leaves fewer than five of the whole: what is left over can be told by those who know"
    " the area."
)


def found(text: str) -> Iterator[Find]:
    """Counts under five, and parts that leave fewer than five of their whole."""
    if _ANY.search(text) is None:
        return
    for match in _OF_A_WHOLE.finditer(text):
        yield from _of_whole(text, match, match.end())
    for match in _COUNT.finditer(text):
        if _is_count(text, match):
            yield Find("small-count", *match.span(), _WHY)
    for match in _SINGLE.finditer(text):
        if (match["one"] or match["only"]) and not _is_label_or_bound(text, match.start()):
            yield Find("small-count", *match.span(), _WHY)
    for pattern in (_LABELLED, _ROW):
        for match in pattern.finditer(text):
            yield Find("small-count", *match.span(), _WHY)
    for match in _PERCENT.finditer(text):
        whole, percent = value_of(match["whole"]), float(match["percent"])
        if percent <= 100:
            yield from _judged(match, round(whole * percent / 100), whole, match.end())
    for match in _WHOLE_FIRST.finditer(text):
        yield from _of_whole(text, match, match.end("part"))
    for match in _NOUNLESS.finditer(text):
        before = text[max(0, match.start() - _SAME_SENTENCE) : match.start()]
        if _speaks_of_people(before) or _OF_PEOPLE.match(text, match.end()):
            yield from _of_whole(text, match, match.end("whole"))
    for match in _GRADED.finditer(text):
        before = text[max(0, match.start() - _SAME_SENTENCE) : match.start()]
        if 0 < value_of(match["part"]) < UNDER and _speaks_of_people(before):
            yield Find("small-count", match.start("part"), match.end(), _WHY)
    for match in _WHOM.finditer(text):
        said = next(filter(None, match.group("a", "b", "c", "d")))
        before = text[max(0, match.start() - _SAME_SENTENCE) : match.start()]
        if 0 < value_of(said) < UNDER and (not match["them"] or _speaks_of_people(before)):
            yield Find("small-count", *match.span(), _WHY)


def _of_whole(text: str, match: re.Match[str], end: int) -> Iterator[Find]:
    if not _LABEL_BEFORE.search(text[max(0, match.start() - _NEAR) : match.start()]):
        yield from _judged(match, value_of(match["part"]), value_of(match["whole"]), end)


def _judged(match: re.Match[str], part: int, whole: int, end: int) -> Iterator[Find]:
    """A hit where the part, the whole or what is left lies between zero and five."""
    if part > whole:
        return
    if 0 < part < UNDER or 0 < whole < UNDER:
        yield Find("small-count", match.start(), end, _WHY)
    elif 0 < whole - part < UNDER:
        yield Find("small-count", match.start(), end, _WHY_REST)


def _is_count(text: str, match: re.Match[str]) -> bool:
    low = value_of(match["low"])
    high = value_of(match["high"]) if match["high"] else low
    if not 0 < low <= high < UNDER or (high == 1 and not match["definite"]):
        return False
    if _BOUND_BEFORE.search(text[max(0, match.start() - _NEAR) : match.start()]):
        return False
    if match["low"].isdigit() and _is_label_or_bound(text, match.start()):
        return False
    if _RATE.search(text[max(0, match.start() - _NEAR) : match.end("low")]):
        return False
    # "3 Children must be seen" at the start of a line is a numbered line
    if "\n" in match["gap"] and re.match(r"[A-Z][a-z]", match["noun"]):
        return False
    starts_line = match.start() == 0 or text[match.start() - 1] == "\n"
    numbered = match["low"].isdigit() and re.match(r"[A-Z][a-z]", match["noun"]) is not None
    goes_on = re.match(r"[ ][a-z]", text[match.end() : match.end() + 2]) is not None
    return not (starts_line and numbered and goes_on)


def _is_label_or_bound(text: str, start: int) -> bool:
    before = text[max(0, start - _NEAR) : start]
    return bool(_BOUND_BEFORE.search(before) or _LABEL_BEFORE.search(before))


def _speaks_of_people(before: str) -> bool:
    """Whether what stands before "24 of 27" spoke last of people or cases."""
    people = list(nouns.NEAR.finditer(before))
    return bool(people) and not re.search(rf"\b(?:{nouns.THINGS})\b", before[people[-1].end() :])
