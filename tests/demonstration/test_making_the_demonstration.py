"""Making the made-up board: whole or not at all, quickly, and never over something else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from auditrack.demonstration import demonstration_folder, make_demonstration
from auditrack.model.change import RefusedError
from auditrack.register import Register, open_register
from auditrack.register.place import default_register

HASH = "head_hash"


def test_it_has_a_folder_of_its_own_beside_the_register() -> None:
    assert demonstration_folder().parent == default_register().parent
    assert demonstration_folder() != default_register()


def test_it_leaves_nothing_beside_it(demonstration_board: Path) -> None:
    assert [*demonstration_board.parent.iterdir()] == [demonstration_board]


def told(register: Register) -> list[tuple[object, ...]]:
    """Every entry, but for the hash at which something is frozen: no two registers share one."""
    found = []
    for e in register.history():
        ops = [
            (op.op, op.table, op.id, op.rev, {k: v for k, v in op.fields.items() if k != HASH})
            for op in e.ops
        ]
        found.append((e.number, e.t, e.login, e.cmd, e.why, ops))
    return found


def test_it_is_made_in_an_empty_folder_and_is_the_same_each_time(
    tmp_path: Path, register: Register
) -> None:
    folder = tmp_path / "second"
    folder.mkdir()
    make_demonstration(folder)
    with open_register(folder, read_only=True) as second:
        again = told(second)
    assert again == told(register)


def test_a_register_is_never_made_over(demonstration) -> None:
    before = (demonstration.folder / "journal.jsonl").read_bytes()
    with pytest.raises(RefusedError, match="a register is there already") as refused:
        make_demonstration(demonstration.folder)
    assert refused.value.refusal.code == "not-made"
    assert refused.value.refusal.todo
    assert (demonstration.folder / "journal.jsonl").read_bytes() == before


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("mine", encoding="utf-8")
    for place in (tmp_path, letter):
        with pytest.raises(RefusedError, match="something else is there"):
            make_demonstration(place)
    assert letter.read_text(encoding="utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [letter]


def test_a_place_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(RefusedError, match="cannot be made"):
        make_demonstration(tmp_path / "file" / "board")


LIMITED = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
from auditrack.cli.main import main
main()
"""


def test_a_build_that_the_disk_stops_leaves_nothing_half_made(tmp_path: Path) -> None:
    folder = tmp_path / "board"
    stopped = subprocess.run(
        [sys.executable, "-c", LIMITED, "demo", str(folder), "--no-open"],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert stopped.returncode == 1, stopped.stderr
    assert "Traceback" not in stopped.stderr
    assert "not saved" in stopped.stderr.casefold() or "too large" in stopped.stderr.casefold()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_build_left_long_ago_is_swept(tmp_path: Path) -> None:
    old, young = tmp_path / ".board-being-made-old", tmp_path / ".board-being-made-young"
    for left in (old, young):
        left.mkdir()
        (left / "journal.jsonl").write_text("half", encoding="utf-8")
    os.utime(old, (0, 0))
    make_demonstration(tmp_path / "board")
    assert {path.name for path in tmp_path.iterdir()} == {"board", young.name}
