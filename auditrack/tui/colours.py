"""Colours: calm ones, each also said by a letter, a word and a mark.

The values lie in the 256 colours that every terminal in use draws alike, so that dark and light
look the same without true colour.
"""

import os
from collections.abc import Mapping

from textual.theme import BUILTIN_THEMES, Theme

DARK = Theme(
    name="auditrack-dark",
    primary="#5fafd7",
    secondary="#87afaf",
    accent="#5fafd7",
    warning="#d7af5f",
    error="#ff8787",
    success="#87d787",
    foreground="#d0d0d0",
    background="#1c1c1c",
    surface="#1c1c1c",
    panel="#303030",
    dark=True,
)
LIGHT = Theme(
    name="auditrack-light",
    primary="#005f87",
    secondary="#5f5f5f",
    accent="#005f87",
    warning="#875f00",
    error="#af0000",
    success="#005f00",
    foreground="#1c1c1c",
    background="#eeeeee",
    surface="#eeeeee",
    panel="#dadada",
    dark=False,
)
CONTRAST = Theme(
    name="auditrack-contrast",
    primary="#ffff00",
    secondary="#ffffff",
    accent="#00ffff",
    warning="#ffff00",
    error="#ff8787",
    success="#00ff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#444444",
    dark=True,
)
TERMINAL = Theme(
    name="auditrack-terminal",
    ansi=True,
    primary="ansi_default",
    secondary="ansi_default",
    accent="ansi_default",
    warning="ansi_default",
    error="ansi_red",
    success="ansi_green",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    # No colour of either kind of terminal, dark or light, is one that text can lie on: reversed.
    variables={
        **BUILTIN_THEMES["ansi-dark"].variables,
        "block-cursor-foreground": "ansi_default",
        "block-cursor-background": "ansi_default",
        "block-cursor-text-style": "reverse",
        "input-cursor-background": "ansi_default",
        "input-cursor-foreground": "ansi_default",
        "input-cursor-text-style": "reverse",
    },
)
"""The terminal's own colours. Red and amber would be one here, so amber is no colour at all."""

ALL = (DARK, LIGHT, CONTRAST, TERMINAL)
NAMES = frozenset(theme.name for theme in ALL)


def few_colours(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the terminal draws 16 colours or fewer, or its user wants none (NO_COLOR)."""
    if "NO_COLOR" in environment:
        return True
    if environment.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return False
    term = environment.get("TERM", "").lower()
    return not any(many in term for many in ("256color", "kitty", "direct", "truecolor"))


def name_after(name: str) -> str:
    """The set of colours that follows one by name, round and round."""
    names = [theme.name for theme in ALL]
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
