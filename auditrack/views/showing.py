"""What shows a recommendation: its evidence, whose practice it speaks of, and who accepted it."""

from collections.abc import Callable, Iterable, Mapping
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

    document: Document
    agencies: frozenset[str] | None
    fact: EvidenceFact

    @property
    def evidence(self) -> Evidence:
        """The record itself."""
        return view_of(Evidence, self.document)

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
    for document in _of_audits(records, as_at, ref, actions):
        found[document["ref"]], via[document["ref"]] = document, None
    return tuple(
        [
            _shown(records, asked, as_at, document, via[own], actions)
            for own, document in found.items()
            if seen(document.get("about") or document.get("filed_on"), as_at)
            and stands(records, document, as_at)
        ]
    )


def _of_audits(
    records: Records, as_at: date, ref: str, actions: Iterable[ActionNow]
) -> Iterable[Document]:
    belonging = records.index("evidence", "audit")
    if not belonging:
        return
    for one in (ref, *(action.ref for action in actions)):
        for audit in serving(records, "audits", one):
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
    said = document.get
    agency = said("agency")
    agencies: frozenset[str] | None = None
    if agency:
        agencies = frozenset({asked.one(agency)})
    elif via is not None:
        whose = [action.fact.agency for action in via]
        if all(whose):
            agencies = frozenset([one for one in whose if one])
    owners = {action.lead for action in (actions if via is None else via) if action.lead}
    return Shown(
        document,
        agencies,
        EvidenceFact(
            ref=document["ref"],
            level=said("level", 0),
            about=interval(said("about")),
            result=_RESULTS.get(said("result") or ""),
            accepted=_is_accepted(said, owners, as_at),
            audit=said("audit"),
        ),
    )


def _is_accepted(said: Callable[[str], Any], owners: set[str], as_at: date) -> bool:
    """Whether a second person did: another login than its filer's, and another lead.

    A chair's override lets it stand on record, and makes no test of it.
    """
    if said("state") != "accepted" or not seen(said("accepted_on"), as_at):
        return False
    by = said("accepted_by")
    if by is not None and by in (said("filed_by"), said("edited_by")):
        return False
    lead = said("accepted_lead")
    return lead is None or lead not in (said("filed_lead"), said("edited_lead"), *owners)
