"""Whose a review is: this board's, another body's, or one that another body entered and shared."""

from collections.abc import Mapping
from typing import Any

from auditrack.model.change import Records
from auditrack.model.review import Review
from auditrack.views.asked import Asked
from auditrack.views.wording import listed


def whose(records: Records, review: Mapping[str, Any]) -> str:
    """Whose it is in a few words, for a list."""
    if review.get("shared_from"):
        return f"shared by {review.get('shared_by') or 'another body'}"
    boards = review.get("boards", ())
    asked = Asked(records)
    if not boards or any(asked.is_own_board(name) for name in boards):
        return "this board"
    return listed(boards)


def shared_in_words(review: Review) -> str | None:
    """Who shared it, and what that means here; None of one that was entered here."""
    if not review.shared_from:
        return None
    return (
        f"{review.shared_by or 'another body'}, entered there as {review.shared_ref} (its entry "
        f"{review.shared_entry}). Its own words are not changed here; what this board does about "
        "it is its own."
    )
