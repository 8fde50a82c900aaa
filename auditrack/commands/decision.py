"""The board's decisions on a recommendation, finding or theme, short of closing it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.commands import given, known
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.model.dates import in_words
from auditrack.model.words import DECISIONS, word
from auditrack.views.kept_themes import KEEP, kept_by

UNKEEP = "no-longer-under-review"
"""The decision that a theme is not looked at again on the day that was set."""

_OPEN_TO_ALL = ("implement", "in-part", "not", "refer-on", "no-longer-relevant", KEEP, UNKEEP)
_ELSEWHERE = {
    "extend": "Agree a later date of its action with: auditrack action extend",
    "close": "Close it with: auditrack rec close",
    "re-open": "Open it again with: auditrack rec reopen",
    "return": "Return the evidence with: auditrack evidence return",
}
_NEED_REASON = ("in-part", "not", "no-longer-relevant", UNKEEP)
_ENDS = ("close", "no-longer-relevant")


@dataclass(frozen=True)
class DecideRecommendation(Command):
    """Record what the board decided to do about a recommendation or finding.

    `decision` is implement, in-part, not, refer-on, no-longer-relevant or keep-under-review; that
    one needs `until`, the day to look again, and may be about a theme too. A theme has no other
    decision that would take its place, so no-longer-under-review ends it there.
    """

    cmd: ClassVar[str] = "rec decide"

    ref: str
    decision: str
    reason: str | None = None
    on: str | None = None
    meeting: str | None = None
    dissent: str | None = None
    until: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a no, a part or an end without a reason, and decisions that have their own."""
        ref, is_theme = _meant(desk, self.ref)
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
        if decision == UNKEEP:
            _must_be_kept(desk, ref, is_theme)
        elif is_theme and decision != KEEP:
            raise refuse(
                "bad-value",
                f"{ref} is a theme, and a theme is not {word(DECISIONS, decision)}.",
                ref=ref,
                todo="Decide on its recommendations, or keep it under review.",
            )
        decided(
            desk,
            ref,
            decision,
            reason,
            on=self.on,
            meeting=self.meeting,
            dissent=self.dissent,
            until=self._until(desk, ref, decision),
        )

    def _until(self, desk: Desk, ref: str, decision: str) -> str | None:
        """The day to look again; refuses a day without that decision, and it without a day."""
        until = given.when(desk, self.until, "day to look again")
        day = given.days(until)
        if decision != KEEP:
            if until:
                raise refuse(
                    "bad-value",
                    f"A day to look again goes with keeping {ref} under review, and this says "
                    f"{word(DECISIONS, decision)}.",
                    ref=ref,
                    todo=f"Leave it out, or decide {KEEP}.",
                )
            return None
        if day is None:
            raise refuse(
                "missing",
                f"Keeping {ref} under review needs the day to look at it again.",
                ref=ref,
                todo="Give it with --until.",
            )
        decided_on = given.days(given.past(desk, self.on, "day of the decision") or desk.day)
        if decided_on is not None and day.latest < decided_on.earliest:
            raise refuse(
                "not-later",
                f"{in_words(until)} lies before the day of the decision to keep {ref} under "
                "review.",
                ref=ref,
                todo="Give a later day to look again.",
            )
        return until


def _meant(desk: Desk, typed: str) -> tuple[str, bool]:
    """The reference of the recommendation, finding or theme meant, and whether it is a theme."""
    exact = typed.strip().casefold()
    if not any(desk.get(table, exact) for table in ("recommendations", "findings")):
        theme = known.theme_named(desk, typed)
        if theme is not None:
            return theme, True
    return str(known.record(desk, typed, "recommendations", "findings")[1]["ref"]), False


def _must_be_kept(desk: Desk, ref: str, is_theme: bool) -> None:
    """Refuse to end what was not decided, and where another decision ends it."""
    if not is_theme:
        raise refuse(
            "bad-value",
            f"{ref} is no theme: any other decision on it ends keeping it under review.",
            ref=ref,
            todo="Decide what becomes of it: implement, in-part, not, refer-on or "
            "no-longer-relevant.",
        )
    if kept_by(desk.records, ref) is None:
        raise refuse(
            "not-kept",
            f"{ref} is not kept under review.",
            ref=ref,
            todo="See what was decided with: auditrack theme show " + ref,
        )


@dataclass(frozen=True)
class ReopenRecommendation(Command):
    """Open again what a decision closed. A later failure never does this of itself."""

    cmd: ClassVar[str] = "rec reopen"

    ref: str
    reason: str | None = None
    on: str | None = None
    meeting: str | None = None
    dissent: str | None = None
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
        decided(desk, ref, "re-open", why, on=self.on, meeting=self.meeting, dissent=self.dissent)


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
    until: str | None = None,
) -> None:
    """Write a decision on a record, on a day (today when not said)."""
    if meeting:
        from auditrack.commands.meeting_known import meeting_named  # only where a meeting is named

        meeting = meeting_named(desk, meeting)
    made = desk.insert(
        "decisions",
        on_ref=ref,
        decision=decision,
        on=given.past(desk, on, "day of the decision") or desk.day,
        meeting=meeting or None,
        reason=reason,
        dissent=dissent,
        overridden=overridden,
        until=until,
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
