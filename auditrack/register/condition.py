"""One thing that `doctor` looked at."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Condition:
    """Whether it is well (None: it cannot be seen from here), what was seen, and what to do."""

    name: str
    well: bool | None
    seen: str
    todo: str | None = None
