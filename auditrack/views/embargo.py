"""Whether a review may not be spoken of outside yet: then looking at it is told to the host."""

from collections.abc import Mapping
from typing import Any

from auditrack.model.change import Records, RefusedError
from auditrack.views.find import resolve


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
    if any(_open(proceeding) for proceeding in proceedings):
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


def _open(proceeding: Mapping[str, Any]) -> bool:
    return bool(proceeding.get("open")) and not proceeding.get("ended")
