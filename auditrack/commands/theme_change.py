"""A theme changed or split: what it was called and what it held stays in the history."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.commands import given, known
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.theme import AddTheme, add_phrases
from auditrack.model.refs import slug
from auditrack.model.words import SCOPES
from auditrack.views.theming import Theming


@dataclass(frozen=True)
class EditTheme(Command):
    """Rename a theme, say better what it means, or add phrases that suggest it.

    The id stays, so that every link, audit and position goes on.
    """

    cmd: ClassVar[str] = "theme edit"

    theme: str
    name: str | None = None
    definition: str | None = None
    scope: str | None = None
    parent: str | None = None
    phrases: tuple[str, ...] = ()
    weak_phrases: tuple[str, ...] = ()
    base_rev: int | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a merged theme, another's name, a parent below it, and nothing new."""
        themes = Theming(desk.records).themes
        theme_id = known.theme_that_stands(desk.records, self.theme)
        theme = themes[theme_id]
        changes: dict[str, Any] = {}
        if self.name is not None:
            name = given.line(self.name, "name")
            other = next((t for t in themes.values() if slug(t.name) == slug(name)), None)
            if other is not None and other.id != theme_id:
                raise refuse(
                    "name-taken",
                    f'Another theme is called "{other.name}": {other.id}.',
                    ref=other.id,
                    todo=f"Choose another name, or merge them with: auditrack theme merge "
                    f"{theme_id} --into {other.id}",
                )
            if name != theme.name:
                changes["name"] = name
        if self.definition is not None and self.definition != theme.definition:
            changes["definition"] = self.definition or None
        if self.scope is not None:
            changes["scope"] = given.code(SCOPES, self.scope, "scope") if self.scope else None
        if self.parent is not None:
            changes["parent"] = self._parent(desk, theme_id)
        if desk.exists("themes", theme_id):
            if changes:
                desk.edit("themes", theme_id, changes, self.base_rev)
        elif changes:
            desk.insert("themes", theme_id, **changes)
        add_phrases(desk, theme_id, self.phrases, self.weak_phrases)
        if not desk.ops:
            raise refuse("no-change", f"{theme_id} says that already.", ref=theme_id)
        desk.made.append(theme_id)

    def _parent(self, desk: Desk, theme_id: str) -> str | None:
        if not self.parent:
            return None
        parent = known.theme_as_typed(desk.records, self.parent)
        above: str | None = parent
        passed: set[str] = set()
        while above is not None and above not in passed:
            if above == theme_id:
                raise refuse(
                    "circle",
                    f"{theme_id} cannot stand below {parent}, which stands below it.",
                    ref=theme_id,
                    todo="Name another theme, or none.",
                )
            passed.add(above)
            above = (desk.get("themes", above) or {}).get("parent")
        return parent


@dataclass(frozen=True)
class SplitTheme(Command):
    """Make a theme of some of the records of another; their links and dates go with them.

    `records` are recommendations or findings that are linked to the theme. What was linked stays
    in the history of both.
    """

    cmd: ClassVar[str] = "theme split"

    theme: str
    name: str
    records: tuple[str, ...] = ()
    ref: str | None = None
    definition: str | None = None
    phrases: tuple[str, ...] = ()
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses without a record, and a record that is not linked to the theme."""
        old = known.theme_as_typed(desk.records, self.theme)
        if not given.chosen(self.records):
            raise refuse(
                "missing",
                f"No record of {old} was named, so nothing would go to the new theme.",
                ref=old,
                todo="Name the recommendations and findings that it is about with --record.",
            )
        links = [link for typed in given.chosen(self.records) for link in _of(desk, typed, old)]
        AddTheme(self.name, self.ref, self.definition, phrases=self.phrases, why=self.why).build(
            desk
        )
        new = desk.made[-1]
        desk.update("themes", new, split_from=old)
        why = self.why or f"Went to {new}, which was split from it."
        for link in links:
            fields = {
                name: link[name]
                for name in ("of", "review", "status", "because", "score", "lexicon")
                if link.get(name) is not None
            }
            moved = desk.insert("theme_links", theme=new, **fields)
            desk.update("theme_links", str(link["ref"]), withdrawn_on=desk.day, withdrawn_why=why)
            for mention in desk.live("mentions", "link", str(link["ref"])):
                told = {
                    name: mention.get(name)
                    for name in ("review", "subject", "concern_from", "concern_to")
                }
                desk.insert("mentions", link=moved, theme=new, **told)


def _of(desk: Desk, typed: str, theme: str) -> list[Mapping[str, Any]]:
    _, document = known.record(desk, typed, "recommendations", "findings")
    theming = Theming(desk.records)
    found = [
        link
        for link in desk.live("theme_links", "of", str(document["ref"]))
        if theming.now(str(link.get("theme"))) == theme and link.get("status") != "rejected"
    ]
    if not found:
        raise refuse(
            "not-linked",
            f"{document['ref']} is not linked to {theme}.",
            ref=str(document["ref"]),
            todo=f"See what is with: auditrack theme show {theme}",
        )
    return found
