"""What an export says of itself: whose, of what day, of which rows, and what its columns hold."""

from collections.abc import Iterator

from auditrack import __version__
from auditrack.model.dates import in_words
from auditrack.reports.kit.clean import on_one_line
from auditrack.reports.kit.imprint import DEMONSTRATION
from auditrack.views.export_value import Export

CHARACTERS = (
    "Texts are whole and as they stand on record. Characters that no text holds (control "
    "characters) are left out; the json export has them."
)


def marking_of(export: Export) -> str:
    """The marking in capitals, "" where the board marks nothing."""
    marking = on_one_line(export.marking).upper()
    return "" if marking == "NONE" else marking


def particulars(export: Export) -> Iterator[tuple[str, str]]:
    """What stands above or beside the rows, each with its name."""
    yield "What", f"{export.title}. {export.about}"
    yield "Board", on_one_line(export.board)
    if export.demonstration:
        yield "Demonstration", DEMONSTRATION
    if marking := marking_of(export):
        yield "Marking", marking
    yield "As at", in_words(export.as_at.isoformat())
    yield "Register", f"at {export.head}"
    if not export.parts:
        yield "Rows", export.describe()
        yield "Filter", export.filter or "none: every one"
    for note in export.notes:
        yield "Note", note
    yield "Made by", f"auditrack {__version__}"
