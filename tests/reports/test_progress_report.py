"""The progress report, read back as Word and as XML."""

import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from lxml import etree

from auditrack.analysis.position import CAVEAT, Position
from auditrack.model.change import Head
from auditrack.reports.progress.report import render_progress, write_progress
from auditrack.views.figures import AgencyOpen, Progress
from auditrack.views.open_line import OpenLine

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Xml = Callable[[bytes, str], etree._Element]
Parts = Callable[[bytes], dict[str, bytes]]
Text = Callable[[bytes], str]

SECTIONS = [
    "Key messages",
    "Decisions asked",
    "Balance of recommendations",
    "BRAG by agency",
    "Red and amber, with reasons",
    "Overdue",
    "Done but not signed off",
    "Audits done",
    "Re-tests due",
    "Time to the first test of practice",
    "Themes",
    "What changed since the last report",
    "Open recommendations by agency",
    "Notes",
    "How to read this",
    "About this report",
]
HOSTILE = "\x1b[31m[/] [b + [red]x\x00\x07 <w:p/> & {{head}} \ud800\ufffe\u202e\x9b2J"


def headings(content: bytes, level: int) -> list[str]:
    return [
        paragraph.text
        for paragraph in Document(BytesIO(content)).paragraphs
        if paragraph.style is not None and paragraph.style.name == f"Heading {level}"
    ]


def tables_of(content: bytes, read_xml: Xml) -> list[etree._Element]:
    return list(read_xml(content, "word/document.xml").iter(f"{W}tbl"))


def cells_of(row: etree._Element) -> list[str]:
    return [
        "".join("\n" if n.tag == f"{W}br" else n.text or "" for n in cell.iter(f"{W}t", f"{W}br"))
        for cell in row.iter(f"{W}tc")
    ]


def rows_of(content: bytes, caption: str, read_xml: Xml, end: str = "") -> list[list[str]]:
    for table in tables_of(content, read_xml):
        found = table.find(f"{W}tblPr/{W}tblCaption")
        said = "" if found is None else found.get(f"{W}val") or ""
        if said.startswith(caption) and said.endswith(end):
            return [cells_of(row) for row in table.iter(f"{W}tr")]
    return []


def poisoned(value: Any) -> Any:
    """The same value with hostile text before every text in it."""
    if isinstance(value, str):
        return HOSTILE + value
    if isinstance(value, tuple):
        return tuple(poisoned(one) for one in value)
    if isinstance(value, Position):
        return replace(
            value, **{n: poisoned(getattr(value, n)) for n in ("name", "label", "reason")}
        )
    if is_dataclass(value) and not isinstance(value, type | Head):
        return replace(
            value, **{field.name: poisoned(getattr(value, field.name)) for field in fields(value)}
        )
    return value


def test_sections_are_real_headings_in_order(progress: Progress) -> None:
    content = render_progress(progress)
    assert headings(content, 1) == SECTIONS
    assert headings(content, 2) == [
        "Themes at attention 7 and above",
        "Overdue",
        "Balance by quarter",
        "Self-neglect: the chain of records",
        "Audits",
        "Actions",
        "BRAG",
        "Other words",
    ]
    first, second = Document(BytesIO(content)).paragraphs[:2]
    assert (first.text, first.style.name if first.style else "") == ("Progress report", "Title")
    assert second.text == "Larkshire Safeguarding Partnership"


def test_the_title_block_says_period_clocks_and_state(progress: Progress, read_text: Text) -> None:
    text = read_text(render_progress(progress))
    assert "Period: 1 July to 30 September 2026" in text
    assert "As at: 30 September 2026" in text
    assert "Register: entry 512, 0a1b2c3d4e5f" in text
    assert "Marking: OFFICIAL-SENSITIVE" in text
    other = replace(progress, since=date(2025, 10, 1), until=date(2026, 3, 31))
    assert "Period: 1 October 2025 to 31 March 2026" in read_text(render_progress(other))


def test_tables_have_marked_headers_whole_rows_and_no_merged_cells(
    progress: Progress, read_xml: Xml
) -> None:
    tables = tables_of(render_progress(progress), read_xml)
    assert len(tables) == 20
    for table in tables:
        rows = table.findall(f"{W}tr")
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in rows[1:])
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert len({len(row.findall(f"{W}tc")) for row in rows}) == 1
        assert len(rows) > 1
        for name in ("gridSpan", "vMerge", "hMerge"):
            assert table.find(f".//{W}{name}") is None
        look = table.find(f"{W}tblPr/{W}tblLook")
        assert look is not None and look.get(f"{W}firstRow") == "1"
        description = table.find(f"{W}tblPr/{W}tblDescription")
        assert description is not None and "Columns: " in (description.get(f"{W}val") or "")


