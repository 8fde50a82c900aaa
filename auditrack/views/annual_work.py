"""What was decided, refused and done in a year, and by which agency."""

from collections.abc import Iterable
from functools import lru_cache

from auditrack.analysis.facts import EVERYBODY
from auditrack.model.dates import data_string, interval
from auditrack.model.words import ACTION_STATES, ANSWERS, word
from auditrack.views.actions import ActionNow
from auditrack.views.annual_values import (
    ActionLine,
    AgencyLine,
    DecisionLine,
    EvidenceLine,
    RefusalLine,
    TestLine,
)
from auditrack.views.annual_year import Document, Year, sorted_by_day
from auditrack.views.asked import SAID
from auditrack.views.board import agency_name
from auditrack.views.facts import Facts
from auditrack.views.seen import seen, unwithdrawn
from auditrack.views.wording import decided_in_words, when

NO_REASON = "no reason on record"
NO_AGENCY = "No agency named"

REFUSED = frozenset({"not", "in-part"})
"""Decisions not to implement something, or only in part."""

DROPPED = "no-longer-relevant"
"""A decision that something need not be done any more."""

_DECIDED = frozenset({"implement", "in-part", "not", "refer-on"})
_BEGUN = frozenset({"in-progress", "in-place"})


def decisions_of(year: Year) -> tuple[tuple[DecisionLine, ...], tuple[str, ...]]:
    """The board's decisions in the period, and those whose date is too rough to say.

    A decision on what was withdrawn since is left out.
    """
    found, rough = [], []
    for one in unwithdrawn(year.records.select("decisions")):
        holds = year.holds(one.get("on"))
        if holds is False or not _counts(year, str(one["on_ref"])):
            continue
        if holds:
            found.append(_decision(year, one))
        else:
            rough.append(str(one["ref"]))
    return sorted_by_day(found, "on"), tuple(rough)


def _counts(year: Year, ref: str) -> bool:
    """Whether what a line is about still counts, a theme too."""
    if ref in year.reviews or ref in year.now.theming.themes:
        return True
    for table in ("recommendations", "findings"):
        document = year.records.get(table, ref)
        if document is not None:
            return str(document["review"]) in year.reviews and not _is_withdrawn(year, document)
    document = year.records.get("actions", ref)
    return document is not None and not _is_withdrawn(year, document)


def _is_withdrawn(year: Year, document: Document) -> bool:
    return bool(document.get("withdrawn_on")) and seen(document["withdrawn_on"], year.now.as_at)


def _decision(year: Year, one: Document) -> DecisionLine:
    on_ref = str(one["on_ref"])
    review = year.review_of(on_ref) or ""
    return DecisionLine(
        ref=str(one["ref"]),
        on_ref=on_ref,
        on_what=year.called(on_ref),
        review=review,
        types=year.types((review,)),
        group=year.group(review),
        code=str(one["decision"]),
        said=decided_in_words(one),
        on=one.get("on"),
        reason=_reason(year, one) if one["decision"] in (*REFUSED, DROPPED) else _given(year, one),
        dissent="" if year.public else str(one.get("dissent") or ""),
        overridden=bool(one.get("overridden")) and not year.public,
        since_then=_otherwise_since(year, one),
    )


def _reason(year: Year, document: Document) -> str:
    return year.worded(document, "reason") or NO_REASON


def _given(year: Year, one: Document) -> str:
    """The reason for a decision that needs none, where there is one to print."""
    return year.worded(one, "reason") if one.get("reason") else ""


def _otherwise_since(year: Year, one: Document) -> str:
    """What the board decided on the same later, where that was something else."""
    if one["decision"] not in _DECIDED:
        return ""
    decided = year.now.standing.decisions(str(one["on_ref"]))
    later = [other for other in decided if other["decision"] in _DECIDED]
    if not later or later[-1]["ref"] == one["ref"] or later[-1]["decision"] == one["decision"]:
        return ""
    return f"decided otherwise since: {decided_in_words(later[-1])} ({when(later[-1].get('on'))})"


