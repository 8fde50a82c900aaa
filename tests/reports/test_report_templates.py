"""Templates: the one that ships, those staff make, and those that will not do."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from lxml import etree

from auditrack.model.change import Refusal, RefusedError
from auditrack.reports.kit.kind import NAMES
from auditrack.reports.progress.report import render_progress
from auditrack.reports.templating.templates import Template, find_template, shipped_template
from auditrack.views.figures import Progress

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FOLDER = Path(__file__).resolve().parents[2] / "templates"
Parts = Callable[[bytes], dict[str, bytes]]


REPORT = (
    '<w:body><w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr><w:r><w:t>{{report}}</w:t></w:r></w:p>'
)


def changed(tmp_path: Path, **parts: Callable[[str], str]) -> Path:
    """The shipped template, the whole report in one place, with some parts of `word/` changed."""
    path = tmp_path / "house.docx"
    with (
        zipfile.ZipFile(BytesIO(shipped_template("progress").content)) as old,
        zipfile.ZipFile(path, "w") as new,
    ):
        for name in old.namelist():
            change = parts.get(name.removeprefix("word/").removesuffix(".xml"), str)
            text = old.read(name).decode()
            if name == "word/document.xml":
                text = re.sub(r"<w:body>.*?(?=<w:sectPr>)", REPORT, text)
            new.writestr(name, change(text))
    return path


def from_word(tmp_path: Path) -> Path:
    """A template as somebody makes it in Word: American, without header or footer."""
    document = Document()
    for name in ("Report Details", "Report Note", "Table Heading", "Table Text"):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    document.styles.add_style("Report Table", WD_STYLE_TYPE.TABLE)
    path = tmp_path / "word.docx"
    document.core_properties.author = "Somebody Else"
    document.core_properties.keywords = "old"
    document.save(str(path))
    return path


def refusal_of(progress: Progress, template: Path) -> Refusal:
    with pytest.raises(RefusedError) as caught:
        render_progress(progress, template)
    return caught.value.refusal


def footer_text(content: bytes) -> str:
    section = Document(BytesIO(content)).sections[0]
    return "\n".join(paragraph.text for paragraph in section.footer.paragraphs)


def header_text(content: bytes) -> str:
    section = Document(BytesIO(content)).sections[0]
    return "\n".join(paragraph.text for paragraph in section.header.paragraphs)


def test_the_committed_templates_are_what_their_script_makes(
    tmp_path: Path, read_parts: Parts
) -> None:
    script = str(FOLDER / "make_templates.py")
    subprocess.run([sys.executable, script, str(tmp_path)], check=True, capture_output=True)
    assert sorted(path.stem for path in FOLDER.glob("*.docx")) == sorted(NAMES)
    for name in NAMES:
        made = read_parts((tmp_path / f"{name}.docx").read_bytes())
        held = read_parts((FOLDER / f"{name}.docx").read_bytes())
        assert held == made, f"{name}: run `python templates/make_templates.py`"


def brightness(colour: str) -> float:
    """The relative luminance of a colour, as the Web Content Accessibility Guidelines have it."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", NAMES)
def test_the_shipped_templates_can_be_read_by_everybody(name: str, read_parts: Parts) -> None:
    parts = read_parts(shipped_template(name).content)
    for part in ("styles", "header1", "footer1", "numbering"):
        root = etree.fromstring(parts[f"word/{part}.xml"])
        sizes = [int(one.get(f"{W}val", "0")) for one in root.iter(f"{W}sz", f"{W}szCs")]
        assert all(size >= 24 for size in sizes), part
        inks = {one.get(f"{W}val", "") for one in root.iter(f"{W}color")} - {"FFFFFF"}
        assert all(1.05 / (brightness(ink) + 0.05) >= 4.5 for ink in inks), part
        fonts = {one.get(f"{W}ascii") for one in root.iter(f"{W}rFonts")}
        assert fonts <= {"Arial"}, part
    shades = {
        one.get(f"{W}fill", "")
        for one in etree.fromstring(parts["word/styles.xml"]).iter(f"{W}shd")
    }
    assert all(1.05 / (brightness(shade) + 0.05) >= 4.5 for shade in shades)


def test_the_shipped_template_is_found() -> None:
    template = shipped_template("progress")
    assert template.name == "progress.docx"
    assert re.fullmatch(r"[0-9a-f]{64}", template.sha256)


