"""What is to be public before it is: worded for the public, and frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, ClassVar, Self

from auditrack.commands import given, known
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.withdrawing import withdraw
from auditrack.model.dates import in_words
from auditrack.model.publication import Publication
from auditrack.model.refs import table_of
from auditrack.model.words import PUBLICATIONS, one_of, word
from auditrack.views.board import agency_name, board_of
from auditrack.views.right_of_reply import agencies_named
from auditrack.views.wording import counted

Document = Mapping[str, Any]

WORDED = {
    "recommendations": "public_wording",
    "findings": "public_wording",
    "replies": "public_wording",
    "decisions": "public_wording",
    "actions": "public_wording",
    "evidence": "public_wording",
    "reviews": "delay_public",
}
"""The tables whose records may be worded for the public, and the field that holds it."""

_NAMES = {"replies": "reply", "decisions": "decision"}
_OF_A_REVIEW = frozenset({"response"})


@dataclass(frozen=True)
class WordForThePublic(Command):
    """Give a record its wording for the public, of a review its reason for delay; "" takes it back.

    It takes the place of the record's own words in everything that is public.
    """

    cmd: ClassVar[str] = "publication wording"

    ref: str
    text: str = ""
    base_rev: int | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses an audit, a record that was withdrawn, and a wording that is on record already.

        What the disclosure check stops in the words is told and refuses nothing.
        """
        if table_of(self.ref.strip().casefold()) == "audits":
            ref = str(known.document(desk, self.ref, "audits")["ref"])
            raise refuse(
                "no-wording",
                f"{ref} is an audit, and an audit has no wording for the public: of it leave its "
                "dates, its outcome, how many cases there were and how many met what was looked "
                "for (no number under five), what was looked at and how cases were chosen, and "
                "none of its words.",
                ref=ref,
                todo="Word what it tests: the recommendation, finding or action.",
            )
        table, document = known.found(desk, self.ref, *WORDED)
        ref = str(document["ref"])
        if document.get("withdrawn_on"):
            raise refuse(
                "withdrawn",
                f"{ref} was withdrawn on {in_words(document['withdrawn_on'])}, so nothing of it "
                "can be public.",
                ref=ref,
            )
        desk.edit(table, ref, {WORDED[table]: self.text}, self.base_rev)
        desk.made.append(ref)
        self._look(desk)

    def _look(self, desk: Desk) -> None:
        from auditrack.views.disclosure import check_text

        found = {
            (one.kind, one.fingerprint): one for one in check_text(desk.records, self.text).stopped
        }
        if found:
            said = "; ".join(f"{one.called} {one.shown}" for one in found.values())
            desk.notes.append(
                f"The disclosure check stops {counted(len(found), 'thing')} in these words "
                f"({said}): no public copy is written with them. Word it otherwise, or release "
                "what may be public. See why with: auditrack disclosure check --text TEXT"
            )


