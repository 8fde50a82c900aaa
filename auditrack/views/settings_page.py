"""The settings of a board in words, with who acts and where the register lies."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from auditrack.model.words import LEVELS, NATIONS, ROLES, SCOPES, word
from auditrack.views.board import board_of, lead_of, lead_title
from auditrack.views.rule_origins import DEFAULT
from auditrack.views.sheet import Line, Section
from auditrack.views.wording import counted, listed, when

if TYPE_CHECKING:
    from auditrack.model.board import Board
    from auditrack.register.protocol import Store

EDIT = "settings-edit board"
ROLE = "roles"
OFF = "login-off"
LEADS = "leads"


def settings_page(
    register: "Store", notices: Sequence[str], origins: Mapping[str, str] | None = None
) -> tuple[Section, ...]:
    """Sections of lines; a line that can be changed names the form that changes it.

    Args:
        register: the register.
        notices: sentences that a person here should know.
        origins: what `rule_origins` found; None while it has not been read.
    """
    board = board_of(register)
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
        *_rules(board, origins),
        Section("Who may do what", _roles(register)),
        Section("Who you are here", _you(register)),
        _lies(register, board, notices),
    )


def _rules(board: "Board", origins: Mapping[str, str] | None) -> tuple[Section, ...]:
    """The numbers of the rules, each with where it comes from."""

    def rule(label: str, said: str, name: str) -> Line:
        origin = "" if origins is None else f"; {origins.get(name, DEFAULT)}"
        return Line(label, said + origin, EDIT)

    def months(label: str, name: str, after: str = "") -> Line:
        return rule(label, counted(getattr(board, name), "month") + after, name)

    def days(label: str, name: str) -> Line:
        return rule(label, counted(getattr(board, name), "day"), name)

    level = f"evidence of level {board.least_level} ({LEVELS.get(board.least_level, '')}) or more"
    test = "is required to close" if board.test_required else "is not required to close"
    return (
        Section(
            "Where a theme stands",
            (
                months("Grace", "grace_months", " after publication, without due dates"),
                months("Cap on due", "due_cap_months"),
                months("A test is old after", "stale_months"),
                months("Must hold for", "hold_months"),
            ),
        ),
        Section(
            "BRAG and closing",
            (
                days("Reply within", "reply_days"),
                days("Due soon", "due_soon_days"),
                days("Quiet after", "quiet_days"),
                days("Unsigned after", "unsigned_days"),
                days("Vacant after", "vacant_days"),
                rule("To close", level, "least_level"),
                rule("A test", test, "test_required"),
            ),
        ),
        Section(
            "Other boards",
            (
                rule(
                    "Numbers told from",
                    f"{counted(board.exchange_least, 'review')} on a theme",
                    "exchange_least",
                ),
            ),
        ),
    )


def _roles(register: "Store") -> tuple[Line, ...]:
    lines = [
        Line(str(grant["ref"]), listed(_given(grant), "cannot be read"), f"{ROLE} {grant['ref']}")
        for grant in register.select("roles")
    ]
    if not lines:
        lines.append(Line(None, "No roles are set: every login holds every role."))
    lines.append(Line("Set roles", "of a login", ROLE))
    lines.append(Line("Take off", "a login that leaves, its leads and its roles", OFF))
    lines.append(Line("Leads", "who leads what, and their logins", LEADS))
    return tuple(lines)


def _you(register: "Store") -> tuple[Line, ...]:
    """Who the host takes this person for, what the register knows of them, what they saw."""
    actor = register.actor
    number = "" if actor.uid is None else f" (uid {actor.uid})"
    vouched = (
        "verified: the host's kernel says so"
        if actor.is_verified
        else "not verified: the host does not vouch for it"
    )
    lead = lead_of(register, actor.login)
    return (
        Line("Login", f"{actor.login}{number}"),
        Line("That login is", vouched),
        Line("This session", actor.via or "local"),
        Line(
            "Your lead",
            lead_title(register, lead["ref"]) if lead else "none: no lead names this login",
            LEADS,
        ),
        Line("Your role", _own_role(register, actor.login)),
        Line("Your witness", register.testimony().sentence),
    )


def _given(grant: Mapping[str, Any]) -> tuple[str, ...]:
    """The roles of a login; none where another program wrote what cannot be read."""
    roles = grant.get("roles", ())
    return tuple(map(str, roles)) if isinstance(roles, (list, tuple)) else ()


def _own_role(register: "Store", login: str) -> str:
    if not any(grant.get("roles") for grant in register.select("roles")):
        return "every role, for no roles are set"
    held = _given(register.get("roles", login) or {})
    return listed((word(ROLES, code) for code in held), "none: an administrator gives one")


def _lies(register: "Store", board: "Board", notices: Sequence[str]) -> Section:
    heard = register.testimony().sentence  # said above, of the witness
    return Section(
        "This register",
        (
            Line("Register", register.where),
            Line("Head", str(register.head)),
            Line(
                "Clipboard",
                "may be used on a shared host"
                if board.clipboard
                else "is not used on a shared host",
                EDIT,
            ),
            *(Line("Mind", notice) for notice in notices if notice != heard),
        ),
    )
