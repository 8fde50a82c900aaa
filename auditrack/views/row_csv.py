"""The recommendations shown, as CSV that no spreadsheet takes for formulas."""

import csv
import io
from collections.abc import Iterable

from auditrack.views.listing_csv import defused
from auditrack.views.rows import Row

_NAMES = (
    "Reference", "Review", "Label", "Text", "Agencies", "Themes", "Leads", "Reply", "Decision",
    "Delivery", "Practice", "BRAG", "Why", "Original due", "Agreed due", "Days overdue",
    "Times moved", "Evidence", "Best level", "Last audit",
)  # fmt: skip


def rows_csv(rows: Iterable[Row]) -> str:
    """One line a recommendation, in UTF-8 with its mark."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_NAMES)
    for row in rows:
        cells = (
            row.ref, row.review_title, row.label, row.text, "; ".join(row.agencies),
            "; ".join(row.theme_names), "; ".join(row.leads), row.reply, row.decision,
            row.delivery, row.practice, row.brag.word, row.brag.reason, row.original_due,
            row.agreed_due, row.overdue_days, row.times_moved, row.evidence, row.best_level,
            row.last_audit,
        )  # fmt: skip
        writer.writerow([defused("" if cell is None else str(cell)) for cell in cells])
    return "\ufeff" + out.getvalue()
