"""Audits that were made, by the themes they test and by the records they serve."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from auditrack.analysis.facts import AuditFact
from auditrack.model.audit import Audit
from auditrack.model.change import Records
from auditrack.model.dates import interval
from auditrack.model.record import view_of
from auditrack.views.actions import served_by
from auditrack.views.asked import Asked
from auditrack.views.seen import seen, stands
from auditrack.views.theming import Theming

_CODES = {"not-embedded": "not_embedded", "staff-knowledge": "staff_knowledge"}

Document = Mapping[str, Any]

Done = tuple[Mapping[str, Sequence[AuditFact]], Mapping[str, Sequence[AuditFact]]]
"""Audits that were done, by the themes they test and by the records they are of."""


class Audits:
    """The audits done of one register that stand on a day."""

    def __init__(
        self,
        records: Records,
        as_at: date,
        asked: Asked,
        theming: Theming,
        done: Done | None = None,
    ) -> None:
        """Looks at the audits of a state; `done` are those, where somebody put them together."""
        self._records = records
        self._as_at = as_at
        self._asked = asked
        self._theming = theming
        self._together: dict[tuple[str, ...], tuple[tuple[AuditFact, ...], frozenset[str]]] = {}
        if done is not None:
            self._done = done

    def over(self, records: Records, theming: Theming) -> "Audits":
        """The same audits, for other records of the same state."""
        made = Audits(records, self._as_at, self._asked, theming, self._done)
        made._together = self._together
        return made

    def testing(self, theme_id: str) -> tuple[AuditFact, ...]:
        """Those that test a theme."""
        return tuple(self._done[0].get(theme_id, ()))

    def naming(self, ref: str) -> tuple[AuditFact, ...]:
        """Those that name a record, or an action that serves it."""
        return tuple(self._done[1].get(ref, ()))

    def about(self, ref: str) -> tuple[AuditFact, ...]:
        """Those that name a record or test one of its themes."""
        by_theme, by_ref = self._done
        found = list(by_ref.get(ref, ()))
        for theme_id in self._theming.of(ref):
            found += by_theme.get(theme_id, ())
        return tuple({audit.ref: audit for audit in found}.values())

    def together(self, ref: str) -> tuple[AuditFact, ...]:
        """The same in an order of their own: thousands share a few sets of themes, made once."""
        by_theme, by_ref = self._done
        themes = tuple(sorted(self._theming.of(ref)))
        known = self._together.get(themes)
        if known is None:
            found = {one.ref: one for theme in themes for one in by_theme.get(theme, ())}
            known = self._together[themes] = tuple(found.values()), frozenset(found)
        audits, refs = known
        others = {one.ref: one for one in by_ref.get(ref, ()) if one.ref not in refs}
        return (*others.values(), *audits) if others else audits

    def themes_of(self, audit: Document) -> tuple[str, ...]:
        """The themes an audit tests: those it names, else the confirmed ones of what it serves."""
        theming = self._theming
        named = self.named(audit)
        if named:
            return named
        return tuple(
            dict.fromkeys(
                theme for ref in self.served(audit) for theme in theming.of(ref, confirmed=True)
            )
        )

    def named(self, audit: Document) -> tuple[str, ...]:
        """The themes that an audit names."""
        return tuple(dict.fromkeys(self._theming.now(theme) for theme in audit.get("themes", ())))

    def served(self, audit: Document) -> list[str]:
        """What an audit is of: the records it names, and those that an action it names serves."""
        found: list[str] = []
        for ref in served_by(self._records, audit):
            action = self._records.get("actions", ref)
            found += served_by(self._records, action) if action else (ref,)
        return list(dict.fromkeys(found))

    @cached_property
    def _done(self) -> Done:
        by_theme: dict[str, list[AuditFact]] = {}
        by_ref: dict[str, list[AuditFact]] = {}
        for document, fact in self.done_among(self._records.select("audits")):
            for theme_id in self.themes_of(document):
                by_theme.setdefault(theme_id, []).append(fact)
            for ref in self.served(document):
                by_ref.setdefault(ref, []).append(fact)
        return by_theme, by_ref

    def done_among(self, documents: Iterable[Document]) -> Iterator[tuple[Document, AuditFact]]:
        """Those of some audits that were done and stand on the day, as facts."""
        for document in documents:
            if document.get("status", "done") != "done":
                continue
            if not seen(document.get("date"), self._as_at):
                continue
            if stands(self._records, document, self._as_at):
                yield document, self._fact(view_of(Audit, document))

    def _fact(self, audit: Audit) -> AuditFact:
        return AuditFact(
            ref=audit.ref,
            date=interval(audit.date),
            sample_to=interval(audit.practice_to),
            outcome=_CODES.get(audit.outcome or "", audit.outcome or "inconclusive"),
            agencies=frozenset(self._asked.each(audit.agencies)),
            looked_at=_CODES.get(audit.looked_at, audit.looked_at),
            title=audit.question or "",
        )
