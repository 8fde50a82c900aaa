"""An agency's answer to being asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.commands import given, known
from auditrack.commands.agency import known_agency
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.model.words import ANSWERS
from auditrack.views.asked import ALL, BOARD, Asked
from auditrack.views.board import agency_name


@dataclass(frozen=True)
class ReplyToRecommendation(Command):
    """Record that an agency was asked, what it answered, or both.

    An answer completes the asking that waits for it. `agency` may be left out where one is asked.
    """

    cmd: ClassVar[str] = "rec reply"

    ref: str
    agency: str | None = None
    answer: str | None = None
    reason: str | None = None
    passed_to: str | None = None
    asked_on: str | None = None
    due_back: str | None = None
    on: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses an agency that is not asked, and a refusal without its reason."""
        recommendation = known.document(desk, self.ref, "recommendations")
        ref = str(recommendation["ref"])
        agency = self._who(desk, recommendation)
        if not self.answer and not self.asked_on:
            raise refuse(
                "missing",
                "There is neither an answer nor a day of asking.",
                ref=ref,
                todo="Give --answer, or --asked-on.",
            )
        fields: dict[str, Any] = {
            "asked_on": given.past(desk, self.asked_on, "day of asking"),
            "due_back": given.when(desk, self.due_back, "day the answer is due"),
        }
        if self.answer:
            fields |= self._answered(desk, ref)
        fields = {name: value for name, value in fields.items() if value is not None}
        waiting = next(
            (
                d
                for d in reversed(desk.live("replies", "recommendation", ref))
                if d.get("agency") == agency and not d.get("answer")
            ),
            None,
        )
        if waiting is None:
            made = desk.insert("replies", recommendation=ref, agency=agency, **fields)
        else:
            made = str(waiting["ref"])
            desk.edit("replies", made, fields)
        desk.made.append(made)

    def _who(self, desk: Desk, recommendation: Mapping[str, Any]) -> str | None:
        ref = str(recommendation["ref"])
        agencies = tuple(recommendation.get("agencies", ()))
        if not self.agency:
            if len(agencies) == 1:
                return str(agencies[0])
            raise refuse(
                "missing",
                f"{ref} asks {len(agencies) or 'no'} agencies, and the reply names none.",
                ref=ref,
                todo="Say which with --agency.",
            )
        agency = known_agency(desk, self.agency)
        asked = Asked(desk.records)
        everybody = asked.each(agencies)
        if not agencies or asked.one(agency) in everybody or {ALL, BOARD} & set(everybody):
            return agency
        names = ", ".join(agency_name(desk.records, each) for each in agencies)
        raise refuse(
            "not-asked",
            f"{agency_name(desk.records, agency)} is not asked by {ref}; it asks {names}.",
            ref=ref,
            todo="Name one of them, or edit the agencies of the recommendation.",
        )

    def _answered(self, desk: Desk, ref: str) -> dict[str, Any]:
        answer = given.code(ANSWERS, self.answer or "", "answer")
        reason = self.reason or self.why
        if answer == "declined" and not reason:
            raise refuse(
                "reason-needed",
                f"Declining {ref} needs the agency's reason.",
                ref=ref,
                todo="Give it with --reason.",
            )
        if answer == "passed-on" and not (self.passed_to or reason):
            raise refuse(
                "reason-needed",
                f"The reply to {ref} does not say to whom it was passed on.",
                ref=ref,
                todo="Say so with --passed-to or --reason.",
            )
        return {
            "answer": answer,
            "reason": self.reason,
            "passed_to": given.maybe_line(self.passed_to, "body it was passed to"),
            "on": given.past(desk, self.on, "day of the answer") or desk.day,
        }
