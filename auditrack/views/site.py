"""The public record: what it says of each review, recommendation and theme, as values.

Everything is read from the records that may be public and from nothing else, and of those only
what is named here leaves.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from auditrack.model.change import Head, Records
from auditrack.views.board import board_of, is_demonstration
from auditrack.views.facts import Facts
from auditrack.views.public_records import PublicPosition, public_positions
from auditrack.views.publications import was_overridden
from auditrack.views.right_of_reply import frozen_records
from auditrack.views.seen import unwithdrawn
from auditrack.views.site_making import Making
from auditrack.views.site_parts import day_on_record
from auditrack.views.site_values import CommentShown, Site

if TYPE_CHECKING:
    from auditrack.model.publication import Publication
    from auditrack.register.protocol import Store


def site_of(
    register: "Store",
    publication: "Publication",
    reviews: Sequence[str] = (),
    contact: str = "",
) -> Site:
    """The public record of a publication, from the entry it is frozen at and by its day.

    Args:
        register: the register; sign-offs and comments are those on record now.
        publication: the publication.
        reviews: the references of the only reviews to tell of; none means all that it is of.
        contact: whom a reader may write to, as the board wants it printed.

    Raises:
        RefusedError: the publication does not say by which day it is judged.
    """
    public = frozen_records(register, publication)
    head = publication.head_number
    state: Records = register if head is None else register.as_recorded(head)
    return shown_from(
        public,
        public_positions(state, public.as_at),
        public.as_at,
        head=state.head,
        demonstration=is_demonstration(register),
        publication=publication.ref,
        signed_off=_signed_off(register, publication.ref),
        comments=_comments(register, publication.ref),
        reviews=reviews or ((publication.what,) if publication.what else ()),
        contact=contact,
        overridden=was_overridden(register, publication.ref),
    )


def shown_from(
    public: Records,
    positions: Iterable[PublicPosition],
    as_at: date,
    head: Head,
    demonstration: bool = False,
    publication: str = "",
    signed_off: str | None = None,
    comments: tuple[CommentShown, ...] = (),
    reviews: Sequence[str] = (),
    contact: str = "",
    overridden: bool = False,
) -> Site:
    """The public record from records that may be public, judged as at a day."""
    making = Making(Facts(public, as_at, published=True), positions, frozenset(reviews))
    return Site(
        board=board_of(public).name,
        demonstration=demonstration,
        as_at=as_at,
        head=head,
        publication=publication,
        signed_off=day_on_record(signed_off),
        contact=contact.strip(),
        some=bool(reviews),
        reviews=making.reviews,
        themes=making.themes,
        comments=comments,
        overridden=overridden,
    )


def _signed_off(register: "Store", publication: str) -> str | None:
    """The day of the last sign-off of a publication that stands."""
    signed = unwithdrawn(register.index("sign_offs", "publication").get(publication, ()))
    return max((str(one["on"]) for one in signed if one.get("on")), default=None)


def _comments(register: "Store", publication: str) -> tuple[CommentShown, ...]:
    """The comments that are to be printed with a publication, by the agency's name."""
    found = [
        CommentShown(
            str((register.get("agencies", str(one.get("agency"))) or {}).get("name") or ""),
            str(one["said"]),
            str(one.get("answer") or ""),
        )
        for one in unwithdrawn(
            register.index("agency_comments", "publication").get(publication, ())
        )
        if one.get("printed") and one.get("said")
    ]
    return tuple(sorted(found, key=lambda one: one.agency.casefold()))