def test_every_table_fits_its_page(progress: Progress, read_xml: Xml) -> None:
    body = read_xml(render_progress(progress), "word/document.xml")[0]
    waiting: list[int] = []
    checked = 0
    for element in body:
        if element.tag == f"{W}tbl":
            waiting.append(sum(int(c.get(f"{W}w", "0")) for c in element.iter(f"{W}gridCol")))
        found = element if element.tag == f"{W}sectPr" else element.find(f".//{W}sectPr")
        if found is not None:
            size, margins = found.find(f"{W}pgSz"), found.find(f"{W}pgMar")
            assert size is not None and margins is not None
            room = int(size.get(f"{W}w", "0")) - sum(
                int(margins.get(f"{W}{side}", "0")) for side in ("left", "right")
            )
            assert all(0.5 * room < width <= room for width in waiting)
            checked += len(waiting)
            waiting = []
    assert (checked, waiting) == (20, [])


def test_wide_tables_stand_on_landscape_a4(progress: Progress) -> None:
    sections = Document(BytesIO(render_progress(progress))).sections
    assert [one.orientation for one in sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    for one in sections:
        assert one.page_width is not None and one.page_height is not None
        assert sorted((round(one.page_width.mm), round(one.page_height.mm))) == [210, 297]


def test_language_title_and_properties(progress: Progress, read_xml: Xml) -> None:
    content = render_progress(progress)
    styles = read_xml(content, "word/styles.xml")
    assert {mark.get(f"{W}val") for mark in styles.iter(f"{W}lang")} == {"en-GB"}
    properties = Document(BytesIO(content)).core_properties
    assert properties.title == (
        "Progress report, Larkshire Safeguarding Partnership, 1 July to 30 September 2026"
    )
    assert properties.language == "en-GB"
    assert properties.author == properties.last_modified_by == progress.board
    assert "30 September 2026" in properties.subject
    assert "entry 512, 0a1b2c3d4e5f" in properties.comments
    assert properties.created is not None and properties.created.date() == progress.as_at
    assert properties.created == properties.modified


def test_the_footer_counts_pages_and_names_the_head(progress: Progress, read_parts: Parts) -> None:
    parts = read_parts(render_progress(progress))
    footers = [content for name, content in parts.items() if name.startswith("word/footer")]
    assert len(footers) == 1
    footer = etree.fromstring(footers[0])
    assert [code.text for code in footer.iter(f"{W}instrText")] == [" PAGE ", " NUMPAGES "]
    text = "".join(node.text or "" for node in footer.iter(f"{W}t"))
    assert text == (
        "Page 1 of 1Register at entry 512, 0a1b2c3d4e5f · As at 30 September 2026OFFICIAL-SENSITIVE"
    )
    assert b"updateFields" not in parts["word/settings.xml"]
    assert not any(b"w:dirty" in content for content in parts.values())


def test_the_header_carries_the_marking(progress: Progress) -> None:
    def header(value: Progress) -> list[str]:
        section = Document(BytesIO(render_progress(value))).sections[0]
        return [paragraph.text for paragraph in section.header.paragraphs]

    line = "Larkshire Safeguarding Partnership · Progress report"
    assert header(progress) == ["OFFICIAL-SENSITIVE", line]
    assert header(replace(progress, marking="working draft")) == ["WORKING DRAFT", line]
    assert header(replace(progress, marking="none")) == [line]
    assert header(replace(progress, marking="", demonstration=True)) == [
        "DEMONSTRATION: everything in it is made up",
        line,
    ]


def test_a_demonstration_says_so_in_text_and_title(progress: Progress, read_text: Text) -> None:
    content = render_progress(replace(progress, demonstration=True))
    assert "DEMONSTRATION: everything in it is made up." in read_text(content)
    assert "DEMONSTRATION" in Document(BytesIO(content)).core_properties.title
    assert "DEMONSTRATION" not in read_text(render_progress(progress))


def test_decisions_say_what_why_and_what_clears_them(progress: Progress, read_xml: Xml) -> None:
    rows = rows_of(render_progress(progress), "Decisions asked: themes", read_xml)
    assert rows[1] == [
        "Self-neglect: what to do differently\nAttention 10",
        "Repeated and never embedded",
        "A decision to ask for something else, and a test of it",
    ]
    assert len(rows) == 2
    late = rows_of(render_progress(progress), "Decisions asked: overdue", read_xml)[1]
    assert late[2] == "An agreed date, or the action done\nFrom: Head of practice"
    counts = rows_of(render_progress(progress), "Decisions asked, by kind", read_xml)[1:]
    assert counts == [["Themes at attention 7 and above", "1"], ["Overdue", "1"]]


def test_changes_start_at_the_entry_of_the_last_report(
    progress: Progress, read_text: Text, read_xml: Xml
) -> None:
    content = render_progress(progress)
    assert "made from the register at entry 441; 2 changes recorded, up to entry 512" in read_text(
        content
    )
    assert rows_of(content, "Changes by kind", read_xml)[1:] == [
        ["Audits", "1", "Audit recorded 1"],
        ["Actions", "1", "Date moved 1"],
    ]
    assert rows_of(content, "Changes recorded: audits", read_xml)[1] == [
        "2 July 2026\nentry 442",
        "Audit recorded: self-neglect, not embedded",
        "aud-3",
        "r.ash",
    ]
    assert "The latest 2 are listed" in read_text(
        render_progress(replace(progress, changes_total=340))
    )
    quiet = replace(progress, changes=(), changes_total=0, change_counts=())
    assert "Nothing has been recorded since" in read_text(render_progress(quiet))
    first = replace(progress, last_report=None)
    assert "No earlier progress report is on record" in read_text(render_progress(first))


def test_the_balance_is_said_and_shown(progress: Progress, read_text: Text, read_xml: Xml) -> None:
    content = render_progress(progress)
    assert (
        "8 open on 1 July 2026, 3 new, 1 entered late and 0 re-opened make 12. 9 open on "
        "30 September 2026, 3 closed, 0 withdrawn and 0 superseded make 12. The two agree"
    ) in read_text(content)
    rows = rows_of(content, "Recommendations open on 1 July", read_xml)
    assert [number for _, number in rows[1:]] == [
        "8",
        "3",
        "1",
        "0",
        "12",
        "9",
        "3",
        "0",
        "0",
        "12",
    ]


def test_a_balance_that_does_not_balance_is_not_hidden(progress: Progress, read_text: Text) -> None:
    wrong = replace(progress, balance=replace(progress.balance, closed=1))
    text = read_text(render_progress(wrong))
    assert "The two differ by 2." in text
    assert "The two agree" not in text


def test_open_recommendations_stand_by_agency_with_brag_in_words(
    progress: Progress, read_text: Text, read_xml: Xml
) -> None:
    content = render_progress(progress)
    text = read_text(content)
    assert (
        "9 recommendations are open as at 30 September 2026: 2 Red, 2 Amber, 2 Green, 2 Grey and "
        "1 Blue."
    ) in text
    assert "agencies' counts add up to 10" in text
    shown = rows_of(content, "The figures of", read_xml, "each agency by BRAG")
    assert shown[1:] == [
        ["Larkshire Council", "1", "1", "1", "1", "0"],
        ["Larkshire Police", "1", "1", "1", "2", "1"],
    ]
    shown = rows_of(content, "Open recommendations, by agency", read_xml)[1:]
    asked = [(agency.name, row) for agency in progress.by_agency for row in agency.rows]
    for (agency, row), cells in zip(asked, shown, strict=True):
        assert cells[:3] == [agency, f"{row.ref}\n{row.text}", row.brag.word]
        assert cells[3].startswith(f"{row.brag.reason}\n")
        assert f"Delivery: {row.delivery}" in cells[3]


def test_colours_are_beside_their_word_and_can_be_read(progress: Progress, read_xml: Xml) -> None:
    seen: dict[str, tuple[str, str]] = {}
    for table in tables_of(render_progress(progress), read_xml):
        for cell in table.iter(f"{W}tc"):
            shade = cell.find(f"{W}tcPr/{W}shd")
            if shade is not None:
                ink = cell.find(f".//{W}color")
                assert ink is not None
                word = "".join(node.text or "" for node in cell.iter(f"{W}t")).split(",")[0]
                seen[word] = (shade.get(f"{W}fill", ""), ink.get(f"{W}val", ""))
    assert set(seen) == {"Red", "Amber", "Green", "Grey", "Blue"}
    assert len({shade for shade, _ in seen.values()}) == 5
    assert all(contrast(*pair) >= 4.5 for pair in seen.values())


def contrast(one: str, other: str) -> float:
    """By WCAG 2.2, 1.4.3."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((light(one), light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_dates_due_show_the_move(
    progress: Progress, make_row: Callable[..., OpenLine], read_xml: Xml
) -> None:
    rows = (
        make_row(1, original_due=None, agreed_due=None, times_moved=0),
        make_row(2, original_due="2026-03-31", agreed_due="2026-03-31", times_moved=0),
        make_row(
            3, original_due="2026-03", agreed_due="2026-08-31", times_moved=2, overdue_days=30
        ),
    )
    content = render_progress(replace(progress, by_agency=(AgencyOpen("Council", rows),)))
    shown = rows_of(content, "Open recommendations, by", read_xml)[1:]
    assert [cells[-1] for cells in shown] == [
        "No date set",
        "31 March 2026",
        "March 2026\nmoved to\n31 August 2026\n30 days overdue",
    ]


def test_overdue_counts_against_both_dates(progress: Progress, read_xml: Xml) -> None:
    rows = rows_of(render_progress(progress), "What is past its date", read_xml)
    assert rows[1] == [
        "act-17, for adult-q/1.1\nWrite and agree the escalation route",
        "Larkshire Police",
        "16 August 2025\n410 days overdue",
        "30 June 2026\n92 days overdue",
        "moved 3 times",
    ]
    assert rows[2][3:] == ["30 November 2026\nnot yet past", "moved once"]


def test_audits_done_and_due(progress: Progress, read_xml: Xml) -> None:
    content = render_progress(progress)
    assert rows_of(content, "Audits done", read_xml)[1] == [
        "aud-3\n12 August 2026",
        "Are the adult's own words in the record?\nThemes: Self-neglect",
        "Looked at: practice\nMethod: Case files read by two auditors\n"
        "Sample: 7 of 20 cases met the standard",
        "not embedded",
        "Quality assurance subgroup",
    ]
    assert rows_of(content, "Tests of practice", read_xml)[1] == [
        "November 2026",
        "Escalating disagreement",
        "Found embedded once, and a re-test is due",
        "nobody named",
        "none yet",
    ]


def test_themes_stand_in_order_with_reasons(
    progress: Progress, read_text: Text, read_xml: Xml
) -> None:
    content = render_progress(progress)
    rows = rows_of(content, "Themes in order", read_xml)[1:]
    assert [row[0] for row in rows] == [str(position.attention) for position in progress.positions]
    assert rows[0][1] == "Self-neglect\nRepeated and never embedded"
    for row, position in zip(rows, progress.positions, strict=True):
        assert row[2].startswith(position.reason)
    assert CAVEAT in read_text(content)


def test_suggested_links_are_said_beside_the_label(progress: Progress, read_xml: Xml) -> None:
    rows = rows_of(render_progress(progress), "Themes in order", read_xml)[1:]
    unsure = [row[1] for row in rows if "(theme links not all confirmed)" in row[1]]
    assert len(unsure) == 1
    assert unsure[0].startswith("Moving from children's to adults' services")


def test_the_chain_stands_with_themes_that_ask_for_a_decision(
    progress: Progress, read_xml: Xml
) -> None:
    content = render_progress(progress)
    rows = rows_of(content, "The records on which the position of Self-neglect rests", read_xml)[1:]
    first = progress.positions[0]
    assert [row[1:] for row in rows] == [[step.ref, step.text] for step in first.chain]
    assert len(rows) >= 4
    assert not rows_of(content, "The records on which the position of Esc", read_xml)


def test_a_report_of_nothing_says_why_in_words(
    nothing: Progress, read_text: Text, read_xml: Xml
) -> None:
    content = render_progress(nothing)
    assert headings(content, 1) == SECTIONS
    assert len(tables_of(content, read_xml)) == 2  # the meaning of words
    assert len(Document(BytesIO(content)).sections) == 1
    text = read_text(content)
    for said in (
        "There are none: the record holds nothing about this period",
        "No decision is asked: no audit's lead is vacant, no theme stands at attention 7",
        "No earlier progress report is on record",
        "No recommendation was open on 1 July 2026",
        "No recommendation is open as at 30 September 2026",
        "Nothing is overdue",
        "No audit dated in the period is on record",
        "No test is due",
        "No action waits for sign-off",
        "so none is Red or Amber",
        "so none is waiting for a test of practice",
        "No theme has a position",
        "Nothing in the record needs a note of caution",
    ):
        assert said in text
    assert CAVEAT in text


def test_hostile_text_is_text(progress: Progress, read_parts: Parts, read_text: Text) -> None:
    hostile = poisoned(progress)
    content = render_progress(hostile)
    for name, part in read_parts(content).items():
        if not name.endswith((".xml", ".rels")):
            continue
        etree.fromstring(part)
        written = part.decode()
        assert not [c for c in written if ord(c) < 32 and c not in "\n\r\t"], name
        assert not [c for c in written if c in "\x7f\x9b\u202e\ufffe"], name
    shown = "[/] [b + [red]x <w:p/> & {{head}} "
    text = read_text(content)
    assert text.count(shown) > 100
    assert "[31m" not in text
    assert f"{shown}Overdue" in headings(content, 2)
    section = Document(BytesIO(content)).sections[0]
    board = "[/] [b + [red]x <w:p/> & {{head}} Larkshire Safeguarding Partnership"
    assert section.header.paragraphs[-1].text == f"{board} · Progress report"
    assert Document(BytesIO(content)).core_properties.author == board


def test_newlines_are_line_breaks(
    progress: Progress, make_row: Callable[..., OpenLine], read_xml: Xml
) -> None:
    rows = (make_row(1, text="The board should:\n- ask\n- look"),)
    content = render_progress(replace(progress, by_agency=(AgencyOpen("Council", rows),)))
    cell = rows_of(content, "Open recommendations, by", read_xml)[1][1]
    assert cell == f"{rows[0].ref}\nThe board should:\n- ask\n- look"


def test_long_text_is_never_cut_in_silence(
    progress: Progress, make_row: Callable[..., OpenLine], read_xml: Xml
) -> None:
    row = make_row(1, text="The board should look again. " * 200)
    by_agency = (AgencyOpen("Council", (row,)),)
    content = render_progress(replace(progress, by_agency=by_agency))
    cell = rows_of(content, "Open recommendations, by", read_xml)[1][1]
    assert len(cell) < 900
    assert cell.endswith(f"[shortened here; all of it stands in the register at {row.ref}]")


def test_a_long_board_name_still_makes_properties(progress: Progress) -> None:
    content = render_progress(replace(progress, board="Larkshire " * 60))
    assert len(Document(BytesIO(content)).core_properties.title) == 255


def test_the_same_figures_make_the_same_bytes(progress: Progress, tmp_path: Path) -> None:
    content = render_progress(progress)
    write_progress(progress, tmp_path / "progress.docx")
    stream = BytesIO()
    write_progress(progress, stream)
    assert content == stream.getvalue() == (tmp_path / "progress.docx").read_bytes()
    with zipfile.ZipFile(BytesIO(content)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.testzip() is None
    assert render_progress(replace(progress, head=Head(513, "f" * 64))) != content


def test_the_file_is_private_and_the_export_is_recorded_before_it_is_there(
    progress: Progress, tmp_path: Path
) -> None:
    out = tmp_path / "progress.docx"
    seen: list[bool] = []
    write_progress(progress, out, before_placing=lambda: seen.append(out.exists()))
    assert seen == [False]
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


@pytest.mark.parametrize("rows", [1, 499])
def test_long_and_short_registers_are_printed_in_full(
    rows: int, make_progress: Callable[[int], Progress], read_xml: Xml
) -> None:
    progress = make_progress(rows)
    content = render_progress(progress)
    shown = {
        cells[1].split("\n")[0]
        for cells in rows_of(content, "Open recommendations, by agency", read_xml)[1:]
    }
    assert shown == {row.ref for agency in progress.by_agency for row in agency.rows}


def test_the_room_itself_imports_nothing_heavy() -> None:
    found = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, auditrack.reports.templating.templates, auditrack.reports.kit.placing;"
            "print(sorted({'docx', 'lxml'} & set(sys.modules)))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == "[]"
