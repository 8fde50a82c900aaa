"""The sheets of a workbook, row by row: cells as shown, formulas, comments, and what is hidden."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from lxml import etree

from auditrack.intake.disclosed.heads import under_heads
from auditrack.intake.disclosed.markup import author, flat, local, text_parts
from auditrack.model.disclosed import Part

Related = Callable[[str], dict[str, tuple[str, str, bool]]]

_CELL: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_DAYS: Final = frozenset({14, 15, 16, 17, 22, 27, 30, 36, 45, 46, 47, 50, 57})
"""Formats of dates that come with the program (ECMA-376, 18.8.30)."""

_DAY_LETTERS: Final = re.compile(r"[dy]", re.IGNORECASE)
_QUOTED: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_HEADER_CODES: Final = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|[0-9]{1,2}|[A-Za-z&])')
"""What sets the parts and letters of a printed header (ECMA-376, 18.3.1.46)."""

_LONG_NUMBER: Final = re.compile(r"\d{6}")
_FIRST: Final = date(1899, 12, 30)
_LAST_DAY: Final = 2_958_465
_OWN: Final = "auditrack"
_SHEET_STATES: Final = frozenset({"hidden", "veryHidden"})
_MOST_HIDDEN: Final = 16_384


class Book:
    """The sheets of one workbook."""

    def __init__(self, roots: Mapping[str, etree._Element], related: Related, prefix: str) -> None:
        """`roots` are the parts by name, `related` what a part points to, by id."""
        self._roots = roots
        self._related = related
        self._prefix = prefix
        self._strings = [
            _string(one) for root in self._of("sst") for one in root if local(one.tag) == "si"
        ]
        self._used: set[int] = set()
        self._days: set[int] = set()
        self._unseen: set[int] = set()
        for root in self._of("styleSheet"):
            self._styles(root)

    def _of(self, kind: str) -> Iterator[etree._Element]:
        return (root for root in self._roots.values() if local(root.tag) == kind)

    def parts(self) -> Iterator[Part]:
        """Every sheet in order, then what hangs on none."""
        read: set[str] = set()
        used: set[str] = set()
        for member, root in self._roots.items():
            if local(root.tag) != "workbook":
                continue
            related = self._related(member)
            for number, sheet in enumerate(_children(root, "sheets", "sheet"), 1):
                name = sheet.get("name") or str(number)
                yield Part(f"{self._prefix}name of sheet {number}", name)
                ident = next((v for k, v in sheet.attrib.items() if local(k) == "id"), "")
                target = related.get(str(ident), ("", "", True))[1]
                used.add(target)
                if target in self._roots:
                    hidden = sheet.get("state") in _SHEET_STATES
                    yield from self._sheet(self._roots[target], f"sheet {name}", hidden)
                    yield from self._comments(target, f"sheet {name}", read)
            for one in _children(root, "definedNames", "definedName"):
                where = f"{self._prefix}defined name"
                yield Part(where, "\t".join((str(one.get("name")), flat(one.text or ""))))
        for member, root in self._roots.items():
            if local(root.tag) == "worksheet" and member not in used:
                yield from self._sheet(root, "a sheet that the workbook does not name", True)
            if local(root.tag) == "worksheet":
                # The cells are read: what is left is headers, hints, choices and rules.
                for group in root:
                    if isinstance(group.tag, str) and local(group.tag) != "sheetData":
                        yield from text_parts(group, f"{self._prefix}beside the cells of a sheet")
                    if local(group.tag) == "headerFooter":
                        for one in group:
                            plain = _HEADER_CODES.sub(" ", str(one.text or ""))
                            yield Part(f"{self._prefix}header or footer of a sheet", plain)
            if local(root.tag) in ("comments", "ThreadedComments") and member not in read:
                yield from self._comment_part(root, f"{self._prefix}comment")
            if local(root.tag) == "pivotCacheRecords":
                yield from self._pivot(root)
            if local(root.tag) in ("revisions", "headers"):
                text = " ".join(" ".join(str(one) for one in root.itertext()).split())
                yield Part(
                    f"{self._prefix}tracked changes",
                    text or "tracked",
                    "tracked",
                    why="changes that the workbook keeps",
                )

        for at, text in enumerate(self._strings):
            if at not in self._used and text.strip():
                yield Part(f"{self._prefix}a text that no cell shows", text)

    def _sheet(self, root: etree._Element, called: str, hidden: bool) -> Iterator[Part]:
        where = f"{self._prefix}{called}"
        columns = _hidden_columns(root)
        tables = any(local(one.tag) == "tableParts" for one in root)
        everything: list[str] = []
        by_rows: list[str] = []
        by_columns: list[str] = []
        unseen: list[str] = []
        heads: dict[str, str] = {}
        for row in _children(root, "sheetData", "row"):
            cells: dict[str, str] = {}
            for cell in row:
                if not isinstance(cell.tag, str):
                    continue
                place = cell.get("r") or ""
                text, formula = self._cell(cell)
                if formula and (_LONG_NUMBER.search(formula) or '"' in formula):
                    yield Part(f"{where}, cell {place}, formula", formula)
                if not text.strip():
                    continue
                cells[place] = flat(text)
                found = _CELL.fullmatch(place)
                if found and found[1] in columns:
                    by_columns.append(text)
                if not tables and _whole(cell.get("s")) in self._unseen:
                    unseen.append(text)
            if not cells:
                continue
            named = tuple(f"cell {one}" for one in cells)
            yield Part(where, "\t".join(cells.values()), cells=named)
            if not heads:
                heads = {_column(place): text for place, text in cells.items()}
            else:
                tops = [heads.get(_column(place), "") for place in cells]
                yield from under_heads(where, tops, list(cells.values()), named)
            everything += cells.values()
            if row.get("hidden") in ("1", "true") or row.get("ht") == "0":
                by_rows += cells.values()
        for texts, why in (
            (everything if hidden else [], "a sheet that is not shown"),
            (by_rows, "rows that are not shown"),
            (by_columns, "columns that are not shown"),
            (unseen, "cells in the colour of paper, or of a format that shows nothing"),
        ):
            if texts:
                yield Part(where, "\n".join(texts), "hidden", covered=True, why=why)

    def _cell(self, cell: etree._Element) -> tuple[str, str]:
        """What a cell shows, and its formula."""
        said = formula = ""
        for child in cell:
            name = local(child.tag)
            if name == "v":
                said = child.text or ""
            elif name == "is":
                said = _string(child)
            elif name == "f":
                formula = child.text or ""
        kind = cell.get("t")
        if kind == "s":
            at = _whole(said)
            self._used.add(at)
            said = self._strings[at] if 0 <= at < len(self._strings) else ""
        elif kind in (None, "n") and _whole(cell.get("s")) in self._days:
            said = _day(said)
        return said, formula

    def _styles(self, root: etree._Element) -> None:
        """Which styles of cells show a day, and which show nothing."""
        codes = {
            _whole(one.get("numFmtId")): one.get("formatCode") or ""
            for one in _children(root, "numFmts", "numFmt")
        }
        fonts = [_white(one) for one in _children(root, "fonts", "font")]
        fills = [_filled(one) for one in _children(root, "fills", "fill")]
        for number, style in enumerate(_children(root, "cellXfs", "xf")):
            format_id = _whole(style.get("numFmtId"))
            code = codes.get(format_id, "")
            bare = _QUOTED.sub("", code)
            if format_id in _DAYS or (code and _DAY_LETTERS.search(bare)):
                self._days.add(number)
            font, fill = _whole(style.get("fontId")), _whole(style.get("fillId"))
            white = 0 <= font < len(fonts) and fonts[font]
            filled = 0 <= fill < len(fills) and fills[fill]
            if (white and not filled) or code.replace(" ", "").startswith(";;;"):
                self._unseen.add(number)

    def _comments(self, member: str, called: str, read: set[str]) -> Iterator[Part]:
        for _, target, outside in self._related(member).values():
            root = self._roots.get(target)
            if outside or root is None or target in read:
                continue
            if local(root.tag) in ("comments", "ThreadedComments"):
                read.add(target)
                yield from self._comment_part(root, f"{self._prefix}{called}, comment")

    def _comment_part(self, root: etree._Element, where: str) -> Iterator[Part]:
        authors = [one.text or "" for one in _children(root, "authors", "author")]
        for name in dict.fromkeys(authors):
            if name.strip() and not name.startswith("tc="):
                yield author(where, name)
        for one in root.iter(etree.Element):
            if local(one.tag) not in ("comment", "threadedComment"):
                continue
            at = _whole(one.get("authorId"))
            by = authors[at] if 0 <= at < len(authors) else ""
            text = _string(one)
            place = f"{where} on {one.get('ref')}" if one.get("ref") else where
            # The hints that this program writes into its own lists are no comments of people.
            if by.strip().casefold() == _OWN:
                yield Part(place, text)
            else:
                yield Part(place, text, "comment", why="a comment beside a cell")

    def _pivot(self, root: etree._Element) -> Iterator[Part]:
        values = [str(one.get("v")) for one in root.iter(etree.Element) if one.get("v") is not None]
        if values:
            yield Part(
                f"{self._prefix}rows behind a pivot table",
                "\n".join(values),
                "hidden",
                why="rows behind a pivot table, which anybody can take out of it",
            )


def _children(root: etree._Element, group: str, name: str) -> Iterator[etree._Element]:
    for holder in root:
        if local(holder.tag) == group:
            yield from (one for one in holder if local(one.tag) == name)


def _string(element: etree._Element) -> str:
    """The text of a string or comment over its runs; how it is said aloud follows in brackets."""
    said: list[str] = []
    aloud: list[str] = []
    for one in element.iter(etree.Element):
        if local(one.tag) in ("t", "text"):
            within = any(local(above.tag) == "rPh" for above in one.iterancestors())
            (aloud if within else said).append(one.text or "")
    return "".join(said) + (f" ({''.join(aloud)})" if aloud else "")


def _hidden_columns(root: etree._Element) -> frozenset[str]:
    found: set[str] = set()
    for one in _children(root, "cols", "col"):
        if one.get("hidden") in ("1", "true") or one.get("width") == "0":
            first, last = _whole(one.get("min")), _whole(one.get("max"))
            if first > 0:
                found.update(map(_letters, range(first, min(last, first + _MOST_HIDDEN) + 1)))
    return frozenset(found)


def _letters(column: int) -> str:
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _column(place: str) -> str:
    found = _CELL.fullmatch(place)
    return found[1] if found else place


def _whole(text: str | None) -> int:
    """A whole number that is not negative, or -1."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else -1


def _day(said: str) -> str:
    """The number of a day as the day; what is none as it is."""
    try:
        number = int(float(said))
    except (ValueError, OverflowError):
        return said
    if not 0 < number <= _LAST_DAY:
        return said
    return (_FIRST + timedelta(days=number)).strftime("%d/%m/%Y")


def _white(font: etree._Element) -> bool:
    for one in font:
        if local(one.tag) == "color":
            return (one.get("rgb") or "")[-6:].upper() == "FFFFFF" or one.get("theme") == "0"
    return False


def _filled(fill: etree._Element) -> bool:
    for one in fill.iter(etree.Element):
        if local(one.tag) == "patternFill":
            return one.get("patternType") not in (None, "none")
        if local(one.tag) == "gradientFill":
            return True
    return False
