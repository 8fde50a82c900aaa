"""Why a theme came back, as the board and its agencies see it."""

from dataclasses import dataclass
from typing import ClassVar

from auditrack.commands import given, known
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.model.words import RECURRENCE_REASONS, word


@dataclass(frozen=True)
class GiveRecurrenceReason(Command):
    """Say why a theme came back: the board, or an agency that was asked.

    `kind` is one of `RECURRENCE_REASONS`, `text` says it in words. No agency means the board. What
    was said before stays.
    """

    cmd: ClassVar[str] = "theme reason"

    theme: str
    kind: str
    text: str | None = None
    agency: str | None = None
    on: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses an unknown agency, another cause without words, and the same said twice."""
        theme = known.theme_as_typed(desk.records, self.theme)
        kind = given.code(RECURRENCE_REASONS, self.kind, "reason")
        text = (self.text or "").strip() or None
        if kind == "other" and text is None:
            raise refuse(
                "missing",
                f"Another reason why {theme} came back was chosen, and not said.",
                ref=theme,
                todo="Say it in words with --text.",
            )
        agency = None
        if self.agency:
            from auditrack.commands.agency import known_agency

            agency = known_agency(desk, self.agency)
        on = given.past(desk, self.on, "date") if self.on else desk.day
        for said in desk.live("recurrence_reasons", "theme", theme):
            if (said.get("agency"), said.get("kind"), said.get("text")) == (agency, kind, text):
                whose = agency or "the board"
                raise refuse(
                    "already-there",
                    f"That is on record of {theme} for {whose}: {word(RECURRENCE_REASONS, kind)}.",
                    ref=theme,
                )
        desk.made.append(
            desk.insert(
                "recurrence_reasons", theme=theme, agency=agency, kind=kind, text=text, on=on
            )
        )
        desk.made.append(theme)
