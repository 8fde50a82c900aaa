"""How speed is measured: whole commands, taken in turns after a warm-up, and the median of each."""

import fcntl
import gc
import os
import pty
import re
import select
import signal
import statistics
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

RUNS = 9
PATIENCE = 30.0
PAUSE = 0.04
"""Seconds without a byte that end a screen."""

SIZE = (80, 24)

_ESCAPES = re.compile(rb"\x1b(\[[0-9;?<>$]*[A-Za-z~]|\][^\x07]*\x07|[=>])")


def installed(name: str) -> str:
    """A console script beside the interpreter that runs this."""
    return str(Path(sys.executable).with_name(name))


def module_command(folder: Path, name: str) -> list[str]:
    """`main` of a module in a folder, run as a console script runs it: from compiled code."""
    start = f"import sys; sys.path.insert(0, {str(folder)!r}); from {name} import main; main()"
    return [sys.executable, "-c", start]


def in_turns(runs: int = RUNS, /, **each: Callable[[], object]) -> dict[str, float]:
    """The median of the seconds that each takes, taken in turns: A B A B, the first not counted."""
    return {name: typical[0] for name, typical in _medians(runs, each).items()}


def _medians(runs: int, each: Mapping[str, Callable[[], object]]) -> dict[str, tuple[float, ...]]:
    taken: dict[str, list[tuple[float, ...]]] = {name: [] for name in each}
    gc.collect()
    gc.freeze()  # what the tests themselves hold is not walked over while something is timed
    for turn in range(runs + 1):
        for name, do in each.items():
            gc.collect()
            start = time.perf_counter()
            told = do()
            took = time.perf_counter() - start
            if turn:
                taken[name].append(told if isinstance(told, Moments) else (took,))
            del told
    gc.unfreeze()
    return {
        name: tuple(statistics.median(moment) for moment in zip(*rows, strict=True))
        for name, rows in taken.items()
    }


class Moments(tuple[float, ...]):
    """Seconds from the start of a program to each of several moments."""


def moments_in_turns(
    runs: int = RUNS, /, **each: Callable[[], Moments]
) -> dict[str, tuple[float, ...]]:
    """As `in_turns`, for what tells the moments itself."""
    return _medians(runs, each)


def whole(command: Sequence[str], **variables: str) -> Callable[[], None]:
    """A whole command, from its start until it has ended; it must succeed."""

    def run() -> None:
        done = subprocess.run(
            command,
            env={**os.environ, **variables},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    return run


def on_screen(
    command: Sequence[str], full: Sequence[str], later: str = "", **variables: str
) -> Callable[[], Moments]:
    """A program at a terminal, ended once it has drawn what it should.

    The first moment is the last byte of its first full screen: the one that holds all words of
    `full`, up to the pause after it. The second, where asked for, is when `later` was drawn.
    """
    environment = {**os.environ, "TERM": "xterm-256color", **variables}

    def run() -> Moments:
        start = time.perf_counter()
        pid, terminal = pty.fork()
        if pid == 0:  # the child
            columns, lines = SIZE
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
            os.execve(command[0], list(command), environment)
        try:
            return _watch(_Drawn(terminal, start), full, later)
        finally:
            os.kill(pid, signal.SIGKILL)
            os.close(terminal)
            os.waitpid(pid, 0)

    return run


class _Drawn:
    """What a program has drawn on its terminal, without the escape sequences."""

    def __init__(self, terminal: int, start: float) -> None:
        self._terminal = terminal
        self._start = start
        self._received = b""
        self.last = 0.0
        self.words = ""

    def more(self, patience: float) -> bool:
        """Read what comes next; False where nothing does for so long."""
        if not select.select([self._terminal], [], [], patience)[0]:
            return False
        self._received += os.read(self._terminal, 65536)
        self.last = time.perf_counter() - self._start
        self.words = _ESCAPES.sub(b"", self._received).decode("utf-8", "replace")
        return True


def _watch(drawn: _Drawn, full: Sequence[str], later: str) -> Moments:
    while not all(word in drawn.words for word in full):
        assert drawn.more(PATIENCE), f"{full} was never drawn, but {drawn.words!r}"
    filled = drawn.last if later and later in drawn.words else None
    first = drawn.last
    while drawn.more(PAUSE):
        if filled is None:
            first = drawn.last
            filled = drawn.last if later and later in drawn.words else None
    while later and filled is None:
        assert drawn.more(PATIENCE), f"{later} was never drawn, but {drawn.words!r}"
        filled = drawn.last if later in drawn.words else None
    return Moments((first,) if filled is None else (first, filled))
