"""Boards' old trackers, .xlsx or .csv, to rows as printed. Writes nothing."""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from auditrack.intake.decoding import LIMIT_BYTES, refuse, too_large
from auditrack.model.change import RefusedError
from auditrack.model.sheet import Sheet

if TYPE_CHECKING:
    from auditrack.intake.sheets.pages import Book, SheetPage

ENDINGS: Final = frozenset({".xlsx", ".xlsm", ".csv", ".tsv", ".xls", ".ods"})
"""Endings of files that are spreadsheets; two of them are refused with what to do."""

_LOOKED_AT = 200
"""Rows that are looked at to tell a tracker from a summary of others."""

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"


def is_sheet(path: Path, data: bytes | None = None) -> bool:
    """Whether a file is a spreadsheet, by its ending; what is piped in by its content."""
    if data is None or not data.startswith(_ZIP):
        return Path(path).suffix.lower() in ENDINGS
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return "xl/workbook.xml" in packed.namelist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return False


@dataclass(frozen=True)
class OpenedBook:
    """A spreadsheet whose cells were read; `sheet_of` says what one of its sheets holds."""

    file: str
    sha256: str
    format: str
    book: "Book"


def open_book(
    path: Path, data: bytes | None = None, stop: Callable[[], bool] | None = None
) -> OpenedBook:
    """The cells of a spreadsheet. A workbook is read in a process of its own, with limits.

    Args:
        path: the file; its content says whether it is a workbook.
        data: its bytes where they come from elsewhere.
        stop: asked now and then whether nobody waits for it any more.

    Raises:
        RefusedError: it cannot be read.
    """
    path = Path(path)
    name = path.name or str(path)
    if data is None:
        from auditrack.intake.reading import bytes_of

        data = bytes_of(path, name)
    if len(data) > LIMIT_BYTES:
        raise _of_a_sheet(too_large(name))
    book = _book(path, data, name, stop)
    form = "xlsx" if data.startswith(_ZIP) else "csv"
    return OpenedBook(name, hashlib.sha256(data).hexdigest(), form, book)


def sheet_of(
    opened: OpenedBook,
    today: date,
    *,
    sheet: str | None = None,
    columns: Sequence[str] = (),
    with_hidden: bool = False,
) -> Sheet:
    """What one sheet of a spreadsheet holds; arguments and refusals are those of `read_sheet`."""
    from auditrack.intake.sheets.guessing import guess_columns, told_columns
    from auditrack.intake.sheets.header import find_header, headings_of
    from auditrack.intake.sheets.own import only_goes_out, own_header, own_roles
    from auditrack.intake.sheets.rows import Rows
    from auditrack.intake.sheets.sentences import notes_of

    name, book = opened.file, opened.book
    told = told_columns(columns, name)
    page = _page(book, name, sheet)
    header = find_header(page, name)
    if only_goes_out(headings_of(page, header).values()):
        raise refuse(
            name,
            "is a list that auditrack wrote, of a kind that it does not take back",
            "Only lists of recommendations and of actions come back in; change the others with "
            "their own commands.",
            "only-out",
        )
    own, _ = own_header(page)
    guessed = guess_columns(page, header, told, own_roles(own) if own else None)
    reader = Rows(page, guessed, header, today, told, bool(own))
    rows = tuple(reader.read(with_hidden))
    return Sheet(
        file=name,
        sha256=opened.sha256,
        format=opened.format,
        name=page.name,
        columns=guessed,
        header=header,
        rows=rows,
        last=page.last,
        own=own,
        notes=(*_of_the_book(book, page), *book.notes, *page.notes, *reader.notes, *notes_of(rows)),
    )


def read_sheet(
    path: Path,
    today: date,
    data: bytes | None = None,
    *,
    sheet: str | None = None,
    columns: Sequence[str] = (),
    with_hidden: bool = False,
    stop: Callable[[], bool] | None = None,
) -> Sheet:
    """One sheet of a tracker: its columns as guessed, and every row that is really there.

    Args:
        path: the file; its content says whether it is a workbook.
        today: no progress is dated after it.
        data: its bytes where they come from elsewhere.
        sheet: the name of the sheet; else the first visible one with a header.
        columns: what a person said of columns, "HEADING=field".
        with_hidden: whether rows that are hidden count too.
        stop: asked now and then whether nobody waits for it any more.

    Raises:
        RefusedError: it cannot be read, has no header, or no sheet of that name.
    """
    opened = open_book(path, data, stop)
    return sheet_of(opened, today, sheet=sheet, columns=columns, with_hidden=with_hidden)


