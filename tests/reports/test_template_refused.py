"""Templates that are damaged, hostile or reach out of themselves: one sentence, nothing written."""

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditrack.model.change import Refusal, RefusedError
from auditrack.reports.kit.kind import kind_named
from auditrack.reports.kit.making import make
from auditrack.reports.kit.word import WordReport
from auditrack.reports.templating.lint import lint
from auditrack.reports.templating.package import TemplatePackage
from auditrack.reports.templating.templates import Template, read_template, shipped_template
from tests.reports.made_up_template import NAMESPACES, lines, related, report, template

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCUMENT_RELS = "word/_rels/document.xml.rels"
MAIN_TYPE = "vnd.openxmlformats-officedocument.wordprocessingml.document.main"
Change = Mapping[str, Callable[[str], str]]


def refusal_of(path: Path) -> Refusal:
    with pytest.raises(RefusedError) as caught:
        make(report(), path)
    linted = lint(read_template(path), "progress")
    assert linted.is_refused
    assert caught.value.refusal.code in {one.code for one in linted.findings}
    refusal = caught.value.refusal
    assert refusal.safe == "No report was written; an earlier file is untouched."
    return refusal


def outside(kind: str, target: str, source: str = DOCUMENT_RELS) -> Change:
    return related(
        source,
        f'<Relationship Id="rId77" Type="{OFFICE}/{kind}" Target="{target}" '
        'TargetMode="External"/>',
    )


@pytest.mark.parametrize(
    ("kind", "named"),
    [
        ("image", "a picture"),
        ("attachedTemplate", "an attached template"),
        ("oleObject", "an object"),
        ("subDocument", "a part of the document"),
        ("frame", "a frame"),
        ("somethingNew", "something"),
    ],
)
def test_what_lies_outside_is_refused(tmp_path: Path, kind: str, named: str) -> None:
    target = "https://example.org/a.png" if kind == "image" else "file:///C:/House.dotx"
    path = template(tmp_path / "a.docx", lines("{{report}}"), change=outside(kind, target))
    refusal = refusal_of(path)
    assert refusal.code == "template-external"
    assert named in refusal.message
    assert target in refusal.message


def test_what_lies_outside_of_the_settings_is_refused(tmp_path: Path) -> None:
    path = template(
        tmp_path / "a.docx",
        lines("{{report}}"),
        parts={
            "word/_rels/settings.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats'
            f'.org/package/2006/relationships"><Relationship Id="rId1" Type="{OFFICE}/'
            'attachedTemplate" Target="\\\\host\\a.dotm" TargetMode="External"/></Relationships>'
        },
    )
    assert refusal_of(path).code == "template-external"


def test_a_link_to_a_page_is_fine(tmp_path: Path) -> None:
    path = template(
        tmp_path / "a.docx",
        lines("{{report}}"),
        change=outside("hyperlink", "https://example.org/"),
    )
    assert make(report(), path).notes == ()


