"""Everything one agency owes from every review, as a paper for that agency.

What asks the same is joined, each recommendation stands in it once, and nothing of another body.
"""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from auditrack.model.change import Records, Refusal, RefusedError
from auditrack.model.dates import interval
from auditrack.model.refs import natural_key
from auditrack.views.agency_joined import Joining, latest
from auditrack.views.agency_own import Own
from auditrack.views.agency_part import (
    planned_action,
)
from auditrack.views.agency_plan_values import (
    AgencyPlan,
    Joined,
    PlannedAction,
    PlannedAsk,
)
from auditrack.views.asked import ALL
from auditrack.views.board import agencies, agency_name, is_demonstration, successor_of
from auditrack.views.facts import Facts
from auditrack.views.find import find, find_named
from auditrack.views.owed import is_owed
from auditrack.views.return_paper import questions_of
from auditrack.views.returns import returns_of_agency

if TYPE_CHECKING:
    from auditrack.register.protocol import Store

LET_GO = ("declined", "passed-on", "not", "no-longer-relevant", "superseded")
"""Standings of a part that is neither owed nor closed."""

_FINISHED_ACTIONS = frozenset({"signed-off", "superseded", "no-longer-relevant"})


def agency_plan_of(
    register: "Store",
    agency: str,
    as_at: date,
    records: Records | None = None,
    *,
    since: date | None = None,
    until: date | None = None,
    review: str | None = None,
    with_unpublished: bool = False,
) -> AgencyPlan:
    """What one agency owes; of one that another followed, its successor's plan.

    Args:
        register: the register; the report stands at its head.
        agency: the agency by reference, name or alias.
        as_at: the day to judge by.
        records: the state to report, as recorded at an earlier entry (default: the live one).
        since: first day of what counts as finished (default: a year before the last).
        until: last day of it (default: the as-at day).
        review: only what this review asked, with what asks the same elsewhere (default: all).
        with_unpublished: print the words of reviews that are not published, too.

    Raises:
        RefusedError: there is no such agency (`unknown-reference`), it stands for all of them
            (`bad-value`), or nothing on record concerns it (`nothing-to-report`).
    """
    plans = Plans(
        register,
        as_at,
        records,
        since=since,
        until=until,
        review=review,
        with_unpublished=with_unpublished,
    )
    return plans.one(find_named(plans.facts.records, agency, "agencies"))


