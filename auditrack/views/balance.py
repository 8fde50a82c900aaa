"""How the number of open recommendations came about: figures that add up.

opening + new + entered late + re-opened = closing + closed + withdrawn + superseded.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from auditrack.model.dates import interval
from auditrack.views.asks import Ask
from auditrack.views.facts import Facts
from auditrack.views.figures import Balance

_SUPERSEDED = frozenset({"superseded", "no_longer_relevant", "declined"})


def balance_of(facts: Facts, since: date, until: date) -> Balance:
    """The balance of a period, each recommendation counted once on each side it stands on.

    A recommendation is new when its review was published in the period, and entered late when it
    came on record in the period and its review was published before. One that was closed and
    opened again within the period counts as closed and as re-opened.
    """
    before = Facts(facts.records, since - timedelta(days=1))
    after = Facts(facts.records, until)
    counts = dict.fromkeys(
        ("opening", "new", "late", "reopened", "closing", "closed", "withdrawn", "superseded"), 0
    )
    documents = facts.records.select("recommendations")
    for document in documents:
        entered = interval(document.get("entered_on"))
        review = facts.reviews.get(document["review"])
        published = interval(review.published) if review else None
        known_from = max(
            (days.earliest for days in (entered, published) if days is not None), default=date.min
        )
        if known_from > until:
            continue
        was_known = known_from < since
        then = _state(before, document) if was_known else None
        now = _state(after, document)
        if then == "open":
            counts["opening"] += 1
        elif then is None and not (now == "closed" and not _closed_within(after, document, since)):
            is_late = published is None or published.earliest < since
            counts["late" if is_late else "new"] += 1
        elif then is None:
            # It was closed before it came on record: it was never open in this period.
            continue
        elif now == "open":
            counts["reopened"] += 1
        else:
            continue
        counts["closing" if now == "open" else now] += 1
    return Balance(
        opening=counts["opening"],
        new=counts["new"],
        entered_late=counts["late"],
        reopened=counts["reopened"],
        closing=counts["closing"],
        closed=counts["closed"],
        withdrawn=counts["withdrawn"],
        superseded=counts["superseded"],
    )


def _state(facts: Facts, document: Mapping[str, Any]) -> str:
    rows = Ask(facts, document).rows
    statuses = {row.status for row in rows}
    if "withdrawn" in statuses:
        return "withdrawn"
    if statuses <= _SUPERSEDED:
        return "superseded"
    if statuses <= _SUPERSEDED | {"closed"}:
        return "closed"
    return "open"


def _closed_within(facts: Facts, document: Mapping[str, Any], since: date) -> bool:
    rows = Ask(facts, document).rows
    days = [row.closed.latest for row in rows if row.closed is not None]
    return bool(days) and max(days) >= since
