"""The theme library and suggestions: which issues a text is about, and because of which words."""

from auditrack.themes.action_suggestion import TypeSuggestion, suggest_types
from auditrack.themes.lexicon import LEXICON_VERSION, ActionType, Theme, action_types, library
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
