"""A table row of a template that holds `{{list.field}}` tokens: one row for each of the list."""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any

import msgspec
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from auditrack.reports.kit.clean import for_word
from auditrack.reports.templating import tokens

NONE_ON_RECORD = "None on record"

_ROW, _CELL, _TABLE, _TEXT = qn("w:tr"), qn("w:tc"), qn("w:tbl"), qn("w:t")
_PROPERTIES, _HEADER = qn("w:trPr"), qn("w:tblHeader")
_BEFORE_PROPERTIES = {qn("w:tblPrEx")}
_ONCE = tuple(qn(f"w:{name}") for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart"))
_IDENTITIES = tuple(
    f"{{http://schemas.microsoft.com/office/word/2010/wordml}}{name}"
    for name in ("paraId", "textId")
)


class RowToFill(msgspec.Struct, frozen=True):
    """A row of a template to copy for each row of a list."""

    row: Any
    list_name: str


def lists_of(row: Any) -> set[str]:
    """The lists whose fields stand in a row itself, not in a table within it."""
    return {
        name.partition(".")[0]
        for paragraph, slots in tokens.paragraphs_in(row)
        if row_of(paragraph) is row
        for name in tokens.tokens_of(slots)
        if "." in name
    }


def row_of(paragraph: Any) -> Any:
    """The table row in which a paragraph stands; None outside of tables."""
    return next(paragraph.iterancestors(_ROW), None)


def table_of(to_fill: RowToFill) -> Any:
    """The table in which a row stands."""
    return next(to_fill.row.iterancestors(_TABLE))


def rows_in(root: Any) -> list[RowToFill]:
    """The rows below an element that hold the fields of a list, each of one list, made ready."""
    found = []
    for row in root.iter(_ROW):
        names = lists_of(row)
        if names:
            found.append(RowToFill(row, min(names)))
    for one in found:
        _mark_header(one.row)
        _clean(one.row)
    return found


def fill_row(
    to_fill: RowToFill, rows: Iterable[Mapping[str, str]], values: Mapping[str, str]
) -> None:
    """Copies the row for each row of its list; "None on record" where there is none.

    Args:
        to_fill: the row of the template, which its copies replace.
        rows: the fields of each.
        values: the other tokens that it may hold.
    """
    prototype, name = to_fill.row, to_fill.list_name
    nothing = {one: "" for one in tokens.tokens_in(prototype) if "." in one}
    copied = False
    for row in rows:
        fields = nothing | {f"{name}.{field}": for_word(text) for field, text in row.items()}
        made = deepcopy(prototype)
        prototype.addprevious(made)
        tokens.fill(made, {**values, **fields})
        copied = True
    if copied:
        prototype.getparent().remove(prototype)
        return
    tokens.fill(prototype, {**values, **nothing})
    _say_none(prototype)


def _mark_header(prototype: Any) -> None:
    """Lets the table's first row repeat on each page, if no row of it does and it is another."""
    table = next(prototype.iterancestors(_TABLE))
    rows = [row for row in table.iter(_ROW) if next(row.iterancestors(_TABLE)) is table]
    if not lists_of(rows[0]) and not any(
        row.find(f"{_PROPERTIES}/{_HEADER}") is not None for row in rows
    ):
        _set(rows[0], "w:tblHeader")


def _clean(prototype: Any) -> None:
    """Keeps the row whole on its page, and takes off what may stand in a document only once."""
    _set(prototype, "w:cantSplit")
    for one in list(prototype.iter(*_ONCE)):
        one.getparent().remove(one)
    for element in prototype.iter():
        for name in _IDENTITIES:
            element.attrib.pop(name, None)
    for header in prototype.findall(f"{_PROPERTIES}/{_HEADER}"):
        header.getparent().remove(header)


def _set(row: Any, name: str) -> None:
    properties = row.find(_PROPERTIES)
    if properties is None:
        properties = OxmlElement("w:trPr")
        row.insert(sum(1 for child in row if child.tag in _BEFORE_PROPERTIES), properties)
    if properties.find(qn(name)) is None:
        properties.append(OxmlElement(name))


def _say_none(row: Any) -> None:
    """Says in the first cell that the list is empty, in the look of what stood there."""
    cell = next(row.iter(_CELL), None)
    if cell is None:
        return
    slots: Sequence[Any] = list(cell.iter(_TEXT))
    if not slots:
        paragraph = cell.find(qn("w:p"))
        run = OxmlElement("w:r")
        paragraph.append(run)
        slots = [OxmlElement("w:t")]
        run.append(slots[0])
    slots[0].text = NONE_ON_RECORD
    for other in slots[1:]:
        other.text = ""
