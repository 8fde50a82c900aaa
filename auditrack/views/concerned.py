"""Whom a need concerns: the agencies asked, the leads who act, the subgroups that answer for it."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from msgspec.structs import replace

from auditrack.analysis.need import Concerned, Need
from auditrack.views.actions import ActionNow, served_by
from auditrack.views.asked import SAID
from auditrack.views.asks import Ask
from auditrack.views.board import agency_name, lead_named, lead_title, successor_of
from auditrack.views.facts import Facts
from auditrack.views.left_open import to_do

_PARTS = (("delivering", "delivers"), ("assuring", "assures"))

Document = Mapping[str, Any]


class Concerns:
    """Looks up whom needs concern, each record once. Plans follow an agency's successor."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._records = facts.records
        self._agencies: dict[str, Concerned] = {}
        self._leads: dict[str, Concerned] = {}
        self._subgroups: dict[str, tuple[Concerned, ...]] = {}

    def of(self, need: Need) -> Need:
        """The need with its agencies, leads and subgroups."""
        asks = self.asks_about(need.record, need.ref)
        action = self._action(need.ref) if need.record == "action" else None
        return replace(
            need,
            agencies=_each_once(self._agencies_of(need, action, asks)),
            leads=_each_once(self._leads_of(need, action, asks)),
            subgroups=_each_once(one for ref in asks for one in self._subgroups_of(ref)),
        )

    def asks_about(self, record: str, ref: str) -> tuple[str, ...]:
        """The recommendations that a record is about; `record` is its kind, as a need names it."""
        records = self._records
        if record == "recommendation":
            return (ref,)
        if record == "theme":
            return tuple(self._of_theme.get(ref, ()))
        if record == "action":
            return self._served(records.get("actions", ref) or {})
        if record == "lead":
            return tuple(served for one in self._of_lead.get(ref, ()) for served in one)
        if record == "finding":
            led_to = (records.get("findings", ref) or {}).get("led_to", ())
            return tuple(one for one in led_to if self._stands(one))
        if record == "audit":
            audit = records.get("audits", ref) or {}
            themes = self._facts.tested_by(audit)
            return self._served(audit) or tuple(
                one for theme in themes for one in self._of_theme.get(theme, ())
            )
        of_review = records.index("recommendations", "review").get(ref, ())
        return tuple(str(one["ref"]) for one in of_review if self._stands(str(one["ref"])))

    def _served(self, document: Document) -> tuple[str, ...]:
        if not document:
            return ()
        return tuple(one for one in served_by(self._records, document) if self._stands(one))

    def _stands(self, ref: str) -> bool:
        return ref in self._facts.recommendations_by_ref

    @cached_property
    def _of_theme(self) -> Mapping[str, dict[str, None]]:
        """The recommendations that speak of each theme."""
        found: dict[str, dict[str, None]] = {}
        for theme, links in self._facts.theming.by_theme().items():
            for link in links:
                if self._stands(link["of"]):
                    found.setdefault(theme, {})[link["of"]] = None
        return found

    @cached_property
    def _of_lead(self) -> Mapping[str, list[tuple[str, ...]]]:
        """What the actions that each lead has still to do serve."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for action in to_do(self._facts):
            if action.lead:
                document = self._records.get("actions", action.ref) or {}
                found.setdefault(action.lead, []).append(self._served(document))
        return found

    def _action(self, ref: str) -> ActionNow | None:
        document = self._records.get("actions", ref)
        return self._facts.actions.of(document) if document is not None else None

    def _agencies_of(
        self, need: Need, action: ActionNow | None, asks: Iterable[str]
    ) -> Iterable[Concerned]:
        if need.record == "lead":
            own = (self._records.get("leads", need.ref) or {}).get("agency")
            return (self._agency(own),) if own else ()
        if need.record == "return form":
            sent_to = (self._records.get("return_forms", need.ref) or {}).get("agency")
            return (self._agency(sent_to),) if sent_to else ()
        if action is not None and (own := self._owner(action)):
            return (self._agency(own),)
        if need.record == "audit" and (
            named := (self._records.get("audits", need.ref) or {}).get("agencies")
        ):
            return [self._agency(ref) for ref in named]
        asked = [ref for ask in asks for ref in self._asked(ask)]
        if need.kind == "unanswered":
            called = self._facts.asked.one
            asked = [ref for ref in asked if SAID.get(called(ref), called(ref)) == need.whom]
        elif need.kind == "overdue" and need.record == "recommendation":
            ask = Ask(self._facts, self._records.get("recommendations", need.ref) or {})
            asked = [ref for ref in asked if ask.is_open_for(ref)]
        return [self._agency(ref) for ref in asked]

    def _owner(self, action: ActionNow) -> str | None:
        """The agency whose an action is: its own, or its lead's."""
        document = self._records.get("actions", action.ref) or {}
        lead = self._records.get("leads", action.lead or "") or {}
        return document.get("agency") or lead.get("agency")

    def _asked(self, ask: str) -> tuple[str, ...]:
        return tuple(self._facts.recommendations_by_ref.get(ask, {}).get("agencies", ()))

    def _agency(self, ref: str) -> Concerned:
        known = self._agencies.get(ref)
        if known is None:
            now = successor_of(self._records, ref)
            known = self._agencies[ref] = Concerned(now, agency_name(self._records, now))
        return known

    def _leads_of(
        self, need: Need, action: ActionNow | None, asks: Iterable[str]
    ) -> Iterable[Concerned]:
        if need.record == "lead":
            return (self._lead(need.ref),)
        if action is not None:
            return (self._lead(action.lead),) if action.lead else ()
        serving = self._facts.actions.serving
        auditor = None
        if need.record == "audit":
            audit = self._records.get("audits", need.ref) or {}
            auditor = lead_named(self._records, audit.get("by"))
        about = (*asks, need.ref) if need.record in ("review", "finding") else tuple(asks)
        own = [self._lead(str(auditor["ref"]))] if auditor is not None else []
        return own + [
            self._lead(one.lead)
            for ref in about
            for one in serving(ref)
            if one.lead and one.is_live and not one.stood.is_claimed
        ]

    def _lead(self, ref: str) -> Concerned:
        known = self._leads.get(ref)
        if known is None:
            known = self._leads[ref] = Concerned(ref, lead_title(self._records, ref))
        return known

    def _subgroups_of(self, ask: str) -> tuple[Concerned, ...]:
        known = self._subgroups.get(ask)
        if known is None:
            document = self._facts.recommendations_by_ref.get(ask, {})
            known = self._subgroups[ask] = tuple(
                Concerned(document[field], self._subgroup(document[field]), part)
                for field, part in _PARTS
                if document.get(field)
            )
        return known

    def _subgroup(self, ref: str) -> str:
        document = self._records.get("subgroups", ref)
        return str(document.get("title") or ref) if document is not None else ref


def _each_once(found: Iterable[Concerned]) -> tuple[Concerned, ...]:
    return tuple(dict.fromkeys(found))
