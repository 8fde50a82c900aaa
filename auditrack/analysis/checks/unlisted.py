"""Asks that stand in a text and that no recommendation of the review seems to hold.

Rather quiet than clever: only plain asks are taken for one, and where the words of an ask are near
to what is on the list, it counts as held.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from auditrack.analysis.checks.rows import Checked, CheckedListed, CheckedWording, Gap
from auditrack.model.text import one_line

_HELD_FROM = 0.3
"""From this part of its telling words on, an ask counts as held by what is on the list."""

_LEAST_SHARED = 2
"""How many of them it shares at the least; an ask of one such word that one."""

_LONGEST = 90
_MOST_READ = 1000
"""Letters of a sentence that are read; an ask that begins later is none that a person would see."""

Terms = frozenset[str]
"""The telling words of a text."""

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+\s*(?:[-•*]\s*)?")
_SHOULD = re.compile(
    r"\b(?:should|must|shall|ought to)\s+(?!have\b|not have\b|be noted\b|be borne\b)", re.IGNORECASE
)
_SAID = re.compile(
    r"\b(?:(?:is|are) recommended (?:that|to)|recommends? that"
    r"|(?:will|would|may) (?:want|wish|need) to be (?:re)?assured)\b",
    re.IGNORECASE,
)
_TO_ENSURE = re.compile(
    r"\W*(?:(?:[Ff]or\s+)?(?:[Aa]ll|[Aa]ny|[Ee]ach|[Ee]very)\s+(?:\w+\s+){1,2}"
    r"|(?:(?:[A-Z][\w’'&-]*|of|and|the)\s+){0,6})(?:(?:are|is) )?to ensure\b",
)
_RETOLD = re.compile(
    r"\b(?:which|that|who|what|how|when|where|why|whether|as|if)\s+(?:\w+\s+){0,3}$"
    r"|\b(?:was|were|had|did|found|identified|emphasi[sz]ed|highlighted|showed|described|stated"
    r"|told|said|felt|thought|knew|expected)\b",
    re.IGNORECASE,
)
"""What stands before an ask that is only retold: "the review emphasised that staff should"."""

_PART = re.compile(r"(?:^|(?<=[\s:;,(]))\(?(?P<mark>[a-z]|[ivx]{1,4})\)\s+", re.IGNORECASE)
_ASKS_NEXT = re.compile(
    r"\b(?:should|must|shall|will|to|recommended that|recommends that)\s*[:;,–-]*\s*$",
    re.IGNORECASE,
)
_STOP = frozenset(
    "about agencies agency also been being board both could ensure each from have into made make "
    "more must need needs other partnership recommendation recommended review shall should such "
    "take than that their them then there these they this those through what when where which will "
    "with within would".split()
)
_WORD = re.compile(r"[a-z]{4,}")
_ENDING = re.compile(r"(?:ing|ed|es|s|e)$")


class Part(NamedTuple):
    """One lettered part of a recommendation's text."""

    mark: str
    text: str


def ask_not_listed(checked: Checked) -> list[Gap]:
    """Asks in findings, and in the lettered parts of a recommendation, that are on no list."""
    gaps = []
    known: dict[str, list[Terms]] = {}
    for row in checked.wordings:
        listed = checked.listed.get(row.review, ())
        if row.is_ask:
            gaps += _of_parts(row, listed)
        elif not row.has_reason and listed and (asks := asks_in(row.text)):
            if row.review not in known:
                known[row.review] = [terms_of(one.text) for one in listed]
            gaps += _of_finding(row, asks, known[row.review])
    return gaps


def _of_finding(row: CheckedWording, asks: Sequence[str], held: Sequence[Terms]) -> list[Gap]:
    missing = [ask for ask in asks if not is_held(ask, held)]
    # What a person linked may be worded in another way, unless it holds some of the asks so.
    if row.led_to and len(missing) == len(asks):
        return []
    return [
        Gap(
            "ask-not-listed",
            row.ref,
            f'"{_short(ask)}" reads like an ask, and no recommendation of {row.review} seems to '
            "hold it: adding it, or saying why there is none, would clear it",
        )
        for ask in missing
    ]


def _of_parts(row: CheckedWording, listed: Sequence[CheckedListed]) -> list[Gap]:
    parts = parts_of(row.text)
    if not parts or _has_own_items(row, listed):
        return []
    others = [one for one in listed if one.ref != row.ref and not one.serves]
    actions = [one for one in listed if row.ref in one.serves]
    if len(actions) >= len(parts):
        return []
    held = [terms_of(one.text) for one in (*others, *actions)]
    alone = [part for part in parts if not is_held(part.text, held)]
    if len(alone) < 2:
        return []
    marks = [f"({part.mark})" for part in alone]
    return [
        Gap(
            "ask-not-listed",
            row.ref,
            f"asks for {len(parts)} things, and {', '.join(marks[:-1])} and {marks[-1]} stand in "
            "its text alone: could one be done and another not? An item, or an action, for each "
            "would clear it",
        )
    ]


def _has_own_items(row: CheckedWording, listed: Sequence[CheckedListed]) -> bool:
    """Whether the review has items that are labelled as parts of this one: 4(a), 4a or 4.1."""
    label = _plain(row.label)
    return bool(label) and any(
        _plain(one.label)[len(label) :].isalpha() or one.label.startswith(f"{row.label}.")
        for one in listed
        if one.ref != row.ref and one.label and _plain(one.label).startswith(label)
    )


def _plain(label: str | None) -> str:
    return re.sub(r"[^a-z0-9.]", "", (label or "").casefold())


def asks_in(text: str) -> list[str]:
    """The sentences of a text that plainly ask somebody to do something."""
    sentences = (one_line(sentence) for sentence in _SENTENCE.split(text))
    return [sentence for sentence in sentences if _is_ask(sentence[:_MOST_READ])]


def _is_ask(sentence: str) -> bool:
    if _SAID.search(sentence) or _TO_ENSURE.match(sentence):
        return True
    return any(not _RETOLD.search(sentence[: ask.start()]) for ask in _SHOULD.finditer(sentence))


def parts_of(text: str) -> list[Part]:
    """The lettered parts of an ask that each ask for something of their own; else none.

    "The Board should (a) map ...; (b) train ..." asks for two things; "a report on (i) how ...,
    (ii) whether ..." asks for one.
    """
    marks = list(_PART.finditer(text))
    if len(marks) < 2 or not _in_a_row([mark["mark"].casefold() for mark in marks]):
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    parts = [
        Part(mark["mark"], one_line(text[mark.end() : end]))
        for mark, end in zip(marks, ends, strict=True)
    ]
    if _ASKS_NEXT.search(text[: marks[0].start()]) or all(_is_ask(part.text) for part in parts):
        return parts
    return []


def _in_a_row(marks: Sequence[str]) -> bool:
    roman = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
    return list(marks) in (
        [chr(ord("a") + place) for place in range(len(marks))],
        list(roman[: len(marks)]),
    )


def is_held(ask: str, held: Iterable[Terms]) -> bool:
    """Whether one of some texts shares enough telling words with an ask to be said to hold it."""
    wanted = terms_of(ask)
    least = max(_HELD_FROM * len(wanted), min(_LEAST_SHARED, len(wanted)))
    return not wanted or any(len(wanted & terms) >= least for terms in held)


def terms_of(text: str) -> Terms:
    """The words that tell a text from others, without their endings."""
    return frozenset(
        _ENDING.sub("", word)[:6] for word in _WORD.findall(text.casefold()) if word not in _STOP
    )


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
