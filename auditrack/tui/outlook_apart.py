"""Has the outlook over a large register worked out in a process of its own, one at a time.

Judging 100,000 recommendations takes a while and much memory; in this process it would take the
keys' time and keep the memory.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from auditrack.model.change import Refusal
from auditrack.tui.outlook import Outlook

if TYPE_CHECKING:
    from auditrack.tui.outlook_wire import Wanted

REST = 4.0
"""So many times as long as a reading took nobody reads again: it takes a fifth of a processor."""

LONGEST_REST = 120.0
FAILED_REST = 30.0
_ENDING = 2.0
"""Seconds."""


class OutlookApart:
    """The thread that waits for such a process. `told` hears each outlook, in that thread.

    What is wanted while one is being read is read after it: on a busy board one that is begun is
    not given up, or none would ever end.
    """

    def __init__(
        self,
        wanted: "Callable[[], Wanted]",
        told: Callable[[Outlook], None],
        refused: Callable[[Refusal], None],
        cannot: Callable[[], None],
    ) -> None:
        self._wanted = wanted
        self._told = told
        self._refused = refused
        self._cannot = cannot
        self._asked = threading.Event()
        self._over = threading.Event()
        self._guard = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._has_failed = False
        self._thread = threading.Thread(target=self._work, name="outlook", daemon=True)

    def read(self) -> None:
        """Have it read again, as soon as may be."""
        self._asked.set()
        with self._guard:
            if not self._thread.ident and not self._over.is_set():
                self._thread.start()

    def stop(self) -> None:
        """The app goes: end the process at once."""
        self._over.set()
        self._asked.set()
        with self._guard:
            if self._process is not None:
                self._process.kill()

    def _work(self) -> None:
        while self._asked.wait() and not self._over.is_set():
            self._asked.clear()
            began = time.monotonic()
            try:
                is_whole = self._read()
            except OSError:
                if not self._over.is_set():
                    self._cannot()
                return
            took = time.monotonic() - began
            self._over.wait(min(took * REST, LONGEST_REST) if is_whole else FAILED_REST)
            if not is_whole:
                self._asked.set()

    def _read(self) -> bool:
        """Start the process and hear it to its end; whether it told all.

        Raises:
            OSError: it cannot be started, or ended by a fault of its own.
        """
        from auditrack.tui.outlook_wire import Answer

        process = self._start()
        if process is None:
            return True
        assert process.stdin is not None and process.stdout is not None
        code, is_whole = None, False
        try:
            with suppress(BrokenPipeError):
                process.stdin.write(msgspec.json.encode(self._wanted()) + b"\n")
                process.stdin.flush()
            for line in process.stdout:
                if self._over.is_set():
                    break
                answer = msgspec.json.decode(line, type=Answer)
                is_whole = answer.standing is not None or answer.refused is not None
                if answer.refused is not None:
                    self._refused(answer.refused)
                else:
                    self._told(answer.outlook())
            with suppress(subprocess.TimeoutExpired):
                code = process.wait(_ENDING)
        except msgspec.DecodeError:
            is_whole = False
        finally:
            with self._guard:
                self._process = None
                process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):
                    pipe.close()
        if code is not None and code > 0:
            raise OSError(f"it ended with {code}")
        if not is_whole and not self._has_failed and not self._over.is_set():
            self._has_failed = True
            self._refused(
                Refusal(
                    "outlook",
                    "Where the themes stand could not be worked out just now; auditrack tries "
                    "again by itself.",
                )
            )
        return is_whole

    def _start(self) -> "subprocess.Popen[bytes] | None":
        with self._guard:
            if self._over.is_set():
                return None
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-m", "auditrack.tui.outlook_process"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=dict(os.environ),  # where the password file lies, and how the server is reached
                start_new_session=True,  # Ctrl-C is for us: we end it
            )
            return self._process
