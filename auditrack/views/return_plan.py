"""What becomes of a returned form: one fate for every line, and what would be written."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec

from auditrack.model.change import Refusal
from auditrack.model.return_form import COLUMNS, SECTIONS, Returned, ReturnedLine
from auditrack.views.wording import counted

FATES: Final = ("taken", "left", "unchanged", "nothing written", "asked", "refused")
"""What may become of a line. Each has exactly one, and they add up to the lines of the form.

`asked` waits for a person's word, `left` is what the person leaves out.
"""

READ_AS: Final = "import return"
"""The command under which a return that was taken in stands in the history."""

FORMATS: Final = frozenset({"return-docx", "return-xlsx"})
"""The formats of imports that were returns of agencies."""


PRINTED: Final[Mapping[str, tuple[str, ...]]] = {
    "replies": ("text",),
    "updates": ("text", "due", "was"),
    "evidence": (),
    "questions": ("question",),
}
"""The columns of each table that the form prints and nobody is asked to write in."""


class Fate(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of one line.

    `number` counts the lines from 1. `fields` are what would be written of the record `ref`;
    `said` says that, or what is not clear, in a sentence; `here` is what stands on record, `read`
    how something was read; `often` is what the words of a column often mean, as a suggestion,
    and `waits` the asking that a reply answers. `line` is as the agency wrote it, `yours` what the
    person at the screen said instead, by column.
    """

    number: int
    line: ReturnedLine
    kind: str
    ref: str | None = None
    said: str = ""
    fields: Mapping[str, Any] = {}
    here: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    often: Mapping[str, str] = {}
    waits: str | None = None
    yours: Mapping[str, str] = {}

    @property
    def is_sure(self) -> bool:
        """Whether it would be written without another word."""
        return self.kind == "taken"

    def wrote(self) -> Iterator[tuple[str, str]]:
        """What the agency wrote, column by column, with the headings of the form.

        What is printed is told only where nobody knows which record the line is about.
        """
        columns = COLUMNS[self.line.section]
        printed = ("ref", *PRINTED[self.line.section])
        for name, text in self.line.values.items():
            if name not in printed or self.ref is None:
                yield columns.get(name, "In other columns"), text

    def told(self) -> Iterator[tuple[str, str]]:
        """What the person said instead, with the headings of the form."""
        for name, text in self.yours.items():
            yield COLUMNS[self.line.section].get(name, name), text or "nothing"

    def to_json(self) -> dict[str, Any]:
        """What `--json` prints of a line."""
        return {
            "line": self.number,
            "place": self.line.place,
            "table": self.line.section,
            "ref": self.ref,
            "fate": self.kind,
            "said": self.said,
            "wrote": dict(self.line.values),
            "corrected": dict(self.yours),
            "fields": dict(self.fields),
            "on_record": list(self.here),
            "read_as": list(self.read),
            "often": dict(self.often),
        }


class ReturnPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of a returned form as things stand. A `problem` keeps all of it out.

    `returned_on` is the day it came back, as data. `nothing` says that "None" is its whole answer.
    `loose` are words outside its tables that were not on it as sent.
    """

    returned: Returned
    form: str | None = None
    agency: str | None = None
    name: str = ""
    returned_on: str = ""
    nothing: bool = False
    fates: tuple[Fate, ...] = ()
    loose: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    problem: Refusal | None = None
    is_back: bool = False
    """Whether the form is known to have come back already."""

    @property
    def counts(self) -> dict[str, int]:
        """How many lines have each fate; they add up to the lines of the form."""
        found = Counter(fate.kind for fate in self.fates)
        return {kind: found[kind] for kind in FATES if found[kind]}

    @property
    def taken(self) -> tuple[Fate, ...]:
        """The lines that would be written."""
        return tuple(fate for fate in self.fates if fate.kind == "taken")

    @property
    def waiting(self) -> tuple[Fate, ...]:
        """The lines that somebody must say a word about, or that are refused."""
        return tuple(fate for fate in self.fates if fate.kind in ("asked", "refused"))

    @property
    def says_anything(self) -> bool:
        """Whether the agency wrote anything at all, "None" and "no change" included."""
        return (
            self.nothing
            or bool(self.loose)
            or any(fate.kind != "nothing written" for fate in self.fates)
        )

    def describe(self) -> str:
        """One line: "14 lines: 9 taken, 3 unchanged, 1 asked, 1 refused"."""
        counts = ", ".join(f"{number:,} {kind}" for kind, number in self.counts.items())
        return f"{counted(len(self.fates), 'line')}{': ' if counts else ''}{counts}"

    def refused_lines(self) -> Iterator[list[str]]:
        """A heading and the lines that are not taken as they are: where, which, what and why."""
        yield ["Where", "Reference", "What was written", "Why"]
        for fate in self.waiting:
            wrote = "\n".join(f"{heading}: {text}" for heading, text in fate.wrote())
            yield [fate.line.place, fate.line.ref or "", wrote, fate.said]

    def to_json(self) -> dict[str, Any]:
        """What `return-form read --dry-run --json` prints."""
        return {
            "source": {
                "file": self.returned.file,
                "sha256": self.returned.sha256,
                "format": self.returned.format,
            },
            "form": self.form,
            "agency": self.agency,
            "returned_on": self.returned_on or None,
            "nothing": self.nothing,
            "counts": self.counts,
            "lines": [fate.to_json() for fate in self.fates],
            "loose": list(self.loose),
            "notes": [*self.returned.notes, *self.notes],
            "problem": None
            if self.problem is None
            else {
                "code": self.problem.code,
                "message": self.problem.message,
                "todo": self.problem.todo,
            },
        }


def section_word(section: str) -> str:
    """The heading of a table, for a sentence."""
    return SECTIONS.get(section, section)
