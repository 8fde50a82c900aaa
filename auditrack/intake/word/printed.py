"""What a document prints, as values: paragraphs with their numbers, and tables of cells."""

from dataclasses import dataclass, field

from auditrack.intake.word.numbering import Printed
from auditrack.intake.word.styles import Style


@dataclass(slots=True)
class Piece:
    """Words set in one way. `size` is in half points, None where nothing says it."""

    text: str
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    raised: bool = False
    size: int | None = None


@dataclass(slots=True)
class Paragraph:
    """One paragraph: its lines, parted by the breaks a person typed.

    `level` is that of a heading (0 for none), `number` what Word prints before it, `indent` how
    far it stands in (twentieths of a point), `gap` the empty paragraphs before it.
    """

    lines: list[list[Piece]]
    style: Style
    level: int = 0
    number: Printed | None = None
    indent: int = 0
    page: int = 1
    gap: int = 0


@dataclass(slots=True)
class Cell:
    """One cell: what is in it, how many columns it takes, whether it goes on from the row above."""

    inside: "list[Paragraph | Table]"
    span: int = 1
    goes_on: bool = False
    text: str | None = None
    """What it says as lines, once that is worked out."""


@dataclass(slots=True)
class Row:
    """One row of cells, after `before` columns that are left free."""

    cells: list[Cell]
    before: int = 0
    page: int = 1


@dataclass(slots=True)
class Table:
    """A table as it stands."""

    rows: list[Row] = field(default_factory=list)


Content = Paragraph | Table


@dataclass(slots=True)
class Counts:
    """What a person should be told of that no block shows."""

    insertions: int = 0
    deletions: int = 0
    moves: int = 0
    comments: int = 0
    hidden_words: int = 0
    pictures: int = 0
    files: int = 0
    diagrams: int = 0
    chunks: int = 0
