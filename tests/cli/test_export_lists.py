"""`export --format xlsx|csv|json|md`: every list and view, and back in again unchanged."""

import csv
import io
import json
import os
import re
import stat
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from auditrack.model.change import Actor, Insert, Saved, Transaction, Update
from auditrack.register import open_register
from auditrack.views.export import NOUNS
from tests.cli.conftest import INSTALLED, _ask

HOSTILE = {
    "formula": "=SUM(A1)",
    "minus": "-5 cases were closed",
    "plus": "+44 20 7946 0000 is the number",
    "at": "@home visits",
    "own-apostrophe": "'quoted' as in the text",
    "two-apostrophes": "''=twice",
    "own-formula": "'=1+1",
    "tab": "\tbegins with a tab",
    "return": "\rbegins with a line end",
    "lines": 'Several\nlines, with "quotes", commas; and\n\nmore.',
    "spaces": "  trailing and leading spaces   ",
    "markup": "<b>[red]bold[/] & | pipe | `code` </w:t>{{head}}",
    "escaped": "_x000D_ and _x0041_ as typed",
    "control": "before\x0bafter \x1b[31mred\x1b[0m \x07 \ufffe",
    "turned": "evil \u202etxt.exe\u202c and a\u00a0space, zero\u200bwidth",
    "wide": "café – naïve “quotes” 👩‍👧 𝟙",
    "number": "1.10",
    "bullets": "\uf0b7 first\n\uf0a7 second\n• third",
    "long": "A long text with words. " * 1_700,
    "wide-long": "👩" * 20_000,
}
"""Texts that a spreadsheet, a terminal or a reader of markup would do something with."""


@pytest.fixture
def hostile(board: Path) -> Path:
    """The board of these tests with recommendations and actions that hold such texts."""
    ops = [
        Insert("agencies", "care-co", {"name": '=Care; "Health" & Co / Partners, the'}),
        Insert("leads", "head", {"title": "-Head; of + things", "agency": "care-co"}),
    ]
    for number, (name, text) in enumerate(HOSTILE.items(), 10):
        ref = f"child-elm/{name}"
        ops.append(
            Insert(
                "recommendations",
                ref,
                {
                    "review": "child-elm",
                    "label": name,
                    "text": text,
                    "outcome": f"{text} as outcome",
                    "kind": "recommendation",
                    "agencies": ("fernshire-police", "care-co", "on-no-record"),
                    "theme_heading": f"{text} as heading",
                    "due": "2013-03..2013-05",
                    "due_text": "spring 2013",
                    "order": number,
                },
            )
        )
        ops.append(
            Insert(
                "actions",
                f"act-{number}",
                {
                    "what": text,
                    "serves": (ref, "child-elm/1"),
                    "due_text": "by the summer",
                    "agency": "care-co",
                    "lead": "head",
                },
            )
        )
    with open_register(board, Actor("officer", 1001, "local")) as register:
        made = register.transact(lambda _: Transaction("import", tuple(ops)))
    assert isinstance(made, Saved), str(made)
    return board


def exported(tmp_path: Path, ending: str, *options: str) -> Path:
    out = tmp_path / f"list.{ending}"
    answer = _ask("export", "--format", ending, "--out", str(out), *options)
    assert answer.code == 0, answer.err
    return out


def fates(path: Path) -> list[str]:
    answer = _ask("import", str(path), "--dry-run", "--json")
    assert answer.code == 0, answer.err
    return [one["kind"] for one in answer.json["rows"] if one["kind"] != "heading"]