@dataclass(frozen=True)
class PreparePublication(Command):
    """Freeze what is to be public: the record as it stands now, judged by a day.

    Args:
        kind: one of `words.PUBLICATIONS`.
        review: the review that it is of; a response needs one, a public record may be of one.
        since, until: the period of an annual report, else the board's last whole year.
        headings: heading sets of an annual report, else those in force.
        as_at: the day it is judged by, else today.
        due_back: until when agencies may comment, else after the board's days for a reply.
        looked: what was found in its words before, which is told and refuses nothing.
    """

    cmd: ClassVar[str] = "publication prepare"

    kind: str
    review: str | None = None
    since: str | None = None
    until: str | None = None
    headings: tuple[str, ...] = ()
    as_at: str | None = None
    due_back: str | None = None
    why: str | None = None
    looked: tuple[str, ...] = ()

    @property
    def prepares(self) -> bool:
        """Whether it is looked at before the lock: always, for that takes long."""
        return True

    def prepared(self, register: Any, today: date) -> Self:
        """The command with what the disclosure check says of the words it would freeze.

        Raises:
            RefusedError: a public copy would hold nothing (`nothing-to-report`).
        """
        from auditrack.views.publication_look import (
            must_hold_something,
            stopped_in_words,
            stopped_now,
        )

        desk = Desk(register, register.actor, today)
        kind = given.code(PUBLICATIONS, self.kind, "kind of publication")
        as_at, review = self._as_at(desk), self._review(desk, kind)
        since, until = self._period(desk, kind)
        headings = self._headings(desk, kind, since, until)
        wanted = Publication(
            ref="", rev=0, kind=kind, what=review, since=since, until=until, headings=headings
        )
        must_hold_something(register, wanted, as_at)
        return replace(self, looked=stopped_in_words(stopped_now(register, review, as_at), review))

    def build(self, desk: Desk) -> None:
        """Refuses what could not be public: no such review, or none that may be."""
        kind = given.code(PUBLICATIONS, self.kind, "kind of publication")
        as_at = self._as_at(desk)
        review = self._review(desk, kind)
        named = _named_publicly(desk, kind, review, as_at)
        since, until = self._period(desk, kind)
        due_back = given.when(desk, self.due_back, "day comments are due back")
        if due_back is None:
            due_back = (desk.today + timedelta(days=board_of(desk.records).reply_days)).isoformat()
        days = given.days(due_back)
        if days is None or days.latest < desk.today:
            raise refuse(
                "past-date",
                f"Comments would be due back on {in_words(due_back)}, which is past.",
                todo="Give a day that is still to come with --due-back.",
            )
        head = desk.records.head
        ref = desk.insert(
            "publications",
            kind=kind,
            what=review,
            since=since,
            until=until,
            headings=self._headings(desk, kind, since, until),
            as_at=as_at.isoformat(),
            head_number=head.number,
            head_hash=head.hash,
            prepared_on=desk.day,
            due_back=due_back,
        )
        desk.made.append(ref)
        for agency in named:
            desk.insert("agency_comments", publication=ref, agency=agency)
        if named:
            names = ", ".join(agency_name(desk.records, one) for one in named)
            desk.notes.append(
                f"It names {names}: send each its part with: auditrack publication send {ref} "
                "--all --out FOLDER"
            )
        desk.notes.extend(self.looked)

    def _as_at(self, desk: Desk) -> date:
        days = given.days(given.past(desk, self.as_at, "day it is judged by"))
        if self.as_at and (days is None or not days.is_one_day):
            raise refuse(
                "bad-date", f'"{self.as_at}" is no one day.', todo="Give it as 2026-11-20."
            )
        return days.latest if days is not None else desk.today

    def _review(self, desk: Desk, kind: str) -> str | None:
        if self.review is None:
            if kind in _OF_A_REVIEW:
                raise refuse(
                    "missing",
                    "A response is of one review, and none was named.",
                    todo="Name it with --review.",
                )
            return None
        if kind not in (*_OF_A_REVIEW, "record"):
            raise refuse(
                "bad-value",
                f"The {word(PUBLICATIONS, kind)} is of all reviews, not of one.",
                todo="Leave --review out.",
            )
        return str(known.document(desk, self.review, "reviews")["ref"])

    def _period(self, desk: Desk, kind: str) -> tuple[str | None, str | None]:
        if kind != "annual":
            if self.since or self.until:
                raise refuse(
                    "bad-value",
                    f"The {word(PUBLICATIONS, kind)} covers no period.",
                    todo="Leave --since and --until out.",
                )
            return None, None
        from auditrack.views.annual import period_of

        since = given.days(given.when(desk, self.since, "first day of the period"))
        until = given.days(given.when(desk, self.until, "last day of the period"))
        first = since.first if since is not None else None
        last = until.last if until is not None else None
        if (self.since and first is None) or (self.until and last is None):
            raise refuse(
                "bad-date",
                "The period has no first or no last day.",
                todo="Give both as 2026-04-01, or leave them out for the board's last year.",
            )
        start, end = period_of(desk.records, desk.today, first, last)
        if end < start:
            raise refuse(
                "backward-period",
                f"The period would end on {in_words(end.isoformat())}, before it begins on "
                f"{in_words(start.isoformat())}.",
                todo="Look at both days.",
            )
        return start.isoformat(), end.isoformat()

    def _headings(
        self, desk: Desk, kind: str, since: str | None, until: str | None
    ) -> tuple[str, ...]:
        if kind != "annual" or since is None or until is None:
            if self.headings:
                raise refuse(
                    "bad-value",
                    f"The {word(PUBLICATIONS, kind)} has no heading sets.",
                    todo="Leave --headings out.",
                )
            return ()
        from auditrack.views.headings import headings_for

        # Which sets are in force is frozen too, so that a newer one changes nothing that is signed.
        return tuple(one.ref for one in headings_for(desk.records, since, until, self.headings))


@dataclass(frozen=True)
class WithdrawPublication(Command):
    """Withdraw a publication with a reason: nothing is written from it any more."""

    cmd: ClassVar[str] = "publication withdraw"

    ref: str
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses without a reason, and one that was withdrawn already."""
        withdraw(desk, self.ref, "publications", self.why)


def _named_publicly(desk: Desk, kind: str, review: str | None, as_at: date) -> tuple[str, ...]:
    """The agencies that the publication will name.

    Raises:
        RefusedError: the review may not be public (`not-public`), or none may (`nothing-public`).
    """
    from auditrack.views.public_records import public_records

    public = public_records(desk.records, as_at)
    if review is not None and public.get("reviews", review) is None:
        why = next((one.why for one in public.withheld if one.ref == review), "")
        raise refuse(
            "not-public",
            f"{review} may not be public: {why or 'nothing says that it may'}.",
            ref=review,
            todo="See all that is withheld with: auditrack publication withheld",
        )
    if not public.select("reviews"):
        raise refuse(
            "nothing-public",
            f"No review may be public as at {in_words(as_at.isoformat())}, so there is nothing to "
            f"prepare ({one_of(PUBLICATIONS)}).",
            todo="See why with: auditrack publication withheld",
        )
    return agencies_named(public, kind, review)
