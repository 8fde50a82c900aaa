"""The text of one paragraph, from its runs and whatever stands around them."""

from collections.abc import Callable
from typing import Final

from lxml import etree

from auditrack.intake.word.fields import Fields, is_contents
from auditrack.intake.word.markup import ALTERNATE, MATHS_TEXT, VAL, branch, on, w
from auditrack.intake.word.printed import Counts, Piece
from auditrack.intake.word.styles import Letters, Styles, letters

_TEXT, _TAB, _BREAK, _RETURN = w("t"), w("tab"), w("br"), w("cr")
_RUN, _RUN_STYLE, _UNDERLINE, _RAISED = w("r"), w("rStyle"), w("u"), w("vertAlign")
_RPR, _INS, _DEL, _DELETED_TEXT = w("rPr"), w("ins"), w("del"), w("delText")
_BOXED: Final = w("txbxContent")
_DIAGRAM: Final = "relIds"
_EMBEDDED: Final = "OLEObject"


class Inline:
    """Reads paragraphs one after another; what lasts from one to the next is kept here."""

    def __init__(self, styles: Styles, counts: Counts, paged: bool) -> None:
        self.styles = styles
        self.counts = counts
        self.fields = Fields()
        self.page = 1
        self._paged = paged
        self._around = {
            w("hyperlink"): self._link,
            w("smartTag"): self._inside,
            w("customXml"): self._inside,
            w("dir"): self._inside,
            w("bdo"): self._inside,
            w("sdtContent"): self._inside,
            w("rubyBase"): self._inside,
            w("sdt"): self._control,
            w("fldSimple"): self._simple_field,
            _INS: self._inserted,
            w("moveTo"): self._moved,
            _DEL: self._deleted,
            w("moveFrom"): _skip,
            ALTERNATE: self._alternate,
            _RUN: self._run,
            "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath": self._maths,
            "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMathPara": self._maths,
        }
        self._in_run: dict[str, Callable[[etree._Element], None]] = {
            w("fldChar"): self.fields.mark,
            w("instrText"): lambda element: self.fields.code(element.text or ""),
            w("sym"): self._symbol,
            w("noBreakHyphen"): lambda element: self._put("-"),
            w("ptab"): lambda element: self._put("\t"),
            w("lastRenderedPageBreak"): self._next_page,
            w("commentReference"): self._comment,
            w("drawing"): self._drawn,
            w("pict"): self._drawn,
            w("object"): self._drawn,
            w("ruby"): self._inside,
            ALTERNATE: self._alternate,
        }
        self._start(Letters())

    def read(
        self, paragraph: etree._Element, below: Letters
    ) -> tuple[list[list[Piece]], list[etree._Element]]:
        """The lines of a paragraph, and the text boxes that are anchored in it.

        Args:
            paragraph: `w:p`.
            below: how its style sets it.
        """
        self._start(below)
        self._inside(paragraph)
        self.fields.end_paragraph()
        return self.lines, self.boxes

    def _start(self, below: Letters) -> None:
        self.lines: list[list[Piece]] = [[]]
        self.boxes: list[etree._Element] = []
        self.page_of_text: int | None = None
        self.hid = False
        self.left_out = False
        self._below = below
        self._set = below
        self._underlined = self._raised = self._linked = False
        self._was: str | None = None

    def _inside(self, element: etree._Element) -> None:
        around = self._around
        for child in element:
            reader = around.get(child.tag)
            if reader is not None:
                reader(child)
                self._was = child.tag

    # Around runs

    def _link(self, element: etree._Element) -> None:
        linked, self._linked = self._linked, True
        self._inside(element)
        self._linked = linked

    def _control(self, element: etree._Element) -> None:
        if not is_placeholder(element):
            self._inside(element)

    def _simple_field(self, element: etree._Element) -> None:
        if is_contents(element.get(w("instr")) or ""):
            self.left_out = True
        else:
            self._inside(element)

    def _inserted(self, element: etree._Element) -> None:
        if self._was != _INS and _has_text(element, _TEXT):
            self.counts.insertions += 1
        self._inside(element)

    def _moved(self, element: etree._Element) -> None:
        if self._was != element.tag and _has_text(element, _TEXT):
            self.counts.moves += 1
        self._inside(element)

    def _deleted(self, element: etree._Element) -> None:
        if self._was != _DEL and _has_text(element, _DELETED_TEXT):
            self.counts.deletions += 1

    def _alternate(self, element: etree._Element) -> None:
        chosen = branch(element)
        if chosen is None:
            return
        for child in chosen:
            reader = self._in_run.get(child.tag) or self._around.get(child.tag)
            if reader is not None:
                reader(child)

    def _maths(self, element: etree._Element) -> None:
        self._put("".join(part.text or "" for part in element.iter(MATHS_TEXT)))

    # Runs

    def _run(self, run: etree._Element) -> None:
        self._set, self._underlined, self._raised = self._below, False, False
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                self._put(child.text or "")
            elif tag == _RPR:
                self._properties(child)
            elif tag == _TAB:
                self._put("\t")
            elif tag in (_BREAK, _RETURN):
                self._break(child)
            else:
                reader = self._in_run.get(tag)
                if reader is not None:
                    reader(child)

    def _properties(self, rpr: etree._Element) -> None:
        own = letters(rpr)
        for child in rpr:
            tag = child.tag
            if tag == _RUN_STYLE:
                named = self.styles.run(child.get(VAL))
                # Bold on bold is plain again: a toggle of two styles switches twice.
                bold = False if named.bold and self._below.bold else None
                italic = False if named.italic and self._below.italic else None
                own = own.over(Letters(bold, italic).over(named))
            elif tag == _UNDERLINE:
                self._underlined = on(child)
            elif tag == _RAISED:
                self._raised = child.get(VAL) == "superscript"
        self._set = own.over(self._below)

    def _put(self, text: str) -> None:
        if not text or not self.fields.speaking:
            return
        if self.fields.contents:
            self.left_out = True
            return
        if self._set.hidden:
            self.hid = self.hid or bool(text.strip())
            self.counts.hidden_words += len(text.split())
            return
        if self.page_of_text is None and text.strip():
            self.page_of_text = self.page
        line = self.lines[-1]
        last = line[-1] if line else None
        bold, italic, size = bool(self._set.bold), bool(self._set.italic), self._set.size
        underlined = self._underlined and not self._linked
        if (
            last is not None
            and last.bold == bold
            and last.italic == italic
            and last.underlined == underlined
            and last.raised == self._raised
            and last.size == size
        ):
            last.text += text
        else:
            line.append(Piece(text, bold, italic, underlined, self._raised, size))

    def _break(self, element: etree._Element) -> None:
        what = element.get(w("type"))
        if what == "page":
            if not self._paged:
                self.page += 1
        elif what != "column" and self._set.hidden:
            return
        if self.fields.speaking and not self.fields.contents:
            self.lines.append([])

    def _next_page(self, element: etree._Element) -> None:
        self.page += 1

    def _symbol(self, element: etree._Element) -> None:
        try:
            self._put(chr(int(element.get(w("char")) or "", 16)))
        except (ValueError, OverflowError):
            return

    def _comment(self, element: etree._Element) -> None:
        self.counts.comments += 1

    def _drawn(self, element: etree._Element) -> None:
        """A picture, a drawing or an embedded file: only its text boxes are read."""
        boxes = self.boxes
        found = len(boxes)
        waiting = [element]
        embedded = diagram = False
        while waiting:
            inner = waiting.pop()
            if inner.tag == _BOXED:
                boxes.append(inner)
                continue
            name = inner.tag.rpartition("}")[2]
            embedded = embedded or name == _EMBEDDED
            diagram = diagram or name == _DIAGRAM
            if inner.tag == ALTERNATE:
                chosen = branch(inner)
                waiting.extend(reversed(chosen) if chosen is not None else ())
            else:
                waiting.extend(reversed(inner))
        self.counts.files += embedded
        self.counts.diagrams += diagram
        self.counts.pictures += not embedded and not diagram and len(boxes) == found


def _skip(element: etree._Element) -> None:
    """What was moved away or never was text."""


def _has_text(element: etree._Element, tag: str) -> bool:
    return any((text.text or "").strip() for text in element.iter(tag))


def is_placeholder(control: etree._Element) -> bool:
    """Whether a content control only shows what to write in it: "Click here to enter text"."""
    properties = control.find(w("sdtPr"))
    shown = properties.find(w("showingPlcHdr")) if properties is not None else None
    return shown is not None and on(shown)
