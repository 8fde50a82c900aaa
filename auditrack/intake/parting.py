"""Splitting a proposal where the document has a joint, and joining proposals again.

Words are never changed: what is cut is cut between words, and what stood between is kept, so that
joining what was split gives the same text.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from auditrack.intake.drafts import join_parts
from auditrack.intake.labels import read_label, read_number
from auditrack.intake.working import LEAD_IN, Entry, Working
from auditrack.model.proposal import Item, Passage

Span = tuple[int, int]
"""Where something begins and ends in a text."""

_LINES = re.compile(r"\s*\n(?:- )?")
_MARKERS = re.compile(r"\s+(?=\(?(?:[a-h]|[ivx]{1,4}|\d{1,2})[.)]\s+\S)")
_MARKED = re.compile(r"\(?(?:a|i|1)[.)]\s")
_SEMICOLONS = re.compile(r"(?<=;)\s+")
_SENTENCES = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"”’)]))\s+(?=[A-Z“\"‘(])")
_OPENS = (":", ":-", ": -", ":–")
_GLUE = " \n-"


def split(working: Working, key: int) -> Working:
    """An entry in two or more, at the widest joint there is in it.

    That is where one passage of the document follows another, else a line or bullet, a letter or
    number in front, a semicolon, or the end of a sentence. Itself where it has no joint.
    """
    item = working.entry(key).item
    return _cut(working, key, joints(item.text, spans(working.proposals.passages, item)))


def split_at(working: Working, key: int, at: int) -> Working:
    """An entry in two at a place in its text, counted in characters; itself at either end.

    Inside a word that is where the word begins.
    """
    text = working.entry(key).item.text
    at = min(max(at, 0), len(text))
    while at and not text[at - 1].isspace() and not text[at : at + 1].isspace():
        at -= 1
    head, tail = text[:at].rstrip(), text[at:].lstrip()
    if not head or not tail:
        return working
    return _cut(working, key, [(len(head), len(text) - len(tail))])


def merge(working: Working, keys: Sequence[int]) -> Working:
    """Entries that stand together as one, their words in the order of the document.

    The first keeps its label, kind and heading; it is taken in where any of them was. Themes and
    whom they ask are put together. Itself where they are fewer than two or others stand between.
    """
    places = sorted({working.place(key) for key in keys})
    if len(places) < 2 or places[-1] - places[0] != len(places) - 1:
        return working
    first, *others = (working.entries[place] for place in places)
    for other in others:
        first = _joined(working.proposals.passages, first, other)
    entries = working.entries
    return working.with_entries(
        (*entries[: places[0]], first, *entries[places[-1] + 1 :]), f"{len(places)} joined to one"
    )


def merge_up(working: Working, key: int) -> Working:
    """An entry joined to the one before it."""
    place = working.place(key)
    return working if place == 0 else merge(working, (working.entries[place - 1].key, key))


def merge_down(working: Working, key: int) -> Working:
    """The entry after it joined to an entry."""
    after = working.place(key) + 1
    if after == len(working.entries):
        return working
    return merge(working, (key, working.entries[after].key))


# Joints


def words_of(passage: Passage) -> tuple[str, ...]:
    """The words of a passage as an item may have them, the likeliest first.

    Without the label or number printed in front of them; of a row those of each cell. None where
    it holds only a label or a number.
    """
    if passage.kind == "row":
        texts = sorted((_folded(cell) for cell in passage.cells), key=len, reverse=True)
        return tuple(words for text in texts for words in (text, printed_label(text)[1]) if words)
    if passage.kind == "number":
        return ()
    label = read_label(passage.text)
    if label is not None and (label.separated or not label.rest):
        return (label.rest,) if label.rest else ()
    number = passage.number
    text = passage.text.removeprefix(number) if number else passage.text
    return (text.strip(),) if text.strip() else ()


def _folded(cell: str) -> str:
    return join_parts(cell.strip().split("\n"))


def spans(passages: Sequence[Passage], item: Item) -> dict[int, Span]:
    """Where in an item's text the words of each of its passages stand, as far as they do whole."""
    found: dict[int, Span] = {}
    start = 0
    for place in item.passages:
        for words in words_of(passages[place]):
            at = item.text.find(words, start)
            if at >= 0:
                start = at + len(words)
                found[place] = (at, start)
                break
    return found


def joints(text: str, of_passages: Mapping[int, Span]) -> list[Span]:
    """The gaps at which a text parts best: those of the first kind of joint that it has."""
    gaps = []
    for (_, end), _ in pairwise(sorted(of_passages.values())):
        gaps.append((end, end + len(text[end:]) - len(text[end:].lstrip(_GLUE))))
    if gaps:
        return gaps
    for joint in (_LINES, _MARKERS, _SEMICOLONS, _SENTENCES):
        gaps = [hit.span() for hit in joint.finditer(text) if 0 < hit.start() < hit.end()]
        # One number with a full stop ends a sentence as often as it begins a list.
        if gaps and (joint is not _MARKERS or len(gaps) > 1 or _MARKED.match(text)):
            return gaps
    return []


def printed_label(text: str) -> tuple[str | None, str]:
    """The label or number printed in front of a text, and the words behind it."""
    label = read_label(text)
    if label is not None and label.number and label.rest and label.separated:
        return label.words, label.rest
    number = read_number(text)
    if number is not None and number[1] in ("decimal", "ordinal") and number[2].strip():
        return number[0], number[2].strip()
    return None, text


