"""What a public copy says of a theme: what is on record, never blame, nothing that is not certain.

Source of the rules: "What may be said, and where" of the rules of positions. A doubt is not spoken
of: whether a theme may have recurred, a history that nobody searched, agencies that are others.
"""

from typing import Final

from auditrack.analysis.position import Position

RAISED_AGAIN: Final = (
    "Raised again after action was due; nothing on record yet shows it in practice"
)
REPORTED_AS_DONE: Final = "Reported as done; no test on record"

_UNCERTAIN = frozenset({"POSSIBLY", "UNKNOWN", "NONE"})
_UNSPOKEN = frozenset({"history_not_searched", "other_agencies", "possible_lapse"})

_WORDS: Final = {
    "NOT_EMBEDDED": "Tested; not yet found in practice",
    "LAPSED": "Found in practice at an earlier test; not at the last one",
    "PARTLY": "Found only in part of practice at the last test",
    "SLIPPING": "Found in practice at an earlier test; only in part at the last one",
    "SAID_DONE": REPORTED_AS_DONE,
    "OVERDUE": "An action is past its date; no test on record",
    "NOT_KNOWN": "What was done is not on record; no test on record",
    "NOT_DUE": "Action is not yet due; no test on record",
    "NOTHING_ASKED": "Raised; no recommendation on record that still asks for action",
    "RETEST_DUE": "Found in practice at the last test; a new test is due",
    "EMBEDDED_ONCE": "Found in practice at the last test",
    "SUSTAINED": "Found in practice at the last test and at tests before it",
}
_LAPSED_BY_REVIEW = "Found in practice at an earlier test; raised again since"
_WHERE_TESTED = "Found in practice where tested; not tested everywhere"

_RECURRENCES = {
    "ONCE": "raised in one review",
    "AFTER": "raised again in practice after the earlier actions were due",
    "EARLY": "raised again in practice that was over before the earlier actions were due",
    "BEFORE": "raised again in practice that predates the earlier report",
}

_REASONS = {
    "NOT_EMBEDDED": "no test of practice on record has found it embedded yet",
    "LAPSED": "a test found it embedded and a later one did not",
    "PARTLY": "the last test found it partly embedded",
    "SLIPPING": "a test found it embedded and the last one partly",
    "SAID_DONE": "the actions are reported as done and no test of practice is on record",
    "OVERDUE": "an action is past its date and no test of practice is on record",
    "NOT_KNOWN": "what was done is not on record, and no test of practice is",
    "NOT_DUE": "what was asked for is not yet due, and not tested",
    "NOTHING_ASKED": "no recommendation on record still asks for action",
    "RETEST_DUE": "the last test found it embedded, and a new one is due",
    "EMBEDDED_ONCE": "the last test found it embedded",
    "SUSTAINED": "tests over time have found it embedded",
}


def public_words(position: Position) -> str | None:
    """Where a theme stands in words for the public; None where nothing may be said of it."""
    practice = position.practice
    if (
        position.recurrence in _UNCERTAIN
        or practice not in _WORDS
        or not _UNSPOKEN.isdisjoint(position.flags)
    ):
        return None
    if practice == "NOT_EMBEDDED" and position.recurrence == "AFTER":
        return RAISED_AGAIN
    if practice == "LAPSED" and _is_by_review(position):
        return _LAPSED_BY_REVIEW
    if practice == "PARTLY" and _is_for_coverage(position):
        return _WHERE_TESTED
    return _WORDS[practice]


def public_reason(position: Position) -> str:
    """What its public words rest on, a sentence; "" where nothing may be said of it.

    The reviews counted are those that the position was judged over: in a public copy, public ones.
    """
    if public_words(position) is None:
        return ""
    count = position.reviews
    noun = "review" if count == 1 else "reviews"
    since = position.first_raised
    counted = f"{count} published {noun} since {since}" if since else f"{count} {noun}, none dated"
    clause = _REASONS[position.practice]
    if position.practice == "LAPSED" and _is_by_review(position):
        clause = "a test found it embedded and a later review raises it again"
    elif position.practice == "PARTLY" and _is_for_coverage(position):
        clause = "embedded where it was tested, and not tested everywhere"
    return f"{counted}: {_RECURRENCES[position.recurrence]}; {clause}."


def _is_by_review(position: Position) -> bool:
    return (position.last_test or "").startswith("review ")


def _is_for_coverage(position: Position) -> bool:
    return "not tested everywhere" in position.label
