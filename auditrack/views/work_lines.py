"""The lines of what is to be done by some leads, or by everybody, in no order yet."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any

from auditrack.analysis.axes import reply_of
from auditrack.model.dates import interval
from auditrack.model.words import ACTION_STATES, word
from auditrack.views.actions import ActionNow, serving
from auditrack.views.asks import Ask
from auditrack.views.board import agency_name, lead_named, lead_title, successor_of
from auditrack.views.facts import Facts
from auditrack.views.held import subgroup_of
from auditrack.views.needs import is_late_itself, promised_tests
from auditrack.views.owed import owed
from auditrack.views.returns import Return, forms_on, return_of
from auditrack.views.seen import standing
from auditrack.views.wording import counted, listed, when
from auditrack.views.work_line import LATE, Asked, WorkLine


class WorkOf:
    """The lines of some leads; of all where `leads` is None."""

    def __init__(self, facts: Facts, asked: Asked, leads: frozenset[str] | None) -> None:
        self._facts = facts
        self._records = facts.records
        self._asked = asked
        self._leads = leads

    def lines(self) -> Iterable[WorkLine]:
        """Every line."""
        yield from self._actions()
        if self._leads is None:
            yield from self._late_asks()
        yield from self._evidence()
        yield from self._audits()
        yield from self._replies()

    def _is_theirs(self, lead: str | None) -> bool:
        return self._leads is None or (lead is not None and lead in self._leads)

    def _actions(self) -> Iterable[WorkLine]:
        for action in owed(self._facts):
            if not action.is_live:
                continue
            if action.state == "done":
                if self._signs(action):
                    yield self._claimed(action)
            elif not action.stood.is_claimed and self._is_theirs(action.lead):
                yield self._to_do(action)

    def _to_do(self, action: ActionNow) -> WorkLine:
        due = action.agreed_due
        days = _since(due, self._facts.as_at)
        late = action.overdue
        kind = "later"
        if late is not None and late.days_agreed:
            kind, days = LATE, late.days_agreed
        elif days is not None and -days <= self._facts.numbers.due_soon_days:
            kind = "soon"
        said = word(ACTION_STATES, action.state)
        if kind == LATE and late is not None:
            why = f"{said}; {late.describe()}"
        else:
            why = f"{said}; due {when(due, 'on no date that is set')}"
        return self._line(kind, action, why, due, days)

    def _signs(self, action: ActionNow) -> bool:
        """Whether this login may sign it off: by its role, and as a second person."""
        if self._leads is None:
            return self._asked.everybody
        if not self._asked.signs or self._is_nobody:
            return False
        if action.lead is not None and action.lead in self._leads:
            return False
        said = next((one for one in reversed(action.updates) if one.state), None)
        if said is None:
            return True
        return said.by != self._asked.login and (said.lead is None or said.lead not in self._leads)

    @cached_property
    def _is_nobody(self) -> bool:
        """Whether leads have logins and this one is with none: then it is no second person."""
        return not self._leads and bool(self._records.index("leads", "logins"))

    def _claimed(self, action: ActionNow) -> WorkLine:
        claimed = action.stood.claimed_on
        days = (self._facts.as_at - claimed.latest).days if claimed is not None else None
        since = f"for {counted(days, 'day')}" if days is not None else "and not dated"
        why = f"said to be done and not signed off {since}"
        return self._line("sign-off", action, why, action.action.done_on, days)

    def _line(
        self, kind: str, action: ActionNow, why: str, day: str | None, days: int | None
    ) -> WorkLine:
        return WorkLine(
            kind,
            action.ref,
            "action",
            action.action.what,
            f"{why}; for {listed(action.serves)}",
            day,
            days,
            action.lead_title,
            action.fact.agency,
        )

    def _late_asks(self) -> Iterable[WorkLine]:
        """Recommendations past their date while none of their actions is: nobody's own work."""
        for document in self._facts.recommendations:
            ask = Ask(self._facts, document)
            if ask.is_open and ask.late.agreed and is_late_itself(ask):
                yield WorkLine(
                    LATE,
                    ask.ref,
                    "recommendation",
                    ask.record.text,
                    f"no action of it is late; due {when(ask.dues[1])}",
                    ask.dues[1],
                    ask.late.agreed,
                    listed(dict.fromkeys(one.lead_title for one in ask.actions), "no action"),
                )

    def _evidence(self) -> Iterable[WorkLine]:
        records, as_at = self._records, self._facts.as_at
        for one in standing(records, records.select("evidence"), as_at):
            state = one.get("state", "filed")
            filed = one.get("filed_by"), one.get("filed_lead")
            if state == "returned" and self._filed_by_them(*filed):
                why = str(one.get("returned_why") or "no reason recorded")
                yield self._piece("returned", one, f"returned: {why}")
            elif state == "filed" and self._accepts(one, *filed):
                yield self._piece("accept", one, f"filed by {filed[0] or 'somebody'}, not accepted")

    def _filed_by_them(self, login: str | None, lead: str | None) -> bool:
        if self._leads is None:
            return self._asked.everybody
        # Of leads asked for by name it is theirs; of one's own, what the login itself filed too.
        own = self._asked.leads is None and login == self._asked.login
        return own or (lead is not None and lead in self._leads)

    def _accepts(self, one: Any, login: str | None, lead: str | None) -> bool:
        if self._leads is None:
            return self._asked.everybody
        if not self._asked.accepts or self._is_nobody:
            return False
        if login == self._asked.login or lead in self._leads:
            return False
        owners = (
            action.get("lead")
            for ref in one.get("serves", ())
            for action in (
                self._records.get("actions", ref),
                *serving(self._records, "actions", ref),
            )
            if action is not None
        )
        return self._leads.isdisjoint(filter(None, owners))

    def _piece(self, kind: str, one: Any, why: str) -> WorkLine:
        day = one.get("filed_on")
        return WorkLine(
            kind,
            str(one["ref"]),
            "evidence",
            str(one.get("shows", "")),
            f"level {one.get('level', 0)}, {why}",
            day,
            _since(day, self._facts.as_at),
            lead_title(self._records, one.get("filed_lead")),
            agency_name(self._records, one["agency"]) if one.get("agency") else None,
        )

    def _audits(self) -> Iterable[WorkLine]:
        for test in promised_tests(self._facts):
            audit = self._records.get("audits", test.ref) or {}
            by = lead_named(self._records, audit.get("by"))
            if not self._is_theirs(str(by["ref"]) if by is not None else None):
                continue
            if self._leads is None and not self._asked.everybody:
                continue
            planned = audit.get("status") == "planned"
            day = audit.get("date") if planned else audit.get("next")
            yield WorkLine(
                "audit",
                test.ref,
                "audit",
                test.what,
                f"{'planned' if planned else 'named as the next test'} for {when(day, 'no date')}",
                day,
                _since(day, self._facts.as_at),
                lead_title(self._records, audit.get("by")),
            )

    def _replies(self) -> Iterable[WorkLine]:
        """Replies that were asked for and are late or due soon, to what they act on."""
        facts = self._facts
        if self._leads is None and not self._asked.everybody:
            return
        groups = {subgroup_of(self._records, lead) for lead in self._leads or ()} - {None}
        forms = self._forms_out()
        on_form = {
            (ref, facts.asked.one(form.agency)): form for form, asks in forms for ref in asks
        }
        chased = {form.form for form, _ in forms if self._is_of_their_agency(form.agency)}
        for document in facts.recommendations:
            ref = str(document["ref"])
            if not any(reply.get("asked_on") for reply in facts.standing.replies(ref)):
                continue
            ask = Ask(facts, document)
            if not ask.is_open or not self._acts_on(ask, groups):
                continue
            for agency in ask.fact.agencies:
                if (ref, agency) in on_form:  # one form asks for many: it is chased once
                    chased.add(on_form[ref, agency].form)
                    continue
                reply = reply_of(agency, ask.fact, facts.as_at, facts.numbers)
                if reply.state not in ("asked", "unanswered") or reply.due is None:
                    continue
                days = (facts.as_at - reply.due).days
                if -days > facts.numbers.due_soon_days:
                    continue
                day = reply.due.isoformat()
                yield WorkLine(
                    "reply",
                    ref,
                    "recommendation",
                    f"Reply of {ask.fact.called(agency)}: {ask.record.text}",
                    f"{'was' if days > 0 else 'is'} due back on {when(day)}",
                    day,
                    days,
                    listed(dict.fromkeys(one.lead_title for one in ask.actions), "no action"),
                    ask.fact.called(agency),
                )

        for form, _ in forms:
            since = _since(form.due_back, facts.as_at)
            if form.form not in chased or since is None or -since > facts.numbers.due_soon_days:
                continue
            yield WorkLine(
                "reply",
                str(form.form),
                "return form",
                f"Return form of {form.name}",
                form.describe(),
                form.due_back,
                since,
                lead_title(self._records, None),
                form.name,
            )

    def _forms_out(self) -> list[tuple[Return, tuple[str, ...]]]:
        """The return forms that the board waits for, each with what it asks about."""
        forms = forms_on(self._records, self._facts.as_at)
        found = ((return_of(self._facts, form, forms), form) for form in forms)
        return [(one, tuple(form.get("asks", ()))) for one, form in found if one.is_waiting]

    def _is_of_their_agency(self, agency: str) -> bool:
        if self._leads is None:
            return True
        now = successor_of(self._records, agency)
        own = ((self._records.get("leads", lead) or {}).get("agency") for lead in self._leads)
        return any(one and successor_of(self._records, str(one)) == now for one in own)

    def _acts_on(self, ask: Ask, groups: set[str | None]) -> bool:
        if self._leads is None:
            return True
        of_group = {ask.record.delivering, ask.record.assuring} & groups
        return bool(of_group - {None}) or any(one.lead in self._leads for one in ask.actions)


def _since(day: str | None, as_at: date) -> int | None:
    """Days since the last day that a date may mean; below 0 where it is still to come."""
    days = interval(day)
    return (as_at - days.latest).days if days is not None else None
