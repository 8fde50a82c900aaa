"""The settings of a board in words, with who acts and where the register lies."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from auditrack.model.words import LEVELS, NATIONS, SCOPES, word
from auditrack.views.board import board_of
from auditrack.views.sheet import Line, Section
from auditrack.views.wording import counted, listed, when

if TYPE_CHECKING:
    from auditrack.register import Register

EDIT = "settings-edit board"
ROLES = "roles"


def settings_page(register: "Register", notices: Sequence[str]) -> tuple[Section, ...]:
    """Sections of lines; a line that can be changed names the form that changes it."""
    board = board_of(register)
    months, days = "month", "day"
    return (
        Section(
            "The board",
            (
                Line("Name", board.name or register.header.board, EDIT),
                Line("Nation", word(NATIONS, board.nation), EDIT),
                Line("Scope", word(SCOPES, board.scope), EDIT),
                Line("Year starts", when(f"2001-{board.year_start}").removesuffix(" 2001"), EDIT),
                Line("Records complete", when(board.records_complete_from, "not said"), EDIT),
                Line("Marking", board.marking, EDIT),
            ),
        ),
        Section(
            "Where a theme stands",
            (
                Line("Grace", counted(board.grace_months, months) + " after a closing", EDIT),
                Line("Cap on due", counted(board.due_cap_months, months), EDIT),
                Line("A test is old after", counted(board.stale_months, months), EDIT),
                Line("Must hold for", counted(board.hold_months, months), EDIT),
            ),
        ),
        Section(
            "BRAG and closing",
            (
                Line("Reply within", counted(board.reply_days, days), EDIT),
                Line("Due soon", counted(board.due_soon_days, days), EDIT),
                Line("Quiet after", counted(board.quiet_days, days), EDIT),
                Line("Unsigned after", counted(board.unsigned_days, days), EDIT),
                Line("Vacant after", counted(board.vacant_days, days), EDIT),
                Line(
                    "To close",
                    f"evidence of level {board.least_level} "
                    f"({LEVELS.get(board.least_level, '')}) or more; "
                    + ("a test is required" if board.test_required else "no test is required"),
                    EDIT,
                ),
            ),
        ),
        Section("Who may do what", _roles(register)),
        Section(
            "You and this register",
            (
                Line("Login", f"{register.actor.login}, {register.actor.via or 'local'}"),
                Line("Register", str(register.path)),
                Line("Head", str(register.head)),
                Line(
                    "Clipboard",
                    "may be used on a shared host"
                    if board.clipboard
                    else "is not used on a shared host",
                    EDIT,
                ),
                *(Line("Mind", notice) for notice in notices),
            ),
        ),
    )


def _roles(register: "Register") -> tuple[Line, ...]:
    lines = [
        Line(str(grant["ref"]), listed(map(str, grant.get("roles", ()))), f"{ROLES} {grant['ref']}")
        for grant in register.select("roles")
    ]
    if not lines:
        lines.append(Line(None, "No roles are set: every login holds every role."))
    lines.append(Line("Set roles", "of a login", ROLES))
    lines.append(Line("Leads", "who leads what, and their logins", "leads"))
    return tuple(lines)
