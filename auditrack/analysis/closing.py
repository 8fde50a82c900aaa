"""Closing is a decision; this says what is still missing for it, one sentence each."""

from datetime import date

from auditrack.analysis.axes import AskFact, BoardNumbers, delivery_of, reply_of
from auditrack.model.words import ACTION_STATES, LEVELS, word


def missing_to_close(
    ask: AskFact,
    as_of: date,
    numbers: BoardNumbers,
    best_level: int | None,
    tested: bool,
) -> tuple[str, ...]:
    """Why a recommendation may not be closed yet; empty where it may.

    A chair may override with a reason, and every report prints what was missing.

    Args:
        ask: The recommendation with its replies and actions.
        as_of: The day to judge it by.
        numbers: The least level of evidence and whether a test is required.
        best_level: The best level of evidence that stands, None where there is none.
        tested: Whether a test of practice has been made.
    """
    missing: list[str] = []
    for agency, state in delivery_of(ask, as_of).per_agency:
        if agency and not reply_of(agency, ask, as_of, numbers).is_answered:
            missing.append(f"{ask.called(agency)} has not replied.")
        if state != "signed-off":
            who = f"{ask.called(agency)} has not signed off" if agency else "It is not signed off"
            missing.append(f"{who}: {word(ACTION_STATES, state)}.")
    if (-1 if best_level is None else best_level) < numbers.least_level:
        level = LEVELS.get(numbers.least_level, "")
        named = f"level {numbers.least_level} ({level})" if level else f"{numbers.least_level}"
        missing.append(f"There is no evidence of {named} or more.")
    if numbers.test_required and not tested:
        missing.append("No test of practice has been made, and this board requires one.")
    return tuple(missing)
