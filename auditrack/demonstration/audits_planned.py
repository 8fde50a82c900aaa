"""What the made-up board's audits planned, the random draws for them, and one grid of answers."""

from auditrack.commands.audit import PlanAudit
from auditrack.commands.audit_criteria import RecordCriteria
from auditrack.commands.audit_sample import RecordDraw
from auditrack.demonstration.audits_made import CASE_FILES, CURIOSITY, NOTIFICATIONS

_NEGLECT = "plan of the audit of neglect"

# Day, plan, and the name of the step.
PLANNED: tuple[tuple[str, PlanAudit, str], ...] = (
    (
        "2025-12-11",
        PlanAudit(
            "Did the notification reach the school before the next school day?",
            "2026-01-22",
            themes=("information_sharing",),
            method="Tracing of notifications from end to end",
            standard="Before the next school day, in nine of ten",
            standard_met="9 of 10",
        ),
        NOTIFICATIONS,
    ),
    (
        "2026-03-12",
        PlanAudit(
            "Is what was said set beside what was seen, and acted on?",
            "2026-05-21",
            themes=("professional_curiosity",),
            method="Observed supervision and files read together",
            chosen="picked",
            standard="Both, in eight of ten",
            standard_met="8 of 10",
        ),
        CURIOSITY,
    ),
    (
        "2026-06-18",
        PlanAudit(
            "Do files of children living with neglect show change, or drift?",
            "2027-01-22",
            themes=("neglect",),
            method=CASE_FILES,
            standard="Two assessments compared, and a decision that follows, in eight of ten",
            standard_met="8 of 10",
            why="The first test of practice on this theme.",
        ),
        _NEGLECT,
    ),
    (
        "2026-10-15",
        PlanAudit(
            "Are sleeping places looked at and talked about?",
            "2027-03-12",
            serves=("infant-hazel/11",),
            themes=("safe_sleep",),
            method="Observed visits",
        ),
        "plan of the audit of safe sleep",
    ),
)

DRAWN: tuple[tuple[str, RecordDraw], ...] = (
    (
        "2026-01-06",
        RecordDraw(
            f"@{NOTIFICATIONS}", "notifications-2025", 412, 40, why="From all notifications."
        ),
    ),
    (
        "2026-11-12",
        RecordDraw(
            f"@{_NEGLECT}",
            "neglect-2027",
            61,
            24,
            why="From all plans for neglect of nine months or more.",
        ),
    ),
)

# Each on the day that its audit was recorded, which is named by that day.
ANSWERED: tuple[tuple[str, RecordCriteria], ...] = (
    (
        "2023-10-31",
        RecordCriteria(
            "@2023-10-31",
            (
                "Does the record say which decision was assessed?",
                "Does it say how it was assessed?",
                "Does it say why the answer was reached?",
            ),
            answers=(
                tuple("yynyyypynyyynyyynyyp"),
                tuple("ynnypynpyyyynnypnyny"),
                tuple("ynnnyynnnynynnypnnyn"),
            ),
        ),
    ),
)
