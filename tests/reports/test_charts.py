"""Charts of a report are Word's own: drawn, told in words, and editable by the authors."""

import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace
from openpyxl import load_workbook

from auditrack.reports.kit.chart import Chart, Series, figures_of
from auditrack.reports.kit.chart_plan import MOST_BARS, most_categories, plan_of
from auditrack.reports.kit.chart_xml import column_letter, lightness
from auditrack.reports.kit.tables import FILLS
from auditrack.reports.kit.word import WordReport
from tests.reports.made_up_kit import IMPRINT, bare, brag_chart, quarter_chart

Text = Callable[[bytes], str]
Parts = Callable[[bytes], dict[str, bytes]]
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PAGE, TURNED = (17.0, 23.4), (25.7, 14.7)
"""The width and height between the margins of a template, in centimetres."""

HOSTILE = "[/] <c:v/> & \x00\x1b[31m =1+1 \u202e{{head}} \ud800"


def drawn(*charts: Chart) -> bytes:
    report = WordReport(bare(), IMPRINT)
    for chart in charts:
        report.chart(chart)
    return report.to_bytes()


def parts_named(content: bytes, pattern: str) -> list[bytes]:
    with ZipFile(BytesIO(content)) as package:
        names = sorted(name for name in package.namelist() if re.fullmatch(pattern, name))
        return [package.read(name) for name in names]


def chart_of(content: bytes) -> Any:
    (part,) = parts_named(content, r"word/charts/chart\d+\.xml")
    return etree.fromstring(part)


def book_of(content: bytes) -> list[tuple[Any, ...]]:
    (part,) = parts_named(content, r"word/embeddings/.*\.xlsx")
    (sheet,) = load_workbook(BytesIO(part)).worksheets
    return list(sheet.values)


def cached(of: Any) -> list[str | None]:
    count = int(of.find(f".//{C}ptCount").get("val"))
    points = {int(one.get("idx")): one.find(f"{C}v").text for one in of.iter(f"{C}pt")}
    return [points.get(at) for at in range(count)]


def looked_up(book: Sequence[tuple[Any, ...]], reference: str) -> list[Any]:
    found = re.fullmatch(r"Figures!\$([A-Z]+)\$(\d+)(?::\$\1\$(\d+))?", reference)
    assert found
    column = ord(found[1]) - ord("A")
    first, last = int(found[2]), int(found[3] or found[2])
    return [book[row - 1][column] for row in range(first, last + 1)]


@pytest.mark.parametrize(
    "chart",
    [brag_chart(), brag_chart(1), quarter_chart("columns"), quarter_chart("lines")],
    ids=["bars", "one", "columns", "lines"],
)
def test_references_lead_to_the_very_figures_that_are_drawn(chart: Chart) -> None:
    content = drawn(chart)
    book, root = book_of(content), chart_of(content)
    assert len(root.findall(f".//{C}ser")) == len(chart.series)
    for series, expected in zip(root.iter(f"{C}ser"), chart.series, strict=True):
        name, names, values = (series.find(f"{C}{part}") for part in ("tx", "cat", "val"))
        assert cached(name) == looked_up(book, name.findtext(f".//{C}f")) == [expected.name]
        assert cached(names) == looked_up(book, names.findtext(f".//{C}f"))
        assert cached(names) == list(chart.categories)
        told = [None if one is None else int(one) for one in cached(values)]
        assert told == looked_up(book, values.findtext(f".//{C}f")) == list(expected.values)


def test_the_workbook_holds_categories_and_figures_and_nothing_else() -> None:
    content = drawn(quarter_chart("columns"))
    assert book_of(content) == [
        ("Quarter", "Opened", "Closed"),
        *zip(
            quarter_chart("columns").categories,
            *(series.values for series in quarter_chart("columns").series),
            strict=True,
        ),
    ]
    (part,) = parts_named(content, r"word/embeddings/.*\.xlsx")
    with ZipFile(BytesIO(part)) as book:
        assert not [name for name in book.namelist() if "comment" in name or "external" in name]


def test_word_finds_the_workbook_to_edit(read_parts: Parts) -> None:
    parts = read_parts(drawn(brag_chart()))
    inside = chart_of(drawn(brag_chart())).find(f"{C}externalData")
    (own,) = inside.attrib.values()
    rels = etree.fromstring(parts["word/charts/_rels/chart1.xml.rels"])
    (rel,) = [one for one in rels if one.get("Id") == own]
    assert rel.get("Type").endswith("/package") and rel.get("TargetMode") is None
    assert rel.get("Target") == "../embeddings/Microsoft_Excel_Sheet1.xlsx"
    assert inside.find(f"{C}autoUpdate").get("val") == "0"


def test_it_has_words_for_whoever_cannot_see_it() -> None:
    with ZipFile(BytesIO(drawn(brag_chart()))) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    about = root.find(f".//{WP}docPr")
    assert about.get("descr").startswith("Bars, one an agency")
    assert (about.get("name"), about.get("title")) == ("Figure 1", "Open recommendations by agency")


