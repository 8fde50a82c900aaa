"""Rows of what the record may lack, for the checks of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from auditrack.analysis.checks.rows import (
    CheckedAction,
    CheckedAsk,
    CheckedAudit,
    CheckedEvidence,
    CheckedFinding,
    CheckedPublication,
    CheckedReview,
    CheckedThemeLink,
)
from auditrack.model.change import RefusedError
from auditrack.views.asks import Ask
from auditrack.views.facts import Facts
from auditrack.views.seen import seen, standing, stands, unwithdrawn

SPEAKS = frozenset({"filed", "accepted"})
"""The states of evidence that is to be heard: not returned, and not expired."""

Document = Mapping[str, Any]


def reviews(facts: Facts) -> Iterator[CheckedReview]:
    """Reviews that stand."""
    records = facts.records
    windows = records.index("windows", "review")
    for review in facts.reviews.values():
        if stands(records, records.get("reviews", review.ref) or {}, facts.as_at):
            periods = standing(records, windows.get(review.ref, ()), facts.as_at)
            yield CheckedReview(review.ref, review.published is not None, len(periods))


def ask(one: Ask) -> CheckedAsk:
    """A recommendation as it is looked at."""
    return CheckedAsk(
        one.ref,
        has_deadline=one.dues[0] is not None,
        has_measure=bool(one.record.measure or one.record.outcome),
        without_reply=tuple(reply.agency for reply in one.replies if not reply.is_answered),
    )


def actions(facts: Facts) -> Iterator[CheckedAction]:
    """Actions that are still to be delivered."""
    for one in facts.actions.all():
        if not one.stood.is_claimed and one.is_live:
            yield CheckedAction(one.ref, one.action.due is not None, one.action.lead is not None)


def evidence(facts: Facts) -> Iterator[CheckedEvidence]:
    """Evidence that stands."""
    for one in standing(facts.records, facts.records.select("evidence"), facts.as_at):
        yield CheckedEvidence(
            one["ref"],
            has_date_about=one.get("about") is not None,
            level=one.get("level", 0),
            has_result=bool(one.get("result")),
            speaks=one.get("state", "filed") in SPEAKS and not one.get("audit"),
        )


def audits(facts: Facts) -> Iterator[CheckedAudit]:
    """Audits that were done."""
    for audit in standing(facts.records, facts.records.select("audits"), facts.as_at):
        if audit.get("status", "done") == "done":
            yield CheckedAudit(audit["ref"], audit.get("sample") is not None)


def findings(facts: Facts) -> Iterator[CheckedFinding]:
    """Concerns that stand."""
    for finding in facts.records.select("findings"):
        if finding.get("kind") == "concern" and has_standing_review(facts, finding):
            yield CheckedFinding(
                finding["ref"],
                len(finding.get("led_to", ())),
                bool(finding.get("no_recommendation_why")),
            )


def theme_links(facts: Facts) -> Iterator[CheckedThemeLink]:
    """Theme links that are only suggested, of what stands."""
    records, theming = facts.records, facts.theming
    for link in unwithdrawn(records.select("theme_links")):
        if link.get("status") != "suggested":
            continue
        of = link["of"]
        source = records.get("recommendations", of) or records.get("findings", of)
        if source is not None and has_standing_review(facts, source):
            yield CheckedThemeLink(of, theming.name(link["theme"]), True)


def publications(facts: Facts) -> Iterator[CheckedPublication]:
    """The newest annual report that was prepared for the public and stands."""
    prepared = [
        one
        for one in standing(facts.records, facts.records.select("publications"), facts.as_at)
        if one.get("kind") == "annual" and seen(one.get("prepared_on"), facts.as_at)
    ]
    if not prepared:
        return
    from auditrack.views.headings import headings_for  # the sets are read only where they are used

    last = prepared[-1]
    since, until = str(last.get("since") or ""), str(last.get("until") or "")
    try:
        sets = headings_for(facts.records, since, until, last.get("headings") or ())
    except RefusedError:
        return  # no set can be chosen now: whoever makes the report is told
    yield CheckedPublication(
        str(last["ref"]), tuple(one.edition for one in sets if not one.verified_by)
    )


def has_standing_review(facts: Facts, document: Document) -> bool:
    """Whether a recommendation or finding stands, and its review does."""
    review = facts.records.get("reviews", document["review"]) or {}
    return all(stands(facts.records, one, facts.as_at) for one in (document, review))
