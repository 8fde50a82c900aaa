"""Child Birch, 2019: domestic abuse, a father nobody met, a hospital stay."""

from auditrack.demonstration.people import CHILDREN_BOARD
from auditrack.demonstration.reviews.child_birch_abuse import ABUSE, FATHERS
from auditrack.demonstration.told import Answer, Ask, Closed, Decided, Found, Shown, Story, Work

_TOGETHER = (
    Ask(
        "7",
        "Children's Services and the Police should hold no strategy discussion without a health "
        "professional who has read the child's records.",
        ("childrens-services", "police"),
        ("strategy_s47",),
        "Every strategy discussion has health information in front of it.",
        (
            Work(
                "Create a health rota for strategy discussions, and do not start without it.",
                "2020-06-30",
                "2020-06-30",
                "system_change",
                lead="head-of-safeguarding",
                agency="childrens-services",
                shown=(
                    Shown(2, "Attendance log: health at 112 of 118.", "2020-12", on="2021-01-19"),
                ),
            ),
            Work(
                "Brief duty sergeants on the rota.",
                "2020-06-30",
                "2020-06-19",
                "train",
                lead="public-protection",
                agency="police",
            ),
        ),
        closed=Closed("2021-05-20", "In use and found in practice in March 2021."),
    ),
    Ask(
        "8",
        "The Hospitals Trust should send a senior nurse or doctor to a strategy discussion about "
        "any child who is in hospital.",
        ("hospitals",),
        ("strategy_s47",),
        None,
        (
            Work(
                "Name a senior clinician of the day.",
                "2020-06-30",
                "2020-05-15",
                "system_change",
                shown=(Shown(2, "Rota and log.", "2020-12", on="2021-01-19"),),
            ),
        ),
        closed=Closed("2021-05-20", "In use and found in practice in March 2021."),
    ),
    Ask(
        "9",
        "The Police should tell a child's school before the next school day when they have "
        "attended domestic abuse in the home.",
        ("police", "schools"),
        ("information_sharing",),
        None,
        (
            Work(
                "Bring all schools into the morning notification scheme.",
                "2020-09-30",
                "2020-09-11",
                "system_change",
                shown=(
                    Shown(2, "96 of 97 schools receive notifications.", "2020-10", on="2020-10-27"),
                ),
            ),
        ),
    ),
    Ask(
        "10",
        "General practices should code domestic abuse in the records of every member of the "
        "household, safely hidden from online view.",
        ("practices",),
        ("information_sharing",),
        None,
        (
            Work(
                "Issue coding guidance.",
                "2020-09-30",
                "2020-10-09",
                "procedure",
                shown=(Shown(1, "Guidance.", "2020-10-09"),),
            ),
        ),
    ),
    Ask(
        "11",
        "The Hospitals Trust should hold a discharge planning meeting, with the social worker in "
        "it, before a child with a plan goes home.",
        ("hospitals",),
        ("discharge_planning",),
        "Nobody goes home to a plan that the community does not know of.",
        (
            Work(
                "Write the meeting into the discharge policy.",
                "2020-06-30",
                "2020-06-24",
                "procedure",
                shown=(Shown(1, "Discharge policy, version 3.", "2020-06-24"),),
            ),
        ),
    ),
    Ask(
        "12",
        "The Partnership should make its escalation procedure short enough to be used on the day "
        "of a disagreement, and count how often it is.",
        ("board",),
        ("escalation_challenge",),
        "Disagreement is voiced, settled and learned from.",
        (
            Work(
                "Rewrite the procedure on one page and launch it.",
                "2020-06-30",
                "2020-04-24",
                "procedure",
                shown=(
                    Shown(1, "One-page procedure.", "2020-04-24"),
                    Shown(2, "Nine escalations counted in 2021.", "2021-12", on="2022-01-25"),
                ),
            ),
        ),
        closed=Closed("2022-03-17", "In use."),
    ),
)

_WIDER = (
    Ask(
        "13",
        "The Partnership should train practitioners to work with people who use violence, and not "
        "only with those they hurt.",
        ("board",),
        ("training",),
        None,
        (
            Work(
                "Commission a two-day course.",
                "2020-12-18",
                "2021-03-26",
                "train",
                lead="learning-subgroup",
                note="Held online; delayed by the pandemic.",
                shown=(Shown(2, "104 attendances.", "2021-03", on="2021-04-12"),),
            ),
        ),
    ),
    Ask(
        "14",
        "The Partnership should receive a yearly report on children in households with high-risk "
        "domestic abuse, from all agencies, on one page.",
        ("board",),
        ("board_governance",),
        None,
        (
            Work(
                "Agree the page and the first date.",
                "2020-12-18",
                "2020-12-10",
                "audit_assure",
                shown=(Shown(1, "First report, December 2020.", "2020-12"),),
            ),
        ),
    ),
    Ask(
        "15",
        "The Clinical Commissioning Group should fund a domestic abuse worker in each emergency "
        "department at all hours.",
        ("ccg",),
        ("service_capacity",),
        None,
        answers=(
            Answer(
                "ccg",
                "declined",
                "Funded for daytime hours only; demand at night does not support a post.",
            ),
        ),
        decided=Decided("not", "The reply was accepted; to be looked at again if demand changes."),
    ),
    Ask(
        "16",
        "The Partnership should agree with the Police how a review can go ahead while a criminal "
        "case is open.",
        ("board", "police"),
        ("review_process",),
        None,
        (
            Work(
                "Write a protocol on reviews alongside proceedings.",
                "2020-09-30",
                "2020-11-27",
                "procedure",
                lead="chair",
                shown=(Shown(1, "Protocol.", "2020-11-27"),),
            ),
        ),
    ),
)

CHILD_BIRCH = Story(
    ref="child-birch",
    title="Serious case review: Child Birch",
    type="scr",
    board=CHILDREN_BOARD,
    published="2019-12-05",
    entered="2019-12-05",
    practice=("2017-06..2019-01=Birch",),
    subjects=("Birch",),
    arranged="2019-02-14",
    due="2019-08-14",
    concluded="2019-10-17",
    delay_reason="Criminal proceedings",
    told=("family", "staff involved"),
    asks=(*ABUSE, *FATHERS, *_TOGETHER, *_WIDER),
    findings=(
        Found(
            "1",
            "Police attended nine times. Birch, aged four, was recorded as 'asleep upstairs' seven "
            "times and was not seen.",
            ("domestic_abuse",),
            ("1",),
        ),
        Found(
            "2",
            "Birch's father was assessed from what others said of him.",
            ("fathers_males",),
            ("5",),
        ),
        Found(
            "3",
            "Two professionals disagreed with the decision to send Birch home and said so to "
            "colleagues, not to the decision-maker.",
            ("escalation_challenge", "discharge_planning"),
            ("11", "12"),
        ),
    ),
)
