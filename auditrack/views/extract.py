"""Everything held on one review, or on the reviews of a case, with its history, for a lawyer."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

import msgspec

from auditrack.model.change import Head, Records
from auditrack.model.dates import in_words
from auditrack.register.evidence_check import NAME
from auditrack.views.board import board_of, is_demonstration
from auditrack.views.embargo import is_embargoed
from auditrack.views.export_fields import KINDS, kind_of, stored, tables_of
from auditrack.views.extract_gathering import Gathering, Key
from auditrack.views.extract_history import EntryHeld, Touched, entries_held, touched_by
from auditrack.views.extract_meant import Meant, meant
from auditrack.views.extract_not_held import not_held
from auditrack.views.extract_order import Placed, in_order
from auditrack.views.extract_whose import ERASED, texts
from auditrack.views.extract_words import Values, called, field_called

if TYPE_CHECKING:
    from auditrack.register.protocol import Store


@dataclass(frozen=True)
class FieldHeld:
    """One field of a record: its name, what it is called, its value as stored and in words.

    `points` are the numbers of the records of the extract that it names.
    """

    name: str
    called: str
    value: Any
    words: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True)
class RecordHeld:
    """One record of the extract.

    `number` is what a lawyer refers to it by ("E-0012"); `under` is the number of the record it
    stands below and `depth` how deep. `fields` are those that hold something. `also` are the other
    reviews that it is of too, each with its title. `notes` are sentences to read with it, and
    `entries` the numbers of the entries of the history that touched it.
    """

    number: str
    section: str
    table: str
    ref: str
    under: str
    depth: int
    withdrawn_on: str | None
    fields: tuple[FieldHeld, ...]
    also: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """What it is called: "recommendation child-willow/1"."""
        return f"{called(self.table)} {self.ref}"


@dataclass(frozen=True)
class NamedHeld:
    """A record of another review that names this one: its reference and title alone."""

    number: str
    table: str
    ref: str
    reviews: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Count:
    """How many records of a table are held, how many of them withdrawn."""

    table: str
    number: int
    withdrawn: int

    @property
    def called(self) -> str:
        """What they are called."""
        return called(self.table, 2)


@dataclass(frozen=True)
class Extract:
    """Everything held on some reviews of one case, or on one.

    Attributes:
        reviews: their references and titles, in order.
        case: the case that was meant, "" where one review was.
        beside: other reviews of the same case, which are not in it.
        records: what is held, in an order to be read in.
        named: records of other reviews that name these.
        history: the entries that touched them, in order.
        not_held: sentences on what is not in it.
        files: the kept files that evidence of it has: number, name and SHA-256.
        embargoed: those of the reviews that may not be spoken of outside yet.
    """

    reviews: tuple[tuple[str, str], ...]
    case: str
    beside: tuple[tuple[str, str], ...]
    board: str
    marking: str
    demonstration: bool
    as_at: date
    head: Head
    records: tuple[RecordHeld, ...]
    named: tuple[NamedHeld, ...]
    history: tuple[EntryHeld, ...]
    not_held: tuple[str, ...]
    files: tuple[tuple[str, str, str], ...]
    embargoed: tuple[str, ...]

    @property
    def title(self) -> str:
        """The review by reference and title; a case by its name."""
        if self.case:
            return f"the case {self.case}"
        ref, title = self.reviews[0]
        return f"{title} ({ref})" if title else ref

    @property
    def counts(self) -> tuple[Count, ...]:
        """How many records of each table, in the order in which they first come."""
        number = Counter(one.table for one in self.records)
        withdrawn = Counter(one.table for one in self.records if one.withdrawn_on)
        return tuple(Count(table, many, withdrawn[table]) for table, many in number.items())

    def of(self, section: str) -> tuple[RecordHeld, ...]:
        """The records of a section, in order."""
        return tuple(one for one in self.records if one.section == section)


def extract_of(
    register: "Store", review: str, as_at: date, records: Records | None = None
) -> Extract:
    """Everything held on a review, or on all reviews of a case, with its history.

    Args:
        register: where the history is.
        review: the review's reference or an unambiguous start of one, or the name of a case.
        as_at: the day that the extract bears.
        records: the state, where it is not the live one; the history ends at its head.

    Raises:
        RefusedError: there is no such review or case.
    """
    state = records if records is not None else register
    asked = meant(state, review)
    tables = (*KINDS, *(one for one in tables_of(register, state) if one not in KINDS))
    gathering = Gathering(state, asked.reviews, tables)
    touched = touched_by(register.history(), state.head.number, gathering)
    return _Making(register, state, as_at, asked, gathering).made(touched)


class _Making:
    """One extract on its way."""

    def __init__(
        self,
        register: "Store",
        records: Records,
        as_at: date,
        asked: Meant,
        gathering: Gathering,
    ) -> None:
        self._register = register
        self._records = records
        self._as_at = as_at
        self._asked = asked
        self._gathering = gathering
        self._values = Values(records)
        self._placed = in_order(gathering)
        self._numbers: dict[Key, str] = {}
        self._refs: dict[str, str] = {}

    def made(self, touched: list[Touched]) -> Extract:
        """The extract with what the history holds of it."""
        gathering = self._gathering
        many = len(self._placed) + len(gathering.beside) + len(touched)
        number = _numbers(max(_DIGITS, len(str(many))))
        for one in self._placed:
            self._numbers[one.key] = next(number)
            self._refs.setdefault(one.ref, self._numbers[one.key])
        named = tuple(
            NamedHeld(next(number), one.table, one.ref, self._titled(one.reviews))
            for one in gathering.beside
        )
        history = tuple(entries_held(touched, self._numbers, self._values, number))
        entries: dict[Key, dict[str, None]] = {}
        for entry in history:
            for change in entry.changes:
                entries.setdefault((change.table, change.ref), {})[entry.number] = None
        held = tuple(self._record(one, tuple(entries.get(one.key, ()))) for one in self._placed)
        board = board_of(self._records)
        return Extract(
            reviews=self._titled(self._asked.reviews),
            case=self._asked.case,
            beside=self._titled(self._asked.beside),
            board=board.name or self._register.header.board,
            marking=board.marking,
            demonstration=is_demonstration(self._register),
            as_at=self._as_at,
            head=self._records.head,
            records=held,
            named=named,
            history=history,
            not_held=tuple(not_held(gathering, self._titled(self._asked.beside))),
            files=tuple(_files(held)),
            embargoed=tuple(ref for ref in self._asked.reviews if is_embargoed(self._records, ref)),
        )

    def _titled(self, refs: Iterable[str]) -> tuple[tuple[str, str], ...]:
        found = ((ref, self._records.get("reviews", ref) or {}) for ref in refs)
        return tuple((ref, str(review.get("title") or "")) for ref, review in found)

    def _record(self, one: Placed, entries: tuple[str, ...]) -> RecordHeld:
        withdrawn = one.document.get("withdrawn_on")
        return RecordHeld(
            number=self._numbers[one.key],
            section=one.section,
            table=one.table,
            ref=one.ref,
            under=self._numbers[one.under] if one.under else "",
            depth=one.depth,
            withdrawn_on=str(withdrawn) if withdrawn else None,
            fields=tuple(self._fields(one)),
            also=self._titled(self._gathering.also.get(one.key, ())),
            notes=tuple(self._notes(one)),
            entries=entries,
        )

    def _fields(self, one: Placed) -> Iterator[FieldHeld]:
        kind = kind_of(one.table)
        known = [field.encode_name for field in msgspec.structs.fields(kind)] if kind else []
        for name in dict.fromkeys(("ref", *known, *sorted(one.document))):
            value = one.document.get(name)
            if name == "rev" or value is None or value in ("", (), []):
                continue
            named = (self._refs.get(text) for text in texts(value)) if name != "ref" else ()
            yield FieldHeld(
                name,
                field_called(name),
                stored(value),
                self._values.in_words(one.table, name, value),
                tuple(dict.fromkeys(number for number in named if number)),
            )
        yield FieldHeld("rev", field_called("rev"), one.document.get("rev"), _times(one))

    def _notes(self, one: Placed) -> Iterator[str]:
        gathering, document = self._gathering, one.document
        if (because := gathering.because.get(one.key)) is not None:
            yield because
        if one.table == "links":
            for side in ("a", "b"):
                ref = str(document.get(side))
                others = sorted(gathering.whose.of_ref(ref) - gathering.own)
                for review, title in self._titled(others):
                    yield (
                        f"{ref} is a recommendation of another review, {titled(review, title)}: "
                        "matter of a third party, of which only the reference and that title are "
                        "here."
                    )
        if document.get("disposed_on"):
            yield (
                f"Its texts were disposed of on {in_words(str(document['disposed_on']))}: they are "
                "gone from the record and from every entry of the history, and a mark stands in "
                "their place."
            )
        elif any(text.startswith(ERASED) for value in document.values() for text in texts(value)):
            yield (
                "A text of it was erased: what stood there is gone from the record and from the "
                "history, and a mark that begins “redacted” or “disposed of” stands in its place."
            )
        if one.table == "imports" and document.get("undone_on"):
            yield (
                f"This import was undone on {in_words(str(document['undone_on']))}. What it "
                "brought in and nobody had changed was withdrawn with it."
            )


_DIGITS = 4


def _numbers(width: int) -> Iterator[str]:
    return (f"E-{number:0{width}}" for number in count(1))


def _times(one: Placed) -> str:
    times = one.document.get("rev")
    return "once" if times == 1 else f"{times} times"


def titled(ref: str, title: str) -> str:
    """A review by reference and title: "child-willow, “Child Willow”"."""
    return f"{ref}, “{title}”" if title else ref


def _files(held: Iterable[RecordHeld]) -> Iterator[tuple[str, str, str]]:
    for one in held:
        values = {field.name: field.value for field in one.fields}
        sha256 = values.get("file_sha256")
        if one.table == "evidence" and isinstance(sha256, str) and NAME.fullmatch(sha256):
            yield one.number, str(values.get("file_name") or ""), sha256
