"""Child Willow, 2024: what was asked about parents, history, oversight and services."""

from auditrack.demonstration.told import NOBODY, Answer, Ask, Moved, Said, Shown, Work

PEOPLE = (
    Ask(
        "8",
        "The Hospitals Trust and the Community Health Trust should telephone the family and the "
        "lead professional on the day a child is not brought, for any child with a plan.",
        ("hospitals", "community-health"),
        ("non_engagement",),
        "A missed appointment leads to a conversation the same day.",
        (
            Work(
                "Flag children with a plan in both booking systems.",
                "2025-06-30",
                "2025-06-20",
                "system_change",
                shown=(
                    Shown(
                        2,
                        "Flag shown for 96% of children with a plan.",
                        "2025-08",
                        on="2025-09-09",
                        difference="Families are called on the day; a lift was all that two had "
                        "needed.",
                    ),
                ),
            ),
        ),
        heading="Not brought",
    ),
    Ask(
        "9",
        "General practices should be told of every hospital appointment to which a child was not "
        "brought, in a form that reaches the record.",
        ("practices", "hospitals"),
        ("non_engagement",),
        None,
        (
            Work(
                "Send coded letters to practices.",
                "2025-06-30",
                None,
                "system_change",
                lead="quality-officer",
                said=(
                    Said("2025-09-12", "The hospitals' letters have begun."),
                    Said("2026-11-13", "28 of 31 practices file them to the record."),
                ),
                moved=(Moved("2025-06-19", "2026-12-18", "Practices need a code to file by."),),
            ),
        ),
        heading="Not brought",
    ),
    Ask(
        "10",
        "Managers should decide on purpose, and record why, when visits are refused three times.",
        ("childrens-services",),
        ("non_engagement",),
        None,
        (
            Work(
                "Add refused visits to the manager's weekly list.",
                "2025-03-31",
                None,
                "system_change",
                said=(
                    Said("2025-03-07", "List in use in four of seven teams."),
                    Said("2026-09-18", "Five of seven teams."),
                ),
                moved=(Moved("2025-03-20", "2026-10-30", "Two teams are led from outside."),),
            ),
        ),
        heading="Not brought",
    ),
    Ask(
        "11",
        "Practitioners should check what they are told against what they see and what others "
        "know, and write down both.",
        ("all-agencies",),
        ("professional_curiosity",),
        None,
        (
            Work(
                "Run reflective groups led by practitioners from another agency.",
                "2025-09-30",
                "2025-09-05",
                "practice_standard",
                lead="learning-subgroup",
                shown=(
                    Shown(
                        2,
                        "28 groups; 190 practitioners.",
                        "2025-09",
                        on="2025-10-07",
                        difference="Groups have changed three plans that we know of.",
                    ),
                ),
            ),
        ),
        heading="Curiosity",
    ),
    Ask(
        "12",
        "Children's Services should keep one chronology for the family, begun on the first day and "
        "read before each conference.",
        ("childrens-services",),
        ("family_history",),
        None,
        (
            Work(
                "Build the chronology into the case system.",
                "2025-09-30",
                "2025-10-24",
                "system_change",
                signed=False,
            ),
        ),
        heading="History",
    ),
    Ask(
        "13",
        "The Mental Health Trust should ask about a parent's own childhood where it may bear on "
        "their care of a child, and share what matters.",
        ("mental-health",),
        ("family_history",),
        None,
        (
            Work(
                "Amend the assessment guidance.",
                "2025-06-30",
                "2025-06-06",
                "procedure",
                shown=(
                    Shown(
                        0,
                        "E-mail that the guidance was amended.",
                        "2025-06-06",
                        returned="The e-mail shows that it was sent, and nothing of its use.",
                    ),
                ),
            ),
        ),
        heading="History",
    ),
)

SERVICES = (
    Ask(
        "14",
        "Team managers should read the file, and not only hear of it, before signing off a plan "
        "that has lasted over a year.",
        ("childrens-services",),
        ("supervision_oversight",),
        "Management oversight changes something in one plan in three.",
        (
            Work(
                "Set a standard for reading files and free two hours a week for it.",
                "2025-06-30",
                None,
                "practice_standard",
                said=(
                    Said("2025-05-16", "Standard drafted."),
                    Said("2026-01-23", "In use in two of seven teams.", off_track=True),
                ),
                moved=(
                    Moved("2025-06-19", "2025-12-19", "Two team managers' posts are vacant."),
                    Moved("2025-12-11", "2026-06-30", "One post filled; more time agreed."),
                ),
            ),
        ),
        heading="Oversight",
    ),
    Ask(
        "15",
        "General practices should hold a monthly meeting about children with a plan, with the "
        "health visitor present.",
        ("practices",),
        ("gp_primary_care",),
        None,
        (
            Work(
                "Support each practice to begin, starting with the largest.",
                "2026-12-18",
                None,
                "practice_standard",
                said=(
                    Said("2025-11-14", "12 of 31 practices hold the meeting."),
                    Said("2026-06-12", "19 of 31 practices hold the meeting."),
                ),
            ),
        ),
        heading="Primary care",
    ),
    Ask(
        "16",
        "Children's Services should hold a joint visit by the old and the new worker whenever a "
        "case is handed over.",
        ("childrens-services",),
        ("handover_continuity",),
        None,
        (
            Work(
                "Write the joint visit into the transfer procedure.",
                "2026-12-31",
                lead=NOBODY,
                begun="2025-01-20",
                said=(Said("2026-10-09", "Drafted; waits for the new head of service."),),
            ),
        ),
        heading="Continuity",
    ),
    Ask(
        "17",
        "The Partnership should stop offering the half-day neglect course in its present form.",
        ("board",),
        ("training",),
        None,
        (
            Work(
                "Withdraw the course and ask practitioners what would help.",
                "2025-03-31",
                "2025-01-31",
                "train",
                lead="learning-subgroup",
                shown=(Shown(1, "Notice, and notes of four groups.", "2025-01-31"),),
            ),
        ),
        heading="The Partnership",
    ),
    Ask(
        "18",
        "The Partnership should tell staff plainly that the learning from Child Ash did not reach "
        "practice, and ask them why.",
        ("board",),
        ("learning_dissemination",),
        None,
        (
            Work(
                "Hold open conversations in each agency, led by the chair.",
                "2025-03-31",
                "2025-05-23",
                "remind_circulate",
                lead="chair",
                shown=(Shown(1, "Notes of nine conversations.", "2025-05-23"),),
            ),
        ),
        heading="The Partnership",
    ),
    Ask(
        "19",
        "The Partnership will want to be assured, by reading files and asking families, before it "
        "closes any recommendation of this review.",
        ("board",),
        ("audit_assurance",),
        None,
        (
            Work(
                "Plan audits of practice for each theme of the review.",
                "2025-06-30",
                "2025-06-27",
                "audit_assure",
                note="Voice and missed appointments in 2025; neglect planned for January 2027.",
            ),
        ),
        heading="The Partnership",
        kind="assurance-point",
    ),
    Ask(
        "20",
        "The Integrated Care Board should bring a plan for health visitor numbers to the "
        "Partnership.",
        ("icb",),
        ("service_capacity",),
        None,
        (
            Work(
                "Bring the plan.",
                "2026-03-31",
                None,
                "system_change",
                said=(Said("2026-02-27", "Waits for the financial settlement.", "paused"),),
            ),
        ),
        (Answer("icb"),),
        heading="The Partnership",
    ),
)
