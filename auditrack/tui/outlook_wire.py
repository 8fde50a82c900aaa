"""What the app and the process that works out its outlook say to each other, as JSON lines."""

from collections.abc import Mapping
from datetime import date

import msgspec

from auditrack.analysis.position import Position
from auditrack.analysis.practice import Practice
from auditrack.analysis.recurrence import Recurrence
from auditrack.model.change import Actor, Refusal
from auditrack.tui.outlook import Outlook
from auditrack.views.home import Since, Standing


class Wanted(msgspec.Struct, frozen=True):
    """Of which register, for whom and as at which day. The address may hold a secret."""

    address: str
    actor: Actor
    today: date
    seen: int | None


class Brief(msgspec.Struct, frozen=True):
    """A position without the facts it rests on."""

    theme: str
    name: str
    recurrence: str
    practice: str
    label: str
    attention: int
    flags: tuple[str, ...]
    reason: str
    last_test: str | None
    pairs: Mapping[str, str]
    reviews: int
    first_raised: int | None
    failed_tests: int
    of_reviews: int

    def position(self) -> Position:
        """The position, as `in_brief` leaves it."""
        return Position(
            **msgspec.structs.asdict(self),
            found=Recurrence(self.recurrence),
            tested=Practice(self.practice, ""),
        )


class Answer(msgspec.Struct, frozen=True):
    """An outlook as at entry `number`, or why there is none."""

    number: int = 0
    positions: tuple[Brief, ...] = ()
    standing: Standing | None = None
    since: Since | None = None
    work: str = ""
    refused: Refusal | None = None

    def outlook(self) -> Outlook:
        """The outlook itself."""
        return Outlook(
            tuple(one.position() for one in self.positions),
            self.standing,
            self.since,
            self.work,
            self.number,
        )


def answer_of(outlook: Outlook, number: int) -> Answer:
    """The answer that carries an outlook."""
    positions = tuple(
        Brief(**{name: getattr(one, name) for name in Brief.__struct_fields__})
        for one in outlook.positions
    )
    return Answer(number, positions, outlook.standing, outlook.since, outlook.work)