@pytest.mark.parametrize("what", ["recommendations", "actions"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_is_written_and_read_again_is_unchanged_row_by_row(hostile, tmp_path, what, ending):
    path = exported(tmp_path, ending, "--what", what)
    told = _ask("import", str(path), "--dry-run")
    found = fates(path)
    assert set(found) == {"the same"}, told.out
    assert len(found) == len(HOSTILE) + (2 if what == "recommendations" else 1)
    answer = _ask("import", str(path), "--accept", "all")
    assert answer.code == 1 and "Nothing of" in answer.err


def test_one_cell_that_is_changed_is_the_one_change(hostile, tmp_path):
    path = exported(tmp_path, "csv")
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    at = {heading: number for number, heading in enumerate(rows[0])}
    one = next(row for row in rows if row[at["Reference"]] == "child-elm/2")
    assert one[at["Intended outcome"]] == ""
    one[at["Intended outcome"]] = "Everybody knows who lives there."
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8-sig")
    assert sorted(fates(path)) == ["changes"] + ["the same"] * (len(rows) - 2)
    assert _ask("import", str(path), "--accept", "all").code == 0
    page = _ask("rec", "show", "child-elm/2", "--json").out
    assert "Everybody knows who lives there." in page
    again = exported(tmp_path, "xlsx")
    assert set(fates(again)) == {"the same"}


def test_an_action_whose_agreed_date_is_moved_in_the_sheet_is_extended(hostile, tmp_path):
    path = exported(tmp_path, "xlsx", "--what", "actions")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    at = {cell.value: cell.column for cell in sheet[1]}
    for row in sheet.iter_rows(min_row=2):
        if row[0].value == "act-1":
            row[at["Agreed due"] - 1].value = "30/06/2027"
    book.save(path)
    found = _ask("import", str(path), "--dry-run", "--json").json["rows"]
    changed = [one for one in found if one["kind"] == "changes"]
    assert [one["refs"] for one in changed] == [["act-1"]]
    assert _ask("import", str(path), "--accept", "all").code == 0
    row = next(one for one in _ask("action", "list", "--json").json if one["ref"] == "act-1")
    assert (row["original_due"], row["agreed_due"]) == ("2019-03-31", "2027-06-30")


def test_columns_may_be_left_out_and_moved_and_a_title_put_above(hostile, tmp_path):
    path = exported(tmp_path, "csv")
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    kept = ["Times moved", "Recommendation", "Review reference", "BRAG", "Reference"]
    at = [rows[0].index(heading) for heading in kept]
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["Our list"], *([row[one] for one in at] for row in rows)])
    path.write_text(out.getvalue(), encoding="utf-8")
    assert set(fates(path)) <= {"the same", "heading"}


def test_into_another_register_all_is_new_under_the_same_references(hostile, tmp_path):
    asks = exported(tmp_path, "csv")
    actions = exported(tmp_path, "xlsx", "--what", "actions")
    other = str(tmp_path / "other")
    assert _ask("init", other, "--board", "Other Board").code == 0
    into = ("--register", other, "import")
    assert _ask(*into, str(asks), "--accept", "all").code == 1  # some texts are too long for one
    rows = list(csv.reader(io.StringIO(asks.read_text("utf-8-sig"), newline="")))
    out = io.StringIO(newline="")
    csv.writer(out).writerows([row for row in rows if "long" not in row[0]])
    asks.write_text(out.getvalue(), encoding="utf-8-sig")
    assert _ask(*into, str(asks), "--accept", "all").code == 0
    told = {one["ref"] for one in _ask("--register", other, "rec", "list", "--json").json}
    assert told >= {"child-elm/1", "child-elm/formula"} and len(told) == len(HOSTILE)
    found = _ask(*into, str(actions), "--dry-run", "--json").json["rows"]
    assert {one["kind"] for one in found} <= {"new", "heading", "refused"}
    one = next(row for row in found if row["kind"] == "new")
    assert one["refs"][0].startswith("child-elm/")


@pytest.mark.parametrize("what", ["updates", "evidence", "decisions-taken", "audits", "findings"])
def test_another_list_is_never_taken_for_a_tracker(hostile, tmp_path, what):
    assert _ask("action", "update", "act-1", "--note", "Begun").code == 0
    answer = _ask("import", str(exported(tmp_path, "csv", "--what", what)), "--dry-run", "--json")
    assert answer.code == 1 and answer.refusal["code"] in ("only-out", "no-header"), answer.out


