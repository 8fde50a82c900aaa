"""One recommendation as a paper tells it: what was asked, answered, decided, done and tested."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from auditrack.analysis.axes import decision_in_words
from auditrack.model.dates import Interval, data_string, in_words, interval
from auditrack.model.review import Review
from auditrack.model.words import (
    ACTION_STATES,
    FINDING_KINDS,
    REACHES,
    RECOMMENDATION_KINDS,
    word,
)
from auditrack.views.actions import ActionNow
from auditrack.views.asks import Ask
from auditrack.views.board import agency_name, lead_title
from auditrack.views.facts import Facts
from auditrack.views.response_links import (
    Spoken,
    goes_on_in,
    practice_in_words,
)
from auditrack.views.response_tests import evidence_told, tests_planned, tests_told
from auditrack.views.response_values import (
    ActionTold,
    AskTold,
    DecisionTold,
    FindingNamed,
    Moved,
    ReplyTold,
    Said,
    called,
)
from auditrack.views.seen import seen, standing
from auditrack.views.tried import said_kind
from auditrack.views.wording import counted, decided_in_words, when

_TIMES = ("", "moved once", "moved twice")


def ask_told(ask: Ask, spoken: Spoken) -> AskTold:
    """A recommendation or assurance point as it stands on the day of its facts."""
    record, facts = ask.record, ask.facts
    original, agreed = ask.dues
    review = facts.reviews.get(record.review)
    return AskTold(
        ref=ask.ref,
        label=record.label or "",
        kind=word(RECOMMENDATION_KINDS, record.kind),
        text=record.text,
        as_printed=record.as_printed or "",
        title=record.title or "",
        reach=word(REACHES, record.reach) if record.reach else "",
        heading=record.theme_heading or "",
        group=record.group or "",
        agencies=tuple(agency_name(facts.records, ref) for ref in record.agencies),
        outcome=record.outcome or "",
        measure=record.measure or "",
        impact_due=record.impact_due,
        delivering=subgroup_title(facts, record.delivering),
        assuring=subgroup_title(facts, record.assuring),
        priority=record.priority or "",
        themes=facts.theming.names(facts.theming.of(ask.ref, confirmed=True)),
        findings=tuple(_findings(facts, ask.ref)),
        replies=tuple(_replies(ask)),
        decisions=decisions_told(facts, ask.ref, spoken),
        decision=decision_in_words(ask.decision),
        delivery=str(ask.delivery),
        brag=ask.brag,
        practice=practice_in_words(ask, spoken),
        original_due=original,
        agreed_due=agreed,
        late=_late(ask),
        ended=_ended(ask, spoken),
        is_open=ask.is_open,
        is_declined=any(row.status == "declined" for row in ask.rows),
        actions=tuple(action_told(facts, one, published_by(facts, review)) for one in ask.actions),
        evidence=evidence_told(ask),
        tests=tests_told(ask, spoken),
        planned=tests_planned(ask),
        missing=tuple(map(spoken.safe, ask.missing)),
    )


def published_by(facts: Facts, review: Review | None) -> str | None:
    """When a review came out, as data; None where that is not on record by the day."""
    return review.published if review and seen(review.published, facts.as_at) else None


def subgroup_title(facts: Facts, ref: str | None) -> str:
    """A subgroup's title; what was typed where it is not one on record, "" where nobody said."""
    document = facts.records.get("subgroups", ref) if ref else None
    return str((document or {}).get("title") or ref or "")


def _findings(facts: Facts, ref: str) -> Iterable[FindingNamed]:
    """The findings that a recommendation follows from."""
    records = facts.records
    for finding in standing(records, records.index("findings", "led_to").get(ref, ()), facts.as_at):
        yield FindingNamed(finding["ref"], finding_called(finding), str(finding.get("text", "")))


def finding_called(finding: Mapping[str, Any]) -> str:
    """A finding by its kind and label: "Lesson 3", or as printed: "Finding 2, concern"."""
    kind = word(FINDING_KINDS, finding.get("kind") or "concern")
    name = called(kind, str(finding.get("label") or finding["ref"]))
    return name if name.casefold().startswith(kind.casefold()) else f"{name}, {kind.lower()}"


def _replies(ask: Ask) -> Iterable[ReplyTold]:
    for reply in ask.replies:
        said = reply.describe()
        if reply.due is not None and not reply.is_answered:
            back = in_words(reply.due.isoformat())
            said += f" (due back {back})" if reply.state == "asked" else f" (was due back {back})"
        name = ask.fact.called(reply.agency) if reply.agency else "the agency"
        yield ReplyTold(name, reply.state, said, reply.is_answered)


