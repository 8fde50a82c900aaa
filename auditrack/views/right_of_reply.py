"""What a publication says of one agency: for its right of reply, before anything is public."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from auditrack.model.change import Head, Records, Refusal, RefusedError
from auditrack.model.dates import in_words, interval
from auditrack.model.publication import Publication
from auditrack.model.words import (
    PUBLICATIONS,
    word,
)
from auditrack.views.board import agency_name, board_of, is_demonstration
from auditrack.views.public_records import public_records
from auditrack.views.public_state import PublicRecords
from auditrack.views.reply_lines import LineOfReply, Naming, ReviewOfReply

if TYPE_CHECKING:
    from auditrack.register.protocol import Store

Document = Mapping[str, Any]

NO_REASON = "no reason worded for publication"


@dataclass(frozen=True)
class RightOfReply:
    """What a publication says of one agency, from the public record at `head`, judged at `as_at`.

    `audits` are the tests of practice that name it; `due_back` is until when it may comment.
    """

    board: str
    marking: str
    demonstration: bool
    as_at: date
    head: Head
    publication: str
    kind: str
    what: str
    period: tuple[str, str] | None
    agency: str
    name: str
    due_back: str
    reviews: tuple[ReviewOfReply, ...]
    audits: tuple[LineOfReply, ...]

    @property
    def lines(self) -> int:
        """How many lines there are in all."""
        return len(self.audits) + sum(len(one.lines) for one in self.reviews)


def frozen_records(register: "Store", publication: Publication) -> PublicRecords:
    """What is public of a publication: the record at the entry it is frozen at, on its day."""
    head = publication.head_number
    state: Records = register if head is None else register.as_recorded(head)
    return public_records(state, day_of(publication))


def day_of(publication: Publication) -> date:
    """The day that a publication is judged by.

    Raises:
        RefusedError: its record does not say so.
    """
    try:
        return date.fromisoformat(publication.as_at or "")
    except ValueError:
        raise RefusedError(
            Refusal(
                "bad-record",
                f"{publication.ref} does not say by which day it is judged.",
                ref=publication.ref,
                safe="Nothing was written.",
                todo="Withdraw it and prepare another.",
            )
        ) from None


def agencies_named(public: PublicRecords, kind: str, review: str | None = None) -> tuple[str, ...]:
    """The agencies that a publication of a kind names, by name; an agency's successor for it.

    A themes report names none. The board itself and "all agencies" are nobody to ask.
    """
    if kind == "themes":
        return ()
    named = Naming(public, review).agencies
    return tuple(sorted(named, key=lambda ref: (agency_name(public, ref).casefold(), ref)))


def right_of_reply(
    register: "Store", publication: Publication, agency: str, due_back: str
) -> RightOfReply:
    """What a publication says of an agency.

    Args:
        register: the register.
        publication: the publication, frozen.
        agency: the reference of an agency that it names.
        due_back: until when it may comment, as data.

    Raises:
        RefusedError: nothing of it names the agency (`nothing-to-report`).
    """
    public = frozen_records(register, publication)
    board = board_of(register)
    naming = Naming(public, publication.what)
    reviews, audits = naming.reviews_of(agency), naming.audits_of(agency)
    if not reviews and not audits:
        raise RefusedError(
            Refusal(
                "nothing-to-report",
                f"Nothing of {publication.ref} names {agency_name(register, agency)}.",
                ref=publication.ref,
                safe="No report was written; an earlier file is untouched.",
                todo=f"See whom it names with: auditrack publication show {publication.ref}",
            )
        )
    title = str((public.get("reviews", publication.what or "") or {}).get("title") or "")
    return RightOfReply(
        board=board.name,
        marking=board.marking,
        demonstration=is_demonstration(register),
        as_at=public.as_at,
        head=public.head,
        publication=publication.ref,
        kind=publication.kind,
        what=_called(publication, title),
        period=(publication.since, publication.until)
        if publication.since and publication.until
        else None,
        agency=agency,
        name=agency_name(register, agency),
        due_back=due_back,
        reviews=reviews,
        audits=audits,
    )


def due_back_of(records: Records, publication: Publication, today: date) -> str:
    """Until when an agency that is sent its part today may comment, as data.

    The day set for all, or the board's days for a reply from today where that is past.
    """
    days = interval(publication.due_back)
    if days is not None and days.latest >= today and publication.due_back:
        return publication.due_back
    return (today + timedelta(days=board_of(records).reply_days)).isoformat()


def _called(publication: Publication, title: str) -> str:
    said = word(PUBLICATIONS, publication.kind).capitalize()
    if title:
        return f"{said}: {title}"
    if publication.since and publication.until:
        return f"{said}, {in_words(publication.since)} to {in_words(publication.until)}"
    return said


def publication_called(records: Records, publication: Publication) -> str:
    """What a publication is called: its kind, with its review or its period."""
    review = records.get("reviews", publication.what or "") or {}
    return _called(publication, str(review.get("title") or publication.what or ""))
