"""What a person should know of the rows of a sheet as a whole, in sentences."""

from collections import Counter
from collections.abc import Sequence

from auditrack.model.sheet import SheetRow


def notes_of(rows: Sequence[SheetRow]) -> list[str]:
    """What a person should know of the rows as a whole, in sentences."""
    said = []
    going_on = [row.place for row in rows if "recommendation" in row.carried]
    if going_on:
        said.append(
            f"{len(going_on):,} rows were read as further actions of the recommendation above them "
            f"(rows {_listed(going_on)})."
        )
    unread = Counter(
        text
        for row in rows
        for text, data in ((row.due_text, row.due), (row.closed_text, row.closed))
        if text and data is None
    )
    if unread:
        shown = ", ".join(f'"{shortened(text)}"' for text, _ in unread.most_common(3))
        said.append(
            f"{sum(unread.values()):,} dates are in words that no day can be read from and are "
            f"kept as printed: {shown}{' and others' if len(unread) > 3 else ''}."
        )
    hidden = [row.place for row in rows if row.kind == "hidden"]
    if hidden:
        said.append(
            f"{len(hidden):,} rows are hidden and are not taken (rows {_listed(hidden)}). "
            "Take them too with --with-hidden."
        )
    return said


def _listed(places: Sequence[int]) -> str:
    shown = ", ".join(map(str, places[:5]))
    return f"{shown} and {len(places) - 5:,} more" if len(places) > 5 else shown


def shortened(text: str) -> str:
    """A text on one line, shortened for a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
