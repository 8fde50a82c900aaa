"""Blocks: what every reader makes of a document, in reading order."""

from dataclasses import dataclass, replace
from typing import Literal

BlockKind = Literal["heading", "paragraph", "bullet", "number", "row"]

NumberStyle = Literal["decimal", "ordinal", "letter", "roman"]

BOLD_LINE = 7
"""Level of a heading that is only a bold line: below every real one."""


@dataclass(frozen=True)
class Block:
    """One heading, paragraph, list item, lone printed number, or table row.

    `text` is folded and free of marks. `number` is the printed number in front of it ("4.2", "1",
    "a") and `style` its kind. `level` is that of a heading (1 to 6, `BOLD_LINE`, or 0 where the
    format does not say). `cells` are those of a row, `table` says which rows belong together.
    `gap` counts the blank lines before, `page` and `offset` (characters) say where it stood, and
    `box` which frame or text box it is in, where a small one sets it apart from the text.
    """

    kind: BlockKind
    text: str
    order: int = 0
    level: int = 0
    number: str | None = None
    style: NumberStyle | None = None
    cells: tuple[str, ...] = ()
    table: int | None = None
    page: int | None = None
    offset: int = 0
    gap: int = 0
    italic: bool = False
    quoted: bool = False
    box: int | None = None

    def with_text(self, text: str) -> "Block":
        """The same block with other words."""
        return replace(self, text=text)

    def __str__(self) -> str:
        return " ".join(part for part in (self.number, self.text) if part)


@dataclass(frozen=True)
class Reading:
    """What a reader made of a document.

    `blocks` are numbered by their place (`order`), `pages` is None where the format knows no
    pages, and `notes` are sentences a person should read: words that are tracked or hidden, pages
    that are only a picture.
    """

    blocks: tuple[Block, ...]
    pages: int | None = None
    notes: tuple[str, ...] = ()
