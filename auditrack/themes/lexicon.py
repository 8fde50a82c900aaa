"""The library of themes and types of action, as shipped; a board's own phrases come on top."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

LEXICON_VERSION: Final = "2026.2"
"""Stored beside each suggestion; a newer lexicon changes no stored link."""


@dataclass(frozen=True)
class Theme:
    """An issue that reviews raise, or (`kind` "action-type") a remedy that was tried.

    `strong` phrases are enough for a suggestion, `weak` ones only add to others, and what stands
    inside an `unless` phrase means something else ("self neglect" is not neglect of a child). In a
    phrase `*` ends a stem, `..` is a gap of a few words, `(a|b)` are alternatives, `?` makes the
    letter or bracket before it optional.
    """

    id: str
    name: str
    definition: str = ""
    kind: str = "issue"
    scope: str = "both"
    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class ActionType:
    """What kind of remedy an action is, and how strong such remedies are.

    `hints` count only where no phrase of any type fires; `unless` is as in a theme.
    """

    id: str
    name: str
    strength: str
    phrases: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@cache
def _shipped() -> dict[str, Any]:
    # A path beside this file: importlib.resources takes longer to import than all this to read.
    text = Path(__file__).with_name("library.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    if data["version"] != LEXICON_VERSION:
        raise ValueError(f"library.json is version {data['version']}, not {LEXICON_VERSION}")
    return data


@cache
def library() -> tuple[Theme, ...]:
    """All themes as shipped: issues first, as reviews raise them, then types of action."""
    themes = tuple(
        Theme(
            id=row["id"],
            name=row["name"],
            definition=row["definition"],
            kind=row["kind"],
            scope=row["scope"],
            strong=tuple(row["strong"]),
            weak=tuple(row["weak"]),
            unless=tuple(row.get("unless", ())),
        )
        for row in _shipped()["themes"]
    )
    return tuple(sorted(themes, key=lambda theme: theme.kind == "action-type"))


@cache
def action_types() -> tuple[ActionType, ...]:
    """The types of action as shipped, with their strength."""
    return tuple(
        ActionType(
            id=row["id"],
            name=row["name"],
            strength=row["strength"],
            phrases=tuple(row["phrases"]),
            hints=tuple(row.get("hints", ())),
            unless=tuple(row.get("unless", ())),
        )
        for row in _shipped()["action_types"]
    )


def with_phrases(
    themes: Iterable[Theme], phrases: Iterable[tuple[str, str, bool]]
) -> tuple[Theme, ...]:
    """The themes with a board's own phrases: (theme id, phrase, weak). Unknown ids are left out."""
    more: dict[str, list[tuple[str, bool]]] = {}
    for theme, phrase, weak in phrases:
        more.setdefault(theme, []).append((phrase, weak))
    return tuple(
        replace(
            theme,
            strong=(*theme.strong, *(phrase for phrase, weak in more[theme.id] if not weak)),
            weak=(*theme.weak, *(phrase for phrase, weak in more[theme.id] if weak)),
        )
        if theme.id in more
        else theme
        for theme in themes
    )
