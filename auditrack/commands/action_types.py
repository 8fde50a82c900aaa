"""The types that the words of actions suggest, confirmed by a person: all of them or none."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.commands import known
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse

_QUOTED = 3
"""Actions whose phrase the history quotes; of more it says how many there are."""


@dataclass(frozen=True)
class ConfirmActionTypes(Command):
    """Confirm the type that the words of each action suggest first.

    `types` are those that the person was shown, one for each of `refs`; where none are given, what
    the words suggest now is meant. One that cannot be confirmed refuses them all.
    """

    cmd: ClassVar[str] = "action types"

    refs: tuple[str, ...]
    types: tuple[str, ...] = ()
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses no action, a type that somebody said, one that is not or no longer suggested."""
        # What suggests compiles its phrases: nobody else pays for it.
        from auditrack.themes.action_suggestion import quotable
        from auditrack.views.action_types import suggested_types

        if not self.refs:
            raise refuse(
                "missing",
                "No action is named.",
                todo="See those whose type nobody has said with: auditrack action types",
            )
        shown = self.types or (None,) * len(self.refs)
        if len(shown) != len(self.refs):
            raise refuse("bad-value", f"{len(shown)} types are given for {len(self.refs)} actions.")
        from_words: list[str] = []
        for typed, seen in zip(self.refs, shown, strict=True):
            action = known.document(desk, typed, "actions")
            ref = str(action["ref"])
            if ref in desk.made:
                continue
            if action.get("type"):
                raise _said_already(action)
            suggested = next(iter(suggested_types(str(action.get("what", "")))), None)
            if suggested is None:
                raise refuse(
                    "no-suggestion",
                    f"The words of {ref} suggest no type.",
                    ref=ref,
                    todo=f"Say which it is with: auditrack action edit {ref} --type TYPE",
                )
            if seen is not None and seen != suggested.type:
                raise refuse(
                    "suggestion-changed",
                    f"The words of {ref} no longer suggest what was shown: {suggested} is "
                    "suggested now.",
                    ref=ref,
                    todo="Look at it again before you confirm it.",
                )
            desk.update("actions", ref, type=suggested.type)
            desk.made.append(ref)
            if phrases := quotable(suggested):
                from_words.append(f"{ref} by “{phrases[0]}”")
        more = len(desk.made) - len(from_words[:_QUOTED])
        told = [*from_words[:_QUOTED], *([f"{more} more"] if more and from_words else [])]
        desk.why = "Confirmed as suggested" + (f": {', '.join(told)}." if told else ".")


def _said_already(action: Mapping[str, Any]) -> Exception:
    from auditrack.views.action_types import type_name

    ref = str(action["ref"])
    return refuse(
        "no-change",
        f"{ref} has a type already: {type_name(str(action['type']))}.",
        ref=ref,
        todo=f"If it is another, say so with: auditrack action edit {ref} --type TYPE",
    )
