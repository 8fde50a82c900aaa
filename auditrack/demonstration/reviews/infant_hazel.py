"""Infant Hazel, 2026: a rapid review, still fresh."""

from auditrack.demonstration.people import PARTNERSHIP
from auditrack.demonstration.told import Answer, Ask, Found, Said, Shown, Story, Work

INFANT_HAZEL = Story(
    ref="infant-hazel",
    title="Rapid review: Infant Hazel",
    type="rapid-review",
    board=PARTNERSHIP,
    published="2026-03-26",
    entered="2026-03-26",
    practice=("2025-02..2025-11=Hazel",),
    subjects=("Hazel",),
    arranged="2025-12-04",
    concluded="2026-02-19",
    told=("family", "staff involved"),
    file="rapid-review-hazel.docx",
    delivered_by="learning-subgroup",
    assured_by="quality-and-assurance-subgroup",
    asks=(
        Ask(
            "1",
            "Midwives and health visitors should look at where a baby sleeps, in the room, at "
            "each visit in the first three months, and talk about nights that are out of routine.",
            ("hospitals", "community-health"),
            ("safe_sleep",),
            "Advice fits the nights the family really has.",
            (
                Work(
                    "Agree a joint standard for the home visit.",
                    "2026-12-18",
                    None,
                    "practice_standard",
                    said=(Said("2026-09-10", "Draft tried with two teams."),),
                ),
            ),
            heading="Safe sleep",
        ),
        Ask(
            "2",
            "The Recovery Service should talk about safe sleep with every client who lives with a "
            "baby, and record it.",
            ("recovery",),
            ("safe_sleep",),
            None,
            (
                Work(
                    "Add it to the first appointment.",
                    "2026-12-18",
                    "2026-10-02",
                    "procedure",
                    signed=False,
                    shown=(Shown(1, "First appointment form.", "2026-10-02", accepted=False),),
                ),
            ),
            heading="Safe sleep",
        ),
        Ask(
            "3",
            "Housing should offer a safe sleeping space within two days to a family with a baby in "
            "temporary accommodation.",
            ("housing",),
            ("safe_sleep",),
            None,
            (Work("Hold a stock of travel cots.", "2027-03-31"),),
            heading="Safe sleep",
        ),
        Ask(
            "4",
            "Maternity and Children's Services should hold the pre-birth planning meeting by the "
            "thirtieth week, with the health visitor, whether or not the assessment is complete.",
            ("hospitals", "childrens-services"),
            ("pre_birth",),
            "The plan is known to all before the birth.",
            (
                Work(
                    "Book the meeting when the referral is made.",
                    "2026-12-18",
                    None,
                    "system_change",
                    said=(Said("2026-08-21", "Booking has begun; 14 of 22 meetings in time."),),
                ),
            ),
            heading="Before birth",
        ),
        Ask(
            "5",
            "Health visitors should read the pre-birth assessment before the antenatal visit.",
            ("community-health",),
            ("pre_birth",),
            None,
            (
                Work(
                    "Give health visitors access to the assessment.",
                    "2026-12-18",
                    None,
                    "system_change",
                    said=(Said("2026-10-16", "Access agreed; testing."),),
                ),
            ),
            heading="Before birth",
        ),
        Ask(
            "6",
            "The Recovery Service should ask every client about children they live with or visit, "
            "and share a change in use with the health visitor.",
            ("recovery",),
            ("substance_misuse",),
            None,
            (Work("Revise consent and the review form.", "2026-10-16", None, "procedure"),),
            heading="Substance use",
        ),
        Ask(
            "7",
            "The Integrated Care Board should make lockable boxes for medicines available to "
            "parents in treatment.",
            ("icb",),
            ("substance_misuse",),
            None,
            answers=(Answer("icb"),),
            heading="Substance use",
        ),
        Ask(
            "8",
            "Practitioners should tell parents what they are worried about, in plain words, and "
            "leave it in writing.",
            ("all-agencies",),
            (),
            None,
            (
                Work(
                    "Write a short guide with parents.",
                    "2027-03-31",
                    None,
                    "procedure",
                    lead="learning-subgroup",
                ),
            ),
            heading="Parents",
            suggested=("working_with_parents",),
        ),
        Ask(
            "9",
            "The Partnership should add safe sleep to the training of housing and recovery staff.",
            ("board",),
            ("training",),
            None,
            (
                Work(
                    "Offer the session twice a year.",
                    "2026-12-18",
                    "2026-10-22",
                    "train",
                    lead="learning-subgroup",
                    signed=False,
                    note="27 staff attended.",
                ),
            ),
            heading="The Partnership",
            suggested=("safe_sleep",),
        ),
        Ask(
            "10",
            "The Partnership should share this learning with the neighbouring areas.",
            ("board",),
            ("learning_dissemination",),
            None,
            (
                Work(
                    "Send a briefing.",
                    "2026-06-30",
                    "2026-06-05",
                    "remind_circulate",
                    shown=(Shown(1, "Briefing as sent.", "2026-06-05"),),
                ),
            ),
            heading="The Partnership",
        ),
        Ask(
            "11",
            "The Partnership will want to be assured by March 2027, by observing visits, that "
            "sleeping places are looked at.",
            ("board",),
            ("audit_assurance",),
            None,
            (Work("Plan observed visits with both trusts.", "2027-03-31", None, "audit_assure"),),
            heading="The Partnership",
            kind="assurance-point",
        ),
        Ask(
            "12",
            "The Partnership should write to the national panel about cots in temporary "
            "accommodation.",
            ("board",),
            ("service_capacity",),
            None,
            (
                Work(
                    "Write the letter.",
                    "2026-06-30",
                    "2026-05-29",
                    "national",
                    lead="chair",
                    shown=(Shown(0, "Letter, and a reply that it was received.", "2026-05-29"),),
                ),
            ),
            heading="The Partnership",
        ),
    ),
    findings=(
        Found(
            "1",
            "Hazel slept in a different place on the night, as the family had for several nights. "
            "Every adviser had spoken of the usual bedroom.",
            ("safe_sleep",),
            ("1", "3"),
        ),
        Found(
            "2",
            "The pre-birth assessment was finished eleven days after the birth.",
            ("pre_birth",),
            ("4", "5"),
        ),
    ),
)
