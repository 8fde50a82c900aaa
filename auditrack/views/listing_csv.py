"""Cells that no spreadsheet takes for formulas."""

from auditrack.model.text import one_line

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def defused(cell: str) -> str:
    """A cell on one line that a spreadsheet reads as text, whatever it begins with."""
    said = one_line(cell)
    return f"'{said}" if said.startswith(_FORMULA) else said
