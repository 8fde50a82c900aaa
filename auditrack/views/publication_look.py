"""A look at a publication before people work on it: does it hold anything, is anything stopped.

Both looks are long, so that they are taken outside the lock of the register.
"""

from datetime import date
from typing import TYPE_CHECKING

from auditrack.model.change import Records, Refusal, RefusedError
from auditrack.model.publication import Publication
from auditrack.views.disclosure import Checked, check_texts
from auditrack.views.disclosure_fields import texts_shown
from auditrack.views.public_records import public_positions, public_records
from auditrack.views.public_state import PublicRecords
from auditrack.views.right_of_reply import frozen_records
from auditrack.views.wording import counted

if TYPE_CHECKING:
    from auditrack.register.protocol import Store

_SAFE = "Nothing was prepared."
_FEW = 3


def must_hold_something(register: "Store", publication: Publication, as_at: date) -> None:
    """Refuse a publication of which a public copy would hold nothing.

    Args:
        register: the live register, as it would be frozen.
        publication: what it would be; its kind, review, period and heading sets count.
        as_at: the day it would be judged by.

    Raises:
        RefusedError: nothing in the period, of the review or of any theme may be public
            (`nothing-to-report`), in the words of the report itself where it has some.
    """
    if publication.kind == "annual":
        from auditrack.views.annual import annual_of

        try:
            annual_of(
                register,
                date.fromisoformat(publication.since or ""),
                date.fromisoformat(publication.until or ""),
                as_at,
                headings=publication.headings,
                public=True,
            )
        except RefusedError as error:
            why = error.refusal
            said = Refusal(why.code, why.message, why.ref, _SAFE, why.todo, why.details)
            raise RefusedError(said) from None
    elif publication.kind == "themes":
        if not any(one.words for one in public_positions(register, as_at)):
            raise _nothing(
                "Nothing may be said in public of any theme",
                "Positions in public need confirmed theme links of reviews that are public.",
            )
    elif publication.kind == "response":
        public = public_records(register, as_at)
        if not any(
            one.get("review") == publication.what
            for table in ("recommendations", "findings")
            for one in public.select(table)
        ):
            raise _nothing(
                f"Nothing that {publication.what} found or asked may be public",
                "See what is withheld with: auditrack publication withheld",
                publication.what,
            )


def stopped_now(records: Records, review: str | None, as_at: date) -> Checked:
    """What the check stops in the words that would be public of a review, or of all, on a day."""
    return _stopped(records, public_records(records, as_at), review)


def stopped_frozen(register: "Store", publication: Publication) -> Checked:
    """What the check stops in the words that a publication is frozen with, releases as they stand.

    Raises:
        RefusedError: the publication does not say by which day it is judged.
    """
    return _stopped(register, frozen_records(register, publication), publication.what)


def stopped_in_words(checked: Checked, review: str | None) -> tuple[str, ...]:
    """That something is stopped, where the first of it stands, masked, and how to see it; or ().

    It stops no one here: the finished file is looked through again, and is not written with it.
    """
    found = list({(one.kind, one.fingerprint): one for one in checked.stopped}.values())
    if not found:
        return ()
    said = "; ".join(f"{one.where}: {one.called} {one.shown}" for one in found[:_FEW])
    more = f"; and {len(found) - _FEW} more" if len(found) > _FEW else ""
    of = f" --review {review}" if review else ""
    return (
        f"The disclosure check stops {counted(len(found), 'thing')} in its words ({said}{more}), "
        "and no public copy is written with them: word them otherwise and prepare it again, or "
        f"release what may be public. See them with: auditrack disclosure check{of}",
    )


def _stopped(records: Records, public: PublicRecords, review: str | None) -> Checked:
    return check_texts(records, texts_shown(public, review))


def _nothing(message: str, todo: str, ref: str | None = None) -> RefusedError:
    said = f"{message}, so there is nothing to prepare."
    return RefusedError(Refusal("nothing-to-report", said, ref=ref, safe=_SAFE, todo=todo))
