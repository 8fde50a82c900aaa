"""Whose turn it is with the one state that all of the app reads: readers, or what moves it on."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 2.0
"""Seconds that one side waits for the other at the most."""


class Turns:
    """Entries of others are applied only while no worker reads."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._readers = 0
        self._is_moving = False

    @contextmanager
    def reading(self) -> Iterator[None]:
        """What a worker holds while it reads: nothing changes under it."""
        with self._changed:
            self._changed.wait_for(lambda: not self._is_moving, PATIENCE)
            self._readers += 1
        try:
            yield
        finally:
            with self._changed:
                self._readers -= 1
                self._changed.notify_all()

    @contextmanager
    def moving(self) -> Iterator[bool]:
        """What is held while the state moves on; it gives whether it may just now."""
        with self._changed:
            may = not self._readers and not self._is_moving
            self._is_moving = self._is_moving or may
        try:
            yield may
        finally:
            if may:
                with self._changed:
                    self._is_moving = False
                    self._changed.notify_all()

    def wait_for_readers(self) -> None:
        """Let those who read end first, for a moment."""
        with self._changed:
            self._changed.wait_for(lambda: not self._readers, PATIENCE)