class Plans:
    """The plans of all agencies of one state; the register is gone through once for all."""

    def __init__(
        self,
        register: "Store",
        as_at: date,
        records: Records | None = None,
        *,
        since: date | None = None,
        until: date | None = None,
        review: str | None = None,
        with_unpublished: bool = False,
    ) -> None:
        """Takes what `agency_plan_of` takes.

        Raises:
            RefusedError: there is no such review (`unknown-reference`).
        """
        state = register if records is None else records
        self.facts = Facts(state, as_at)
        self._joining = Joining(self.facts)
        self._review = find(self.facts.records, review, "reviews") if review else None
        self._head = state.head
        self._demonstration = is_demonstration(register)
        self._until = until or as_at
        self._since = since or year_before(self._until)
        self._with_unpublished = with_unpublished

    @cached_property
    def bodies(self) -> tuple[str, ...]:
        """The bodies that may have a plan, by name: neither followed by another nor "all"."""
        records = self.facts.records
        return tuple(
            one.ref
            for one in agencies(records)
            if successor_of(records, one.ref) == one.ref and self.facts.asked.one(one.ref) != ALL
        )

    def has_ended(self, agency: str) -> bool:
        """Whether a body ended before the as-at day."""
        end = interval((self.facts.records.get("agencies", agency) or {}).get("to"))
        return end is not None and end.latest < self.facts.as_at

    def one(self, agency: str) -> AgencyPlan:
        """The plan of a body by reference.

        Raises:
            RefusedError: it stands for all agencies, or nothing on record concerns it.
        """
        plan = self.of(agency)
        if plan is None:
            name = agency_name(self.facts.records, agency)
            asks = (
                f"{self._review} asks it nothing" if self._review else "no recommendation asks it"
            )
            raise RefusedError(
                Refusal(
                    "nothing-to-report",
                    f"Nothing on record concerns {name}: {asks}, and no action or return form is "
                    "its own.",
                    ref=agency,
                    safe="No report was written; an earlier file is untouched.",
                    todo="auditrack agency list shows how many recommendations ask each.",
                )
            )
        return plan

    def of(self, agency: str) -> AgencyPlan | None:
        """The plan of a body by reference; None where nothing on record concerns it.

        Raises:
            RefusedError: it stands for all agencies.
        """
        facts = self.facts
        asked_for, agency = agency, successor_of(facts.records, agency)
        own = Own(facts, agency, self._with_unpublished)
        if own.name == ALL:
            raise RefusedError(
                Refusal(
                    "bad-value",
                    f"{agency_name(facts.records, agency)} is no one body: what is asked of all "
                    "agencies stands in the plan of each.",
                    ref=agency,
                    safe="No report was written; an earlier file is untouched.",
                    todo="Name one agency, or use --all for a plan of each.",
                )
            )
        groups = self._joining.of(own, self._review)
        # What a form or an action beside asks is of no one review.
        every = returns_of_agency(facts, agency) if self._review is None else ()
        beside = self._beside(own) if self._review is None else ()
        if not (groups or every or beside):
            return None
        owed = sorted((one for one in groups if one.is_owed), key=_by_review)
        urgent = [one for one in owed if one.is_urgent]
        finished, let_go, rest = self._over(groups)
        document = facts.records.get("agencies", agency) or {}
        forms = tuple(one for one in every if one.is_waiting or one.owed)
        return AgencyPlan(
            board=facts.settings.name,
            marking=facts.settings.marking,
            demonstration=self._demonstration,
            as_at=facts.as_at,
            head=self._head,
            agency=agency,
            name=agency_name(facts.records, agency),
            asked_for=agency_name(facts.records, asked_for) if asked_for != agency else None,
            followed=tuple(
                one.name
                for one in agencies(facts.records)
                if one.ref != agency and successor_of(facts.records, one.ref) == agency
            ),
            until=document.get("to"),
            finished_since=self._since,
            finished_until=self._until,
            urgent=tuple(sorted(urgent, key=_by_urgency)),
            owed=tuple(one for one in owed if not one.is_urgent),
            let_go=tuple(sorted(let_go, key=_by_review)),
            finished=tuple(sorted(finished, key=_by_review)),
            closed_before=sum(ask.ended_on is not None for ask in rest),
            closed_undated=sum(ask.ended_on is None for ask in rest),
            review=self._review_title(own),
            beside=beside,
            forms=forms,
            unanswered=tuple(
                (str(one.form), str(question.get("question", "")))
                for one in forms
                for question in questions_of(facts.records, str(one.form))
                if not question.get("answer")
            ),
        )

    def _over(
        self, groups: Iterable[Joined]
    ) -> tuple[list[Joined], list[Joined], list[PlannedAsk]]:
        """What is not owed: finished in the period, let go, and the asks that are only counted."""
        finished: list[Joined] = []
        let_go: list[Joined] = []
        rest: list[PlannedAsk] = []
        for one in groups:
            if one.is_owed:
                continue
            if self._is_finished(one):
                finished.append(one)
            elif any(ask.standing in LET_GO for ask in one.asks):
                let_go.append(one)
            else:
                rest += one.asks
        return finished, let_go, rest

    def _review_title(self, own: Own) -> str:
        """What the one review is called that alone is asked about; "" for all."""
        if self._review is None:
            return ""
        title = self.facts.reviews[self._review].title
        return self._review if own.hides([self._review]) or not title else title

    def _is_finished(self, joined: Joined) -> bool:
        """Whether all of it is closed, the last of it in the period."""
        days = [interval(one.ended_on) for one in joined.asks if one.standing == "closed"]
        dated = [one.latest for one in days if one is not None]
        return bool(dated) and self._since <= max(dated) <= self._until

    def _beside(self, own: Own) -> tuple[PlannedAction, ...]:
        """Its open actions for findings, reviews and recommendations that do not ask it."""
        return tuple(
            planned_action(own, action)
            for action in self.facts.actions.all()
            if action.fact.agency == own.name
            and action.state not in _FINISHED_ACTIONS
            and self._are_beside(own, action.serves)
            and is_owed(self.facts, action)
        )

    def _are_beside(self, own: Own, serves: Iterable[str]) -> bool:
        """Whether none of some records asks a body, and one of them is there on the day."""
        is_there = False
        for ref in serves:
            ask = self.facts.records.get("recommendations", ref)
            if ask is not None and own.is_asked(self.facts.asked.each(ask.get("agencies", ()))):
                return False
            is_there |= ask is None or ref in self.facts.recommendations_by_ref
        return is_there


def _by_review(joined: Joined) -> tuple[int, Any]:
    return latest(joined.asks[0])


def _by_urgency(joined: Joined) -> tuple[int, int, Any]:
    return (
        -max(one.days_agreed for one in joined.asks),
        -max(one.days_original for one in joined.asks),
        natural_key(joined.asks[0].ref),
    )


def year_before(day: date) -> date:
    """The day after the same day of the year before; the calendar's first where there is none."""
    if day.year == date.min.year:
        return date.min
    try:
        return date.fromordinal(day.replace(year=day.year - 1).toordinal() + 1)
    except ValueError:  # 29 February
        return date(day.year - 1, 3, 1)
