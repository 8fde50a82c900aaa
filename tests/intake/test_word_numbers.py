"""Automatic numbers: what Word prints before a paragraph and no run of its text holds."""

import pytest

from tests.intake.word_parts import (
    BULLETS,
    STYLES,
    blocks,
    level,
    listed,
    lists,
    num,
    p,
    printed,
    reading,
    style,
)


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("decimal", "%1.", ("1", "ordinal", "a b")),
        ("decimal", "%1", ("1", "ordinal", "a b")),
        ("decimal", "(%1)", ("1", "ordinal", "a b")),
        ("decimalZero", "%1.", ("01", "ordinal", "a b")),
        ("lowerLetter", "(%1)", ("a", "letter", "a b")),
        ("upperLetter", "%1.", ("A", "letter", "a b")),
        ("lowerRoman", "%1)", ("i", "roman", "a b")),
        ("upperRoman", "%1.", ("I", "roman", "a b")),
        ("ordinal", "%1", (None, None, "1st a b")),
        ("cardinalText", "Recommendation %1:", (None, None, "Recommendation One: a b")),
        ("ordinalText", "%1", (None, None, "First a b")),
        ("decimal", "Recommendation %1", (None, None, "Recommendation 1: a b")),
        ("decimal", "R%1", (None, None, "R1: a b")),
        ("none", "", (None, None, "a b")),
    ],
)
def test_every_form_of_number_is_printed_as_word_prints_it(form, text, expected):
    assert printed(p("a b", "", listed(2)), numbering=lists(level(0, form, text))) == [expected]


def test_levels_count_restart_and_go_on():
    levels = (
        level(0, "decimal", "%1"),
        level(1, "decimal", "%1.%2"),
        level(2, "decimal", "%1.%2.%3"),
    )
    places = (0, 1, 1, 2, 0, 1, 2, 2, 1)
    body = "".join(p("x", "", listed(2, place)) for place in places)
    found = [number for number, _, _ in printed(body, numbering=lists(*levels))]
    assert found == ["1", "1.1", "1.2", "1.2.1", "2", "2.1", "2.1.1", "2.1.2", "2.2"]
    never = level(1, "decimal", "%2.", "<w:lvlRestart w:val='0'/>")
    body = "".join(p("x", "", listed(2, place)) for place in (0, 1, 0, 1))
    found = [number for number, _, _ in printed(body, numbering=lists(levels[0], never))]
    assert found == ["1", "1", "2", "2"]


def test_a_list_starts_where_it_says_and_another_use_of_it_starts_anew():
    levels = (level(0, "decimal", "%1.", start=4), level(1, "decimal", "%1.%2"))
    body = "".join(p("x", "", listed(*use)) for use in ((2, 0), (2, 1), (3, 0), (3, 0), (2, 0)))
    found = printed(body, numbering=lists(*levels, starts={0: 9}))
    assert [number for number, _, _ in found] == ["4", "4.1", "9", "10", "11"]
    assert printed(p("x", "", listed(3, 1)), numbering=lists(*levels, starts={0: 9, 1: 3})) == [
        ("9.3", "decimal", "x")
    ]


def test_a_level_above_that_was_never_printed_counts_as_begun():
    levels = (level(0, "decimal", "%1"), level(1, "bullet", "-"), level(2, "decimal", "%1.%2%3"))
    body = "".join(p("x", "", listed(2, place)) for place in (2, 2, 0, 2))
    found = [number for number, _, _ in printed(body, numbering=lists(*levels))]
    assert found == ["1.1", "1.2", "2", "2.1"]


def test_a_level_that_a_use_of_the_list_changes():
    changed = (
        '<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        + level(0, "lowerLetter", "(%1)")
        + "</w:lvlOverride></w:num>"
    )
    found = printed(
        p("x", "", listed(2)) + p("y", "", listed(4)),
        numbering=lists(level(0, "decimal", "%1.")) + changed,
    )
    assert found == [("1", "ordinal", "x"), ("b", "letter", "y")]


