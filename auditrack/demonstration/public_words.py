"""What the made-up board's author worded for the public, so that what was done can be told."""

from collections.abc import Iterator, Mapping
from datetime import date

from auditrack.commands.command import Command
from auditrack.commands.publication import WordForThePublic
from auditrack.demonstration.people import OFFICER
from auditrack.demonstration.step import Step
from auditrack.demonstration.years_work import LARCH
from auditrack.model.change import Records

_DAY = date(2026, 9, 14)

_ACTIONS: Mapping[str, tuple[str, ...]] = {
    "child-birch/1": ("Officers record what each child at a call-out said and how they were.",),
    "child-birch/2": ("The service is told of each child every day, by a secure message.",),
    "child-birch/3": ("Written agreements of that kind were withdrawn, and staff were told why.",),
    "child-birch/5": ("A manager checks that fathers and partners were met.",),
    "child-birch/7": (
        "Health professionals are on a rota, and no discussion begins without one.",
        "Sergeants on duty were told how the rota works.",
    ),
    "child-birch/8": ("A senior clinician is named each day.",),
    "child-birch/9": ("Every school takes part in the morning message.",),
    "child-birch/12": ("The procedure fits on one page and was launched in every agency.",),
    "mr-alder/1": (
        "Every assessor took a course on the computer.",
        "Assessors are coached one to one on assessments that they wrote.",
    ),
    "mr-alder/2": ("Guidance with worked examples was published.",),
    "mr-alder/3": ("Managers can telephone a solicitor on the day.",),
    "mr-alder/4": ("A pathway was written, and a panel meets every month.",),
    "mr-alder/5": ("A second refused visit is passed on by the repairs system.",),
    "mr-alder/7": ("The record of an enquiry asks both questions.",),
    "mr-alder/8": ("A letter goes out when a decision is recorded.",),
    "mr-alder/10": ("A call about people going home is held every day.",),
    "child-willow/1": (
        "Repeat assessments are reported every month.",
        "Social workers and health visitors make joint visits.",
    ),
    "child-willow/2": ("Plans are reviewed at nine months by a manager from elsewhere.",),
    "child-willow/3": ("Short observations were tried with several teams.",),
    "child-willow/5": ("The record of a visit has room for the child's own words.",),
    "child-willow/6": ("Chairs have time to meet children before a conference.",),
    "child-willow/7": ("Health staff write down what they saw of the child.",),
    "child-willow/8": ("Children with a plan are flagged where appointments are booked.",),
    "child-willow/11": ("Practitioners from different agencies reflect together in groups.",),
    "child-willow/12": ("The case system holds one chronology for a family.",),
    "child-willow/17": ("The course was withdrawn, and staff were asked what would help.",),
    "child-willow/18": ("The chair led open conversations in every agency.",),
    "child-willow/19": ("An audit of practice is planned for each theme of the review.",),
}
"""By what they were taken for, in the order in which they were begun."""

_DECISIONS: Mapping[str, str] = {
    "child-birch/15": "The need at night is met in another way, by workers who can be called.",
    "neglect-2020/6": "The audit is made every second year, so that other themes are tested too.",
    "mr-alder/12": "The provider no longer works in the area.",
}
"""By what was decided on; of several decisions the last."""

_EVIDENCE: Mapping[str, str] = {
    "child-willow/8": "Families are telephoned on the day that a child is not brought.",
    "child-willow/11": "Groups of practitioners have led to plans being changed for children.",
    "mr-alder/7": "More adults say that an enquiry did what they had asked for.",
}
"""By what it was filed for; of several pieces the last."""

_DELAYS: Mapping[str, str] = {
    "child-birch": "The review waited for the end of criminal proceedings.",
    "child-willow": "The review waited for the end of proceedings in the family court.",
    LARCH: "Meetings waited at the wish of the family.",
}


def public_words() -> list[Step]:
    """What was worded for the public before the public record was prepared."""
    return [Step(_DAY, OFFICER, _worded)]


def _worded(records: Records) -> Iterator[Command]:
    actions = records.index("actions", "serves")
    for serves, texts in _ACTIONS.items():
        for action, text in zip(actions[serves], texts, strict=False):
            yield WordForThePublic(str(action["ref"]), text)
    for table, field, told in (
        ("decisions", "on_ref", _DECISIONS),
        ("evidence", "serves", _EVIDENCE),
    ):
        for about, text in told.items():
            yield WordForThePublic(str(records.index(table, field)[about][-1]["ref"]), text)
    for review, text in _DELAYS.items():
        yield WordForThePublic(review, text)
