"""Child Ash, 2018: what was asked about neglect and the child's voice."""

from auditrack.demonstration.told import Ask, Closed, Shown, Work

NEGLECT = (
    Ask(
        "1",
        "Children's Services and the Community Health Trust should use one agreed assessment tool "
        "whenever neglect is suspected, and repeat it every six months while concern remains, so "
        "that slow decline is visible.",
        ("childrens-services", "community-health"),
        ("neglect",),
        "Drift is seen early because each assessment is compared with the one before.",
        (
            Work(
                "Choose a neglect assessment tool and issue it with a practice note to all "
                "teams that visit families at home.",
                "2018-10-31",
                "2018-10-19",
                "procedure",
                note="Tool issued to 14 teams with a two-page practice note.",
                shown=(
                    Shown(
                        1,
                        "Practice note and tool as issued on the shared intranet.",
                        "2018-10-19",
                        at="Board library, neglect, note 3",
                    ),
                    Shown(
                        2,
                        "Sign-up sheet: 212 of 240 practitioners attended a briefing on the tool.",
                        "2018-12",
                        on="2019-01-10",
                    ),
                ),
            ),
        ),
        closed=Closed(
            "2019-02-14",
            "The tool is in place and staff are briefed. Use in case files was not looked at.",
        ),
    ),
    Ask(
        "2",
        "All agencies should make sure that staff who enter family homes can recognise and "
        "describe poor home conditions in plain words and say what they mean for the child.",
        ("all-agencies",),
        ("neglect",),
        "Records say what a worker saw and what daily life was like for the child.",
        (
            Work(
                "Run a half-day neglect course and offer it to every agency.",
                "2018-12-21",
                "2018-12-07",
                "train",
                lead="learning-subgroup",
                note="Eleven courses held; 268 places taken up.",
                shown=(
                    Shown(2, "Course register and feedback forms, 268 attendances.", "2018-12-07"),
                ),
            ),
        ),
        closed=Closed("2019-02-14", "Closed on the number trained."),
    ),
    Ask(
        "3",
        "Where a child has been on a plan for neglect for nine months or more, a manager outside "
        "the case should compare present home conditions with those at the start, and record "
        "whether enough has changed for this child.",
        ("childrens-services",),
        ("neglect",),
        "No plan for neglect drifts beyond nine months without fresh eyes.",
        (
            Work(
                "Add a nine-month independent review to the procedure for plans on neglect.",
                "2018-09-28",
                "2018-11-02",
                "procedure",
                note="Procedure 4.7 amended; five weeks later than planned.",
                shown=(Shown(1, "Amended procedure 4.7.", "2018-11-02"),),
            ),
        ),
        closed=Closed(
            "2019-05-16",
            "The procedure has been changed.",
            override="The procedure is in force and the Board wished to close its 2018 plan.",
            dissent="The lay member asked that case files be looked at first.",
        ),
    ),
    Ask(
        "4",
        "The Community Health Trust should treat repeated missed dental, eye and hearing care as "
        "a possible sign of neglect, and share it with the lead professional.",
        ("community-health",),
        ("neglect",),
        None,
        (
            Work(
                "Send a reminder on unmet health needs to all school nurses and health visitors.",
                "2018-07-31",
                "2018-07-13",
                "remind_circulate",
                shown=(
                    Shown(0, "Confirmation by e-mail that the reminder went out.", "2018-07-13"),
                ),
            ),
        ),
    ),
)


VOICE = (
    Ask(
        "5",
        "Every assessment should say what a day is like for each child in the home, in the "
        "child's own words or from what was seen of them where they are too young to speak.",
        ("childrens-services",),
        ("voice_of_child",),
        "A reader of the file can picture the child's day.",
        (
            Work(
                "Add a heading for the child's daily life to the assessment template.",
                "2018-08-31",
                "2018-08-24",
                "system_change",
                shown=(Shown(1, "Template, version 6, live on the case system.", "2018-08-24"),),
            ),
            Work(
                "Hold workshops on direct work with children under eight.",
                "2018-12-14",
                "2018-12-14",
                "train",
                shown=(Shown(2, "Attendance: 96 of 118 social workers.", "2018-12-14"),),
            ),
        ),
        closed=Closed("2019-02-14", "Template and workshops are in place."),
    ),
    Ask(
        "6",
        "Schools and the Police should record what a child says to them and how the child seemed, "
        "as well as what adults say about the child.",
        ("schools", "police"),
        ("voice_of_child",),
        None,
        (
            Work(
                "Include the child's words and demeanour in the school concern form and in the "
                "police notification.",
                "2018-12-31",
                "2018-11-30",
                "system_change",
                shown=(Shown(1, "Both forms as revised.", "2018-11-30"),),
            ),
        ),
    ),
)