def test_xlsx_holds_texts_as_typed_and_no_formula(hostile, tmp_path):
    sheet = load_workbook(exported(tmp_path, "xlsx")).worksheets[0]
    at = {cell.value: cell.column - 1 for cell in sheet[1]}
    texts = {row[0].value: row[at["Recommendation"]] for row in sheet.iter_rows(min_row=2)}
    for name in ("formula", "minus", "plus", "at", "own-apostrophe", "own-formula", "tab", "lines",
                 "spaces", "wide", "number", "markup"):  # fmt: skip
        cell = texts[f"child-elm/{name}"]
        assert cell.value == HOSTILE[name] and cell.data_type in ("s", "inlineStr")
    assert texts["child-elm/formula"].quotePrefix and not texts["child-elm/number"].quotePrefix
    long = texts["child-elm/long"].value
    assert len(long) <= 32_767 and long.endswith("the csv and json exports hold all]")
    assert len(texts["child-elm/wide-long"].value.encode("utf-16-le")) // 2 <= 32_767
    assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref == sheet.dimensions
    assert all(cell.font.bold for cell in sheet[1])
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_csv_is_rfc_4180_and_defused_and_json_holds_every_character(hostile, tmp_path):
    data = exported(tmp_path, "csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and data.endswith(b"\r\n")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    at = rows[0].index("Recommendation")
    assert len({len(row) for row in rows}) == 1
    texts = {row[0]: row[at] for row in rows[1:]}
    assert texts["child-elm/formula"] == "'=SUM(A1)"
    assert texts["child-elm/own-apostrophe"] == "''quoted' as in the text"
    assert texts["child-elm/long"] == HOSTILE["long"]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for r in rows for cell in r)
    raw = exported(tmp_path, "json").read_bytes()
    found = {row["ref"]: row["text"] for row in json.loads(raw)["rows"]}
    assert {name: found[f"child-elm/{name}"] for name in HOSTILE} == HOSTILE
    assert not re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", raw)


def test_json_says_whose_it_is_and_has_the_keys_of_the_list(board, tmp_path):
    path = exported(tmp_path, "json", "--filter", "agency:council overdue")
    told = json.loads(path.read_text())
    listed = _ask("rec", "list", "agency:council overdue", "--json").json
    assert (told["export"], told["count"], told["of"]) == ("recommendations", len(listed), 2)
    assert told["filter"] == "agency council, overdue"
    assert told["board"] and told["head"]["entry"] and told["as_at"]
    for row, same in zip(told["rows"], listed, strict=True):
        assert {key: row[key] for key in same} == same
        assert {"outcome", "measure", "due_text", "withdrawn_on", "times_moved"} <= set(row)


@pytest.mark.parametrize("what", [*NOUNS])
@pytest.mark.parametrize("ending", ["xlsx", "csv", "json", "md"])
def test_every_list_and_view_can_be_written_in_every_format(board, tmp_path, what, ending):
    path = exported(tmp_path, ending, "--what", what)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    if ending == "xlsx":
        book = load_workbook(path)
        assert book.sheetnames[1] == "About" and len(book.sheetnames[0]) <= 31
    if ending == "json":
        told = json.loads(path.read_text())
        assert told["count"] == len(told["rows"])


def test_every_noun_is_named_with_a_sentence(board):
    printed = _ask("export", "--list").out
    told = {one["what"]: one["about"] for one in _ask("export", "--list", "--json").json}
    assert set(told) == {*NOUNS, "all"} and all(text.endswith(".") for text in told.values())
    assert all(name in printed for name in told)


def test_everything_at_once_has_every_table_every_field_and_what_is_derived(board, tmp_path):
    told = json.loads(exported(tmp_path, "json", "--what", "all").read_text())
    with open_register(board, read_only=True) as register:
        before_this = register.as_recorded(told["head"]["entry"])
        for table, rows in told["tables"].items():
            stored = before_this.select(table)
            assert told["counts"][table] == len(rows) == len(stored)
            for row, one in zip(rows, stored, strict=True):
                assert {**row, **json.loads(json.dumps(dict(one)))} == row
        kept = {table for table in register.database.tables() if before_this.select(table)}
    assert set(told["tables"]) == kept
    assert told["derived"]["recommendations"][0]["brag"]
    assert {"positions", "matrix", "needs", "checks", "actions"} <= set(told["derived"])
    book = load_workbook(exported(tmp_path, "xlsx", "--what", "all"))
    assert {"Recommendations", "Actions", "Positions", "About"} <= set(book.sheetnames)
    for ending in ("csv", "md"):
        out = tmp_path / f"all.{ending}"
        answer = _ask("export", "--what", "all", "--format", ending, "--out", str(out), "--json")
        assert answer.code == 1 and answer.refusal["code"] == "one-table" and not out.exists()


