"""Cells that are safe and come back, markdown that says nothing but words, whole columns."""

import csv
import io
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditrack.intake.sheets.delimited import _undefused, read_delimited
from auditrack.intake.sheets.workbook import read_workbook
from auditrack.model.change import Head, RefusedError
from auditrack.model.text import cleaned
from auditrack.reports.exports.formats import TRIGGERS, defused, format_of, markdown, written
from auditrack.reports.exports.workbook import cut
from auditrack.views.export_headings import columns
from auditrack.views.export_value import CUT, Export, Rows, cell_of, joined, parted
from auditrack.views.sheet_own import says_the_same

texts = st.text(alphabet=st.characters(codec="utf-8"), max_size=40)
begun = st.one_of(texts, st.tuples(st.sampled_from(TRIGGERS), texts).map("".join))


@given(begun)
def test_a_defused_cell_begins_with_nothing_that_is_acted_on_and_comes_back(text):
    cell = defused(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert _undefused(cell, own=True) == cleaned(text)


@given(begun)
def test_what_excel_would_save_again_is_still_the_same_text(text):
    assert says_the_same(text, cleaned(text)) and says_the_same(text, f" {cleaned(text)} ")


@given(st.lists(st.text(alphabet='ab;" ', min_size=1, max_size=6).filter(str.strip), max_size=4))
def test_names_in_one_cell_part_again(names):
    assert parted(joined(names)) == tuple(names)


@given(st.text(alphabet="a👩é", min_size=1, max_size=7), st.sampled_from([4_000, 5_500, 40_000]))
def test_a_cell_holds_what_excel_can_and_says_what_it_leaves_out(piece, times):
    text = piece * times
    cell = cut(text)
    assert len(cell.encode("utf-16-le")) // 2 <= 32_767
    assert cell == text or cell.endswith(CUT)
    assert says_the_same(text, cell)


@pytest.mark.parametrize(
    "text",
    [
        "[a link](https://evil.example)",
        "![a picture](x.png)",
        "<script>alert(1)</script>",
        "<https://evil.example>",
        "https://evil.example and www.evil.example",
        "mailto:a@b.example or a@b.example",
        "**bold** _slanted_ `code` ~~gone~~ ==marked==",
        "# a heading",
        "| another | row |",
        "&lt;b&gt; &#60;b&#62;",
        "line one\n\n- line two\n1. line three",
        "\\[x](y) \\\\| ",
        "$$x$$ {{ site.title }} [[wiki]] [^1]",
    ],
)
def test_nothing_that_was_typed_is_markup(text):
    said = markdown(text)
    assert "\n" not in said
    plain = re.sub(r"<br>", "", said)
    assert "<" not in plain and ">" not in plain
    assert not re.search(r"(?<!\\)(?:\\\\)*[\[\]`*_|~{}$]", re.sub(r"&#\d+;", "", plain))
    assert not re.search(r"https?://|www\.|@|mailto:", plain)
    assert not re.search(r"&(?!amp;|lt;|gt;|#58;|#46;|#64;|#8288;)", plain)


def of_rows(*rows, keys=("ref", "agencies", "state")):
    return Export(
        "actions", "Actions", "action", "actions", "Made up.", columns("actions", keys),
        Rows(len(rows), lambda: rows), "Fernshire Board", "none", False, date(2026, 11, 20),
        Head(3, "ab" * 32),
    )  # fmt: skip


def test_codes_are_words_lists_are_one_cell_and_nothing_is_cut():
    export = of_rows(("act-1", ["A; B", "C"], "in-place"), ("act-2", [], None))
    rows = list(csv.reader(io.StringIO(written(export, "csv").decode("utf-8-sig"))))
    assert rows[0] == ["Reference", "Agencies", "State"]
    assert rows[1] == ["act-1", '"A; B"; C', "in place and continuing"]
    assert rows[2] == ["act-2", "", ""]
    assert cell_of([{"kind": "test", "text": "a"}, {"kind": "b"}]) == "kind test, text a\nkind b"


def test_a_format_that_is_none_is_refused_and_endings_are_told():
    with pytest.raises(RefusedError):
        written(of_rows(), "ods")
    assert [format_of(name) for name in ("a.XLSX", "b.markdown", "c.json", "d", "e.ods")] == [
        "xlsx", "md", "json", None, None,
    ]  # fmt: skip


def test_headings_are_unlike_one_another_in_every_list():
    from auditrack.views.export_headings import columns

    made = columns("actions", ("ref", "agency", "agency_name", "due", "original_due", "due"))
    assert len({one.heading for one in made}) == len(made)


@settings(max_examples=40)
@given(st.lists(begun, min_size=1, max_size=4))
def test_any_text_is_read_again_as_it_was_from_csv_and_from_xlsx(found):
    rows = [(f"child-elm/{number}", "child-elm", text, 0) for number, text in enumerate(found)]
    export = replace(
        of_rows(*rows),
        noun="recommendations",
        columns=columns("recommendations", ("ref", "review", "text", "times_moved")),
    )
    for book in (
        read_delimited(written(export, "csv"), "list.csv"),
        read_workbook(written(export, "xlsx"), "list.xlsx"),
    ):
        read = {
            row.cells[0].text: {cell.column: cell.text for cell in row.cells}
            for row in book.pages[0].rows[1:]
        }
        for ref, _, text, _ in rows:
            assert says_the_same(text, read[ref].get(3, "")), (text, read[ref])
