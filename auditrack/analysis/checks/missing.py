"""What the record lacks. Quiet about what the board has not started to use."""

from collections.abc import Iterable

from auditrack.analysis.checks.rows import (
    Checked,
    CheckedAction,
    CheckedAsk,
    CheckedAudit,
    CheckedFinding,
    Gap,
    Used,
)

_PRACTICE_LEVEL = 3
"""From here on evidence shows practice (3 practice seen, 4 independent test or outcome)."""


def use_of(
    asks: Iterable[CheckedAsk],
    actions: Iterable[CheckedAction],
    audits: Iterable[CheckedAudit],
    findings: Iterable[CheckedFinding],
    any_reply: bool,
) -> Used:
    """What the rows show to be in use: something is, once one record has it."""
    asks, actions = list(asks), list(actions)
    return Used(
        deadlines=any(row.has_deadline for row in asks) or any(row.has_deadline for row in actions),
        measures=any(row.has_measure for row in asks),
        replies=any_reply,
        leads=any(row.has_lead for row in actions),
        samples=any(row.has_sample for row in audits),
        findings=any(row.led_to or row.has_reason for row in findings),
    )


def review_without_publication(checked: Checked) -> list[Gap]:
    """Reviews without a date of publication: nothing can be placed before or after them."""
    return [
        Gap("review-without-publication", row.ref, "its date of publication is not known")
        for row in checked.reviews
        if not row.published
    ]


def review_without_practice(checked: Checked) -> list[Gap]:
    """Reviews that do not say which practice they examined."""
    return [
        Gap("review-without-practice", row.ref, "which practice it examined is not on record")
        for row in checked.reviews
        if not row.windows
    ]


def no_deadline(checked: Checked) -> list[Gap]:
    """Recommendations and actions without a due date."""
    if not checked.used.deadlines:
        return []
    rows: list[CheckedAsk | CheckedAction] = [*checked.asks, *checked.actions]
    return [Gap("no-deadline", row.ref, "no deadline") for row in rows if not row.has_deadline]


def no_lead(checked: Checked) -> list[Gap]:
    """Actions that nobody leads."""
    if not checked.used.leads:
        return []
    return [Gap("no-lead", row.ref, "no lead") for row in checked.actions if not row.has_lead]


def no_measure(checked: Checked) -> list[Gap]:
    """Recommendations that do not say how anyone would know that they worked."""
    if not checked.used.measures:
        return []
    return [Gap("no-measure", row.ref, "no measure") for row in checked.asks if not row.has_measure]


def no_reply(checked: Checked) -> list[Gap]:
    """Agencies asked whose reply is not on record."""
    if not checked.used.replies:
        return []
    return [
        Gap("no-reply", row.ref, f"no reply on record from {', '.join(row.without_reply)}")
        for row in checked.asks
        if row.without_reply
    ]


def evidence_without_date(checked: Checked) -> list[Gap]:
    """Evidence that does not say which date it is about."""
    return [
        Gap("evidence-without-date", row.ref, "the date it is about is not on record")
        for row in checked.evidence
        if not row.has_date_about
    ]


def evidence_without_result(checked: Checked) -> list[Gap]:
    """Evidence of practice that does not say whether it found the change: it counts as no test."""
    return [
        Gap(
            "evidence-without-result",
            row.ref,
            f"level {row.level}, and what it found is not on record (embedded, partly or not "
            "embedded), so it counts as no test; saying it would clear this",
        )
        for row in checked.evidence
        if row.level >= _PRACTICE_LEVEL and row.speaks and not row.has_result
    ]


def audit_without_sample(checked: Checked) -> list[Gap]:
    """Audits that do not say how many cases they looked at."""
    if not checked.used.samples:
        return []
    return [
        Gap("audit-without-sample", row.ref, "how many cases were looked at is not on record")
        for row in checked.audits
        if not row.has_sample
    ]


def finding_without_recommendation(checked: Checked) -> list[Gap]:
    """Concerns that led to no recommendation, with no reason given."""
    if not checked.used.findings:
        return []
    return [
        Gap("finding-without-recommendation", row.ref, "led to no recommendation, no reason given")
        for row in checked.findings
        if not row.led_to and not row.has_reason
    ]


def theme_unconfirmed(checked: Checked) -> list[Gap]:
    """Suggested theme links that nobody has confirmed or rejected."""
    return [
        Gap("theme-unconfirmed", row.ref, f"its link to {row.theme} is only suggested")
        for row in checked.theme_links
        if row.suggested
    ]


def headings_unverified(checked: Checked) -> list[Gap]:
    """An annual report that is to be public, under headings nobody has compared with the law."""
    return [
        Gap(
            "headings-unverified",
            row.ref,
            f"nobody has compared its headings with their source: {', '.join(row.unverified)}",
        )
        for row in checked.publications
        if row.unverified
    ]
