"""How far something long has come: plain lines on standard error, not too many."""

import time

from auditrack.cli import output

_EVERY = 5.0
_MEGABYTE = 1024 * 1024


class Progress:
    """Is told how many bytes, or other units, are done, of how many; says so every few seconds."""

    def __init__(self, doing: str, every: float = _EVERY, unit: str | None = None) -> None:
        self._doing = doing
        self._unit = unit
        self._every = every
        self._next = time.monotonic() + every

    def __call__(self, done: int, whole: int) -> None:
        """Say how far it is, if it is time to."""
        now = time.monotonic()
        if now < self._next or not whole:
            return
        self._next = now + self._every
        share = 100 * done // whole
        size = f"{whole:,} {self._unit}" if self._unit else f"{whole / _MEGABYTE:,.0f} MB"
        output.say(f"{self._doing}: {share}% of {size}.")
