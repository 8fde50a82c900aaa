"""Bad input: one sentence, exit 1, nothing lost, no traceback.

Through the command as it is installed wherever a process has a part in it: its streams, its bytes,
its limits, its language. What is judged inside it alone is asked in this process.
"""

import ctypes
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

INSTALLED = Path(sys.executable).with_name("auditrack")

REVIEW = (
    b"Serious Case Review: Child Rowan\n\nRecommendations\n\n"
    b"Recommendation 1: The Board should test whether neglect is recognised.\n"
)


def journal(board: Path) -> bytes:
    return (board / "journal.jsonl").read_bytes()


def has_one_sentence(err: str) -> bool:
    lines = err.strip().splitlines()
    return len(lines) == 1 and lines[0].count(". ") <= 3 and len(lines[0]) < 500


def bound_to_permissions() -> None:
    """Let file modes hold for root too: in the child, before the command starts."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        drop_from_bounding_set = 24
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            libc.prctl(drop_from_bounding_set, capability, 0, 0, 0)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-file"),
        (b" \n\t\n", "empty-file"),
        (b"\x00\x01\x02\x03" * 500, "not-text"),
        (b"%PDF-1.4\n...", "not-readable"),
        (
            b"Dear all,\n\nMinutes of Tuesday. Apologies were received from the police.\n",
            "no-review",
        ),
    ],
    ids=["empty", "blank", "binary", "pdf", "minutes"],
)
def test_a_file_that_is_no_review(installed, ask, board, tmp_path, content, code):
    kept = journal(board)
    name = tmp_path / "document.txt"
    name.write_bytes(content)
    plain = installed("import", str(name), "--accept", "all")
    assert (plain.code, plain.out) == (1, "")
    assert has_one_sentence(plain.err)
    assert "document.txt" in plain.err
    piped = ask("import", "-", "--accept", "ticked", "--json", input=content)
    assert (piped.code, piped.out, piped.refusal["code"]) == (1, "", code)
    assert journal(board) == kept


def test_a_file_that_cannot_be_read(installed, board, tmp_path):
    kept = journal(board)
    closed = tmp_path / "closed.txt"
    closed.write_bytes(REVIEW)
    closed.chmod(0)
    for name in (str(closed), str(tmp_path / "absent.txt"), str(tmp_path), "/dev/null", b"\xff"):
        answer = installed("import", name, "--accept", "ticked", preexec_fn=bound_to_permissions)
        assert (answer.code, answer.out) == (1, "")
        assert has_one_sentence(answer.err)
    assert journal(board) == kept


def test_a_folder_that_is_no_register(ask_nothing, tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "minutes.txt").write_text("Minutes\n")
    (tmp_path / "file").write_text("no register\n")
    for place, words in (
        (folder, "rec list"),
        (folder, "agency add Police"),
        (tmp_path / "absent", "verify"),
        (tmp_path / "absent", "agency add Police"),
        (tmp_path / "file", "theme positions"),
        (tmp_path / "absent\x1b[31m", "check"),
    ):
        answer = ask_nothing("--register", str(place), *words.split())
        assert (answer.code, answer.out) == (1, "")
        assert has_one_sentence(answer.err)
        assert "is not a register" in answer.err
        assert "\x1b" not in answer.err
    assert [one.name for one in folder.iterdir()] == ["minutes.txt"]
    assert not (tmp_path / "absent").exists()


def test_a_register_is_never_made_over_anything(ask, board, tmp_path):
    kept = journal(board)
    (tmp_path / "file").write_text("something\n")
    for place in (board, tmp_path / "file", tmp_path, "/proc/nowhere"):
        answer = ask("init", str(place), "--board", "Another Board")
        assert (answer.code, answer.out) == (1, "")
        assert has_one_sentence(answer.err)
    assert journal(board) == kept
    for wrong in ({"--board": ""}, {"--board": "B", "--nation": "mars"}):
        options = [part for pair in wrong.items() for part in pair]
        answer = ask("init", str(tmp_path / "new"), *options)
        assert answer.code == 1
        assert not (tmp_path / "new").exists()


def test_an_edited_line_is_told_and_nothing_is_written(installed, board):
    whole = journal(board)
    edited = whole.replace(b"graded care profile", b"graded case profile", 1)
    assert edited != whole
    (board / "journal.jsonl").write_bytes(edited)
    shown = installed("rec", "list", "--json")
    assert shown.code == 0
    assert shown.json == []  # what came before the edited line, and nothing after it
    assert "line" in shown.err
    refused = installed("agency", "add", "Probation", "--json")
    assert (refused.code, refused.out) == (1, "")
    assert refused.refusal["code"] == "read-only"
    verified = installed("verify")
    assert verified.code == 1
    assert "Something does not hold." in verified.out
    assert journal(board) == edited


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: b"",
        lambda whole: whole[:40],
        lambda whole: whole.replace(b'"format":1', b'"format":2', 1),
        lambda whole: b"\x00" * len(whole),
        lambda whole: b"\xef\xbb\xbf" + whole,
        lambda whole: b'{"recommendations": {}}\n',
        lambda whole: whole.split(b"\n", 1)[1],
    ],
    ids=["emptied", "cut", "header edited", "zeros", "BOM", "TinyDB", "no header"],
)
def test_a_register_that_cannot_be_opened(ask, board, damage):
    damaged = damage(journal(board))
    (board / "journal.jsonl").write_bytes(damaged)
    for words in ("rec list", "agency add Probation"):
        answer = ask(*words.split())
        assert (answer.code, answer.out) == (1, "")
        assert has_one_sentence(answer.err)
    assert journal(board) == damaged


def small_files() -> None:
    """No file may grow past what the journal has already: as on a disk that is full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))


