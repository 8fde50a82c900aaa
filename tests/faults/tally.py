"""What the faults of one run came to: printed at its end, so that a figure is never a claim."""

from collections import Counter
from typing import Any

WORDS = ("kills", "acknowledged", "lost", "states tried", "injected failures", "edits of the file")


class Tally:
    """Counts by word; `lost` stands in the line even where it is 0."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, word: str, many: int = 1) -> None:
        if word not in WORDS:
            raise ValueError(word)
        self._counts[word] += many

    def kept(self, acknowledged: set[Any], found: set[Any]) -> None:
        """Hold what was acknowledged against what is there; nothing may be missing."""
        lost = acknowledged - found
        self.add("acknowledged", len(acknowledged))
        self.add("lost", len(lost))
        assert not lost, f"acknowledged and not there: {sorted(lost)[:5]}"

    def line(self) -> str:
        """The summary; empty where nothing was tried."""
        if not self._counts:
            return ""
        return "faults: " + ", ".join(f"{self._counts[word]:,} {word}" for word in WORDS)
