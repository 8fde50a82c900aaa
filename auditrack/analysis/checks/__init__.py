"""Checks of the record: what cannot be, what does not fit, and what is missing.

Pure, over typed rows. A check is a question to people and accuses nobody: it says which record,
what, and what would clear it.
"""

from collections.abc import Callable

from auditrack.analysis.checks.impossible import (
    backwards,
    circle,
    contradiction,
    dangling,
    does_not_balance,
    unreadable_date,
    unreadable_record,
)
from auditrack.analysis.checks.misfits import embedded_for_some, evidence_older, one_agency
from auditrack.analysis.checks.missing import (
    audit_without_sample,
    evidence_without_date,
    evidence_without_result,
    finding_without_recommendation,
    headings_unverified,
    no_deadline,
    no_lead,
    no_measure,
    no_reply,
    review_without_practice,
    review_without_publication,
    theme_unconfirmed,
)
from auditrack.analysis.checks.rows import Checked, Gap
from auditrack.analysis.checks.unlisted import ask_not_listed

CHECKS: tuple[Callable[[Checked], list[Gap]], ...] = (
    circle,
    contradiction,
    backwards,
    unreadable_date,
    unreadable_record,
    dangling,
    does_not_balance,
    embedded_for_some,
    evidence_older,
    ask_not_listed,
    one_agency,
    review_without_publication,
    review_without_practice,
    no_deadline,
    no_lead,
    no_measure,
    no_reply,
    evidence_without_date,
    evidence_without_result,
    audit_without_sample,
    finding_without_recommendation,
    theme_unconfirmed,
    headings_unverified,
)
"""Every check, in the order they are told: what cannot be, what does not fit, what is missing."""


def gaps_of(checked: Checked) -> tuple[Gap, ...]:
    """All there is to look at, check by check in the order of `CHECKS`, each in order of rows."""
    return tuple(gap for check in CHECKS for gap in check(checked))
