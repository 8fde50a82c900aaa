"""A post as whoever takes it on must know it: what it has in hand, and what waits for decisions."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from auditrack.analysis.need import Need
from auditrack.model.change import Head, Records
from auditrack.views.board import agency_name, is_demonstration
from auditrack.views.decisions import decisions
from auditrack.views.facts import Facts
from auditrack.views.find import find_named
from auditrack.views.post import Post, post_of

if TYPE_CHECKING:
    from auditrack.register.protocol import Store


@dataclass(frozen=True)
class Handover:
    """A post on a day, from the register at `head`. Drafts are personal and are not in it."""

    board: str
    marking: str
    demonstration: bool
    as_at: date
    head: Head
    agency: str
    holder: str | None
    vacant_since: str | None
    logins: tuple[str, ...]
    post: Post
    decisions: tuple[Need, ...]


def handover_of(
    register: "Store", lead: str, as_at: date, records: Records | None = None
) -> Handover:
    """What a post hands over.

    Args:
        register: the register; the report stands at its head.
        lead: the lead, by reference or title.
        as_at: the day to judge by.
        records: the state to report, as recorded at an earlier entry (default: the live one).

    Raises:
        RefusedError: there is no such lead (`unknown-reference`).
    """
    state = register if records is None else records
    ref = find_named(state, lead, "leads")
    facts = Facts(state, as_at)
    document = facts.records.get("leads", ref) or {}
    agency = document.get("agency")
    return Handover(
        facts.settings.name,
        facts.settings.marking,
        is_demonstration(register),
        as_at,
        state.head,
        agency_name(state, agency) if agency else "",
        document.get("holder"),
        document.get("vacant_since"),
        tuple(document.get("logins", ())),
        post_of(facts, ref),
        decisions(state, as_at, lead=ref),
    )
