"""How long a review's texts are kept: which are due to be looked at, and what belongs to one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from auditrack.model.change import Records
from auditrack.model.dates import interval
from auditrack.model.refs import natural_key

EVERYTHING = "everything"
"""In the place of a field's name in a request to redact: all texts of a review are meant."""

_SERVING = ("actions", "audits", "evidence")
"""What is done or filed for records of a review; evidence may serve the two before it."""


@dataclass(frozen=True)
class Kept:
    """A review with the day from which the board asks whether to keep its texts.

    `asked` is the request to dispose of them that nobody has confirmed yet.
    """

    ref: str
    title: str
    retention_review: str | None
    due: bool
    asked: str | None
    disposed_on: str | None


def kept(records: Records, today: date) -> tuple[Kept, ...]:
    """Every review, what is due first and then by the day; those without a day, then disposed."""
    asked = {
        str(request["of"]): str(request["ref"])
        for request in records.select("redactions")
        if request.get("field") == EVERYTHING
        and not (request.get("confirmed_on") or request.get("withdrawn_on"))
    }
    rows = [
        Kept(
            ref=str(review["ref"]),
            title=str(review.get("title", "")),
            retention_review=review.get("retention_review"),
            due=not review.get("disposed_on") and is_due(review, today),
            asked=asked.get(str(review["ref"])),
            disposed_on=review.get("disposed_on"),
        )
        for review in records.select("reviews")
    ]
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                row.disposed_on is not None,
                row.retention_review is None,
                row.retention_review or "",
                natural_key(row.ref),
            ),
        )
    )


def is_due(review: Mapping[str, Any], today: date) -> bool:
    """Whether the day of a review's retention review has come; it has none before that is set."""
    days = interval(review.get("retention_review"))
    return days is not None and days.earliest <= today


@dataclass(frozen=True)
class Belonging:
    """What belongs to a review and to no other.

    `records` are the references by table. `shared` are actions, evidence and audits that serve
    records of other reviews too, each with those; `beside` are links with what is of others.
    """

    review: str
    records: Mapping[str, frozenset[str]]
    shared: Mapping[str, tuple[str, ...]]
    beside: frozenset[str] = field(default_factory=frozenset)

    def holds(self, table: str, ref: str) -> bool:
        """Whether a record is among them."""
        return ref in self.records.get(table, frozenset())


def belonging(records: Records, review: str) -> Belonging:
    """Everything entered about one review, whatever its state.

    An action, a piece of evidence or an audit belongs to it where all that it serves does; what
    belongs to a review that was disposed of counts as if it were of this one.
    """
    disposed = [str(one["ref"]) for one in records.select("reviews") if one.get("disposed_on")]
    found: dict[str, set[str]] = {"reviews": {review}}
    for table in (
        *("findings", "recommendations", "windows", "proceedings", "told", "imports"),
        "watch_names",
    ):
        found[table] = _of(records, table, "review", [review])
    asked = found["findings"] | found["recommendations"]
    own = {review, *asked}
    gone = set(disposed)
    for table in ("findings", "recommendations"):
        gone |= _of(records, table, "review", disposed)
    shared: dict[str, tuple[str, ...]] = {}
    for table in _SERVING:
        found[table] = set()
        for document in records.select(table):
            ref = str(document["ref"])
            served = _served(records, document)
            if not served & (own | gone):
                continue
            others = served - own - gone
            if not others:
                # Where only what was disposed of is served, it went with that already.
                (found[table] if served & own else gone).add(ref)
            elif served & own:
                shared[ref] = tuple(sorted(others, key=natural_key))
        own |= found[table]
    found["replies"] = _of(records, "replies", "recommendation", found["recommendations"])
    found["decisions"] = _of(records, "decisions", "on_ref", own)
    found["updates"] = _of(records, "updates", "action", found["actions"])
    found["extensions"] = _of(records, "extensions", "action", found["actions"])
    found["criteria"] = _of(records, "criteria", "audit", found["audits"])
    found["theme_links"] = _of(records, "theme_links", "of", asked)
    found["mentions"] = _of(records, "mentions", "link", found["theme_links"])
    found["return_questions"] = _of(records, "return_questions", "about", own)
    found["meeting_items"] = _of(records, "meeting_items", "on_ref", own)
    found["interests"] = _of(records, "interests", "about", own)
    found["serves"] = _of(records, "serves", "record", own)
    beside = (
        _of(records, "links", "a", found["recommendations"])
        | _of(records, "links", "b", found["recommendations"])
        | (_of(records, "serves", "serves", own) - found["serves"])
    )
    return Belonging(
        review,
        {table: frozenset(refs) for table, refs in found.items() if refs},
        shared,
        frozenset(beside),
    )


def _of(records: Records, table: str, field: str, values: Iterable[str]) -> set[str]:
    """The references of the records with any of these values of a field."""
    index = records.index(table, field)
    return {str(document["ref"]) for value in values for document in index.get(value, ())}


def _served(records: Records, document: Mapping[str, Any]) -> set[str]:
    """What a record serves, as filed and as added later; evidence of an audit alone, the audit."""
    added = records.index("serves", "record").get(document["ref"], ())
    filed = document.get("serves")
    served = {*map(str, filed if isinstance(filed, (tuple, list)) else ())}
    served |= {str(one["serves"]) for one in added if one.get("serves")}
    return served or {str(document[name]) for name in ("audit",) if document.get(name)}
