"""The theme library and suggestions: which issues a text is about, and because of which words."""

from auditrack.themes.lexicon import LEXICON_VERSION, ActionType, Theme, action_types, library
from auditrack.themes.suggestion import SUGGESTED_FROM, Suggestion, suggest

__all__ = [
    "LEXICON_VERSION",
    "SUGGESTED_FROM",
    "ActionType",
    "Suggestion",
    "Theme",
    "action_types",
    "library",
    "suggest",
]
