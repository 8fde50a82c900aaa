"""An open recommendation as a report prints it: its row in words, without the facts behind it."""

from dataclasses import dataclass, fields

from auditrack.analysis.brag import Brag
from auditrack.views.rows import Row


@dataclass(frozen=True, slots=True)
class OpenLine:
    """One open recommendation; every field is what `Row` says under the same name.

    Thousands of rows keep everything that they were judged by; a report needs the words alone.
    """

    ref: str
    review: str
    review_title: str
    label: str | None
    text: str
    agencies: tuple[str, ...]
    leads: tuple[str, ...]
    reply: str
    decision: str
    delivery: str
    practice: str
    brag: Brag
    original_due: str | None
    agreed_due: str | None
    overdue_days: int | None
    overdue_original_days: int | None
    times_moved: int

    @classmethod
    def of(cls, row: Row) -> "OpenLine":
        """What a row says."""
        return cls(**{one.name: getattr(row, one.name) for one in fields(cls)})