def decisions_told(facts: Facts, ref: str, spoken: Spoken) -> tuple[DecisionTold, ...]:
    """The board's decisions on a record up to the day, in order."""
    return tuple(
        DecisionTold(
            ref=str(one["ref"]),
            code=str(one["decision"]),
            on=one.get("on"),
            said=decided_in_words(one),
            reason=str(one.get("reason") or ""),
            missing=tuple(map(spoken.safe, one.get("overridden", ()))),
            dissent=str(one.get("dissent") or ""),
        )
        for one in facts.standing.decisions(ref)
    )


def _late(ask: Ask) -> str:
    """How late it is against both dates; "" where it is not."""
    late = ask.late
    if late.original is None and late.agreed is None:
        return ""
    moved = ask.times_moved
    said = [_TIMES[moved] if moved < len(_TIMES) else f"moved {moved} times"]
    if late.original:
        said.append(f"{counted(late.original, 'day')} past the original date")
    if late.agreed and (moved or late.agreed != late.original):
        said.append(f"{counted(late.agreed, 'day')} past the agreed date")
    return ", ".join(one for one in said if one)


def _ended(ask: Ask, spoken: Spoken) -> str:
    """How it ended, where it did: superseded, no longer relevant, or closed by a decision."""
    statuses = {row.status for row in ask.rows}
    if "superseded" in statuses:
        other = goes_on_in(ask, spoken)
        return f"It goes on in {other} and is no longer pursued here." if other else ""
    end = ask.facts.standing.ended_by(ask.ref)
    if end is None:
        return ""
    on = when(end.get("on"), "on a day not recorded")
    if end["decision"] == "close":
        return (
            f"The board closed it ({on}). Closing is a decision, and does not show that practice "
            "changed."
        )
    return f"The board found it no longer relevant ({on})."


def action_told(facts: Facts, action: ActionNow, published: str | None) -> ActionTold:
    """An action on the day.

    Args:
        facts: the facts that it was looked up in.
        action: the action.
        published: when its review came out, as data; None where it had not on record.
    """
    record, claimed = action.action, action.stood.claimed_on
    agency = record.agency or _agency_of_lead(facts, record.lead)
    return ActionTold(
        ref=record.ref,
        what=record.what,
        serves=action.serves,
        lead=lead_title(facts.records, action.lead) if action.lead else "",
        agency=agency_name(facts.records, agency) if agency else "",
        original_due=action.original_due,
        agreed_due=action.agreed_due,
        moves=tuple(Moved(one.to, one.why or "", one.on) for one in action.extensions),
        state=word(ACTION_STATES, action.state),
        done_on=data_string(claimed) if claimed else None,
        slippage=_slippage(action, claimed),
        updates=tuple(
            Said(
                one.on,
                word(ACTION_STATES, one.state) if one.state else "",
                one.note or "",
                lead_title(facts.records, one.lead) if one.lead else "",
            )
            for one in reversed(action.updates)
        ),
        kind=said_kind(action) or "",
        before=action.stood.is_claimed and was_before(claimed, published, facts.as_at),
        reported=record.as_reported and action.stood.is_claimed and claimed is None,
    )


def _agency_of_lead(facts: Facts, lead: str | None) -> str | None:
    return (facts.records.get("leads", lead) or {}).get("agency") if lead else None


def was_before(claimed: Interval | None, published: str | None, as_at: date) -> bool:
    """Whether something was certainly done before the review came out.

    Where no day of publication is on record, whether it is done by the day.
    """
    if claimed is None:
        return False
    days = interval(published)
    return claimed.latest < days.earliest if days is not None else claimed.latest <= as_at


def _slippage(action: ActionNow, claimed: Interval | None) -> str:
    """How late an action is, or was when it was said to be done, or how its date was moved."""
    if action.overdue is not None:
        return action.overdue.describe()
    due = interval(action.original_due)
    moved = len(action.extensions)
    said = [_TIMES[moved] if moved < len(_TIMES) else f"moved {moved} times"]
    if claimed is not None and due is not None and claimed.earliest > due.latest:
        days = counted((claimed.earliest - due.latest).days, "day")
        least = "" if claimed.is_one_day and due.is_one_day else "at least "
        said.append(f"said to be done {least}{days} after the original date")
    return ", ".join(one for one in said if one)


def agencies_of(told: AskTold) -> str:
    """Whom a recommendation asks, for a heading; those of nobody say so."""
    return " and ".join(told.agencies) if told.agencies else "no agency named"
