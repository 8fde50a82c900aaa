"""A multi-agency audit of neglect, 2020: the tool was there and was not used."""

from auditrack.demonstration.people import PARTNERSHIP
from auditrack.demonstration.told import Ask, Closed, Decided, Found, Shown, Story, Work

_NEGLECT = (
    Ask(
        "1",
        "Children's Services should make a repeat assessment with the neglect tool a condition of "
        "every review conference where neglect is the concern.",
        ("childrens-services",),
        ("neglect",),
        "Conferences decide on change that can be seen.",
        (
            Work(
                "Put the tool on the conference agenda and remind chairs.",
                "2021-03-31",
                "2021-03-19",
                "remind_circulate",
                shown=(Shown(1, "Agenda, and e-mail to conference chairs.", "2021-03-19"),),
            ),
        ),
    ),
    Ask(
        "2",
        "The Community Health Trust should give each health visitor and school nurse time to use "
        "the neglect tool jointly with the social worker.",
        ("community-health",),
        ("neglect",),
        None,
        (
            Work(
                "Include joint assessment in job plans.",
                "2021-06-30",
                "2021-09-24",
                "practice_standard",
                note="Late because of redeployment.",
                shown=(Shown(1, "Job plan template.", "2021-09-24"),),
            ),
        ),
    ),
    Ask(
        "3",
        "All agencies should describe neglect by what the child lacks and not by what the parent "
        "does, in records and at meetings.",
        ("all-agencies",),
        ("neglect",),
        None,
        (
            Work(
                "Offer a second round of the neglect course, online.",
                "2021-06-30",
                "2021-06-11",
                "train",
                lead="learning-subgroup",
                note="302 places taken up.",
                shown=(
                    Shown(
                        2,
                        "302 attendances; 88% said they felt more confident.",
                        "2021-06",
                        on="2021-06-29",
                    ),
                ),
            ),
        ),
        closed=Closed("2021-09-16", "Closed on the number trained and on their confidence."),
    ),
    Ask(
        "4",
        "Schools should keep one running chronology for each child about whom neglect is a worry.",
        ("schools",),
        ("neglect",),
        None,
        (
            Work(
                "Circulate a chronology template.",
                "2021-03-31",
                "2021-02-26",
                "remind_circulate",
                shown=(Shown(0, "Template sent to 97 schools.", "2021-02-26"),),
            ),
        ),
    ),
)

_OTHERS = (
    Ask(
        "5",
        "Social workers should see each child on a neglect plan alone at least once a month, at "
        "home and elsewhere, and record what the child thinks should change.",
        ("childrens-services",),
        ("voice_of_child",),
        "The child's view of change can be read beside the adults'.",
        (
            Work(
                "Report visits and 'seen alone' to team managers weekly.",
                "2021-03-31",
                "2021-03-05",
                "system_change",
                shown=(
                    Shown(2, "Seen alone: 91% of visits are ticked.", "2021-06", on="2021-07-06"),
                ),
            ),
        ),
        closed=Closed("2021-09-16", "The reported figure is above the target."),
    ),
    Ask(
        "6",
        "The Partnership should repeat this audit each year until two in a row find good practice.",
        ("board",),
        ("audit_assurance",),
        None,
        (
            Work(
                "Put the audit in the yearly programme.",
                "2021-03-31",
                "2021-01-29",
                "audit_assure",
                note="In the programme; the 2021 and 2022 audits were later put off.",
            ),
        ),
        decided=Decided("in-part", "Yearly where the programme has room."),
    ),
    Ask(
        "7",
        "The Partnership should offer managers a course on supervising long-running work.",
        ("board",),
        ("training",),
        None,
        (
            Work(
                "Commission the course.",
                "2021-06-30",
                "2021-05-21",
                "train",
                lead="learning-subgroup",
                shown=(Shown(2, "58 of 70 managers attended.", "2021-05", on="2021-06-08"),),
            ),
        ),
    ),
    Ask(
        "8",
        "Each agency should record the date and source of every concern about home conditions in "
        "one place that can be printed as a list.",
        ("childrens-services", "community-health"),
        ("record_keeping_it",),
        None,
        (
            Work(
                "Agree a common list and build it in both systems.",
                "2021-09-30",
                "2021-12-17",
                "system_change",
                shown=(
                    Shown(
                        2, "Reports run in both systems: 1,140 entries.", "2022-03", on="2022-03-29"
                    ),
                ),
            ),
        ),
    ),
    Ask(
        "9",
        "The Partnership should send each audited team its own findings within two months.",
        ("board",),
        ("learning_dissemination",),
        None,
        (
            Work(
                "Send findings and offer a visit.",
                "2020-12-18",
                "2020-12-04",
                "remind_circulate",
                shown=(Shown(1, "Letters to nine teams.", "2020-12-04"),),
            ),
        ),
    ),
    Ask(
        "10",
        "The Partnership should hear from a family with experience of neglect services at one "
        "meeting each year.",
        ("board",),
        ("board_governance",),
        None,
        (
            Work(
                "Agree how families are invited and supported.",
                "2021-06-30",
                "2021-06-18",
                "procedure",
                lead="chair",
                shown=(Shown(1, "Guidance for families.", "2021-06-18"),),
            ),
        ),
    ),
)

NEGLECT_AUDIT = Story(
    ref="neglect-2020",
    title="Multi-agency audit: plans for children living with neglect",
    type="multi-agency-audit",
    board=PARTNERSHIP,
    published="2020-10-08",
    entered="2020-10-08",
    practice=("2019-11..2020-04",),
    arranged="2020-05-14",
    due="2020-10-08",
    concluded="2020-09-24",
    assured_by="quality-and-assurance-subgroup",
    asks=(*_NEGLECT, *_OTHERS),
    findings=(
        Found(
            "1",
            "The neglect tool was found once or more in 11 of 24 files and twice in 2.",
            ("neglect",),
            ("1", "2"),
        ),
        Found(
            "2",
            "In 17 of 24 files the child's own view could not be found for the last six months.",
            ("voice_of_child",),
            ("5",),
        ),
        Found(
            "3",
            "The largest files had no list of events, so that each new worker began again.",
            ("record_keeping_it",),
            ("8",),
        ),
    ),
)
