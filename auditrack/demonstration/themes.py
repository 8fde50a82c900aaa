"""What the made-up board decided and said of themes: when to look again, and why one came back."""

from datetime import date

from auditrack.commands.decision import DecideRecommendation
from auditrack.commands.recurrence_reason import GiveRecurrenceReason
from auditrack.demonstration.people import CHAIR, login_of
from auditrack.demonstration.step import Step
from auditrack.views.kept_themes import KEEP

_MEETING = "Partnership meeting"

_AFTER_THE_CONVERSATIONS = date(2025, 6, 12)
"""The chair had asked staff why what was learned of Child Ash did not reach practice."""

_KEPT = (
    (
        "discharge_planning",
        "2026-03-19",
        "2026-10-30",
        "The hospitals were asked when the concern in each review was seen.",
    ),
    (
        "safe_sleep",
        "2026-09-17",
        "2027-04-01",
        "The observed visits of March 2027 come first.",
    ),
)

# Lead: agency (none for the board), reason, in words. The schools have not answered.
_WHY_NEGLECT_CAME_BACK = (
    (
        "chair",
        None,
        "did-not-reach-practice",
        "The tool was issued and staff were briefed; nobody looked at whether it was used again.",
    ),
    (
        "head-of-safeguarding",
        "childrens-services",
        "not-kept-up",
        "Nine-month reviews were held at first and stopped when two posts stood empty.",
    ),
    (
        "head-of-0-19",
        "community-health",
        "resources",
        "Health visitors had no time to repeat an assessment with the social worker.",
    ),
)


def themes() -> list[Step]:
    """Each day that the chair set for a theme, and each answer of the board and its agencies."""
    kept = [
        Step(
            date.fromisoformat(day),
            CHAIR,
            DecideRecommendation(theme, KEEP, reason, meeting=_MEETING, until=until),
        )
        for theme, day, until, reason in _KEPT
    ]
    day = _AFTER_THE_CONVERSATIONS
    said = [
        Step(day, login_of(lead, day), GiveRecurrenceReason("neglect", kind, text, agency))
        for lead, agency, kind, text in _WHY_NEGLECT_CAME_BACK
    ]
    return [*kept, *said]
