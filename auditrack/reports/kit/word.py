"""The one Word kit: a document written from top to bottom over a template.

Importing this imports python-docx; only a command that writes a report does so.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from itertools import islice
from types import MappingProxyType
from typing import Any

import msgspec
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from auditrack.model.change import RefusedError
from auditrack.reports.kit.captions import caption_xml
from auditrack.reports.kit.chart import (
    Chart,
    cut_in_words,
    drawn_part,
    figures_of,
    holds_figures,
)
from auditrack.reports.kit.chart_part import chart_paragraph
from auditrack.reports.kit.chart_plan import most_categories, plan_of
from auditrack.reports.kit.clean import as_attribute, on_one_line
from auditrack.reports.kit.contents import STYLES as CONTENTS_STYLES
from auditrack.reports.kit.contents import contents_of_template, contents_place, fill_contents
from auditrack.reports.kit.furniture import furnish, set_language, set_properties
from auditrack.reports.kit.imprint import Imprint
from auditrack.reports.kit.kind import Kind
from auditrack.reports.kit.package import package_bytes, packed, table_mark
from auditrack.reports.kit.rest import RestSheet, rows_in_words
from auditrack.reports.kit.tables import MOST_ROWS, Column, Table, TableStyles, run_xml, table_xml
from auditrack.reports.kit.workbook import sheet_name
from auditrack.reports.templating.check import check
from auditrack.reports.templating.filling import CutList, fill_template
from auditrack.reports.templating.findings import Finding, UnfitError, refuse
from auditrack.reports.templating.templates import Template

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

CAPTION = "Caption"
"""The style of captions, where the template has it."""

INSTEAD: Mapping[str, str] = MappingProxyType({"Heading 3": "Heading 2"})
"""Styles that a template may lack, and which of its own is taken then."""

_ANY = Kind("report", "", {})
_NO_VALUES: Mapping[str, str] = MappingProxyType({})
_NO_ROWS: Mapping[str, Sequence[Mapping[str, str]]] = MappingProxyType({})
_TWIPS = 1440 / 2.54  # twentieths of a point to the centimetre
_GAP = '<w:spacing w:before="160"/>'


class WordReport:
    """A document over a template: headings, paragraphs, lists and tables, one after the other."""

    def __init__(
        self,
        template: Template,
        imprint: Imprint,
        kind: Kind = _ANY,
        values: Mapping[str, str] = _NO_VALUES,
        rows: Mapping[str, Sequence[Mapping[str, str]]] = _NO_ROWS,
    ) -> None:
        """Opens the template, checks that it will do, and sets what every page says.

        Args:
            template: what to write over.
            imprint: what the report prints about itself.
            kind: of which kind it is: what tokens its template may hold.
            values: the values of `kind.values`.
            rows: the rows of each list of `kind.rows`.

        Raises:
            RefusedError: the template is damaged, unsafe, lacks a style or holds a wrong token.
        """
        self.notes: list[str] = check(template, kind)
        self._tables: list[bytes] = []
        self._numbers: Counter[str] = Counter()
        self._sheets = {"about"}
        self.rest: list[RestSheet] = []
        """The rows of long tables that are not printed, for `rest.rest_workbook`."""
        with _damage_told(template):
            self._document = Document(BytesIO(template.content))
            self._styles = _styles(self._document, template)
            shown = {**imprint.tokens(), **values}
            self._places, cut = fill_template(self._document, kind, shown, rows)
            self._place = self._places[0]
            self._contents = contents_of_template(self._document.element.body)
            self._has_contents = bool(self._contents)
            for one in cut:
                self._keep_list(one, kind)
            furnish(self._document, imprint)
            set_language(self._document)
            set_properties(self._document, imprint)
            for place in self._places:  # so that a damaged size of the page is found now
                place.available()
                place.height()

    @property
    def places(self) -> tuple[tuple[str, ...], ...]:
        """The tokens of parts that stood at each place of the template, in the order of its text.

        Without any there is one place, at the end, with the token of the whole report.
        """
        return tuple(tuple(place.names) for place in self._places)

    def go_to(self, number: int, token: str) -> None:
        """Goes on at a place of `places`, for what one of its tokens stands for; never back."""
        if self._places[number] is not self._place:
            self._place.close()
            self._place = self._places[number]
        if token in self._place.breaks:
            self._place.breaks.discard(token)
            self._place.break_page()

    # Writing ------------------------------------------------------------------------------

    def heading(self, text: str, level: int = 1) -> None:
        """A real heading, of level 1 to 3; level 0 is the title."""
        self.paragraph(text, "Title" if level == 0 else f"Heading {level}")

    def contents(self) -> None:
        """The contents: the headings of levels 1 and 2, linked, when all of them are written.

        A template that has Word's own contents needs no others: those are filled.
        """
        if self._has_contents:
            return
        self._contents.append(contents_place())
        self._place.put(self._contents[-1])

    def paragraph(self, text: str, style: str = "Normal", lead: str = "") -> None:
        """A paragraph, perhaps beginning with some words in bold. Newlines are line breaks."""
        spaced = self._place.follows_table() and not style.startswith("Heading")
        self._place.put(
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
        """A table under its caption, as wide as the page allows or as its `width` says.

        Rows beyond `MOST_ROWS` are kept in `rest`, and a sentence says where they stand.
        """
        self._caption("Table", table.caption)
        self._table(table)

    def _table(self, table: Table) -> None:
        rows = iter(table.rows)
        printed = list(rows if table.whole else islice(rows, MOST_ROWS))
        styles = TableStyles(
            self._styles[TABLE_STYLE], self._styles["Table Heading"], self._styles["Table Text"]
        )
        shown = msgspec.structs.replace(table, rows=printed)
        self._tables.append(packed(table_xml(shown, self._place.available(), styles)))
        self._place.put(table_mark(len(self._tables) - 1))
        left = list(rows)
        if left:
            self.paragraph(self._kept(table, left, len(printed), self._numbers["Table"]))

    def _kept(self, table: Table, left: Sequence[Any], printed: int, number: int = 0) -> str:
        """Puts rows aside for the workbook; the sentence that says so."""
        name = sheet_name(table.name or table.caption, self._sheets)
        caption = f"Table {number}. {table.caption}" if number else table.caption
        self.rest.append(RestSheet(name, caption, table.columns, printed + 1, left))
        words = rows_in_words(printed + 1, printed + len(left))
        return (
            f"{words} {'stands' if len(left) == 1 else 'stand'} in the workbook that comes with "
            f"this report, sheet “{name}”."
        )

    def _keep_list(self, cut: CutList, kind: Kind) -> None:
        """The rows of a list that a table of the template has no room for."""
        fields = kind.rows[cut.name]
        table = Table(cut.name, [Column(what, 1) for what in fields.values()], (), name=cut.name)
        left = [[row.get(field, "") for field in fields] for row in cut.left]
        self._put_below(cut.table, self._kept(table, left, MOST_ROWS))

    def _put_below(self, table: Any, sentence: str) -> None:
        style = as_attribute(self._styles["Normal"])
        table.addnext(
            parse_xml(
                f"<w:p {nsdecls('w')}><w:pPr><w:pStyle w:val={style}/>{_GAP}</w:pPr>"
                f"{run_xml(sentence)}</w:p>"
            )
        )

    def chart(self, chart: Chart) -> None:
        """A chart under its caption, and the table of its figures below."""
        if not holds_figures(chart):
            self.paragraph(f"There are no figures to draw of: {on_one_line(chart.caption)}.")
            return
        width, height = self._place.available() / _TWIPS, self._place.height() / _TWIPS
        drawn = drawn_part(chart, most_categories(chart, width, height))
        plan = plan_of(drawn, width, height)
        name = f"Figure {self._caption('Figure', chart.caption, plan.height < height / 2)}"
        style = self._styles["Normal"]
        self._place.put(chart_paragraph(self._document, drawn, plan, name, style))
        if drawn is not chart:
            self.paragraph(cut_in_words(chart, drawn))
        figures = figures_of(chart, name)
        # A chart and its figures may need two pages: nothing keeps them on one.
        self._caption("Table", figures.caption, keep=drawn is not chart)
        self._table(figures)

    def _caption(self, kind: str, text: str, keep: bool = True) -> int:
        """A caption that stays with what comes after it, and before it with `keep`; its number."""
        follows = self._place.follows_table()
        if keep and not follows:
            self._keep_last_with_table()
        self._numbers[kind] += 1
        number, own = self._numbers[kind], CAPTION in self._styles
        style = self._styles[CAPTION if own else "Normal"]
        self._place.put(parse_xml(caption_xml(kind, number, text, style, own=own, gap=follows)))
        return number

    def wide(self) -> None:
        """What follows stands on pages turned to landscape."""
        self._place.turn(True)

    def upright(self) -> None:
        """What follows stands on pages as the template has them."""
        self._place.turn(False)

    def to_bytes(self) -> bytes:
        """The finished document. Nothing can be written after it."""
        self._place.close()
        for place in self._contents:
            fill_contents(place, self._document.element.body, self._styles)
        return package_bytes(self._document, self._tables)

    def _keep_last_with_table(self) -> None:
        """Keeps the words before a table on the page where it begins."""
        last = self._place.last()
        properties = None if last is None else last.find(qn("w:pPr"))
        if properties is not None and properties.find(qn("w:keepNext")) is None:
            at = 0 if properties.find(qn("w:pStyle")) is None else 1
            properties.insert(at, OxmlElement("w:keepNext"))


@contextmanager
def _damage_told(template: Template) -> Iterator[None]:
    """Turns whatever a damaged package raises from its parsers into one thing to a person.

    Raises:
        RefusedError: it is damaged, or what was raised was a refusal already.
    """
    try:
        yield
    except RefusedError:
        raise
    except Exception:
        raise _unfit(
            template,
            "template-not-docx",
            "is not a Word document (.docx), or it is damaged",
            "Open it in Word and save it as a Word document (.docx).",
        ) from None


def _styles(document: Any, template: Template) -> dict[str, str]:
    """The identifiers of the styles the kit uses, by name."""
    found = {
        style.name: style.style_id
        for style in document.styles
        if style.type in (WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.TABLE)
        and (style.type == WD_STYLE_TYPE.TABLE) == (style.name == TABLE_STYLE)
    }
    in_any_case = {name.casefold(): identifier for name, identifier in found.items() if name}
    for name in (CAPTION, *CONTENTS_STYLES):  # Word writes these in small letters
        if name.casefold() in in_any_case:
            found[name] = in_any_case[name.casefold()]
    missing = [name for name in (*PARAGRAPH_STYLES, TABLE_STYLE) if name not in found]
    if missing:
        raise _unfit(
            template,
            "template-lacks-style",
            f"has no style called {', '.join(missing)}",
            "Copy the template that comes with auditrack, and change the look of the copy.",
        )
    for name, instead in INSTEAD.items():
        found.setdefault(name, found[instead])
    return found


def _unfit(template: Template, code: str, what: str, todo: str) -> UnfitError:
    return refuse(template.shown, Finding(code, "error", what, "", todo))
