"""What Word may hold of text from people."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from auditrack.reports.kit.clean import for_word, on_one_line, shortened
from auditrack.reports.kit.tables import Cell, Column, Table, TableStyles, table_xml
from auditrack.reports.kit.wording import counted, listed

STYLES = TableStyles("ReportTable", "TableHeading", "TableText")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("see [note 3] and [/]", "see [note 3] and [/]"),
        ("<b>& 'bold'</b>", "<b>& 'bold'</b>"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07after", "after"),
        ("nul\x00bell\x07del\x7f", "nulbelldel"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("not \ufffe text \uffff", "not  text "),
        ("one\r\ntwo\rthree\x0bfour\u2028five", "one\ntwo\nthree\nfour\nfive"),
        ("turned \u202eround", "turned round"),
        ("Zoë’s naïve – ‘quote’ 😀", "Zoë’s naïve – ‘quote’ 😀"),
    ],
)
def test_text_keeps_words_and_loses_what_word_must_not_hold(typed: str, held: str) -> None:
    assert for_word(typed) == held


def test_one_line_folds_white_space() -> None:
    assert on_one_line("a\n b\t\x00 c ") == "a b c"


def test_shortened_text_says_so_and_where_the_rest_is() -> None:
    short = shortened("word " * 100, 50, "adult-q/1.2")
    assert short.startswith("word word")
    assert short.endswith("[shortened here; all of it stands in the register at adult-q/1.2]")
    assert shortened("word", 50, "adult-q/1.2") == "word"
    assert len(shortened("x" * 100, 50, "r").split(" …")[0]) == 50


def test_counts_and_lists_read_as_words() -> None:
    assert [counted(n, "audit") for n in (0, 1, 2)] == ["no audits", "1 audit", "2 audits"]
    assert [listed(list(parts)) for parts in ("", "a", "ab", "abc")] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


@given(st.lists(st.text(st.characters(codec=None)), min_size=2, max_size=2), st.text())
def test_any_text_makes_a_table_that_is_well_formed(cells: list[str], caption: str) -> None:
    table = Table(caption, (Column("A", 1), Column("B", 2)), [(cells[0], Cell(cells[1], "x", "R"))])
    element = etree.fromstring(table_xml(table, 9000, STYLES))
    cell = element.findall(f"{W}tr")[1].find(f"{W}tc")
    assert cell is not None
    shown = "".join(
        "\n" if node.tag == f"{W}br" else node.text or "" for node in cell.iter(f"{W}t", f"{W}br")
    )
    assert shown == for_word(cells[0])


def test_the_grid_adds_up_to_the_width() -> None:
    table = Table("t", tuple(Column(str(n), n) for n in (1, 2, 4, 7)), [], width=0.61)
    element = etree.fromstring(table_xml(table, 9638, STYLES))
    grid = [int(column.get(f"{W}w", "0")) for column in element.iter(f"{W}gridCol")]
    assert sum(grid) == round(9638 * 0.61)
    assert [cell.get(f"{W}w") for cell in element.iter(f"{W}tcW")] == [str(n) for n in grid]


def test_a_column_is_wide_enough_for_the_words_of_its_heading() -> None:
    columns = (Column("Attention", 1), Column("Why", 9), Column("Not embedded", 1))
    table = Table("Themes", columns, [("10", "because", "3")])
    xml = table_xml(table, 9638, STYLES)
    widths = [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"/>', xml)]
    assert sum(widths) == 9638
    assert widths[0] >= 9 * 142 and widths[2] >= 8 * 142


def test_columns_keep_their_shares_where_no_heading_fits() -> None:
    table = Table("Narrow", (Column("Acknowledgements", 1), Column("Responsibilities", 3)), [])
    xml = table_xml(table, 2000, STYLES)
    assert re.findall(r'<w:gridCol w:w="(\d+)"/>', xml) == ["500", "1500"]
