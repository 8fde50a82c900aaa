"""What was tried about a theme: the types of action taken, and whether they were the same again.

A type that nobody confirmed is suggested from the words of the action, and is said to be so.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from auditrack.analysis.position import Position
from auditrack.model.refs import slug
from auditrack.themes.action_suggestion import suggest_types
from auditrack.themes.lexicon import action_types
from auditrack.views.actions import ActionNow
from auditrack.views.facts import Facts
from auditrack.views.sheet import Line
from auditrack.views.wording import counted, listed

_LAST = date.max
NOT_KNOWN = "a type that nobody has said"


@dataclass(frozen=True)
class Kind:
    """The type of one action: its id, or "" where nothing tells it; whether a person said so."""

    id: str
    confirmed: bool


@dataclass(frozen=True)
class Tried:
    """The live actions on a theme by type, in all and for each case in order of publication."""

    kinds: tuple[Kind, ...]
    cases: tuple[tuple[str, frozenset[str]], ...]

    @property
    def again(self) -> frozenset[str]:
        """The types of the latest case, where every one was tried in the case before it."""
        if len(self.cases) < 2:
            return frozenset()
        (_, before), (_, last) = self.cases[-2:]
        return last if last and last <= before else frozenset()


def kind_of(action: ActionNow) -> Kind:
    """The type of an action as recorded, else as its words suggest."""
    recorded = action.action.type
    if recorded:
        return Kind(_known(recorded) or recorded, confirmed=True)
    return Kind(_suggested(action.action.what), confirmed=False)


def said_kind(action: ActionNow) -> str | None:
    """The type of an action in words; None where nothing tells it."""
    kind = kind_of(action)
    if not kind.id:
        return None
    return _called(kind.id) + ("" if kind.confirmed else ", suggested: confirm it by editing")


def tried(facts: Facts, theme: str) -> Tried:
    """What was done about what reviews asked on a theme."""
    asks = dict.fromkeys(row.ref for row in facts.theme(theme).recommendations)
    kinds: dict[str, Kind] = {}
    by_case: dict[str, dict[str, Kind]] = {}
    for ref in asks:
        document = facts.recommendations_by_ref.get(ref)
        review = facts.review_facts.get(str(document["review"])) if document is not None else None
        if review is None:
            continue
        for action in facts.actions.serving(ref):
            if action.is_live and not action.action.as_reported:
                kind = kinds.setdefault(action.ref, kind_of(action))
                by_case.setdefault(review.case, {})[action.ref] = kind
    published = {review.case: review.published for review in facts.board.reviews}
    in_order = sorted(
        by_case, key=lambda case: (one.latest if (one := published.get(case)) else _LAST, case)
    )
    cases = tuple(
        (case, frozenset(kind.id for kind in by_case[case].values() if kind.id))
        for case in in_order
    )
    return Tried(tuple(kinds.values()), cases)


def tried_lines(facts: Facts, one: Position) -> Iterable[Line]:
    """The mix of types, and what was the same again, for a theme's page."""
    found = tried(facts, one.theme)
    many = len(found.kinds)
    if not many:
        return
    counts = Counter(kind.id for kind in found.kinds)
    for kind, number in counts.most_common():
        said = sum(one.id == kind and one.confirmed for one in found.kinds)
        confirmed = "confirmed" if said == number else f"{said} confirmed, the rest suggested"
        if not kind:
            confirmed = "nothing on record tells it"
        yield Line(_called(kind), f"{number} of {counted(many, 'action')} ({confirmed})")
    if found.again:
        names = listed(sorted(_name(kind) for kind in found.again))
        yield Line(None, f"The same type as last time: {names}.")
    most, number = counts.most_common(1)[0]
    if one.recurrence == "AFTER" and most:
        yield Line(
            None,
            f"{number} of {counted(many, 'action')} {'was' if number == 1 else 'were'} "
            f"“{_name(most)}”, and it came back.",
        )


@lru_cache(maxsize=4096)
def _suggested(what: str) -> str:
    found = suggest_types(what)
    return found[0].type if found else ""


@lru_cache(maxsize=256)
def _known(recorded: str) -> str:
    wanted = slug(recorded)
    return next(
        (kind.id for kind in action_types() if wanted in (slug(kind.id), slug(kind.name))), ""
    )


def _name(kind: str) -> str:
    return next((one.name for one in action_types() if one.id == kind), kind) or NOT_KNOWN


def _called(kind: str) -> str:
    strength = next((one.strength for one in action_types() if one.id == kind), "")
    return f"{_name(kind)} ({strength})" if strength else _name(kind).capitalize()
