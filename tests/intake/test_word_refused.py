"""What is no Word document, and what lies elsewhere: each refused in one sentence."""

import zipfile
from io import BytesIO

import pytest

from auditrack.intake.word import read_word
from tests.intake.word_parts import (
    DOCUMENT,
    GOOD,
    HEAD,
    SPACES,
    WORDS,
    docx,
    members,
    p,
    point,
    pointing,
    refused,
    with_part,
    zipped,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def ole(*names):
    return OLE + b"".join(name.encode("utf-16-le") + bytes(64) for name in names)


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (ole("EncryptionInfo", "EncryptedPackage"), "locked", "is locked with a password"),
        (ole("WordDocument", "1Table"), "old-office", "is an old Word document (.doc)"),
        (ole("Workbook"), "old-office", "is an old Excel workbook (.xls)"),
        (ole("PowerPoint Document"), "old-office", "is an old PowerPoint presentation"),
        (ole("__substg1.0_0037001F"), "old-office", "is an Outlook message (.msg)"),
        (ole("Else"), "old-office", "is an old Office file that holds no Word document"),
        (OLE[:8], "old-office", "is an old Office file"),
        (zipped({"a.txt": "x"}), "not-word", "is a zip file, not a Word document"),
        (zipped({"review.docx": "x"}), "not-word", "is a zip file of other files"),
        (
            zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "x"}),
            "not-word",
            "is an OpenDocument text (.odt), not a Word document",
        ),
        (zipped({"mimetype": "application/epub+zip"}), "not-word", "is an e-book"),
        (zipped({"Index/Document.iwa": "x"}), "not-word", "is an Apple Pages"),
    ],
    ids=lambda given: given if isinstance(given, str) else "file",
)
def test_what_is_no_word_document_is_called_by_its_name(data, code, said):
    refusal = refused(data)
    assert refusal.code == code
    assert refusal.message.startswith(f"review.docx {said}")


@pytest.mark.parametrize(
    ("kind", "part", "said"),
    [
        ("spreadsheetml.sheet", "xl/workbook.xml", "an Excel workbook (.xlsx)"),
        ("presentationml.presentation", "ppt/presentation.xml", "a PowerPoint presentation"),
    ],
)
def test_other_office_files_are_called_by_their_name(kind, part, said):
    main = f"application/vnd.openxmlformats-officedocument.{kind}.main+xml"
    data = zipped(
        {
            "[Content_Types].xml": f'<Types><Override ContentType="{main}"/></Types>',
            "_rels/.rels": pointing(point("officeDocument", part)),
            part: "<workbook/>",
        }
    )
    assert said in refused(data).message


def test_a_document_with_a_password_on_its_zip_is_refused():
    data = bytearray(GOOD)
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    assert refused(bytes(data)).code == "locked"


def test_a_document_without_words_is_refused():
    assert refused(docx(p())).code == "empty-file"
    picture = "<w:r><w:drawing/></w:r>"
    assert refused(docx(p(picture))).code == "no-words"


# What lies elsewhere


@pytest.mark.parametrize(
    "kind", ["subDocument", "aFChunk", "frame", "styles", "numbering", "settings"]
)
@pytest.mark.parametrize("target", ["https://example.org/x", "file:///C:/x", "x.xml"])
def test_words_that_lie_in_another_place_are_refused(kind, target):
    refusal = refused(docx(p(WORDS), points=point(kind, target, True)))
    assert refusal.code == "unsafe"
    assert "keeps some of its words in another place" in refusal.message


def test_a_document_whose_text_lies_in_another_place_is_refused():
    outside = pointing(point("officeDocument", "https://example.org/document.xml", True))
    assert refused(docx(p(WORDS), parts={"_rels/.rels": outside})).code == "unsafe"


@pytest.mark.parametrize("kind", ["attachedTemplate", "oleObject", "package", "vbaProject"])
def test_what_word_would_fetch_from_another_computer_is_refused(kind):
    settings_part = {
        "word/settings.xml": f"{HEAD}<w:settings {SPACES}/>",
        "word/_rels/settings.xml.rels": pointing(point(kind, "http://example.org/x.dotm", True)),
    }
    data = docx(p(WORDS), points=point("settings", "settings.xml"), parts=settings_part)
    assert refused(data).code == "unsafe"
    for target in ("MHTML:http://x", " https://x", "ms-word:ofe|u|http://x"):
        assert refused(docx(p(WORDS), points=point(kind, target, True))).code == "unsafe"


def test_links_pictures_and_templates_in_a_folder_are_left_alone():
    points = (
        point("hyperlink", "https://example.org/", True)
        + point("image", "https://example.org/a.png", True)
        + point("attachedTemplate", "file:///C:\\Templates\\Report.dotx", True)
        + point("oleObject", "file:///S:\\Figures.xlsx", True)
        + point("image", "../../../../etc/passwd")
    )
    assert read_word(docx(p(WORDS), points=points), "review.docx").blocks[0].text == WORDS


# Zips that lie


def test_names_that_climb_or_are_absolute_are_never_opened(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    data = zipped(members(GOOD) | {"/etc/passwd": "x", "../../evil": "x", "C:\\evil": "x"})
    assert read_word(data, "review.docx").blocks[1].text == WORDS
    assert not list(tmp_path.iterdir())
    slashed = {f"/{name}".replace("/", "\\"): inside for name, inside in members(GOOD).items()}
    assert read_word(zipped(slashed), "review.docx").blocks[1].text == WORDS


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("second", ["word/document.xml", "WORD/Document.xml", "/word/document.xml"])
def test_a_part_that_is_there_twice_is_refused(second):
    written = BytesIO(GOOD)
    with zipfile.ZipFile(written, "a") as archive:
        archive.writestr(second, DOCUMENT.format(p("Other words")))
    refusal = refused(written.getvalue())
    assert refusal.code == "damaged" and "2 times" in refusal.message


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_refused(kept):
    assert refused(GOOD[: int(len(GOOD) * kept)]).code == "damaged"


def test_damaged_parts_are_refused():
    assert refused(b"PK\x03\x04rest").code == "damaged"
    assert refused(with_part("word/document.xml", "<w:document")).code == "damaged"
    assert refused(with_part("word/document.xml", b"\xff\xfe\x00")).code == "damaged"
    assert refused(with_part("word/document.xml", b"\x00\x01")).code == "damaged"
    assert refused(with_part("word/styles.xml", "<a></b>")).code == "damaged"
    empty = f"{HEAD}<w:document {SPACES}/>"
    assert refused(with_part("word/document.xml", empty)).code == "damaged"


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_other_ways_to_pack_are_refused(method):
    written = BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        for name, inside in members(GOOD).items():
            archive.writestr(name, inside)
    assert refused(written.getvalue()).code == "damaged"
