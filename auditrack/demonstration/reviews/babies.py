"""A thematic review of injuries to babies, 2018."""

from auditrack.demonstration.people import CHILDREN_BOARD
from auditrack.demonstration.reviews.babies_injury import INJURY
from auditrack.demonstration.told import Answer, Ask, Closed, Found, Shown, Story, Work

_BEFORE_BIRTH = (
    Ask(
        "5",
        "Maternity and Children's Services should begin a pre-birth assessment by the twentieth "
        "week wherever an earlier child has been the subject of a plan.",
        ("hospitals", "childrens-services"),
        ("pre_birth",),
        "A plan is in place a month before the baby is due.",
        (
            Work(
                "Publish a joint pre-birth procedure with dates for each step.",
                "2019-06-28",
                "2019-07-19",
                "procedure",
                shown=(Shown(1, "Procedure as published.", "2019-07-19"),),
            ),
        ),
    ),
    Ask(
        "6",
        "Health visitors should meet every vulnerable expectant mother before the birth.",
        ("community-health",),
        ("pre_birth",),
        None,
        (
            Work(
                "Make the antenatal contact universal.",
                "2019-09-30",
                "2019-09-27",
                "practice_standard",
                shown=(
                    Shown(
                        2,
                        "Contacts made: 64% in quarter one, 81% in quarter two.",
                        "2019-09",
                        on="2019-10-15",
                    ),
                ),
            ),
        ),
    ),
)

_FATHERS = (
    Ask(
        "7",
        "Health visitors should record the name, date of birth and part in the baby's care of "
        "each father and of any other adult who looks after the baby, and see them.",
        ("community-health",),
        ("fathers_males",),
        "Fathers are known, met and thought about.",
        (
            Work(
                "Change the new-birth visit form so that it cannot be closed without fathers' "
                "details or a reason.",
                "2019-06-28",
                "2019-06-28",
                "system_change",
                shown=(
                    Shown(
                        2,
                        "Completion report: 89% of forms have the details.",
                        "2019-12",
                        on="2020-01-14",
                    ),
                ),
            ),
        ),
    ),
    Ask(
        "8",
        "Maternity should ask about the mother's partner at booking and again in the third "
        "trimester, and record who will live with the baby.",
        ("hospitals",),
        ("fathers_males",),
        None,
        (
            Work(
                "Add two questions to the maternity record.",
                "2019-06-28",
                "2019-05-31",
                "system_change",
                shown=(Shown(1, "Maternity record, new fields.", "2019-05-31"),),
            ),
        ),
    ),
)

_WIDER = (
    Ask(
        "9",
        "The Board should make sure that parents of babies who cry a great deal are offered "
        "practical support within a week of asking.",
        ("board",),
        ("early_help",),
        None,
        (
            Work(
                "Agree an offer with children's centres and print it in the parents' record.",
                "2019-09-30",
                "2019-09-06",
                "procedure",
                shown=(Shown(1, "Page in the parents' record.", "2019-09-06"),),
            ),
        ),
    ),
    Ask(
        "10",
        "The Board should make training on injuries to babies a requirement for new starters in "
        "emergency, maternity and health visiting teams.",
        ("board",),
        ("training",),
        None,
        (
            Work(
                "Add the course to induction in three trusts.",
                "2019-06-28",
                "2019-06-10",
                "train",
                lead="learning-subgroup",
                shown=(
                    Shown(2, "Induction returns: 143 of 151 starters.", "2019-12", on="2020-01-20"),
                ),
            ),
        ),
    ),
    Ask(
        "11",
        "The Clinical Commissioning Group should commission a child protection examination "
        "service that runs seven days a week.",
        ("ccg",),
        ("service_capacity",),
        None,
        (
            Work(
                "Put a business case to the commissioning committee.",
                "2019-09-30",
                "2019-11-29",
                "system_change",
                note="Agreed for weekends from April 2020.",
                shown=(Shown(1, "Committee paper and minute.", "2019-11-29"),),
            ),
        ),
        (Answer("ccg", "in-part", "Weekends can be met; nights cannot be staffed."),),
    ),
    Ask(
        "12",
        "Each agency should use a short film with its teams so that staff hear how a delay felt "
        "to a family that was wrongly suspected and to one that was not believed.",
        ("all-agencies",),
        ("learning_dissemination",),
        None,
        (
            Work(
                "Make the film with two families and share it.",
                "2019-09-30",
                "2019-10-25",
                "remind_circulate",
                lead="learning-subgroup",
                shown=(Shown(1, "The film, eleven minutes.", "2019-10-25"),),
            ),
        ),
    ),
    Ask(
        "13",
        "The Board will want to be assured by an audit of case files, within eighteen months, that "
        "the bruising pathway is followed.",
        ("board",),
        ("audit_assurance",),
        None,
        (
            Work(
                "Plan and make the audit.",
                "2020-05-29",
                "2020-03-06",
                "audit_assure",
                note="Made in February 2020.",
            ),
        ),
        kind="assurance-point",
        closed=Closed(
            "2020-05-21", "The audit was made.", override="The audit itself is the evidence."
        ),
    ),
)

BABIES = Story(
    ref="babies-2018",
    title="Thematic review: injuries to babies under one",
    type="thematic",
    board=CHILDREN_BOARD,
    published="2018-11",
    entered="2018-11-22",
    practice=("2016-04..2018-03",),
    arranged="2018-03-22",
    concluded="2018-10-18",
    told=("staff involved",),
    asks=(*INJURY, *_BEFORE_BIRTH, *_FATHERS, *_WIDER),
    findings=(
        Found(
            "A",
            "In four of the six families a mark had been seen earlier and accepted as an accident "
            "without examination.",
            ("infant_injury",),
            ("1", "2"),
        ),
        Found(
            "B",
            "Fathers and partners were named in three of six health records and spoken to in one.",
            ("fathers_males",),
            ("7", "8"),
        ),
        Found(
            "C",
            "Two families had asked for help with a crying baby and were given a leaflet.",
            ("early_help",),
            ("9",),
        ),
    ),
)
