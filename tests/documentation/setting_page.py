"""The page on settings: of the board, of a person, and of the surroundings."""

import dataclasses
import re
from collections.abc import Iterator

import msgspec

from auditrack.commands import board as rules
from auditrack.model.board import Board
from auditrack.model.words import LEVELS, NATIONS, SCOPES
from auditrack.tui.taste import Taste
from tests.documentation.blocks import DOCS, ROOT
from tests.documentation.making import Page

PATH = DOCS / "reference" / "settings.md"

_VARIABLE = re.compile(
    r"[\"']((?:(?:AUDITRACK|XDG|SSH|SUDO|NO)_|PG)[A-Z_]+"
    r"|TERM|COLORTERM|PAGER|EDITOR|LANG|TZ|COLUMNS)[\"']"
)
"""A variable of the environment as the source names it."""


def page() -> Page:
    """The page, with a part for each setting and a sentence of a person's below it."""
    board = [*rules.SETTINGS]
    parts = {
        "board": "## The board's settings",
        **{f"board {name}": _of_board(name) for name in board},
        "config": "## Your own config file: `~/.config/auditrack/config.toml`",
        **{f"config {name}": f"### {name}" for name in config_names()},
        "screen": "## Your own screen: `~/.config/auditrack/screen.json`",
        **{f"screen {name}": f"### {name} of the screen" for name in screen_names()},
        "surroundings": "## Variables of the surroundings",
        **{f"variable {name}": f"### {name}" for name in variables()},
    }
    return Page(PATH, "# Settings\n\n", parts, by_hand=frozenset(parts))


def _of_board(name: str) -> str:
    default = next(one.default for one in msgspec.structs.fields(Board) if one.encode_name == name)
    return f"### {name}\n\n{_allowed(name)} Default: {_said(default)}."


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"`{value}`" if value not in (None, "", ()) else "none"


def _allowed(name: str) -> str:
    if name in rules._NUMBERS:
        least, most = rules._NUMBERS[name]
        unit = " months" if name in rules._MONTHS else " days" if name in rules._DAYS else ""
        if name == "least_level":
            return f"A level from {min(LEVELS)} to {max(LEVELS)}."
        return f"A whole number{' of' + unit if unit else ''} from {least} to {most}."
    if name in ("nation", "scope"):
        codes = NATIONS if name == "nation" else SCOPES
        return f"One of {', '.join(f'`{code}`' for code in codes)}."
    kind = next(one.type for one in msgspec.structs.fields(Board) if one.encode_name == name)
    if kind is bool:
        return "`yes` or `no`."
    if name == "year_start":
        return "A day of the year, as `04-01` or 1 April."
    if name == "records_complete_from":
        return "A date."
    return "Names parted by semicolons." if name == "predecessors" else "A line of text."


def config_names() -> tuple[str, ...]:
    """What the program asks a person's config file for."""
    source = (ROOT / "auditrack" / "cli" / "config.py").read_text(encoding="utf-8")
    return tuple(dict.fromkeys(re.findall(r'config\(\)\.get\("(\w+)"', source)))


def screen_names() -> tuple[str, ...]:
    """What is kept of a person's screen."""
    return tuple(
        one.name for one in dataclasses.fields(Taste) if one.name not in ("other", "is_broken")
    )


def variables() -> tuple[str, ...]:
    """Every variable of the environment that the package names."""
    return tuple(sorted(set(_variables())))


def _variables() -> Iterator[str]:
    for path in sorted((ROOT / "auditrack").rglob("*.py")):
        yield from _VARIABLE.findall(path.read_text(encoding="utf-8"))
