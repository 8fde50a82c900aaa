"""A program that sits at a terminal: what it holds in memory and what it costs while it waits."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import measuring


class Sitting:
    """A running program and its terminal."""

    def __init__(self, pid: int, terminal: int) -> None:
        self.pid = pid
        self.terminal = terminal
        self._received = b""

    def drawn(self, word: str) -> None:
        """Wait until a word was drawn, and then until the screen is quiet."""
        while word not in self.words():
            assert self._more(measuring.PATIENCE), f"{word} was never drawn, but {self.words()!r}"
        self.quiet(1.0)

    def quiet(self, seconds: float) -> None:
        """Wait until nothing is drawn for so long."""
        while self._more(seconds):
            pass

    def words(self) -> str:
        return measuring._ESCAPES.sub(b"", self._received).decode("utf-8", "replace")

    def _more(self, patience: float) -> bool:
        if not select.select([self.terminal], [], [], patience)[0]:
            return False
        self._received += os.read(self.terminal, 65536)
        return True

    def peak(self) -> int:
        """The most bytes of memory that it has held so far."""
        for line in Path(f"/proc/{self.pid}/status").read_text("ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
        raise AssertionError("no VmHWM")

    def busy(self) -> float:
        """The seconds that its threads have computed for so far."""
        spent = 0
        for thread in Path(f"/proc/{self.pid}/task").iterdir():
            spent += int((thread / "schedstat").read_text("ascii").split()[0])
        return spent / 1e9

    def share(self, seconds: float) -> float:
        """The share of one processor that it takes over so many seconds of waiting."""
        start, before = time.perf_counter(), self.busy()
        while (left := start + seconds - time.perf_counter()) > 0:
            self._more(left)
        return (self.busy() - before) / (time.perf_counter() - start)


@contextmanager
def sitting(command: Sequence[str], **variables: str) -> Iterator[Sitting]:
    """Start a program at a terminal of 80 by 24, and end it."""
    environment = {**os.environ, "TERM": "xterm-256color", **variables}
    pid, terminal = pty.fork()
    if pid == 0:  # the child
        columns, lines = measuring.SIZE
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        os.execve(command[0], list(command), environment)
    try:
        yield Sitting(pid, terminal)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.close(terminal)
        os.waitpid(pid, 0)
