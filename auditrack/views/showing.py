"""What shows a recommendation: its evidence, whose practice it speaks of, and who accepted it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec

from auditrack.analysis.facts import EVERYBODY, EvidenceFact
from auditrack.model.change import Records
from auditrack.model.dates import interval
from auditrack.model.evidence import Evidence
from auditrack.model.record import view_of
from auditrack.views.actions import ActionNow, serving
from auditrack.views.asked import Asked, answers_for
from auditrack.views.seen import seen, stands

_RESULTS = {"embedded": "embedded", "partly": "partly", "not-embedded": "not_embedded"}

Document = Mapping[str, Any]


class Shown(msgspec.Struct, frozen=True):
    """One piece of evidence on a recommendation; `agencies` None where it speaks of everybody."""

    evidence: Evidence
    agencies: frozenset[str] | None
    fact: EvidenceFact

    def reaches(self, agency: str | None, asked: tuple[str | None, ...]) -> bool:
        """Whether it speaks of one of the agencies asked."""
        if self.agencies is None or agency is None:
            return True
        return any(
            named in EVERYBODY or answers_for(named, asked) == agency for named in self.agencies
        )


def shown_of(
    records: Records, asked: Asked, as_at: date, ref: str, actions: Iterable[ActionNow]
) -> tuple[Shown, ...]:
    """The evidence filed for a recommendation, for its actions, or for an audit of it.

    What is filed for an action of one agency speaks of that agency. Its own date is the one it is
    about; where that is blank, the day it was filed.
    """
    actions = tuple(actions)
    found: dict[str, Document] = {}
    via: dict[str, list[ActionNow] | None] = {}
    for document in serving(records, "evidence", ref):
        found[document["ref"]], via[document["ref"]] = document, None
    for action in actions:
        for document in serving(records, "evidence", action.ref):
            served = via.setdefault(document["ref"], [])
            found[document["ref"]] = document
            if served is not None:
                served.append(action)
    for document in _of_audits(records, as_at, (ref, *(action.ref for action in actions))):
        found[document["ref"]], via[document["ref"]] = document, None
    return tuple(
        [
            _shown(records, asked, as_at, document, via[own], actions)
            for own, document in found.items()
            if seen(document.get("about") or document.get("filed_on"), as_at)
            and stands(records, document, as_at)
        ]
    )


def _of_audits(records: Records, as_at: date, refs: Iterable[str]) -> Iterable[Document]:
    belonging = records.index("evidence", "audit")
    if not belonging:
        return
    for ref in refs:
        for audit in serving(records, "audits", ref):
            if stands(records, audit, as_at):
                yield from belonging.get(audit["ref"], ())


def _shown(
    records: Records,
    asked: Asked,
    as_at: date,
    document: Document,
    via: list[ActionNow] | None,
    actions: tuple[ActionNow, ...],
) -> Shown:
    item = view_of(Evidence, document)
    agencies: frozenset[str] | None = None
    if item.agency:
        agencies = frozenset({asked.one(item.agency)})
    elif via is not None and all(action.fact.agency for action in via):
        agencies = frozenset(action.fact.agency for action in via if action.fact.agency)
    owners = {action.lead for action in (actions if via is None else via) if action.lead}
    return Shown(
        item,
        agencies,
        EvidenceFact(
            ref=item.ref,
            level=item.level,
            about=interval(item.about),
            result=_RESULTS.get(item.result or ""),
            accepted=_is_accepted(item, owners, as_at),
            audit=item.audit,
        ),
    )


def _is_accepted(item: Evidence, owners: set[str], as_at: date) -> bool:
    """Whether a second person did: another login than its filer's, and another lead.

    A chair's override lets it stand on record, and makes no test of it.
    """
    if item.state != "accepted" or not seen(item.accepted_on, as_at):
        return False
    if item.accepted_by is not None and item.accepted_by in (item.filed_by, item.edited_by):
        return False
    lead = item.accepted_lead
    return lead is None or lead not in (item.filed_lead, item.edited_lead, *owners)
