"""Tables for people: columns where they fit, and else each row as a short paragraph."""

import shutil
import sys
from collections.abc import Iterable, Sequence

from auditrack.cli import output

_LEAST_LAST = 24
"""Fewer columns than this are no room for the last cell of a row."""

_LONGEST_LAST = 240
"""Characters of the last cell that a paragraph shows on a terminal."""


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Rows under their headings; whole, one row a line, where it is not a terminal."""
    table = [tuple(output.plain(cell) for cell in row) for row in rows]
    if not table:
        return
    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    widths = [
        max(len(heading), *(len(row[i]) for row in table)) for i, heading in enumerate(headings)
    ]
    left = None if room is None else room - sum(widths[:-1]) - 2 * (len(widths) - 1)
    if left is not None and left < min(_LEAST_LAST, widths[-1]):
        _print_paragraphs(headings, table)
        return
    for row in (headings, *table):
        cells = [cell.ljust(widths[i]) for i, cell in enumerate(row[:-1])]
        output.write("  ".join((*cells, _shortened(row[-1], left))).rstrip() + "\n")


def _print_paragraphs(headings: Sequence[str], table: Sequence[Sequence[str]]) -> None:
    """Each row with its first cell as a heading, the middle ones named, the last one below."""
    for row in table:
        output.line(row[0])
        named = "; ".join(
            f"{heading}: {cell}"
            for heading, cell in zip(headings[1:-1], row[1:-1], strict=True)
            if cell not in ("", "-")
        )
        for text in (named, _shortened(row[-1], _LONGEST_LAST)):
            if text:
                output.print_wrapped(text, "    ")


def _shortened(cell: str, most: int | None) -> str:
    return cell if most is None or len(cell) <= most else cell[: max(most - 1, 0)] + "…"
