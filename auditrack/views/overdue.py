"""What is past its date, counted against the original and the agreed date."""

from collections.abc import Iterable, Sequence

from auditrack.views.actions import ActionNow, served_by
from auditrack.views.asks import Ask
from auditrack.views.board import agency_name
from auditrack.views.facts import Facts
from auditrack.views.figures import OverdueLine
from auditrack.views.narrowed import Narrowed
from auditrack.views.needs import is_late_itself
from auditrack.views.owed import owed
from auditrack.views.wording import listed


def overdue_lines(
    facts: Facts, open_asks: Sequence[Ask], narrowed: Narrowed | None = None
) -> tuple[OverdueLine, ...]:
    """Actions past a date, and open recommendations that are while none of their actions is.

    The longest overdue come first; an action of several recommendations is told once.
    """
    still_open = {ask.ref for ask in open_asks}
    lines = [
        line
        for action in owed(facts)
        if (narrowed is None or narrowed.has("action", action.ref))
        and (line := _of_action(facts, action, still_open)) is not None
    ]
    lines += _of_asks(ask for ask in open_asks if is_late_itself(ask))
    return tuple(
        sorted(lines, key=lambda line: -max(line.days_original or 0, line.days_agreed or 0))
    )


def _of_action(facts: Facts, action: ActionNow, still_open: set[str]) -> OverdueLine | None:
    late = action.overdue
    if late is None:
        return None
    serves = served_by(facts.records, facts.records.get("actions", action.ref) or {})
    return OverdueLine(
        ref=action.ref,
        recommendation=next((ref for ref in serves if ref in still_open), serves[0]),
        what=action.action.what,
        agency=whose(facts, action, serves),
        original_due=action.original_due or "",
        agreed_due=action.agreed_due or "",
        days_original=late.days_original or None,
        days_agreed=late.days_agreed or None,
        times_moved=late.times_moved,
        lead=action.lead_title,
        moved_why=(action.extensions[-1].why or "") if action.extensions else "",
    )


def whose(facts: Facts, action: ActionNow, serves: Iterable[str]) -> str:
    """The agency whose an action is, as printed: its own, its lead's, else those asked."""
    records = facts.records
    lead = records.get("leads", action.lead or "") or {}
    owner = action.action.agency or lead.get("agency")
    if owner:
        return agency_name(records, owner)
    asked = (
        agency
        for ref in serves
        for agency in (records.get("recommendations", ref) or {}).get("agencies", ())
    )
    return listed(dict.fromkeys(agency_name(records, ref) for ref in asked), "no agency named")


def _of_asks(asks: Iterable[Ask]) -> Iterable[OverdueLine]:
    for ask in asks:
        records = ask.facts.records
        said = "" if ask.actions else "No action yet: "
        yield OverdueLine(
            ref=ask.ref,
            recommendation=ask.ref,
            what=f"{said}{ask.record.text}",
            agency=listed(
                (agency_name(records, ref) for ref in ask.record.agencies), "no agency named"
            ),
            original_due=ask.dues[0] or "",
            agreed_due=ask.dues[1] or "",
            days_original=ask.late.original,
            days_agreed=ask.late.agreed,
            times_moved=ask.times_moved,
            lead=listed(
                dict.fromkeys(one.lead_title for one in ask.actions if one.is_live), "no lead"
            ),
        )
