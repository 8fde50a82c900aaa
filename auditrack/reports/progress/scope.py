"""What a progress report counts over: the board's recommendations, or those of one subgroup."""

from auditrack.reports.kit.wording import day
from auditrack.views.figures import Progress


def as_at(progress: Progress) -> str:
    """The day by which it judges: "30 September 2026"."""
    return day(progress.as_at.isoformat())


def that_it_answers_for(progress: Progress) -> str:
    """What narrows "recommendations" down, with a blank before it; "" for the whole board."""
    return f" that {progress.subgroup} delivers or assures" if progress.subgroup else ""


def whole_board(progress: Progress) -> str:
    """Of how many of the whole board a subgroup's are; "" for the whole board."""
    if not progress.subgroup:
        return ""
    return f" (of {progress.on_record} on the board's record)"


def note(progress: Progress) -> str:
    """What a reader of a subgroup's report must know first; "" for the whole board's."""
    if not progress.subgroup:
        return ""
    return (
        "Every figure counts only the recommendations that name "
        f"{progress.subgroup} as delivering or assuring them: {progress.recommendations} of "
        f"{progress.on_record} on record, with their actions, audits and themes. Where a theme "
        "stands is judged on the whole record."
    )
