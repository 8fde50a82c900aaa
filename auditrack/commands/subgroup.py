"""Groups of the board that deliver or give assurance."""

from dataclasses import dataclass
from typing import ClassVar

from auditrack.commands import given, known
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.naming import short_slug
from auditrack.model.refs import slug


def subgroup_meant(desk: Desk, typed: str) -> str:
    """The reference of a subgroup typed by reference or title.

    Raises:
        RefusedError: there is none (`unknown-reference`).
    """
    return str(known.document(desk, slug(typed) or typed, "subgroups")["ref"])


@dataclass(frozen=True)
class AddSubgroup(Command):
    """Enter a subgroup of the board."""

    cmd: ClassVar[str] = "subgroup add"

    title: str
    ref: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses one that is on record already."""
        title = given.line(self.title, "title")
        ref = short_slug(self.ref or title)
        if not ref or desk.exists("subgroups", ref):
            raise refuse(
                "name-taken" if ref else "bad-reference",
                f'"{title}" is on record already as the subgroup {ref}.'
                if ref
                else f'"{title}" has no letters that a reference can be made of.',
                ref=ref or None,
                todo=f"Use {ref}." if ref else "Give a reference in plain letters with --ref.",
            )
        desk.made.append(desk.insert("subgroups", ref, title=title))
