"""Tables of Word: merged cells, lists in cells, boxes, tables in tables."""

from tests.intake.word_parts import (
    abstract,
    blocks,
    cell,
    level,
    listed,
    lists,
    num,
    p,
    reading,
    table,
    texts,
)


def test_cells_keep_paragraphs_and_lists():
    inside = p("Staff know the household.") + p("Records name every adult", "ListBullet")
    inside += p("(a) by letter") + p("• a typed bullet")
    found = reading(table([["Outcome", "b"], [inside, p("that it goes") + p("on here")]])).blocks
    assert found[1].cells == (
        "Staff know the household.\n- Records name every adult\n- by letter\n- a typed bullet",
        "that it goes on here",
    )
    assert found[1].text == (
        "Staff know the household. - Records name every adult - by letter - a typed bullet | "
        "that it goes on here"
    )
    assert [block.table for block in found] == [1, 1]


def test_numbers_in_cells_are_printed():
    numbered = lists(level(0, "decimal", "%1"))
    rows = [["No", "Recommendation"]]
    rows += [[p("", "", listed(2)), p("The Board should act.", "", listed(3))] for _ in "12"]
    both = numbered.replace(num(3, 1), "") + abstract(2, level(0, "decimal", "R%1")) + num(3, 2)
    found = reading(table(rows), numbering=both).blocks
    assert [block.cells for block in found[1:]] == [
        ("1", "R1: The Board should act."),
        ("2", "R2: The Board should act."),
    ]


PLAN = ["No", "Recommendation", "Action", "Lead", "Theme"]


def test_a_merged_cell_is_one_item_and_its_owner_and_theme_are_those_of_each_row():
    rows = [
        PLAN,
        [
            cell("1", merged="restart"),
            cell("The Board should refresh its guidance.", merged="restart"),
            "Redraft it",
            cell("Policy group", merged="restart"),
            cell("Bruising", merged="restart"),
        ],
        [cell("", merged="continue")] * 2 + ["Launch it", *[cell("", merged="continue")] * 2],
    ]
    found = reading(table(rows)).blocks
    assert found[2].cells == ("", "", "Launch it", "Policy group", "Bruising")


def test_a_cell_over_several_columns_leaves_the_others_free():
    found = reading(table([["a", "b", "c"], ["d", cell("over two", 2)]])).blocks
    assert [block.cells for block in found] == [("a", "b", "c"), ("d", "over two", "")]


def test_a_row_over_all_columns_is_a_heading_or_text_between_the_rows():
    rows = [
        ["No", "Recommendation"],
        [cell("Oldbury Police", 2)],
        ["1", "The force should act."],
        [cell(p("The Board should") + p("act.", "ListBullet"), 2)],
        ["2", "The force should test."],
    ]
    found = reading(table(rows)).blocks
    assert [(block.kind, block.text, block.table) for block in found] == [
        ("row", "No | Recommendation", 1),
        ("heading", "Oldbury Police", None),
        ("row", "1 | The force should act.", 1),
        ("paragraph", "The Board should", None),
        ("bullet", "act.", None),
        ("row", "2 | The force should test.", 1),
    ]


def test_what_stands_below_one_cell_of_the_header_belongs_to_it():
    rows = [
        [cell("Recommendation", 2), "Lead"],
        ["1", "The Board should act.", "Chair"],
        ["2", "The Board should test.", "Chair"],
    ]
    found = [block.cells for block in reading(table(rows)).blocks]
    assert found[1:] == [
        ("1. The Board should act.", "Chair"),
        ("2. The Board should test.", "Chair"),
    ]


def test_a_table_that_is_only_a_box_is_read_as_its_text():
    box = table([[p("Recommendation 1", "heading3") + p("The Board should act.")]], header=False)
    assert blocks(box) == [("heading", "Recommendation 1"), ("paragraph", "The Board should act.")]
    nested = table([[box]], header=False)
    assert blocks(nested) == blocks(box)
    framed = reading(p("Before") + box + box).blocks
    assert [block.box for block in framed] == [None, 1, 1, 2, 2]
    page = table([[p("Words of the whole page. " * 99)]], header=False)
    assert [block.box for block in reading(page).blocks] == [None]


def test_a_table_in_a_table_is_read_in_its_place():
    inner = table([["X", "y"], ["Z", "w"]])
    outer = reading(table([["a", "b"], [p("c") + inner, "d"], ["e", "f"]])).blocks
    assert [block.cells for block in outer] == [("a", "b"), ("c\nX y\nZ w", "d"), ("e", "f")]
    plan = table([["Recommendation", "Lead"], ["The Board should act.", "Chair"]])
    framed = reading(table([[p("Before") + plan + p("After"), p("Beside")]], header=False)).blocks
    assert [block.text for block in framed] == [
        "Before",
        "Recommendation | Lead",
        "The Board should act. | Chair",
        "After",
        "Beside",
    ]


def test_a_table_that_was_set_with_tabs_is_a_table():
    body = p("Ref\tRecommendation\tLead") + p("1.1\tThe Board should act.\tChair")
    body += p("The Board should test.\tChair", "", listed(2)) + p("After\tit all")
    found = reading(body + p("x"), numbering=lists(level(0, "decimal", "1.%1", start=2))).blocks
    assert [block.cells for block in found[:3]] == [
        ("Ref", "Recommendation", "Lead"),
        ("1.1", "The Board should act.", "Chair"),
        ("1.2", "The Board should test.", "Chair"),
    ]
    assert texts(p("Date:\tMay 2020")) == ["Date: May 2020"]
