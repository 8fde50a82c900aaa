"""The theme library and suggestions: which issues a text is about, and because of which words."""

from typing import TYPE_CHECKING, Any

from auditrack.themes.lexicon import LEXICON_VERSION, ActionType, Theme, action_types, library

if TYPE_CHECKING:
    from auditrack.themes.action_suggestion import TypeSuggestion, suggest_types
    from auditrack.themes.suggestion import SUGGESTED_FROM, Suggester, Suggestion, suggest

__all__ = [
    "LEXICON_VERSION",
    "SUGGESTED_FROM",
    "ActionType",
    "Suggester",
    "Suggestion",
    "Theme",
    "TypeSuggestion",
    "action_types",
    "library",
    "suggest",
    "suggest_types",
]

_TYPES = ("TypeSuggestion", "suggest_types")
_THEMES = ("SUGGESTED_FROM", "Suggester", "Suggestion", "suggest")


def __getattr__(name: str) -> Any:
    # Suggesting compiles phrases; whoever only names themes does not pay for it.
    if name in _THEMES:
        from auditrack.themes import suggestion

        return getattr(suggestion, name)
    if name in _TYPES:
        from auditrack.themes import action_suggestion

        return getattr(action_suggestion, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
