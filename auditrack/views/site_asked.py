"""Which publication a public record is made of, and which reviews were asked for by name."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from auditrack.model.change import Refusal, RefusedError
from auditrack.model.publication import Publication
from auditrack.model.words import PUBLICATIONS, word
from auditrack.views.find import find
from auditrack.views.public_records import public_records
from auditrack.views.public_reviews import Withheld
from auditrack.views.publications import publication_now, signed_off
from auditrack.views.right_of_reply import frozen_records

if TYPE_CHECKING:
    from auditrack.register.protocol import Store

RECORD = "record"
SAFE = "Nothing was written; an earlier folder is untouched."


def reviews_asked_for(register: "Store", typed: Sequence[str], today: date) -> tuple[str, ...]:
    """The references of reviews as typed, each once.

    Raises:
        RefusedError: one is not on record, or may not be public as things stand now.
    """
    wanted = tuple(dict.fromkeys(find(register, one, "reviews") for one in typed))
    if wanted:
        _refuse_withheld(register, wanted, public_records(register, today).withheld, "")
    return wanted


def publication_to_publish(
    register: "Store", named: str | None, reviews: Sequence[str], today: date
) -> Publication:
    """The publication that a public record is made of.

    Args:
        register: the live register.
        named: a publication, as typed; None means the newest one that is signed off and holds
            the reviews that were asked for.
        reviews: the references of the only reviews that are wanted; none means all.
        today: the day it is.

    Raises:
        RefusedError: there is none that is signed off, the one named is of something else, or it
            does not hold a review that is wanted.
    """
    one = _named(register, named, today) if named else _newest(register, reviews)
    if one.what and any(review != one.what for review in reviews):
        raise _refused(
            "not-in-it",
            f"{one.ref} is of the review {one.what} alone.",
            "Leave --review out, or publish what is of all reviews.",
            one.ref,
        )
    if reviews:
        frozen = frozen_records(register, one)
        _refuse_withheld(register, reviews, frozen.withheld, f" in {one.ref}")
        for ref in reviews:
            if frozen.get("reviews", ref) is None:
                raise _refused(
                    "not-in-it",
                    f"{ref} is not in {one.ref}: it was not on record when that was prepared.",
                    "Prepare another with: auditrack publication prepare record",
                    ref,
                )
    return one


def _newest(register: "Store", reviews: Sequence[str]) -> Publication:
    """The newest publication of all reviews, or of the one that alone is wanted."""
    of: tuple[str | None, ...] = (None, reviews[0]) if len(reviews) == 1 else (None,)
    found: list[Publication] = []
    refused: list[RefusedError] = []
    for what in of:
        try:
            found.append(signed_off(register, RECORD, what))
        except RefusedError as error:
            refused.append(error)
    if not found:
        # One that is prepared says more than one that is not there.
        refused.sort(key=lambda error: error.refusal.code != "not-signed-off")
        raise refused[0]
    return max(found, key=lambda one: one.head_number or 0)


def _named(register: "Store", named: str, today: date) -> Publication:
    ref = find(register, named, "publications")
    now = publication_now(register, register.get("publications", ref) or {}, today)
    one = now.record
    if one.kind != RECORD:
        raise _refused(
            "other-kind",
            f"{ref} is not of the public record: it is of the {word(PUBLICATIONS, one.kind)}.",
            "See the publications with: auditrack publication list",
            ref,
        )
    if one.withdrawn_on or not now.is_signed_off:
        why = "withdrawn" if one.withdrawn_on else "not signed off by the chair and one other"
        raise _refused(
            "withdrawn" if one.withdrawn_on else "not-signed-off",
            f"{ref} is {why}.",
            f"See it with: auditrack publication show {ref}",
            ref,
        )
    return one


def _refuse_withheld(
    register: "Store", wanted: Sequence[str], withheld: Sequence[Withheld], where: str
) -> None:
    why = {one.ref: one.why for one in withheld}
    for ref in wanted:
        if ref in why:
            title = (register.get("reviews", ref) or {}).get("title") or ref
            raise _refused(
                "not-public",
                f"{title} ({ref}) may not be public{where}: {why[ref]}.",
                "See what is withheld and why with: auditrack publication withheld",
                ref,
            )


def _refused(code: str, message: str, todo: str, ref: str) -> RefusedError:
    return RefusedError(Refusal(code, message, ref=ref, safe=SAFE, todo=todo))
