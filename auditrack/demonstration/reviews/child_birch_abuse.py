"""Child Birch, 2019: what was asked about domestic abuse and fathers."""

from auditrack.demonstration.told import Ask, Closed, Shown, Work

ABUSE = (
    Ask(
        "1",
        "The Police should see and speak with each child at every domestic abuse call-out, and "
        "record what was seen and said.",
        ("police",),
        ("domestic_abuse",),
        "Children are visible in every record of a call-out.",
        (
            Work(
                "Issue an instruction and add a mandatory field for each child to the incident "
                "record.",
                "2020-06-30",
                "2020-06-12",
                "system_change",
                shown=(
                    Shown(
                        2,
                        "Field completed in 94% of incidents in the quarter.",
                        "2020-09",
                        on="2020-10-20",
                    ),
                ),
            ),
        ),
        closed=Closed("2020-12-10", "Field in use; the record shows completion."),
    ),
    Ask(
        "2",
        "The Domestic Abuse Service should be told the same day of every child in a household "
        "where risk is assessed as high.",
        ("domestic-abuse-service",),
        ("domestic_abuse",),
        None,
        (
            Work(
                "Set up a daily secure transfer.",
                "2020-06-30",
                "2020-07-17",
                "system_change",
                shown=(Shown(1, "Transfer agreement.", "2020-07-17"),),
            ),
        ),
    ),
    Ask(
        "3",
        "Children's Services should stop the use of written agreements that make one parent "
        "answer for the violence of another.",
        ("childrens-services",),
        ("domestic_abuse",),
        "Plans address the person who is violent.",
        (
            Work(
                "Withdraw the template and explain why to all teams.",
                "2020-03-31",
                "2020-03-20",
                "procedure",
                shown=(
                    Shown(1, "Notice of withdrawal.", "2020-03-20"),
                    Shown(
                        3,
                        "Dip sample by team managers of 15 plans; the return "
                        "does not say what was found.",
                        "2020-11",
                        on="2020-12-01",
                        accepted=False,
                    ),
                ),
            ),
        ),
    ),
    Ask(
        "4",
        "Probation should share the result of each risk assessment with Children's Services where "
        "the person lives with, or has contact with, a child.",
        ("probation",),
        ("domestic_abuse",),
        None,
        (
            Work(
                "Amend the home visit and risk review checklist.",
                "2020-06-30",
                "2020-06-26",
                "procedure",
                shown=(Shown(1, "Checklist.", "2020-06-26"),),
            ),
        ),
    ),
)


FATHERS = (
    Ask(
        "5",
        "Children's Services should meet the father, and any partner who spends nights in the "
        "home, before an assessment is finished, or record how they tried.",
        ("childrens-services",),
        ("fathers_males",),
        None,
        (
            Work(
                "Make the meeting a step of the assessment that a manager checks.",
                "2020-06-30",
                "2020-05-29",
                "practice_standard",
                shown=(
                    Shown(2, "Manager's checks: 78% of assessments.", "2020-12", on="2021-01-12"),
                ),
            ),
        ),
    ),
    Ask(
        "6",
        "Health visitors should write to fathers who do not live in the home, where it is safe, to "
        "offer a contact of their own.",
        ("community-health",),
        ("fathers_males",),
        None,
        (
            Work(
                "Draft the letter with fathers and begin to send it.",
                "2020-09-30",
                "2020-09-18",
                "practice_standard",
                shown=(Shown(1, "Letter and guidance on safety.", "2020-09-18"),),
            ),
        ),
    ),
)
