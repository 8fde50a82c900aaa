"""What holds for each kind of report, made as staff make it: through the command line."""

import ctypes
import io
import json
import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from lxml import etree

from auditrack.model.dates import in_words
from auditrack.register import open_register
from auditrack.reports.kit.imprint import DEMONSTRATION
from auditrack.reports.kit.kind import NAMES, kind_named
from tests.reports.every_kind import OUTSIDE, VERBS, Board

MARKED = tuple(kind for kind in NAMES if kind != "return-form")
"""Kinds that can be given a marking of their own; a form has the board's."""

NOT_FOR_ALL = ("extract",)
"""Kinds that leave only for some roles, and only where that can be recorded."""

OF_A_PERIOD = ("progress", "agency")
"""Kinds that cover the days from one to another."""

# Makes the kinds named in a process of its own, with as little room or right as is asked for.
MAKER = """
import os, resource, sys
from pathlib import Path
from tests.reports.every_kind import Board
folder, entry, as_at, publication, out, how, *kinds = sys.argv[1:]
if how == "full":
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
board = Board(Path(folder), int(entry), as_at, publication)
for kind in kinds:
    done = board.write(kind, Path(out) / f"{kind}.docx")
    print(kind, done.exit_code, " ".join(done.stderr.split()))
"""


def makes(board: Board, out: Path, *kinds: str, how: str = "", **env: str) -> dict[str, str]:
    """What a process of its own says of each kind that it makes: exit code and sentence."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            MAKER,
            board.folder,
            str(board.entry),
            board.as_at,
            board.publication,
            out,
            how,
            *kinds,
        ],
        capture_output=True,
        text=True,
        preexec_fn=_bound_to_permissions if how == "unprivileged" else None,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **env},
    )
    assert done.returncode == 0, done.stderr
    return dict(line.split(" ", 1) for line in done.stdout.splitlines())


def _bound_to_permissions() -> None:
    """Let file modes hold for root too: in the child, before the command starts."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        drop_from_bounding_set = 24
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            libc.prctl(drop_from_bounding_set, capability, 0, 0, 0)


@pytest.fixture
def board(board_of_every_kind: Board) -> Board:
    return board_of_every_kind


