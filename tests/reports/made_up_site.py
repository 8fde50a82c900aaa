"""The public record of the demonstration board, as it is or with other words planted in it."""

from datetime import date
from typing import Any

from auditrack.register import Register
from auditrack.reports.site import pages_of
from auditrack.views.board import is_demonstration
from auditrack.views.public_records import public_positions, public_records
from auditrack.views.site import shown_from
from auditrack.views.site_values import CommentShown, Site


def site_from(register: Register, records: Any, as_at: date, **more: Any) -> Site:
    """The record of some state of a register, as at a day."""
    return shown_from(
        public_records(records, as_at),
        public_positions(records, as_at),
        as_at,
        head=register.head,
        demonstration=is_demonstration(register),
        **more,
    )


def files_of(register: Register, records: Any, as_at: date, **more: Any) -> dict[str, bytes]:
    """Every file of it, with a comment of an agency and whom to contact."""
    more.setdefault("comments", (CommentShown("Police", "We have done more since.", "Thank you."),))
    more.setdefault("contact", "Write to the board at the council.")
    return dict(pages_of(site_from(register, records, as_at, **more)))
