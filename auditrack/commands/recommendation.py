"""Recommendations: entering them, correcting them, withdrawing them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.commands import given, known
from auditrack.commands.action import claimed_done
from auditrack.commands.agency import asked_agencies
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.naming import recommendation_reference
from auditrack.commands.subgroup import subgroup_meant
from auditrack.commands.theme_link import link_theme
from auditrack.commands.withdrawing import reinstate, withdraw
from auditrack.model.words import REACHES, RECOMMENDATION_KINDS, RECOMMENDATION_STATES

WORDING = frozenset({"title", "public_wording"})
"""What an author may word."""
_LONG = ("outcome", "measure", "public_wording")
_SHORT = ("title", "priority", "label", "group")


@dataclass(frozen=True)
class AddRecommendation(Command):
    """Enter a recommendation.

    An agency that is not on record is entered as printed. `state` is open, said-done (one action
    "as reported" is made, done on `done_on` if that is known) or not-known. Its themes are
    confirmed ones.
    """

    cmd: ClassVar[str] = "rec add"

    review: str
    text: str
    label: str | None = None
    agencies: tuple[str, ...] = ()
    outcome: str | None = None
    due: str | None = None
    theme: tuple[str, ...] = ()
    state: str | None = None
    reach: str | None = None
    kind: str = "recommendation"
    group: str | None = None
    measure: str | None = None
    title: str | None = None
    public_wording: str | None = None
    impact_due: str | None = None
    delivering: str | None = None
    assuring: str | None = None
    priority: str | None = None
    page: int | None = None
    done_on: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses the same recommendation twice in one review, and `done_on` without said-done."""
        review = str(known.document(desk, self.review, "reviews")["ref"])
        text = given.text(self.text, "text")
        fields = _details(desk, vars(self))
        fields["kind"] = given.code(RECOMMENDATION_KINDS, self.kind, "kind")
        label = fields.get("label")
        siblings = desk.live("recommendations", "review", review)
        agencies = asked_agencies(desk, self.agencies)
        same = next((d for d in siblings if _is_same(d, label, text, agencies)), None)
        if same is not None:
            raise refuse(
                "already-there",
                f"{review} has this recommendation already as {same['ref']}.",
                ref=str(same["ref"]),
                todo="Edit that one, or link the two if it was asked twice.",
            )
        state = given.code(RECOMMENDATION_STATES, self.state, "state") if self.state else "open"
        done_on = given.past(desk, self.done_on, "day it was done")
        if done_on and state != "said-done":
            raise refuse(
                "bad-value",
                "A day it was done is given, but it is not said to be done.",
                todo="Add --state said-done.",
            )
        asked = fields.get("group") or next(iter(given.chosen(self.agencies)), None)
        ref = desk.insert(
            "recommendations",
            recommendation_reference(desk, review, label, asked),
            review=review,
            text=text,
            agencies=agencies,
            order=len(siblings) + 1,
            page=self.page,
            state="not-known" if state == "not-known" else None,
            entered_on=desk.day,
            **fields,
        )
        desk.made.append(ref)
        for theme in given.chosen(self.theme):
            link_theme(desk, ref, review, known.theme_as_typed(desk.records, theme), "confirmed")
        if state == "said-done":
            desk.made.append(_as_reported(desk, ref, agencies, done_on))


