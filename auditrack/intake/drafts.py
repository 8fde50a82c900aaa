"""A proposal while it is being read: words are still added, and nothing is decided."""

from dataclasses import dataclass, field

from auditrack.intake.headings import Zone

LONGEST = 6000
"""Characters after which an item takes no more: a missed end must not swallow a chapter."""


@dataclass(eq=False)
class Draft:
    """One item as it grows. `parts` are paragraphs, and bullets starting "- "."""

    kind: str
    zone: Zone
    order: int
    label: str | None = None
    group: str | None = None
    theme: str | None = None
    section: str | None = None
    page: int | None = None
    parts: list[str] = field(default_factory=list)
    outcome_parts: list[str] = field(default_factory=list)
    reach: str | None = None
    agencies: tuple[str, ...] = ()
    confidence: float = 0.0
    why: str = ""
    quoted: bool = False
    labelled: bool = False
    row: bool = False
    inline: bool = False
    """Its words began on the line of its label: what stands below may be about it."""
    summary: bool = False
    box: int | None = None
    orders: list[int] = field(default_factory=list)
    """The blocks it was read from, in reading order."""

    def __post_init__(self) -> None:
        self.orders = self.orders or [self.order]
        self._seen = self._size

    @property
    def _size(self) -> int:
        return len(self.parts) + len(self.outcome_parts)

    def read_from(self, order: int) -> None:
        """Note the block just read as one of its own, where words of it were added."""
        if self._size != self._seen:
            self._seen = self._size
            if order not in self.orders[-1:]:
                self.orders.append(order)

    def goes_on_in(self, order: int) -> None:
        """Note a block that was read as more of it, whatever was added."""
        self._seen = self._size
        self.orders.append(order)

    @property
    def text(self) -> str:
        """The words so far, bullets on lines of their own."""
        return join_parts(self.parts)

    @property
    def outcome(self) -> str | None:
        """The outcome so far, or None."""
        return join_parts(self.outcome_parts) or None

    @property
    def dangling(self) -> bool:
        """Whether the words so far open a list that has not begun."""
        return bool(self.parts) and self.parts[-1].rstrip().endswith((":", ":-", ": -", ":–"))

    @property
    def full(self) -> bool:
        """Whether it has grown longer than any item is."""
        return sum(map(len, self.parts)) > LONGEST

    def add(self, text: str, bullet: bool = False) -> None:
        """One more paragraph or bullet."""
        if text and not self.full:
            self.parts.append(f"- {text}" if bullet else text)


def join_parts(parts: list[str]) -> str:
    """Paragraphs joined by a space; a bullet, and what follows one, starts a line."""
    text = ""
    bullet_before = False
    for part in parts:
        bullet = part.startswith("- ")
        if text:
            text += "\n" if bullet or bullet_before else " "
        text += part
        bullet_before = part.rsplit("\n", 1)[-1].startswith("- ")
    return text
