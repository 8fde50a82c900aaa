"""When tests are planned or due again, when reviews are due, and days set to look again."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from auditrack.analysis.left_open import RETENTION
from auditrack.model.dates import add_months, in_words, interval
from auditrack.model.review import Review
from auditrack.views.board import lead_title
from auditrack.views.calendar_gathered import Document, Gathered, revisions
from auditrack.views.left_open import days_set
from auditrack.views.needs import promised_tests
from auditrack.views.retests import retests as falling_due
from auditrack.views.seen import stands

_MADE_EARLY_MONTHS = 12
"""For how long an audit that was made still cancels the day it was planned for."""


def audits(gathered: Gathered) -> None:
    """Audits planned, and the next tests that audits promised and no later one has made."""
    records, as_at = gathered.records, gathered.facts.as_at
    promised = {test.ref for test in promised_tests(gathered.facts)}
    for audit in records.select("audits"):
        ref, by = str(audit["ref"]), str(audit.get("by") or "")
        is_there, is_planned = stands(records, audit, as_at), audit.get("status") == "planned"
        told: dict[str, Any] = {
            "whom": (lead_title(records, by),) if by else (),
            "leads": (by,) if by and records.get("leads", by) else None,
            "revisions": revisions((audit,)),
        }
        # One that was written again since it was entered may have been made before its day.
        if is_planned or audit.get("rev", 1) > 1:
            gathered.put(
                "audit-planned",
                ref,
                audit.get("date"),
                "audit",
                is_over=not (is_planned and is_there),
                over_from=None if is_planned else add_months(as_at, -_MADE_EARLY_MONTHS),
                noun="planned audit",
                **told,
            )
        if not is_planned and audit.get("next"):
            over = not is_there or ref not in promised
            gathered.put("next-test", ref, audit["next"], "audit", is_over=over, **told)


def retests(gathered: Gathered) -> None:
    """When what the last test found embedded is due again, where no audit named a day for it.

    That is the board's number of months after the practice that was tested.
    """
    facts = gathered.facts
    tests: dict[str, list[Document]] = {}
    for audit in gathered.records.select("audits"):
        for theme in facts.tested_by(audit):
            tests.setdefault(theme, []).append(audit)
    for one, tested, due in falling_due(facts):
        gathered.put(
            "retest",
            one.theme,
            due.isoformat(),
            "theme",
            called=one.name,
            moved=f"The last test was of practice until {in_words(tested.isoformat())}.",
            revisions=revisions(tests.get(one.theme, ())),
        )


def reviews(gathered: Gathered) -> None:
    """The days of reviews that are ahead, or due and not reached."""
    records, as_at = gathered.records, gathered.facts.as_at
    for ref, review in gathered.facts.reviews.items():
        document = records.get("reviews", ref) or {}
        gone = review.status in ("superseded", "withdrawn") or not stands(records, document, as_at)
        for kind, when, is_over in _of_review(review, as_at):
            gathered.put(
                kind,
                ref,
                when,
                "review",
                is_over=gone or is_over,
                revisions=revisions((document,)),
            )


def _of_review(review: Review, as_at: date) -> Iterator[tuple[str, str | None, bool]]:
    reached = [interval(review.concluded), interval(review.published)]
    ready = any(one is not None and one.latest <= as_at for one in reached)
    yield "review-due", review.due, ready
    for name in ("arranged", "concluded", "published"):
        when = getattr(review, name)
        days = interval(when)
        if days is not None and days.latest > as_at:
            yield f"review-{name}", when, False
    if review.provisional_until:
        yield "provisional", review.provisional_until, review.status != "provisional"
    if review.retention_review:
        yield "retention", review.retention_review, bool(review.disposed_on)


def look_again(gathered: Gathered) -> None:
    """The days set for looking at a record again."""
    for one in days_set(gathered.facts):
        if one.set_by == RETENTION or one.day.last is None:
            continue  # a review's own day, put down with it
        document = gathered.records.get(f"{one.record}s", one.ref)
        said = (
            *gathered.all_of("decisions", "on_ref", one.ref),
            *gathered.all_of("updates", "action", one.ref),
        )
        gathered.put(
            one.set_by,
            one.ref,
            one.day.last.isoformat(),
            one.record,
            called=gathered.facts.theming.name(one.ref) if one.record == "theme" else "",
            whom=(one.whom,) if one.record == "action" else (),
            revisions=revisions((document, *said) if document else said),
        )
