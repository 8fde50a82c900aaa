"""What a post has in hand on a day: what it works on, has promised, tests and waits for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from auditrack.analysis.axes import reply_of
from auditrack.model.dates import data_string, interval
from auditrack.model.words import ACTION_STATES, word
from auditrack.views.actions import ActionNow, served_by
from auditrack.views.asks import Ask
from auditrack.views.board import lead_named
from auditrack.views.facts import Facts
from auditrack.views.held import PARTS, Held, actions_led, held_by
from auditrack.views.left_open import days_set
from auditrack.views.needs import promised_tests
from auditrack.views.returns import returns_of_agency
from auditrack.views.seen import standing
from auditrack.views.wording import when

Document = Mapping[str, Any]


@dataclass(frozen=True)
class AskHeld:
    """A recommendation that a post answers for; `part` says by what: its actions, or as subgroup.

    `stands` is its BRAG word with the reason.
    """

    ref: str
    text: str
    part: str
    stands: str
    due: str | None


@dataclass(frozen=True)
class ActionHeld:
    """An action that a post leads and that is not over. Dates are data; days are None if not late.

    `days` are against the agreed date, `late` says both counts in words.
    """

    ref: str
    what: str
    serves: tuple[str, ...]
    state: str
    due: str | None
    agreed: str | None
    times_moved: int
    days: int | None
    late: str
    last_update: str | None
    last_note: str

    @property
    def is_claimed(self) -> bool:
        """Whether it is said to be done and waits for a second person."""
        return self.state == ACTION_STATES["done"]


@dataclass(frozen=True)
class Promise:
    """What was promised for a day.

    `kind` is next test, planned audit, reply, return form, extension or look again.
    `days` is how long ago the day passed, 0 where it has not; `day` is data.
    """

    kind: str
    ref: str
    what: str
    day: str | None
    days: int = 0


@dataclass(frozen=True)
class AuditHeld:
    """An audit in hand: planned, under way (cases drawn or answered), or a next test it named."""

    ref: str
    what: str
    state: str
    day: str | None
    days: int = 0


@dataclass(frozen=True)
class EvidenceHeld:
    """Evidence that a post filed and that waits to be accepted, or came back with a reason."""

    ref: str
    shows: str
    serves: tuple[str, ...]
    level: int
    filed_on: str | None
    returned_why: str | None


@dataclass(frozen=True)
class Post:
    """All of it. `finished` counts actions signed off, which stay with who did them."""

    ref: str
    title: str
    held: Held
    recommendations: tuple[AskHeld, ...]
    actions: tuple[ActionHeld, ...]
    promised: tuple[Promise, ...]
    audits: tuple[AuditHeld, ...]
    evidence: tuple[EvidenceHeld, ...]
    finished: int

    @property
    def overdue(self) -> tuple[ActionHeld, ...]:
        """Its actions past their agreed date, the longest first."""
        late = [action for action in self.actions if action.days]
        return tuple(sorted(late, key=lambda action: -(action.days or 0)))


def post_of(facts: Facts, lead: str) -> Post:
    """What a lead has in hand, by reference."""
    held = held_by(facts, lead)
    open_actions = (*held.actions, *held.claimed)
    asks = _asks(facts, held, open_actions)
    audits = tuple(_audits(facts, lead))
    promised = [*_promised(facts, lead, open_actions, asks), *map(_of_audit, audits)]
    promised.sort(key=lambda one: (_last_day(one.day), one.ref))
    return Post(
        lead,
        held.title,
        held,
        tuple(one for one, _ in asks),
        tuple(_action(action) for action in open_actions),
        tuple(promised),
        audits,
        tuple(_evidence(facts, lead)),
        sum(action.state == "signed-off" for action in actions_led(facts, lead)),
    )


def _action(action: ActionNow) -> ActionHeld:
    last = action.updates[-1] if action.updates else None
    late = action.overdue
    return ActionHeld(
        action.ref,
        action.action.what,
        action.serves,
        word(ACTION_STATES, action.state),
        action.original_due,
        action.agreed_due,
        action.fact.times_moved,
        (late.days_agreed or None) if late else None,
        late.describe() if late else "",
        last.on if last else None,
        (last.note or "") if last else "",
    )


def _asks(
    facts: Facts, held: Held, actions: Iterable[ActionNow]
) -> tuple[tuple[AskHeld, Ask], ...]:
    """The open recommendations that it acts on, delivers or assures, in the board's order."""
    parts: dict[str, list[str]] = {}
    for action in actions:
        for ref in action.serves:
            parts.setdefault(ref, []).append(f"leads {action.ref}")
    for document, field in held.parts:
        parts.setdefault(str(document["ref"]), []).append(PARTS[field])
    found = []
    for document in facts.recommendations:
        ref = str(document["ref"])
        if ref not in parts:
            continue
        ask = Ask(facts, document)
        stands = f"{ask.brag.word}: {ask.brag.reason}"
        told = AskHeld(ref, ask.record.text, ", ".join(parts[ref]), stands, ask.dues[1])
        found.append((told, ask))
    return tuple(found)