@pytest.mark.parametrize(
    "field",
    [
        '<w:fldSimple w:instr=" INCLUDEPICTURE &quot;http://a/b.png&quot; "/>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DDE</w:instrText></w:r>'
        "<w:r><w:instrText>AUTO c:\\\\cmd </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ],
)
def test_a_field_that_fetches_is_refused(tmp_path: Path, field: str) -> None:
    path = template(tmp_path / "a.docx", f"<w:p>{field}</w:p>" + lines("{{report}}"))
    assert refusal_of(path).code == "template-external"


def test_a_program_is_refused_by_its_part(tmp_path: Path) -> None:
    path = template(
        tmp_path / "a.docx",
        lines("{{report}}"),
        parts={"word/vbaProject.bin": b"\x00"},
        change={
            **related(
                DOCUMENT_RELS,
                '<Relationship Id="rId77" Type="http://schemas.microsoft.com/office/2006/'
                'relationships/vbaProject" Target="vbaProject.bin"/>',
            ),
            "[Content_Types].xml": lambda text: text.replace(
                "</Types>",
                '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
                "</Types>",
            ),
        },
    )
    assert refusal_of(path).code == "template-macros"


@pytest.mark.parametrize(
    ("kind", "named"),
    [
        ("vnd.openxmlformats-officedocument.wordprocessingml.template.main", ".dotx"),
        ("vnd.ms-word.document.macroEnabled.main", ".docm"),
        ("vnd.ms-word.template.macroEnabledTemplate.main", ".dotm"),
    ],
)
def test_another_kind_of_file_is_known_by_its_type(tmp_path: Path, kind: str, named: str) -> None:
    path = template(
        tmp_path / "a.docx",
        lines("{{report}}"),
        change={"[Content_Types].xml": lambda text: text.replace(MAIN_TYPE, kind)},
    )
    refusal = refusal_of(path)
    assert refusal.code == "template-not-docx"
    assert named in refusal.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_its_own_are_refused(tmp_path: Path, encoding: str) -> None:
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b "boom">]>'
        f"<w:settings {NAMESPACES}/>"
    )
    path = template(
        tmp_path / "a.docx", lines("{{report}}"), parts={"word/settings.xml": text.encode(encoding)}
    )
    assert refusal_of(path).code == "template-unsafe"


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    path = template(
        tmp_path / "a.docx", lines("{{report}}"), parts={"word/media/a.bin": b"\x00" * 20_000_000}
    )
    assert refusal_of(path).code == "template-too-large"


def test_thousands_of_parts_are_refused(tmp_path: Path) -> None:
    many = {f"word/{number}.bin": b"" for number in range(2_100)}
    path = template(tmp_path / "a.docx", lines("{{report}}"), parts=many)
    assert refusal_of(path).code == "template-too-large"


def test_thousands_of_tokens_are_refused(tmp_path: Path) -> None:
    path = template(tmp_path / "a.docx", lines("{{board}}" * 2_001, "{{report}}"))
    assert refusal_of(path).code == "template-too-large"


def test_what_only_begins_like_a_token_is_text(tmp_path: Path) -> None:
    path = template(tmp_path / "a.docx", lines("{{" + " " * 200_000 + "x", "{{{{" * 50_000))
    assert not lint(read_template(path), "progress").is_refused


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with path.open("wb") as stream:
        stream.truncate(40 * 1024 * 1024)
    with pytest.raises(RefusedError) as caught:
        make(report(), path)
    assert caught.value.refusal.code == "template-too-large"


@settings(max_examples=60, deadline=None)
@given(
    at=st.integers(0, 10_000),
    with_bytes=st.binary(min_size=0, max_size=40),
    length=st.integers(0, 300),
)
def test_a_damaged_file_is_a_sentence_or_does_no_harm(
    at: int, with_bytes: bytes, length: int
) -> None:
    whole = shipped_template("progress").content
    at %= len(whole)
    damaged = whole[:at] + with_bytes + whole[at + length :]
    linted = lint(Template("a.docx", damaged), "progress")
    assert all(one.message for one in linted.findings)


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 100_000), noise=st.text(max_size=12), length=st.integers(0, 60))
def test_damaged_xml_is_a_sentence_or_does_no_harm(at: int, noise: str, length: int) -> None:
    with zipfile.ZipFile(BytesIO(shipped_template("progress").content)) as shipped:
        parts = {name: shipped.read(name).decode() for name in shipped.namelist()}
    names = sorted(parts)
    name = names[at % len(names)]
    at %= len(parts[name])
    parts[name] = parts[name][:at] + noise + parts[name][at + length :]
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for one, text in parts.items():
            package.writestr(one, text.encode("utf-8", "replace"))
    damaged = Template("a.docx", out.getvalue())
    linted = lint(damaged, "progress")
    assert all(one.message for one in linted.findings)
    try:
        WordReport(damaged, report().imprint, kind_named("progress")).to_bytes()
    except RefusedError:
        assert linted.is_refused
    else:
        assert not linted.is_refused


def test_what_word_keeps_beside_a_part_is_followed(tmp_path: Path) -> None:
    path = template(tmp_path / "a.docx", lines("{{report}}"))
    package = TemplatePackage("a.docx", path.read_bytes())
    assert package.main == "word/document.xml"
    assert package.related(package.main, "styles") == ["word/styles.xml"]