def test_a_full_disk_loses_nothing(installed, board, tmp_path):
    kept = journal(board)
    name = tmp_path / "review.txt"
    name.write_bytes(REVIEW)
    for words in (
        ("agency", "add", "Probation"),
        ("import", str(name), "--accept", "ticked"),
        ("report", "progress", "--out", str(tmp_path / "progress.docx")),
        ("init", str(tmp_path / "new"), "--board", "Another Board"),
    ):
        answer = installed(*words, preexec_fn=small_files)
        assert (answer.code, answer.out) == (1, "")
        assert has_one_sentence(answer.err.strip().splitlines()[-1])
    assert journal(board) == kept
    assert not (tmp_path / "progress.docx").exists()
    assert not [one for one in tmp_path.iterdir() if "part" in one.name]
    assert installed("verify").code == 0
    assert installed("agency", "add", "Probation").out == "probation\n"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte, or an ordinary folder where this login may not make one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    made = subprocess.run(mount, capture_output=True)
    yield place
    if made.returncode == 0:
        subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_fills_up_and_is_freed(installed, small_disk):
    place = small_disk / "register"
    assert installed("init", str(place), "--board", "Fernshire Board").code == 0
    filler = small_disk / "filler"
    on_a_disk = place.is_dir() and os.stat(place).st_dev != os.stat(small_disk.parent).st_dev
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while on_a_disk:
            file.write(b"\0" * 4096)
    aliases = [part for n in range(12) for part in ("--alias", f"{n} {'Probation ' * 45}")]
    add = ("--register", str(place), "agency", "add", "Probation", *aliases, "--json")
    refused = installed(*add, **({} if on_a_disk else {"preexec_fn": small_files}))
    assert (refused.code, refused.out, refused.refusal["code"]) == (1, "", "not-saved")
    if on_a_disk:
        assert "the disk is full" in refused.refusal["message"]
    filler.unlink()
    assert installed("--register", str(place), "agency", "list", "--json").json == []
    assert installed(*add).code == 0
    assert installed("--register", str(place), "verify").code == 0


def test_a_folder_that_may_only_be_read(installed, board, tmp_path):
    kept = journal(board)
    for one in board.iterdir():
        one.chmod(0o555 if one.is_dir() else 0o444)
    board.chmod(0o555)

    def read_only(*arguments: str) -> Any:
        return installed(*arguments, preexec_fn=bound_to_permissions)

    listed = read_only("rec", "list", "--json")
    assert (listed.code, len(listed.json)) == (0, 2)
    assert read_only("theme", "positions").code == 0
    refused = read_only("agency", "add", "Probation", "--json")
    assert (refused.code, refused.out) == (1, "")
    assert "Nothing was changed." in refused.refusal["safe"]
    out = tmp_path / "progress.docx"
    report = read_only("report", "progress", "--out", str(out))
    assert report.code == 0
    assert "not recorded" in report.err
    assert out.exists()
    board.chmod(0o755)
    assert journal(board) == kept


def test_a_report_that_cannot_be_put_there(installed, board, tmp_path):
    kept = journal(board)
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    for out in (tmp_path, tmp_path / "absent/p.docx", "/dev/null", closed / "p.docx"):
        answer = installed("report", "progress", "--out", str(out), preexec_fn=bound_to_permissions)
        assert (answer.code, answer.out) == (1, "")
        assert has_one_sentence(answer.err)
    assert journal(board) == kept


