"""Mr Alder, 2022: what was asked about capacity and the person's own wishes."""

from auditrack.demonstration.told import Ask, Closed, Moved, Reopened, Said, Shown, Work

CAPACITY = (
    Ask(
        "1",
        "Adult Social Care and the Hospitals Trust should assess mental capacity for the decision "
        "in hand and at the time, and write down how it was done.",
        ("adult-social-care", "hospitals"),
        ("mental_capacity_legal_literacy",),
        "A reader can tell which decision was assessed and on what grounds.",
        (
            Work(
                "Buy an e-learning course and require it of all assessors.",
                "2022-09-30",
                "2022-09-23",
                "train",
                lead="learning-subgroup",
                shown=(Shown(2, "Completed by 87% of assessors.", "2022-12", on="2023-01-17"),),
            ),
        ),
        closed=Closed("2023-03-16", "Training target met."),
        reopened=Reopened(
            "2023-12-14",
            "The audit of October 2023 found 5 of 20 assessments to the standard.",
            Work(
                "Coach assessors one to one on assessments they have written.",
                "2024-09-30",
                None,
                "practice_standard",
                lead="quality-officer",
                begun="2024-01-22",
                said=(
                    Said("2024-07-12", "Coaching for 18 of 60 assessors."),
                    Said("2025-05-09", "41 of 60. No further audit has been made."),
                    Said("2026-06-26", "52 of 60."),
                ),
                moved=(
                    Moved("2024-09-19", "2025-06-30", "Two coaches left."),
                    Moved("2025-06-19", "2026-12-18", "The audit is to follow the coaching."),
                ),
            ),
        ),
    ),
    Ask(
        "2",
        "Adult Social Care should consider executive capacity, the ability to carry out what one "
        "has decided, wherever words and deeds differ.",
        ("adult-social-care",),
        ("mental_capacity_legal_literacy",),
        None,
        (
            Work(
                "Publish guidance with three worked examples.",
                "2022-09-30",
                "2022-11-18",
                "procedure",
                shown=(Shown(1, "Guidance.", "2022-11-18"),),
            ),
        ),
    ),
    Ask(
        "3",
        "Managers should be able to reach legal advice within one working day where a person with "
        "capacity is at risk of serious harm.",
        ("adult-social-care",),
        ("mental_capacity_legal_literacy",),
        None,
        (
            Work(
                "Agree a duty line with the council's solicitors.",
                "2022-06-30",
                "2022-06-24",
                "system_change",
                shown=(Shown(2, "23 calls in the first year.", "2023-06", on="2023-07-04"),),
            ),
        ),
    ),
)


PERSONAL = (
    Ask(
        "7",
        "Adult Social Care should record, at the start and the end of every enquiry, what the "
        "person wanted to happen and whether it did.",
        ("adult-social-care",),
        ("making_safeguarding_personal_s42",),
        "Enquiries are judged by the person's own aims.",
        (
            Work(
                "Add both questions to the enquiry record.",
                "2022-06-30",
                "2022-06-10",
                "system_change",
                shown=(Shown(2, "Recorded in 92% of enquiries.", "2023-03", on="2023-04-18"),),
            ),
        ),
    ),
    Ask(
        "8",
        "Adult Social Care should tell the person who raised a concern what was decided.",
        ("adult-social-care",),
        ("making_safeguarding_personal_s42",),
        None,
        (
            Work(
                "Send an automatic letter when a decision is recorded.",
                "2022-09-30",
                "2022-10-14",
                "system_change",
                shown=(Shown(1, "Letter.", "2022-10-14"),),
            ),
        ),
    ),
)
