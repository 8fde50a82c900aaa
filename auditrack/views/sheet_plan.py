"""What becomes of a sheet: one fate for every row, and what would be written, as plain values."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from auditrack.model.sheet import Note, Problem, Sheet
from auditrack.views.wording import counted

FATES: Final = (
    "new",
    "the same",
    "changes",
    "conflict",
    "refused",
    "empty",
    "heading",
    "hidden",
)
"""What may become of a row. Each has exactly one, and they add up to the rows of the sheet."""

AS_REPORTED: Final = "As reported in the tracker"
"""What an action is called that a tracker tells of only by a state or its progress."""


class Change(msgspec.Struct, frozen=True):
    """A field that the sheet says otherwise: as it stands here, and as the sheet says.

    `before` is what the last sheet said of it, None where none spoke of it.
    """

    ref: str
    field: str
    here: str
    there: str
    before: str | None = None


class Fate(msgspec.Struct, frozen=True):
    """What becomes of one row, with the records it is about and why, in a sentence."""

    place: int
    kind: str
    refs: tuple[str, ...] = ()
    said: str = ""
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """An action to write. `ref` is the one on record, `undone` that it stands again.

    `fields` holds names as printed: those of a new record, or those that change.
    """

    place: int
    ref: str | None = None
    undone: bool = False
    fields: dict[str, Any] = {}
    state: str | None = None
    off_track: bool | None = None
    state_on: str | None = None
    notes: tuple[Note, ...] = ()
    evidence: tuple[str, ...] = ()
    extend_to: str | None = None
    withdraw: bool = False


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """A recommendation with its actions; without `text` and `ref` they serve the review itself."""

    place: int
    review: str
    ref: str | None = None
    undone: bool = False
    label: str | None = None
    text: str = ""
    fields: dict[str, Any] = {}
    withdraw: bool = False
    evidence: tuple[str, ...] = ()
    works: tuple[Work, ...] = ()


class Meant(msgspec.Struct, frozen=True, kw_only=True):
    """A review as the sheet names it: the one on record, or a new one of that title."""

    printed: str
    ref: str | None = None
    undone: bool = False
    typed: bool = False
    rows: int = 0
    near: str | None = None


class Word(msgspec.Struct, frozen=True):
    """A status word or colour of the sheet: what it means, how that is known, and in how many rows.

    Where `means` is None it is asked; `often` is then what it often means.
    """

    said: str
    means: str | None
    because: str
    rows: int
    often: str | None = None


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of every row of a sheet. Nothing of it is written unless all of it can be."""

    sheet: Sheet
    fates: tuple[Fate, ...]
    reviews: dict[str, Meant]
    asks: tuple[Ask, ...]
    words: tuple[Word, ...]
    notes: tuple[str, ...] = ()
    on_conflict: str = "stop"
    settled: dict[int, str] = {}

    @property
    def counts(self) -> dict[str, int]:
        """How many rows have each fate; they add up to the last row of the sheet."""
        found = Counter(fate.kind for fate in self.fates)
        found["empty"] += self.sheet.last - len(self.fates)
        return {kind: found[kind] for kind in FATES if found[kind]}

    @property
    def asked(self) -> tuple[Word, ...]:
        """The words whose meaning must be told first."""
        return tuple(word for word in self.words if word.means is None)

    @property
    def refused(self) -> tuple[Fate, ...]:
        """The rows that are refused."""
        return tuple(fate for fate in self.fates if fate.kind == "refused")

    @property
    def waiting(self) -> int:
        """How many rows are refused only because a word must be explained first."""
        return sum(all(one.word for one in fate.problems) for fate in self.refused)

    @property
    def conflicts(self) -> tuple[Fate, ...]:
        """The rows that say something else than what was changed here since."""
        return tuple(fate for fate in self.fates if fate.kind == "conflict")

    @property
    def unsettled(self) -> tuple[Fate, ...]:
        """The conflicts of which nobody has said what becomes of them."""
        return tuple(
            fate
            for fate in self.conflicts
            if self.settled.get(fate.place, self.on_conflict) == "stop"
        )

    @property
    def stops(self) -> bool:
        """Whether nothing may be written as things stand."""
        return bool(self.refused) or bool(self.unsettled)

    @property
    def writes(self) -> bool:
        """Whether there is anything to write of its rows."""
        return any(fate.kind in ("new", "changes") for fate in self.fates)

    def describe(self) -> str:
        """One line: "300 rows: 210 new, 40 the same, 50 empty"."""
        counts = ", ".join(f"{number:,} {kind}" for kind, number in self.counts.items())
        return f"{counted(self.sheet.last, 'row')}: {counts or 'none'}"

    def refused_rows(self) -> Iterator[tuple[list[str], str]]:
        """The cells of each refused row or conflict, and why it is one.

        What stands in the register is not told: this leaves it in a file of its own.
        """
        cells = {row.place: list(row.cells) for row in self.sheet.rows}
        for fate in self.fates:
            if fate.kind == "refused":
                yield cells.get(fate.place, []), f"Row {fate.place}: {reason_of(fate)}"
            elif fate.kind == "conflict":
                fields = ", ".join(f"{one.field} of {one.ref}" for one in fate.changes)
                why = f"Row {fate.place}: changed here and in the sheet: {fields}"
                yield cells.get(fate.place, []), why

    def to_json(self) -> dict[str, Any]:
        """What `import --dry-run --json` prints of a sheet."""
        return {
            "source": {
                "file": self.sheet.file,
                "sha256": self.sheet.sha256,
                "format": self.sheet.format,
                "sheet": self.sheet.name,
            },
            "header": list(self.sheet.header),
            "columns": [
                {
                    "column": one.letter,
                    "heading": one.heading,
                    "field": one.role,
                    "because": one.because,
                    "samples": list(one.samples),
                }
                for one in self.sheet.columns
            ],
            "words": [msgspec.to_builtins(word) for word in self.words],
            "reviews": [
                {
                    "printed": one.printed,
                    "ref": one.ref,
                    "new": one.ref is None or one.undone,
                    "rows": one.rows,
                }
                for one in self.reviews.values()
            ],
            "counts": self.counts,
            "rows": [msgspec.to_builtins(fate) for fate in self.fates],
            "notes": [*self.sheet.notes, *self.notes],
        }


def reason_of(fate: Fate) -> str:
    """Why a row is refused or a conflict, each cell by its name, in a sentence."""
    if fate.problems:
        return "; ".join(
            f"{one.column}{fate.place} {one.sentence}" if one.column else one.sentence
            for one in fate.problems
        )
    return fate.said
