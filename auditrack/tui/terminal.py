"""The terminal as Textual drives it, and what it lacks for lines that stall or drop.

Textual hands its output to a thread through a queue of 30 writes. When a connection stalls the
queue fills and the next write stops the whole app; when it drops the thread dies, and closing
waits for it for ever.
"""

import os
import sys

from textual.drivers.linux_driver import LinuxDriver

_CLOSING_SECONDS = 2.0


class Terminal(LinuxDriver):
    """Never makes the app wait for the line: output queues, or is dropped once the line is."""

    def start_application_mode(self) -> None:
        """Start as Textual does, with room in the queue."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._writer_thread is not None:
            self._writer_thread._queue.maxsize = 0

    def write(self, data: str) -> None:
        """Hand over output, unless nobody is left to take it."""
        if self._writer_thread is not None and self._writer_thread.is_alive():
            self._writer_thread.write(data)

    def close(self) -> None:
        """Let the last output go out, for a moment."""
        if self._writer_thread is not None and self._writer_thread.is_alive():
            self._writer_thread._queue.put(None)
            self._writer_thread.join(_CLOSING_SECONDS)

    def use_mouse(self, wanted: bool) -> None:
        """Take the mouse, or leave it to the terminal so that it selects text."""
        if wanted:
            self._mouse = True
            self._enable_mouse_support()
        else:
            self._disable_mouse_support()
            self._mouse = False

    @staticmethod
    def let_go() -> None:
        """Turn to nowhere after a hang-up, so that closing neither fails nor waits."""
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (sys.__stdin__, sys.__stderr__):
            if stream is not None:
                os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
