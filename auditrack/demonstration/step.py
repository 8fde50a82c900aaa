"""One step of the made-up history: who did what on which day."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from auditrack.commands.command import Command
from auditrack.model.change import Records

Chooses = Callable[[Records], Iterable[Command]]
"""Makes commands from the records as they stand, where they depend on what was suggested."""


@dataclass(frozen=True)
class Step:
    """What a login did on a day.

    In the texts of a command, `@name` stands for the reference that the step of that name made.
    """

    on: date
    who: str
    does: Command | Chooses
    name: str | None = None


def working_day(day: date) -> date:
    """The day, or the Monday after a weekend."""
    return day + timedelta(7 - day.weekday()) if day.weekday() > 4 else day
