"""The board's own themes, and themes merged into others."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.commands import given, known
from auditrack.commands.circles import must_not_go_round
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.withdrawing import STANDS_AGAIN
from auditrack.model.refs import slug
from auditrack.model.words import SCOPES
from auditrack.views.theming import Theming


@dataclass(frozen=True)
class AddTheme(Command):
    """Enter a theme of the board's own, with the phrases that suggest it."""

    cmd: ClassVar[str] = "theme add"

    name: str
    ref: str | None = None
    definition: str | None = None
    scope: str | None = None
    parent: str | None = None
    phrases: tuple[str, ...] = ()
    weak_phrases: tuple[str, ...] = ()
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a name or id that a theme has, and a parent that stands below it."""
        name = given.line(self.name, "name")
        theme_id = slug(self.ref or name).replace("-", "_")
        themes = Theming(desk.records).themes
        taken = next(
            (t.id for t in themes.values() if t.id == theme_id or slug(t.name) == slug(name)), None
        )
        stored = desk.get("themes", theme_id) if theme_id else None
        if not theme_id or taken or (stored is not None and not stored.get("undone")):
            raise refuse(
                "name-taken" if theme_id else "bad-reference",
                f'There is a theme called "{name}" already: {taken or theme_id}.'
                if theme_id
                else f'"{name}" has no letters that a reference can be made of.',
                ref=taken or theme_id or None,
                todo="Use it, or choose another name." if theme_id else "Give one with --ref.",
            )
        fields: dict[str, Any] = {
            "name": name,
            "definition": self.definition,
            "scope": given.code(SCOPES, self.scope, "scope") if self.scope else None,
            "parent": known.theme_as_typed(desk.records, self.parent) if self.parent else None,
            "kind": "issue",
        }
        if stored is None:
            desk.insert("themes", theme_id, **fields)
        else:
            desk.update("themes", theme_id, merged_into=None, **fields, **STANDS_AGAIN)
            must_not_go_round(desk)
        desk.made.append(theme_id)
        add_phrases(desk, theme_id, self.phrases, self.weak_phrases)


@dataclass(frozen=True)
class MergeTheme(Command):
    """Let one theme go on as another: its links, audits and past count there."""

    cmd: ClassVar[str] = "theme merge"

    theme: str
    into: str
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a theme into itself, a circle, and one that was merged already."""
        # A merged theme leads to the one it went into, so a circle comes out as "itself".
        theme = known.theme_that_stands(desk.records, self.theme)
        into = known.theme_as_typed(desk.records, self.into)
        if theme == into:
            named = slug(self.into).replace("-", "_")
            merged = Theming(desk.records).merged_into(into)
            raise refuse(
                "circle",
                f"{theme} cannot go on as itself"
                + (f": {named} was merged into it." if named in merged else "."),
                ref=into,
                todo="Name two themes that stand apart.",
            )
        if desk.exists("themes", theme):
            desk.update("themes", theme, merged_into=into, **STANDS_AGAIN)
        else:
            desk.insert("themes", theme, merged_into=into)
        desk.made.extend((into, theme))


def add_phrases(
    desk: Desk, theme: str, phrases: tuple[str, ...], weak_phrases: tuple[str, ...]
) -> None:
    """Phrases that suggest a theme; one that is there already is left."""
    there = {str(one.get("phrase")) for one in desk.live("phrases", "theme", theme)}
    for weak, typed in ((False, phrases), (True, weak_phrases)):
        for phrase in given.chosen(typed):
            _must_say_something(phrase)
            if phrase.casefold() not in there:
                there.add(phrase.casefold())
                desk.insert("phrases", theme=theme, phrase=phrase.casefold(), weak=weak)


def _must_say_something(phrase: str) -> None:
    if len(re.sub(r"[^a-z]", "", phrase.casefold())) < 3:
        raise refuse(
            "bad-value",
            f'"{phrase}" is too short to tell a theme by.',
            todo="Give a phrase of at least three letters.",
        )
