"""Hostile, damaged and mistaken files as return forms: a sentence each, and nothing happens."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditrack.intake.decoding import LIMIT_BYTES
from auditrack.intake.returned import may_be_returned, read_returned, returned_of
from auditrack.intake.returned.paper import Grid, GridRow, Paper, Words
from auditrack.model.change import RefusedError
from auditrack.model.return_form import COLUMNS, SECTIONS
from tests.commands.filled_forms import from_scratch

UPDATES = list(COLUMNS["updates"].values())


def packed(**members):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name.replace("__", "/"), data)
    return made.getvalue()


def changed(part, change):
    """A form whose XML somebody changed by hand."""
    data = from_scratch([("updates", [UPDATES, ["act-1", *[""] * 7]])], head=["ret-1"])
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for info in old.infolist():
            text = old.read(info.filename)
            new.writestr(info.filename, change(text) if info.filename == part else text)
    return made.getvalue()


ENTITY = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
HOSTILE = {
    "empty": (b"", "is empty"),
    "text": (b"ret-1 Reference Action", "neither a Word document nor"),
    "pdf": (b"%PDF-1.7 ret-1", "is a PDF"),
    "old-office": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Word or Excel"),
    "odt": (packed(mimetype="application/vnd.oasis.opendocument.text"), "OpenDocument document"),
    "ods": (
        packed(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
        "OpenDocument spreadsheet",
    ),
    "zip": (packed(a=b"x"), "not a Word document"),
    "cut": (from_scratch([("updates", [UPDATES])])[:900], "damaged"),
    "entity": (
        changed(
            "word/document.xml",
            lambda text: text.replace(b"<w:document", ENTITY + b"<w:document", 1),
        ),
        "entities",
    ),
    "bomb": (
        packed(**{"[Content_Types].xml": b"<a/>", "word__document.xml": b" " * 300_000_000}),
        "far more than any form",
    ),
    "huge": (b"PK\x03\x04" + b"\0" * LIMIT_BYTES, "32 MB"),
    "other": (from_scratch([("", [["a", "b"]])], head=["Minutes"]), "no return form"),
}  # fmt: skip


@pytest.mark.parametrize("which", HOSTILE)
def test_it_is_refused_in_a_sentence_that_says_what_to_do(tmp_path, which):
    data, said = HOSTILE[which]
    path = tmp_path / f"{which}.docx"
    path.write_bytes(data)
    with pytest.raises(RefusedError) as refused:
        read_returned(path)
    told = refused.value.refusal
    assert said in told.message and told.message.endswith(".") and told.todo
    assert "review" not in f"{told.message} {told.todo}" or which == "zip"
    assert may_be_returned(data) in (True, False)


def test_escape_sequences_and_marks_that_turn_text_round_are_taken_out():
    def spoil(text):
        return text.replace(b"act-1", "act-1</w:t></w:r><w:r><w:t>\u202e\u200b".encode())

    data = changed("word/document.xml", spoil)
    returned = read_returned("back.docx", data)
    assert returned.lines[0].ref == "act-1"


CELLS = st.text(max_size=30) | st.sampled_from(
    ["act-1", "ret-1", "Reference", "Action", *SECTIONS.values(), *UPDATES, "None", "ret – 9"]
)
GRIDS = st.builds(
    lambda rows, name: Grid(tuple(GridRow(n, tuple(row)) for n, row in enumerate(rows, 1)), name),
    st.lists(st.lists(CELLS, max_size=10), max_size=8),
    st.sampled_from(["", "Updates", "Form", "Other"]),
)
PAPERS = st.lists(st.builds(Words, CELLS) | GRIDS, max_size=6)


@settings(max_examples=200, deadline=None)
@given(PAPERS, st.booleans())
def test_any_paper_is_read_or_refused_and_no_word_of_it_is_lost(parts, has_form):
    marked = [*parts, Words("ret-1")] if has_form else parts
    said = [f"said {n} so" for n in range(20)]
    rows = tuple(GridRow(n, ("", *said[n * 4 : n * 4 + 4])) for n in range(5))
    try:
        returned = returned_of(Paper((*marked, Grid(rows))), "x", "0" * 64, "docx")
    except RefusedError as refused:
        assert refused.refusal.code == "not-a-form" and not has_form
        return
    for line in returned.lines:
        assert line.section in SECTIONS and line.values
        assert not line.ref or line.ref == line.ref.casefold()
    told = [*returned.loose, *(text for line in returned.lines for text in line.values.values())]
    for text in said:
        assert any(text in one for one in told)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_looked_at_without_harm(data):
    assert may_be_returned(b"PK\x03\x04" + data) is False
