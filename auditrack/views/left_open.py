"""What waits for somebody or for a day, from records: leads, provisional reviews, dates set."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from auditrack.analysis.left_open import (
    PAUSED,
    PUBLISHABLE,
    RETENTION,
    LookAgain,
    Proceeding,
    ProvisionalReview,
    VacantLead,
)
from auditrack.model.dates import interval
from auditrack.model.review import Review
from auditrack.model.words import PROCEEDINGS, word
from auditrack.views.actions import ActionNow
from auditrack.views.facts import Facts
from auditrack.views.kept_themes import KEEP
from auditrack.views.owed import owed
from auditrack.views.retention import is_due
from auditrack.views.seen import seen, stands, unwithdrawn

Document = Mapping[str, Any]


def to_do(facts: Facts) -> tuple[ActionNow, ...]:
    """The actions owed that nobody says are done, none set aside."""
    return tuple([one for one in owed(facts) if one.is_live and not one.stood.is_claimed])


def vacant_leads(facts: Facts) -> tuple[VacantLead, ...]:
    """Leads that nobody holds, with how many actions they lead."""
    load = Counter(action.lead for action in to_do(facts))
    return tuple(
        VacantLead(
            str(lead["ref"]),
            str(lead.get("title") or lead["ref"]),
            interval(lead["vacant_since"]),
            load[lead["ref"]],
        )
        for lead in unwithdrawn(facts.records.select("leads"))
        if lead.get("vacant_since")
    )


def provisional_reviews(facts: Facts) -> tuple[ProvisionalReview, ...]:
    """Reviews that are provisional, with the proceedings beside them that can be seen."""
    return tuple(
        ProvisionalReview(
            review.ref,
            review.title or review.ref,
            interval(review.provisional_until),
            tuple(_proceedings(facts, review.ref)),
        )
        for review in facts.reviews.values()
        if review.status == "provisional" and _stands(facts, "reviews", review.ref)
    )


def _proceedings(facts: Facts, review: str) -> Iterable[Proceeding]:
    for one in unwithdrawn(facts.records.index("proceedings", "review").get(review, ())):
        ended = one.get("ended")
        days = interval(ended)
        if seen(one.get("open"), facts.as_at):
            yield Proceeding(
                word(PROCEEDINGS, one.get("kind"), "of a kind not said"),
                bool(ended) and (days is None or days.latest <= facts.as_at),
                days,
            )


def days_set(facts: Facts, actions: Iterable[ActionNow] | None = None) -> tuple[LookAgain, ...]:
    """Every day set for looking at a record again, come or still to come.

    Args:
        facts: the facts of the day.
        actions: the actions that are looked through in place of all that are owed.
    """
    return (
        *_kept_under_review(facts),
        *_paused(owed(facts) if actions is None else actions),
        *(one for review in facts.reviews.values() for one in _of_review(facts, review)),
    )


def _kept_under_review(facts: Facts) -> Iterable[LookAgain]:
    """Records whose last decision was to look again; any decision after it takes its place."""
    kept = dict.fromkeys(
        str(one["on_ref"])
        for one in facts.records.select("decisions")
        if one.get("decision") == KEEP
    )
    last: dict[str, Document] = {}
    for ref in kept:
        for decision in facts.standing.decisions(ref):
            now = facts.theming.now(ref)  # a theme may have been merged into another since
            if now not in last or str(decision.get("on")) >= str(last[now].get("on")):
                last[now] = decision
    for ref, decision in last.items():
        day, what = interval(decision.get("until")), _called(facts, ref)
        if decision["decision"] == KEEP and day is not None and what is not None:
            record, name = what
            yield LookAgain(ref, record, name, day, reason=str(decision.get("reason") or ""))


def _called(facts: Facts, ref: str) -> tuple[str, str] | None:
    """What kind of record a decision is on and what it is called; None where that is over."""
    asked = facts.records.get("recommendations", ref)
    if asked is not None:
        if ref not in facts.recommendations_by_ref:
            return None
        return "recommendation", f"{ref}: {asked.get('text', '')}"
    finding = facts.records.get("findings", ref)
    if finding is not None:
        if not _stands(facts, "findings", ref) or not _stands(facts, "reviews", finding["review"]):
            return None
        return "finding", f"{ref}: {finding.get('text', '')}"
    return ("theme", facts.theming.name(ref)) if ref in facts.theming.themes else None


def _paused(actions: Iterable[ActionNow]) -> Iterable[LookAgain]:
    for action in actions:
        if action.state != "paused":
            continue
        until = None
        for update in action.updates:
            if update.state or update.until:
                until = update.until
        day = interval(until)
        if day is not None:
            whom = action.lead_title if action.lead else action.fact.agency or "nobody yet"
            what = f"{action.ref}: {action.action.what}"
            yield LookAgain(action.ref, "action", what, day, PAUSED, whom)


def _of_review(facts: Facts, review: Review) -> Iterable[LookAgain]:
    title = review.title or review.ref
    after = interval(review.publishable_after)
    waits = review.publishable == "after" and not (
        review.published and seen(review.published, facts.as_at)
    )
    if waits and after is not None and _stands(facts, "reviews", review.ref):
        yield LookAgain(review.ref, "review", title, after, PUBLISHABLE)
    document = facts.records.get("reviews", review.ref) or {}
    day = interval(review.retention_review)
    if day is not None and not review.disposed_on and is_due(document, facts.as_at):
        yield LookAgain(review.ref, "review", title, day, RETENTION)


def _stands(facts: Facts, table: str, ref: str) -> bool:
    document = facts.records.get(table, ref)
    return document is not None and stands(facts.records, document, facts.as_at)
