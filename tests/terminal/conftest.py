"""A program under a real pseudo-terminal, driven with the standard library alone."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from auditrack.model.change import Actor, Insert, Saved, Transaction
from auditrack.register import create_register

PATIENCE = 60.0
_ESCAPES = re.compile(r"\x1b(\[[0-9;?<>$]*[A-Za-z~]|\][^\x07]*\x07|[=>])")

OPEN = """
import sys
from datetime import date
from auditrack.register import open_register
from auditrack.tui import open_app
with open_register(sys.argv[1]) as register:
    code = open_app(register, date(2026, 11, 20))
sys.exit(code)
"""


class Terminal:
    """The screen and keyboard of one running program."""

    def __init__(self, argv: list[str], environment: dict[str, str], size: tuple[int, int]) -> None:
        self.received = b""
        self.code: int | None = None
        self.pid, self._fd = pty.fork()
        if self.pid == 0:  # the child
            columns, lines = size
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
            os.execve(argv[0], argv, environment)

    def type(self, keys: bytes) -> None:
        """Send keys."""
        self.received = b""
        os.write(self._fd, keys)

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size."""
        self.received = b""
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def wait_for(self, words: str) -> str:
        """Read until words have been drawn; fails when they never are."""
        deadline = time.monotonic() + PATIENCE
        while words not in self.drawn:
            assert self._read(deadline), f"{words!r} was never drawn, but: {self.drawn[-2000:]!r}"
        return self.drawn

    def ended(self) -> int:
        """The exit code, once the program has ended."""
        deadline = time.monotonic() + PATIENCE
        while self._read(deadline):
            pass
        return self._reap()

    def drop(self) -> int:
        """The line drops: the exit code of a program that nobody can see any more."""
        os.close(self._fd)
        self._fd = -1
        return self._reap()

    def is_silent(self, seconds: float) -> bool:
        """Whether nothing at all is sent for so long."""
        self.received = b""
        return not self._read(time.monotonic() + seconds)

    def quieten(self, seconds: float) -> None:
        """Read until nothing has been sent for so long."""
        while self._read(time.monotonic() + seconds):
            pass

    @property
    def drawn(self) -> str:
        """What was drawn since the last keys, without the escape sequences."""
        return _ESCAPES.sub("", self.received.decode("utf-8", "replace"))

    def _read(self, deadline: float) -> bool:
        """Read some; False at the end of the output or of our patience."""
        ready, _, _ = select.select([self._fd], [], [], max(deadline - time.monotonic(), 0))
        if not ready:
            return False
        try:
            some = os.read(self._fd, 65536)
        except OSError:  # the other side has closed
            return False
        self.received += some
        return bool(some)

    def _reap(self) -> int:
        if self.code is None:
            process = os.pidfd_open(self.pid)
            try:
                ended, _, _ = select.select([process], [], [], PATIENCE)
            finally:
                os.close(process)
            assert ended, "the program goes on and on"
            _, status = os.waitpid(self.pid, 0)
            self.code = os.waitstatus_to_exitcode(status)
        return self.code

    def close(self) -> None:
        """End whatever still runs."""
        if self.code is None:
            os.kill(self.pid, signal.SIGKILL)
            self._reap()
        if self._fd >= 0:
            os.close(self._fd)


@pytest.fixture
def register_folder(tmp_path: Path) -> Path:
    """A small made-up register on disk."""
    path = tmp_path / "register"
    text = "Partners should recognise neglect early."
    with create_register(path, "Anyshire Safeguarding Partnership", Actor("officer")) as register:
        saved = register.transact(
            lambda _: Transaction(
                "made up",
                (
                    Insert("board", "board", {"name": "Anyshire Safeguarding Partnership"}),
                    Insert("reviews", "child-ash", {"title": "Child Ash", "published": "2015"}),
                    Insert(
                        "recommendations",
                        "child-ash/1",
                        {"review": "child-ash", "label": "1", "text": text},
                    ),
                ),
            )
        )
        assert isinstance(saved, Saved)
    return path


@pytest.fixture
def opening(register_folder: Path) -> list[str]:
    """The command that opens the app over the register."""
    return [sys.executable, "-c", OPEN, str(register_folder)]


@pytest.fixture
def at_terminal(opening: list[str], tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Opens the app in terminals; whatever still runs at the end is ended."""
    opened: list[Terminal] = []

    def run(size: tuple[int, int] = (80, 24), **variables: str) -> Terminal:
        kept = ("PATH", "HOME", "LANG", "PYTHONPATH", "VIRTUAL_ENV")
        environment = {name: os.environ[name] for name in kept if name in os.environ}
        environment |= {"TERM": "xterm-256color", "XDG_STATE_HOME": str(tmp_path / "state")}
        environment["XDG_CONFIG_HOME"] = str(tmp_path / "config")
        environment |= variables
        terminal = Terminal(opening, environment, size)
        opened.append(terminal)
        return terminal

    yield run
    for terminal in opened:
        terminal.close()
