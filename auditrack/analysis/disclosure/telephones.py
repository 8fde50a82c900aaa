"""Telephone numbers of people and offices: landlines and mobiles, as they are spelt in the UK.

Emergency numbers and helplines (999, 101, 111, 116 123, and everything from 03, 08 and 09) are
no hits: they are everybody's, and a public page should give them.
"""

import re
from collections.abc import Iterator

from auditrack.analysis.disclosure.context import Find, label_of

_EXTENSION = r"(?:[ ,;]{0,3}\(?(?:extension|extn?|x)[ .:]{0,3}[0-9]{1,6}\)?)?"
_NUMBER = re.compile(
    r"(?<![\w£$€#])(?<![0-9][.:-])(?<!\b[0-9][/,])(?<!\b[0-9]{2}[/,])(?<![A-Za-z]/)"
    r"(?P<number>(?:(?:\+[ ]?|\(\+|00)[1-9][0-9]{0,2}\)?|\(?0)"
    r"(?:[ ().\t\n/-]{0,3}[0-9]){8,14}(?![\w%]))" + _EXTENSION,
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?<![A-Za-z])(?:(?:tele?(?:phone)?|phone|mobile|mob|landline|fax|whatsapp|ffon)"
    r"(?:[ ](?:number|no|contact|line))?|(?:contact|home|work|office)[ ](?:number|no))"
    r"(?:[ ](?:is|was|on)|['s]{2})?[ .:=)(\t\n]{1,4}"
    r"(?P<number>[0-9](?:[ .-]{0,2}[0-9]){4,11}(?![\w%])" + _EXTENSION + ")",
    re.IGNORECASE,
)
_SHORT = re.compile(r"116[ -]?[0-9]{3}|18000|0[389]")
_DATE = re.compile(r"[0-3]?[0-9][ .-][01]?[0-9][ .-](?:19|20)[0-9]{2}(?![0-9])")
_FIGURES = re.compile(r"[0-9]+")
_WHY = "This is a telephone number that may reach one person."


def found(text: str) -> Iterator[Find]:
    """Telephone numbers by their shape, and shorter ones that are called so."""
    at = 0
    while (match := _NUMBER.search(text, at)) is not None:
        end = _end(text, match)
        if end:
            yield Find("telephone", match.start(), end, _WHY)
        at = end or match.start() + 1
    for match in _CALLED.finditer(text):
        said = match["number"]
        if not _SHORT.match(said) and not _DATE.match(said):
            yield Find("telephone", *match.span("number"), _WHY)


def _end(text: str, match: re.Match[str]) -> int:
    """Where the number ends, or 0 where it is none; figures may follow that are not its own."""
    start = match.start()
    if _DATE.match(match["number"]):
        return 0
    groups = list(_FIGURES.finditer(text, start, match.end("number")))
    for count in range(len(groups), 0, -1):
        end = groups[count - 1].end()
        if _has_the_figures(text[start:end]):
            if not _is_called_so(text, start, end):
                return 0
            return match.end() if count == len(groups) else end
    return 0


def _has_the_figures(said: str) -> bool:
    digits = "".join(_FIGURES.findall(said))
    code = _code_of(said, digits)
    if digits.startswith(code):
        national = digits[len(code) :].removeprefix("0")
        fits = national[:1] in ("1", "2", "7") and not national.startswith("70")
        return fits and len(national) in ((10,) if national[0] == "7" else (9, 10))
    return 9 <= len(digits) <= 15 and not digits.startswith("000")


def _code_of(said: str, digits: str) -> str:
    """What the number begins with where it is of this country."""
    if said[0] != "0" and not said.startswith("(0"):
        return "44"
    return "0044" if digits.startswith("00") else "0"


def _is_called_so(text: str, start: int, end: int) -> bool:
    """Whether nothing calls it otherwise, and it is grouped as people group such numbers."""
    groups = _FIGURES.findall(text[start:end])
    digits = "".join(groups)
    label = label_of(text, start, end)
    if label == "other" or (label == "nhs" and len(digits) == 10):
        return False
    longest = max(map(len, groups))
    if _code_of(text[start:end], digits) == "0":
        whole = (len(groups) <= 5 and longest > 2) or longest == 1
    else:
        whole = len(groups) <= 7
    return label == "telephone" or (whole and "\t" not in text[start:end])