# Cutting


def _cut(working: Working, key: int, gaps: Sequence[Span]) -> Working:
    entry = working.entry(key)
    edges = [0, *(edge for gap in gaps for edge in gap), len(entry.item.text)]
    parts = list(zip(edges[::2], edges[1::2], strict=True))
    pieces, before = [], 0
    for part in parts:
        glue = entry.item.text[before : part[0]]
        pieces.append(piece(working.proposals.passages, entry, part, glue))
        before = part[1]
    if len(pieces) < 2 or not all(one.item.text.strip() for one in pieces):
        return working
    first, *others = pieces
    if opens_list(first.item.text):
        first = left_as_lead_in(first)
    made = [replace(one, key=working.fresh + at) for at, one in enumerate(others)]
    place = working.place(key)
    entries = working.entries
    return working.with_entries(
        (*entries[:place], first, *made, *entries[place + 1 :]),
        f"split into {len(parts)}",
        working.fresh + len(made),
    )


def opens_list(text: str) -> bool:
    """Whether a text only opens what stands below it."""
    return text.rstrip().endswith(_OPENS)


def left_as_lead_in(entry: Entry) -> Entry:
    """The words above a list that was split: shown, and left."""
    return replace(entry, state="rejected", left_why=LEAD_IN)


def piece(passages: Sequence[Passage], entry: Entry, part: Span, glue: str) -> Entry:
    """A part of an entry's text as an entry; the one at the start keeps key, label and outcome.

    A number or label printed in front of a later part becomes its label. `glue` is what stood
    before the part.
    """
    item = entry.item
    text = item.text[slice(*part)]
    own = _passages_within(passages, item, part)
    if part[0] == 0:
        return replace(entry, item=replace(item, text=text, passages=own)).marked("split")
    label, words = printed_label(text)
    if label is None:
        label = _label_above(passages, item, own, part[0])
    pages = [page for place in own if (page := passages[place].page)]
    made = replace(
        item,
        text=words,
        label=label,
        outcome=None,
        passages=own,
        page=pages[0] if pages else item.page,
        themes=(),
        asked_before=(),
    )
    glue += text[: len(text) - len(words)]
    return Entry(-1, made, entry.state, "split", ("split",), glue)


def label_of(passage: Passage) -> str | None:
    """The label or number that a passage begins with; letters before a line of a list are none."""
    if passage.kind == "number":
        return passage.number or passage.text or None
    label = read_label(passage.text)
    if label is not None and (label.separated or not label.rest):
        return label.words if label.number else None
    number = passage.number
    return number if number and number[:1].isdigit() else None


def _label_above(
    passages: Sequence[Passage], item: Item, own: Sequence[int], start: int
) -> str | None:
    """The label printed at or above the passage with whose words a part begins."""
    where = spans(passages, item)
    first = next((place for place in own if where.get(place, (-1, -1))[0] == start), None)
    if first is None:
        return None
    above = [place for place in own if place < first and place not in where]
    return next(filter(None, (label_of(passages[place]) for place in (first, *above))), None)


def _passages_within(passages: Sequence[Passage], item: Item, part: Span) -> tuple[int, ...]:
    """The passages that a part of an item's text was read from."""
    where = spans(passages, item)
    own = {place for place, (start, end) in where.items() if start < part[1] and end > part[0]}
    if part[0] == 0 and where:
        own.update(place for place in item.passages if place < min(where))
    # A heading or lone number stands above the words that it labels.
    own.update(place for place in item.passages if place not in where and place + 1 in own)
    return tuple(sorted(own)) or item.passages


# Joining


def _joined(passages: Sequence[Passage], first: Entry, other: Entry) -> Entry:
    a, b = first.item, other.item
    glue = other.glue or _glue(passages, a, b)
    printed = a.as_printed
    if b.as_printed != printed:
        printed = (a.as_printed or a.text) + glue + (b.as_printed or b.text)
    outcomes = [one for one in (a.outcome, b.outcome) if one]
    item = replace(
        a,
        text=a.text + glue + b.text,
        label=a.label or (None if other.glue.strip(_GLUE) else b.label),
        group=a.group or b.group,
        theme=a.theme or b.theme,
        outcome=join_parts(outcomes) or None,
        agencies=tuple(dict.fromkeys((*a.agencies, *b.agencies))),
        page=a.page or b.page,
        confidence=max(a.confidence, b.confidence),
        passages=tuple(sorted({*a.passages, *b.passages})),
        as_printed=printed,
        themes=tuple(dict.fromkeys((*a.themes, *b.themes))),
        asked_before=tuple(dict((*b.asked_before, *a.asked_before)).items()),
    )
    taken = first.taken or other.taken
    joined = replace(first, item=item, left_why="", state="accepted" if taken else first.state)
    return joined.marked("merged")


def _glue(passages: Sequence[Passage], before: Item, after: Item) -> str:
    """What stands between two items that were never one: a bullet begins a line of its own."""
    own = [place for place in after.passages if words_of(passages[place])]
    if own and passages[own[0]].kind == "bullet":
        return "\n- "
    return "\n" if before.text.rsplit("\n", 1)[-1].startswith("- ") else " "
