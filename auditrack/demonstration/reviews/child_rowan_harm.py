"""Child Rowan, 2023: what was asked about exploitation and school."""

from auditrack.demonstration.told import Ask, Moved, Said, Shown, Work

EXPLOITATION = (
    Ask(
        "1",
        "The Police and Children's Services should map the friends, places and adults around each "
        "child at risk of exploitation, and keep the map up to date.",
        ("police", "childrens-services"),
        ("exploitation_extra_familial",),
        "Plans address places and adults and not the child's behaviour alone.",
        (
            Work(
                "Begin mapping meetings for each child at high risk.",
                "2023-12-29",
                "2023-12-08",
                "system_change",
                shown=(
                    Shown(2, "Maps made for 19 of 26 children.", "2024-03", on="2024-04-09"),
                    Shown(
                        3,
                        "Four mapping meetings observed by the head of another service.",
                        "2024-06",
                        on="2024-07-02",
                        result="partly",
                    ),
                ),
            ),
        ),
    ),
    Ask(
        "2",
        "Children's Services should offer a return conversation within three days of a child "
        "being missing, by somebody the child knows where possible.",
        ("childrens-services",),
        ("exploitation_extra_familial",),
        None,
        (
            Work(
                "Recontract the return interview service.",
                "2024-03-29",
                None,
                "system_change",
                said=(
                    Said("2024-09-20", "Tender written."),
                    Said("2025-06-13", "A provider began; 68% held in time."),
                    Said("2026-05-22", "74% held in time; the standard is 90%.", off_track=True),
                    Said("2026-11-12", "81% held in time."),
                ),
                moved=(
                    Moved("2024-03-14", "2025-03-28", "No bidder met the standard."),
                    Moved("2025-03-20", "2026-03-31", "The new provider needed time to recruit."),
                    Moved("2026-03-19", "2026-09-30", "The standard is not met yet."),
                ),
            ),
        ),
    ),
    Ask(
        "3",
        "The Police should share what they know of adults who pose a risk to children in a place "
        "with those who run it.",
        ("police",),
        ("exploitation_extra_familial",),
        None,
        (
            Work(
                "Set up quarterly briefings with venues.",
                "2023-12-29",
                None,
                "system_change",
                said=(
                    Said("2024-02-16", "First briefing held."),
                    Said("2025-02-14", "Legal advice sought on what may be shared."),
                    Said("2026-10-23", "Briefings held in two of three towns."),
                ),
                moved=(
                    Moved("2023-12-14", "2024-12-20", "Venues asked for a written agreement."),
                    Moved("2024-12-12", "2026-12-18", "Legal advice was needed."),
                ),
            ),
        ),
    ),
    Ask(
        "4",
        "Schools should be told of, and asked for, signs of exploitation before a decision about "
        "permanent exclusion.",
        ("schools",),
        ("exploitation_extra_familial",),
        None,
        (
            Work(
                "Amend the exclusion guidance.",
                "2024-03-29",
                "2024-03-01",
                "procedure",
                shown=(Shown(1, "Guidance.", "2024-03-01"),),
            ),
        ),
    ),
)


SCHOOL = (
    Ask(
        "5",
        "Schools should report to the council each child on a reduced timetable, with the reason "
        "and the date it will end.",
        ("schools",),
        ("education_visibility",),
        "No child is out of sight because of a timetable.",
        (
            Work(
                "Build a register of reduced timetables that all schools keep.",
                "2024-07-31",
                None,
                "system_change",
                said=(
                    Said("2024-02-09", "Design agreed with 40 schools."),
                    Said("2024-11-22", "61 of 97 schools use it; academies join in the new year."),
                    Said(
                        "2025-10-17", "79 of 97 schools. Two academy trusts wait for legal advice."
                    ),
                    Said("2026-09-24", "90 of 97 schools. The rest have given a date."),
                ),
                moved=(
                    Moved("2024-07-18", "2025-01-31", "The system supplier was changed."),
                    Moved("2025-01-16", "2025-12-19", "Two trusts asked for legal advice."),
                    Moved("2025-12-11", "2027-01-29", "Seven schools remain; dates agreed."),
                ),
            ),
        ),
    ),
    Ask(
        "6",
        "Children's Services should visit at home within ten school days each child whose "
        "school place ends without another.",
        ("childrens-services",),
        ("education_visibility",),
        None,
        (
            Work(
                "Make the visit part of the admissions procedure.",
                "2024-03-29",
                "2024-03-22",
                "procedure",
                shown=(Shown(1, "Procedure.", "2024-03-22"),),
            ),
        ),
    ),
)
