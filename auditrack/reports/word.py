"""The one Word kit: a document written from top to bottom over a template.

Importing this imports python-docx; only a command that writes a report does so.
"""

from collections.abc import Iterable
from copy import deepcopy
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from auditrack.model.change import Refusal, RefusedError
from auditrack.reports import tokens
from auditrack.reports.chart import Chart, figures_of
from auditrack.reports.clean import as_attribute
from auditrack.reports.furniture import furnish, set_language, set_properties
from auditrack.reports.imprint import Imprint
from auditrack.reports.package import package_bytes, table_mark
from auditrack.reports.tables import Table, TableStyles, run_xml, table_xml
from auditrack.reports.templates import Template

PARAGRAPH_STYLES = (
    "Title",
    "Subtitle",
    "Heading 1",
    "Heading 2",
    "Normal",
    "List Bullet",
    "Report Details",
    "Report Note",
    "Table Heading",
    "Table Text",
)
"""The paragraph styles a template must have, by the names that Word shows."""

TABLE_STYLE = "Report Table"
"""The table style a template must have."""

REPORT = "report"
"""The token of the paragraph in whose place the report is written."""

_BEFORE_SIZE = {
    qn(f"w:{name}")
    for name in ("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz")
}
_A4 = {"w:w": "11906", "w:h": "16838"}
_MARGINS = {f"w:{side}": "1134" for side in ("top", "right", "bottom", "left")}
_GAP = '<w:spacing w:before="160"/>'
_SLIVER = (
    f'<w:p {nsdecls("w")}><w:pPr><w:spacing w:before="0" w:after="0" w:line="20"'
    ' w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
)


