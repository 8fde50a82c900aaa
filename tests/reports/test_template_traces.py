"""What of a template leaves with a report, and what does not: labels stay, people do not."""

from collections.abc import Callable
from pathlib import Path

from auditrack.reports.kit.making import make
from tests.reports.made_up_template import NAMESPACES, line, related, report, template
from tests.reports.test_template_lint import with_properties

Parts = Callable[[bytes], dict[str, bytes]]
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def parts_over(path: Path, read_parts: Parts) -> dict[str, bytes]:
    return read_parts(make(report(), path).document)


def test_a_sensitivity_label_is_kept_and_no_other_property(
    tmp_path: Path, read_parts: Parts
) -> None:
    parts = parts_over(with_properties(tmp_path / "a.docx"), read_parts)
    custom = parts["docProps/custom.xml"].decode()
    assert "MSIP_Label_1_Enabled" in custom
    assert "Case worker" not in custom
    assert "A. Person" not in custom


def test_the_part_of_a_label_is_kept(tmp_path: Path, read_parts: Parts) -> None:
    label = (
        "<clbl:labelList xmlns:clbl='http://schemas.microsoft.com/office/2020/mipLabelMetadata'/>"
    )
    path = template(
        tmp_path / "a.docx",
        line("{{report}}"),
        parts={"docMetadata/LabelInfo.xml": label},
        change=related(
            "_rels/.rels",
            '<Relationship Id="rId7" Type="http://schemas.microsoft.com/office/2020/02/'
            'relationships/classificationlabels" Target="docMetadata/LabelInfo.xml"/>',
        ),
    )
    parts = parts_over(path, read_parts)
    assert b"labelList" in parts["docMetadata/LabelInfo.xml"]
    assert b"classificationlabels" in parts["_rels/.rels"]


def test_nobody_and_no_session_leaves_with_a_report(tmp_path: Path, read_parts: Parts) -> None:
    app = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'extended-properties"><Template>House.dotx</Template><Manager>A. Person</Manager>'
        "<Company>Fern Council</Company></Properties>"
    )
    settings = (
        f'<w:settings {NAMESPACES}><w:docVars><w:docVar w:name="a" w:val="A. Person"/></w:docVars>'
        '<w:rsids><w:rsidRoot w:val="00AA11BB"/></w:rsids></w:settings>'
    )
    body = (
        '<w:p w:rsidR="00AA11BB" w:rsidRDefault="00AA11BB"><w:r w:rsidRPr="00AA11BB">'
        "<w:t>Ours</w:t></w:r></w:p>" + line("{{report}}")
    )
    relations = (
        f'<Relationship Id="rId7" Type="{OFFICE}/extended-properties" Target="docProps/app.xml"/>'
        '<Relationship Id="rId8" Type="http://schemas.openxmlformats.org/package/2006/relationships'
        '/metadata/thumbnail" Target="docProps/thumbnail.jpeg"/>'
    )
    types = (
        '<Default Extension="jpeg" ContentType="image/jpeg"/>'
        '<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.extended-properties+xml"/>'
    )
    path = template(
        tmp_path / "a.docx",
        body,
        parts={
            "docProps/app.xml": app,
            "docProps/thumbnail.jpeg": b"\xff\xd8",
            "word/settings.xml": settings,
            "customXml/item1.xml": "<a>A. Person</a>",
            "word/people.xml": "<a>A. Person</a>",
        },
        change={
            **related("_rels/.rels", relations),
            **related(
                "word/_rels/document.xml.rels",
                f'<Relationship Id="rId71" Type="{OFFICE}/customXml" '
                'Target="../customXml/item1.xml"/><Relationship Id="rId72" Type="http://schemas'
                '.microsoft.com/office/2011/relationships/people" Target="people.xml"/>',
            ),
            "[Content_Types].xml": lambda text: text.replace("</Types>", f"{types}</Types>"),
        },
    )
    parts = parts_over(path, read_parts)
    everything = b"".join(parts.values()).decode(errors="replace")
    for gone in ("A. Person", "Fern Council", "House.dotx", "00AA11BB", "rsid", "thumbnail"):
        assert gone not in everything, gone
    assert "Ours" in everything
    assert "<Application>auditrack</Application>" in parts["docProps/app.xml"].decode()


def test_text_that_looks_like_a_mark_of_a_session_stays(
    tmp_path: Path, read_text: Callable[[bytes], str]
) -> None:
    said = 'He wrote w:rsidR="00AA11BB" there.'
    path = template(tmp_path / "a.docx", line(said) + line("{{report}}"))
    assert said in read_text(make(report(), path).document)