def _audits(facts: Facts, lead: str) -> Iterable[AuditHeld]:
    for test in promised_tests(facts):
        audit = facts.records.get("audits", test.ref) or {}
        by = lead_named(facts.records, audit.get("by"))
        if by is None or by["ref"] != lead:
            continue
        planned = audit.get("status") == "planned"
        begun = audit.get("drawn") or facts.records.index("criteria", "audit").get(test.ref)
        state = ("under way" if begun else "planned") if planned else "next test named"
        day = audit.get("date") if planned else audit.get("next")
        yield AuditHeld(test.ref, test.what, state, day, _passed(facts, day))


def _of_audit(audit: AuditHeld) -> Promise:
    kind = "next test" if audit.state == "next test named" else "planned audit"
    return Promise(kind, audit.ref, audit.what, audit.day, audit.days)


def _promised(
    facts: Facts,
    lead: str,
    actions: Sequence[ActionNow],
    asks: Sequence[tuple[AskHeld, Ask]],
) -> Iterable[Promise]:
    for action in actions:
        if action.extensions and not action.stood.is_claimed:
            times = action.fact.times_moved
            moved = {1: "once", 2: "twice"}.get(times, f"{times} times")
            why = action.extensions[-1].why
            what = f"{action.action.what.rstrip('. ')}. First due {when(action.original_due)}, "
            what += f"moved {moved}"
            day = action.agreed_due
            yield Promise(
                "extension", action.ref, f"{what}: {why}" if why else what, day, _passed(facts, day)
            )
    agency = (facts.records.get("leads", lead) or {}).get("agency")
    on_form: set[str] = set()
    for form in returns_of_agency(facts, agency) if agency else ():
        if form.is_waiting and form.form:
            on_form.update((facts.records.get("return_forms", form.form) or {}).get("asks", ()))
            what = f"The return form of {form.name}: {form.describe()}"
            yield Promise("return form", form.form, what, form.due_back, form.days_late)
    for told, ask in asks:
        if told.ref not in on_form:  # one form asks for many replies: it is promised once
            yield from _replies(facts, agency, told, ask)
    own = {action.ref for action in actions} | {told.ref for told, _ in asks}
    for one in days_set(facts, actions):
        if one.ref in own:
            what = f"{one.what.removeprefix(f'{one.ref}: ')}"
            what += f" ({one.reason})" if one.reason else ""
            day = data_string(one.day)
            yield Promise("look again", one.ref, what, day, _passed(facts, day))


def _replies(facts: Facts, agency: str | None, told: AskHeld, ask: Ask) -> Iterable[Promise]:
    """The replies that the lead's own agency was asked for and has not given."""
    if agency is None or not any(
        reply.get("asked_on") for reply in facts.standing.replies(told.ref)
    ):
        return
    own = facts.asked.one(agency)
    for one in ask.fact.agencies:
        if one != own:
            continue
        reply = reply_of(one, ask.fact, facts.as_at, facts.numbers)
        if reply.state in ("asked", "unanswered") and reply.due is not None:
            day = reply.due.isoformat()
            what = f"The reply of {ask.fact.called(one)} to {told.ref}"
            yield Promise("reply", told.ref, what, day, _passed(facts, day))


def _evidence(facts: Facts, lead: str) -> Iterable[EvidenceHeld]:
    """What it filed that nobody has accepted: under its name, or by a login that is with it."""
    records = facts.records
    logins = frozenset((records.get("leads", lead) or {}).get("logins", ()))
    for one in standing(records, records.select("evidence"), facts.as_at):
        state = one.get("state", "filed")
        its_own = one.get("filed_lead") == lead or one.get("filed_by") in logins
        if its_own and state in ("filed", "returned"):
            yield EvidenceHeld(
                str(one["ref"]),
                str(one.get("shows", "")),
                served_by(records, one),
                int(one.get("level", 0)),
                one.get("filed_on"),
                str(one.get("returned_why") or "no reason recorded")
                if state == "returned"
                else None,
            )


def _passed(facts: Facts, day: str | None) -> int:
    days = interval(day)
    return max((facts.as_at - days.latest).days, 0) if days is not None else 0


def _last_day(day: str | None) -> date:
    days = interval(day)
    return days.latest if days is not None else date.max
