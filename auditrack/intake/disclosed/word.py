"""The stories of a Word document, paragraph by paragraph: what is read, hidden, or was changed."""

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from auditrack.intake.disclosed.heads import under_heads
from auditrack.intake.disclosed.looks import Looks
from auditrack.intake.disclosed.markup import flat, local
from auditrack.intake.word.markup import ALTERNATE, VAL, w
from auditrack.intake.word.styles import Styles
from auditrack.model.disclosed import Part

_P, _TBL, _TR, _TC = w("p"), w("tbl"), w("tr"), w("tc")
_R, _BOX = w("r"), w("txbxContent")
_GONE: Final = frozenset({w("del"), w("moveFrom")})
_COME: Final = frozenset({w("ins"), w("moveTo")})
_CHANGED: Final = {
    w("ins"): "inserted text",
    w("del"): "deleted text",
    w("moveFrom"): "moved text",
    w("moveTo"): "moved text",
}
_CODES: Final = frozenset({w("instrText"), w("delInstrText")})
_LINES: Final = frozenset({w("br"), w("cr")})
_TEXTS: Final = frozenset({"t", "delText"})
_LOOKS_CHANGED: Final = frozenset(
    w(one)
    for one in (
        "rPrChange pPrChange sectPrChange tblPrChange tblGridChange trPrChange tcPrChange "
        "tblPrExChange numberingChange cellIns cellDel cellMerge"
    ).split()
)
_SYMBOLS: Final = 0xF000
_LONGEST_HEADING: Final = 60


@dataclass
class _Piece:
    text: str
    gone: bool
    come: bool
    unseen: str | None


@dataclass
class _Read:
    """What a paragraph was found to hold."""

    pieces: list[_Piece] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    boxes: list[tuple[etree._Element, bool]] = field(default_factory=list)
    changes: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class _Place:
    """Where the walk is: its cell and table, and what counts there."""

    where: str
    cell: etree._Element | None = None
    table_style: str | None = None
    unseen: bool = False
    on_shape: bool = False


