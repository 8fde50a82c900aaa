"""Hard-wrapped lines to paragraphs: a line that ended early ended on purpose."""

import re
from collections.abc import Sequence
from itertools import pairwise

_CONNECTIVE = re.compile(
    r"(?:\b(?:of|the|and|for|to|in|with|a|an|by|or|on|at|from|that|as|into|their|its|which|be|is"
    r"|are|including|regarding|between|all|any|not|should|must|will)|[,(–/&])$",
    re.IGNORECASE,
)
_AFTER_STOP = "\"'”’)]*_"
# Capitals that only begin a sentence: after a line that did not end one, they begin a new item.
_OPENER = re.compile(
    r"(?:The|To|That|This|These|When|Where|If|All|Any|Each|In|For|There|It|An?)\s"
    r"|(?!(?:Training|Nursing|Learning|Housing|Safeguarding|Working|Hearing|Meeting|Understanding"
    r"|Reading|Banking|Building|Planning)\b)[A-Z][a-z]{3,}ing\s"
)
_WIDEST = 140


def wrap_width(pairs: Sequence[tuple[str, str]]) -> int | None:
    """The width at which lines were broken, or None where each line is a paragraph.

    `pairs` are lines directly below each other. A line followed by a small letter was broken
    because the next word did not fit: the shortest such sums give the width.
    """
    sums = sorted(
        len(line.rstrip()) + 1 + _first(after)
        for line, after in pairs
        if _starts_small(after) and not _ended(line.rstrip())
    )
    if len(sums) < 3:
        return None
    width = sums[len(sums) // 4]
    return width if 30 <= width <= _WIDEST else None


def breaks(line: str, after: str, width: int | None, hard_breaks: bool) -> bool:
    """Whether a new paragraph starts with the line `after`, directly below `line`."""
    ended = line.rstrip()
    if hard_breaks and (line.endswith("  ") or ended.endswith("\\")):
        return True
    if leads_on(ended):
        return False
    small = _starts_small(after)
    if width is None:
        if small:
            return _ended(ended) and not ended.endswith((",", ";"))
        return _ended(ended) or not 55 <= len(ended) <= 110
    if not _ended(ended) and opens_item(after.lstrip()):
        return True
    slack = width - (len(ended) + 1 + _first(after))
    if small:
        return slack > 10
    return slack > (0 if _ended(ended) else 4)


def opens_item(line: str) -> bool:
    """Whether a line begins with capitals that only begin a sentence: "The", "Ensuring"."""
    return bool(_OPENER.match(line))


def unfinished(text: str) -> bool:
    """Whether a text stops in the middle of a sentence."""
    return bool(text) and not _ended(text)


def leads_on(text: str) -> bool:
    """Whether the last word of a text asks for another: "of", "the", a comma."""
    return _CONNECTIVE.search(text[-40:]) is not None


def join(first: str, second: str) -> str:
    """Two lines of one paragraph; a word broken at a hyphen keeps it and no space."""
    return f"{first}{_joint(first, second)}{second}"


def join_lines(lines: Sequence[str]) -> str:
    """All lines of one paragraph."""
    pieces = list(lines[:1])
    for above, line in pairwise(lines):
        pieces += (_joint(above, line), line)
    return "".join(pieces)


def _joint(first: str, second: str) -> str:
    broken = first.endswith("-") and first[-2:-1].isalnum() and second[:1].islower()
    return "" if broken else " "


def _ended(text: str) -> bool:
    return text[-40:].rstrip(_AFTER_STOP)[-1:] in tuple(".!?:;")


def _starts_small(text: str) -> bool:
    return text.lstrip().lstrip("*_(“\"'‘")[:1].islower()


def _first(text: str) -> int:
    words = text.split(maxsplit=1)
    return len(words[0]) if words else 0
