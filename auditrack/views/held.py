"""What a post holds that is not over: what moves with it when another takes its work on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from auditrack.model.change import Records
from auditrack.model.refs import slug
from auditrack.views.actions import ActionNow
from auditrack.views.board import lead_title
from auditrack.views.facts import Facts
from auditrack.views.owed import is_owed, is_waited_for
from auditrack.views.seen import stands
from auditrack.views.wording import counted

Document = Mapping[str, Any]

PARTS: Mapping[str, str] = {"delivering": "delivers", "assuring": "assures"}
"""The fields by which a recommendation names a subgroup, and what that does about it."""


@dataclass(frozen=True)
class Held:
    """What is open of a post's work on a day.

    `actions` are still to be done, `claimed` said to be done and not signed off; `audits` planned
    by it; `parts` are open recommendations with the field that names it, where it is a subgroup.
    """

    ref: str
    title: str
    actions: tuple[ActionNow, ...] = ()
    claimed: tuple[ActionNow, ...] = ()
    audits: tuple[Document, ...] = ()
    parts: tuple[tuple[Document, str], ...] = ()

    @property
    def moves(self) -> tuple[str, ...]:
        """The references of what another can take on, each once."""
        refs = (
            *(action.ref for action in self.actions),
            *(str(audit["ref"]) for audit in self.audits),
            *(str(ask["ref"]) for ask, _ in self.parts),
        )
        return tuple(dict.fromkeys(refs))

    def __str__(self) -> str:
        numbers = (
            (len(self.actions), "open action"),
            (len(self.audits), "planned audit"),
            (len(self.parts), "part in recommendations", "parts in recommendations"),
        )
        told = [counted(*one) for one in numbers if one[0]]
        return " and ".join([", ".join(told[:-1]), told[-1]]) if len(told) > 1 else "".join(told)


def held_by(facts: Facts, lead: str) -> Held:
    """What a lead holds that is open; done and closed things stay with who did them."""
    standing = [one for one in actions_led(facts, lead) if one.is_live and is_owed(facts, one)]
    return Held(
        lead,
        lead_title(facts.records, lead),
        tuple(one for one in standing if not one.stood.is_claimed),
        tuple(one for one in standing if one.state == "done"),
        tuple(audit for audit in audits_by(facts, lead) if audit.get("status") == "planned"),
        tuple(_parts(facts, lead)),
    )


def actions_led(facts: Facts, lead: str) -> tuple[ActionNow, ...]:
    """Every action that a lead leads and that was not withdrawn, in order of entry."""
    found = (facts.actions.of(one) for one in facts.records.index("actions", "lead").get(lead, ()))
    return tuple(one for one in found if one is not None)


def audits_by(facts: Facts, lead: str) -> tuple[Document, ...]:
    """The audits that a lead made or is to make: by its reference, or by its title as typed."""
    title = slug(lead_title(facts.records, lead))
    by = facts.records.index("audits", "by")
    found = (
        audit
        for named, audits in by.items()
        if named == lead or (title and slug(str(named)) == title)
        for audit in audits
    )
    return tuple(one for one in found if stands(facts.records, one, facts.as_at))


def subgroup_of(records: Records, lead: str) -> str | None:
    """The subgroup that a lead is, where one of its reference or title is on record."""
    if records.get("subgroups", lead) is not None:
        return lead
    title = slug(lead_title(records, lead))
    for subgroup in records.select("subgroups"):
        if title and slug(str(subgroup.get("title", ""))) == title:
            return str(subgroup["ref"])
    return None


def _parts(facts: Facts, lead: str) -> Iterable[tuple[Document, str]]:
    subgroup = subgroup_of(facts.records, lead)
    if subgroup is None:
        return
    for field in PARTS:
        for ask in facts.records.index("recommendations", field).get(subgroup, ()):
            if str(ask["ref"]) in facts.recommendations_by_ref and is_waited_for(
                facts, str(ask["ref"])
            ):
                yield ask, field
