"""What a person points at in the document becomes items: each passage one, all one, or an outcome.

What was proposed of the same words already is taken, cut or joined; nothing is there twice.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from auditrack.intake.drafts import join_parts
from auditrack.intake.parting import (
    Span,
    left_as_lead_in,
    opens_list,
    piece,
    printed_label,
    words_of,
)
from auditrack.intake.units import Unit, between, item_of, outcome_words, units, whole
from auditrack.intake.working import Entry, Working, counted
from auditrack.model.proposal import Passage

_BETWEEN = " \n-"


def each_is_one(
    working: Working, first: int, last: int, kind: str = "recommendation"
) -> tuple[Working, tuple[int, ...]]:
    """Each paragraph, bullet, numbered line or row from a passage to another is one item.

    Returns:
        The working, and the keys of these items; itself and none where there are no words.
    """
    pile = _Pile(working)
    found = units(working.proposals, first, last, kind)
    keys = tuple(pile.place(unit, kind) for unit in found)
    said = f"{counted(len(keys), kind)} from the document"
    return pile.working(said), keys


def whole_is_one(
    working: Working, first: int, last: int, kind: str = "recommendation"
) -> tuple[Working, tuple[int, ...]]:
    """All from a passage to another is one item, with its bullets. Returns as `each_is_one`."""
    unit = whole(working.proposals, first, last, kind)
    if unit is None:
        return working, ()
    pile = _Pile(working)
    key = pile.place_whole(unit, kind)
    return pile.working(f"{counted(1, kind)} from the document"), (key,)


def outcome_from(working: Working, first: int, last: int, key: int) -> Working:
    """The words from a passage to another are the outcome that an item intends.

    They are no item of their own any more, and no words of another; said of a row again, the
    next cell is. Itself where there are no words, or the item would be left without any.
    """
    item = working.entry(key).item
    passages = working.proposals.passages
    chosen = between(working.proposals, first, last)
    words = outcome_words(working.proposals, first, last, item)
    cells = [_folded(cell) for cell in passages[chosen[0]].cells] if len(chosen) == 1 else []
    again = item.outcome in cells
    text = item.text
    for place in chosen:
        text = _without(text, passages[place])
    if not text or not (words or again) or (words and words in (item.outcome or "")):
        return working
    pile = _Pile(working)
    pile.drop(chosen, but=key)
    parts = [words] if again or not item.outcome else [item.outcome, words]
    pile.put(
        pile.entry(key).put(
            text=text,
            outcome=join_parts([part for part in parts if part]) or None,
            passages=tuple(sorted({*item.passages, *chosen})),
        )
    )
    return pile.working("outcome set")


def outcome_of_before(working: Working, key: int) -> Working:
    """An entry is no item but the outcome of the one before it. Itself for the first."""
    place = working.place(key)
    if place == 0:
        return working
    before, entry = working.entries[place - 1], working.entries[place]
    parts = [part for part in (before.item.outcome, entry.item.text) if part]
    told = before.put(
        outcome=join_parts(parts),
        passages=tuple(sorted({*before.item.passages, *entry.item.passages})),
    )
    entries = working.entries
    return working.with_entries((*entries[: place - 1], told, *entries[place + 1 :]), "outcome set")


class _Pile:
    """The entries of a working while they are changed one after another."""

    def __init__(self, working: Working) -> None:
        self._start = working
        self._passages = working.proposals.passages
        self._fresh = working.fresh
        self._order = [one.key for one in working.entries]
        self._entries: dict[int, Entry] = {}
        self._reading: defaultdict[int, dict[int, None]] = defaultdict(dict)
        """The keys of the entries that were read from a passage."""
        for one in working.entries:
            self.put(one)

    def working(self, done: str) -> Working:
        entries = (self._entries[key] for key in self._order)
        return self._start.with_entries(entries, done, self._fresh)

    def entry(self, key: int) -> Entry:
        return self._entries[key]

    def put(self, entry: Entry) -> None:
        """In the place of the entry of the same key."""
        self._take_out(entry.key)
        self._entries[entry.key] = entry
        for place in entry.item.passages:
            self._reading[place][entry.key] = None

    def _take_out(self, key: int) -> None:
        if key in self._entries:
            for place in self._entries.pop(key).item.passages:
                self._reading[place].pop(key, None)

    def _remove(self, key: int) -> None:
        self._take_out(key)
        self._order.remove(key)

    def place(self, unit: Unit, kind: str) -> int:
        """Make a unit an entry of its own; its key."""
        owners = self._owners(unit.core)
        for owner in owners:
            if unit.text in (owner.item.text, owner.item.as_printed):
                return self._taken(owner, unit, kind)
        for owner in owners:
            at = owner.item.text.find(unit.text)
            if at >= 0:
                return self._carved(owner, unit, kind, (at, at + len(unit.text)))
        inside = [one for one in owners if (one.item.as_printed or one.item.text) in unit.text]
        if inside and any(one.item.as_printed for one in inside):
            return self._taken(inside[0], unit, kind)
        self._drop_outcome(unit.core)
        return self._made(unit, kind, inside)

    def place_whole(self, unit: Unit, kind: str) -> int:
        """Make several passages one entry, in the place of what was read from them alone."""
        within = [one for one in self._owners(unit.core) if self._is_within(one, unit)]
        if len(within) == 1 and within[0].item.text == unit.text:
            return self._taken(within[0], unit, kind)
        for owner in self._owners(unit.core):
            if owner not in within:
                self._cut_out(owner, unit.core)
        self._drop_outcome(unit.core)
        return self._made(unit, kind, within)

    def drop(self, chosen: Sequence[int], but: int) -> None:
        """Take passages out of every entry but one; what has no other words goes."""
        for owner in self._owners(chosen):
            if owner.key == but:
                continue
            if set(self._words_from(owner)) <= set(chosen):
                self._remove(owner.key)
            else:
                self._cut_out(owner, chosen)

    # Steps

    def _owners(self, places: Sequence[int]) -> list[Entry]:
        keys = {key for place in places for key in self._reading[place]}
        if len(keys) > 1:
            return [self._entries[key] for key in self._order if key in keys]
        return [self._entries[key] for key in keys]

    def _words_from(self, entry: Entry) -> list[int]:
        """The passages that gave an entry words."""
        return [place for place in entry.item.passages if words_of(self._passages[place])]

    def _is_within(self, entry: Entry, unit: Unit) -> bool:
        return set(self._words_from(entry)) <= set(unit.core)

    def _taken(self, owner: Entry, unit: Unit, kind: str) -> int:
        """It was proposed already: it is taken in, as what it was said to be."""
        entry = owner.put(kind=kind)
        label, outcome = owner.item.label or unit.label, owner.item.outcome or unit.outcome
        item = replace(entry.item, label=label, outcome=outcome)
        self.put(replace(entry, item=item, state="accepted", left_why=""))
        return owner.key

    def _made(self, unit: Unit, kind: str, instead: Sequence[Entry]) -> int:
        """A new entry, or one in the place of those of which it holds the words."""
        item = item_of(unit, kind, self._start.proposals)
        if instead:
            first = instead[0]
            old = first.item
            item = replace(
                item,
                label=unit.label or old.label,
                group=item.group or old.group,
                agencies=item.agencies or old.agencies,
                outcome=old.outcome or item.outcome,
                theme=old.theme or item.theme,
                themes=old.themes,
                asked_before=old.asked_before,
                passages=tuple(sorted({*unit.passages, *old.passages})),
            )
            entry = Entry(first.key, item, "accepted", first.origin, first.changed, first.glue)
            for one in instead[1:]:
                self._remove(one.key)
            self.put(entry.marked("text" if len(instead) == 1 else "merged"))
            return first.key
        key = self._key()
        self._insert(Entry(key, item, "accepted", "added"))
        return key

    def _carved(self, owner: Entry, unit: Unit, kind: str, part: Span) -> int:
        """Cut a unit out of an entry that was read from more than it."""
        text = owner.item.text
        head = text[: part[0]].rstrip(_BETWEEN)
        tail_at = len(text) - len(text[part[1] :].lstrip(_BETWEEN))
        pieces: list[Entry] = []
        if head and printed_label(text[: part[1]])[1] != unit.text:
            kept = piece(self._passages, owner, (0, len(head)), "")
            pieces.append(left_as_lead_in(kept) if opens_list(head) else kept)
        mine = piece(self._passages, owner, part, text[len(head) : part[0]] if pieces else "")
        item = replace(mine.item, kind=kind, passages=unit.passages, text=unit.text)
        if not pieces:
            item = replace(owner.item, kind=kind, passages=unit.passages, text=unit.text)
        item = replace(item, label=unit.label or item.label)
        key = self._key() if pieces else owner.key
        origin = "split" if pieces else owner.origin
        pieces.append(
            Entry(key, item, "accepted", origin, owner.changed, mine.glue).marked("split")
        )
        if tail_at < len(text):
            rest = piece(self._passages, owner, (tail_at, len(text)), text[part[1] : tail_at])
            pieces.append(replace(rest, key=self._key()))
        at = self._order.index(owner.key)
        self._order[at : at + 1] = [one.key for one in pieces]
        for one in pieces:
            self.put(one)
        return key

    def _cut_out(self, owner: Entry, places: Sequence[int]) -> None:
        """Take the words of passages out of an entry, where they stand in it as printed."""
        text = owner.item.text
        for place in places:
            text = _without(text, self._passages[place])
        if not text or text == owner.item.text:
            return
        kept = tuple(place for place in owner.item.passages if place not in places)
        self.put(replace(owner, item=replace(owner.item, text=text, passages=kept)).marked("split"))

    def _drop_outcome(self, places: Sequence[int]) -> None:
        """Words that are an item of their own are no outcome of another."""
        for owner in self._owners(places):
            outcome = owner.item.outcome
            for place in places:
                outcome = _without(outcome, self._passages[place]) if outcome else None
            if outcome != owner.item.outcome:
                self.put(owner.put(outcome=outcome or None))

    def _key(self) -> int:
        self._fresh += 1
        return self._fresh - 1

    def _insert(self, entry: Entry) -> None:
        """In the order of the document: behind what was read from the passages before it."""
        self.put(entry)
        at = bisect_right(self._order, self._first(entry.key), key=self._first)
        self._order.insert(at, entry.key)

    def _first(self, key: int) -> int:
        return next(iter(self._entries[key].item.passages), -1)


def _folded(cell: str) -> str:
    return join_parts(cell.strip().split("\n"))


def _without(text: str, passage: Passage) -> str:
    """A text without the words of a passage, where it holds them as printed."""
    if passage.kind == "row":
        return text
    for words in words_of(passage):
        at = text.find(words)
        if at >= 0:
            before, after = text[:at].rstrip(_BETWEEN), text[at + len(words) :].lstrip(_BETWEEN)
            glue = text[len(before) : at] if before and after else ""
            return f"{before}{glue}{after}"
    return text
