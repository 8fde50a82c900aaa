"""Child Willow, 2024: what had been learned about Child Ash had not reached practice."""

from auditrack.demonstration.people import PARTNERSHIP
from auditrack.demonstration.reviews.child_willow_work import PEOPLE, SERVICES
from auditrack.demonstration.told import Ask, Concern, Found, Moved, Said, Shown, Story, Work

_NEGLECT = (
    Ask(
        "1",
        "Children's Services and the Community Health Trust should be able to show, in the file of "
        "every child living with neglect, at least two assessments with the neglect tool and what "
        "changed between them.",
        ("childrens-services", "community-health"),
        ("neglect",),
        "Drift is seen and acted on in the case itself.",
        (
            Work(
                "Report on repeat assessments each month, by team.",
                "2025-03-31",
                "2025-03-21",
                "system_change",
                shown=(
                    Shown(2, "Repeat recorded for 44% of children.", "2025-06", on="2025-07-08"),
                ),
            ),
            Work(
                "Pair social workers and health visitors for joint visits.",
                "2025-09-30",
                None,
                "practice_standard",
                agency="community-health",
                lead="head-of-0-19",
                said=(
                    Said("2025-06-20", "Two of five localities have begun."),
                    Said(
                        "2026-03-13", "Four of five. Vacancies hold the fifth back.", off_track=True
                    ),
                ),
                moved=(
                    Moved("2025-09-18", "2026-03-31", "Vacancies in health visiting."),
                    Moved("2026-03-19", "2026-07-31", "The fifth locality starts in summer."),
                    Moved("2026-07-16", "2026-10-30", "One post was filled in August."),
                ),
            ),
        ),
        heading="Neglect",
    ),
    Ask(
        "2",
        "A manager who does not know the family should review every plan for neglect at nine "
        "months, visit the home, and say in writing whether life is better for the child.",
        ("childrens-services",),
        ("neglect",),
        "Fresh eyes on every long-running plan.",
        (
            Work(
                "Restart nine-month reviews with a list of children due.",
                "2025-03-31",
                "2025-04-25",
                "system_change",
                note="31 reviews held in one quarter; whether they change plans is not known.",
                shown=(Shown(2, "Reviews held on time: 31 of 52.", "2025-07", on="2025-08-12"),),
            ),
        ),
        heading="Neglect",
    ),
    Ask(
        "3",
        "All agencies should check with a short observation, and not by counting attendance, "
        "whether training on neglect has changed what staff do.",
        ("all-agencies",),
        ("neglect",),
        None,
        (
            Work(
                "Design an observation and try it in three teams.",
                "2025-09-30",
                "2025-09-26",
                "audit_assure",
                lead="learning-subgroup",
                signed=False,
                note="Tried in one team.",
            ),
        ),
        heading="Neglect",
    ),
    Ask(
        "4",
        "Schools should share their running record of worries about neglect at each core group.",
        ("schools",),
        ("neglect",),
        None,
        (
            Work(
                "Remind designated leads and supply a one-page format.",
                "2025-03-31",
                "2025-02-28",
                "remind_circulate",
                shown=(Shown(1, "Format and letter.", "2025-02-28"),),
            ),
        ),
        heading="Neglect",
    ),
)

_VOICE = (
    Ask(
        "5",
        "Each visit to a child on a plan should leave behind one thing the child said, drew or "
        "did, and what the worker took it to mean.",
        ("childrens-services",),
        ("voice_of_child",),
        "The child's experience decides what the plan is about.",
        (
            Work(
                "Replace the 'seen alone' tick with a box for the child's words.",
                "2025-03-31",
                "2025-03-14",
                "system_change",
                shown=(Shown(1, "Visit form, version 9.", "2025-03-14"),),
            ),
        ),
        heading="The child's voice",
    ),
    Ask(
        "6",
        "Conference chairs should meet, or hear from, each child before the conference, and begin "
        "with what the child wants to change.",
        ("childrens-services",),
        ("voice_of_child",),
        None,
        (
            Work(
                "Give chairs time to meet children.",
                "2025-06-30",
                "2025-07-25",
                "practice_standard",
                shown=(Shown(2, "Met before 37 of 90 conferences.", "2025-10", on="2025-11-11"),),
            ),
        ),
        heading="The child's voice",
    ),
    Ask(
        "7",
        "Health visitors and school nurses should record what they saw of the child apart from "
        "the parent's account.",
        ("community-health",),
        ("voice_of_child",),
        None,
        (
            Work(
                "Add 'what I saw' to the contact record.",
                "2025-06-30",
                "2025-06-13",
                "system_change",
                shown=(Shown(1, "Contact record.", "2025-06-13"),),
            ),
        ),
        heading="The child's voice",
    ),
)

CHILD_WILLOW = Story(
    ref="child-willow",
    title="Local child safeguarding practice review: Child Willow",
    type="lcspr",
    board=PARTNERSHIP,
    published="2024-09-18",
    entered="2024-09-18",
    practice=("2021-05..2023-06=Willow",),
    subjects=("Willow",),
    arranged="2023-09-14",
    due="2024-03-14",
    concluded="2024-07-25",
    delay_reason="The panel waited for the end of care proceedings.",
    told=("family", "staff involved", "school"),
    concerns=(
        Concern("neglect", "2021-09..2023-05", "Willow"),
        Concern("voice_of_child", "2021-09..2023-05", "Willow"),
    ),
    file="child-willow-review.docx",
    assured_by="quality-and-assurance-subgroup",
    asks=(*_NEGLECT, *_VOICE, *PEOPLE, *SERVICES),
    findings=(
        Found(
            "1",
            "The panel read what had been asked after Child Ash and found every action complete. "
            "In Willow's file it found the assessment tool once, three years before the end.",
            ("neglect",),
            ("1", "2", "3"),
        ),
        Found(
            "2",
            "Willow, aged nine, told a teaching assistant what was wrong at home. It was written "
            "down and not passed on.",
            ("voice_of_child",),
            ("5", "7"),
        ),
        Found(
            "3",
            "Willow and a younger sister were not brought to twelve appointments. The policy for "
            "this existed and two of fourteen staff had heard of it.",
            ("non_engagement",),
            ("8", "9"),
        ),
        Found(
            "4",
            "A school nurse questioned the mother's account on the day, gently, and wrote down "
            "both the question and the answer.",
            ("professional_curiosity",),
            kind="good-practice",
        ),
    ),
)
