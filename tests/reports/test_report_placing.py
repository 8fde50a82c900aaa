"""Putting a document in its place: whole or not at all."""

import os
import stat
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest

from auditrack.model.change import Refusal, RefusedError
from auditrack.reports.kit.placing import place, place_all

# Runs with a limit or without root's rights, which must not touch the process of the tests.
LIMITED = """
import os, resource, sys
from pathlib import Path
from auditrack.model.change import RefusedError
from auditrack.reports.kit.placing import place
if sys.argv[1] == "full":
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
elif os.geteuid() == 0:
    os.setuid(65534)
try:
    place(b"n" * 50_000, Path(sys.argv[2]))
except RefusedError as error:
    print(error.refusal.code, str(error.refusal), sep="\\n")
"""


def limited(how: str, out: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, how, str(out)], capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def refused(content: bytes, out: Path) -> Refusal:
    with pytest.raises(RefusedError) as caught:
        place(content, out)
    return caught.value.refusal


def test_a_file_is_placed_whole_and_private(tmp_path: Path) -> None:
    out = tmp_path / "progress.docx"
    place(b"first", out)
    place(b"second", out)
    assert out.read_bytes() == b"second"
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["progress.docx"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.docx", tmp_path / "link.docx"
    real.write_bytes(b"old")
    link.symlink_to(real)
    place(b"new", link)
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_stream_gets_the_bytes() -> None:
    out = BytesIO()
    done: list[str] = []
    place(b"content", out, lambda: done.append("recorded"))
    assert (out.getvalue(), done) == (b"content", ["recorded"])


def test_what_must_come_first_sees_nothing_in_place_yet(tmp_path: Path) -> None:
    out = tmp_path / "progress.docx"
    seen: list[bool] = []
    place(b"content", out, lambda: seen.append(out.exists()))
    assert seen == [False]
    assert out.exists()


def test_if_what_must_come_first_fails_nothing_is_placed(tmp_path: Path) -> None:
    out = tmp_path / "progress.docx"
    out.write_bytes(b"old")

    def fails() -> None:
        raise RefusedError(Refusal("busy", "The register is busy."))

    with pytest.raises(RefusedError):
        place(b"new", out, fails)
    assert out.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["progress.docx"]


def test_a_missing_folder_is_a_sentence(tmp_path: Path) -> None:
    refusal = refused(b"x", tmp_path / "papers" / "progress.docx")
    assert refusal.code == "out-folder-missing"
    assert "there is no folder" in refusal.message
    (tmp_path / "file").write_bytes(b"")
    assert refused(b"x", tmp_path / "file" / "progress.docx").code == "out-folder-missing"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert refused(b"x", tmp_path).code == "out-is-folder"


def test_a_pipe_or_device_is_not_renamed_over(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    refusal = refused(b"x", pipe)
    assert refusal.code == "out-no-file"
    assert "--out -" in (refusal.todo or "")
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    out = tmp_path / "progress.docx"
    out.write_bytes(b"old")
    code, sentence = limited("full", out)
    assert code == "out-no-room"
    assert "no room left" in sentence
    assert "an earlier file is untouched" in sentence
    assert out.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["progress.docx"]


def test_a_folder_one_may_not_write_is_a_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0o555)
    code, sentence = limited("unprivileged", folder / "progress.docx")
    assert code == "out-not-writable"
    assert "you may not write in that folder" in sentence
    assert os.listdir(folder) == []


def test_a_full_standard_output_is_a_sentence() -> None:
    with open("/dev/full", "wb", buffering=0) as full, pytest.raises(RefusedError) as caught:
        place(b"content", full)
    assert caught.value.refusal.code == "out-no-room"
    assert "not a whole document" in caught.value.refusal.safe


def test_a_reader_that_went_away_is_a_sentence() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "wb", buffering=0) as gone, pytest.raises(RefusedError) as caught:
        place(b"content", gone)
    assert caught.value.refusal.code == "out-closed"


def test_several_are_placed_together_or_not_at_all(tmp_path):
    told = []
    files = {tmp_path / name: name.encode() for name in ("a.docx", "b.docx")}
    assert place_all(files, lambda: told.append(sorted(os.listdir(tmp_path)))) == ()
    assert {path: path.read_bytes() for path in files} == files
    assert all(name.startswith(".auditrack-") for name in told[0])  # none was in place yet
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in files)
    (tmp_path / "c.docx").mkdir()
    with pytest.raises(RefusedError):
        place_all({tmp_path / "d.docx": b"d", tmp_path / "c.docx": b"c"}, lambda: told.append([]))
    assert len(told) == 1
    assert sorted(os.listdir(tmp_path)) == ["a.docx", "b.docx", "c.docx"]


def test_what_could_not_be_recorded_leaves_none_of_several(tmp_path):
    def refuses():
        raise RefusedError(Refusal("role", "No."))

    with pytest.raises(RefusedError):
        place_all({tmp_path / "a.docx": b"a", tmp_path / "b.docx": b"b"}, refuses)
    assert os.listdir(tmp_path) == []


def test_a_place_that_is_taken_after_the_entry_is_named_and_the_others_are_filled(tmp_path):
    def takes():
        (tmp_path / "a.docx").mkdir()

    missing = place_all({tmp_path / "a.docx": b"a", tmp_path / "b.docx": b"b"}, takes)
    assert missing == (tmp_path / "a.docx",)
    assert sorted(os.listdir(tmp_path)) == ["a.docx", "b.docx"]
    assert (tmp_path / "b.docx").read_bytes() == b"b"


@pytest.mark.parametrize(
    ("name", "mark", "program"),
    [
        ("progress.docx", "~$ogress.docx", "Word"),
        ("minutes.docx", "~$inutes.docx", "Word"),
        ("plan.docx", "~$plan.docx", "Word"),
        ("plan.docx", ".~lock.plan.docx#", "LibreOffice"),
    ],
)
def test_a_file_that_somebody_has_open_is_left(
    tmp_path: Path, name: str, mark: str, program: str
) -> None:
    out = tmp_path / name
    out.write_bytes(b"old")
    (tmp_path / mark).write_bytes(b"x")
    refusal = refused(b"new", out)
    assert refusal.code == "out-open"
    assert program in refusal.message
    assert mark in (refusal.todo or "")
    with pytest.raises(RefusedError):
        place_all({out: b"new", tmp_path / "other.docx": b"new"}, lambda: None)
    assert out.read_bytes() == b"old"
    assert sorted(os.listdir(tmp_path)) == sorted([name, mark])


def test_the_mark_of_another_file_is_nothing_to_it(tmp_path: Path) -> None:
    out = tmp_path / "progress.docx"
    (tmp_path / "~$ogress.docx").write_bytes(b"x")
    place(b"new", out)
    assert out.read_bytes() == b"new"
