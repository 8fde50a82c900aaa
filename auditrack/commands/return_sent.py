"""What becomes of a return form that was sent: reminded of, come back, withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.commands import given, known
from auditrack.commands.agency import known_agency
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.return_form import mark_returned
from auditrack.model.dates import in_words
from auditrack.views.board import agency_name, successor_of
from auditrack.views.returns import current_form

Document = Mapping[str, Any]


@dataclass(frozen=True)
class RemindReturn(Command):
    """Record that agencies were reminded of forms; each by its reference or its agency's name."""

    cmd: ClassVar[str] = "return-form remind"

    forms: tuple[str, ...]
    on: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a form that nobody waits for, and a day before it was sent."""
        if not self.forms:
            raise refuse(
                "missing", "No form was named.", todo="Name a form, or an agency with --agency."
            )
        day = given.past(desk, self.on, "day of the reminder") or desk.day
        for typed in dict.fromkeys(self.forms):
            form = waiting_form(desk, typed)
            ref = str(form["ref"])
            _must_not_precede(form, day, "The reminder")
            if any(one.get("on") == day for one in desk.live("reminders", "form", ref)):
                raise refuse(
                    "no-change", f"The reminder of {ref} on {in_words(day)} is on record.", ref=ref
                )
            desk.made.append(desk.insert("reminders", form=ref, on=day))


@dataclass(frozen=True)
class MarkReturned(Command):
    """Record by hand that a form came back; `nothing` says that it came back with "None".

    "None" answers the recommendations on it that still wait for a reply.
    """

    cmd: ClassVar[str] = "return-form returned"

    form: str
    on: str | None = None
    nothing: bool = False
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a form that is back already or withdrawn, and a day before it was sent."""
        form = form_meant(desk, self.form)
        ref = str(form["ref"])
        if form.get("returned_on"):
            raise refuse(
                "no-change",
                f"{ref} came back on {in_words(form['returned_on'])}, as is on record.",
                ref=ref,
            )
        day = given.past(desk, self.on, "day it came back") or desk.day
        _must_not_precede(form, day, "The return")
        mark_returned(desk, form, day, nothing=self.nothing)
        desk.made.append(ref)


@dataclass(frozen=True)
class WithdrawReturn(Command):
    """Withdraw a form that should not have been sent: what only it asked is asked no longer."""

    cmd: ClassVar[str] = "return-form withdraw"

    form: str
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses without a reason, and for a form that came back."""
        form = known.document(desk, self.form, "return_forms")
        ref = str(form["ref"])
        because = given.reason(self.why, "Withdrawing the return form", ref)
        if form.get("returned_on"):
            raise refuse(
                "returned",
                f"{ref} came back on {in_words(form['returned_on'])}: what was returned stays.",
                ref=ref,
            )
        gone: dict[str, Any] = {"withdrawn_on": desk.day, "withdrawn_why": because}
        desk.update("return_forms", ref, **gone)
        for table in ("return_questions", "replies", "reminders"):
            for one in desk.live(table, "form", ref):
                if not one.get("answer"):
                    desk.update(table, str(one["ref"]), **gone)
        for earlier in desk.live("return_forms", "replaced_by", ref):
            _wait_again(desk, earlier, form)
        desk.made.append(ref)


def form_meant(desk: Desk, typed: str) -> Document:
    """A form that stands, by its reference, or the last one of an agency by the agency's name.

    Raises:
        RefusedError: there is no such form or agency, the form was withdrawn (`withdrawn`), or the
            agency was never asked (`never-asked`).
    """
    named = typed.strip().casefold()
    if named.startswith("ret-"):
        return known.document(desk, named, "return_forms")
    agency = successor_of(desk.records, known_agency(desk, typed))
    form = current_form(desk.records, agency, desk.today)
    if form is None:
        raise refuse(
            "never-asked",
            f"{agency_name(desk.records, agency)} was never sent a return form.",
            ref=agency,
            todo="Make one with: auditrack return-form make",
        )
    return form


def waiting_form(desk: Desk, typed: str) -> Document:
    """As `form_meant`, where the form is still to come back.

    Raises:
        RefusedError: it came back (`returned`), or a later one was sent (`replaced`).
    """
    form = form_meant(desk, typed)
    ref = str(form["ref"])
    if form.get("returned_on"):
        raise refuse("returned", f"{ref} came back on {in_words(form['returned_on'])}.", ref=ref)
    if form.get("replaced_by"):
        raise refuse(
            "replaced",
            f"{ref} was replaced by {form['replaced_by']} before it came back.",
            ref=ref,
            todo=f"Name {form['replaced_by']}.",
        )
    return form


def _wait_again(desk: Desk, earlier: Document, form: Document) -> None:
    """Let a form stand again that another replaced, with its own day for the replies it asked."""
    ref = str(earlier["ref"])
    desk.update("return_forms", ref, replaced_by=None)
    for reply in desk.live("replies", "form", ref):
        if not reply.get("answer") and reply.get("due_back") == form.get("due_back"):
            desk.update("replies", str(reply["ref"]), due_back=earlier.get("due_back"))


def _must_not_precede(form: Document, day: str, what: str) -> None:
    asked, on = given.days(form.get("asked_on")), given.days(day)
    if asked is not None and on is not None and on.latest < asked.earliest:
        raise refuse(
            "backward-period",
            f"{what} of {form['ref']} would be on {in_words(day)}, and the form was sent on "
            f"{in_words(form['asked_on'])}.",
            ref=str(form["ref"]),
        )