@pytest.mark.parametrize("words", ["rec list", "rec list --json", "history", "--help"])
def test_an_output_with_no_room_is_told(board, words):
    with open("/dev/full", "wb") as full:
        result = subprocess.run(
            [INSTALLED, *words.split()], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert result.returncode == 1
    assert "no space left on device" in result.stderr
    assert "Traceback" not in result.stderr and "Exception ignored" not in result.stderr


def test_a_saved_change_is_said_to_be_saved_even_if_its_reference_cannot_be_shown(installed, board):
    with open("/dev/full", "wb") as full:
        result = subprocess.run(
            [INSTALLED, "agency", "add", "Probation"], stdout=full, stderr=subprocess.PIPE
        )
    assert result.returncode == 1
    assert result.stderr.startswith(b"Saved. Entry ")
    assert b"probation" in installed("agency", "list").out.encode()


@pytest.mark.parametrize("words", ["history", "history --json", "rec list", "--help"])
def test_a_reader_that_goes_away_is_no_fault(board, words):
    reading, writing = os.pipe()
    os.close(reading)
    result = subprocess.run(
        [INSTALLED, *words.split()], stdout=writing, stderr=subprocess.PIPE, text=True
    )
    os.close(writing)
    assert result.returncode == 1
    assert "roken" not in result.stderr and "Traceback" not in result.stderr
    assert "Exception ignored" not in result.stderr


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_never_reach_the_journal(ask, board, closed):
    for words in ("agency add Probation", "rec list", "rec show nothing"):
        subprocess.run(f"{INSTALLED} {words} {closed}", shell=True, capture_output=True)
    assert "all 13 lines" in ask("verify").out.lower()


def test_stopping_with_the_keyboard(board):
    with subprocess.Popen(
        [INSTALLED, "before", "-"],
        stdin=(terminal := os.openpty())[1],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        assert "Ctrl-D" in process.stderr.readline()  # now it waits for the keyboard
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    for end in terminal:
        os.close(end)
    assert (process.returncode, out) == (1, "")
    assert err.startswith("Stopped. Everything that said Saved is saved.")
    assert "Traceback" not in err


def test_bytes_that_are_no_text(installed, ask, board):
    kept = journal(board)
    answer = installed("rec", "add", "child-elm", "--text", b"\xa35 a week", "--json")
    assert (answer.code, answer.refusal["code"]) == (1, "not-text")
    for words in (
        (b"rec", b"show", b"\xff\xfe"),
        (b"rec", b"add", b"child-elm", b"--theme", b"\xff", b"--text", b"x"),
        (b"--register", b"/tmp/\xff", b"rec", b"list"),
        (b"evidence", b"add", b"--for", b"child-elm/1", b"--shows", b"x", b"--level", b"1",
         b"--file", b"/tmp/\xff\xfe"),
        (b"history", b"\xed\xa0\x80"),
        (b"--as-at", b"\xff", b"rec", b"list"),
    ):  # fmt: skip
        answer = ask(*map(os.fsdecode, words), "--json")
        assert (answer.code, answer.out) == (1, "")
        assert has_one_sentence(answer.err)
        assert list(answer.refusal) == ["code", "message", "ref", "safe", "todo"]
    assert installed(b"rec", b"list", b"\xff", b"--json").json == []
    assert installed(b"r\xffc", b"list").code == 2
    assert journal(board) == kept


def test_a_file_whose_name_is_no_text_is_still_read(installed, board, tmp_path):
    name = os.fsencode(tmp_path) + b"/r\xe9view.txt"
    with open(name, "wb") as file:
        file.write(REVIEW)
    shown = installed("import", name, "--dry-run", "--json")
    assert shown.code == 0
    assert len(shown.json["items"]) == 1
    assert installed("import", name, "--accept", "ticked", "--review", "child-rowan").code == 0
    assert installed("verify").code == 0


def test_piped_bytes_that_are_no_utf8(installed, board):
    text = "The board\u2019s \u00a35 neglect audit"
    made = installed("rec", "add", "child-elm", "--text", "-", input=text.encode("cp1252"))
    assert made.code == 0
    assert text in installed("rec", "show", made.out.strip()).out
    for data in (b"\x00\x01" * 100, b"\x80\x81\xfe\xff\x00"):
        answer = installed("rec", "add", "child-elm", "--text", "-", input=data)
        assert (answer.code, answer.out) == (1, "")
        assert has_one_sentence(answer.err)


@pytest.mark.parametrize(
    "env",
    [
        {"LANG": "C", "LC_ALL": ""},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TERM": "dumb"},
    ],
)
def test_a_plain_locale_changes_no_data(installed, ask, board, env):
    text = "Children’s “voice” – naïve £5 \U0001f642"
    made = installed("rec", "add", "child-elm", "--text", "-", input=text.encode(), env=env)
    assert made.code == 0
    (row,) = [one for one in ask("rec", "list", "--json").json if one["ref"] in made.out]
    assert row["text"] == text
    assert installed("rec", "show", made.out.strip(), env=env).code == 0
    refused = installed("rec", "show", "naïve", "--json", env=env)
    assert refused.refusal["code"] in ("unknown-reference", "ambiguous-reference")
