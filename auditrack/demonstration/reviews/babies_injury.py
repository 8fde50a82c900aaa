"""Injuries to babies, 2018: what was asked about marks, bruises and examination."""

from auditrack.demonstration.told import Ask, Closed, Shown, Work

INJURY = (
    Ask(
        "1",
        "Health agencies should adopt one pathway for any bruise or mark on a baby who is not yet "
        "moving independently: same-day examination by a paediatrician, every time.",
        ("hospitals", "community-health", "practices"),
        ("infant_injury",),
        "Every such baby is examined the same day.",
        (
            Work(
                "Agree and launch the bruising pathway, with a single telephone number.",
                "2019-05-31",
                "2019-05-24",
                "system_change",
                note="The line opened on 24 May.",
                shown=(
                    Shown(1, "Pathway and poster.", "2019-05-24"),
                    Shown(
                        2,
                        "Calls to the line: 61 in the first six months.",
                        "2019-11-30",
                        on="2019-12-09",
                    ),
                ),
            ),
        ),
        closed=Closed("2020-05-21", "In use, and found in practice by the audit of February 2020."),
    ),
    Ask(
        "2",
        "The Hospitals Trust should make sure that no baby with a suspected inflicted injury goes "
        "home before a consultant has discussed the case with Children's Services.",
        ("hospitals",),
        ("infant_injury",),
        None,
        (
            Work(
                "Build a stop into the emergency department record.",
                "2019-06-28",
                "2019-06-07",
                "system_change",
                shown=(
                    Shown(
                        2,
                        "System log: the stop fired in 38 of 38 cases.",
                        "2019-10",
                        on="2019-11-04",
                    ),
                ),
            ),
        ),
        closed=Closed("2020-05-21", "In use, and found in practice by the audit of February 2020."),
    ),
    Ask(
        "3",
        "General practices should be able to find the bruising pathway from the record of any "
        "child under one within two clicks.",
        ("practices",),
        ("infant_injury",),
        None,
        (
            Work(
                "Add the pathway to the practice record system.",
                "2019-06-28",
                "2019-06-21",
                "system_change",
                shown=(Shown(1, "Screen shots from the system.", "2019-06-21"),),
            ),
        ),
    ),
    Ask(
        "4",
        "Children's Services and the Police should record the explanation given for an injury at "
        "the time it is given, from each adult separately.",
        ("childrens-services", "police"),
        ("infant_injury",),
        None,
        (
            Work(
                "Revise the joint investigation checklist.",
                "2019-06-28",
                "2019-06-14",
                "procedure",
                shown=(Shown(1, "Checklist, second edition.", "2019-06-14"),),
            ),
        ),
    ),
    Ask(
        "14",
        "The Ambulance Trust should pass on its concern about any baby under one to the receiving "
        "hospital in writing as well as in words.",
        ("ambulance",),
        ("infant_injury",),
        None,
        (
            Work(
                "Add a safeguarding field to the electronic handover.",
                "2019-09-30",
                "2019-09-13",
                "system_change",
                shown=(Shown(1, "Release note of the handover form.", "2019-09-13"),),
            ),
        ),
    ),
)
