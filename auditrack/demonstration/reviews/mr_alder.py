"""Mr Alder, 2022: a safeguarding adults review about self-neglect and capacity."""

from auditrack.demonstration.people import PARTNERSHIP
from auditrack.demonstration.reviews.mr_alder_rights import CAPACITY, PERSONAL
from auditrack.demonstration.told import (
    Answer,
    Ask,
    Closed,
    Decided,
    Found,
    Shown,
    Story,
    Work,
)

_SELF_NEGLECT = (
    Ask(
        "4",
        "Housing, Adult Social Care and the Ambulance Trust should use one self-neglect pathway "
        "with a lead worker from the first serious concern.",
        ("housing", "adult-social-care", "ambulance"),
        ("self_neglect",),
        "Somebody owns the relationship with the person.",
        (
            Work(
                "Write the pathway and open a monthly panel.",
                "2022-09-30",
                "2022-08-26",
                "system_change",
                shown=(
                    Shown(2, "Panel minutes: 34 people discussed.", "2023-02", on="2023-03-07"),
                ),
            ),
        ),
        closed=Closed("2023-09-14", "In use and found in practice in June 2023."),
    ),
    Ask(
        "5",
        "Housing should tell Adult Social Care of a second refused gas safety visit.",
        ("housing",),
        ("self_neglect",),
        None,
        (
            Work(
                "Add a rule to the repairs system.",
                "2022-09-30",
                "2022-07-29",
                "system_change",
                shown=(Shown(2, "41 alerts in nine months.", "2023-04", on="2023-05-09"),),
            ),
        ),
    ),
    Ask(
        "6",
        "Practitioners should keep trying in different ways with a person who declines help, and "
        "record what was tried and what was learned.",
        ("adult-social-care", "community-health"),
        ("self_neglect",),
        None,
        (
            Work(
                "Agree a practice standard for repeated refusals.",
                "2022-12-30",
                "2022-12-16",
                "practice_standard",
                shown=(Shown(1, "Practice standard.", "2022-12-16"),),
            ),
        ),
    ),
    Ask(
        "11",
        "Housing should offer a clearance only with a worker the person knows, and a visit after.",
        ("housing",),
        ("self_neglect", "home_conditions_housing_poverty"),
        None,
        (
            Work(
                "Change the clearance contract.",
                "2022-12-30",
                "2023-01-27",
                "system_change",
                shown=(Shown(1, "Contract variation.", "2023-01-27"),),
            ),
        ),
    ),
)


_HOME = (
    Ask(
        "9",
        "The Hospitals Trust should not discharge a person who neglects themselves without word "
        "from somebody who has seen the home.",
        ("hospitals",),
        ("discharge_planning",),
        "The ward knows what the person is going home to.",
        (
            Work(
                "Add a question on the home to the discharge checklist.",
                "2022-07-29",
                "2022-07-15",
                "system_change",
                shown=(Shown(1, "Checklist.", "2022-07-15"),),
            ),
        ),
    ),
    Ask(
        "10",
        "The Hospitals Trust and Adult Social Care should hold a call within two days of such a "
        "discharge and agree who visits.",
        ("hospitals", "adult-social-care"),
        ("discharge_planning",),
        None,
        (
            Work(
                "Start a daily discharge call.",
                "2022-09-30",
                "2022-09-09",
                "system_change",
                shown=(
                    Shown(2, "Call log, first quarter: 66 people.", "2022-12", on="2023-01-17"),
                ),
            ),
        ),
    ),
)

_WIDER = (
    Ask(
        "12",
        "The Clinical Commissioning Group should review the quality of the home care provider "
        "that served Mr Alder.",
        ("ccg",),
        ("provider_quality_commissioning",),
        None,
        answers=(Answer("ccg", "passed-on", passed_to="The council's contracts team"),),
        decided=Decided("no-longer-relevant", "The provider left the market in March 2022."),
    ),
    Ask(
        "13",
        "The Partnership should train front-line staff from housing, fire and ambulance services "
        "in self-neglect together.",
        ("board",),
        ("training",),
        None,
        (
            Work(
                "Hold six joint half-days.",
                "2022-12-30",
                "2022-12-02",
                "train",
                lead="learning-subgroup",
                shown=(Shown(2, "161 attendances.", "2022-12-02"),),
            ),
        ),
    ),
    Ask(
        "14",
        "The Partnership should decide which group follows the learning from adults' reviews.",
        ("board",),
        ("board_governance",),
        None,
        (
            Work(
                "Amend the terms of reference.",
                "2022-06-30",
                "2022-05-19",
                "procedure",
                lead="chair",
                shown=(Shown(1, "Terms of reference.", "2022-05-19"),),
            ),
        ),
    ),
    Ask(
        "15",
        "The Partnership will want to be assured that capacity assessments have improved, by "
        "reading them.",
        ("board",),
        ("audit_assurance",),
        None,
        (
            Work(
                "Audit 20 capacity assessments.",
                "2023-06-30",
                "2023-10-27",
                "audit_assure",
                note="Made in October 2023.",
            ),
        ),
        kind="assurance-point",
    ),
)

MR_ALDER = Story(
    ref="mr-alder",
    title="Safeguarding adults review: Mr Alder",
    type="sar",
    board=PARTNERSHIP,
    published="2022-02-10",
    entered="2022-02-10",
    practice=("2019-06..2020-11=Mr Alder",),
    subjects=("Mr Alder",),
    arranged="2021-03-18",
    due="2021-09-17",
    concluded="2021-12-16",
    told=("family", "staff involved", "housing provider"),
    delivered_by="learning-subgroup",
    assured_by="quality-and-assurance-subgroup",
    asks=(*CAPACITY, *_SELF_NEGLECT, *PERSONAL, *_HOME, *_WIDER),
    findings=(
        Found(
            "1",
            "Mr Alder was said to be 'making a lifestyle choice' in five records. None says how "
            "his capacity was assessed.",
            ("mental_capacity_legal_literacy",),
            ("1", "2"),
        ),
        Found(
            "2",
            "He was discharged from hospital three times to a home that nobody on the ward had "
            "asked about.",
            ("discharge_planning",),
            ("9", "10"),
        ),
        Found(
            "3",
            "A housing officer visited weekly for a year and was the one person he let in.",
            ("self_neglect",),
            kind="good-practice",
        ),
    ),
)
