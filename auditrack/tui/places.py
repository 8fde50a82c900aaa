"""The registry of places: where one can go, and which screen stands there.

A new place adds an entry here, a file under `screens/` and a file of keys, nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditrack.tui.frame import Frame
    from auditrack.tui.session import Session


@dataclass(frozen=True)
class Place:
    """One place. `screen` is "module:Class" under `auditrack.tui.screens`.

    `key`, called `shown`, goes there from everywhere, and so does each of `silent`; `footer` is
    its rank there. `given` is what the screen takes beside the session.
    """

    id: str
    name: str
    screen: str
    key: str
    shown: str
    tells: str
    silent: str = ""
    footer: int = 0
    given: tuple[str, ...] = ()

    def build(self, session: "Session") -> "Frame":
        """The screen, its module imported now."""
        module, name = self.screen.split(":")
        made: Callable[..., Frame] = getattr(import_module(f"auditrack.tui.screens.{module}"), name)
        return made(session, *self.given)


PLACES = (
    Place(
        "register",
        "Register",
        "register:RegisterScreen",
        "r",
        "r",
        "The register: every recommendation in a list.",
        silent="2",
        footer=4,
    ),
    Place(
        "themes",
        "Themes",
        "themes:ThemesScreen",
        "t",
        "t",
        "Where every theme stands, those that most need attention first.",
        silent="3",
        footer=5,
    ),
)
"""Every place but the first screen, in the order of their keys."""


def place_of(id: str) -> Place | None:
    """The place of an id."""
    return next((place for place in PLACES if place.id == id), None)
