"""Why a theme should be tested now, from its position; most themes need not be."""

from datetime import date

from auditrack.analysis.position import Position

UNTESTED = ("SAID_DONE", "OVERDUE", "NOT_KNOWN")
"""Where practice is not tested although what was asked should be done by now."""

FAILED = ("NOT_EMBEDDED", "LAPSED", "PARTLY", "SLIPPING")
"""Where the last test did not find it embedded."""


def why_test(one: Position, as_at: date) -> str | None:
    """Why a theme should be tested; None where it need not be now.

    Returns:
        retest (the last test is too old), untested, part (embedded where tested, and some agency
        asked was left out), or again (the last test failed, and all that is asked should be done
        by now, some of it only since).
    """
    last = one.tested.last
    if one.practice == "RETEST_DUE":
        return "retest"
    if one.practice in UNTESTED:
        return "untested"
    if one.practice not in FAILED or last is None:
        return None
    if last.untested:
        return "part"
    return "again" if _came_due_since(one, last.day, as_at) else None


def _came_due_since(one: Position, tested: date, as_at: date) -> bool:
    """Whether all that is asked should be done by now, and some of it only since a test."""
    since = False
    for row in one.facts.counted if one.facts else ():
        if not row.is_live:
            continue
        due = row.agreed_due or row.due
        if row.status in ("open", "in_progress") and (due is None or due.latest >= as_at):
            return False
        done = row.closed if row.status == "closed" else due
        since = since or (done is not None and tested < done.earliest)
    return since
