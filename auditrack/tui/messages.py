"""What screens and session tell the app: data goes down, these come up."""

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:  # loaded after the first screen stands
    from auditrack.analysis.position import Position
    from auditrack.model.change import Refusal
    from auditrack.views.page import Page


class Open(Message):
    """Somebody wants to read a record. `kind` says which where the reference alone does not.

    `page` is there where it was read already, in the background.
    """

    def __init__(self, ref: str, kind: str | None = None, page: "Page | None" = None) -> None:
        super().__init__()
        self.ref = ref
        self.kind = kind
        self.page = page


class HistoryRead(Message):
    """The history of a record, read in the background."""

    def __init__(self, page: "Page") -> None:
        super().__init__()
        self.page = page


class Changed(Message):
    """Others, or we, wrote to the register: what is shown may be older than the record."""


@dataclass(frozen=True)
class Outlook:
    """What takes a moment to work out: where every theme stands, then what is open and overdue."""

    positions: "tuple[Position, ...]"
    still_open: int | None = None
    overdue: int | None = None


class OutlookRead(Message):
    """An outlook, worked out in the background. `painted` is set once it is on the screen."""

    def __init__(self, outlook: Outlook) -> None:
        super().__init__()
        self.outlook = outlook
        self.painted = threading.Event()


class Refused(Message):
    """Something could not be shown, in a sentence."""

    def __init__(self, refusal: "Refusal") -> None:
        super().__init__()
        self.refusal = refusal
