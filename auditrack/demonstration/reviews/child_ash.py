"""Child Ash, 2018: long-standing neglect that every service saw a part of."""

from auditrack.demonstration.people import CHILDREN_BOARD
from auditrack.demonstration.reviews.child_ash_home import NEGLECT, VOICE
from auditrack.demonstration.told import Answer, Ask, Found, Shown, Story, Work

_SEEN = (
    Ask(
        "7",
        "The Hospitals Trust and the Community Health Trust should record a missed appointment as "
        "the child not having been brought, ask why, and act on a second in the same year.",
        ("hospitals", "community-health"),
        ("non_engagement",),
        "Missed care is read as information about the child and not as an administrative matter.",
        (
            Work(
                "Agree one policy for children who are not brought, across both trusts.",
                "2018-12-31",
                "2018-12-20",
                "procedure",
                shown=(
                    Shown(1, "Joint policy, signed by both medical directors.", "2018-12-20"),
                    Shown(
                        2, "Survey: 71 of 90 clinic staff knew of it.", "2019-03", on="2019-04-02"
                    ),
                ),
            ),
        ),
    ),
    Ask(
        "8",
        "General practices should review each child whose appointments have been missed three "
        "times in a year at the practice safeguarding meeting.",
        ("practices",),
        ("non_engagement",),
        None,
        (
            Work(
                "Circulate a template agenda for practice safeguarding meetings.",
                "2018-11-30",
                "2018-11-16",
                "remind_circulate",
                shown=(Shown(1, "Template and covering letter to 31 practices.", "2018-11-16"),),
            ),
        ),
    ),
    Ask(
        "9",
        "Supervisors in all agencies should ask, at each supervision of a case of concern, what "
        "else could explain what is being seen and what would change the worker's mind.",
        ("all-agencies",),
        ("professional_curiosity",),
        None,
        (
            Work(
                "Publish a one-page prompt for supervisors and present it at the annual "
                "conference.",
                "2018-12-31",
                "2018-11-29",
                "remind_circulate",
                lead="learning-subgroup",
                shown=(Shown(1, "Prompt sheet and conference programme.", "2018-11-29"),),
            ),
        ),
    ),
)

_TOGETHER = (
    Ask(
        "10",
        "The Police and Children's Services should agree what is shared after a visit to a home "
        "where children live, how soon, and what is expected in return.",
        ("police", "childrens-services"),
        ("information_sharing",),
        None,
        (
            Work(
                "Write and sign a protocol for notifications, with a one-working-day standard.",
                "2018-09-28",
                "2018-09-21",
                "procedure",
                shown=(Shown(1, "Signed protocol.", "2018-09-21"),),
            ),
        ),
    ),
    Ask(
        "11",
        "Health visitors, school nurses and general practices should meet at least every two "
        "months about the families that worry them.",
        ("community-health", "practices"),
        ("information_sharing",),
        None,
        (
            Work(
                "Set up liaison meetings in each locality.",
                "2018-12-31",
                "2018-12-18",
                "system_change",
                shown=(
                    Shown(
                        2, "Minutes show meetings in 27 of 31 practices.", "2019-02", "2019-03-05"
                    ),
                ),
            ),
        ),
    ),
    Ask(
        "12",
        "The Board should say which families should be offered help early, who leads, and what "
        "happens when a parent says no.",
        ("board",),
        ("early_help",),
        None,
        (
            Work(
                "Publish an early help pathway with a named lead professional.",
                "2019-03-29",
                "2019-03-22",
                "procedure",
                shown=(Shown(1, "Pathway as published.", "2019-03-22"),),
            ),
        ),
    ),
    Ask(
        "13",
        "Schools and colleges should tell the early help hub when they are worried about a child "
        "for a second time, whether or not a threshold for referral is met.",
        ("schools",),
        ("early_help",),
        None,
        (
            Work(
                "Brief designated safeguarding leads at the autumn network.",
                "2018-12-31",
                "2018-10-11",
                "train",
                shown=(Shown(2, "Attendance at the network: 84 of 97 schools.", "2018-10-11"),),
            ),
        ),
    ),
    Ask(
        "14",
        "The Board should review its training offer so that those who work with neglect most "
        "often are trained first.",
        ("board",),
        ("training",),
        None,
        (Work("Revise the training strategy.", "2018-12-31", "2018-12-12", "review_consider"),),
    ),
    Ask(
        "15",
        "The Board should share the learning from this review with front-line staff within three "
        "months, in a form that can be used in a team meeting.",
        ("board",),
        ("learning_dissemination",),
        None,
        (
            Work(
                "Produce a seven-minute briefing and send it to all agencies.",
                "2018-06-29",
                "2018-06-14",
                "remind_circulate",
                lead="learning-subgroup",
                shown=(Shown(1, "Briefing as sent.", "2018-06-14"),),
            ),
        ),
    ),
    Ask(
        "16",
        "The Board will want to be assured within a year that the changes made after this review "
        "can be seen in case files and heard from families.",
        ("board",),
        ("audit_assurance",),
        None,
        (
            Work(
                "Ask each agency for a written assurance statement.",
                "2019-03-14",
                "2019-03-08",
                "audit_assure",
                note="Eleven statements received. No case files were read.",
                shown=(Shown(0, "Eleven assurance statements.", "2019-03-08"),),
            ),
        ),
        (Answer("board", "in-part", "Statements first; case files when there is capacity."),),
        kind="assurance-point",
    ),
)

CHILD_ASH = Story(
    ref="child-ash",
    title="Serious case review: Child Ash",
    type="scr",
    board=CHILDREN_BOARD,
    published="2018-03-14",
    entered="2018-03-14",
    practice=("2015-09..2017-02=Ash",),
    subjects=("Ash",),
    arranged="2017-04-12",
    concluded="2018-01-25",
    told=("family", "staff involved"),
    asks=(*NEGLECT, *VOICE, *_SEEN, *_TOGETHER),
    findings=(
        Found(
            "1",
            "Concerns about Ash's home were raised eleven times over seventeen months and each "
            "was answered on its own. Nobody compared one visit with the one before.",
            ("neglect",),
            ("1", "3"),
        ),
        Found(
            "2",
            "Ash was seen often and seldom heard. Files hold many accounts by adults and two "
            "sentences of Ash's own.",
            ("voice_of_child",),
            ("5", "6"),
        ),
        Found(
            "3",
            "Nineteen health appointments were missed. Each service knew of its own.",
            ("non_engagement", "information_sharing"),
            ("7", "8", "11"),
        ),
        Found(
            "4",
            "Ash's class teacher kept a careful dated record, which made this review possible.",
            ("voice_of_child",),
            kind="good-practice",
        ),
    ),
)