@dataclass(frozen=True)
class EditRecommendation(Command):
    """Correct a recommendation. `agencies` replaces the list; the reference never changes."""

    cmd: ClassVar[str] = "rec edit"

    ref: str
    text: str | None = None
    label: str | None = None
    agencies: tuple[str, ...] | None = None
    outcome: str | None = None
    due: str | None = None
    state: str | None = None
    reach: str | None = None
    kind: str | None = None
    group: str | None = None
    measure: str | None = None
    title: str | None = None
    public_wording: str | None = None
    impact_due: str | None = None
    delivering: str | None = None
    assuring: str | None = None
    priority: str | None = None
    base_rev: int | None = None
    why: str | None = None

    @property
    def act(self) -> str:
        """Wording for the public is an author's; everything else is an officer's."""
        told = {name for name, value in vars(self).items() if value is not None}
        return "rec wording" if told <= WORDING | {"ref", "base_rev", "why"} else self.cmd

    def build(self, desk: Desk) -> None:
        """Refuses an edit that says nothing new, and what was withdrawn."""
        ref = str(known.document(desk, self.ref, "recommendations")["ref"])
        changes = _details(desk, vars(self))
        if self.text is not None:
            changes["text"] = given.text(self.text, "text")
        if self.kind is not None:
            changes["kind"] = given.code(RECOMMENDATION_KINDS, self.kind, "kind")
        if self.agencies is not None:
            changes["agencies"] = asked_agencies(desk, self.agencies)
        if self.state is not None:
            state = given.code(RECOMMENDATION_STATES, self.state, "state")
            changes["state"] = "not-known" if state == "not-known" else None
            if state == "said-done":
                self._must_have_no_action(desk, ref)
        desk.edit("recommendations", ref, changes, self.base_rev)
        desk.made.append(ref)
        if self.state is not None and state == "said-done":
            document = desk.get("recommendations", ref) or {}
            agencies = tuple(map(str, document.get("agencies", ())))
            desk.made.append(_as_reported(desk, ref, agencies, None))

    @staticmethod
    def _must_have_no_action(desk: Desk, ref: str) -> None:
        """What was said to be done stands in its actions, where it has any."""
        actions = desk.live("actions", "serves", ref)
        if actions:
            raise refuse(
                "has-actions",
                f"{ref} has actions of its own: {', '.join(str(one['ref']) for one in actions)}.",
                ref=ref,
                todo="Say of each action that it is done.",
            )


@dataclass(frozen=True)
class WithdrawRecommendation(Command):
    """Take a recommendation out of every count, with a reason; `reinstate` puts it back."""

    cmd: ClassVar[str] = "rec withdraw"

    ref: str
    reinstate: bool = False
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses without a reason, or a recommendation that stands so already."""
        (reinstate if self.reinstate else withdraw)(desk, self.ref, "recommendations", self.why)


def _is_same(
    there: Mapping[str, Any], label: str | None, text: str, agencies: tuple[str, ...]
) -> bool:
    """Whether a recommendation is there already: asked of others, the same words are another."""
    if (there.get("label"), there["text"]) != (label, text):
        return False
    asked = set(there.get("agencies", ()))
    return not asked or not agencies or not asked.isdisjoint(agencies)


def _details(desk: Desk, told: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that adding and editing share, of those that were given."""
    changes: dict[str, Any] = {name: told[name] for name in _LONG if told[name] is not None}
    for name in _SHORT:
        if told[name] is not None:
            changes[name] = given.maybe_line(told[name], name)
    if told["due"] is not None:
        changes["due"] = given.when(desk, told["due"], "due date")
        changes["due_text"] = told["due"]
    if told["impact_due"] is not None:
        changes["impact_due"] = given.when(desk, told["impact_due"], "date impact is due")
    if told["reach"] is not None:
        changes["reach"] = told["reach"] and given.code(REACHES, told["reach"], "reach")
    for name in ("delivering", "assuring"):
        if told[name] is not None:
            changes[name] = told[name] and subgroup_meant(desk, told[name])
    return changes


def _as_reported(desk: Desk, ref: str, agencies: tuple[str, ...], done_on: str | None) -> str:
    """The one action that stands for what was said to be done before it was entered here."""
    action = desk.insert(
        "actions",
        what="As reported when it was entered: done",
        serves=(ref,),
        agency=agencies[0] if len(agencies) == 1 else None,
        done_on=done_on,
        as_reported=True,
        entered_on=desk.day,
    )
    claimed_done(desk, action, done_on)
    return action