def test_legal_numbers_are_digits_throughout():
    levels = (level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    body = p("x", "", listed(2, 0)) + p("y", "", listed(2, 1))
    assert printed(body, numbering=lists(*levels)) == [("I", "roman", "x"), ("1.1", "decimal", "y")]


def test_numbers_that_a_style_gives():
    tied = "<w:pStyle w:val='{}'/>".format
    levels = (
        level(0, "decimal", "%1.", tied("heading1")),
        level(1, "decimal", "%1.%2", tied("Numbered")),
    )
    in_list = "<w:pPr><w:numPr><w:numId w:val='2'/></w:numPr></w:pPr>"
    styles = STYLES.replace(
        '<w:name w:val="heading 1"/>', f'<w:name w:val="heading 1"/>{in_list}'
    ) + style("Numbered", "Normal", in_list)
    styles += style("Numbered more", "Numbered")
    body = (
        p("Analysis", "heading1")
        + p("First.", "Numbered")
        + p("Second.", "Numberedmore")
        + p("Not numbered.", "Numbered", '<w:numPr><w:numId w:val="0"/></w:numPr>')
        + p("Recommendations", "heading1")
        + p("Third.", "Numbered")
    )
    found = reading(body, styles=styles, numbering=lists(*levels)).blocks
    assert [str(block) for block in found] == [
        "1. Analysis",
        "1.1 First.",
        "1.2 Second.",
        "Not numbered.",
        "2. Recommendations",
        "2.1 Third.",
    ]
    assert [block.kind for block in found][::4] == ["heading", "heading"]


def test_a_list_that_only_names_a_numbering_style_is_the_list_of_that_style():
    linked = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="Board"/></w:abstractNum>'
    styles = STYLES + style("Board", inside=f"<w:pPr>{listed(2)}</w:pPr>", kind="numbering")
    found = printed(
        p("x", "", listed(6)) + p("y", "", listed(2)),
        styles=styles,
        numbering=lists(level(0, "decimal", "%1.")) + linked + num(6, 5),
    )
    assert [number for number, _, _ in found] == ["1", "2"]


def test_a_label_alone_on_its_line_is_printed():
    body = p("", "heading3", listed(2)) + p("The Board should act.") + p("", "", listed(2))
    found = blocks(body, numbering=lists(level(0, "decimal", "Recommendation %1")))
    assert found == [
        ("heading", "Recommendation 1"),
        ("paragraph", "The Board should act."),
        ("paragraph", "Recommendation 2"),
    ]


def test_forms_that_an_older_word_does_not_know_are_read_beside_it():
    custom = (
        "<mc:AlternateContent><mc:Choice Requires='w14'><w:numFmt w:val='custom' "
        "w:format='001, 002'/></mc:Choice><mc:Fallback><w:numFmt w:val='lowerLetter'/>"
        "</mc:Fallback></mc:AlternateContent>"
    )
    made_level = level(0, "decimal", "%1.").replace('<w:numFmt w:val="decimal"/>', custom)
    assert printed(p("x", "", listed(2)), numbering=lists(made_level)) == [("a", "letter", "x")]


def test_numbers_and_bullets_that_were_typed_are_read_as_in_text():
    body = (
        p("4.2\tThe Board should act.")
        + p("(a) by letter")
        + p("•\ta bullet")
        + p("- another")
        + p("5.3")
        + p("•")
        + p("under its glyph")
        + p("3. The Board should test.")
    )
    assert [(b.kind, b.number, b.text) for b in reading(body).blocks] == [
        ("paragraph", "4.2", "The Board should act."),
        ("bullet", "a", "by letter"),
        ("bullet", None, "a bullet"),
        ("bullet", None, "another"),
        ("number", "5.3", ""),
        ("bullet", None, "under its glyph"),
        ("paragraph", "3", "The Board should test."),
    ]


def test_bullets_step_in_by_their_indent():
    body = (
        p("one", "ListBullet")
        + p("two", "ListBullet", listed(BULLETS, 1))
        + p("three", "ListBullet", '<w:ind w:left="360"/>')
    )
    found = reading(body).blocks
    assert [block.kind for block in found] == ["bullet"] * 3
    assert found[1].level >= found[0].level + 2 > found[2].level + 2
    bare = STYLES.replace(f"<w:pPr>{listed(BULLETS)}</w:pPr>", "")
    assert blocks(p("one", "ListBullet"), styles=bare) == [("bullet", "one")]
