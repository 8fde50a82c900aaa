"""Excel workbooks that hold text as text, and are the same bytes for the same content."""

import shutil
from datetime import date, datetime
from io import BytesIO
from os import PathLike
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from auditrack.reports.kit.clean import for_word, on_one_line, shortened

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_LETTERS = 32_767
"""What Excel holds in a cell."""

LONGEST_NAME = 31
"""The most characters of a sheet's name."""

_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the first moment a zip file can name
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def text_cell(sheet: Any, text: str) -> Any:
    """A cell of a write-only sheet that holds a text and nothing else, whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell

    shown = for_word(text)
    if len(shown) > MOST_LETTERS:
        shown = shortened(shown, MOST_LETTERS - 200, "its record")
    cell = WriteOnlyCell(sheet, shown)
    cell.data_type = "s"  # never a formula, and never an error value
    if shown.startswith(("=", "+", "-", "@", "\t", "\r")):
        cell.quotePrefix = True
    return cell


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that Excel takes, unlike those taken already; it is added to them."""
    plain = " ".join(on_one_line(wanted).translate(_NOT_IN_NAMES).split()).strip("' ") or "Rows"
    number = 1
    while True:
        ending = "" if number == 1 else f" ({number})"
        name = _cut(plain, LONGEST_NAME - len(ending)) + ending
        if name.casefold() not in {*taken, "history"}:
            taken.add(name.casefold())
            return name
        number += 1


def _cut(name: str, most: int) -> str:
    if len(name) <= most:
        return name
    start = name[:most]
    at_a_word = start.rsplit(maxsplit=1)[0] if " " in start[most // 2 :] else start
    return at_a_word.rstrip("' ,;.")


def workbook_bytes(book: "Workbook", title: str, creator: str, on: date) -> bytes:
    """The workbook, its properties set; openpyxl's own `save` writes the hour into it.

    Args:
        book: what was put together.
        title: what its properties call it.
        creator: whose it is.
        on: the day that its properties bear.
    """
    from openpyxl.writer.excel import ExcelWriter

    properties = book.properties
    properties.title = on_one_line(title)
    properties.creator = properties.lastModifiedBy = on_one_line(creator)
    properties.created = properties.modified = datetime(on.year, on.month, on.day)
    out = BytesIO()
    # It closes the archive.
    ExcelWriter(book, _Timeless(out, "w", ZIP_DEFLATED, allowZip64=True)).save()
    return out.getvalue()


class _Timeless(ZipFile):
    """An archive whose members bear one time, whenever and wherever they are written."""

    def writestr(
        self,
        zinfo_or_arcname: str | ZipInfo,
        data: Any,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        super().writestr(timeless(str(zinfo_or_arcname)), data)

    def write(self, filename: str | PathLike[str], arcname: Any = None, *_: Any, **__: Any) -> None:
        with open(filename, "rb") as source, self.open(timeless(str(arcname)), "w") as target:
            shutil.copyfileobj(source, target)


def timeless(name: str) -> ZipInfo:
    """A member of an archive that bears one time, whenever and wherever it is written."""
    entry = ZipInfo(name, _NO_TIME)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3  # as on Linux, wherever this runs
    return entry
