"""Whatever cells a sheet holds, each of its rows is told once, and nothing of the reader fails."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from auditrack.intake.sheets.guessing import guess_columns
from auditrack.intake.sheets.header import find_header
from auditrack.intake.sheets.pages import Cell, Row, SheetPage, tidy
from auditrack.intake.sheets.rows import Rows
from auditrack.intake.sheets.sentences import notes_of
from auditrack.model.change import RefusedError

TODAY = date(2026, 11, 20)
WORDS = st.one_of(
    st.sampled_from(
        ["Review", "Ref", "Recommendation", "Action", "Due", "RAG", "Status", "Progress", "Lead",
         "Total", "31/03/2019", "1. Share records.", "Child F", "2019", "=1+1", "12/3/19: begun\nx"]
    ),
    st.text(max_size=30),
).map(tidy)  # fmt: skip
CELLS = st.builds(
    Cell,
    column=st.integers(1, 8),
    text=WORDS,
    fill=st.sampled_from([None, None, "amber", "green"]),
    struck=st.booleans(),
    merged=st.sampled_from(["", "", "", "down", "across"]),
)


@st.composite
def pages(draw):
    rows, place = [], 0
    for _ in range(draw(st.integers(1, 9))):
        place += draw(st.integers(1, 3))
        cells = {cell.column: cell for cell in draw(st.lists(CELLS, max_size=8))}
        rows.append(Row(place, tuple(cells[at] for at in sorted(cells)), draw(st.booleans())))
    head = Row(
        place + 1, tuple(Cell(at, text) for at, text in enumerate(("Review", "Action", "Due"), 1))
    )
    after = [Row(row.place + place + 1, row.cells, row.hidden) for row in rows]
    return SheetPage("Sheet", (*rows, head, *after), after[-1].place)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(page=pages(), with_hidden=st.booleans())
def test_every_row_is_told_once(page, with_hidden):
    try:
        header = find_header(page, "t.csv")
    except RefusedError:
        return
    columns = guess_columns(page, header)
    assert len({one.index for one in columns}) == len(columns)
    single = [
        one.role for one in columns if one.role not in (None, "progress", "evidence", "state")
    ]
    assert len(single) == len(set(single))
    rows = list(Rows(page, columns, header, TODAY).read(with_hidden))
    assert [row.place for row in rows] == [row.place for row in page.rows]
    for row, source in zip(rows, page.rows, strict=True):
        assert row.kind in ("row", "empty", "heading", "hidden")
        if row.kind == "hidden":
            assert source.hidden and not with_hidden
        if row.kind == "empty":
            assert not [cell for cell in source.cells if cell.text and not cell.merged]
        if row.kind == "row" and not row.problems:
            assert row.recommendation or row.action
    assert all(note.endswith((".", "--with-hidden.")) for note in notes_of(rows))