@pytest.mark.parametrize("kind", ["bars", "columns", "lines"])
@pytest.mark.parametrize("number", [1, 3, 12, 40, 60, 200])
@pytest.mark.parametrize("room", [PAGE, TURNED])
def test_it_fits_its_page_and_its_words_can_be_read(
    kind: str, number: int, room: tuple[float, float]
) -> None:
    chart = brag_chart(number, kind=kind)
    most = most_categories(chart, *room)
    shown = brag_chart(min(number, most), kind=kind)
    plan = plan_of(shown, *room)
    assert plan.width <= room[0] and plan.height <= room[1] - 2.4
    if kind == "bars":
        assert plan.inner is not None
        # The letters of 12 points stand 0.42 centimetres high.
        assert plan.inner[3] * plan.height / len(shown.categories) >= 0.449
        assert all(0 < part < 1 for part in plan.inner)
        assert plan.inner[0] + plan.inner[2] < 1 and plan.inner[1] + plan.inner[3] < 1


def test_forty_agencies_stand_on_one_page() -> None:
    assert most_categories(brag_chart(60), *PAGE) == MOST_BARS == 40


def test_bars_of_sixty_are_cut_with_a_sentence_and_the_table_holds_all(read_text: Text) -> None:
    content = drawn(brag_chart(60))
    assert cached(chart_of(content).find(f".//{C}cat")) == [f"Agency {n}" for n in range(1, 41)]
    assert len(book_of(content)) == 41
    lines = read_text(content).split("\n")
    assert (
        "The chart shows the first 40 of 60; the table below it holds the figures of all." in lines
    )
    assert {f"Agency {number}" for number in range(1, 61)} <= set(lines)


def test_columns_keep_the_last_ones(read_text: Text) -> None:
    content = drawn(brag_chart(60, name="Month {}", kind="columns"))
    names = cached(chart_of(content).find(f".//{C}cat"))
    assert names[-1] == "Month 60" and len(names) < 60
    assert f"The chart shows the last {len(names)} of 60;" in read_text(content)


@pytest.mark.parametrize(
    "chart",
    [
        brag_chart(0),
        brag_chart(2, series=()),
        brag_chart(2, series=(Series("Red", (None, None), "C00000"),)),
    ],
    ids=["no categories", "no series", "no figures"],
)
def test_without_figures_a_sentence_stands_instead(chart: Chart, read_text: Text) -> None:
    content = drawn(chart)
    said = "There are no figures to draw of: Open recommendations by agency."
    assert read_text(content).split("\n") == [said]
    assert not parts_named(content, r"word/charts/.*")


def test_nothing_but_noughts_can_be_drawn() -> None:
    root = chart_of(drawn(brag_chart(2, series=(Series("Red", (0, 0), "C00000"),))))
    axis = root.find(f".//{C}valAx")
    assert axis.find(f"{C}scaling/{C}max").get("val") == "1"
    assert axis.find(f"{C}majorUnit").get("val") == "1"


def test_long_names_are_shortened_in_the_middle_and_whole_in_the_table(read_text: Text) -> None:
    name = "Larkshire Community Health Services and Hospitals NHS Foundation Trust, area {}"
    content = drawn(brag_chart(3, name=name))
    shown = cached(chart_of(content).find(f".//{C}cat"))
    assert shown[0] == "Larkshire Community Health … Trust, area 1"
    assert len(set(shown)) == 3
    assert shown == [row[0] for row in book_of(content)[1:]]
    assert {name.format(number) for number in (1, 2, 3)} <= set(read_text(content).split("\n"))


def test_names_that_are_alike_when_shortened_still_differ() -> None:
    chart = brag_chart(3, categories=["a" * 400] * 3)
    shown = cached(chart_of(drawn(chart)).find(f".//{C}cat"))
    assert len(set(shown)) == 3 and all(len(str(one)) <= 52 for one in shown)


def test_hostile_words_are_words() -> None:
    chart = brag_chart(
        1,
        caption=HOSTILE,
        alt=HOSTILE,
        categories=[HOSTILE],
        series=(Series(HOSTILE, (1,), "C00000"), Series("", (2,), "FFD966")),
        counted_by=HOSTILE,
        unit=HOSTILE,
    )
    content = drawn(chart)
    root, book = chart_of(content), book_of(content)
    clean = "[/] <c:v/> & =1+1 {{head}}"
    assert cached(root.find(f".//{C}tx")) == [clean]
    assert book == [(clean, clean, "no name"), (clean, 1, 2)]
    assert cached(root.find(f".//{C}cat")) == [clean]
    with ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))