def test_it_is_recorded_before_it_is_in_place(board, tmp_path):
    out = tmp_path / "police.xlsx"
    answer = _ask(
        "export", "--what", "actions", "--agency", "Fernshire Council", "--since", "2019-01-01",
        "--to", "the auditor", "--marking", "OFFICIAL", "--out", str(out), "--json",
    )  # fmt: skip
    assert answer.code == 0 and answer.json["count"] == 1 and answer.json["format"] == "xlsx"
    with open_register(board, read_only=True) as register:
        export = register.select("exports")[-1]
        assert export["head_number"] == answer.json["entry"] == register.head.number - 1
    assert export["kind"] == "actions" and export["to"] == "the auditor"
    assert export["marking"] == "OFFICIAL" and export["file"] == "police.xlsx"
    assert export["period"] == "2019-01-01.."
    assert "agency Fernshire Council, due from 1 January 2019" in export["what"]
    about = load_workbook(out)["About"]
    said = {row[0]: row[1] for row in about.iter_rows(values_only=True)}
    assert said["Marking"] == "OFFICIAL" and said["Filter"].startswith("agency Fernshire Council")


def test_narrowing_by_body_theme_review_subgroup_days_and_words(board, tmp_path):
    def count(*options: str) -> int:
        return json.loads(exported(tmp_path, "json", *options).read_text())["count"]

    assert count("--theme", "neglect") == 1
    assert count("--agency", "fernshire-police") == 2
    assert count("--review", "child-elm") == 2
    assert count("--subgroup", "Quality and Performance") == 0
    assert count("--until", "2018-04") == 0 and count("--until", "2018-05") == 2
    assert count("--what", "evidence", "--agency", "fernshire-police") == 1
    assert count("--what", "audits", "--theme", "neglect") == 1
    assert count("--what", "findings", "--filter", "conditions") == 1
    assert count("--what", "findings", "--filter", "nothing-like-this") == 0
    assert count("--what", "actions", "--filter", "overdue") == 1
    assert count("--what", "actions", "--filter", "not overdue") == 0
    assert count("--what", "actions", "--filter", "agency:council") == 1
    assert count("--what", "positions", "--review", "child-elm") == 1


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--format", "xml"), "bad-value"),
        (("--format", "xlsx", "--what", "nonsense"), "bad-value"),
        (("--format", "xlsx", "--agency", "nobody"), "unknown-reference"),
        (("--format", "xlsx", "--theme", "nothing"), "bad-value"),
        (("--format", "xlsx", "--since", "2020", "--until", "2019"), "bad-value"),
        (("--format", "xlsx", "--since", "31/13/2020"), "bad-date"),
        (("--format", "csv", "--what", "themes", "--since", "2020"), "bad-value"),
        (("--format", "csv", "--what", "findings", "--filter", "overdue"), "bad-value"),
        (("--format", "csv", "--files", "kept"), "bad-value"),
        (("--format", "csv", "--lead", "head-of-early-help"), "bad-value"),
        (("--format", "json", "--what", "all", "--agency", "fernshire-police"), "bad-value"),
        (("--format", "ics", "--what", "actions"), "bad-value"),
        (("--format", "jsonl", "--what", "actions"), "bad-value"),
        (("--what", "actions"), "missing"),
    ],
)
def test_what_cannot_be_written_is_refused_in_a_sentence(board, tmp_path, options, code):
    out = tmp_path / "kept"
    out.write_text("an earlier file")
    answer = _ask("export", "--out", str(out), *options, "--json")
    assert answer.code == 1 and answer.refusal["code"] == code, answer.err
    assert answer.refusal["message"].endswith(".") and out.read_text() == "an earlier file"


