"""A board's old tracker as its rows say it, before anything of it is compared or kept.

These values are the language between the reader of spreadsheets, the plan that says what becomes
of every row, and the command that writes it.
"""

from typing import Final

import msgspec

from auditrack.model.record import Record

ROLES: Final = (
    "review",
    "number",
    "recommendation",
    "agency",
    "action number",
    "action",
    "lead",
    "due",
    "state",
    "progress",
    "evidence",
    "closed",
    "outcome",
    "theme",
)
"""What a column may hold, in the words that a person corrects a guess with."""


class Column(msgspec.Struct, frozen=True):
    """A column of the sheet and what it is taken to hold; None where nothing is taken from it.

    `letter` is as the spreadsheet shows it, `samples` are its first values, `because` says in
    words what the guess rests on.
    """

    index: int
    letter: str
    heading: str
    role: str | None
    samples: tuple[str, ...] = ()
    because: str = ""


class Problem(msgspec.Struct, frozen=True):
    """Why a row is refused: the column's letter, or None for the whole row, and a sentence.

    `word` is the status word that must be explained first, where it is only that.
    """

    column: str | None
    sentence: str
    word: str | None = None


class Note(msgspec.Struct, frozen=True):
    """One entry of a progress column: its text, and its day as data where one is printed."""

    text: str
    on: str | None = None


class SheetRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row as printed. `place` is its number in the spreadsheet.

    `kind` is row, empty, heading or hidden. `titled` says that only the title of the sheet, or its
    own name, names the review. Dates stand twice: as data where they can be read,
    and as printed. `evidence` is what the row claims to show. `fill` names the colour of the
    status cell, `state_on` the day printed behind its word. What a merged cell, or the row
    above, says for this row too is filled in; `carried` names those roles.
    """

    place: int
    kind: str = "row"
    said: str = ""
    review: str = ""
    titled: bool = False
    number: str = ""
    recommendation: str = ""
    agencies: tuple[str, ...] = ()
    action_number: str = ""
    action: str = ""
    lead: str = ""
    due: str | None = None
    due_text: str = ""
    state: str = ""
    state_on: str | None = None
    fill: str | None = None
    notes: tuple[Note, ...] = ()
    evidence: tuple[str, ...] = ()
    closed: str | None = None
    closed_text: str = ""
    outcome: str = ""
    theme: str = ""
    struck_ask: bool = False
    struck_action: bool = False
    carried: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    cells: tuple[str, ...] = ()


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One sheet of a tracker: its columns as guessed, and every row that is really there.

    `last` is the number of its last row; rows up to it that are not among `rows` are empty. `own`
    names the list that this program wrote and somebody gives back, "" for a tracker.
    """

    file: str
    sha256: str
    format: str
    name: str
    columns: tuple[Column, ...]
    header: tuple[int, ...]
    rows: tuple[SheetRow, ...]
    last: int
    notes: tuple[str, ...] = ()
    own: str = ""

    def letter(self, role: str) -> str | None:
        """The letter of the first column that holds a role."""
        return next((one.letter for one in self.columns if one.role == role), None)

    def has(self, role: str) -> bool:
        """Whether any column holds a role."""
        return any(one.role == role for one in self.columns)


class SheetWord(Record, frozen=True, kw_only=True):
    """What a status word or colour of the board's trackers means, told once and remembered."""

    said: str = ""
    means: str = ""
