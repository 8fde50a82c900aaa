"""What came in and went out as documents: imports and exports."""

from auditrack.model.record import Record


class Import(Record, frozen=True, kw_only=True):
    """One accepted document. It is undone as one.

    `taken` and `left` count what it proposed and a person added; `pages` are those of the document.
    """

    file: str | None = None
    sha256: str | None = None
    format: str | None = None
    review: str | None = None
    title: str | None = None
    counts: str | None = None
    pages: int | None = None
    taken: int | None = None
    left: int | None = None
    undone_on: str | None = None


class Export(Record, frozen=True, kw_only=True):
    """One document that left the register, with the head it printed."""

    kind: str = ""
    what: str | None = None
    period: str | None = None
    marking: str | None = None
    head_number: int | None = None
    head_hash: str | None = None
    to: str | None = None
    file: str | None = None
