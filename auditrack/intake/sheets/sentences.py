"""What a person should know of the rows of a sheet as a whole, in sentences."""

from collections import Counter
from collections.abc import Sequence

from auditrack.model.sheet import SheetRow
from auditrack.views.wording import counted


def notes_of(rows: Sequence[SheetRow]) -> list[str]:
    """What a person should know of the rows as a whole, in sentences."""
    said = []
    going_on = [row.place for row in rows if "recommendation" in row.carried]
    if going_on:
        said.append(
            f"Read as further actions of the recommendation above them: {_listed(going_on)}."
        )
    unread = Counter(
        text
        for row in rows
        for text, data in ((row.due_text, row.due), (row.closed_text, row.closed))
        if text and data is None
    )
    if unread:
        shown = ", ".join(f'"{shortened(text)}"' for text, _ in unread.most_common(3))
        more = " and others" if len(unread) > 3 else ""
        said.append(
            f"No day can be read from {counted(sum(unread.values()), 'date')}, kept as printed: "
            f"{shown}{more}."
        )
    struck = [row.place for row in rows if row.kind == "row" and row.said]
    if struck:
        said.append(f"Words struck through within a cell were not taken: {_listed(struck)}.")
    hidden = [row.place for row in rows if row.kind == "hidden"]
    if hidden:
        said.append(f"Hidden and not taken: {_listed(hidden)}. Take them too with --with-hidden.")
    return said


def _listed(places: Sequence[int]) -> str:
    """How many rows, and the first of them."""
    shown = ", ".join(map(str, places[:5]))
    more = f" and {len(places) - 5:,} more" if len(places) > 5 else ""
    return f"{counted(len(places), 'row')} ({shown}{more})"


def shortened(text: str) -> str:
    """A text on one line, shortened for a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
