"""The lines of a returned form, table by table, and the words that stand outside them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Final

from auditrack.intake.returned.headings import (
    EXTRA,
    Columns,
    by_place,
    header_in,
    key_of,
    section_named,
    section_of_references,
    tidied_reference,
)
from auditrack.intake.returned.paper import Grid, GridRow, Paper
from auditrack.model.return_form import COLUMNS, SECTIONS, ReturnedLine

ALSO: Final = "also"
"""The value that holds what stands in columns which the form as sent has not."""


class Lines:
    """Walks a form once: `found` are its lines, `words` the rest in reading order.

    Each of `words` is the cells of a row or a paragraph, with where it stands.
    """

    def __init__(self, paper: Paper) -> None:
        self.found: list[ReturnedLine] = []
        self.words: list[tuple[tuple[str, ...], str]] = []
        self._section: str | None = None
        self._columns: Columns | None = None
        self._of: str | None = None
        """The table that `_columns` are those of."""
        self._width = 0
        self._seen: Counter[tuple[str, str]] = Counter()
        self._number: Counter[str] = Counter()
        for part in paper.parts:
            if isinstance(part, Grid):
                self._grid(part)
            else:
                self._paragraph(part.text, part.beside)

    def _paragraph(self, text: str, beside: str) -> None:
        section = section_named(text) if not beside else None
        if section is not None:
            self._section, self._columns = section, None
        else:
            self.words.append(((text,), beside))

    def _grid(self, grid: Grid) -> None:
        named = section_named(grid.name) if grid.name else None
        if grid.name:  # a sheet of its own: nothing goes on from the one before
            self._section, self._columns = named, None
        elif not self._goes_on(grid):  # a table of the agency's own
            self._section = self._columns = None
        rows = [row for row in grid.rows if any(row.cells)]
        for row, below in zip_longest(rows, rows[1:]):
            self._row(row, grid.name, below.cells if below is not None else ())
        self._width = max((len(row.cells) for row in grid.rows), default=0)

    def _goes_on(self, grid: Grid) -> bool:
        """Whether a table of Word may be one of the form's: as wide, headed so, or of a record."""
        if self._columns is None:
            return True
        return any(
            len(row.cells) == self._width
            or header_in(row.cells, self._section) is not None
            or section_of_references(row.cells) is not None
            for row in grid.rows
        )

    def _row(self, row: GridRow, sheet: str, below: Sequence[str]) -> None:
        cells, filled = row.cells, [cell for cell in row.cells if cell]
        if len(filled) == 1 and (section := section_named(filled[0])):
            self._section, self._columns = section, None
            return
        headed = header_in(cells, self._section or section_of_references(below))
        if headed is not None:
            self._section, self._columns = headed
            self._of = headed[0]
            return
        columns = self._columns_of(cells)
        if columns is None or self._is_beside_the_table(columns, cells):
            self.words.append((tuple(filled), sheet))
        else:
            self._line(row, columns, sheet)

    def _columns_of(self, cells: Sequence[str]) -> Columns | None:
        """What the cells hold: by the header, or where that is lost as the form was sent."""
        if self._columns is not None and self._of == self._section:
            return self._columns
        by_reference = section_of_references(cells)
        section = self._section
        if section is None or (by_reference and section != by_reference and section != "evidence"):
            section = by_reference
        if section is None:
            return None
        self._section = self._of = section
        self._columns = by_place(section, max(len(cells), len(COLUMNS[section])))
        return self._columns

    @staticmethod
    def _is_beside_the_table(columns: Columns, cells: Sequence[str]) -> bool:
        """Whether a row is words typed below a table: one cell, where a reference would stand."""
        filled = [index for index, cell in enumerate(cells) if cell]
        if len(filled) != 1 or columns.get(filled[0]) != "ref":
            return False
        return tidied_reference(cells[filled[0]]) is None

    def _line(self, row: GridRow, columns: Columns, sheet: str) -> None:
        section = self._of or ""
        values: dict[str, str] = {}
        also: list[str] = []
        for index, cell in enumerate(row.cells):
            if not cell:
                continue
            name = columns.get(index, EXTRA)
            if name.startswith(EXTRA):
                heading = " ".join(name[len(EXTRA) :].split())
                also.append(f"{heading}: {cell}" if heading else cell)
            else:
                values[name] = cell
        if also:
            values[ALSO] = "\n".join(also)
        self._number[section] += 1
        number = row.place if sheet else self._number[section]
        ref = _reference(values)
        if ref is None and values.get("ref"):
            # What stands there is no reference, and it is kept as it is.
            values[ALSO] = "\n".join(filter(None, (values["ref"], values.get(ALSO))))
        place = f"{SECTIONS[section]}, row {number}"
        again = ref is not None and self._seen[section, ref] > 0 and section != "evidence"
        self._seen[section, ref or ""] += 1
        self.found.append(
            ReturnedLine(
                section=section,
                place=place,
                ref=ref,
                values=values,
                is_added=ref is None or again,
            )
        )


def _reference(values: Mapping[str, str]) -> str | None:
    return tidied_reference(values["ref"]) if values.get("ref") else None


def table_headings() -> Iterator[str]:
    """All headings of a form as they are compared, by which one is known."""
    for section, heading in SECTIONS.items():
        yield key_of(heading)
        yield from (key_of(one) for one in COLUMNS[section].values())
