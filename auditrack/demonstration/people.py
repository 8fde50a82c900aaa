"""The made-up board's agencies, leads and logins, and how they changed over nine years."""

from datetime import date

from auditrack.commands.agency import AddAgency, EditAgency, ReplaceAgency
from auditrack.commands.board import ChangeSettings, InitialiseBoard
from auditrack.commands.lead import AddLead, HandOverLead, VacateLead
from auditrack.commands.subgroup import AddSubgroup
from auditrack.demonstration.step import Step

CHILDREN_BOARD = "Wrenshire Safeguarding Children Board"
PARTNERSHIP = "Wrenshire Safeguarding Partnership"

CHAIR = "s.oyelaran"
SCRUTINEER = "g.trevanion"
FIRST_OFFICER = "h.lindqvist"
OFFICER = "p.adeyemi"
HANDED_OVER = date(2022, 9, 5)

_START = date(2017, 11, 20)

AGENCIES = {
    "board": "The Board",
    "all-agencies": "All agencies",
    "childrens-services": "Wrenshire Children's Services",
    "adult-social-care": "Wrenshire Adult Social Care",
    "police": "Wrenshire Police",
    "ccg": "Wrenshire Clinical Commissioning Group",
    "hospitals": "Hollowmere Hospitals Trust",
    "community-health": "Wrenshire Community Health Trust",
    "mental-health": "Greywater Mental Health Trust",
    "practices": "Wrenshire general practices",
    "ambulance": "Three Fells Ambulance Trust",
    "schools": "Wrenshire schools and colleges",
    "housing": "Hollowmere Borough Housing",
    "probation": "Wrenshire Probation",
    "recovery": "Kestrel Bank Recovery Service",
    "domestic-abuse-service": "Hazelgate Domestic Abuse Service",
}

# Reference: title, agency, holder, login.
LEADS = {
    "quality-officer": ("Quality assurance officer", None, "H. Lindqvist", FIRST_OFFICER),
    "scrutineer": ("Independent scrutineer", None, "G. Trevanion", SCRUTINEER),
    "chair": ("Independent chair", None, "S. Oyelaran", CHAIR),
    "learning-subgroup": ("Chair of the Learning Subgroup", None, "A. Whitlow", "a.whitlow"),
    "head-of-safeguarding": (
        "Head of Safeguarding, Children's Services",
        "childrens-services",
        "K. Harrow",
        "k.harrow",
    ),
    "adults-principal": (
        "Principal Social Worker, Adults",
        "adult-social-care",
        "D. Fenwick-Rao",
        "d.fenwickrao",
    ),
    "public-protection": ("Head of Public Protection", "police", "R. Castellan", "r.castellan"),
    "designated-nurse": ("Designated Nurse", "ccg", "M. Birdwhistle", "m.birdwhistle"),
    "named-nurse-hospitals": ("Named Nurse, Hospitals", "hospitals", "C. Amberlow", "c.amberlow"),
    "head-of-0-19": ("Head of 0 to 19 Services", "community-health", "L. Okonjo", "l.okonjo"),
    "mental-health-lead": (
        "Safeguarding Lead, Mental Health",
        "mental-health",
        "B. Strakerly",
        "b.strakerly",
    ),
    "named-gp": ("Named GP", "practices", "T. Ravensgill", "t.ravensgill"),
    "ambulance-lead": ("Safeguarding Lead, Ambulance", "ambulance", "E. Pollexfen", "e.pollexfen"),
    "head-of-inclusion": ("Head of Inclusion", "schools", "J. Pemberwick", "j.pemberwick"),
    "housing-options": ("Housing Options Manager", "housing", "V. Quillane", "v.quillane"),
    "probation-delivery": (
        "Head of Probation Delivery",
        "probation",
        "N. Thackwray",
        "n.thackwray",
    ),
    "recovery-manager": ("Recovery Service Manager", "recovery", "F. Delamoor", "f.delamoor"),
    "abuse-service-manager": (
        "Domestic Abuse Service Manager",
        "domestic-abuse-service",
        "I. Sandelow",
        "i.sandelow",
    ),
}

LEAD_OF = {agency: ref for ref, (_, agency, _, _) in LEADS.items() if agency} | {
    "icb": "designated-nurse"
}
"""Who answers for each agency."""


def officer_on(day: date) -> str:
    """The login of the quality assurance officer of the day."""
    return FIRST_OFFICER if day < HANDED_OVER else OFFICER


def login_of(lead: str, day: date) -> str:
    """The login that spoke for a lead on a day; the officer's where nobody held it."""
    if lead not in LEADS or lead == "quality-officer":
        return officer_on(day)
    return LEADS[lead][3]


def founding() -> list[Step]:
    """The register's first day: the board, its agencies and its leads."""
    steps = [
        Step(_START, FIRST_OFFICER, InitialiseBoard(CHILDREN_BOARD, records_complete_from="2017"))
    ]
    steps += [Step(_START, FIRST_OFFICER, AddAgency(name, ref)) for ref, name in AGENCIES.items()]
    steps += [
        Step(_START, FIRST_OFFICER, AddLead(title, ref, agency, holder, (login,)))
        for ref, (title, agency, holder, login) in LEADS.items()
    ]
    steps += [
        Step(_START, FIRST_OFFICER, AddSubgroup(title))
        for title in ("Quality and Assurance Subgroup", "Learning Subgroup")
    ]
    return steps


def changes() -> list[Step]:
    """What changed over the years: the board's name, a successor, a new officer, a vacancy."""
    return [
        Step(
            date(2019, 9, 30),
            CHAIR,
            ChangeSettings(
                (
                    ("name", PARTNERSHIP),
                    ("predecessors", CHILDREN_BOARD),
                    ("scope", "both"),
                    ("marking", "Working paper, made up for demonstration"),
                ),
                why="The new local arrangements begin; adults' safeguarding joins.",
            ),
        ),
        Step(
            date(2019, 9, 30),
            FIRST_OFFICER,
            EditAgency("board", name="The Partnership", aliases=("The Board",)),
        ),
        Step(
            date(2022, 7, 1),
            FIRST_OFFICER,
            AddAgency("Wrenshire Integrated Care Board", "icb", since="2022-07-01"),
        ),
        Step(
            date(2022, 7, 1),
            CHAIR,
            ReplaceAgency("ccg", "icb", "2022-06-30", why="The commissioning group was abolished."),
        ),
        Step(
            HANDED_OVER,
            CHAIR,
            HandOverLead("quality-officer", "P. Adeyemi", (OFFICER,), why="New in post."),
        ),
        Step(
            date(2026, 8, 28),
            OFFICER,
            VacateLead("named-gp", why="The post-holder retired; the post is advertised."),
        ),
    ]