class Story:
    """One story of a document (its body, a header, its footnotes), walked once."""

    def __init__(self, looks: Looks, prefix: str = "", styles: Styles | None = None) -> None:
        """`prefix` comes before each place ("header 1, "), "" in the body.

        With `styles` each place says below which heading it is: nobody counts paragraphs.
        """
        self._looks = looks
        self._prefix = prefix
        self._styles = styles
        self._below = ""
        self._paragraphs = self._tables = self._boxes = 0

    def parts(self, root: etree._Element) -> Iterator[Part]:
        """The parts of a story in the order of its text."""
        yield from self._walk(root, None)
        changed = sum(1 for one in root.iter(etree.Element) if one.tag in _LOOKS_CHANGED)
        if changed:
            yield Part(
                f"{self._prefix}changes of looks or tables".strip(),
                f"{changed} tracked",
                "tracked",
                covered=True,
                why="tracked changes of looks or tables, with who made them",
            )

    def _walk(self, element: etree._Element, place: _Place | None) -> Iterator[Part]:
        for child in element.iterchildren(etree.Element):
            if child.tag == _P:
                said, whole = yield from self._paragraph(child, place)
                where = said.where
                for text in dict.fromkeys((said.text, *whole)):
                    if text.strip():
                        yield Part(where, text)
                if place is None and said.text.strip() and self._is_heading(child):
                    self._below = f"below “{_short(said.text)}”, "
            elif child.tag == _TBL:
                yield from self._table(child, place)
            elif child.tag == ALTERNATE:
                yield from self._alternate(child, place)
            else:
                yield from self._walk(child, place)

    def _is_heading(self, paragraph: etree._Element) -> bool:
        if self._styles is None:
            return False
        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        return self._styles.paragraph(style.get(VAL) if style is not None else None).level > 0

    def _alternate(self, element: etree._Element, place: _Place | None) -> Iterator[Part]:
        """Each branch of what programs may choose between; one that says the same only once."""
        seen: set[str] = set()
        for one in element.iterchildren(etree.Element):
            said = "".join(str(text) for text in one.itertext())
            if said not in seen:
                seen.add(said)
                yield from self._walk(one, place)

    def _table(self, element: etree._Element, place: _Place | None) -> Iterator[Part]:
        self._tables += 1
        named = f"{self._prefix}{self._below}table {self._tables}"
        style = element.find(f"{w('tblPr')}/{w('tblStyle')}")
        looks = style.get(w("val")) if style is not None else None
        heads: list[str] = []
        for row, tr in enumerate(_within(element, _TR, _TBL), 1):
            where = f"{named}, row {row}"
            trpr = tr.find(w("trPr"))
            unseen = place is not None and place.unseen
            on_shape = place is not None and place.on_shape
            seen: list[str] = []
            whole: list[str] = []
            nested: list[etree._Element] = []
            for column, tc in enumerate(_within(tr, _TC, _TBL), 1):
                cell = _Place(
                    f"{where}, cell {column}", tc.find(w("tcPr")), looks, unseen, on_shape
                )
                lines: list[str] = []
                others: list[str] = []
                for paragraph in _within(tc, _P, _TBL):
                    said, variants = yield from self._paragraph(paragraph, cell)
                    lines.append(said.text)
                    others.append(variants[-1] if variants else said.text)
                seen.append(flat("\n".join(lines)))
                whole.append(flat("\n".join(others)))
                nested += _within(tc, _TBL, _P)
            cells = tuple(f"cell {one}" for one in range(1, len(seen) + 1))
            for text in dict.fromkeys(("\t".join(seen), "\t".join(whole))):
                if text.strip():
                    yield Part(where, text, cells=cells)
            if row == 1:
                heads = seen
            else:
                yield from under_heads(where, heads, seen, cells)
            if trpr is not None:
                yield from self._row_marks(trpr, where, "\t".join(seen))
            for table in nested:
                yield from self._table(table, place)

    def _row_marks(self, trpr: etree._Element, where: str, text: str) -> Iterator[Part]:
        for tag in (w("ins"), w("del")):
            if trpr.find(tag) is not None:
                yield Part(where, text, "tracked", covered=True, why="a tracked row")
        hidden = trpr.find(w("hidden"))
        if hidden is not None and text.strip():
            yield Part(where, text, "hidden", covered=True, why="a hidden row")

    def _paragraph(
        self, element: etree._Element, place: _Place | None
    ) -> Generator[Part, None, tuple[Part, tuple[str, ...]]]:
        """What of a paragraph is a hit by itself; returns what is read of it, and otherwise read.

        Other readings are those with what is hidden, and before or with what was changed.
        """
        if place is None:
            self._paragraphs += 1
            place = _Place(f"{self._prefix}{self._below}paragraph {self._paragraphs}")
        where = place.where
        ppr = element.find(w("pPr"))
        read = _Read()
        self._gather(element, ppr, place, read, False, False, None)
        pieces = read.pieces
        seen = _joined(one for one in pieces if not one.gone and not one.unseen)
        others = tuple(
            text
            for text in dict.fromkeys(
                (
                    _joined(one for one in pieces if not one.gone),
                    _joined(one for one in pieces if not one.come),
                    _joined(pieces),
                )
            )
            if text != seen
        )
        unseen = [one for one in pieces if one.unseen and one.text.strip()]
        if place.unseen and seen.strip():
            yield Part(where, seen, "hidden", covered=True, why="a text box that is not shown")
        if unseen:
            text = _joined(unseen)
            yield Part(
                f"{where}, hidden text", text, "hidden", covered=True, why=str(unseen[0].unseen)
            )
        for called, text in read.changes:
            yield Part(
                f"{where}, {called}", text, "tracked", covered=True, why=f"tracked: {called}"
            )
        if "".join(read.codes).strip():
            yield Part(f"{where}, field code", "".join(read.codes))
        for box, is_hidden in read.boxes:
            self._boxes += 1
            named = f"{self._prefix}{self._below}text box {self._boxes}"
            yield from self._walk(
                box, _Place(named, unseen=is_hidden or place.unseen, on_shape=True)
            )
        return Part(where, seen), others

    def _gather(
        self,
        element: etree._Element,
        ppr: etree._Element | None,
        place: _Place,
        read: _Read,
        gone: bool,
        come: bool,
        unseen: str | None,
    ) -> None:
        for child in element.iterchildren(etree.Element):
            tag = child.tag
            if tag == _R:
                why = self._looks.unseen(
                    child.find(w("rPr")), ppr, place.cell, place.table_style, place.on_shape
                )
                self._gather(child, ppr, place, read, gone, come, why or unseen)
            elif tag == w("rPr") or tag == w("pPr"):
                for one in child.iter(*_CHANGED):
                    read.changes.append((f"{_CHANGED[str(one.tag)]}: the end of a paragraph", ""))
            elif tag in _CODES:
                read.codes.append(child.text or "")
            elif tag == _BOX:
                read.boxes.append((child, _box_hidden(child)))
            elif tag == ALTERNATE:
                boxes = {_said(one) for one, _ in read.boxes}
                for branch in child.iterchildren(etree.Element):
                    other = _Read()
                    self._gather(branch, ppr, place, other, gone, come, unseen)
                    read.boxes += [one for one in other.boxes if _said(one[0]) not in boxes]
                    boxes |= {_said(one) for one, _ in other.boxes}
                    if _joined(other.pieces) != _joined(read.pieces[-len(other.pieces) :]):
                        read.pieces += other.pieces
                    read.codes += other.codes
                    read.changes += other.changes
            elif tag in _CHANGED:
                read.changes.append((_CHANGED[str(tag)], _said(child)))
                self._gather(
                    child,
                    ppr,
                    place,
                    read,
                    gone or tag in _GONE,
                    come or tag in _COME,
                    unseen,
                )
            elif tag == w("fldSimple"):
                read.codes.append(f" {child.get(w('instr'), '')} ")
                self._gather(child, ppr, place, read, gone, come, unseen)
            else:
                text = _text(child)
                if text is not None:
                    is_gone = gone or tag == w("delText")
                    read.pieces.append(_Piece(text, is_gone, come, unseen))
                else:
                    self._gather(child, ppr, place, read, gone, come, unseen)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_HEADING else f"{line[:_LONGEST_HEADING].rstrip()}…"


