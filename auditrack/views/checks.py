"""What the record does not say yet, from records to the checks that judge it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from auditrack.analysis.checks import (
    Checked,
    CheckedAction,
    CheckedAsk,
    CheckedAudit,
    CheckedEvidence,
    CheckedFinding,
    CheckedReview,
    CheckedThemeLink,
    gaps_of,
    use_of,
)
from auditrack.model.change import Records
from auditrack.views.actions import ActionNow
from auditrack.views.asks import Ask
from auditrack.views.facts import Facts
from auditrack.views.seen import standing, stands, unwithdrawn

TITLES = {
    "review-without-publication": "Reviews without a date of publication",
    "review-without-practice": "Reviews that do not say which practice they examined",
    "no-deadline": "No deadline",
    "no-lead": "Actions that nobody leads",
    "no-measure": "No way of knowing whether it worked",
    "no-reply": "No reply on record",
    "evidence-without-date": "Evidence that does not say what date it is about",
    "audit-without-sample": "Audits without the number of cases",
    "finding-without-recommendation": "Findings that led to nothing, with no reason",
    "theme-unconfirmed": "Themes that nobody has confirmed",
}
"""What each check is called."""


@dataclass(frozen=True)
class Check:
    """One thing that is missing or cannot be. `code` is stable, `text` a sentence's end."""

    code: str
    title: str
    ref: str
    text: str


def checks(records: Records, today: date) -> tuple[Check, ...]:
    """Everything that is missing from what the board has begun to record."""
    facts = Facts(records, today)
    asks = [ask for document in facts.recommendations if (ask := Ask(facts, document)).is_open]
    actions = [
        action for action in facts.actions.all() if not action.stood.is_claimed and action.is_live
    ]
    checked_asks = tuple(_ask(ask) for ask in asks)
    checked_actions = tuple(_action(action) for action in actions)
    audits = tuple(
        CheckedAudit(audit["ref"], audit.get("sample") is not None)
        for audit in records.select("audits")
        if audit.get("status", "done") == "done" and stands(records, audit, today)
    )
    findings = tuple(
        CheckedFinding(
            finding["ref"],
            len(finding.get("led_to", ())),
            bool(finding.get("no_recommendation_why")),
        )
        for finding in records.select("findings")
        if finding.get("kind") == "concern" and _has_standing_review(facts, finding)
    )
    gaps = gaps_of(
        Checked(
            reviews=tuple(
                CheckedReview(
                    review.ref,
                    review.published is not None,
                    len(
                        standing(
                            records, records.index("windows", "review").get(review.ref, ()), today
                        )
                    ),
                )
                for review in facts.reviews.values()
                if stands(records, records.get("reviews", review.ref) or {}, today)
            ),
            asks=checked_asks,
            actions=checked_actions,
            evidence=tuple(
                CheckedEvidence(one["ref"], one.get("about") is not None)
                for one in records.select("evidence")
                if stands(records, one, today)
            ),
            audits=audits,
            findings=findings,
            theme_links=tuple(
                CheckedThemeLink(
                    link["of"], facts.theming.name(link["theme"]), link.get("status") == "suggested"
                )
                for link in unwithdrawn(records.select("theme_links"))
                if _is_of_standing(facts, link["of"])
            ),
            used=use_of(
                checked_asks,
                checked_actions,
                audits,
                findings,
                bool(unwithdrawn(records.select("replies"))),
            ),
        )
    )
    return tuple(Check(gap.code, TITLES[gap.code], gap.ref, gap.says) for gap in gaps)


def _has_standing_review(facts: Facts, document: Mapping[str, Any]) -> bool:
    """Whether a recommendation or finding stands, and its review does."""
    review = facts.records.get("reviews", document["review"]) or {}
    return all(stands(facts.records, one, facts.as_at) for one in (document, review))


def _is_of_standing(facts: Facts, ref: str) -> bool:
    records = facts.records
    document = records.get("recommendations", ref) or records.get("findings", ref)
    return document is not None and _has_standing_review(facts, document)


def _ask(ask: Ask) -> CheckedAsk:
    return CheckedAsk(
        ask.ref,
        has_deadline=ask.dues[0] is not None,
        has_measure=bool(ask.record.measure or ask.record.outcome),
        without_reply=tuple(reply.agency for reply in ask.replies if not reply.is_answered),
    )


def _action(action: ActionNow) -> CheckedAction:
    return CheckedAction(action.ref, action.action.due is not None, action.action.lead is not None)
