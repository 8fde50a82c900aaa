"""One thing that needs a decision: what, why, for whom, what clears it, and its place."""

from collections.abc import Iterable

import msgspec

KINDS = (
    "audit-vacant",
    "closing-undone",
    "theme",
    "overdue",
    "unanswered",
    "unsigned",
    "retest",
    "vacant",
    "proceedings-ended",
    "keep-under-review",
)
"""The kinds of need, in the order in which a meeting takes them."""


class Concerned(msgspec.Struct, frozen=True, gc=False):
    """A body, lead or subgroup that a need concerns. `part`: what a subgroup does about it."""

    ref: str
    name: str
    part: str = ""


class Need(msgspec.Struct, frozen=True, gc=False):
    """One thing that needs a decision.

    `kind` is one of `KINDS`; `record` what kind of record `ref` is; `attention` the theme's where
    a theme asks, and `label` its position in short; `days` how long it has waited; `whom` who is
    to decide or answer. Whom it concerns beside is filled in where somebody asks.
    """

    kind: str
    ref: str
    what: str
    why: str
    clears: str
    whom: str = "the board"
    attention: int | None = None
    days: int = 0
    record: str = ""
    label: str = ""
    agencies: tuple[Concerned, ...] = ()
    leads: tuple[Concerned, ...] = ()
    subgroups: tuple[Concerned, ...] = ()

    def __str__(self) -> str:
        return f"{self.what}: {self.why}"

    @property
    def because(self) -> str:
        """Why, as within a sentence: "repeated and never embedded"."""
        why = self.label or self.why
        return f"{why[:1].lower()}{why[1:]}"

    @property
    def named(self) -> str:
        """What people call the record: its name, or its reference where its text follows that."""
        return self.ref if self.what.startswith(self.ref) else self.what


def in_order(needs: Iterable[Need]) -> tuple[Need, ...]:
    """Kind by kind as a meeting takes them; in each by attention, then what waited longest."""
    return tuple(sorted(needs, key=_order))


def foremost(needs: Iterable[Need]) -> tuple[int, Need | None]:
    """How many there are, and the one that stands first in order; holds no more than that one."""
    count, first = 0, None
    for need in needs:
        count += 1
        if first is None or _order(need) < _order(first):
            first = need
    return count, first


def _order(need: Need) -> tuple[int, int, int, str, str, str, str]:
    return (
        KINDS.index(need.kind),
        -(need.attention or 0),
        -need.days,
        need.ref,
        need.what,
        need.why,
        need.whom,
    )
