"""The types of actions: as a person said them, else as their words suggest until one confirms."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from auditrack.model.refs import slug
from auditrack.themes.action_suggestion import TypeSuggestion, suggest_types
from auditrack.themes.lexicon import action_types
from auditrack.views.listing import Column, Item, Listing
from auditrack.views.wording import listed

if TYPE_CHECKING:
    from auditrack.views.actions import ActionNow
    from auditrack.views.facts import Facts


@dataclass(frozen=True)
class Untyped:
    """A live action whose type nobody has said. `suggestions` are of its words, best first."""

    ref: str
    what: str
    serves: tuple[str, ...]
    suggestions: tuple[TypeSuggestion, ...]

    @property
    def suggested(self) -> TypeSuggestion | None:
        """What there is to confirm; None where its words say nothing of a type."""
        return self.suggestions[0] if self.suggestions else None

    @property
    def fits_one(self) -> bool:
        """Whether its words fit one type and no other, by more than a hint.

        It may be another in truth: so it was with 7 of 61 recommendations labelled by hand.
        """
        return len(self.suggestions) == 1 and not self.suggestions[0].hinted

    @property
    def fits(self) -> str:
        """How many types its words fit, in words."""
        if not self.suggestions:
            return "no type"
        if self.suggestions[0].hinted:
            return "a hint"
        many = len(self.suggestions)
        return "one type" if many == 1 else f"{many} types"

    def describe(self) -> str:
        """What is suggested, each type with the phrases that fired."""
        if not self.suggestions:
            return "Its words suggest no type."
        first, *others = (f"{one}, by {quoted(one.because)}" for one in self.suggestions)
        return f"Suggested: {'; or '.join((first, *others))}."

    def to_json(self) -> dict[str, Any]:
        """The action under stable keys; the first suggestion is what confirming takes."""
        return {
            "ref": self.ref,
            "what": self.what,
            "serves": list(self.serves),
            "suggestions": [one.to_json() for one in self.suggestions],
            "one_type": self.fits_one,
        }


def untyped(facts: "Facts", theme: str | None = None) -> tuple[Untyped, ...]:
    """The live actions whose type nobody has said: all in order of entry, or those on a theme."""
    found: Iterable[ActionNow] = facts.actions.all()
    if theme is not None:
        found = {one.ref: one for _, one in on_theme(facts, theme)}.values()
    return tuple(
        Untyped(one.ref, one.action.what, one.serves, suggested_types(one.action.what))
        for one in found
        if counts(one) and not one.action.type
    )


def counts(action: "ActionNow") -> bool:
    """Whether an action counts as something that was tried: live, and more than a report of it."""
    return action.is_live and not action.action.as_reported


def on_theme(facts: "Facts", theme: str) -> Iterator[tuple[str, "ActionNow"]]:
    """Each live action about an ask on a theme, with the case that asked; of two cases twice."""
    for ref in dict.fromkeys(row.ref for row in facts.theme(theme).recommendations):
        document = facts.recommendation(ref)
        review = facts.review_facts.get(str(document["review"])) if document is not None else None
        if review is None:
            continue
        for action in facts.actions.serving(ref):
            if counts(action):
                yield review.case, action


@lru_cache(maxsize=16_384)
def suggested_types(what: str) -> tuple[TypeSuggestion, ...]:
    """The types that the words of an action suggest, best first."""
    return tuple(suggest_types(what))


@lru_cache(maxsize=256)
def type_of(recorded: str) -> str:
    """The id of a type recorded by its id or name; what is on no list stays as recorded."""
    wanted = slug(recorded)
    known = (kind.id for kind in action_types() if wanted in (slug(kind.id), slug(kind.name)))
    return next(known, recorded)


def type_name(recorded: str) -> str:
    """What a type is called."""
    kind = type_of(recorded)
    return next((one.name for one in action_types() if one.id == kind), kind)


def with_strength(recorded: str) -> str:
    """What a type is called, with how strong such remedies are where that is known."""
    kind = type_of(recorded)
    return next((f"{one.name} ({one.strength})" for one in action_types() if one.id == kind), kind)


def quoted(phrases: Iterable[str]) -> str:
    """Phrases in quotation marks."""
    return listed(f"“{phrase}”" for phrase in phrases)


def types_to_confirm(facts: "Facts", theme: str | None = None) -> Listing:
    """The list of actions without a type that a person has said: all, or those on a theme."""
    items = [_item(facts, place, one) for place, one in enumerate(untyped(facts, theme))]
    return Listing(
        "action-types",
        "Types to confirm",
        "action without a confirmed type",
        "actions without a confirmed type",
        (
            Column("Action", 8),
            Column("Words fit", 9),
            Column("Suggested type", 30),
            Column("Because of", 24, 120),
            Column("What is done", 0),
        ),
        tuple(items),
        "No live action here is without a type that a person has said.",
        (
            ("a suggestion first", lambda item: (not item.offers, item.sort)),
            ("one type first", lambda item: (item.cells[1] != "one type", item.sort)),
            ("suggested type", lambda item: (not item.offers, item.cells[2], item.sort)),
        ),
        note=f"on {facts.theming.name(theme)}" if theme else "",
    )


def _item(facts: "Facts", place: int, one: Untyped) -> Item:
    themes = dict.fromkeys(theme for ref in one.serves for theme in facts.theming.of(ref))
    kind = one.suggested
    return Item(
        one.ref,
        "action",
        (
            one.ref,
            one.fits,
            str(kind) if kind else "",
            quoted(kind.because) if kind else "",
            one.what,
        ),
        more=" ".join((*one.serves, *facts.theming.names(themes), one.describe())),
        sort=place,
        offers=kind.type if kind else "",
        told=(f"{one.ref}, about {listed(one.serves)}", one.what, one.describe()),
    )
