"""Which recommendations the made-up board has said ask the same, or take another's place."""

from datetime import date

from auditrack.commands.link import LinkRecommendations
from auditrack.demonstration.people import OFFICER
from auditrack.demonstration.step import Step

_AFTER_WILLOW = date(2024, 10, 3)
_AFTER_HAZEL = date(2026, 4, 16)


def links() -> list[Step]:
    """Every link, on the day that the officer made it."""
    return [
        Step(day, OFFICER, LinkRecommendations(one, other, kind, degree))
        for day, one, other, kind, degree in (
            (_AFTER_WILLOW, "child-willow/1", "child-ash/1", "same-ask", "same"),
            (_AFTER_WILLOW, "child-willow/2", "child-ash/3", "same-ask", "stronger"),
            (_AFTER_WILLOW, "child-willow/5", "child-ash/5", "same-ask", "same"),
            (_AFTER_WILLOW, "child-willow/8", "child-ash/7", "same-ask", "stronger"),
            (_AFTER_WILLOW, "child-willow/12", "neglect-2020/8", "related", None),
            (_AFTER_WILLOW, "child-willow/4", "neglect-2020/4", "supersedes", None),
            (_AFTER_WILLOW, "child-willow/17", "child-ash/2", "contradicts", None),
            (_AFTER_HAZEL, "infant-hazel/4", "babies-2018/5", "same-ask", "same"),
            (_AFTER_HAZEL, "infant-hazel/5", "babies-2018/6", "related", None),
        )
    ]