@given(
    names=st.lists(st.text(max_size=90), min_size=1, max_size=50),
    figures=st.lists(st.one_of(st.none(), st.integers(-50, 10**7)), min_size=1, max_size=50),
    kind=st.sampled_from(("bars", "columns", "lines")),
    stacked=st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_any_chart_can_be_planned(
    names: list[str], figures: list[int | None], kind: Any, stacked: bool
) -> None:
    size = min(len(names), len(figures))
    series = [Series(f"S{n}", figures[:size], "C6E0B4") for n in range(3)]
    chart = Chart("c", "a", kind, names[:size], series, "Q", stacked)
    plan = plan_of(chart, *PAGE)
    assert len(set(plan.names)) == size and all(plan.names)
    assert plan.least <= 0 < plan.most or plan.least < 0
    assert (plan.most - plan.least) % plan.step == 0
    assert 1 <= (plan.most - plan.least) // plan.step <= 9
    known = [one for one in figures[:size] if one is not None]
    assert all(plan.least <= one for one in known if one < 0)


def test_series_differ_without_their_colours() -> None:
    root = chart_of(drawn(brag_chart()))
    looks = []
    for series in root.iter(f"{C}ser"):
        look = series.find(f"{C}spPr")
        pattern = look.find(f"{A}pattFill")
        looks.append(None if pattern is None else pattern.get("prst"))
        assert look.find(f"{A}ln/{A}solidFill/{A}srgbClr").get("val") == "000000"
    assert len(set(looks)) == 5
    fills = {one.get("val") for one in root.iter(f"{A}srgbClr")}
    assert {shade for shade, _ in FILLS.values()} <= fills


def test_a_line_too_faint_on_white_is_drawn_in_black() -> None:
    root = chart_of(drawn(quarter_chart("lines")))
    lines = [one.find(f"{C}spPr/{A}ln/{A}solidFill/{A}srgbClr") for one in root.iter(f"{C}ser")]
    colours = [one.get("val") for one in lines]
    assert colours == ["1F4E79", "000000"]
    for colour in colours:
        assert 1.05 / (lightness(colour) + 0.05) >= 3
    marks = {one.get("val") for one in root.iter(f"{C}symbol")}
    dashes = {one.get("val") for one in root.iter(f"{A}prstDash")}
    assert len(marks) == len(dashes) == 2


def test_figures_stand_where_they_have_room() -> None:
    root = chart_of(drawn(quarter_chart("columns", stacked=True)))
    opened, closed = root.iter(f"{C}ser")
    assert opened.find(f"{C}dLbls/{C}delete").get("val") == "1"  # none is high enough beside 1,200
    without = [int(one.find(f"{C}idx").get("val")) for one in closed.iter(f"{C}dLbl")]
    assert without == [0, 1, 2, 3, 4, 5, 6]


def test_words_are_black_sans_and_nothing_has_depth() -> None:
    root = chart_of(drawn(brag_chart()))
    assert {one.get("typeface") for one in root.iter(f"{A}latin")} == {"Arial"}
    assert root.find(f"{C}chart/{C}legend/{C}legendPos").get("val") == "b"
    assert root.find(f".//{C}view3D") is None
    for look in root.iter(f"{A}defRPr"):
        assert look.find(f"{A}solidFill/{A}srgbClr").get("val") == "000000"


def test_one_series_needs_no_legend() -> None:
    chart = brag_chart(2, series=(Series("Red", (1, 2), "C00000"),))
    assert chart_of(drawn(chart)).find(f".//{C}legend") is None


def test_the_first_bar_stands_at_the_top_and_the_axis_below() -> None:
    root = chart_of(drawn(brag_chart()))
    assert root.find(f".//{C}catAx/{C}scaling/{C}orientation").get("val") == "maxMin"
    assert root.find(f".//{C}valAx/{C}crosses").get("val") == "max"


def test_charts_of_a_document_have_parts_of_their_own() -> None:
    content = drawn(brag_chart(2), brag_chart(3), quarter_chart("lines"))
    assert len(parts_named(content, r"word/charts/chart[123]\.xml")) == 3
    assert len(parts_named(content, r"word/embeddings/Microsoft_Excel_Sheet[123]\.xlsx")) == 3


def test_the_same_chart_makes_the_same_bytes_in_every_process() -> None:
    code = (
        "from tests.reports.test_charts import *\n"
        "import hashlib\n"
        "print(hashlib.sha256(drawn(brag_chart(), quarter_chart('lines'))).hexdigest())\n"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(told) == 1


def test_the_table_of_figures_is_wide_enough_for_its_headings() -> None:
    columns = figures_of(
        brag_chart(2, series=(Series("Not embedded", (1, None), "C00000"),))
    ).columns
    assert columns[1].share > len("embedded") and columns[1].numbers
    assert list(figures_of(brag_chart(1)).rows) == [("Agency 1", "0", "3", "6", "0", "3")]


def test_columns_of_a_sheet_are_named_as_excel_does() -> None:
    assert [column_letter(at) for at in (0, 1, 25, 26, 51, 52)] == ["A", "B", "Z", "AA", "AZ", "BA"]


SAID = ["=1+1", "_x005F_x0041_", "<b>&", "@x", "a b"]


def test_a_hostile_name_is_a_text_in_the_workbook() -> None:
    chart = replace(brag_chart(), categories=["=1+1", "_x0041_", "<b>&", "@x\x00", "a\nb"])
    chart = replace(chart, series=[replace(one, values=[1, 2, None, 4, 5]) for one in chart.series])
    # Excel reads the second as it was typed (ECMA-376, 22.9.2.19); openpyxl leaves it escaped.
    assert [row[0] for row in book_of(drawn(chart))[1:]] == SAID
