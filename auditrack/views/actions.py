"""Actions as they stand on a day, and what serves which record."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from auditrack.analysis.axes import (
    DELIVERY,
    SET_ASIDE,
    ActionFact,
    ActionState,
    Overdue,
    UpdateFact,
    overdue_of,
    state_of,
)
from auditrack.model.action import Action, Extension, ProgressUpdate
from auditrack.model.change import Records
from auditrack.model.dates import interval
from auditrack.model.record import view_of
from auditrack.views.asked import Asked
from auditrack.views.board import lead_title
from auditrack.views.seen import seen, stands, unwithdrawn

Document = Mapping[str, Any]

BEGUN = frozenset(DELIVERY[DELIVERY.index("in-progress") :])
"""States of an action that somebody has begun."""


class ActionNow:
    """An action with what was said of it up to a day, as records and as analysis judges it.

    What positions do not ask of it is worked out when somebody looks at it.
    """

    def __init__(
        self,
        records: Records,
        document: Document,
        updates: Sequence[Document],
        extensions: Sequence[Document],
        stood: ActionState,
        as_at: date,
    ) -> None:
        self.ref: str = document["ref"]
        self.stood = stood
        self._as_at = as_at
        self._records = records
        self._document = document
        self._updates = updates
        self._extensions = extensions

    def looked_alike(
        self, updates: Sequence[Document], extensions: Sequence[Document], is_done: bool
    ) -> bool:
        """Whether a day on which this is seen of the action saw no more and no less of it."""
        return (
            updates == self._updates
            and extensions == self._extensions
            and is_done == seen(self._document.get("done_on"), self._as_at)
        )

    @cached_property
    def action(self) -> Action:
        """The record itself."""
        return view_of(Action, self._document)

    @cached_property
    def updates(self) -> tuple[ProgressUpdate, ...]:
        """What was said of it, in order of date."""
        return tuple(sorted((view_of(ProgressUpdate, one) for one in self._updates), key=_day))

    @cached_property
    def extensions(self) -> tuple[Extension, ...]:
        """How its date was moved, in order of entry."""
        return tuple(view_of(Extension, one) for one in self._extensions)

    @cached_property
    def lead_title(self) -> str:
        """Who leads it, in words."""
        return lead_title(self._records, self.lead)

    @cached_property
    def overdue(self) -> Overdue | None:
        """How late it is; None where it is on time, done or without a date."""
        return overdue_of(self.stood, self._as_at)

    @property
    def fact(self) -> ActionFact:
        """The action as analysis judges it; its agency is the one that answers for it."""
        return self.stood.action

    @property
    def state(self) -> str:
        """Its state on the day."""
        return self.stood.state

    @property
    def lead(self) -> str | None:
        """Who leads it, as recorded."""
        return self.stood.action.lead

    @property
    def serves(self) -> tuple[str, ...]:
        """The records it serves, as filed and as added later."""
        return served_by(self._records, self._document)

    @property
    def original_due(self) -> str | None:
        """The date first set, as data."""
        return self._document.get("due")

    @property
    def agreed_due(self) -> str | None:
        """The date last agreed; the original where it never moved."""
        return _agreed(self._document, self._extensions)

    @property
    def is_live(self) -> bool:
        """Whether it still stands to be delivered."""
        return self.stood.state not in SET_ASIDE


class ActionsNow:
    """Every action that serves a record, as at a day; looks each up once."""

    def __init__(
        self, records: Records, as_at: date, asked: Asked, beside: "ActionsNow | None" = None
    ) -> None:
        """Looks at the actions of a state as at a day.

        Args:
            records: the state.
            as_at: the day.
            asked: its agencies.
            beside: the actions of the same state as at another day.
        """
        self._beside = beside
        self._records = records
        self._as_at = as_at
        self._asked = asked
        self._made: dict[str, ActionNow | None] = {}
        self._serving: dict[str, tuple[ActionNow, ...]] = {}

    def serving(self, ref: str) -> tuple[ActionNow, ...]:
        """The actions of a recommendation, finding or review, none withdrawn, in order of entry."""
        known = self._serving.get(ref)
        if known is None:
            found = [self.of(document) for document in serving(self._records, "actions", ref)]
            known = self._serving[ref] = tuple([one for one in found if one is not None])
        return known

    def of(self, document: Document) -> ActionNow | None:
        """One action as it stood; None where it is withdrawn."""
        ref = document["ref"]
        if ref not in self._made:
            is_there = stands(self._records, document, self._as_at)
            self._made[ref] = self._stood(document) if is_there else None
        return self._made[ref]

    def all(self) -> tuple[ActionNow, ...]:
        """Every action that is not withdrawn, in order of entry."""
        found = (self.of(document) for document in self._records.select("actions"))
        return tuple(action for action in found if action is not None)

    def _stood(self, document: Document) -> ActionNow:
        ref, said = document["ref"], document.get
        as_at = self._as_at
        updates = self._of("updates", ref)
        extensions = self._of("extensions", ref)
        is_done = seen(said("done_on"), as_at)
        other = self._beside and self._beside._made.get(ref)
        if other and other.looked_alike(updates, extensions, is_done):
            return ActionNow(self._records, document, updates, extensions, other.stood, as_at)
        lead = said("lead")
        held = self._records.get("leads", lead) if lead else None
        agency = said("agency") or (held.get("agency") if held else None)
        fact = ActionFact(
            ref=ref,
            agency=self._asked.one(agency) if agency else None,
            lead=lead,
            lead_vacant_since=interval(held.get("vacant_since")) if held else None,
            start=interval(said("start")),
            due=interval(said("due")),
            agreed_due=interval(_agreed(document, extensions)),
            times_moved=len(extensions),
            updates=tuple([_said(update.get) for update in updates]),
            done_on=interval(said("done_on")),
            # Reported done on a day, it was not done before that day.
            as_reported=said("as_reported", False) and is_done,
            imported=said("import_ref") is not None,
            entered_on=interval(said("entered_on")),
            what=said("what", ""),
        )
        stood = state_of(fact, as_at)
        return ActionNow(self._records, document, updates, extensions, stood, as_at)

    def _of(self, table: str, action: str) -> Sequence[Document]:
        documents = self._records.index(table, "action").get(action)
        if not documents:
            return ()
        as_at = self._as_at
        return [
            document
            for document in documents
            if "withdrawn_on" not in document and seen(document.get("on"), as_at)
        ]


def serving(records: Records, table: str, ref: str) -> tuple[Document, ...]:
    """Actions, evidence or audits that serve a record: as filed, and as added later."""
    filed = records.index(table, "serves").get(ref, ())
    added = records.index("serves", "serves").get(ref)
    if not added:
        return filed
    added = unwithdrawn(added)
    known = {document["ref"] for document in filed}
    later = (records.get(table, link["record"]) for link in added)
    return (*filed, *(doc for doc in later if doc is not None and doc["ref"] not in known))


def served_by(records: Records, document: Document) -> tuple[str, ...]:
    """The records that an action, a piece of evidence or an audit serves."""
    filed = document.get("serves", ())
    later = records.index("serves", "record").get(document["ref"])
    later = unwithdrawn(later) if later else None
    return tuple(dict.fromkeys((*filed, *(link["serves"] for link in later)) if later else filed))


def _agreed(action: Document, extensions: Sequence[Document]) -> str | None:
    return extensions[-1].get("to") if extensions else action.get("due")


def _said(of: Callable[[str], Any]) -> UpdateFact:
    return UpdateFact(interval(of("on")), of("state"), of("off_track"))


def _day(update: ProgressUpdate) -> date:
    days = interval(update.on)
    return date.min if days is None else days.latest
