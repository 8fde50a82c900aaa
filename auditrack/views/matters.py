"""Matters arising: what became, since, of what the meeting before decided or put off.

Only what the record makes certain is said: nothing on record since is never called "not done".
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from auditrack.model.dates import interval
from auditrack.model.words import ACTION_STATES, EVIDENCE_STATES, word
from auditrack.views.asks import Ask
from auditrack.views.facts import Facts
from auditrack.views.meeting_items import outcome_in_words
from auditrack.views.meetings import items_of
from auditrack.views.seen import stands, unwithdrawn
from auditrack.views.wording import counted, decided_in_words, when

Document = Mapping[str, Any]

NOTHING = "nothing on record since"


def said_before(facts: Facts, meeting: Document, ref: str, table: str | None) -> str:
    """What a meeting made of a record: "extended to 1 March 2027 at the meeting of 3 May 2026"."""
    records = facts.records
    said = ""
    for item in items_of(records, str(meeting["ref"])):
        if ref in (item.get("on_ref"), item["ref"]) and not item.get("replaced_by"):
            said = outcome_in_words(item, table) or "not reached"
    if not said:
        for decision in unwithdrawn(records.index("decisions", "on_ref").get(ref, ())):
            if decision.get("meeting") == meeting["ref"]:
                said = decided_in_words(decision)
    return f"{said or 'not reached'} at the meeting of {when(meeting.get('date'))}"


def became(facts: Facts, meeting: Document, ref: str, table: str | None) -> str:
    """What became of it since that meeting: done, late, or that nothing is on record."""
    since = interval(meeting.get("date"))
    day = since.latest if since else date.min
    document = facts.records.get(table, ref) if table else None
    if document is None or table is None:
        return ""
    if not stands(facts.records, document, facts.as_at):
        return "withdrawn since"
    if table == "actions":
        return _of_action(facts, document, day)
    if table == "recommendations":
        return _of_recommendation(facts, document, day)
    if table == "evidence":
        return _of_evidence(document, day)
    if table == "findings":
        return _of_finding(facts, document, day)
    return ""


def _of_action(facts: Facts, document: Document, day: date) -> str:
    action = facts.actions.of(document)
    if action is None:
        return "withdrawn since"
    state = word(ACTION_STATES, action.state)
    if action.stood.is_claimed:
        done = document.get("done_on")
        on = f" on {when(str(done))}" if done else ""
        return (
            "signed off" if action.state == "signed-off" else f"said to be done{on}, not signed off"
        )
    late = [f"overdue, {action.overdue.describe()}"] if action.overdue else []
    updates = _later((vars_of(one) for one in action.updates), day)
    told = f"{counted(updates, 'update')} since, {state}" if updates else NOTHING
    return "; ".join((*late, told))


def _of_recommendation(facts: Facts, document: Document, day: date) -> str:
    ref = str(document["ref"])
    end = facts.standing.ended_by(ref)
    if end is not None and _is_later(end.get("on"), day):
        return f"{decided_in_words(end)} on {when(end.get('on'))}"
    ask = Ask(facts, document)
    late = [f"overdue by {counted(ask.late.agreed, 'day')}"] if ask.late.agreed else []
    told = []
    for number, noun in (
        (_later(facts.standing.replies(ref), day), "reply"),
        (_later((vars_of(u) for a in ask.actions for u in a.updates), day), "update"),
        (_later((vars_of(one) for one in ask.evidence), day, "filed_on"), "piece of evidence"),
        (_later(facts.standing.decisions(ref), day), "decision"),
    ):
        if number:
            told.append(counted(number, noun, _MANY.get(noun)))
    return "; ".join((*late, f"{', '.join(told)} since" if told else NOTHING))


_MANY = {"reply": "replies", "piece of evidence": "pieces of evidence"}


def _of_evidence(document: Document, day: date) -> str:
    state = str(document.get("state") or "filed")
    if state == "accepted" and _is_later(document.get("accepted_on"), day):
        return f"accepted on {when(document.get('accepted_on'))}"
    return f"{word(EVIDENCE_STATES, state)}; {NOTHING}"


def _of_finding(facts: Facts, document: Document, day: date) -> str:
    since = _later(facts.standing.decisions(str(document["ref"])), day)
    return f"{counted(since, 'decision')} since" if since else NOTHING


def _later(documents: Iterable[Document], day: date, field: str = "on") -> int:
    return sum(_is_later(one.get(field), day) for one in documents)


def _is_later(when_: Any, day: date) -> bool:
    days = interval(when_)
    return days is not None and days.earliest > day


def vars_of(record: Any) -> Document:
    """A typed record as the mapping that it was."""
    return {name: getattr(record, name) for name in record.__struct_fields__}
