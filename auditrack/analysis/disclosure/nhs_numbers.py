"""NHS numbers: ten digits of which the last is a check digit (modulus 11).

The rule is the NHS Data Dictionary's: weights ten to two over the first nine digits, 11 less the
remainder is the tenth; 11 is written 0, and 10 is never issued.
"""

import re
from collections.abc import Iterator

from auditrack.analysis.disclosure.context import Find, label_of

_TEN = re.compile(
    r"(?<![\w+£$€])(?<![0-9][./:-])[0-9](?:[ .\t\n-]{0,3}[0-9]){9}(?![\w%]|[./:-][0-9])"
)
_GAPS = re.compile(r"[^0-9]+")
_CALLED = re.compile(
    r"(?:(?:NHS|CHI|HSC|H&C)(?: (?:and social care|patient))?[\s:.-]{0,3}"
    r"(?:numbers?|nos?|num|id|identifier|#)|rhif GIG|\bNHS)"
    r"[\s:.#()=|-]{0,6}(?:is|was|of|yw)?[\s:]{0,3}$",
    re.IGNORECASE,
)
_PLAIN_GROUPS = ([10], [3, 3, 4], [1] * 10, [3, 7], [6, 4])


def passes_check(digits: str) -> bool:
    """Whether ten digits pass the check of an NHS number."""
    rest = 11 - sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
    return rest != 10 and rest % 11 == int(digits[9])


def found(text: str) -> Iterator[Find]:
    """NHS numbers: by their check digit and grouping, or because the text calls them so."""
    at = 0
    while (match := _TEN.search(text, at)) is not None:
        start, end = match.span()
        at = start + 1
        if _is_one(text, start, end):
            yield Find(
                "nhs-number",
                start,
                end,
                "This is, or is called, an NHS number: it tells one person.",
            )
            at = end


def _is_one(text: str, start: int, end: int) -> bool:
    said = text[start:end]
    digits = _GAPS.sub("", said)
    if _CALLED.search(text, max(0, start - 48), start):
        return True
    if not passes_check(digits) or len(set(digits)) == 1:
        return False
    label = label_of(text, start, end)
    if label == "nhs":
        return True
    if label is not None or digits[0] == "0":
        return False
    return [len(group) for group in _GAPS.split(said)] in _PLAIN_GROUPS and "\t" not in said
