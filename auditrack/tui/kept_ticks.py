"""The ticks of an import as a draft: what a person chose of a document, until it is taken in."""

from collections.abc import Iterable

from auditrack.register import drafts
from auditrack.register.drafts import Draft

TICKS = "import-ticks"
"""The id of such a draft; what it is about is the path of the document."""


def keep_ticks(identity: str, path: str, document: str, ticked: Iterable[int], at: int) -> bool:
    """Keep which items are ticked; whether it could be written.

    Args:
        identity: the register's.
        path: the document's, in full.
        document: the SHA-256 of its bytes.
        ticked: the places of the items, counted from 0.
        at: UTC milliseconds.
    """
    values: dict[str, str | list[str]] = {
        "document": document,
        "ticked": [str(place) for place in sorted(ticked)],
    }
    return drafts.keep(identity, Draft(TICKS, path, values, None, at))


def kept_ticks(identity: str, path: str, document: str, items: int) -> tuple[set[int], int] | None:
    """The places that were ticked and when; None where none are kept or the document is another."""
    draft = drafts.find(identity, TICKS, path)
    if draft is None or draft.values.get("document") != document:
        return None
    ticked = {
        int(place)
        for place in draft.values.get("ticked", ())
        if place.isascii() and place.isdigit() and len(place) < 7
    }
    return {place for place in ticked if place < items}, draft.at


def forget_ticks(identity: str, path: str) -> None:
    """Forget them: the document was taken in, or the ticks are as it proposes them."""
    drafts.forget(identity, TICKS, path)