def test_no_out_is_wrong_usage_and_the_ending_tells_the_format(board, tmp_path):
    assert _ask("export", "--format", "csv").code == 2
    out = tmp_path / "reviews.md"
    assert _ask("export", "--what", "reviews", "--out", str(out)).code == 0
    assert out.read_text().startswith("# Reviews\n")
    assert _ask("export", "--out", str(tmp_path / "asks.xlsx")).code == 0
    assert load_workbook(tmp_path / "asks.xlsx").sheetnames[0] == "Recommendations"
    assert _ask("export", "--out", str(tmp_path / "every")).code == 0
    assert (tmp_path / "every").read_bytes().startswith(b'{"auditrack":"records"')
    assert _ask("export", "--out", str(tmp_path / "due.ics")).code == 0
    assert (tmp_path / "due.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    answer = _ask("export", "--out", str(tmp_path / "every.json"), "--json")
    assert answer.code == 1 and answer.refusal["code"] == "missing"


def test_markdown_has_nothing_of_a_person_in_it_that_a_reader_acts_on(hostile, tmp_path):
    text = exported(tmp_path, "md").read_text()
    table = [line for line in text.splitlines() if line.startswith("| ")]
    bars = {len(re.findall(r"(?<!\\)\|", line)) for line in table}
    assert len(bars) == 1 and len(table) == len(HOSTILE) + 4
    assert "<b>" not in text and "\x1b" not in text
    assert not re.search(r"(?<!\\)[`*\[\]]", text.partition("\n\n| ")[2])
    assert "Several<br>lines" in text


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json", "md"])
def test_the_same_head_day_and_version_make_the_same_bytes(board, tmp_path, ending):
    made = []
    entry = str(json.loads(exported(tmp_path, "json").read_text())["head"]["entry"])
    for seed in ("1", "2"):
        done = subprocess.run(
            [INSTALLED, "--register", str(board), "export", "--format", ending, "--what",
             "positions" if ending in ("csv", "md") else "all", "--out", "-", "--as-at",
             "2026-11-20", "--as-recorded", entry],
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
        )  # fmt: skip
        made.append(done.stdout)
    assert made[0] == made[1] and len(made[0]) > 500


def test_withdrawn_records_are_left_out_and_it_is_said(board, tmp_path):
    with open_register(board, Actor("officer", 1001, "local")) as register:
        ref = register.select("evidence")[0]["ref"]
        gone = Update("evidence", ref, {"withdrawn_on": "2020-01-01", "withdrawn_why": "twice"})
        register.transact(lambda _: Transaction("evidence withdraw", (gone,)))
    told = json.loads(exported(tmp_path, "json", "--what", "evidence").read_text())
    assert told["count"] == 0 and "1 piece of evidence withdrawn" in " ".join(told["notes"])
    every = exported(tmp_path, "json", "--what", "evidence", "--with-withdrawn")
    assert json.loads(every.read_text())["rows"][0]["withdrawn_why"] == "twice"


def test_an_empty_register_has_its_headings_and_says_so(tmp_path, own_folders):
    path = tmp_path / "empty"
    assert _ask("init", str(path), "--board", "Nowhere Board").code == 0
    for ending in ("xlsx", "csv", "md", "json"):
        out = tmp_path / f"none.{ending}"
        answer = _ask("--register", str(path), "export", "--format", ending, "--out", str(out))
        assert answer.code == 0 and "0 recommendations" in answer.err


def test_openpyxl_and_the_bare_xml_say_the_same(hostile, tmp_path):
    """Read as the standard says a cell is read, without a library, it says what openpyxl reads."""
    import zipfile
    from xml.etree import ElementTree

    path = exported(tmp_path, "xlsx")
    sheet = load_workbook(path).worksheets[0]
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(path) as packed:
        assert packed.testzip() is None
        for name in packed.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(packed.read(name))
        root = ElementTree.fromstring(packed.read("xl/worksheets/sheet1.xml"))
    cells = 0
    for cell in root.iter(f"{main}c"):
        value = sheet[cell.get("r")].value
        if cell.get("t") == "inlineStr":
            assert value == "".join(one.text or "" for one in cell.iter(f"{main}t"))
        else:
            assert float(cell.find(f"{main}v").text) == value
        cells += 1
    assert cells == sum(cell.value is not None for row in sheet.iter_rows() for cell in row)
