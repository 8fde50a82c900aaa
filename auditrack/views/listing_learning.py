"""The lists of reviews and findings."""

from collections.abc import Mapping
from typing import Any

from auditrack.model.dates import in_words
from auditrack.model.words import FINDING_KINDS, HISTORIES, REVIEW_TYPES, word
from auditrack.views.facts import Facts
from auditrack.views.listing import Column, Item, Listing
from auditrack.views.listing_work import last_first
from auditrack.views.rows import RowList
from auditrack.views.seen import standing
from auditrack.views.wording import counted


def reviews(facts: Facts, rows: RowList) -> Listing:
    """Reviews with what they asked and how much of it is open."""
    records = facts.records
    asked: dict[str, list[bool]] = {}
    for row in rows.rows():
        asked.setdefault(row.review, []).append(row.open)
    findings = records.index("findings", "review")
    items = []
    for review in standing(records, records.select("reviews"), facts.as_at):
        ref = str(review["ref"])
        opens = asked.get(ref, [])
        published = str(review.get("published") or "")
        status = str(review.get("status", "active"))
        items.append(
            Item(
                ref,
                "review",
                (
                    ref,
                    in_words(published) if published else "not said",
                    f"{sum(opens)} of {len(opens)} open",
                    str(len(findings.get(ref, ()))),
                    word(HISTORIES, review.get("history"), "not said"),
                    str(review.get("title", "")) + (f" ({status})" if status != "active" else ""),
                ),
                "" if any(opens) else "quiet",
                more=_more(review),
                sort=published,
            )
        )
    return Listing(
        "reviews",
        "Reviews",
        "review",
        "reviews",
        (
            Column("Review", 22),
            Column("Published", 17),
            Column("Asks", 14),
            Column("Findings", 8, 100),
            Column("History", 27, 120),
            Column("Title", 0),
        ),
        tuple(items),
        "No review is on record. i takes in a published one, n enters one by hand.",
        (
            ("latest published", last_first),
            ("title", lambda item: item.cells[-1].casefold()),
            ("most still open", lambda item: -int(item.cells[2].split()[0])),
        ),
    )


def _more(review: Mapping[str, Any]) -> str:
    """Its type, and whose it is where another body entered it and shared it."""
    kind = word(REVIEW_TYPES, review.get("type"), str(review.get("type") or ""))
    by = f"shared by {review.get('shared_by')}" if review.get("shared_from") else ""
    return ", ".join(filter(None, (kind, by)))


def findings(facts: Facts) -> Listing:
    """Findings and lessons, with what they led to."""
    records = facts.records
    titles = {str(one["ref"]): str(one.get("title", "")) for one in records.select("reviews")}
    items = []
    for finding in standing(records, records.select("findings"), facts.as_at):
        led_to = finding.get("led_to", ())
        none = finding.get("no_recommendation_why")
        said = (
            counted(len(led_to), "recommendation")
            if led_to
            else "none, with reason"
            if none
            else "nothing said"
        )
        items.append(
            Item(
                str(finding["ref"]),
                "finding",
                (
                    str(finding["ref"]),
                    word(FINDING_KINDS, finding.get("kind", "concern")),
                    said,
                    str(finding.get("text", "")),
                ),
                more=f"{titles.get(str(finding.get('review')), '')} "
                + " ".join(facts.theming.names(facts.theming.of(str(finding["ref"])))),
            )
        )
    return Listing(
        "findings",
        "Findings",
        "finding",
        "findings",
        (
            Column("Finding", 22),
            Column("Kind", 13, 60),
            Column("Led to", 18, 90),
            Column("Finding or lesson", 0),
        ),
        tuple(items),
        "No finding is on record. On a review, N adds one.",
        (
            ("review, latest entered last", lambda item: 0),
            ("kind", lambda item: (item.cells[1], item.ref)),
            ("led to", lambda item: (item.cells[2], item.ref)),
        ),
    )
