"""A document as rows: its passages in order, and which of them gave the item that is looked at."""

from collections.abc import Collection, Sequence

from auditrack.model.proposal import Passage
from auditrack.tui.plain import fit, fold, one_line
from auditrack.tui.widgets.virtual_list import Line

_GUTTER = 3
_MOST_INDENT = 6
_HIGH = 3
"""Headings down to this level stand out more."""


class PassageRows:
    """Passages wrapped to a width. `>` marks the cursor, `*` what is selected.

    `│` marks what gave the item under the cursor, `·` what gave another one.
    """

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = passages
        self.lit: Collection[int] = ()
        self.gave: Collection[int] = ()
        self.selected: Collection[int] = ()
        self._wrapped: list[list[tuple[str, str]]] = []
        self._wrapped_at = -1

    def __len__(self) -> int:
        return len(self.passages)

    def heights(self, width: int) -> list[int]:
        """How many lines each passage takes, with the page that begins at it."""
        if width != self._wrapped_at:
            self._wrapped_at = width
            self._wrapped = []
            page: int | None = None
            for passage in self.passages:
                begins = passage.page if passage.page != page else None
                page = passage.page if passage.page is not None else page
                self._wrapped.append(_wrap(passage, begins, max(width - _GUTTER, 2)))
        return [len(lines) for lines in self._wrapped]

    def lines(self, index: int, width: int, chosen: bool) -> Sequence[Line]:
        """The lines of one passage, with what it gave marked beside each of them."""
        self.heights(width)
        mark = ">" if chosen else "*" if index in self.selected else " "
        lit = index in self.lit
        gave = "│" if lit else "·" if index in self.gave else " "
        lines: list[Line] = []
        for text, look in self._wrapped[index]:
            if look == "page":
                lines.append([(" " * _GUTTER + text, "quiet")])
                continue
            lines.append(
                [(f"{mark}{gave} ", "blue" if lit else ""), (text, look or "strong" * lit)]
            )
            mark = "*" if mark == "*" else " "
        return lines


def _wrap(passage: Passage, begins: int | None, width: int) -> list[tuple[str, str]]:
    """The lines of a passage, each with its look; the page first, where one begins."""
    lines = [(fit(f"── p {begins} ──", width).rstrip(), "page")] if begins is not None else []
    if passage.kind == "row":
        for cell in passage.cells:
            told = fold("\n".join(map(one_line, cell.split("\n"))), width - 2)
            lines += [(f"{'| ' if at == 0 else '  '}{text}", "") for at, text in enumerate(told)]
        return lines
    text = one_line(passage.text) or one_line(passage.number or "")
    if passage.kind == "heading":
        look = "title" if 0 < passage.level <= _HIGH else "strong"
        return [*lines, *((line, look) for line in fold(text, width))]
    indent = " " * min(passage.level, _MOST_INDENT, width // 4) if passage.kind == "bullet" else ""
    first = f"{indent}- " if passage.kind == "bullet" else ""
    later = " " * len(first) or " "
    folded = fold(text, max(width - len(later), 2))
    return [*lines, *((f"{later if at else first}{line}", "") for at, line in enumerate(folded))]
