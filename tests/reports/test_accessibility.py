"""Every kind of report by the rules for documents of public bodies, read back from the file.

The rules are those of the Public Sector Bodies (Websites and Mobile Applications) Accessibility
Regulations 2018, by WCAG 2.2 AA; 12 points and sans are the government's advice on documents.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from docx import Document
from lxml import etree

from auditrack.reports.kit.chart_xml import lightness
from auditrack.reports.kit.contents import CONTENTS, MOST_LINES
from auditrack.reports.kit.kind import NAMES, kind_named
from auditrack.reports.kit.tables import FILLS
from tests.reports.every_kind import Board
from tests.reports.made_up_kit import written

Parts = Callable[[bytes], dict[str, bytes]]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
SANS = {"Arial"}
LEAST = 24  # half points
A4 = (11906, 16838)
KINDS = (*NAMES, "everything")


class Opened:
    """A report read back."""

    def __init__(self, kind: str, content: bytes, parts: Mapping[str, bytes]) -> None:
        self.kind = kind
        self.content = content
        self.parts = parts
        self.body = etree.fromstring(parts["word/document.xml"])[0]
        self.styles = etree.fromstring(parts["word/styles.xml"])

    @cached_property
    def style_names(self) -> dict[str, str]:
        """The names of the styles by their identifiers, headings with a capital."""
        return {
            one.get(f"{W}styleId"): one.find(f"{W}name").get(f"{W}val")
            for one in self.styles.iter(f"{W}style")
        }

    def style_of(self, paragraph: Any) -> str:
        found = paragraph.find(f"{W}pPr/{W}pStyle")
        return "Normal" if found is None else self.style_names[found.get(f"{W}val")]

    def of_style(self, name: str) -> list[Any]:
        return [
            one for one in self.body.iter(f"{W}p") if self.style_of(one).lower() == name.lower()
        ]

    def headings(self) -> Iterator[tuple[int, Any]]:
        for paragraph in self.body.iter(f"{W}p"):
            found = re.fullmatch(r"heading (\d)", self.style_of(paragraph).lower())
            if found:
                yield int(found[1]), paragraph

    def of_a_style(self, identifier: str, name: str, attribute: str = "val") -> str | None:
        """A property of runs that a style has, or one it is based on, or the document."""
        by_id = {one.get(f"{W}styleId"): one for one in self.styles.iter(f"{W}style")}
        style = by_id.get(identifier)
        while style is not None:
            found = style.find(f"{W}rPr/{W}{name}")
            if found is not None:
                return found.get(f"{W}{attribute}")
            based = style.find(f"{W}basedOn")
            style = None if based is None else by_id.get(based.get(f"{W}val"))
        found = self.styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}{name}")
        return None if found is None else found.get(f"{W}{attribute}")

    def charts(self) -> list[Any]:
        names = sorted(name for name in self.parts if re.fullmatch(r"word/charts/.*\.xml", name))
        return [etree.fromstring(self.parts[name]) for name in names]

    def trees(self) -> Iterator[Any]:
        """The parts with words: text, headers, footers, styles, numbering."""
        for name, content in self.parts.items():
            if re.fullmatch(r"word/[a-z]+\d*\.xml", name):
                yield etree.fromstring(content)


@pytest.fixture(params=KINDS)
def opened(request: pytest.FixtureRequest, read_parts: Parts) -> Opened:
    if request.param == "everything":
        content = written().to_bytes()
    else:
        board: Board = request.getfixturevalue("board_of_every_kind")
        content = board.content(request.param)
    return Opened(request.param, content, read_parts(content))


def words_of(element: Any) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def contrast(one: str, other: str) -> float:
    """Of two colours, from 1 to 21 (WCAG 2.2, 1.4.3)."""
    high, low = sorted((lightness(one), lightness(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_it_says_its_title_and_language(opened: Opened) -> None:
    properties = Document(BytesIO(opened.content)).core_properties
    assert len(properties.title) > 10
    assert properties.language == "en-GB"
    assert opened.of_a_style("Normal", "lang") == "en-GB"


def test_no_word_is_in_another_language(opened: Opened) -> None:
    for tree in opened.trees():
        assert {one.get(f"{W}val") for one in tree.iter(f"{W}lang")} <= {"en-GB"}
        assert {one.get(f"{W}val") for one in tree.iter(f"{W}themeFontLang")} <= {"en-GB"}
    for chart in opened.charts():
        assert chart.find(f"{C}lang").get("val") == "en-GB"
        assert {one.get("lang") for one in chart.iter() if one.get("lang")} == {"en-GB"}


def test_it_has_one_title_before_its_headings(opened: Opened) -> None:
    title, *more = opened.of_style("Title")
    assert words_of(title) and not more
    order = [opened.style_of(one) for one in opened.body.iter(f"{W}p")]
    heads = [place for place, name in enumerate(order) if name.lower().startswith("heading")]
    assert order.index("Title") < heads[0]


def test_headings_are_real_and_skip_no_level(opened: Opened) -> None:
    levels = [level for level, _ in opened.headings()]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert all(words_of(one).strip() for _, one in opened.headings())


def test_nothing_only_looks_like_a_heading_or_a_list(opened: Opened) -> None:
    for paragraph in opened.of_style("Normal"):
        text = words_of(paragraph).strip()
        assert not re.match(r"[•▪◦‣*·] ?|[-–—] ", text), text
        bold = [run for run in paragraph.iter(f"{W}r") if run.find(f"{W}rPr/{W}b") is not None]
        assert not text or text.endswith(":") or "".join(map(words_of, bold)).strip() != text


def test_lists_are_numbered_by_word(opened: Opened) -> None:
    numbering = etree.fromstring(opened.parts["word/numbering.xml"])
    known = {one.get(f"{W}numId") for one in numbering.iter(f"{W}num")}
    for name in ("List Bullet", "List Number"):
        for paragraph in opened.of_style(name):
            own = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
            identifier = paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
            style = next(
                one
                for one in opened.styles.iter(f"{W}style")
                if one.get(f"{W}styleId") == identifier
            )
            number = style.find(f"{W}pPr/{W}numPr/{W}numId") if own is None else own
            assert number.get(f"{W}val") in known


def test_each_table_marks_and_repeats_its_header_and_splits_no_row(opened: Opened) -> None:
    for table in opened.body.iter(f"{W}tbl"):
        first, *others = table.findall(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in others)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (first, *others))
        assert all(words_of(cell).strip() for cell in first.findall(f"{W}tc"))
        assert table.find(f"{W}tblPr/{W}tblLook").get(f"{W}firstRow") == "1"


def test_no_cells_are_merged_and_no_table_stands_in_another(opened: Opened) -> None:
    for name in ("gridSpan", "vMerge", "hMerge", "gridBefore", "gridAfter"):
        assert opened.body.find(f".//{W}{name}") is None
    assert opened.body.find(f".//{W}tc//{W}tbl") is None


def test_each_table_has_a_numbered_caption_and_alt_text(opened: Opened) -> None:
    for number, table in enumerate(opened.body.iter(f"{W}tbl"), 1):
        said = table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")
        described = table.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val")
        caption = table.getprevious()
        assert opened.style_of(caption).lower() == "caption"
        assert words_of(caption) == f"Table {number}. {said}"
        assert len(said) <= 200 and said in described
        assert caption.find(f"{W}pPr/{W}keepNext") is not None
        field = caption.find(f"{W}fldSimple")
        assert field.get(f"{W}instr").split() == ["SEQ", "Table", "\\*", "ARABIC"]
        assert words_of(field) == str(number)


def test_each_chart_has_a_caption_alt_text_and_its_figures_in_a_table(opened: Opened) -> None:
    drawings = [
        one for one in opened.body.iter(f"{W}drawing") if one.find(f".//{C}chart") is not None
    ]
    assert len(drawings) == len(opened.charts())
    for number, drawing in enumerate(drawings, 1):
        about = drawing.find(f"{WP}inline/{WP}docPr")
        assert about.get("descr") and about.get("title") and about.get("name") == f"Figure {number}"
        paragraph = next(drawing.iterancestors(f"{W}p"))
        assert not words_of(paragraph)
        caption = paragraph.getprevious()
        assert opened.style_of(caption).lower() == "caption"
        assert words_of(caption) == f"Figure {number}. {about.get('title')}"
        below = [words_of(one) for one in paragraph.itersiblings(f"{W}p")]
        assert any(f"The figures of Figure {number}:" in text for text in below[:2])


def test_pictures_have_alt_text(opened: Opened) -> None:
    for tree in opened.trees():
        for about in tree.iter(f"{WP}docPr"):
            assert about.get("descr")


def test_words_can_be_read_on_their_shade(opened: Opened) -> None:
    for cell in opened.body.iter(f"{W}tc"):
        shade = cell.find(f"{W}tcPr/{W}shd")
        if shade is None:
            continue
        ink = {one.get(f"{W}val") for one in cell.iter(f"{W}color")}
        assert len(ink) == 1
        assert contrast(shade.get(f"{W}fill"), ink.pop()) >= 4.5


def test_shade_and_ink_of_every_state_can_be_read() -> None:
    for shade, ink in FILLS.values():
        assert contrast(shade, ink) >= 4.5


def test_every_style_can_be_read_on_its_ground(opened: Opened) -> None:
    header = opened.styles.find(f".//{W}tblStylePr[@{W}type='firstRow']/{W}tcPr/{W}shd")
    for style in opened.styles.iter(f"{W}style"):
        if style.get(f"{W}type") not in ("paragraph", "character"):
            continue
        identifier = style.get(f"{W}styleId")
        colour = opened.of_a_style(identifier, "color") or "auto"
        is_header = opened.style_names[identifier] == "Table Heading"
        ground = header.get(f"{W}fill") if is_header else "FFFFFF"
        assert contrast("000000" if colour == "auto" else colour, ground) >= 4.5, identifier


def test_runs_of_their_own_colour_can_be_read(opened: Opened) -> None:
    for tree in opened.trees():
        for run in tree.iter(f"{W}r"):
            colour = run.find(f"{W}rPr/{W}color")
            shaded = any(
                cell.find(f"{W}tcPr/{W}shd") is not None for cell in run.iterancestors(f"{W}tc")
            )
            if colour is not None and not shaded:
                assert contrast(colour.get(f"{W}val"), "FFFFFF") >= 4.5


def test_no_state_is_told_by_colour_alone(opened: Opened) -> None:
    for cell in opened.body.iter(f"{W}tc"):
        if cell.find(f"{W}tcPr/{W}shd") is not None:
            # A letter or a sign of the key stands in the cell, and its word in the same row.
            assert words_of(cell).strip()
            assert re.search(r"\w{3,}", words_of(cell.getparent()))
    for chart in opened.charts():
        every = [series.find(f"{C}spPr") for series in chart.iter(f"{C}ser")]
        looks = []
        for look in every:
            pattern, dash = look.find(f"{A}pattFill"), look.find(f".//{A}prstDash")
            looks.append(
                pattern.get("prst")
                if pattern is not None
                else dash.get("val")
                if dash is not None
                else "plain"
            )
        assert len(set(looks)) == len(looks) or len(looks) > 8


def test_the_words_are_sans_of_12_points_and_more(opened: Opened) -> None:
    for identifier in opened.style_names:
        size = opened.of_a_style(identifier, "sz")
        assert size is not None and int(size) >= LEAST, identifier
        assert opened.of_a_style(identifier, "rFonts", "ascii") in SANS
    for tree in opened.trees():
        for one in tree.iter(f"{W}rFonts"):
            assert {one.get(f"{W}{name}") for name in ("ascii", "hAnsi")} <= SANS
        for run in tree.iter(f"{W}r"):
            size = run.find(f"{W}rPr/{W}sz")
            assert size is None or int(size.get(f"{W}val")) >= LEAST or not words_of(run)
    for chart in opened.charts():
        assert {one.get("typeface") for one in chart.iter(f"{A}latin")} <= SANS
        assert all(int(one.get("sz")) >= 1200 for one in chart.iter() if one.get("sz"))


def test_pages_are_a4_and_turned_for_wide_sections_only(opened: Opened) -> None:
    sizes = list(opened.body.iter(f"{W}pgSz"))
    for size in sizes:
        across, down = int(size.get(f"{W}w")), int(size.get(f"{W}h"))
        turned = size.get(f"{W}orient") == "landscape"
        assert (across, down) == (A4[::-1] if turned else A4)
    if opened.kind in NAMES and not kind_named(opened.kind).wide:
        assert all(size.get(f"{W}orient") != "landscape" for size in sizes)


def test_the_contents_are_filled_in_and_lead_to_the_headings(opened: Opened) -> None:
    if opened.kind in NAMES and "contents" not in kind_named(opened.kind).printed():
        assert opened.body.find(f".//{W}sdt") is None
        return
    (place,) = opened.body.iter(f"{W}sdt")
    heading, *lines = place.iter(f"{W}p")
    assert words_of(heading) == CONTENTS
    assert opened.style_of(heading).lower() == "toc heading"
    everything = [(level, one) for level, one in opened.headings() if level <= 2]
    deepest = 2 if len(everything) <= MOST_LINES else 1
    listed = [(level, one) for level, one in everything if level <= deepest]
    assert [opened.style_of(line).lower() for line in lines] == [
        f"toc {level}" for level, _ in listed
    ]
    for line, (_, target) in zip(lines, listed, strict=True):
        link = line.find(f"{W}hyperlink")
        assert words_of(line) == words_of(link) == " ".join(words_of(target).split())
        marks = [one.get(f"{W}name") for one in target.iter(f"{W}bookmarkStart")]
        assert link.get(f"{W}anchor") in marks
    code = "".join(one.text or "" for one in place.iter(f"{W}instrText"))
    assert code.split() == ["TOC", "\\o", f'"1-{deepest}"', "\\h", "\\n"]


def test_word_asks_nothing_when_it_opens(opened: Opened) -> None:
    settings = etree.fromstring(opened.parts["word/settings.xml"])
    assert settings.find(f"{W}updateFields") is None
    for tree in opened.trees():
        assert all(one.get(f"{W}dirty") is None for one in tree.iter())
        codes = " ".join(one.text or "" for one in tree.iter(f"{W}instrText"))
        assert "PAGEREF" not in codes
    assert not any(name.endswith(".bin") for name in opened.parts)
