"""What was tried about a theme: the types of action taken, and whether they were the same again.

A type that nobody confirmed is suggested from the words of the action, and is said to be so.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from auditrack.analysis.position import Position
from auditrack.views.action_types import (
    on_theme,
    quoted,
    suggested_types,
    type_name,
    type_of,
    with_strength,
)
from auditrack.views.actions import ActionNow
from auditrack.views.facts import Facts
from auditrack.views.sheet import Line
from auditrack.views.wording import counted, listed

_LAST = date.max


@dataclass(frozen=True)
class Kind:
    """The type of one action: its id, or "" where nothing tells it; whether a person said so."""

    id: str
    confirmed: bool


@dataclass(frozen=True)
class Tried:
    """The live actions on a theme by type: in all, and for each case in order of publication."""

    kinds: tuple[Kind, ...]
    cases: tuple[tuple[str, tuple[Kind, ...]], ...]

    @property
    def before(self) -> tuple[Kind, ...]:
        """The actions on cases before the latest: what was tried before it came back."""
        return tuple(kind for _, kinds in self.cases[:-1] for kind in kinds)

    @property
    def again(self) -> frozenset[str]:
        """The types of the latest case, where every one was tried in the case before it."""
        if len(self.cases) < 2:
            return frozenset()
        (_, before), (_, last) = self.cases[-2:]
        types = _types(last)
        return types if types and types <= _types(before) else frozenset()

    @property
    def rests_on(self) -> tuple[Kind, ...]:
        """The actions that `again` rests on.

        All of the latest case: where the type of one is another in truth, it was not the same
        again. Of the case before it those of the same types; the confirmed alone where they do.
        """
        (_, before), (_, last) = self.cases[-2:]
        same = tuple(kind for kind in before if kind.id in self.again)
        confirmed = tuple(kind for kind in same if kind.confirmed)
        return last + (confirmed if _types(confirmed) == self.again else same)


def kind_of(action: ActionNow) -> Kind:
    """The type of an action as recorded, else as its words suggest."""
    recorded = action.action.type
    if recorded:
        return Kind(type_of(recorded), confirmed=True)
    suggested = suggested_types(action.action.what)
    return Kind(suggested[0].type if suggested else "", confirmed=False)


def said_kind(action: ActionNow) -> str | None:
    """The type of an action in words; None where nothing tells it."""
    if action.action.type:
        return with_strength(action.action.type)
    suggested = suggested_types(action.action.what)
    if not suggested:
        return None
    return f"{suggested[0]}, suggested by {quoted(suggested[0].because)}: nobody has confirmed it"


def tried(facts: Facts, theme: str) -> Tried:
    """What was done about what reviews asked on a theme."""
    kinds: dict[str, Kind] = {}
    by_case: dict[str, dict[str, Kind]] = {}
    for case, action in on_theme(facts, theme):
        kind = kinds.setdefault(action.ref, kind_of(action))
        by_case.setdefault(case, {})[action.ref] = kind
    published = {review.case: review.published for review in facts.board.reviews}
    in_order = sorted(
        by_case, key=lambda case: (one.latest if (one := published.get(case)) else _LAST, case)
    )
    return Tried(
        tuple(kinds.values()), tuple((case, tuple(by_case[case].values())) for case in in_order)
    )


def tried_lines(facts: Facts, one: Position) -> Iterable[Line]:
    """The mix of types, and what was the same again, for a theme's page."""
    found = tried(facts, one.theme)
    if not found.kinds:
        return
    in_all = counted(len(found.kinds), "action")
    yield Line("In all", f"{in_all}: {_said(found.kinds)}")
    types = [kind for kind, _ in Counter(kind.id for kind in found.kinds).most_common()]
    of_type = {type: [kind for kind in found.kinds if kind.id == type] for type in types}
    for type, kinds in of_type.items():
        called = with_strength(type) if type else "A type that nobody has said"
        yield Line(called, f"{len(kinds)} of {in_all}: {_said(kinds)}")
    if found.again:
        yield Line(None, _again(found))
    if one.recurrence == "AFTER" and found.before:
        earlier = [kind.id for kind in found.before]
        most = Counter(earlier).most_common(1)[0][0]
        kinds = [kind for kind in found.before if kind.id == most]
        if most:
            yield Line(
                None,
                f"{len(kinds)} of {counted(len(earlier), 'action')} on earlier reviews "
                f"{'was' if len(kinds) == 1 else 'were'} “{type_name(most)}” ({_said(kinds)}), "
                "and it came back.",
            )


def _again(found: Tried) -> str:
    """What was the same again, and whether that rests on types that a person confirmed."""
    names = listed(sorted(map(type_name, found.again)))
    rests_on = found.rests_on
    if all(kind.confirmed for kind in rests_on):
        return f"The same type as last time: {names}. This rests on confirmed types only."
    return (
        f"Perhaps the same type as last time: {names}. This rests on the types of "
        f"{counted(len(rests_on), 'action')}: {_said(rests_on)}."
    )


def _said(kinds: Sequence[Kind]) -> str:
    """How many types a person confirmed, how many are only suggested, and how many not even so."""
    confirmed = sum(kind.confirmed for kind in kinds)
    unknown = sum(not kind.id for kind in kinds)
    parts = (
        (confirmed, "confirmed"),
        (len(kinds) - confirmed - unknown, "only suggested"),
        (unknown, "not known"),
    )
    return listed(f"{number} {word}" for number, word in parts if number)


def _types(kinds: Iterable[Kind]) -> frozenset[str]:
    return frozenset(kind.id for kind in kinds if kind.id)
