"""What a yearly report of the made-up board has to tell: work under way, refusals, differences."""

from datetime import date

from auditrack.commands.decision import DecideRecommendation
from auditrack.commands.disclosure import AddWatchNames
from auditrack.commands.evidence import AcceptEvidence, AddEvidence
from auditrack.commands.reply import ReplyToRecommendation
from auditrack.commands.review import AddReview
from auditrack.demonstration.people import CHAIR, OFFICER, PARTNERSHIP, SCRUTINEER
from auditrack.demonstration.step import Step

LARCH = "child-larch"
"""The review that was under way when the last board's year ended, and still is."""

_MEETING = "Partnership meeting"

# Filed on, accepted on, what was filed, and the name of the step.
_SEEN = (
    (
        "2025-10-16",
        "2025-10-30",
        AddEvidence(
            ("child-rowan/8",),
            "Twelve young people asked by an advocate: ten were seen in a week and felt heard.",
            3,
            about="2025-09",
            result="embedded",
            agency="mental-health",
            use_in_annual_report=True,
            difference="Ten of twelve young people said that somebody listened the first time.",
        ),
        "young people asked",
    ),
    (
        "2026-02-12",
        "2026-02-26",
        AddEvidence(
            ("mr-alder/7",),
            "Outcome survey of the council: 83 of 100 people said that what they wanted was met "
            "or partly met, from 64 two years before.",
            4,
            about="2025-12",
            result="embedded",
            agency="adult-social-care",
            use_in_annual_report=True,
            difference="More adults say that the enquiry did what they had asked for.",
        ),
        "adults asked",
    ),
)


_WATCHED = (
    (date(2026, 9, 10), "child-willow", ("Elowen Marrick", "Junia Marrick"), "child"),
    (date(2026, 9, 10), "child-willow", ("Corisande Marrick",), "family"),
    (date(2026, 9, 10), "child-willow", ("Thistlecombe Terrace",), "place"),
    (date(2026, 9, 10), "mr-alder", ("Ambrose Quennell",), "child"),
    (date(2026, 9, 10), "mr-alder", ("Peregrine Oswick",), "worker"),
    (date(2026, 9, 10), LARCH, ("Tamsin Oxenholme",), "child"),
)
"""Names that nobody bears, on the lists of what nothing public may hold: whose they are last."""


def years_work() -> list[Step]:
    """The review under way, evidence of practice, what was banked and declined, watch-lists."""
    steps = [
        Step(
            date(2025, 9, 11),
            OFFICER,
            AddReview(
                LARCH,
                "Local child safeguarding practice review: Child Larch",
                "lcspr",
                (PARTNERSHIP,),
                subjects=("Larch",),
                arranged="2025-09-04",
                due="2026-03-05",
                delay_reason="The family's solicitor asked for the meetings to wait.",
            ),
        ),
        Step(
            date(2025, 6, 19),
            CHAIR,
            DecideRecommendation(
                "child-birch/15",
                "not",
                "Looked at again: two workers on call meet the need at night that was counted.",
                meeting=_MEETING,
            ),
        ),
        Step(
            date(2025, 12, 11),
            CHAIR,
            DecideRecommendation(
                "neglect-2020/6",
                "in-part",
                "Every second year, so that other themes can be tested too.",
                meeting=_MEETING,
            ),
        ),
        # The trust gave no reason for the part that it left out.
        Step(
            date(2025, 7, 10),
            OFFICER,
            ReplyToRecommendation("child-willow/9", "hospitals", "in-part"),
        ),
    ]
    steps += [
        Step(day, OFFICER, AddWatchNames(review, names, whose))
        for day, review, names, whose in _WATCHED
    ]
    for filed, judged, evidence, name in _SEEN:
        steps += [
            Step(date.fromisoformat(filed), OFFICER, evidence, name),
            Step(date.fromisoformat(judged), SCRUTINEER, AcceptEvidence(f"@{name}")),
        ]
    return steps