def _within(element: etree._Element, wanted: str, never: str) -> Iterator[etree._Element]:
    """The nearest elements of a kind below one, through controls and changes around them."""
    for child in element.iterchildren(etree.Element):
        if child.tag == wanted:
            yield child
        elif child.tag != never:
            yield from _within(child, wanted, never)


def _text(element: etree._Element) -> str | None:
    """What an element that stands for letters says; None where it is none."""
    tag = element.tag
    if local(tag) in _TEXTS:
        return element.text or ""
    if tag == w("tab"):
        return " "
    if tag in _LINES:
        return "\n"
    if tag == w("noBreakHyphen"):
        return "-"
    if tag == w("sym"):
        try:
            code = int(element.get(w("char")) or "", 16)
            return chr(code - _SYMBOLS if code >= _SYMBOLS else code)
        except (ValueError, OverflowError):
            return ""
    return None


def _joined(pieces: Iterable[_Piece]) -> str:
    return "".join(one.text for one in pieces)


def _said(element: etree._Element) -> str:
    return "".join(text for one in element.iter(etree.Element) if (text := _text(one)) is not None)


def _box_hidden(box: etree._Element) -> bool:
    """Whether the shape around a text box is one that is not shown."""
    for one in box.iterancestors():
        for child in one.iterchildren(etree.Element):
            if local(child.tag) == "docPr" and child.get("hidden") in ("1", "true"):
                return True
        style = (one.get("style") or "").replace(" ", "").lower()
        if "visibility:hidden" in style:
            return True
        if one.tag == _P:
            break
    return False
