"""A save of which nobody knows whether it is there: its draft waits, and it is not made twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditrack.model.change import Refusal, Saved
from auditrack.register import drafts
from auditrack.register.drafts import PerhapsSaved

if TYPE_CHECKING:
    from auditrack.commands.command import Command
    from auditrack.register.protocol import Doubt, Settled, Store

UNCONFIRMED = "unconfirmed"

DraftOf = tuple[str, str]
"""The form, and the record it is about."""


@dataclass(frozen=True)
class Doubted:
    """What was asked for when the connection was lost, and the draft of it where it has one."""

    command: "Command"
    doubt: "Doubt"
    draft: DraftOf | None
    settled: "Settled | None" = None


def began(refusal: Refusal) -> str:
    """How to begin saying that a save did not come through: it may be there all the same."""
    return "Perhaps saved." if refusal.code == UNCONFIRMED else "Not saved."


def not_before(number: int) -> Refusal:
    """Something else is to be saved while entry `number` is in doubt."""
    return Refusal(
        "not-saved",
        f"Nobody knows yet whether entry {number} was saved, and nothing is saved before that is "
        "known.",
        safe="Your change was not saved; what you typed stays.",
        todo="When the server is back, auditrack says what became of it. Then save again.",
    )


def now_known(settled: "Settled") -> Saved | Refusal:
    """What a save came to that was in doubt for a moment."""
    if settled.saved is not None:
        return settled.saved
    return Refusal("not-saved", settled.told, safe="Nothing was changed.")


def mark(register: "Store", draft: DraftOf, doubt: "Doubt | None") -> None:
    """Keep with a draft that it may have been saved, or that it was not."""
    perhaps = None
    if doubt is not None:
        perhaps = PerhapsSaved(doubt.number, doubt.hash, register.header.generation)
    drafts.mark(register.header.register, *draft, perhaps)


def looked_up(register: "Store", waiting: Iterable[drafts.Draft]) -> tuple[str, ...]:
    """What became of what was left in doubt in an earlier sitting; saved drafts are removed.

    Raises:
        RefusedError: the register is not reached.
    """
    identity, told = register.header.register, []
    left = [draft for draft in waiting if draft.perhaps is not None]
    if left:
        # Nothing is written: but it takes its turn, after a save that may still be going on.
        register.transact(lambda _: Refusal("look", "Only looked."))
    for draft in left:
        perhaps = draft.perhaps
        assert perhaps is not None
        if perhaps.generation != register.header.generation:
            told.append(
                f"Entry {perhaps.number}, which was in doubt when the connection was lost, cannot "
                "be told any more: the record was rewritten since. Look before you save its draft."
            )
            drafts.mark(identity, draft.form, draft.ref, None)
            continue
        since = max(perhaps.number - 1, 0)
        found = next(iter(register.history(since=since)), None)
        is_saved = found is not None and found.hash == perhaps.hash
        if is_saved:
            drafts.forget(identity, draft.form, draft.ref)
        else:
            drafts.mark(identity, draft.form, draft.ref, None)
        told.append(
            f"Entry {perhaps.number}, which was in doubt when the connection was lost, "
            + ("is saved; its draft is gone." if is_saved else "was not saved: its draft waits.")
        )
    return tuple(told)
