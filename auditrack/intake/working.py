"""What a person makes of a document's proposals before anything is accepted: an immutable value.

Every operation gives a new `Working` that knows the one before, so that each can be taken back.
Wording stays that of the document unless a person words it otherwise; then the printed one is kept
beside it. Nothing here is a record.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from auditrack.intake.bodies import is_board, is_everybody, is_national
from auditrack.model.proposal import KINDS, Item, Proposals

State = Literal["proposed", "accepted", "rejected"]
STATES: Final = ("proposed", "accepted", "rejected")

Origin = Literal["found", "added", "split"]
ORIGINS: Final = ("found", "added", "split")

DOUBTFUL = 0.7
"""The confidence below which a person should look, ticked or not."""

CHANGES: Final = (
    *("kind", "text", "label", "reach", "group", "theme", "outcome", "agencies", "themes"),
    *("asked_before", "split", "merged"),
)
"""What of an item a person may change, by its name, and what may befall it as a whole."""

LEAD_IN = "it only opens the list below it"
"""Why the words above a list that was split are left."""


@dataclass(frozen=True)
class Entry:
    """One proposal as it stands now. `key` is its own for good, whatever comes and goes.

    `changed` says what a person changed, in the words of `CHANGES`. `glue` is what stood between it
    and the words it was cut from. `left_why` says why splitting left it.
    """

    key: int
    item: Item
    state: State = "proposed"
    origin: Origin = "found"
    changed: tuple[str, ...] = ()
    glue: str = ""
    left_why: str = ""

    @property
    def taken(self) -> bool:
        """Whether accepting the import as it stands takes it in."""
        return self.state == "accepted" or (self.state == "proposed" and self.item.ticked)

    @property
    def doubtful(self) -> bool:
        """Whether it waits for a person: nobody said yes or no, and it is not sure."""
        sure = self.item.ticked and self.item.confidence >= DOUBTFUL
        return self.state == "proposed" and not sure

    def put(self, **new: Any) -> "Entry":
        """With other values of its item; what differs from now counts as changed."""
        told = [name for name, value in new.items() if value != getattr(self.item, name)]
        return replace(self, item=replace(self.item, **new)).marked(*told) if told else self

    def marked(self, *changed: str) -> "Entry":
        """Known as changed in these respects too."""
        told = {*self.changed, *changed}
        return replace(self, changed=tuple(name for name in CHANGES if name in told))

    def worded(self, text: str) -> "Entry":
        """With other words; those that were printed stay beside them."""
        printed = self.item.as_printed or self.item.text
        entry = self.put(text=text)
        return replace(
            entry, item=replace(entry.item, as_printed=None if text == printed else printed)
        )


@dataclass(frozen=True)
class Working:
    """A document's proposals, in its order, with what a person made of each.

    `fresh` is the key of the next entry that is made, `done` says in words what the last operation
    did. `before` and `after` lead back and forth; two values are equal where they stand the same.
    """

    proposals: Proposals
    entries: tuple[Entry, ...]
    fresh: int
    done: str = field(default="", compare=False)
    before: "Working | None" = field(default=None, compare=False, repr=False)
    after: "Working | None" = field(default=None, compare=False, repr=False)

    @classmethod
    def of(cls, proposals: Proposals) -> "Working":
        """As the document proposes it: nobody has looked yet."""
        entries = tuple(Entry(key, item) for key, item in enumerate(proposals.items))
        return cls(proposals, entries, len(entries))

    # What there is

    def place(self, key: int) -> int:
        """Where an entry stands now, counted from 0. KeyError where it is gone."""
        for place, entry in enumerate(self.entries):
            if entry.key == key:
                return place
        raise KeyError(key)

    def entry(self, key: int) -> Entry:
        """The entry of a key. KeyError where it is gone."""
        return self.entries[self.place(key)]

    @property
    def taken(self) -> tuple[int, ...]:
        """The places of the entries that accepting the import takes in."""
        return tuple(place for place, entry in enumerate(self.entries) if entry.taken)

    @property
    def is_touched(self) -> bool:
        """Whether anything stands otherwise than the document proposes it."""
        return self.entries != Working.of(self.proposals).entries

    def next_doubtful(self, after: int) -> int | None:
        """The place of the next entry that waits for a person, going round; None where none is."""
        count = len(self.entries)
        places = ((after + step) % count for step in range(1, count + 1))
        return next((place for place in places if self.entries[place].doubtful), None)

    def reading(self, passage: int) -> tuple[int, ...]:
        """The places of the entries that were read from a passage."""
        return tuple(
            place for place, entry in enumerate(self.entries) if passage in entry.item.passages
        )

    def describe(self) -> str:
        """What is taken in, rejected and not decided, in words with counts."""
        taken = [self.entries[place].item.kind for place in self.taken]
        kinds = ", ".join(counted(taken.count(kind), kind) for kind in KINDS if kind in taken)
        doubtful = sum(entry.doubtful for entry in self.entries)
        rejected = sum(entry.state == "rejected" for entry in self.entries)
        told = [
            f"{len(taken)} of {len(self.entries)} to take in" + (f": {kinds}" if kinds else ""),
            f"{doubtful} to look at" if doubtful else "",
            f"{rejected} rejected" if rejected else "",
        ]
        return "; ".join(part for part in told if part)

    def to_proposals(self) -> Proposals:
        """What an import accepts: every entry as an item, ticked where it is to be taken in."""
        items = tuple(replace(entry.item, ticked=entry.taken) for entry in self.entries)
        return replace(self.proposals, items=items)

    # Going on, and back

    def with_entries(
        self, entries: Iterable[Entry], done: str, fresh: int | None = None
    ) -> "Working":
        """Go on from here with other entries; itself where nothing differs."""
        kept = tuple(entries)
        if kept == self.entries:
            return self
        return Working(self.proposals, kept, fresh or self.fresh, done, self)

    def undo(self) -> "Working":
        """As it stood before the last operation; itself where there was none."""
        return self if self.before is None else replace(self.before, after=self)

    def redo(self) -> "Working":
        """As it stood before the last undo; itself where there was none."""
        return self.after or self

    def afresh(self) -> "Working":
        """As the document proposes it, as one operation that can be taken back."""
        start = Working.of(self.proposals)
        return self.with_entries(start.entries, "started afresh", self.fresh)

    # What a person says of entries

    def accept(self, keys: Collection[int]) -> "Working":
        """Take these in."""
        return self._each(keys, lambda one: replace(one, state="accepted", left_why=""), "accepted")

    def reject(self, keys: Collection[int]) -> "Working":
        """Leave these."""
        return self._each(keys, lambda one: replace(one, state="rejected", left_why=""), "rejected")

    def accept_ticked_from(self, place: int) -> "Working":
        """Say yes to all that are ticked from a place on, as a person does who has looked."""
        keys = {one.key for one in self.entries[place:] if one.state == "proposed" and one.taken}
        return self.accept(keys)

    def accept_all(self) -> "Working":
        """Take everything in."""
        return self.accept({one.key for one in self.entries})

    def reject_all(self) -> "Working":
        """Leave everything."""
        return self.reject({one.key for one in self.entries})

    def set_kind(self, keys: Collection[int], kind: str) -> "Working":
        """Say of what kind these are, which takes them in."""
        if kind not in KINDS:
            raise ValueError(f"{kind!r} is no kind of item")
        return self._each(keys, lambda one: _accepted(one.put(kind=kind)), f"made {said(kind)}")

    def set_asked(
        self, keys: Collection[int], agencies: tuple[str, ...], group: str | None = None
    ) -> "Working":
        """Say whom these ask.

        `group` is the heading as printed, where one was chosen; else the one that was found stays,
        unless nobody is asked. For whom it is meant follows, where no person said it.
        """

        def asked(one: Entry) -> Entry:
            printed = (group or one.item.group) if agencies else None
            entry = one.put(agencies=agencies, group=printed)
            if "reach" in one.changed:
                return entry
            reach = reach_of(printed, agencies, one.item.kind)
            return replace(entry, item=replace(entry.item, reach=reach))

        return self._each(keys, asked, f"asked of {', '.join(agencies) or 'nobody'}")

    def set_theme(self, key: int, theme: str) -> "Working":
        """Confirm a theme of an entry, or take that back."""
        themes = self.entry(key).item.themes
        now = tuple(one for one in themes if one != theme) if theme in themes else (*themes, theme)
        did = "theme confirmed" if theme in now else "theme no longer confirmed"
        return self._each({key}, lambda one: one.put(themes=now), did)

    def answer_asked_before(self, key: int, earlier: str, answer: str) -> "Working":
        """Answer whether an earlier recommendation asked the same; an empty answer is taken back.

        It takes the entry in: only what is on record can have been asked before.
        """
        others = [one for one in self.entry(key).item.asked_before if one[0] != earlier]
        now = (*others, (earlier, answer)) if answer else tuple(others)
        did = f"answered of {earlier}" if answer else f"no answer of {earlier}"
        return self._each({key}, lambda one: _accepted(one.put(asked_before=now)), did)

    def put_right(self, key: int, **new: Any) -> "Working":
        """Give an entry other values, by name; its text as a person words it.

        Raises:
            ValueError: a text is empty, or a kind or reach is none.
        """
        text = new.pop("text", None)
        if text is not None and not text.strip():
            raise ValueError("an item has words")

        def put(one: Entry) -> Entry:
            entry = one if text is None else one.worded(text)
            return _accepted(entry.put(**new))

        return self._each({key}, put, "put right")

    def _each(self, keys: Collection[int], change: Callable[[Entry], Entry], did: str) -> "Working":
        told = len(keys)
        return self.with_entries(
            (change(one) if one.key in keys else one for one in self.entries),
            did if told == 1 else f"{told} {did}",
        )


def reach_of(group: str | None, agencies: tuple[str, ...], kind: str) -> str | None:
    """For whom an ask is meant, by whom it asks."""
    named = [one for one in (group, *agencies) if one]
    if any(map(is_national, named)):
        return "national"
    if len(agencies) > 1 or any(is_board(one) or is_everybody(one) for one in named):
        return "multi-agency"
    if named:
        return "single-agency"
    return None if kind == "action" else "multi-agency"


def said(kind: str) -> str:
    """A kind of item as people say it."""
    return kind.replace("-", " ")


def counted(number: int, kind: str) -> str:
    """So many of a kind: "1 lesson", "2 assurance points"."""
    return f"{number} {said(kind)}{'' if number == 1 else 's'}"


def _accepted(entry: Entry) -> Entry:
    return replace(entry, state="accepted", left_why="")
