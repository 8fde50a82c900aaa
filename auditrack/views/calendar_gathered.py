"""Gathers the dates of a calendar: whom each concerns, whether it may be spoken of, its revisions.

What is done, closed or withdrawn has its date still, as over, while that day is ahead: a calendar
that took it in earlier then strikes it out. What lies behind and is over is left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from auditrack.analysis.need import Concerned, Need
from auditrack.model.dates import interval
from auditrack.views.actions import served_by
from auditrack.views.board import successor_of
from auditrack.views.calendar_date import DueDate, Undated
from auditrack.views.concerned import Concerns
from auditrack.views.embargo import is_embargoed
from auditrack.views.facts import Facts
from auditrack.views.seen import stands

Document = Mapping[str, Any]

RETURN_FORM = "return form"


class Gathered:
    """The dates of one state so far, and what is due without a day; records are looked up once."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.records = facts.records
        self.dates: list[DueDate] = []
        self.undated: list[Undated] = []
        self._concerns = Concerns(facts)
        self._hidden: dict[str, bool] = {}

    def put(
        self,
        kind: str,
        ref: str,
        when: str | None,
        record: str,
        *,
        is_over: bool = False,
        over_from: date | None = None,
        noun: str = "",
        leads: tuple[str, ...] | None = None,
        **told: Any,
    ) -> None:
        """Put a date down, or that there is none.

        Args:
            kind: one of `calendar_date.KINDS`.
            ref: the record.
            when: its date as data.
            record: what kind of record it is.
            is_over: whether nothing is due any more.
            over_from: the first day that is still cancelled where it is over; else today.
            noun: what is due where it has no day.
            leads: who answers where that is not whom its records concern.
            told: the other fields of a `DueDate`.
        """
        days = interval(when)
        if when is None or days is None or days.last is None:
            if noun and not is_over:
                self.undated.append(Undated(noun, **self._concerned(ref, record, leads)))
            return
        if is_over and days.latest < (over_from or self.facts.as_at):
            return
        self.dates.append(
            DueDate(
                kind,
                ref,
                when,
                days.latest,
                is_over=is_over,
                is_embargoed=self._is_hidden(ref, record),
                **self._concerned(ref, record, leads),
                **told,
            )
        )

    def _concerned(self, ref: str, record: str, leads: tuple[str, ...] | None) -> dict[str, Any]:
        if record == RETURN_FORM:
            agency = (self.records.get("return_forms", ref) or {}).get("agency")
            return {"agencies": (successor_of(self.records, agency),) if agency else ()}
        need = self._concerns.of(Need("due", ref, "", "", "", record=record))
        return {
            "agencies": _refs(need.agencies),
            "leads": _refs(need.leads) if leads is None else leads,
            "subgroups": _refs(need.subgroups),
        }

    # Whether it may be spoken of

    def _is_hidden(self, ref: str, record: str) -> bool:
        """Whether a record is an embargoed review's."""
        if record in ("theme", RETURN_FORM):
            return False
        if record in ("review", "recommendation", "finding"):
            return self._is_embargoed(self._review_of(ref))
        document = self.records.get(f"{record}s", ref) or {}
        return any(self._is_embargoed(self._review_of(one)) for one in self.served(document))

    def served(self, document: Document) -> Iterator[str]:
        """What a record is of, and what an action that it names is of."""
        for ref in served_by(self.records, document) if document else ():
            yield ref
            action = self.records.get("actions", ref)
            if action is not None:
                yield from served_by(self.records, action)

    def _review_of(self, ref: str) -> str:
        for table in ("recommendations", "findings"):
            if document := self.records.get(table, ref):
                return str(document.get("review", ""))
        return ref

    def _is_embargoed(self, review: str) -> bool:
        if review not in self._hidden:
            self._hidden[review] = is_embargoed(self.records, review)
        return self._hidden[review]

    # Looking up

    def all_of(self, table: str, field: str, value: str) -> tuple[Document, ...]:
        """Records by a field, withdrawn ones too: what counts changes may never fall."""
        return self.records.index(table, field).get(value, ())

    def standing_of(self, table: str, field: str, value: str) -> list[Document]:
        """Records by a field that stand on the day."""
        return [
            one
            for one in self.all_of(table, field, value)
            if stands(self.records, one, self.facts.as_at)
        ]


def revisions(documents: Iterable[Document]) -> int:
    """How often some records were written: it grows with every change, and never falls."""
    return sum(int(one.get("rev", 1)) for one in documents)


def _refs(found: Iterable[Concerned]) -> tuple[str, ...]:
    return tuple(one.ref for one in found)
