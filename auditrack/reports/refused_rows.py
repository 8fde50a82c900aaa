"""The rows of a sheet that cannot be taken in, each with why, as CSV to be corrected and read."""

import csv
import io

from auditrack.views.sheet_plan import Plan

_WIDEST = 200


def refused_rows(plan: Plan) -> tuple[int, str]:
    """How many rows are refused or in conflict, and the text of the file; no rows, no text."""
    rows = list(plan.refused_rows())
    if not rows:
        return 0, ""
    # A cell far out must not make every line as wide.
    headings = {one.index: one.heading for one in plan.sheet.columns if one.index <= _WIDEST}
    width = max(max(headings, default=0), *(len(cells) for cells, _ in rows))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*(_defused(headings.get(at + 1, "")) for at in range(width)), "Why"])
    for cells, why in rows:
        writer.writerow(map(_defused, [*cells, *[""] * (width - len(cells)), why]))
    return len(rows), "\ufeff" + text.getvalue()


def _defused(cell: str) -> str:
    """A cell, its lines kept, that a spreadsheet reads as text whatever it begins with."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell
