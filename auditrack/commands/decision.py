"""The board's decisions on a recommendation or finding, short of closing it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.commands import given, known
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.model.words import DECISIONS, word

_OPEN_TO_ALL = ("implement", "in-part", "not", "refer-on", "no-longer-relevant")
_ELSEWHERE = {
    "extend": "Agree a later date of its action with: auditrack action extend",
    "close": "Close it with: auditrack rec close",
    "re-open": "Open it again with: auditrack rec reopen",
    "return": "Return the evidence with: auditrack evidence return",
}
_NEED_REASON = ("in-part", "not", "no-longer-relevant")
_ENDS = ("close", "no-longer-relevant")


@dataclass(frozen=True)
class DecideRecommendation(Command):
    """Record what the board decided to do about a recommendation or finding.

    `decision` is implement, in-part, not, refer-on or no-longer-relevant.
    """

    cmd: ClassVar[str] = "rec decide"

    ref: str
    decision: str
    reason: str | None = None
    on: str | None = None
    meeting: str | None = None
    dissent: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a no, a part or an end without a reason, and decisions that have their own."""
        _, document = known.record(desk, self.ref, "recommendations", "findings")
        ref = str(document["ref"])
        elsewhere = _ELSEWHERE.get(self.decision.casefold())
        if elsewhere:
            raise refuse(
                "bad-value", f'"{self.decision}" has a command of its own.', ref=ref, todo=elsewhere
            )
        words = {code: DECISIONS[code] for code in _OPEN_TO_ALL}
        decision = given.code(words, self.decision, "decision")
        reason = self.reason or self.why
        if decision in _NEED_REASON and not reason:
            raise refuse(
                "reason-needed",
                f"Deciding that {ref} is {word(DECISIONS, decision)} needs a reason.",
                ref=ref,
                todo="Give it with --reason.",
            )
        decided(desk, ref, decision, reason, on=self.on, meeting=self.meeting, dissent=self.dissent)


@dataclass(frozen=True)
class ReopenRecommendation(Command):
    """Open again what a decision closed. A later failure never does this of itself."""

    cmd: ClassVar[str] = "rec reopen"

    ref: str
    reason: str | None = None
    on: str | None = None
    meeting: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses without a reason, and what no decision closed."""
        _, document = known.record(desk, self.ref, "recommendations", "findings")
        ref = str(document["ref"])
        why = given.reason(self.reason or self.why, "Opening again", ref)
        if standing_end(desk, ref) is None:
            raise refuse(
                "not-closed",
                f"No decision that stands has closed {ref}.",
                ref=ref,
                todo="What its actions have done is changed by an update of the action.",
            )
        decided(desk, ref, "re-open", why, on=self.on, meeting=self.meeting)


def decided(
    desk: Desk,
    ref: str,
    decision: str,
    reason: str | None,
    *,
    on: str | None = None,
    meeting: str | None = None,
    dissent: str | None = None,
    overridden: tuple[str, ...] = (),
) -> None:
    """Write a decision on a record, on a day (today when not said)."""
    made = desk.insert(
        "decisions",
        on_ref=ref,
        decision=decision,
        on=given.past(desk, on, "day of the decision") or desk.day,
        meeting=given.maybe_line(meeting, "meeting"),
        reason=reason,
        dissent=dissent,
        overridden=overridden,
        by=desk.actor.login,
    )
    desk.made.extend((made, ref))


def standing_end(desk: Desk, ref: str) -> Mapping[str, Any] | None:
    """The decision that closed a record or found it no longer relevant, if it stands."""
    told = [
        decision
        for decision in desk.live("decisions", "on_ref", ref)
        if decision.get("decision") in (*_ENDS, "re-open")
    ]
    told.sort(key=lambda decision: str(decision.get("on") or ""))
    return told[-1] if told and told[-1]["decision"] in _ENDS else None