def refusals_of(year: Year) -> tuple[RefusalLine, ...]:
    """The answers of agencies in the period that say no, or only in part."""
    found = []
    for one in unwithdrawn(year.records.select("replies")):
        ref = str(one.get("recommendation") or "")
        if one.get("answer") not in ("declined", "in-part") or not year.holds(one.get("on")):
            continue
        if not _counts(year, ref):
            continue
        review = year.review_of(ref) or ""
        found.append(
            RefusalLine(
                ref=str(one["ref"]),
                agency=_agency(year, one.get("agency")),
                on_ref=ref,
                on_what=year.called(ref),
                review=review,
                types=year.types((review,)),
                group=year.group(review),
                code=str(one["answer"]),
                said=word(ANSWERS, one["answer"]),
                on=one.get("on"),
                reason=_reason(year, one),
            )
        )
    return sorted_by_day(found, "on")


def _agency(year: Year, ref: str | None) -> str:
    return agency_name(year.records, ref) if ref else NO_AGENCY


def actions_of(year: Year) -> tuple[ActionLine, ...]:
    """The actions that were begun, put in place, said to be done or signed off in the period."""
    found = []
    for action in year.then.actions.all():
        if year.now.actions.of(_document(year.now, action.ref)) is None:
            continue  # withdrawn since
        if not any(map(lambda ref: _counts(year, ref), action.serves)):
            continue
        line = _action(year, action)
        if line.done_on or line.signed_on or line.begun_on:
            found.append(line)
    return sorted_by_day(found, "done_on", "signed_on", "begun_on")


def _document(facts: Facts, ref: str) -> Document:
    document = facts.records.get("actions", ref)
    assert document is not None
    return document


def _action(year: Year, action: ActionNow) -> ActionLine:
    claimed = data_string(action.stood.claimed_on) if action.stood.claimed_on else None
    done_on = claimed if action.stood.is_claimed and year.holds(claimed) else None
    updates = [one for one in action.updates if year.holds(one.on)]
    signed = [one.on for one in updates if one.state == "signed-off"]
    begun = [one.on for one in updates if one.state in _BEGUN]
    origins = year.origins(action.ref)
    return ActionLine(
        ref=action.ref,
        what=year.worded(_document(year.now, action.ref), "what"),
        agency=whose(action.fact.agency),
        serves=action.serves,
        for_what=year.named(action.serves),
        types=year.types(origins),
        group=year.group(origins[0] if origins else None),
        state=word(ACTION_STATES, action.state),
        done_on=done_on,
        signed_on=signed[0] if signed and action.state == "signed-off" else None,
        begun_on=begun[0] if begun else None,
    )


def whose(agency: str | None) -> str:
    """An agency as a line names it; the board and everybody by their words."""
    if not agency:
        return NO_AGENCY
    return _capital(SAID[agency]) if agency in SAID else agency


@lru_cache(maxsize=64)
def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def agencies_of(
    year: Year,
    actions: Iterable[ActionLine],
    evidence: Iterable[EvidenceLine],
    tests: Iterable[TestLine],
) -> tuple[tuple[AgencyLine, ...], tuple[str, ...]]:
    """What each agency did, by name, and the agencies of which the period says nothing.

    An action counts where it was said to be done or signed off in the period. A body that another
    took over is named by the one that follows its plans.
    """
    done = [one for one in actions if one.done_on or one.signed_on]
    evidence, tests = tuple(evidence), tuple(tests)
    names = {
        *(one.agency for one in done),
        *(one.agency for one in evidence if one.agency),
        *(name for one in tests for name in one.agencies),
    }
    lines = tuple(
        AgencyLine(
            name,
            tuple(one for one in done if one.agency == name),
            tuple(one for one in evidence if one.agency == name),
            tuple(one for one in tests if name in one.agencies),
        )
        for name in sorted(names, key=lambda name: (name == NO_AGENCY, name.casefold()))
    )
    known = {
        year.now.asked.one(str(one["ref"]))
        for one in unwithdrawn(year.records.select("agencies"))
        if _is_there(year, one)
    }
    quiet = known - names - set(EVERYBODY) - set(map(whose, EVERYBODY))
    return lines, () if year.public else tuple(sorted(quiet, key=str.casefold))


def _is_there(year: Year, agency: Document) -> bool:
    """Whether an agency was there in some part of the period, as far as its days are known."""
    began, ended = interval(agency.get("from")), interval(agency.get("to"))
    return (began is None or began.earliest <= year.end) and (
        ended is None or ended.latest >= year.since
    )
