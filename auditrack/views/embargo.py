"""Whether a review may not be spoken of outside yet: then looking at it is told to the host."""

from collections.abc import Iterator, Mapping
from typing import Any

from auditrack.model.change import Entry, Records, RefusedError
from auditrack.views.find import resolve
from auditrack.views.seen import unwithdrawn

_HANGING = ("actions", "evidence", "audits")
"""Tables of what hangs on asks: their records lead on to a review."""

_LONGEST = 120
"""Characters of the longest value that is looked at as a reference."""


def is_embargoed(records: Records, review: str) -> bool:
    """Whether proceedings are open, or nothing says that the review is or may be published.

    Args:
        records: the state to look in.
        review: the review's reference; one that is not on record is not embargoed.
    """
    document = records.get("reviews", review)
    if document is None:
        return False
    proceedings = records.index("proceedings", "review").get(review, ())
    if any(_open(proceeding) for proceeding in unwithdrawn(proceedings)):
        return True
    publishable = document.get("publishable")
    if publishable is None:
        return not document.get("published")
    return bool(publishable != "yes")


def embargoed_review(records: Records, typed: str) -> str | None:
    """The embargoed review whose page, or whose ask's or finding's page, a reference opens."""
    try:
        table, found = resolve(records, typed, ("reviews", "recommendations", "findings"))
    except RefusedError:
        return None
    document = records.get(table, found)
    review = found if table == "reviews" else str((document or {}).get("review", ""))
    return review if is_embargoed(records, review) else None


def writes_of_embargoed(records: Records, entry: Entry) -> bool:
    """Whether an entry wrote to an embargoed review, or to what hangs on one."""
    looked_at: set[str] = set()
    for op in entry.ops:
        known = dict(records.get(op.table, op.id) or {})
        known.update({name: new for name, (_, new) in op.fields.items() if new is not None})
        waiting = [op.id, *_named(known)]
        while waiting:
            ref = waiting.pop()
            if ref in looked_at:
                continue
            looked_at.add(ref)
            if is_embargoed(records, _review(records, ref)):
                return True
            for table in _HANGING:
                waiting.extend(_named(records.get(table, ref) or {}))
    return False


def _review(records: Records, ref: str) -> str:
    """The review that a reference is, or that its ask or finding belongs to."""
    for table in ("recommendations", "findings"):
        if document := records.get(table, ref):
            return str(document.get("review", ""))
    return ref


def _named(document: Mapping[str, Any]) -> Iterator[str]:
    """The values of a record that may be references: short words without a space."""
    for value in document.values():
        for one in value if isinstance(value, (list, tuple)) else (value,):
            if isinstance(one, str) and len(one) <= _LONGEST and " " not in one:
                yield one


def _open(proceeding: Mapping[str, Any]) -> bool:
    return bool(proceeding.get("open")) and not proceeding.get("ended")
