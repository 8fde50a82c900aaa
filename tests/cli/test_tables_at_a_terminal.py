"""Lists on a terminal of 80 columns: nothing runs over the edge, and every row can be read."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

INSTALLED = Path(sys.executable).with_name("auditrack")


def on_a_terminal(*words: str, columns: int = 80) -> list[str]:
    """The lines that a command prints on a terminal of so many columns."""
    reading, writing = pty.openpty()
    env = {**os.environ, "COLUMNS": str(columns), "LINES": "24", "TERM": "xterm"}
    with subprocess.Popen(
        [INSTALLED, *words], stdin=writing, stdout=writing, stderr=subprocess.PIPE, env=env
    ) as process:
        os.close(writing)
        data = b""
        while piece := _read(reading):
            data += piece
        assert process.wait() == 0, process.stderr.read() if process.stderr else ""
    os.close(reading)
    assert b"\x1b" not in data
    return data.decode().replace("\r\n", "\n").splitlines()


def _read(end: int) -> bytes:
    try:
        return os.read(end, 65536)
    except OSError:  # the other end was closed
        return b""


@pytest.mark.parametrize(
    "words",
    [
        "rec list",
        "action list",
        "audit list",
        "theme list",
        "check",
        "theme positions",
        "decisions",
        "trends",
    ],
)
def test_nothing_runs_over_the_edge(ask, words):
    ask("review", "add", "a-review-with-a-very-long-reference-indeed", "--title", "Long " * 40)
    made = ask(
        "rec", "add", "a-review-with-a-very-long-reference-indeed", "--text", "Long words " * 60,
        "--agency", "A Very Long Named Partnership NHS Foundation Trust of Fernshire and District",
        "--theme", "neglect",
    )  # fmt: skip
    ask("action", "add", made.out.strip(), "--what", "Long words " * 60)
    lines = on_a_terminal(*words.split())
    assert len(lines) >= 2
    assert max(len(line) for line in lines) <= 80


def test_a_wide_list_names_its_cells_and_keeps_references_whole(ask):
    long = "a-review-with-a-very-long-reference-indeed"
    ask("review", "add", long, "--title", "Long")
    ask("rec", "add", long, "--text", "Listen to the child.", "--agency", "Fernshire Council")
    lines = on_a_terminal("rec", "list")
    assert any(line.startswith(f"{long}/") for line in lines)
    assert "    Listen to the child." in lines
    assert any("BRAG: " in line and "Delivery: " in line for line in lines)


def test_a_narrow_list_is_a_table_and_a_pipe_gets_every_word(ask, board, installed):
    ask("subgroup", "add", "Learning " * 30)
    shown = on_a_terminal("subgroup", "list")
    assert shown[0].split() == ["Reference", "Title"]
    assert shown[-1].endswith("…")
    assert "Learning " * 29 in installed("subgroup", "list").out
