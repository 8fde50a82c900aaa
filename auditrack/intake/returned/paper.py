"""What a filled-in form holds as plain data, whether Word or Excel wrote it."""

import msgspec


class Words(msgspec.Struct, frozen=True, tag="words"):
    """A paragraph, or what somebody wrote beside one (`beside` says where: "comment")."""

    text: str
    beside: str = ""


class GridRow(msgspec.Struct, frozen=True, array_like=True):
    """One row of a table; `place` is its number as a person counts it, cells count from 0."""

    place: int
    cells: tuple[str, ...]


class Grid(msgspec.Struct, frozen=True, tag="grid"):
    """A table, or a sheet of a workbook with its name."""

    rows: tuple[GridRow, ...]
    name: str = ""


class Paper(msgspec.Struct, frozen=True):
    """All that stands on a form, in reading order; `margins` is what its headers and footers say.

    `notes` are sentences a person should read.
    """

    parts: tuple[Words | Grid, ...]
    margins: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
