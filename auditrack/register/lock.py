"""One writer at a time: flock on a file that is never replaced, and one process lock around it."""

import fcntl
import os
import signal
import threading
import time
from _signal import pthread_sigmask  # type: ignore[import-not-found,unused-ignore]
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from auditrack.model.change import Actor, RefusedError
from auditrack.register import errors
from auditrack.register.place import open_shared

PATIENCE = 10.0
"""Seconds that a writer tries for the lock."""

_TURNS = 1_000
_PAUSE = 0.001
_HOLDER_BYTES = 120
_TICKS = 100_000_000
"""Nanoseconds: ten times the longest tick of the clock that a file system dates changes by."""

# As plain numbers: turning members of an enumeration into them costs a save a few per cent.
_MASKED = tuple(
    map(int, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGTSTP))
)

_process_lock = threading.RLock()
"""Around every flock of this process: it belongs to the open file, and threads must queue too."""


class WriteLock:
    """A context in which this handle alone writes; signals wait until it ends."""

    def __init__(self, path: Path, actor: Actor, patience: float = PATIENCE) -> None:
        self._path = path
        self._name = str(path)
        name = f"{actor.login[:80]} (process {os.getpid()})"
        self._holder = name.encode(errors="replace").ljust(_HOLDER_BYTES)[:_HOLDER_BYTES]
        self._patience = patience
        self._fd: int | None = None
        self._file = (0, 0)
        self._settled = 0
        self._process = 0
        self._held = False
        self._mask: Iterable[int] | None = None

    def __enter__(self) -> None:
        """Take the lock.

        Raises:
            RefusedError: Busy, naming the holder; or the lock file cannot be opened.
        """
        if not (
            _process_lock.acquire(blocking=False) or _process_lock.acquire(timeout=self._patience)
        ):
            raise RefusedError(
                errors.busy(self._path.parent, "another task of this session", self._patience)
            )
        try:
            pause, end, turns = _PAUSE, 0.0, 0
            while not self._try():
                end = end or time.monotonic() + self._patience
                left = end - time.monotonic()
                if left <= 0:
                    raise RefusedError(
                        errors.busy(self._path.parent, self._read_holder(), self._patience)
                    )
                if turns < _TURNS:
                    # A save holds the lock for a tenth of a millisecond: sleeping takes longer.
                    turns += 1
                    os.sched_yield()
                    continue
                time.sleep(min(left, _jittered(pause)))
                pause = min(pause * 1.5, 0.02)
        except OSError as problem:
            _process_lock.release()
            raise RefusedError(errors.no_lock(self._path, problem)) from None
        except BaseException:
            _process_lock.release()
            raise
        self._held = True

    def __exit__(self, *_: object) -> None:
        try:
            self.let_go()
        finally:
            self._unmask()

    def let_go(self) -> None:
        """Let the next writer write already; signals still wait until this context ends."""
        if not self._held:
            return
        self._held = False
        try:
            assert self._fd is not None
            fcntl.flock(self._fd, fcntl.LOCK_UN)
        finally:
            _process_lock.release()

    def close(self) -> None:
        """Let go of the lock file."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def _try(self) -> bool:
        self._mask_signals()
        try:
            fd = self._open()
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._unmask()
            return False
        except BaseException:
            self._unmask()
            raise
        if not self._is_current():
            # Somebody removed the lock file: its name now stands for another lock, or none.
            self.close()
            self._unmask()
            return False
        # The name is a courtesy to whoever waits; a full disk must not stop the writer for it.
        with suppress(OSError):
            # Written only when another held it last: a second dirty file slows the flush.
            if os.pread(fd, _HOLDER_BYTES, 0) != self._holder:
                os.pwrite(fd, self._holder, 0)
        return True

    def _open(self) -> int:
        # After a fork the child must not share its parent's lock.
        if self._fd is None or self._process != os.getpid():
            self.close()
            self._fd = open_shared(self._path, os.O_RDWR | os.O_CREAT)
            held = os.fstat(self._fd)
            self._file = held.st_dev, held.st_ino
            self._process = os.getpid()
            self._settled = 0
        return self._fd

    def _is_current(self) -> bool:
        """Whether the file that is locked still has the lock's name."""
        assert self._fd is not None
        changed = os.fstat(self._fd).st_ctime_ns
        if changed == self._settled:
            return True  # a file that is removed, renamed or replaced has another time of change
        try:
            named = os.stat(self._name)
        except FileNotFoundError:
            return False
        if (named.st_dev, named.st_ino) != self._file:
            return False
        # Two changes within one tick of the file system's clock show the same time.
        self._settled = changed if time.time_ns() - changed > _TICKS else 0
        return True

    def _read_holder(self) -> str:
        try:
            text = self._path.read_bytes()[:_HOLDER_BYTES].decode(errors="replace").strip()
        except OSError:
            text = ""
        return "".join(letter for letter in text if letter.isprintable()) or "somebody"

    def _mask_signals(self) -> None:
        # Handlers of Python run in the main thread alone; another thread is not interrupted.
        if threading.get_ident() == threading.main_thread().ident:
            # The wrapper in `signal` makes enumerations of its answer: a tenth of a whole save.
            self._mask = pthread_sigmask(signal.SIG_BLOCK, _MASKED)

    def _unmask(self) -> None:
        if self._mask is not None:
            mask, self._mask = self._mask, None
            pthread_sigmask(signal.SIG_SETMASK, mask)


def _jittered(pause: float) -> float:
    from random import random

    return pause * (0.5 + random())
