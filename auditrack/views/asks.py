"""A recommendation on its three axes, from records: reply and decision, delivery, practice."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

import msgspec
from msgspec.structs import replace

from auditrack.analysis.axes import (
    ActionFact,
    AskFact,
    DecisionFact,
    Delivery,
    PracticeAxis,
    Reply,
    ReplyFact,
    decision_of,
    delivery_of,
    overdue_by,
    practice_of,
    reply_of,
)
from auditrack.analysis.brag import Brag, brag_of
from auditrack.analysis.closing import missing_to_close
from auditrack.analysis.facts import EVERYBODY, AuditFact, RecommendationFact
from auditrack.analysis.practice import Test
from auditrack.analysis.tests_made import asked_of
from auditrack.model.change import Records
from auditrack.model.dates import Interval, data_string, interval
from auditrack.model.evidence import Evidence
from auditrack.model.recommendation import Recommendation
from auditrack.model.record import view_of
from auditrack.views.actions import ActionNow
from auditrack.views.asked import SAID, answers_for
from auditrack.views.facts import Facts
from auditrack.views.narrow_facts import facts_of
from auditrack.views.standing import actions_of, dues
from auditrack.views.tested import Tested

_STANDS = frozenset({"filed", "accepted"})
_STILL_OPEN = frozenset({"open", "in_progress", "not_known"})
_CAN_BE_LATE = frozenset({"open", "in_progress"})


class Late(msgspec.Struct, frozen=True):
    """How late a recommendation is, in days, against both dates; None where it is not."""

    original: int | None
    agreed: int | None


class Ask:
    """One recommendation on a day; each part is worked out when it is looked at."""

    def __init__(self, facts: Facts, document: Mapping[str, Any]) -> None:
        self.facts = facts
        self.document = document
        self.ref: str = document["ref"]

    @cached_property
    def record(self) -> Recommendation:
        """The record itself."""
        return view_of(Recommendation, self.document)

    @cached_property
    def rows(self) -> tuple[RecommendationFact, ...]:
        """How it stands with each agency."""
        return self.facts.rows(self.document)

    @cached_property
    def actions(self) -> tuple[ActionNow, ...]:
        """Its actions, none withdrawn."""
        return self.facts.actions.serving(self.ref)

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """What shows it, none withdrawn."""
        return self.facts.standing.evidence(self.ref)

    @cached_property
    def audits(self) -> tuple[AuditFact, ...]:
        """The audits that name it or test its themes."""
        return self.facts.audits_of(self.ref)

    @cached_property
    def themes(self) -> tuple[str, ...]:
        """Its themes, confirmed or suggested, types of action too."""
        return self.facts.theming.of(self.ref)

    @cached_property
    def fact(self) -> AskFact:
        """The recommendation as the axes judge it."""
        facts = self.facts
        review = facts.reviews.get(self.document["review"])
        searched = review is not None and facts.is_searched(review)
        return AskFact(
            ref=self.ref,
            agencies=self.asked,
            replies=tuple(self._replies()),
            decisions=tuple(
                DecisionFact(d["decision"], interval(d.get("on")), d.get("reason"))
                for d in facts.standing.decisions(self.ref)
            ),
            actions=tuple(self._counted(action.fact) for action in self.actions),
            known=self.document.get("state") != "not-known" and searched,
            due=interval(self.dues[0]),
            agreed_due=interval(self.dues[1]),
            names=SAID,
        )

    def _counted(self, action: ActionFact) -> ActionFact:
        """An action as it counts for this recommendation: whose, and due when."""
        whose = answers_for(action.agency, self.asked)
        due = action.due or interval(self.document.get("due"))
        agreed = action.agreed_due or due
        if (whose, due, agreed) == (action.agency, action.due, action.agreed_due):
            return action
        return replace(action, agency=whose, due=due, agreed_due=agreed)

    def _replies(self) -> Iterable[ReplyFact]:
        """What was answered, and by whom.

        One of everybody answers for everybody too, unless it says no: that speaks for itself alone.
        """
        asked = self.asked
        for reply in self.facts.standing.replies(self.ref):
            who = self._replier(reply)
            said = ReplyFact(
                agency=who,
                asked_on=interval(reply.get("asked_on")),
                due_back=interval(reply.get("due_back")),
                answer=reply.get("answer"),
                reason=reply.get("reason"),
                passed_to=reply.get("passed_to"),
                on=interval(reply.get("on")),
            )
            yield said
            whose = answers_for(who, asked)
            if whose is not None and whose != who and said.answer != "declined":
                yield replace(said, agency=whose)

    def _replier(self, reply: Mapping[str, Any]) -> str:
        if reply.get("agency"):
            return self.facts.asked.one(reply["agency"])
        return self.asked[0] if self.asked else ""

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """Whom it asks, each plan once: the board, everybody, or agencies by name."""
        return self.facts.asked.each(self.document.get("agencies", ()))

    @cached_property
    def replies(self) -> tuple[Reply, ...]:
        """How each agency asked has replied; of everybody, those that were asked or replied."""
        facts, asked = self.facts, self.asked
        repliers = (self._replier(reply) for reply in facts.standing.replies(self.ref))
        named = tuple(
            dict.fromkeys(
                who for who in repliers if who not in asked and answers_for(who, asked) in EVERYBODY
            )
        )
        agencies = [one for one in asked if not named or one not in EVERYBODY]
        return tuple(
            reply_of(agency, self.fact, facts.as_at, facts.numbers)
            for agency in (*agencies, *named)
        )

    @cached_property
    def decision(self) -> str:
        """The board's decision on it: a code, or none-yet."""
        return decision_of(self.fact, self.facts.as_at)

    @cached_property
    def delivery(self) -> Delivery:
        """How far it is delivered."""
        return delivery_of(self.fact, self.facts.as_at)

    @cached_property
    def brag(self) -> Brag:
        """Its colour, with the reason."""
        return brag_of(self.fact, self.facts.as_at, self.facts.numbers, self.delivery)

    @cached_property
    def practice(self) -> PracticeAxis:
        """What tests say about practice on it."""
        facts = self.facts
        review = str(self.document["review"])
        comparisons = [
            facts.compared(theme, review) for theme in self.themes if facts.is_issue(theme)
        ]
        audits = facts.audits.together(self.ref)
        return practice_of(facts.board, self.rows, audits, comparisons)

    @cached_property
    def is_tested(self) -> bool:
        """Whether any test of practice speaks of it: what `practice` says, for a long list."""
        board = self.facts.board
        asked = asked_of(board, tuple(board.counted(self.rows)))
        return self.facts.once(Tested).is_tested(self.ref, asked)

    @cached_property
    def dues(self) -> tuple[str | None, str | None]:
        """Original and agreed due date, as data."""
        return dues(self.document, self.actions)

    @property
    def is_open(self) -> bool:
        """Whether it is still to be closed for some agency."""
        return not _STILL_OPEN.isdisjoint(self._statuses)

    @property
    def _statuses(self) -> frozenset[str]:
        """What its rows say it is; to know that, nobody need look at its evidence."""
        return self.facts.standing.statuses(self.document)

    def _still_due(self) -> Iterable[tuple[Interval | None, Interval | None]]:
        """The original and agreed date of each agency whose part can be late."""
        if not self._statuses <= _CAN_BE_LATE:
            for row in self.rows:
                if row.status in _CAN_BE_LATE:
                    yield row.due, row.agreed_due
            return
        # Here every row counts, and their dates are known without them and their evidence.
        agencies = self.asked or (None,)
        for agency in agencies:
            due, agreed = dues(self.document, actions_of(agency, agencies, self.actions))
            yield interval(due), interval(agreed)

    def is_open_for(self, agency: str) -> bool:
        """Whether an agency that it asks, by reference, has still to do its part."""
        name = self.facts.asked.one(agency)
        return any(row.status in _STILL_OPEN for row in self.rows if row.agency in (None, name))

    @cached_property
    def late(self) -> Late:
        """How late it is: the most of what its agencies, and its actions, are past their dates."""
        if not self.is_open:
            return Late(None, None)
        as_at = self.facts.as_at
        found = [overdue_by(due, agreed, 0, as_at) for due, agreed in self._still_due()]
        found += [action.overdue for action in self.actions]
        late = [one for one in found if one is not None]
        original = max((one.days_original for one in late), default=0)
        agreed = max((one.days_agreed for one in late), default=0)
        return Late(original or None, agreed or None)

    @property
    def times_moved(self) -> int:
        """How often the date of one of its actions was moved, at most."""
        return max((action.fact.times_moved for action in self.actions), default=0)

    @cached_property
    def best_level(self) -> int | None:
        """The best level of the evidence that stands."""
        return max((one.level for one in self.evidence if one.state in _STANDS), default=None)

    @cached_property
    def last_audit(self) -> str | None:
        """The date of the latest audit of it, as data."""
        return _latest(self.facts.audits.together(self.ref))

    @cached_property
    def undone_by(self) -> Test | None:
        """The test that failed after the board closed it; re-opening stays a person's decision."""
        end = self.facts.standing.ended_by(self.ref)
        if end is None or end["decision"] != "close":
            return None
        last = self.practice.tested.last
        if last is None or last.outcome != "not_embedded":
            return None
        closed = interval(end.get("on"))
        return last if closed is None or last.day > closed.latest else None

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """What is missing for it to be closed, or closed again after a test that undid it."""
        tested = bool(self.practice.tested.tests) if self.facts.numbers.test_required else False
        missing = missing_to_close(
            self.fact, self.facts.as_at, self.facts.numbers, self.best_level, tested
        )
        undone = self.undone_by
        if undone is None:
            return missing
        told = f"{undone.kind} {undone.ref} has found it not embedded since"
        return (*missing, f"It was closed before, and {told}.")


@lru_cache(maxsize=2048)  # recommendations of the same themes have the same audits
def _latest(audits: tuple[AuditFact, ...]) -> str | None:
    dated = [audit.date for audit in audits if audit.date]
    # Of dates that may mean the same last day, the most exact.
    last = max(dated, key=lambda when: (when.latest, when.earliest), default=None)
    return data_string(last) if last else None


def ask_of(records: Records, ref: str, as_at: date) -> Ask:
    """A recommendation on record, as at a day.

    Raises:
        KeyError: there is none of that reference.
    """
    document = records.get("recommendations", ref)
    if document is None:
        raise KeyError(ref)
    return Ask(facts_of(records, as_at, (document,)), document)
