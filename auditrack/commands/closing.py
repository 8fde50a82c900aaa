"""Closing a recommendation: a decision, refused with the list of what is missing."""

from dataclasses import dataclass
from typing import ClassVar

from auditrack.commands import known
from auditrack.commands.command import Command
from auditrack.commands.decision import decided, standing_end
from auditrack.commands.desk import Desk, refuse
from auditrack.model.dates import in_words


@dataclass(frozen=True)
class CloseRecommendation(Command):
    """Close a recommendation. A chair may override what is missing, with the reason."""

    cmd: ClassVar[str] = "rec close"

    ref: str
    reason: str | None = None
    override: str | None = None
    on: str | None = None
    meeting: str | None = None
    dissent: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses what is closed already, and what is not ready unless a chair overrides.

        What a later test undid may be closed again: the decision not to re-open it, which takes a
        chair's reason.
        """
        recommendation = known.document(desk, self.ref, "recommendations")
        ref = str(recommendation["ref"])
        # The facts of a recommendation are read only by the few commands that judge one.
        from auditrack.views.asks import ask_of

        ask = ask_of(desk.records, ref, desk.today)
        closed = standing_end(desk, ref)
        if closed is not None and ask.undone_by is None:
            raise refuse(
                "no-change",
                f"{ref} was closed on {in_words(closed.get('on'))}, and that stands.",
                ref=ref,
                todo=f"If it should be open: auditrack rec reopen {ref}",
            )
        missing = ask.missing
        if missing and not self.override:
            raise refuse(
                "not-ready",
                f"{ref} is not ready to be closed: "
                f"{len(missing)} {'thing is' if len(missing) == 1 else 'things are'} missing.",
                ref=ref,
                details=missing,
                todo="Record what is missing, or a chair closes it with --override and a reason.",
            )
        if missing:
            desk.needs("override")
        decided(
            desk,
            ref,
            "close",
            self.override or self.reason or self.why,
            on=self.on,
            meeting=self.meeting,
            dissent=self.dissent,
            overridden=missing,
        )
