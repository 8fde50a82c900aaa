"""The two lists that come back in: recommendations and actions, with every field and axis."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from typing import Any

from auditrack.model.action import Action
from auditrack.model.recommendation import Recommendation
from auditrack.model.words import ACTION_STATES, word
from auditrack.views.actions import ActionNow, served_by, serving
from auditrack.views.asks import Ask
from auditrack.views.board import agency_name
from auditrack.views.embargo import is_embargoed
from auditrack.views.export_fields import fields_of, stored
from auditrack.views.export_narrowing import Line, Narrowing
from auditrack.views.facts import Facts
from auditrack.views.rows import Row, RowList

Document = Mapping[str, Any]

ASK_KEYS = (
    "ref", "review", "review_title", "label", "text", "agencies", "agency_refs", "reach", "themes",
    "theme_names", "leads", "reply", "reply_in_full", "decision", "delivery", "practice", "brag",
    "brag_reason", "is_open", "original_due", "agreed_due", "overdue_days",
    "overdue_original_days", "times_moved", "evidence", "best_level", "last_audit", "actions",
    "embargoed",
)  # fmt: skip
"""The keys of `rec list --json`, and what else a list or page says of a recommendation."""

ACTION_KEYS = (
    "ref", "review", "review_title", "serves", "what", "state", "lead_title", "agency_name",
    "original_due", "agreed_due", "overdue_days", "overdue_original_days", "times_moved",
    "done_on", "last_update", "last_note", "evidence", "embargoed",
)  # fmt: skip
"""The keys of `action list --json` but one, and what else is said of an action."""


def ask_keys(facts: Facts) -> tuple[str, ...]:
    """Every key of a recommendation, derived ones first."""
    return _with_fields(ASK_KEYS, fields_of(facts.records, "recommendations", Recommendation))


def action_keys(facts: Facts) -> tuple[str, ...]:
    """Every key of an action, derived ones first."""
    return _with_fields(ACTION_KEYS, fields_of(facts.records, "actions", Action))


def _with_fields(derived: tuple[str, ...], fields: Iterable[str]) -> tuple[str, ...]:
    return (*derived, *(name for name in fields if name not in derived))


def chosen_asks(rows: RowList, narrowing: Narrowing) -> tuple[str, ...]:
    """The recommendations that a narrowing lets through, in the order of the list."""
    shown = rows.through(narrowing.typed)
    if not narrowing.has_options:
        return shown.refs
    facts = rows.facts
    documents = facts.recommendations_by_ref
    published = _published(facts)
    return tuple(
        ref for ref in shown.refs if narrowing.lets_options(_line(facts, documents[ref], published))
    )


def _line(facts: Facts, document: Document, published: Callable[[str], str | None]) -> Line:
    ref = str(document["ref"])
    subgroups = (document.get("delivering"), document.get("assuring"))
    return Line(
        (),
        (ref,),
        tuple(document.get("agencies", ())),
        facts.theming.of(ref),
        tuple(one for one in subgroups if one),
        published(str(document["review"])),
    )


def _published(facts: Facts) -> Callable[[str], str | None]:
    return lambda ref: (facts.records.get("reviews", ref) or {}).get("published")


def ask_rows(
    rows: RowList, refs: Iterable[str], tell: Callable[[int], None] | None = None
) -> Iterator[tuple[Any, ...]]:
    """Recommendations as rows, each let go when it is handed on: thousands are not held."""
    facts = rows.facts
    documents = facts.recommendations_by_ref
    further = tuple(name for name in ask_keys(facts) if name not in ASK_KEYS)
    embargoed = cache(partial(is_embargoed, facts.records))
    for number, ref in enumerate(refs):
        if tell is not None:
            tell(number)
        document = documents[ref]
        row = Row(Ask(facts, document))
        said = row.to_json()
        get = document.get
        yield (
            ref,
            row.review,
            row.review_title,
            row.label,
            row.text,
            said["agencies"],
            list(get("agencies", ())),
            row.reach,
            said["themes"],
            list(row.theme_names),
            list(row.leads),
            said["reply"],
            row.reply,
            said["decision"],
            said["delivery"],
            said["practice"],
            said["brag"],
            row.brag.reason,
            row.open,
            said["original_due"],
            said["agreed_due"],
            said["overdue_days"],
            row.overdue_original_days,
            row.times_moved,
            said["evidence"],
            said["best_level"],
            said["last_audit"],
            [action.ref for action in row.ask.actions],
            embargoed(row.review),
            *[stored(get(name)) for name in further],
        )


def action_lines(facts: Facts) -> Iterator[Line]:
    """Every action that stands, as a line."""
    records = facts.records
    further = tuple(name for name in action_keys(facts) if name not in ACTION_KEYS)
    embargoed = cache(partial(is_embargoed, records))
    for action in facts.actions.all():
        document = records.get("actions", action.ref) or {}
        serves = served_by(records, document)
        review = review_of(records, serves)
        late = action.overdue
        updates = action.updates
        values = (
            action.ref,
            review,
            (records.get("reviews", review) or {}).get("title") if review else None,
            list(serves),
            action.action.what,
            word(ACTION_STATES, action.state),
            action.lead_title if action.lead else None,
            agency_name(records, document.get("agency")) if document.get("agency") else None,
            action.original_due,
            action.agreed_due,
            (late.days_agreed or None) if late else None,
            (late.days_original or None) if late else None,
            action.fact.times_moved,
            document.get("done_on"),
            updates[-1].on if updates else None,
            updates[-1].note if updates else None,
            [str(one["ref"]) for one in serving(records, "evidence", action.ref)],
            bool(review) and embargoed(review),
            *(stored(document.get(name)) for name in further),
        )
        agency = _agency_of(records, action, document)
        yield Line(
            values,
            (action.ref, *serves),
            (agency,) if agency else (),
            day=action.agreed_due,
        )


def _agency_of(records: Any, action: ActionNow, document: Document) -> str | None:
    """Whose action it is: its own agency, else that of its lead."""
    if document.get("agency"):
        return str(document["agency"])
    lead = records.get("leads", action.lead) if action.lead else None
    return str(lead["agency"]) if lead and lead.get("agency") else None


def review_of(records: Any, refs: Iterable[str]) -> str | None:
    """The review of the first of some records that belongs to one."""
    for ref in refs:
        if records.get("reviews", ref) is not None:
            return ref
        for table in ("recommendations", "findings"):
            document = records.get(table, ref)
            if document is not None:
                return str(document.get("review") or "") or None
    return None


def _at(key: str) -> int:
    return ACTION_KEYS.index(key)


_OVER = frozenset(
    ACTION_STATES[code] for code in ("signed-off", "superseded", "no-longer-relevant", "done")
)

ACTION_STATES_TYPED: dict[str, Callable[[Line], bool]] = {
    "overdue": lambda line: line.values[_at("overdue_days")] is not None,
    "open": lambda line: line.values[_at("state")] not in _OVER,
    "closed": lambda line: line.values[_at("state")] in _OVER,
    "no-lead": lambda line: not line.values[_at("lead_title")],
    "no-due": lambda line: not line.values[_at("agreed_due")],
    "no-evidence": lambda line: not line.values[_at("evidence")],
}
"""The states that a list of actions can be narrowed to."""
