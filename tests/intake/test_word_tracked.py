"""What is tracked, hidden, commented or embedded in a Word document, and what is said of it."""

from tests.intake.word_parts import (
    LISTS,
    STYLES,
    abstract,
    blocks,
    level,
    listed,
    num,
    p,
    printed,
    reading,
    run,
    style,
    table,
)


def test_insertions_are_read_deletions_are_not_and_both_are_said():
    body = p(
        run("The Board should ")
        + f"<w:ins w:id='1'>{run('not ')}</w:ins><w:ins w:id='2'>{run('only ')}</w:ins>"
        + "<w:del w:id='3'><w:r><w:delText>never </w:delText></w:r></w:del>"
        + run("meet")
        + f"<w:ins w:id='4'>{run(' but act')}</w:ins>."
    )
    found = reading(body)
    assert found.blocks[0].text == "The Board should not only meet but act"
    assert found.notes == (
        "Its changes are tracked: 2 insertions that nobody has accepted are read as text; "
        "1 deletion is left out.",
    )


def test_what_was_moved_is_read_where_it_went():
    body = p(f"<w:moveFrom w:id='1'>{run('Moved words')}</w:moveFrom>") + p("First.")
    body += p(f"<w:moveTo w:id='2'>{run('Moved words')}</w:moveTo>")
    found = reading(body)
    assert [block.text for block in found.blocks] == ["First.", "Moved words"]
    assert found.notes == ("Its changes are tracked: 1 passage is read where it was moved to.",)


def test_a_deleted_paragraph_end_joins_two_paragraphs():
    deleted = "<w:rPr><w:del w:id='1'/></w:rPr>"
    body = p("The Board should ", "", listed(2), deleted) + p("act.", "", listed(2)) + p("x y")
    lists = LISTS + abstract(1, level(0, "decimal", "%1.")) + num(2, 1)
    assert printed(body, numbering=lists) == [
        ("1", "ordinal", "The Board should act."),
        (None, None, "x y"),
    ]


def test_deleted_rows_are_left_out():
    row = "<w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    kept = table([["a", "b"], ["c", "d"]]).replace("</w:tbl>", row.format(p("e"), p("f")))
    found = reading(kept + "</w:tbl>")
    assert [block.text for block in found.blocks] == ["a | b", "c | d"]
    assert found.notes == ("Its changes are tracked: 1 deletion is left out.",)


def test_formatting_that_was_changed_is_not_read_as_it_was():
    change = "<w:rPrChange w:id='1'><w:rPr><w:vanish/></w:rPr></w:rPrChange>"
    old = "<w:pPrChange w:id='2'><w:pPr><w:pStyle w:val='heading1'/></w:pPr></w:pPrChange>"
    assert blocks(p(run("Seen", change), "", old)) == [("paragraph", "Seen")]


def test_hidden_text_is_left_out_and_said():
    styles = STYLES + style("Note", "Normal", "<w:rPr><w:vanish/></w:rPr>")
    styles += style("Quiet", kind="character", inside="<w:rPr><w:vanish/></w:rPr>")
    body = (
        p(run("Seen ") + run("not seen", "vanish") + run("words", "<w:vanish w:val='0'/>"))
        + p("Two words", "Note")
        + p(run("Shown", "<w:rStyle w:val='Quiet'/>", "<w:vanish w:val='false'/>"))
        + p(run("gone", "<w:rStyle w:val='Quiet'/>"))
    )
    found = reading(body, styles=styles)
    assert [block.text for block in found.blocks] == ["Seen words", "Shown"]
    assert found.notes == ("5 words of hidden text are left out: nobody sees it on paper.",)


def test_comments_diagrams_and_embedded_files_are_said():
    body = (
        p(
            run("Words")
            + "<w:r><w:commentReference w:id='1'/></w:r>"
            + "<w:r><w:object><o:OLEObject ProgID='Excel.Sheet.12'/></w:object></w:r>"
            + "<w:r><w:drawing><a:graphic><a:graphicData><dgm:relIds/></a:graphicData></a:graphic>"
            "</w:drawing></w:r>"
        )
        + "<w:altChunk r:id='x'/>"
    )
    assert reading(body).notes == (
        "1 comment in its margin is left out.",
        "1 file that is embedded in it was not opened.",
        "The words of 1 diagram were not read: look at it in Word.",
        "A part of it is stored as another document inside it and was not read: open it in Word, "
        "save it again and import that.",
    )
