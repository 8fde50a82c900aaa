"""What stands around a number: the label that is nearest says what it is a number of."""

import re
from dataclasses import dataclass
from typing import Final

BEFORE: Final = 48
AFTER: Final = 28

_LABELS: Final = {
    "nhs": r"NHS|rhif GIG|GIG|H&C|HSC|CHI|patients?|unique patient",
    "telephone": r"tel|tele?phone|phone|phoned|rang|ring|call|called|calling|mobile|mob|landline"
    r"|fax|ffon|contact number|whatsapp|text|texted|dial|dialled",
    "other": r"ref|refs|reference|references|isbn|issn|uprn|urn|ukprn|invoice|order|account|acc"
    r"|sort code|charity|company|registration|grant|doi|ticket|log|crime|occurrence|vat"
    r"|barcode|serial|licence|policy number|claim|docket|catalogue|batch|liquidlogic|mosaic"
    r"|footfall|population|views|hits|downloads|records in total",
}
_LABEL = re.compile(
    r"(?<![A-Za-z])(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items()) + ")"
    r"(?![A-Za-z])",
    re.IGNORECASE,
)
_STOP = re.compile(r"(?<!\b[Nn]o)(?<!\b[Rr]ef)(?<!\b[Tt]el)[.!?;]\s")


@dataclass(frozen=True)
class Find:
    """A hit in the text as it is looked at."""

    kind: str
    start: int
    end: int
    why: str


def label_of(text: str, start: int, end: int) -> str | None:
    """What the nearest label calls what stands from `start` to `end`.

    A label before it goes first; one after it counts in the same sentence only.

    Returns:
        "nhs", "telephone", "other", or None.
    """
    nearest = None
    for match in _LABEL.finditer(text, max(0, start - BEFORE), start):
        nearest = match
    if nearest is not None and _STOP.search(text, nearest.end(), start) is None:
        return nearest.lastgroup
    after = _LABEL.search(text, end, min(len(text), end + AFTER))
    if after is not None and _STOP.search(text, end, after.start()) is None:
        return after.lastgroup
    return nearest.lastgroup if nearest is not None and nearest.lastgroup == "nhs" else None


BREAK = re.compile(
    r"(?<!\b[A-Za-z])(?<!\bNo)(?<!\bno)(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bSt)[.!?][\"')\]]?\s"
    r"|\n[ \r]?(?=[\n\t•-])"
)
"""Where a sentence ends: not after an initial or a title; an empty line or a list ends one too."""
