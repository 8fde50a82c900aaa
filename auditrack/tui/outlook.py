"""What takes a moment to work out for the first screen: where every theme stands, what is due."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # what judges is loaded after the first screen stands
    from auditrack.analysis.position import Position
    from auditrack.register.protocol import Store
    from auditrack.views.home import Since, Standing
    from auditrack.views.rows import RowList


@dataclass(frozen=True)
class Outlook:
    """Where every theme stands, then what is open and due.

    `since` says what was written since this officer was last here; None on a first visit. `work`
    is how much this login has to do, in words; "" where it holds no lead. `number` is the entry
    that it stands at, where it was read apart and may lag behind.
    """

    positions: "tuple[Position, ...]"
    standing: "Standing | None" = None
    since: "Since | None" = None
    work: str = ""
    number: int | None = None


def outlooks(register: "Store", rows: "RowList", seen: int | None) -> "Iterator[Outlook]":
    """The outlook, first with the positions alone, then whole; slow.

    Args:
        register: whose login it is read for.
        rows: its recommendations as at the day judged at.
        seen: the entry this officer had seen when they last left; None on a first visit.
    """
    from auditrack.tui.own_work import own_work_in_short
    from auditrack.views.home import changed_since, standing_of
    from auditrack.views.positions import positions_in_brief

    found = rows.facts.once(positions_in_brief)
    yield Outlook(found)
    standing = standing_of(rows, found)
    since = None if seen is None else changed_since(register, seen, register.actor.login)
    yield Outlook(found, standing, since, own_work_in_short(register, rows))
