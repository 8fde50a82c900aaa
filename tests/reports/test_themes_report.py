"""The themes report, read back as Word: the matrix, each theme, and the two fixed sentences."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from auditrack.analysis.facts import ReviewFact
from auditrack.analysis.position import CAVEAT, Position
from auditrack.model.change import Head
from auditrack.model.dates import Interval
from auditrack.register import open_register
from auditrack.reports.kit.making import make
from auditrack.reports.kit.terms import BROAD_THEMES
from auditrack.reports.themes.matrix import MOST, split, years_of
from auditrack.reports.themes.one import NO_YEAR, life_chart
from auditrack.reports.themes.report import KIND, report_of
from auditrack.views.lifeline_years import LifeYear
from auditrack.views.matrix import Cell
from auditrack.views.recurrence_reasons import Reason
from auditrack.views.themes_paper import ThemesPaper, themes_paper_of

TODAY = date(2026, 11, 20)
HOSTILE = "\x1b[31m[/] [b + [red]x\x00\x07 <w:p/> & {{head}} {{matrix}} \ud800\ufffe\u202e\x9b2J"


@pytest.fixture(scope="module")
def register(demonstration_board: Path) -> Iterator[Any]:
    with open_register(demonstration_board, read_only=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def paper(register: Any) -> ThemesPaper:
    found = themes_paper_of(register, TODAY)
    return replace(found, themes=found.themes[:6])


@pytest.fixture(scope="module")
def content(paper: ThemesPaper) -> bytes:
    return rendered(paper)


def rendered(paper: ThemesPaper) -> bytes:
    return make(report_of(paper)).document


def headings(content: bytes, level: int) -> list[str]:
    return [
        paragraph.text
        for paragraph in Document(BytesIO(content)).paragraphs
        if paragraph.style is not None and paragraph.style.name == f"Heading {level}"
    ]


def tables_of(content: bytes) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in Document(BytesIO(content)).tables
    ]


def table_headed(content: bytes, *first: str) -> list[list[str]]:
    return next(table for table in tables_of(content) if tuple(table[0][: len(first)]) == first)


def poisoned(value: Any) -> Any:
    """The same value with hostile text before every text in it."""
    if isinstance(value, str):
        return HOSTILE + value
    if isinstance(value, tuple):
        return tuple(poisoned(one) for one in value)
    if isinstance(value, Position):
        texts = {name: poisoned(getattr(value, name)) for name in ("name", "label", "reason")}
        return replace(value, **texts)
    if isinstance(value, Cell):
        return replace(value, said=poisoned(value.said))
    if isinstance(value, ReviewFact):
        return replace(value, title=poisoned(value.title))
    if is_dataclass(value) and not isinstance(value, type | Head | LifeYear):
        return replace(
            value, **{field.name: poisoned(getattr(value, field.name)) for field in fields(value)}
        )
    return value


def test_its_sections_are_real_headings_in_order(content: bytes, paper: ThemesPaper) -> None:
    assert headings(content, 1)[:6] == [
        "Where the themes stand",
        "Themes by review",
        "Theme by theme",
        "Types of action asked for",
        "Themes not raised",
        "Notes",
    ]
    names = [one.position.name for one in paper.themes]
    assert [name for name in headings(content, 2) if name in names] == names
    assert len(headings(content, 1)) == len(set(headings(content, 1)))


def test_the_two_fixed_sentences_stand_in_every_part_that_says_positions(
    paper: ThemesPaper, read_text: Any
) -> None:
    both = f"{CAVEAT} {BROAD_THEMES}"
    assert read_text(rendered(paper)).count(both) == 3
    assert both in read_text(rendered(replace(paper, themes=())))


def test_positions_say_label_reason_flags_and_how_widely(
    content: bytes, paper: ThemesPaper
) -> None:
    rows = table_headed(content, "Attention", "Theme and where it stands")[1:]
    assert len(rows) == len(paper.themes)
    for row, one in zip(rows, paper.themes, strict=True):
        position = one.position
        assert row[0] == str(position.attention)
        assert row[1].startswith(f"{position.name}\n{position.label}")
        assert row[2] == f"{position.reviews} of {position.of_reviews} reviews"
        assert row[3].startswith(position.reason)


def test_suggested_links_are_said_beside_the_label_and_counted(
    register: Any, read_text: Any
) -> None:
    paper = themes_paper_of(register, TODAY)
    unsure = [one for one in paper.themes if one.suggested]
    assert unsure
    rows = table_headed(rendered(paper), "Attention", "Theme and where it stands")[1:]
    said = [row[1] for row in rows if "(theme links not all confirmed)" in row[1]]
    assert len(said) == len(unsure)
    total = sum(one.suggested for one in unsure)
    assert f"{total} theme links are only suggested" in read_text(rendered(paper))


def test_the_matrix_reads_without_its_shades(content: bytes, paper: ThemesPaper) -> None:
    matrix = paper.matrix
    shown = [table for table in tables_of(content) if table[0][0] == "Theme and attention"]
    assert sum(len(table[0]) - 1 for table in shown) == len(matrix.reviews)
    for table in shown:
        places = [int(heading.split(" ")[0]) - 1 for heading in table[0][1:]]
        assert len(places) <= MOST
        by_name = dict(zip((theme.name for theme in matrix.themes), matrix.cells, strict=True))
        for row in table[1:]:
            cells = by_name[row[0].split("\n")[0]]
            for place, text in zip(places, row[1:], strict=True):
                letter = cells[place].letter
                assert text.split("\n")[0] == letter
                assert (len(text.split("\n")) == 1) == (letter == "·")
                assert ("suggested" in text) == (letter != "·" and not cells[place].is_confirmed)


def test_every_theme_and_review_of_the_matrix_is_in_a_table(
    content: bytes, paper: ThemesPaper
) -> None:
    shown = [table for table in tables_of(content) if table[0][0] == "Theme and attention"]
    names = {row[0].split("\n")[0] for table in shown for row in table[1:]}
    assert names == {theme.name for theme in paper.matrix.themes}
    listed = [
        row
        for table in tables_of(content)
        if table[0][:2] == ["Number", "Review"]
        for row in table[1:]
    ]
    assert [row[1].split("\n")[0] for row in listed] == [r.ref for r in paper.matrix.reviews]


def review(number: int, year: int | None) -> ReviewFact:
    day = None if year is None else date(year, 1, 1) + timedelta(days=number)
    return ReviewFact(f"review-{number}", published=None if day is None else Interval(day, day))


@pytest.mark.parametrize(
    ("years", "lengths"),
    [
        ([], []),
        ([2010], [1]),
        ([2010] * 8, [8]),
        ([2010] * 5 + [2011] * 5, [5, 5]),
        ([2010] * 3 + [2011] * 5 + [2012] * 2, [8, 2]),
        ([2010] * 17, [8, 8, 1]),
        ([2010] * 2 + [None] * 2, [4]),
    ],
)
def test_reviews_are_split_by_years_and_none_is_lost(
    years: list[int | None], lengths: list[int]
) -> None:
    reviews = [review(number, year) for number, year in enumerate(years)]
    tables = split(reviews)
    assert [len(table) for table in tables] == lengths
    assert [place for table in tables for place in table] == list(range(len(years)))


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ([2010], "2010"),
        ([2010, 2010], "2010"),
        ([2010, 2014], "2010 to 2014"),
        ([2010, None], "2010 and without a date"),
        ([2010, 2012, None], "2010 to 2012 and without a date"),
        ([None], "without a date"),
    ],
)
def test_the_years_of_a_table_are_said(years: list[int | None], said: str) -> None:
    assert years_of([review(number, year) for number, year in enumerate(years)]) == said


def test_the_chart_of_a_life_holds_its_figures_and_no_text_of_a_record(paper: ThemesPaper) -> None:
    for one in paper.themes:
        chart = life_chart(one)
        assert list(chart.categories) == [
            NO_YEAR if year.year is None else str(year.year) for year in one.years
        ]
        for place, series in enumerate(chart.series):
            assert list(series.values) == [year.counts[place] for year in one.years]
        said = " ".join((chart.alt, chart.unit, *chart.categories, *(s.name for s in chart.series)))
        assert not any(step.ref in said for step in one.position.chain)


def test_the_figures_are_printed_below_the_chart(content: bytes, paper: ThemesPaper) -> None:
    tables = [table for table in tables_of(content) if table[0][0] == "Year"]
    assert len(tables) == len(paper.themes)
    for table, one in zip(tables, paper.themes, strict=True):
        assert [[int(cell) for cell in row[1:]] for row in table[1:]] == [
            list(year.counts) for year in one.years
        ]


def test_the_chain_of_every_theme_is_printed_whole(content: bytes, paper: ThemesPaper) -> None:
    tables = [
        table for table in tables_of(content) if table[0] == ["Date", "Record", "What it says"]
    ]
    assert len(tables) == len(paper.themes)
    for table, one in zip(tables, paper.themes, strict=True):
        assert [row[1:] for row in table[1:]] == [
            [step.ref, step.text] for step in one.position.chain
        ]


def test_actions_tried_reasons_and_questions_are_said(
    content: bytes, paper: ThemesPaper, read_text: Any
) -> None:
    text = read_text(content)
    for one in paper.themes:
        for what, many in one.tried:
            assert many in text
            assert what in text
        for reason in one.reasons:
            assert reason.says in text
        for question in one.position.questions:
            assert question in text


def test_types_of_action_stand_apart_with_no_position(content: bytes, paper: ThemesPaper) -> None:
    rows = table_headed(content, "Type of action", "Recommendations")[1:]
    assert [row[:3] for row in rows] == [
        [one.name, str(one.recommendations), str(one.reviews)] for one in paper.remedies
    ]


def test_a_paper_of_themes_nobody_raised_says_so(register: Any, read_text: Any) -> None:
    facts = themes_paper_of(register, TODAY)
    spoken = {one.position.theme for one in facts.themes}
    from auditrack.themes.lexicon import library

    quiet = next(one for one in library() if one.kind == "issue" and one.id not in spoken)
    text = read_text(rendered(themes_paper_of(register, TODAY, themes=(quiet.id,))))
    assert f"{quiet.name}: Not raised." in text
    assert "No review of this board raises any of these themes as a weakness" in text
    assert "nothing to set out" in text


def test_a_template_may_hold_positions_chains_and_questions(paper: ThemesPaper) -> None:
    report = report_of(paper)
    assert set(report.rows) == set(KIND.rows)
    assert set(report.values) == set(KIND.values)
    assert set(report.sections) == set(KIND.sections)
    assert set(KIND.parts()).isdisjoint((*KIND.values, *KIND.rows))
    for name, declared in KIND.rows.items():
        rows = report.rows[name]
        assert rows, name
        for row in rows:
            assert set(row) == set(declared)
            assert all(isinstance(text, str) for text in row.values())
    assert len(report.rows["chain_step"]) == sum(len(one.position.chain) for one in paper.themes)


def test_hostile_text_is_text(paper: ThemesPaper, read_parts: Any, read_text: Any) -> None:
    one = replace(poisoned(paper), head=paper.head)
    content = rendered(one)
    text = read_text(content)
    assert "[/] [b + [red]x <w:p/> & {{head}} {{matrix}}" in text
    for name, part in read_parts(content).items():
        assert b"\x1b" not in part or name.endswith((".xlsx", ".png"))
        if name.endswith(".xml"):
            assert b"<w:p/> &" not in part


def test_very_long_texts_are_shortened_in_cells_and_say_where_the_rest_is(
    paper: ThemesPaper, read_text: Any
) -> None:
    first = paper.themes[0]
    long = replace(first, reasons=(Reason("the board", "word " * 2000, None),))
    text = read_text(rendered(replace(paper, themes=(long,))))
    assert text.count("word ") < 200
    assert "[shortened here; all of it stands in the register at neglect]" in text.replace(
        first.position.theme, "neglect"
    )
