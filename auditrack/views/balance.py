"""How the number of open recommendations came about: figures that add up.

opening + new + entered late + re-opened = closing + closed + withdrawn + superseded.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from auditrack.model.dates import interval
from auditrack.views.facts import Facts
from auditrack.views.figures import Balance
from auditrack.views.seen import seen, stands

_SUPERSEDED = frozenset({"superseded", "no_longer_relevant", "declined"})
_ENDED_BY = {"close": "closed", "no-longer-relevant": "superseded", "not": "superseded"}

Document = Mapping[str, Any]


def balance_of(facts: Facts, since: date, until: date) -> Balance:
    """The balance of a period, by each fact's own date.

    A recommendation is new when its review was published in the period (or it came on record in it
    ahead of that), and entered late when it came on record in the period and its review was
    published before, or is not dated. One that was ended and opened again within the period counts
    on both sides, each time. What was over before it came on record counts nowhere, nor does what
    an undone import brought in.
    """
    before = facts.on(since - timedelta(days=1))
    after = facts.on(until)
    counts: Counter[str] = Counter()
    for document in facts.records.select("recommendations"):
        never_stood = not stands(facts.records, document, date.min)
        if never_stood or not _is_known(facts, document, until):
            continue
        came = _came(facts, document, since, until)
        start = "open" if came == "new" else _state(before, document)
        if start == "open":
            counts[came] += 1
        _walk(after, document, since, start, counts)
    return Balance(
        opening=counts["opening"],
        new=counts["new"],
        entered_late=counts["late"],
        reopened=counts["reopened"],
        closing=counts["open"],
        closed=counts["closed"],
        withdrawn=counts["withdrawn"],
        superseded=counts["superseded"],
    )


def _walk(after: Facts, document: Document, since: date, start: str, counts: Counter[str]) -> None:
    """Count each way out of the open ones and back that the period saw, to where it stands now."""
    here = start
    for decision in after.standing.decisions(document["ref"]):
        if seen(decision.get("on"), since - timedelta(days=1)):
            continue
        to = "open" if decision["decision"] == "re-open" else _ENDED_BY.get(decision["decision"])
        if to is not None and (here == "open") != (to == "open"):
            counts["reopened" if to == "open" else to] += 1
            here = to
    now = _state(after, document)
    if here == "open" or now == "open":
        if here != now:
            counts["reopened" if now == "open" else now] += 1
        if now == "open":
            counts["open"] += 1


def _published(facts: Facts, document: Document) -> str | None:
    review = facts.reviews.get(document["review"])
    return review.published if review else None


def _is_known(facts: Facts, document: Document, day: date) -> bool:
    """Whether its review was out by a day, or it was on record itself."""
    if seen(_published(facts, document), day):
        return True
    entered = document.get("entered_on")
    return entered is not None and seen(entered, day)


def _came(facts: Facts, document: Document, since: date, until: date) -> str:
    """How it came among the open ones of the period: opening, new or late."""
    eve = since - timedelta(days=1)
    entered = interval(document.get("entered_on"))
    is_dated = interval(_published(facts, document)) is not None
    was_out = not is_dated or seen(_published(facts, document), eve)
    if entered is not None and since <= entered.earliest <= until and was_out:
        return "late"
    return "opening" if _is_known(facts, document, eve) else "new"


def _state(facts: Facts, document: Document) -> str:
    """Open, closed, withdrawn or superseded."""
    statuses = facts.standing.statuses(document)
    if "withdrawn" in statuses:
        return "withdrawn"
    if statuses <= _SUPERSEDED:
        return "superseded"
    if statuses <= _SUPERSEDED | {"closed"}:
        return "closed"
    return "open"
