"""Child Rowan, 2023: harm outside the home, and a school place that ended."""

from auditrack.demonstration.people import PARTNERSHIP
from auditrack.demonstration.reviews.child_rowan_harm import EXPLOITATION, SCHOOL
from auditrack.demonstration.told import (
    Answer,
    Ask,
    Decided,
    Found,
    Shown,
    Story,
    Work,
)

_OTHERS = (
    Ask(
        "7",
        "Mental health and social care should begin to plan for adulthood when a young person at "
        "risk is sixteen.",
        ("mental-health", "childrens-services"),
        ("transitions_cross_boundary",),
        state="not-known",
    ),
    Ask(
        "8",
        "The Mental Health Trust should see a young person who has harmed themselves within seven "
        "days, wherever they are living.",
        ("mental-health",),
        ("child_mental_health_suicide",),
        None,
        (
            Work(
                "Set the standard and report on it.",
                "2023-12-29",
                "2023-12-15",
                "practice_standard",
                shown=(
                    Shown(2, "Seen within seven days: 83%.", "2024-06", on="2024-07-09"),
                    Shown(
                        4,
                        "Regional comparison made by another area: 86% seen in time, from 71% "
                        "in 2022.",
                        "2024-09",
                        on="2024-11-05",
                        result="embedded",
                        difference="Young people who harm themselves wait four days less.",
                    ),
                ),
            ),
        ),
    ),
    Ask(
        "9",
        "Schools should have a plan, written with the young person, before a return to school "
        "after self-harm.",
        ("schools",),
        ("child_mental_health_suicide",),
        None,
        (
            Work(
                "Publish a template plan.",
                "2024-03-29",
                "2024-02-09",
                "procedure",
                shown=(Shown(1, "Template.", "2024-02-09"),),
            ),
        ),
    ),
    Ask(
        "10",
        "The Mental Health Trust should ask young people about violence at home and in their own "
        "relationships, alone, at the first meeting.",
        ("mental-health",),
        ("domestic_abuse",),
        None,
        (
            Work(
                "Add the question to the first assessment and train staff to ask it.",
                "2024-03-29",
                "2024-03-28",
                "train",
                shown=(Shown(2, "76 of 88 staff trained.", "2024-03", on="2024-04-16"),),
            ),
        ),
    ),
    Ask(
        "11",
        "The Police, schools and Children's Services should share concerns about a young person "
        "across the county boundary on the same day.",
        ("police", "schools", "childrens-services"),
        ("information_sharing",),
        None,
        (
            Work(
                "Agree contacts with the three neighbouring areas.",
                "2023-12-29",
                "2023-11-24",
                "procedure",
                shown=(Shown(1, "List of contacts and agreement.", "2023-11-24"),),
            ),
        ),
    ),
    Ask(
        "12",
        "The out-of-hours service should be able to read the safety plan of every young person "
        "who is often missing.",
        ("childrens-services",),
        ("holiday_ooh",),
        None,
        (
            Work(
                "Give the night team access to plans.",
                "2023-12-29",
                "2023-10-20",
                "system_change",
                shown=(Shown(1, "Access list.", "2023-10-20"),),
            ),
        ),
    ),
    Ask(
        "13",
        "The Partnership should train staff in residential and supported homes in exploitation.",
        ("board",),
        ("training",),
        None,
        (
            Work(
                "Offer four courses a year.",
                "2024-03-29",
                "2024-03-14",
                "train",
                lead="learning-subgroup",
                shown=(Shown(2, "52 attendances.", "2024-03-14"),),
            ),
        ),
    ),
    Ask(
        "14",
        "The Integrated Care Board should report on waiting times for young people who move in "
        "from elsewhere.",
        ("icb",),
        ("service_capacity",),
        None,
        (
            Work(
                "Add the measure to the contract report.",
                "2024-03-29",
                "2024-04-12",
                "system_change",
                shown=(Shown(1, "Contract report, April 2024.", "2024-04-12"),),
            ),
        ),
        (Answer("icb", "in-part", "For two of the three providers."),),
    ),
    Ask(
        "15",
        "The Partnership should ask young people to help write the summary of this review.",
        ("board",),
        ("learning_dissemination",),
        None,
        (
            Work(
                "Work with the youth council on a summary.",
                "2023-12-29",
                "2024-01-19",
                "remind_circulate",
                lead="learning-subgroup",
                shown=(
                    Shown(
                        1,
                        "Summary by the youth council.",
                        "2024-01-19",
                        difference="Two schools have used it in lessons.",
                    ),
                ),
            ),
        ),
    ),
    Ask(
        "16",
        "The Partnership will want to be assured that mapping leads to action against adults and "
        "places.",
        ("board",),
        ("audit_assurance",),
        None,
        (
            Work(
                "Audit 15 maps and the action that followed.",
                "2025-03-31",
                "2025-05-30",
                "audit_assure",
                note="Made in May 2025.",
            ),
        ),
        kind="assurance-point",
    ),
    Ask(
        "17",
        "Children's Services should tell the police and the school before a child in care who is "
        "at risk of exploitation is moved.",
        ("childrens-services",),
        ("looked_after_placements",),
        None,
        (
            Work(
                "Add both to the move checklist.",
                "2023-12-29",
                "2023-12-01",
                "procedure",
                shown=(Shown(1, "Checklist.", "2023-12-01"),),
            ),
        ),
        decided=Decided("implement", "To be done with the fostering service."),
    ),
)

CHILD_ROWAN = Story(
    ref="child-rowan",
    title="Local child safeguarding practice review: Child Rowan",
    type="lcspr",
    board=PARTNERSHIP,
    published="2023-05-18",
    entered="2023-05-18",
    practice=("2021-01..2022-06=Rowan",),
    subjects=("Rowan",),
    arranged="2022-09-08",
    due="2023-06-08",
    concluded="2023-03-23",
    told=("family", "staff involved", "school"),
    delivered_by="learning-subgroup",
    assured_by="quality-and-assurance-subgroup",
    asks=(*EXPLOITATION, *SCHOOL, *_OTHERS),
    findings=(
        Found(
            "1",
            "Rowan, aged fifteen, was described as making choices. The adults around Rowan were "
            "known to three agencies and were not discussed at any meeting about Rowan.",
            ("exploitation_extra_familial",),
            ("1", "3"),
        ),
        Found(
            "2",
            "Rowan was on a timetable of six hours a week for fourteen months.",
            ("education_visibility",),
            ("5", "6"),
        ),
        Found(
            "3",
            "Rowan's heritage and faith were not written down by anybody, so what they meant to "
            "Rowan was not known.",
            ("equality_culture_identity",),
            nothing_asked_because="The panel wished the Partnership to take this up in its plan "
            "for the year and not as a single recommendation.",
        ),
    ),
)
