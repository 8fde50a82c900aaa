"""What one page of a PDF holds, upright: words with their place and look, and ruled lines.

Places are in points from the upper left corner of the page as it is read, x to the right and y
downwards; `y` of words is their baseline.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Face:
    """How letters look."""

    bold: bool = False
    italic: bool = False
    symbol: bool = False


@dataclass(slots=True)
class Word:
    """Letters without a space between them, of one look.

    `part` counts the pieces of text as the page sets them: words of one part were set together.
    `glued` says that no space stands before it.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    face: Face
    part: int
    glued: bool = False

    @property
    def middle(self) -> float:
        """Its middle from left to right."""
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Ruling:
    """A ruled line: `at` is its y where it lies, its x where it stands.

    `soft`: it is only the edge of a shaded box.
    """

    at: float
    start: float
    end: float
    soft: bool = False

    @property
    def length(self) -> float:
        """From its start to its end."""
        return self.end - self.start


@dataclass(slots=True)
class Frame:
    """A small ruled or shaded box around text, told from others by `number`."""

    number: int
    left: float
    right: float
    top: float
    bottom: float


@dataclass(slots=True)
class Sheet:
    """One page: its number from 1, size, words, rulings and frames.

    `pictured` says that a picture fills it, `scanned` that its words are the text of that picture.
    """

    page: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    lying: list[Ruling] = field(default_factory=list)
    standing: list[Ruling] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    pictured: bool = False
    scanned: bool = False
