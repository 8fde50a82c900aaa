"""A list as CSV that no spreadsheet takes for formulas."""

import csv
import io

from auditrack.model.text import one_line
from auditrack.views.listing import Listing

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def defused(cell: str) -> str:
    """A cell on one line that a spreadsheet reads as text, whatever it begins with."""
    said = one_line(cell)
    return f"'{said}" if said.startswith(_FORMULA) else said


def listing_csv(listing: Listing) -> str:
    """The rows shown, with every column and the reference of each, in UTF-8 with its mark."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["Reference", *(column.name for column in listing.columns)])
    for item in listing.items:
        writer.writerow([defused(item.ref), *map(defused, item.cells)])
    return "\ufeff" + out.getvalue()
