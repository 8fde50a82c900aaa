"""The board itself and its settings."""

import re
from dataclasses import dataclass
from typing import ClassVar

from auditrack.commands import given
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.model.words import NATIONS, SCOPES
from auditrack.views.board import board_of

_MONTHS = {
    "grace_months": (0, 120),
    "due_cap_months": (0, 120),
    "stale_months": (1, 240),
    "hold_months": (0, 120),
}
_DAYS = {
    "reply_days": (0, 3650),
    "due_soon_days": (0, 3650),
    "quiet_days": (1, 3650),
    "unsigned_days": (0, 3650),
    "vacant_days": (0, 3650),
}
_NUMBERS = {**_MONTHS, **_DAYS, "least_level": (0, 4), "exchange_least": (1, 100)}
_OTHERS = (
    "name",
    "nation",
    "scope",
    "predecessors",
    "year_start",
    "records_complete_from",
    "marking",
    "test_required",
    "clipboard",
)

SETTINGS = (*_OTHERS, *_NUMBERS)
"""Every setting of a board by name."""


@dataclass(frozen=True)
class InitialiseBoard(Command):
    """Write the board's own record into a new register."""

    cmd: ClassVar[str] = "board init"

    name: str
    nation: str = "england"
    scope: str = "children"
    records_complete_from: str | None = None
    predecessors: tuple[str, ...] = ()
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a register that has its board already."""
        if desk.exists("board", "board"):
            raise refuse(
                "board-exists",
                f"This register belongs to {board_of(desk.records).name} already.",
                todo="Change its settings with: auditrack settings set NAME=VALUE",
            )
        complete = given.when(desk, self.records_complete_from, "date records are complete from")
        ref = desk.insert(
            "board",
            "board",
            name=given.line(self.name, "name"),
            nation=given.code(NATIONS, self.nation, "nation"),
            scope=given.code(SCOPES, self.scope, "scope"),
            predecessors=given.chosen(self.predecessors),
            records_complete_from=complete or desk.day,
        )
        desk.made.append(ref)


@dataclass(frozen=True)
class ChangeSettings(Command):
    """Set some of the board's settings: pairs of a name and a value as typed.

    `predecessors` takes names separated by semicolons and may be given several times.
    """

    cmd: ClassVar[str] = "settings set"

    settings: tuple[tuple[str, str], ...]
    base_rev: int | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses an unknown setting, and numbers that the rules cannot work with."""
        if not self.settings:
            raise refuse("missing", "No setting was given.", todo="Write NAME=VALUE.")
        changes: dict[str, object] = {}
        for typed, value in self.settings:
            name = typed.strip().casefold().replace("-", "_").replace(" ", "_")
            if name == "predecessors" and name in changes:
                value = ";".join((*_names(changes[name]), value))
            changes[name] = _value(desk, name, value)
        _grace_within_cap(desk, changes)
        if desk.exists("board", "board"):
            desk.edit("board", "board", changes, self.base_rev)
        else:
            desk.insert("board", "board", **changes)
        desk.made.append("board")


def _names(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _value(desk: Desk, name: str, value: str) -> object:
    if name in _NUMBERS:
        return given.whole(value, name.replace("_", " "), *_NUMBERS[name])
    if name == "nation":
        return given.code(NATIONS, value, "nation")
    if name == "scope":
        return given.code(SCOPES, value, "scope")
    if name == "test_required":
        return given.yes_or_no(value, "answer to whether a test is required")
    if name == "clipboard":
        return given.yes_or_no(value, "answer to whether a shared host may use clipboards")
    if name == "predecessors":
        return given.chosen(value.split(";"))
    if name == "year_start":
        return _year_start(desk, value)
    if name == "records_complete_from":
        return given.when(desk, value, "date records are complete from")
    if name in ("name", "marking"):
        return given.line(value, name)
    raise refuse(
        "unknown-setting",
        f'No setting is called "{name}".',
        ref=name,
        todo=f"The settings are {', '.join(SETTINGS)}.",
    )


def _year_start(desk: Desk, value: str) -> str:
    """A day of the year as data, `04-01`, typed so or as "1 April"."""
    typed = value.strip()
    # 2001 was no leap year: a board's year starts on a day that every year has.
    whole = f"2001-{typed}" if re.fullmatch(r"\d\d-\d\d", typed) else f"{typed} 2001"
    day = given.when(desk, whole, "start of the year")
    known = given.days(day)
    if day is None or known is None or not known.is_one_day:
        raise refuse(
            "bad-date", f'"{typed}" is no day of the year.', todo="Write 04-01 or 1 April."
        )
    return day[5:]


def _grace_within_cap(desk: Desk, changes: dict[str, object]) -> None:
    board = board_of(desk.records)
    grace = changes.get("grace_months", board.grace_months)
    cap = changes.get("due_cap_months", board.due_cap_months)
    if isinstance(grace, int) and isinstance(cap, int) and cap < grace:
        raise refuse(
            "cap-below-grace",
            f"due_cap_months ({cap}) would lie below grace_months ({grace}).",
            todo="Set both together, the cap not below the grace.",
        )