class WordReport:
    """A document over a template: headings, paragraphs, lists and tables, one after the other."""

    def __init__(self, template: Template, imprint: Imprint) -> None:
        """Opens the template, checks that it will do, and sets what every page says.

        Raises:
            RefusedError: the template is damaged, lacks a style or holds an unknown token.
        """
        self._document = _opened(template)
        self._styles = _styles(self._document, template)
        values = imprint.tokens()
        self._check_tokens(template, values)
        self._end = self._writing_place(template)  # before a value could look like its token
        for root in self._roots():
            tokens.fill(root, values)
        self._section = self._section_of(self._end)
        self._is_wide = False
        self._tables: list[str] = []
        furnish(self._document, imprint)
        set_language(self._document)
        set_properties(self._document, imprint)

    # Writing ------------------------------------------------------------------------------

    def heading(self, text: str, level: int = 1) -> None:
        """A real heading, of level 1 or 2; level 0 is the title."""
        self.paragraph(text, "Title" if level == 0 else f"Heading {level}")

    def paragraph(self, text: str, style: str = "Normal", lead: str = "") -> None:
        """A paragraph, perhaps beginning with some words in bold. Newlines are line breaks."""
        spaced = self._follows_table() and not style.startswith("Heading")
        self._put(
            parse_xml(
                f"<w:p {nsdecls('w')}><w:pPr><w:pStyle w:val={as_attribute(self._styles[style])}/>"
                f"{_GAP if spaced else ''}</w:pPr>"
                f"{run_xml(lead, '<w:b/><w:bCs/>') if lead else ''}"
                f"{run_xml(text) if text else ''}</w:p>"
            )
        )

    def bullets(self, items: Iterable[str]) -> None:
        """A real list, one bullet an item."""
        for item in items:
            self.paragraph(item, "List Bullet")

    def table(self, table: Table) -> None:
        """A table as wide as the page allows, or as its `width` says."""
        if self._follows_table():
            self._put(parse_xml(_SLIVER))  # Word would join two tables that touch
        else:
            self._keep_last_with_table()
        styles = TableStyles(
            self._styles[TABLE_STYLE], self._styles["Table Heading"], self._styles["Table Text"]
        )
        self._tables.append(table_xml(table, self._available(), styles))
        self._put(table_mark(len(self._tables) - 1))

    def chart(self, chart: Chart) -> None:
        """A chart, and the table of its figures below."""
        self.table(figures_of(chart))

    def wide(self) -> None:
        """What follows stands on pages turned to landscape."""
        self._turn(True)

    def upright(self) -> None:
        """What follows stands on pages as the template has them."""
        self._turn(False)

    def to_bytes(self) -> bytes:
        """The finished document. Nothing can be written after it."""
        self._turn(False)
        if self._follows_table():
            self._put(parse_xml(_SLIVER))
        if self._end.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is None:
            self._end.getparent().remove(self._end)
        else:
            for run in list(self._end.iter(qn("w:r"))):
                run.getparent().remove(run)
        return package_bytes(self._document, self._tables)

    # The template -------------------------------------------------------------------------

    def _roots(self) -> list[Any]:
        """The body, and each header and footer, in the order of the package."""
        kinds = ("/header", "/footer")
        related = [rel for rel in self._document.part.rels.values() if not rel.is_external]
        parts = [rel.target_part for rel in related if rel.reltype.endswith(kinds)]
        parts.sort(key=lambda part: str(part.partname))
        return [self._document.element.body, *(part.element for part in parts)]

    def _check_tokens(self, template: Template, values: dict[str, str]) -> None:
        held = {name for root in self._roots() for name in tokens.tokens_in(root)}
        unknown = sorted(held - values.keys() - {REPORT})
        if unknown:
            known = ", ".join(f"{{{{{name}}}}}" for name in (REPORT, *values))
            raise _unfit(
                template,
                "template-unknown-token",
                f"holds {', '.join(f'{{{{{name}}}}}' for name in unknown)}, "
                "which auditrack does not know",
                f"The tokens are {known}.",
            )

    def _writing_place(self, template: Template) -> Any:
        body = self._document.element.body
        place = tokens.paragraph_of(body, REPORT)
        if place is not None and place.getparent() is body:
            return place
        if any(REPORT in tokens.tokens_in(root) for root in self._roots()):
            raise _unfit(
                template,
                "template-report-misplaced",
                "holds {{report}} beside other words, in a table or in a header",
                "Give it a paragraph of its own in the text.",
            )
        if not any((text.text or "").strip() for text in body.iter(qn("w:t"))):
            for blank in body.findall(qn("w:p")):
                if not len(blank) or blank.find(f".//{qn('w:drawing')}") is None:
                    body.remove(blank)
        place = OxmlElement("w:p")
        last = body.find(qn("w:sectPr"))
        if last is None:
            body.append(place)
        else:
            last.addprevious(place)
        return place

    def _section_of(self, place: Any) -> Any:
        """The page set-up that holds for the place: the next one written down after it."""
        for element in (place, *place.itersiblings()):
            found = (
                element
                if element.tag == qn("w:sectPr")
                else element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
            )
            if found is not None:
                break
        else:
            found = etree.SubElement(place.getparent(), qn("w:sectPr"))
        for name, defaults in (("w:pgSz", _A4), ("w:pgMar", _MARGINS)):
            if found.find(qn(name)) is None:
                made = OxmlElement(name, {qn(key): value for key, value in defaults.items()})
                before = sum(1 for child in found if child.tag in _BEFORE_SIZE)
                found.insert(before, made)
        return found

    # Pages --------------------------------------------------------------------------------

    def _available(self) -> int:
        """The width between the margins, in twentieths of a point."""
        size, margins = self._section.find(qn("w:pgSz")), self._section.find(qn("w:pgMar"))
        sides = sorted(int(size.get(qn(name), _A4[name])) for name in ("w:w", "w:h"))
        across = sides[1] if self._is_wide else int(size.get(qn("w:w"), _A4["w:w"]))
        edges = sum(int(margins.get(qn(name), "1134")) for name in ("w:left", "w:right"))
        return max(across - edges, across // 2)

    def _turn(self, to_wide: bool) -> None:
        """Ends the present section, in its own direction, and goes on in the other."""
        if to_wide == self._is_wide:
            return
        ended = deepcopy(self._section)
        if self._is_wide:
            size = ended.find(qn("w:pgSz"))
            short, long = sorted((int(size.get(qn("w:w"))), int(size.get(qn("w:h")))))
            size.set(qn("w:w"), str(long))
            size.set(qn("w:h"), str(short))
            size.set(qn("w:orient"), "landscape")
        last = self._end.getprevious()
        if last is None or last.tag != qn("w:p") or last.find(f".//{qn('w:sectPr')}") is not None:
            self._put(parse_xml(_SLIVER))
            last = self._end.getprevious()
        properties = last.find(qn("w:pPr"))
        if properties is None:
            properties = etree.Element(qn("w:pPr"))
            last.insert(0, properties)
        properties.append(ended)
        # Later sections go on counting pages, start on a new one, and have no first page of theirs.
        for name in ("w:titlePg", "w:pgNumType", "w:type"):
            for once in self._section.findall(qn(name)):
                self._section.remove(once)
        self._is_wide = to_wide

    def _put(self, element: Any) -> None:
        self._end.addprevious(element)

    def _follows_table(self) -> bool:
        last = self._end.getprevious()
        return last is not None and last.tag in (etree.ProcessingInstruction, qn("w:tbl"))

    def _keep_last_with_table(self) -> None:
        """Keeps the words before a table on the page where it begins."""
        last = self._end.getprevious()
        properties = None if last is None else last.find(qn("w:pPr"))
        if properties is not None and properties.find(qn("w:keepNext")) is None:
            at = 0 if properties.find(qn("w:pStyle")) is None else 1
            properties.insert(at, OxmlElement("w:keepNext"))


def _opened(template: Template) -> Any:
    try:
        document = Document(BytesIO(template.content))
        # The parts that are read later, so that a damaged one is found now.
        assert document.element.body is not None and document.styles and document.settings
    except Exception:
        # A damaged package can raise anything at all from the parser; it is one thing to a person.
        raise _unfit(
            template,
            "template-not-docx",
            "is not a Word document (.docx), or it is damaged",
            "Open it in Word and save it as a Word document (.docx).",
        ) from None
    return document


def _styles(document: Any, template: Template) -> dict[str, str]:
    """The identifiers of the styles the kit uses, by name."""
    found = {
        style.name: style.style_id
        for style in document.styles
        if style.type in (WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.TABLE)
        and (style.type == WD_STYLE_TYPE.TABLE) == (style.name == TABLE_STYLE)
    }
    missing = [name for name in (*PARAGRAPH_STYLES, TABLE_STYLE) if name not in found]
    if missing:
        raise _unfit(
            template,
            "template-lacks-style",
            f"has no style called {', '.join(missing)}",
            "Copy the template that comes with auditrack, and change the look of the copy.",
        )
    return found


def _unfit(template: Template, code: str, what: str, todo: str) -> RefusedError:
    return RefusedError(
        Refusal(
            code,
            f"The template {template.name} {what}.",
            safe="No report was written; an earlier file is untouched.",
            todo=todo,
        )
    )
