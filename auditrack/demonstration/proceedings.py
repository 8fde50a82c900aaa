"""The proceedings beside the made-up board's reviews, and what was provisional because of them."""

from datetime import date

from auditrack.commands.proceedings import RecordProceedings
from auditrack.commands.review import EditReview
from auditrack.demonstration.people import OFFICER
from auditrack.demonstration.step import Step

_ADULTS_CHARGED = date(2026, 2, 16)
_HAZEL_ENTERED = date(2026, 3, 26)
_INQUEST_OVER = date(2026, 10, 19)


def proceedings() -> list[Step]:
    """An inquest that is over while its review is still provisional, and a trial to come."""
    return [
        Step(day, OFFICER, does)
        for day, does in (
            (
                _ADULTS_CHARGED,
                EditReview(
                    "child-rowan",
                    status="provisional",
                    why="Adults were charged; what is heard at their trial may bear on a finding.",
                ),
            ),
            (_ADULTS_CHARGED, RecordProceedings("child-rowan", "criminal", open="2026-02-13")),
            (
                _HAZEL_ENTERED,
                EditReview(
                    "infant-hazel",
                    status="provisional",
                    why="The inquest has not been heard yet.",
                ),
            ),
            (_HAZEL_ENTERED, RecordProceedings("infant-hazel", "inquest", open="2025-12-11")),
            (_INQUEST_OVER, RecordProceedings("infant-hazel", "inquest", ended="2026-10-14")),
        )
    ]