def test_a_wheel_carries_its_templates(tmp_path: Path) -> None:
    package = tmp_path / "auditrack"
    without = shutil.ignore_patterns("__pycache__")
    shutil.copytree(FOLDER.parent / "auditrack", package, ignore=without)
    shutil.copytree(FOLDER, package / "templates")
    found = subprocess.run(
        [
            sys.executable,
            "-c",
            "from auditrack.reports.templating import templates;"
            "print(templates.__file__, templates.shipped_template('progress').sha256)",
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    place, digest = found.stdout.split()
    assert Path(place) == package / "reports" / "templating" / "templates.py"
    assert digest == shipped_template("progress").sha256


def test_a_report_without_a_template_is_a_sentence() -> None:
    with pytest.raises(RefusedError) as caught:
        find_template("almanac")
    assert caught.value.refusal.code == "template-missing"


def test_a_template_that_is_not_there(progress: Progress, tmp_path: Path) -> None:
    assert refusal_of(progress, tmp_path / "no.docx").code == "template-missing"
    assert refusal_of(progress, tmp_path).code == "template-not-docx"


@pytest.mark.parametrize("name", ["house.dotx", "house.docm", "house.doc", "house.ODT"])
def test_another_kind_of_file_is_named(progress: Progress, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK")
    refusal = refusal_of(progress, tmp_path / name)
    assert refusal.code == "template-not-docx"
    assert Path(name).suffix.lower() in refusal.message


@pytest.mark.parametrize("damage", ["empty", "text", "cut", "flipped", "macros", "no-document"])
def test_a_damaged_template_is_a_sentence(progress: Progress, tmp_path: Path, damage: str) -> None:
    whole = shipped_template("progress").content
    path = tmp_path / "house.docx"
    if damage == "macros":
        path = changed(tmp_path)
        with zipfile.ZipFile(path) as package:
            types = package.read("[Content_Types].xml").decode()
            others = {n: package.read(n) for n in package.namelist() if n[0] != "["}
        with zipfile.ZipFile(path, "w") as package:
            macro = types.replace(
                "officedocument.wordprocessingml.document.main", "ms-word.document.macroEnabled"
            )
            package.writestr("[Content_Types].xml", macro)
            for name, content in others.items():
                package.writestr(name, content)
    elif damage == "no-document":
        path = changed(tmp_path, document=lambda text: "<nothing/>")
    else:
        path.write_bytes(
            {
                "empty": b"",
                "text": b"Dear colleague",
                "cut": whole[: len(whole) // 2],
                "flipped": whole[:900] + bytes(255 - b for b in whole[900:1000]) + whole[1000:],
            }[damage]
        )
    refusal = refusal_of(progress, path)
    assert refusal.code == "template-not-docx"
    assert "No report was written" in refusal.safe


def test_missing_styles_are_named(progress: Progress, tmp_path: Path) -> None:
    def renamed(text: str) -> str:
        for name in ("heading 2", "Report Table"):
            text = text.replace(f'<w:name w:val="{name}"/>', '<w:name w:val="Mine"/>')
        return text

    refusal = refusal_of(progress, changed(tmp_path, styles=renamed))
    assert refusal.code == "template-lacks-style"
    assert "no style called Heading 2, Report Table." in refusal.message
    assert "Copy the template" in (refusal.todo or "")


def test_an_unknown_token_is_named(progress: Progress, tmp_path: Path) -> None:
    path = changed(tmp_path, footer1=lambda text: text.replace("{{head}}", "{{chairman}}"))
    refusal = refusal_of(progress, path)
    assert refusal.code == "template-unknown-token"
    assert "{{chairman}}" in refusal.message
    assert "{{head}}" in (refusal.todo or "")


def test_a_token_split_over_runs_is_filled(progress: Progress, tmp_path: Path) -> None:
    split = '{{bo</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve">ard }}'
    path = changed(tmp_path, header1=lambda text: text.replace("{{board}}", split))
    header = header_text(render_progress(progress, path))
    assert "Larkshire Safeguarding Partnership · Progress report" in header


def test_a_value_is_never_looked_through_for_tokens(
    progress: Progress, tmp_path: Path, read_text: Callable[[bytes], str]
) -> None:
    with_token = "<w:r><w:t>{{board}}</w:t></w:r>"
    path = changed(
        tmp_path,
        document=lambda text: text.replace("<w:body>", f"<w:body><w:p>{with_token}</w:p>", 1),
    )
    content = render_progress(replace(progress, board="{{head}} {{report}}"), path)
    lines = read_text(content).split("\n")
    assert lines[0] == "{{head}} {{report}}"
    assert lines[1] == "Progress report"


def test_words_around_the_report_stay_where_they_are(
    progress: Progress, tmp_path: Path, read_text: Callable[[bytes], str]
) -> None:
    def around(text: str) -> str:
        before = "<w:p><w:r><w:t>Cover of {{board}}, {{period}}</w:t></w:r></w:p>"
        after = "<w:p><w:r><w:t>Contact the office</w:t></w:r></w:p><w:sectPr>"
        return text.replace("<w:body>", f"<w:body>{before}").replace("<w:sectPr>", after)

    content = render_progress(progress, changed(tmp_path, document=around))
    lines = read_text(content).split("\n")
    assert lines[0] == ("Cover of Larkshire Safeguarding Partnership, 1 July to 30 September 2026")
    assert lines[-1] == "Contact the office"
    assert "{{" not in read_text(content)


@pytest.mark.parametrize(
    "place",
    [
        "<w:p><w:r><w:t>Here: {{report}}</w:t></w:r></w:p>",
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p><w:r>"
        "<w:t>{{report}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    ],
)
def test_a_misplaced_report_token_is_a_sentence(
    progress: Progress, tmp_path: Path, place: str
) -> None:
    path = changed(
        tmp_path, document=lambda text: re.sub(r"<w:body>.*?</w:p>", f"<w:body>{place}", text)
    )
    assert refusal_of(progress, path).code == "template-report-misplaced"


def test_a_template_from_word_gets_what_every_page_must_say(
    progress: Progress, tmp_path: Path, read_parts: Parts
) -> None:
    content = render_progress(progress, from_word(tmp_path))
    assert header_text(content) == "\nOFFICIAL-SENSITIVE"
    footer = footer_text(content)
    assert "Page 1 of 1" in footer
    assert "Register at entry 512, 0a1b2c3d4e5f · As at 30 September 2026" in footer
    parts = read_parts(content)
    languages = {
        mark.get(f"{W}val") for mark in etree.fromstring(parts["word/styles.xml"]).iter(f"{W}lang")
    }
    assert languages == {"en-GB"}
    properties = parts["docProps/core.xml"].decode()
    assert "Somebody Else" not in properties
    assert "python-docx" not in properties
    first = Document(BytesIO(content)).paragraphs[0]
    assert (first.text, first.style.name if first.style else "") == ("Progress report", "Title")


def test_first_page_and_even_page_furniture_is_complete_too(
    progress: Progress, tmp_path: Path
) -> None:
    path = from_word(tmp_path)
    document = Document(str(path))
    document.sections[0].different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    document.save(str(path))
    section = Document(BytesIO(render_progress(progress, path))).sections[0]
    for header in (section.header, section.first_page_header, section.even_page_header):
        assert "OFFICIAL-SENSITIVE" in "\n".join(p.text for p in header.paragraphs)
    for footer in (section.footer, section.first_page_footer, section.even_page_footer):
        assert "entry 512, 0a1b2c3d4e5f" in "\n".join(p.text for p in footer.paragraphs)


def test_only_the_first_section_has_a_first_page(progress: Progress, tmp_path: Path) -> None:
    path = from_word(tmp_path)
    document = Document(str(path))
    document.sections[0].different_first_page_header_footer = True
    document.save(str(path))
    sections = Document(BytesIO(render_progress(progress, path))).sections
    assert [one.different_first_page_header_footer for one in sections] == [
        True,
        False,
        False,
        False,
        False,
    ]


def test_a_template_in_landscape_stays_so(progress: Progress, tmp_path: Path) -> None:
    path = from_word(tmp_path)
    document = Document(str(path))
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.save(str(path))
    sections = Document(BytesIO(render_progress(progress, path))).sections
    assert all((one.page_width or 0) > (one.page_height or 0) for one in sections)


@pytest.mark.parametrize("left", ["", "<w:sectPr/>", '<w:sectPr><w:cols w:space="1"/></w:sectPr>'])
def test_a_template_without_a_page_gets_a4(progress: Progress, tmp_path: Path, left: str) -> None:
    path = changed(tmp_path, document=lambda text: re.sub(r"<w:sectPr>.*</w:sectPr>", left, text))
    sections = Document(BytesIO(render_progress(progress, path))).sections
    widths = [round(one.page_width.mm) for one in sections if one.page_width is not None]
    assert widths == [210, 297, 210, 297, 210]


def test_a_report_inside_one_section_of_several_leaves_the_others(
    progress: Progress, tmp_path: Path, read_text: Callable[[bytes], str]
) -> None:
    def in_letter_size(text: str) -> str:
        section = '<w:sectPr><w:pgSz w:w="12240" w:h="15840"/></w:sectPr>'
        marked = text.replace(
            '<w:pPr><w:pStyle w:val="Normal"/></w:pPr>',
            f'<w:pPr><w:pStyle w:val="Normal"/>{section}</w:pPr>',
        )
        return marked.replace(
            "<w:sectPr><w:header", "<w:p><w:r><w:t>End</w:t></w:r></w:p><w:sectPr><w:header"
        )

    content = render_progress(progress, changed(tmp_path, document=in_letter_size))
    sections = Document(BytesIO(content)).sections
    widths = [one.page_width.twips for one in sections if one.page_width is not None]
    assert widths == [12240, 15840, 12240, 15840, 12240, 11906]
    text = read_text(content)
    assert text.endswith("\nEnd")
    assert "{{" not in text


def test_fields_that_would_ask_on_opening_are_told_not_to(
    progress: Progress, tmp_path: Path, read_parts: Parts
) -> None:
    path = changed(
        tmp_path,
        settings=lambda text: text.replace(
            "<w:defaultTabStop", '<w:updateFields w:val="true"/><w:defaultTabStop'
        ),
    )
    parts = read_parts(render_progress(progress, path))
    assert b"updateFields" not in parts["word/settings.xml"]


def test_a_changed_template_has_another_hash() -> None:
    assert Template("a.docx", b"1").sha256 != Template("a.docx", b"2").sha256
