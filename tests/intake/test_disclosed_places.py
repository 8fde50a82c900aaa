"""A secret in each place of each kind of file is found, and hostile files are sentences."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditrack.analysis.disclosure import Watched, hits_in
from auditrack.intake.disclosed import Part, parts_here, parts_of
from auditrack.model.change import RefusedError
from tests.intake import disclosed_files as made
from tests.intake.word_parts import SPACES, docx, p, run, table, zipped

NHS = "943 476 5919"
WATCHED = (Watched("Zebedee Quill", "child", "child-z"),)
SECRETS = {
    "nhs-number": NHS,
    "telephone": "07700 900123",
    "email": "z.quill@example.org",
    "postcode": "LS1 4AP",
    "date-of-birth": "date of birth 3 May 2014",
    "worker-code": "PSO1",
    "numbered-place": "Surgery 2",
    "watched-name": "Zebedee Quill",
    "small-count": "3 children",
}


def kinds_in(parts: tuple[Part, ...]) -> set[str]:
    """The kinds of hit in what is looked through, and of the parts that are hits themselves."""
    found = {part.kind for part in parts if part.kind}
    for part in parts:
        if not part.covered:
            text = part.text.replace("\t", " ") if part.cells else part.text
            found.update(hit.kind for hit in hits_in(text, WATCHED))
    return found


PLACES = [
    *(pytest.param(f, "a.docx", id=f"Word: {n}") for n, f in made.WORD.items()),
    *(pytest.param(f, "a.xlsx", id=f"Excel: {n}") for n, f in made.SHEETS.items()),
    *(pytest.param(f, "a.pdf", id=f"PDF: {n}") for n, f in made.PDF.items()),
    *(pytest.param(f, "a.html", id=f"page: {n}") for n, f in made.PAGE.items()),
]


@pytest.mark.parametrize(("make", "name"), PLACES)
def test_a_secret_is_found_in_each_place(make: made.Make, name: str) -> None:
    assert "nhs-number" in kinds_in(parts_here(make(NHS), name))


@pytest.mark.parametrize(("make", "name"), PLACES)
def test_nothing_is_found_where_there_is_none(make: made.Make, name: str) -> None:
    found = kinds_in(parts_here(make("nothing"), name))
    assert found <= {"author", "comment", "tracked", "hidden"}


TEXTS = {
    "a.docx": made.WORD["a paragraph"],
    "a.xlsx": made.SHEETS["a cell"],
    "a.pdf": made.PDF["a page"],
    "a.html": made.PAGE["a paragraph"],
    "a.csv": lambda s: f'Agency,What\nPolice,"{s}"\n'.encode(),
    "a.json": lambda s: f'{{"reviews": [{{"title": "{s}"}}]}}'.encode(),
    "a.md": lambda s: f"# Done\n\nIt was {s} then.\n".encode(),
    "a.txt": lambda s: f"It was {s} then.".encode("utf-16"),
    "a.ics": lambda s: (
        f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:{s[:5]}\r\n {s[5:]}\r\nEND:VEVENT\r\n"
    ).encode(),
    "a.svg": lambda s: f"<svg><text>{s}</text></svg>".encode(),
}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("kind", SECRETS)
def test_each_kind_of_secret_is_found_in_each_kind_of_file(name: str, kind: str) -> None:
    assert kind in kinds_in(parts_here(TEXTS[name](SECRETS[kind]), name))


@pytest.mark.parametrize("kind", SECRETS)
@pytest.mark.parametrize(
    "place", ["runs", "a cell of runs", "many runs", "the workbook of a chart"]
)
def test_each_kind_is_found_over_runs_and_behind_charts(kind: str, place: str) -> None:
    assert kind in kinds_in(parts_here(made.WORD[place](SECRETS[kind]), "a.docx"))


HITS = [
    ("comment", "a.docx", made.WORD["a comment"]),
    ("author", "a.docx", made.WORD["a comment"]),
    ("tracked", "a.docx", made.WORD["text that was put in"]),
    ("tracked", "a.docx", made.WORD["text that was taken out"]),
    ("tracked", "a.docx", made.WORD["text that was moved away"]),
    ("author", "a.docx", made.WORD["text that was put in"]),
    ("hidden", "a.docx", made.WORD["hidden text"]),
    ("hidden", "a.docx", made.WORD["text hidden by a style"]),
    ("hidden", "a.docx", made.WORD["white text"]),
    ("hidden", "a.docx", made.WORD["blackened text"]),
    ("hidden", "a.docx", made.WORD["tiny text"]),
    ("hidden", "a.docx", made.WORD["a hidden text box"]),
    ("hidden", "a.docx", made.WORD["a comment in the XML"]),
    ("hidden", "a.docx", made.WORD["the comment of the zip"]),
    ("author", "a.docx", made.WORD["the author"]),
    (
        "author",
        "a.docx",
        lambda s: made.with_parts(made.core(f"<cp:lastModifiedBy>{s}</cp:lastModifiedBy>")),
    ),
    ("author", "a.docx", lambda s: made.with_parts(made.app(f"<Manager>{s}</Manager>"))),
    (
        "author",
        "a.docx",
        lambda s: made.with_parts(
            {"word/people.xml": f'<people xmlns:w15="urn:p"><person w15:author="{s}"/></people>'}
        ),
    ),
    (
        "author",
        "a.docx",
        lambda s: made.with_parts(
            {},
            points=made.point("attachedTemplate", "file:///C:\\Users\\j.bloggs\\x.dotx", True),
        ),
    ),
    (
        "author",
        "a.xlsx",
        lambda s: made.book(
            made.cell("x"), more={"xl/persons/person.xml": f'<p><person displayName="{s}"/></p>'}
        ),
    ),
    ("hidden", "a.docx", lambda s: made.with_parts({"word/embeddings/oleObject1.bin": b"\0" * 9})),
    ("hidden", "a.docx", lambda s: made.with_parts({"word/vbaProject.bin": b"\1" * 9})),
    ("hidden", "a.docx", lambda s: made.with_parts({"word/embeddings/a.docx": b"PK\3\4 broken"})),
    ("hidden", "a.docx", lambda s: made.with_parts({"docProps/thumbnail.jpeg": b"\xff\xd8\xff"})),
    (
        "tracked",
        "a.docx",
        lambda s: made.body(
            p(run("x", "<w:rPrChange w:id='1' w:author='A'><w:rPr/></w:rPrChange>"))
        ),
    ),
    ("comment", "a.xlsx", made.SHEETS["a comment"]),
    ("author", "a.xlsx", made.SHEETS["a comment"]),
    ("comment", "a.xlsx", made.SHEETS["a comment in a thread"]),
    ("hidden", "a.xlsx", made.SHEETS["a hidden sheet"]),
    ("hidden", "a.xlsx", made.SHEETS["a hidden row"]),
    ("hidden", "a.xlsx", made.SHEETS["a hidden column"]),
    ("hidden", "a.xlsx", made.SHEETS["a white cell"]),
    ("hidden", "a.xlsx", made.SHEETS["rows of a pivot table"]),
    ("comment", "a.pdf", made.PDF["a note"]),
    ("author", "a.pdf", lambda s: made.pdf(info=f"/Author ({s})")),
    ("author", "a.pdf", lambda s: made.note(f"/Subtype /Text /T ({s}) /Contents (x)")),
    ("hidden", "a.pdf", made.PDF["letters that are not painted"]),
    ("hidden", "a.pdf", lambda s: made.pdf(s) + b"\n%%EOF\n"),
    ("hidden", "a.pdf", lambda s: made.attached(s, "a.bin")),
    ("author", "a.html", lambda s: f'<meta name="author" content="{s}">'.encode()),
    ("hidden", "a.html", made.PAGE["a comment"]),
    ("hidden", "a.html", made.PAGE["a hidden paragraph"]),
    ("hidden", "a.html", made.PAGE["what a style hides"]),
    ("hidden", "a.md", lambda s: f"Done\n<!-- {s} -->".encode()),
]


@pytest.mark.parametrize(
    ("kind", "name", "make"), HITS, ids=[f"{n} {k} {at}" for at, (k, n, _) in enumerate(HITS)]
)
def test_what_is_a_hit_by_itself(kind: str, name: str, make: made.Make) -> None:
    assert kind in {part.kind for part in parts_here(make("Ada Lovell"), name)}


PLAIN = docx(
    p("Recommendations", "heading1")
    + p(run("What the Board did", "b"))
    + table([["Agency", "What"], ["Police", p(run("done", '<w:color w:val="1F3864"/>'))]])
    + p(run("white on blue", '<w:color w:val="FFFFFF"/>', '<w:shd w:fill="1F3864"/>'))
)


def test_what_stands_on_a_shape_or_a_dark_ground_is_no_hidden_text() -> None:
    white = run("Annual report", '<w:color w:val="FFFFFF"/>')
    cover = made.body(made.box("x").replace(p("x"), p(white)))
    assert {part.kind for part in parts_here(cover, "a.docx")} == {None}
    dark = f"<w:tcPr><w:shd w:val='clear' w:fill='1F3864'/></w:tcPr>{p(white)}"
    head = docx(table([[dark, "What"]]))
    assert {part.kind for part in parts_here(head, "a.docx")} == {None}
    assert "hidden" in {part.kind for part in parts_here(docx(p(white)), "a.docx")}


def test_a_plain_document_holds_no_hit_by_itself() -> None:
    assert {part.kind for part in parts_here(PLAIN, "a.docx")} == {None}


def test_places_are_told_in_words() -> None:
    body = p("one") + table([["a", "b"], ["c", "d"]]) + p("two")
    places = {part.where: part for part in parts_here(docx(body), "a.docx")}
    assert places["paragraph 1"].text == "one" and places["paragraph 2"].text == "two"
    assert places["table 1, row 2"].text == "c\td"
    assert places["table 1, row 2"].cells == ("cell 1", "cell 2")
    body = p("Impact", "heading1") + p("one") + table([["a", "b"]])
    assert {"paragraph 1", "below “Impact”, paragraph 2", "below “Impact”, table 1, row 1"} <= {
        part.where for part in parts_here(docx(body), "a.docx")
    }
    behind = parts_here(made.WORD["the workbook of a chart"](NHS), "a.docx")
    assert ("workbook of chart 1, sheet Data", ("cell B2",)) in {
        (part.where, part.cells) for part in behind
    }


def test_no_name_of_a_person_stands_in_a_place() -> None:
    parts = parts_here(made.in_comment("x", author="Ada Lovell"), "a.docx")
    assert any(part.kind == "author" and part.text == "Ada Lovell" for part in parts)
    assert not any("Lovell" in part.where for part in parts)


def test_a_birth_below_its_heading_is_found() -> None:
    rows = table([["Child", "Date of birth"], ["A", "3/5/2014"]])
    assert "date-of-birth" in kinds_in(parts_here(docx(rows), "a.docx"))
    days = "<numFmts/><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs>"
    sheet = made.book(
        made.cell("DOB", "B1") + '<row r="2"><c r="B2" s="1"><v>41762</v></c></row>', styles=days
    )
    assert "date-of-birth" in kinds_in(parts_here(sheet, "a.xlsx"))
    assert "date-of-birth" in kinds_in(parts_here(b"A,D.O.B.\nx,3/5/2014\n", "a.csv"))
    page = b"<table><tr><th>A<th>Born<tr><td>x<td>3/5/2014</table>"
    assert "date-of-birth" in kinds_in(parts_here(page, "a.html"))


def test_letters_nobody_sees_part_nothing() -> None:
    parts = parts_here(docx(p("943\u200b 476\u00a05919")), "a.docx")
    assert "nhs-number" in kinds_in(parts)


def test_the_hints_of_our_own_lists_are_no_comments_of_people() -> None:
    parts = parts_here(made.sheet_comment("how to fill it in", author="auditrack"), "a.xlsx")
    assert "comment" not in {part.kind for part in parts}
    assert any(part.text == "how to fill it in" for part in parts)


# What is hostile


def refused(content: bytes, name: str) -> str:
    """The refusal: one sentence about it, that it was not checked, and what to do."""
    with pytest.raises(RefusedError) as caught:
        parts_of(content, name)
    refusal = caught.value.refusal
    assert refusal.message.startswith(name) and refusal.message.endswith(".")
    assert "not checked" in refusal.safe and "import" not in str(refusal.todo)
    assert "review" not in refusal.message
    return refusal.code


ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><w:document xmlns:w="urn:w">&a;'


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.docx"),
        (b"", "a.html"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "a.doc"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "a.docx"),
        (b"{\\rtf1 x}", "a.rtf"),
        (b"\x89PNG\r\n\x1a\n", "a.png"),
        (b"\x7fELF", "a.txt"),
        (b"words", "a.odt"),
        (PLAIN, "a.zip"),
        (PLAIN, "a.pdf"),
        (PLAIN, "a.html"),
        (b"%PDF-1.7 x", "a.docx"),
        (b"%PDF-1.7 x", "a.pdf"),
        (b"plain words", "a.docx"),
        (b"plain words", "a.pdf"),
        (PLAIN[: len(PLAIN) // 2], "a.docx"),
        (made.book(made.cell("x"))[:300], "a.xlsx"),
        (zipped({"hello.txt": "x"}), "a.docx"),
        (docx("<w:p>", parts={"word/document.xml": "<w:document"}), "a.docx"),
        (docx("", parts={"word/document.xml": ENTITY}), "a.docx"),
        (docx("", parts={"customXml/item1.xml": ENTITY}), "a.docx"),
        (docx("", parts={"word/x.xml": "<a>" * 5000}), "a.docx"),
        (zipped({"xl/workbook.xml": ENTITY}), "a.xlsx"),
        (b"\0\1\2\3" * 99, "a.txt"),
        (b'{"a":' * 100_000, "a.json"),
        (b'{"a": ', "a.json"),
        (b"<svg>" + b"<g>" * 5000, "a.svg"),
        (b"x" * (33 * 1024 * 1024), "a.txt"),
        (
            docx("", parts={"word/bomb.xml": b"<a>" + b" " * (60 * 1024 * 1024) + b"</a>"}),
            "a.docx",
        ),
        (
            docx("", parts={"word/embeddings/a.docx": docx("", parts={"word/b.xml": ENTITY})}),
            "a.docx",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "file",
)
def test_a_hostile_file_is_a_sentence(content: bytes, name: str) -> None:
    refused(content, name)


def test_files_within_files_are_followed_so_far() -> None:
    inner = made.body(p(NHS))
    for _ in range(2):
        inner = made.with_parts({"word/embeddings/a.docx": inner})
    assert "nhs-number" in kinds_in(parts_here(inner, "a.docx"))
    for _ in range(4):
        inner = made.with_parts({"word/embeddings/a.docx": inner})
    assert any("cannot be looked into" in part.why for part in parts_here(inner, "a.docx"))


def test_a_file_is_read_in_a_process_of_its_own_as_here() -> None:
    content = made.WORD["the workbook of a chart"](NHS)
    assert parts_of(content, "a.docx") == parts_here(content, "a.docx")


def test_what_is_piped_in_is_told_by_its_content() -> None:
    for name, make in TEXTS.items():
        if name in ("a.docx", "a.xlsx", "a.pdf", "a.html", "a.ics", "a.svg"):
            assert "nhs-number" in kinds_in(parts_of(make(NHS), "Standard input"))


def test_a_folder_in_the_zip_is_no_object() -> None:
    with_folder = docx(p("x"), parts={"word/media/": b""}, space=SPACES)
    assert {part.kind for part in parts_here(with_folder, "a.docx")} == {None}


PIECES = st.lists(
    st.sampled_from(
        ["<", ">", "<!--", "-->", "<![", "<!", "<?", "&#x", "&", '"', "'", "=", "{", "[", "]", "}",
         ",", ";", "\t", "\n", "\r\n", "BEGIN:VEVENT", "\\n", "<td>", "<tr>", "</table>",
         "<p hidden",
         "<script", "</", NHS, "a", " ", "\x00", "\u202e", "\ud7ff", "```", "|"]
    ),
    max_size=40,
)  # fmt: skip


@given(PIECES, st.sampled_from(["a.html", "a.csv", "a.json", "a.md", "a.ics", "a.txt", "a.css"]))
def test_whatever_stands_in_a_text_it_is_read_or_refused(pieces: list[str], name: str) -> None:
    content = "".join(pieces).encode("utf-8")
    if not content:
        return
    try:
        parts_of(content, name)
    except RefusedError as refused:
        assert refused.refusal.message.endswith(".")


@given(st.integers(0, len(PLAIN) - 1), st.integers(0, 255), st.integers(0, 300))
@settings(max_examples=60)
def test_a_spoiled_document_is_read_or_refused(place: int, byte: int, gone: int) -> None:
    content = PLAIN[:place] + bytes([byte]) + PLAIN[place + gone :]
    try:
        parts_here(content, "a.docx")
    except RefusedError as refused:
        assert refused.refusal.message.endswith(".")
