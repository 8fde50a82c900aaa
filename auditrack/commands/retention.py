"""Retention: asking that a review's texts be disposed of, which another login confirms."""

from dataclasses import dataclass
from typing import ClassVar

from auditrack.commands import given, known
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.disposal import disposal_of
from auditrack.views.retention import EVERYTHING


@dataclass(frozen=True)
class AskDisposal(Command):
    """Ask that the texts of a review, and of all that belongs to it alone, be disposed of."""

    cmd: ClassVar[str] = "redact review"

    review: str
    why: str | None = None

    @property
    def act(self) -> str:
        """An administrator's, as every erasure."""
        return "redact"

    def build(self, desk: Desk) -> None:
        """Refuses a review that is not due, is in court, or has no text left."""
        ref = str(known.found(desk, self.review, "reviews")[1]["ref"])
        why = given.line(given.reason(self.why, "Disposing of the texts", ref), "reason")
        disposal = disposal_of(desk, ref, "", desk.records.head.number)
        if disposal.tells(why):
            raise refuse(
                "tells-the-value",
                f"The reason holds words that are to go from {ref}, and a reason stays on record.",
                ref=ref,
                todo="Say why without them, for example: end of the retention period.",
            )
        made = desk.insert(
            "redactions",
            of=ref,
            kind="reviews",
            field=EVERYTHING,
            why=why,
            asked_by=desk.actor.login,
            asked_lead=desk.lead_ref,
            asked_on=desk.day,
        )
        desk.made.append(made)
        desk.notes.extend(disposal.plan())