@pytest.fixture
def own(board: Board, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Board:
    """A copy of the board for one test, whose witness knows of no other."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return board.copy(tmp_path / "register")


@pytest.fixture
def head(board: Board) -> str:
    """The head that every report of the board prints, in words."""
    with open_register(board.folder, read_only=True) as opened:
        return str(opened.as_recorded(board.entry).head)


def opened(content: bytes) -> Any:
    return Document(io.BytesIO(content))


def running_heads(content: bytes, which: str) -> list[str]:
    """The words of each section's headers, or footers: of all pages and of the first, if apart."""
    document = opened(content)
    found = []
    for section in document.sections:
        parts = [getattr(section, which)]
        if section.different_first_page_header_footer:
            parts.append(getattr(section, f"first_page_{which}"))
        if document.settings.odd_and_even_pages_header_footer:
            parts.append(getattr(section, f"even_page_{which}"))
        found += ["\n".join(one.text for one in part.paragraphs) for part in parts]
    return found


def journal_of(board: Board) -> bytes:
    return (board.folder / "journal.jsonl").read_bytes()


def last_entries(board: Board, since: int) -> list[dict[str, Any]]:
    told = board.run("history", "--since", str(since), "--json")
    found: list[dict[str, Any]] = json.loads(told.stdout)
    return found


def test_every_kind_is_tested() -> None:
    assert set(VERBS) == set(NAMES)
    assert all(kind_named(name).name == name for name in NAMES)


@pytest.mark.parametrize("kind", NAMES)
def test_it_opens_and_every_part_is_sound_xml(board: Board, kind: str) -> None:
    content = board.content(kind)
    assert len(opened(content).paragraphs) > 5
    _read_every_part(content)


def _read_every_part(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        assert len(set(package.namelist())) == len(package.namelist())
        for name in package.namelist():
            part = package.read(name)
            if name.endswith((".xml", ".rels")):
                etree.fromstring(part)
            elif part[:2] == b"PK":
                _read_every_part(part)


@pytest.mark.parametrize("kind", NAMES)
def test_each_page_says_of_what_state_and_day_it_is(board: Board, head: str, kind: str) -> None:
    footers = running_heads(board.content(kind), "footer")
    assert footers
    for footer in footers:
        assert f"Register at {head}" in footer
        assert f"As at {in_words(board.as_at)}" in footer


@pytest.mark.parametrize("kind", NAMES)
def test_each_page_says_that_it_is_made_up(board: Board, kind: str) -> None:
    assert all(DEMONSTRATION in header for header in running_heads(board.content(kind), "header"))


@pytest.mark.parametrize(
    ("kind", "marking"),
    [
        *((kind, marking) for kind in MARKED for marking in ("working draft", "none")),
        ("assurance", "OFFICIAL"),
        ("minutes", "Official-Sensitive"),
    ],
)
def test_each_page_is_marked_as_asked_for_in_capitals(
    board: Board, tmp_path: Path, kind: str, marking: str
) -> None:
    out = tmp_path / "report.docx"
    assert board.write(kind, out, "--marking", marking).exit_code == 0
    content = out.read_bytes()
    own = opened(board.content(kind)).sections[0].footer.paragraphs[-1].text
    for which in ("header", "footer"):
        for words in running_heads(content, which):
            lines = words.splitlines()
            assert own not in lines  # the board's own marking gave way
            if marking == "none":
                assert "NONE" not in lines
            else:
                assert marking.upper() in lines


@pytest.mark.parametrize("kind", MARKED)
def test_standard_output_and_a_file_get_the_same_bytes_and_a_file_is_private(
    board: Board, tmp_path: Path, kind: str
) -> None:
    out = tmp_path / "report.docx"
    out.write_bytes(b"old")
    out.chmod(0o644)
    done = board.write(kind, out)
    assert done.exit_code == 0 and done.stdout == ""
    assert out.read_bytes() == board.content(kind)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["report.docx"]


def test_two_processes_make_the_same_bytes_whatever_the_order_of_their_sets(
    board: Board, tmp_path: Path
) -> None:
    for seed in ("1", "2"):
        (tmp_path / seed).mkdir()
        said = makes(board, tmp_path / seed, *NAMES, PYTHONHASHSEED=seed)
        assert {kind: words[0] for kind, words in said.items()} == dict.fromkeys(NAMES, "0"), said
    for kind in NAMES:
        first, second = ((tmp_path / seed / f"{kind}.docx").read_bytes() for seed in ("1", "2"))
        assert first == second == board.content(kind), kind


@pytest.mark.parametrize("kind", MARKED)
def test_json_says_what_was_written_and_from_what(
    board: Board, head: str, tmp_path: Path, kind: str
) -> None:
    out = tmp_path / "report.docx"
    told = json.loads(board.write(kind, out, "--json").stdout)
    assert {"report", "out", "rest", "as_at", "entry", "hash", "template"} <= told.keys()
    assert (told["report"], told["out"], told["rest"]) == (kind, str(out), None)
    assert (told["as_at"], told["entry"]) == (board.as_at, board.entry)
    assert head == f"entry {told['entry']}, {told['hash'][:12]}"
    assert told["template"] == f"{kind}.docx"
    refused = board.write(kind, "-", "--json")
    assert refused.exit_code == 1 and refused.stdout == ""
    assert json.loads(refused.stderr)["code"] == "one-output"


@pytest.mark.parametrize("kind", NAMES)
def test_it_is_on_record_before_it_is_in_place(
    own: Board, head: str, tmp_path: Path, kind: str
) -> None:
    before = len(journal_of(own).splitlines()) - 1
    given = ("--marking", "Official", "--to", "The board") if kind in MARKED else ()
    assert own.write(kind, tmp_path / "report.docx", *given).exit_code == 0
    (entry,) = last_entries(own, before)
    fields = {one["name"]: one["new_value"] for one in entry["changes"]}
    assert fields["kind"] == (kind if kind in MARKED else "return form")
    assert (fields["head_number"], fields["file"]) == (own.entry, "report.docx")
    assert fields["head_hash"].startswith(head.rpartition(" ")[2])
    if kind in MARKED:
        assert (fields["marking"], fields["to"]) == ("Official", "The board")
    # What it is about, where there are several of a kind.
    assert fields.get("what") or kind in ("progress", "themes")
    if kind in OF_A_PERIOD:
        first, _, last = fields["period"].partition("..")
        assert first < last == own.as_at


@pytest.mark.parametrize("kind", NAMES)
def test_what_cannot_be_written_is_a_sentence_and_leaves_all_as_it_was(
    board: Board, tmp_path: Path, kind: str
) -> None:
    before = journal_of(board)
    (tmp_path / "file").write_bytes(b"old")
    places = {
        tmp_path / "nowhere" / "report.docx": "out-folder-missing",
        tmp_path / "file" / "report.docx": "out-folder-missing",
        Path("/dev/null"): "out-no-file",
    }
    if kind in MARKED:
        places[tmp_path] = "out-is-folder"
    else:
        del places[Path("/dev/null")]  # a form goes into a file that ends as a form does
    for out, code in places.items():
        refused = board.write(kind, out, "--json")
        assert refused.exit_code == 1
        told = json.loads(refused.stderr.splitlines()[-1])
        assert told["code"] == code, told
        assert told["message"].endswith(".") and told["todo"]
    assert journal_of(board) == before
    assert os.listdir(tmp_path) == ["file"]
    assert (tmp_path / "file").read_bytes() == b"old"


@pytest.mark.parametrize(
    ("how", "words"), [("full", "no room left"), ("unprivileged", "you may not write")]
)
def test_a_full_disk_or_a_closed_folder_leaves_the_old_files(
    board: Board, tmp_path: Path, how: str, words: str
) -> None:
    before = journal_of(board)
    folder = tmp_path / "out"
    folder.mkdir()
    for kind in NAMES:
        (folder / f"{kind}.docx").write_bytes(b"old")
    folder.chmod(0o755 if how == "full" else 0o555)
    said = makes(board, folder, *NAMES, how=how)
    for kind in NAMES:
        assert said[kind].startswith("1 ") and words in said[kind], (kind, said[kind])
        assert (folder / f"{kind}.docx").read_bytes() == b"old"
    assert sorted(os.listdir(folder)) == sorted(f"{kind}.docx" for kind in NAMES)
    assert journal_of(board) == before


def test_a_login_that_may_not_write_is_told_that_it_is_not_recorded(
    own: Board, tmp_path: Path
) -> None:
    assert own.run("role", "set", "another", "administrator").exit_code == 0
    kept = journal_of(own)
    for kind in NAMES:
        done = own.write(kind, tmp_path / f"{kind}.docx")
        if kind in NOT_FOR_ALL:
            assert done.exit_code == 1 and "is for the role of" in done.stderr
            assert not (tmp_path / f"{kind}.docx").exists()
            continue
        assert done.exit_code == 0, (kind, done.stderr)
        assert "not recorded" in done.stderr, kind
    assert journal_of(own) == kept


@pytest.mark.parametrize("kind", (*OF_A_PERIOD, "annual"))
def test_a_period_that_runs_backwards_is_refused(board: Board, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "report.docx"
    out.write_bytes(b"old")
    before = journal_of(board)
    done = board.write(kind, out, "--since", "2026-05-01", "--until", "2026-04-30", "--json")
    assert done.exit_code == 1
    told = json.loads(done.stderr.splitlines()[-1])
    assert told["code"] == "bad-date" and "before that" in told["message"]
    assert (out.read_bytes(), journal_of(board)) == (b"old", before)


def test_a_register_with_nothing_in_it_has_nothing_to_report(tmp_path: Path) -> None:
    folder = tmp_path / "register"
    board = Board(folder, 1, "2026-11-20")
    from tests.reports.every_kind import run

    assert run("init", str(folder), "--board", "Empty Board").exit_code == 0
    before = journal_of(board)
    for kind in NAMES:
        out = tmp_path / f"{kind}.docx"
        out.write_bytes(b"old")
        done = board.write(kind, out, "--json")
        told = json.loads(done.stderr.splitlines()[-1])
        assert (done.exit_code, told["message"][-1:]) == (1, "."), kind
        assert told["code"] in ("nothing-to-report", "unknown-reference"), (kind, told)
        assert out.read_bytes() == b"old"
    assert journal_of(board) == before


def test_what_some_kinds_need_is_made_by_commands() -> None:
    assert {words[0] for words in OUTSIDE} == {"meeting", "return-form"}


def words_of(content: bytes) -> str:
    """The words of the body, a line a paragraph, those in tables too."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return "\n".join(
        "".join(text.text or "" for text in paragraph.iter(f"{space}t"))
        for paragraph in body.iter(f"{space}p")
    )


@pytest.mark.parametrize("kind", NAMES)
def test_it_tells_nothing_of_the_machine_or_of_who_made_it(board: Board, kind: str) -> None:
    with open_register(board.folder, read_only=True) as register:
        login = register.actor.login
    properties = opened(board.content(kind)).core_properties
    for value in (properties.author, properties.last_modified_by, properties.comments):
        assert login not in value.split()
    folders = {str(board.folder).encode(), str(Path.home()).encode(), str(Path.cwd()).encode()}
    with zipfile.ZipFile(io.BytesIO(board.content(kind))) as package:
        assert len({one.date_time for one in package.infolist()}) == 1  # no hour of the making
        for name in package.namelist():
            assert not any(folder in package.read(name) for folder in folders), name


@pytest.mark.parametrize("kind", MARKED)
def test_a_copy_of_its_template_makes_the_same_report(
    board: Board, tmp_path: Path, kind: str
) -> None:
    house, out = tmp_path / "house.docx", tmp_path / "report.docx"
    assert board.run("report", "template", kind, "--out", str(house)).exit_code == 0
    assert board.run("report", "lint", str(house), "--for", kind).exit_code == 0
    assert board.write(kind, out, "--template", str(house)).exit_code == 0
    lines = words_of(out.read_bytes()).splitlines()
    usual = words_of(board.content(kind)).splitlines()
    assert len(lines) == len(usual)
    changed = [line for line, other in zip(lines, usual, strict=True) if line != other]
    assert len(changed) == 1 and "house.docx" in changed[0]  # what it was made over


@pytest.mark.parametrize("kind", MARKED)
def test_a_template_with_every_token_of_the_kind_is_filled(
    board: Board, tmp_path: Path, kind: str
) -> None:
    house, out = tmp_path / "house.docx", tmp_path / "report.docx"
    assert board.run("report", "template", kind, "--out", str(house)).exit_code == 0
    known = kind_named(kind)
    document = Document(str(house))
    for token in known.values:
        document.add_paragraph(f"Value {token}: {{{{{token}}}}}")
    for name, fields in known.rows.items():
        table = document.add_table(rows=1, cols=len(fields))
        for cell, field in zip(table.rows[0].cells, fields, strict=True):
            cell.text = f"{{{{{name}.{field}}}}}"
    document.save(str(house))
    done = board.write(kind, out, "--template", str(house))
    assert done.exit_code == 0, done.stderr
    said = words_of(out.read_bytes())
    assert "{{" not in said
    assert all(f"Value {token}: " in said for token in known.values)
    _read_every_part(out.read_bytes())


@pytest.mark.parametrize("kind", MARKED)
def test_a_token_that_it_has_not_is_refused_and_named(
    board: Board, tmp_path: Path, kind: str
) -> None:
    house, out = tmp_path / "house.docx", tmp_path / "report.docx"
    assert board.run("report", "template", kind, "--out", str(house)).exit_code == 0
    document = Document(str(house))
    document.add_paragraph("{{nothing_of_the_kind}}")
    document.save(str(house))
    out.write_bytes(b"old")
    before = journal_of(board)
    done = board.write(kind, out, "--template", str(house), "--json")
    assert done.exit_code == 1
    told = json.loads(done.stderr.splitlines()[-1])
    assert "{{nothing_of_the_kind}}" in told["message"] and "house.docx" in told["message"]
    assert (out.read_bytes(), journal_of(board)) == (b"old", before)