def _book(path: Path, data: bytes, name: str, stop: Callable[[], bool] | None) -> "Book":
    if data.startswith(_OLD_OFFICE):
        raise refuse(
            name,
            "is an old Excel workbook (.xls), or one under a password",
            "Open it in Excel, save it as .xlsx without a password, and import that.",
        )
    if not data.startswith(_ZIP):
        from auditrack.intake.sheets.delimited import read_delimited

        try:
            return read_delimited(data, name)
        except RefusedError as refused:
            raise _of_a_sheet(refused) from None
    if path.suffix.lower() == ".ods":
        raise refuse(
            name,
            "is an OpenDocument spreadsheet",
            "Save it as .xlsx in your spreadsheet program and import that.",
        )
    from auditrack.intake.apart import said_apart
    from auditrack.intake.sheets.pages import Book

    try:
        return said_apart("sheet", data, name, Book, stop)
    except RefusedError as refused:
        raise _of_a_sheet(refused) from None


def _of_a_sheet(refused: RefusedError) -> RefusedError:
    """A refusal in words for a tracker, where those for a review were meant."""
    told = refused.refusal
    message = told.message.replace("than any review needs", "than any tracker needs")
    todo = told.todo
    if told.code in ("too-large", "too-long", "empty-file", "not-text") or (
        todo and "as text" in todo
    ):
        todo = (
            "Choose the file that holds the tracker."
            if told.code == "empty-file"
            else "Save the sheet that you need as CSV, or split it, and import that."
        )
    return RefusedError(replace(told, message=message, todo=todo))


def _page(book: "Book", name: str, wanted: str | None) -> "SheetPage":
    """The sheet that was named, or the first visible one that has a header."""
    from auditrack.intake.sheets.header import find_header
    from auditrack.intake.sheets.pages import SheetPage

    names = ", ".join(f'"{page.name}"' for page in book.pages)
    if wanted is not None:
        folded = " ".join(wanted.casefold().split())
        for page in book.pages:
            if page.name.casefold() == folded:
                return page
        raise refuse(
            name,
            f'has no sheet called "{" ".join(wanted.split())[:80]}"',
            f"Its sheets are {names}.",
            "no-such-sheet",
        )
    refused: RefusedError | None = None
    first: SheetPage | None = None
    for page in book.pages:
        if page.hidden:
            continue
        try:
            if not _only_counts(page, find_header(page, name)):
                return page
            first = first or page
        except RefusedError as error:
            refused = refused or error
    if first is not None:
        return first
    if refused is None:
        raise refuse(
            name,
            "has no visible sheet",
            f"Name a hidden one with --sheet; they are {names}.",
            "no-such-sheet",
        )
    if len(book.pages) > 1:
        raise RefusedError(
            replace(
                refused.refusal,
                message=f"No visible sheet of {name} heads a column Recommendation or Action.",
                todo=f"Name the sheet with --sheet; they are {names}.",
            )
        )
    raise refused


def _only_counts(page: "SheetPage", header: Sequence[int]) -> bool:
    """Whether a sheet only says how many asks or actions there are: a summary of the others."""
    from auditrack.intake.sheets.guessing import guess_columns

    page = msgspec.structs.replace(page, rows=page.rows[: header[-1] + _LOOKED_AT])
    asks = {
        one.index for one in guess_columns(page, header) if one.role in ("recommendation", "action")
    }
    said = [
        cell.text
        for row in page.rows
        if row.place > header[-1]
        for cell in row.cells
        if cell.text and cell.column in asks
    ]
    return bool(said) and not any(re.search(r"[^\W\d_]", text) for text in said)


def _of_the_book(book: "Book", page: "SheetPage") -> list[str]:
    """What of the workbook is not this sheet, or is hidden in it."""
    notes = []
    hidden = [f'"{one.name}"' for one in book.pages if one.hidden and one is not page]
    others = [f'"{one.name}"' for one in book.pages if not one.hidden and one is not page]
    if hidden:
        notes.append(f"Hidden sheets, not read: {', '.join(hidden)}. Name one with --sheet.")
    if others:
        notes.append(f'Only the sheet "{page.name}" is read; there are also {", ".join(others)}.')
    if page.hidden:
        notes.append(f'The sheet "{page.name}" is hidden in the workbook.')
    if page.hidden_columns:
        from auditrack.intake.sheets.pages import letter_of

        letters = ", ".join(letter_of(one) for one in page.hidden_columns[:20])
        notes.append(f"Hidden columns, read all the same: {letters}.")
    return notes
