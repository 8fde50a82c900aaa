"""How far something long has come: plain lines on standard error, not too many."""

import time

from auditrack.cli import output

_EVERY = 5.0
_MEGABYTE = 1024 * 1024


class Progress:
    """Is told how many bytes are done, of how many, and says so every few seconds."""

    def __init__(self, doing: str, every: float = _EVERY) -> None:
        self._doing = doing
        self._every = every
        self._next = time.monotonic() + every

    def __call__(self, done: int, whole: int) -> None:
        """Say how far it is, if it is time to."""
        now = time.monotonic()
        if now < self._next or not whole:
            return
        self._next = now + self._every
        share = 100 * done // whole
        output.say(f"{self._doing}: {share}% of {whole / _MEGABYTE:,.0f} MB.")
