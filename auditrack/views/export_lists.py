"""The lists and views that leave the register beside recommendations and actions, as lines."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import msgspec

from auditrack.model.change import Records
from auditrack.views.actions import served_by
from auditrack.views.board import agency_name, board_of, lead_title
from auditrack.views.embargo import is_embargoed
from auditrack.views.export_asks import review_of
from auditrack.views.export_fields import fields_of, kind_of, stored
from auditrack.views.export_narrowing import Line
from auditrack.views.facts import Facts
from auditrack.views.seen import seen, stands

if TYPE_CHECKING:
    from auditrack.register.protocol import Store

Document = Mapping[str, Any]
Keys = tuple[str, ...]
Lines = tuple[Keys, Iterator[Line]]

_PAST = {
    "updates": "on",
    "extensions": "on",
    "decisions": "on",
    "told": "on",
    "recurrence_reasons": "on",
}
"""Records of what happened: one dated after the day is not known on it."""

_ABOUT = ("serves", "action", "recommendation", "on_ref", "of", "a", "b", "audit", "review",
          "asks", "form", "meeting", "about", "link", "record")  # fmt: skip
_OF_ASKS = frozenset(
    {"updates", "extensions", "replies", "decisions", "evidence", "audits", "theme_links"}
)
"""Tables whose records belong to a review through what they are on."""


def records_of(
    facts: Facts, table: str, day: str | None, withdrawn: bool = False, kind: str | None = None
) -> Lines:
    """The records of a table with every field, and the names behind its references.

    Args:
        facts: the register's facts on a day.
        table: whose records.
        day: the field that dates them.
        withdrawn: whether withdrawn ones are among them.
        kind: only those of this kind.
    """
    records = facts.records
    fields = fields_of(records, table, kind_of(table))
    extra: dict[str, Callable[[Document], Any]] = {}
    titles = {str(one["ref"]): one.get("title") for one in records.select("reviews")}
    if "agency" in fields:
        extra["agency_name"] = lambda one: one.get("agency") and agency_name(records, one["agency"])
    if "agencies" in fields:
        extra["agency_names"] = lambda one: (
            [agency_name(records, a) for a in one["agencies"]] if (one.get("agencies")) else []
        )
    if "lead" in fields:
        extra["lead_title"] = lambda one: one.get("lead") and lead_title(records, one["lead"])
    if "theme" in fields:
        extra["theme_name"] = lambda one: one.get("theme") and facts.theming.name(one["theme"])
    if "themes" in fields:
        extra["theme_names"] = lambda one: [facts.theming.name(t) for t in one.get("themes", ())]
    belongs = table in _OF_ASKS
    review: Callable[[Document], str | None] = (
        (lambda one: str(one["review"]) if one.get("review") else _review(records, table, one))
        if belongs or "review" in fields
        else (lambda one: str(one["ref"]) if table == "reviews" else None)
    )
    if belongs and "review" not in fields:
        extra["review"] = review
    if belongs or "review" in fields:
        extra["review_title"] = lambda one: titles.get(review(one) or "")
    if belongs or "review" in fields or table == "reviews":
        embargoed = cache(partial(is_embargoed, records))
        extra["embargoed"] = lambda one: embargoed(review(one) or "")
    names = ("served",) if table in ("evidence", "audits") else ()
    keys = (*fields, *extra, *names)

    def lines() -> Iterator[Line]:
        past = _PAST.get(table)
        for one in records.select(table):
            if not withdrawn and not stands(records, one, facts.as_at):
                continue
            if kind is not None and one.get("kind") != kind:
                continue
            if past and not seen(one.get(past), facts.as_at):
                continue
            served = served_by(records, one) if names else ()
            values = [stored(one.get(name)) for name in fields]
            values += [make(one) for make in extra.values()]
            values += [list(served)] if names else []
            yield _line(table, one, tuple(values), served, day)

    return keys, lines()


def _line(
    table: str, one: Document, values: tuple[Any, ...], served: tuple[str, ...], day: str | None
) -> Line:
    refs = [str(one["ref"]), *served]
    for name in _ABOUT:
        value = one.get(name)
        refs += value if isinstance(value, (tuple, list)) else [str(value)] if value else []
    agencies = one.get("agencies") or ((one["agency"],) if one.get("agency") else ())
    themes = one.get("themes") or ((one["theme"],) if one.get("theme") else ())
    subgroup = one.get("subgroup")
    if table == "agencies":
        agencies = (str(one["ref"]),)
    return Line(
        values,
        tuple(dict.fromkeys(refs)),
        tuple(agencies),
        tuple(themes),
        (subgroup,) if subgroup else (str(one["ref"]),) if table == "subgroups" else (),
        one.get(day) if day else None,
    )


def _review(records: Records, table: str, one: Document) -> str | None:
    """The review behind a record that hangs on another."""
    if table == "updates" or table == "extensions":
        one = records.get("actions", str(one.get("action"))) or {}
    refs: list[str] = []
    for name in ("serves", "recommendation", "on_ref", "of"):
        value = one.get(name)
        refs += value if isinstance(value, (tuple, list)) else [str(value)] if value else []
    for ref in tuple(refs):
        hung = records.get("actions", ref) or records.get("evidence", ref)
        refs += hung.get("serves", ()) if hung else ()
    return review_of(records, refs)


def themes(facts: Facts) -> Lines:
    """Every theme with how many records speak of it: the keys of `theme list --json`."""
    links = facts.theming.by_theme()
    keys = ("theme", "name", "kind", "definition", "links", "suggested")

    def lines() -> Iterator[Line]:
        for theme in facts.theming.themes.values():
            found = links.get(theme.id, ())
            suggested = sum(link.get("status") == "suggested" for link in found)
            values = (theme.id, theme.name, theme.kind, theme.definition, len(found), suggested)
            refs = tuple(str(link["of"]) for link in found)
            yield Line(values, refs, themes=(theme.id,))

    return keys, lines()


def positions(facts: Facts) -> Lines:
    """Where every theme stands, with its chain: the keys of `theme positions --json`."""
    from auditrack.views.other_boards import OtherBoards
    from auditrack.views.positions import position_json, positions_of

    links = facts.theming.by_theme()
    others = OtherBoards(facts.records, facts.as_at, facts.theming)
    found = [
        {**position_json(one), "also_raised_by": [str(each) for each in others.of(one.theme)]}
        for one in positions_of(facts)
    ]
    return _of_json(
        found,
        ("theme", "name", "recurrence", "practice", "label", "attention", "flags", "reason",
         "last_test", "pairs", "reviews", "of_reviews", "first_raised", "failed_tests", "chain",
         "questions", "also_raised_by"),
        refs=lambda one: tuple(str(link["of"]) for link in links.get(one["theme"], ())),
        themes=lambda one: (one["theme"],),
    )  # fmt: skip


def matrix(facts: Facts) -> Lines:
    """Which review speaks of which theme, and how: a row for each pair."""
    from auditrack.views.matrix import matrix_of
    from auditrack.views.positions import positions_of

    found = matrix_of(facts, positions_of(facts))
    rows = [
        {
            "theme": theme.theme,
            "name": theme.name,
            "attention": theme.attention,
            "review": review.ref,
            "review_title": review.title,
            "letter": cell.letter,
            "said": cell.said,
        }
        for theme, cells in zip(found.themes, found.cells, strict=True)
        for review, cell in zip(found.reviews, cells, strict=True)
    ]
    keys = ("theme", "name", "attention", "review", "review_title", "letter", "said")
    return _of_json(
        rows, keys, refs=lambda one: (one["review"],), themes=lambda one: (one["theme"],)
    )


def needs(facts: Facts) -> Lines:
    """What needs a decision: the keys of `decisions --json`."""
    from auditrack.views.asks import Ask
    from auditrack.views.needs import need_json, needs_of
    from auditrack.views.positions import positions_in_brief

    asks = [Ask(facts, document) for document in facts.recommendations]
    found = [need_json(one) for one in needs_of(facts, positions_in_brief(facts), asks)]
    keys = ("kind", "ref", "record", "what", "why", "clears", "whom", "attention", "days",
            "agencies", "leads", "subgroups")  # fmt: skip

    def own(one: Mapping[str, Any], name: str) -> Keys:
        return tuple(body["ref"] for body in one[name] if body["ref"])

    return _of_json(
        found,
        keys,
        agencies=lambda one: own(one, "agencies"),
        themes=lambda one: (one["ref"],) if one["record"] == "theme" else (),
        subgroups=lambda one: own(one, "subgroups"),
    )


def checks(facts: Facts) -> Lines:
    """What is missing, stale or contradictory: the keys of `check --json`."""
    from auditrack.views.checks import checks as found

    rows = [asdict(one) for one in found(facts.records, facts.as_at)]
    return _of_json(rows, ("code", "title", "ref", "text"))


def returns(facts: Facts) -> Lines:
    """Every return form and how it stands: the keys of `return-form status --every --json`."""
    from auditrack.views.returns import Owed, Return
    from auditrack.views.returns import returns as found

    keys = [one for one in Return.__dataclass_fields__ if one != "owed"]
    owed = [f"owed_{one}" for one in Owed.__dataclass_fields__]
    rows = []
    for one in found(facts, every=True):
        row = one.to_json()
        row |= {f"owed_{name}": value for name, value in asdict(one.owed).items()}
        rows.append(row)
    return _of_json(
        rows,
        (*keys, "words", *owed),
        agencies=lambda one: (one["agency"],) if one.get("agency") else (),
        day="asked_on",
    )


def audit_plan(facts: Facts) -> Lines:
    """What should be tested next: the keys of `audit plan --propose --json`."""
    from auditrack.views.audit_plan import proposed_tests

    rows = [one.to_json() for one in proposed_tests(facts)]
    keys = ("kind", "from", "audit", "themes", "called", "why", "question", "recommendations",
            "agencies", "measures", "date", "attention", "plan")  # fmt: skip
    return _of_json(
        rows,
        keys,
        refs=lambda one: tuple(one["recommendations"]),
        themes=lambda one: tuple(one["themes"]),
        day="date",
    )


def audit_year(facts: Facts) -> Lines:
    """The tests of the year that the day lies in: the lines of `audit list --year --json`."""
    from auditrack.views.audit_year import audit_year as found

    rows = [one.to_json() for one in found(facts, facts.as_at).lines]
    keys = ("ref", "state", "date", "late", "what", "themes", "lead", "lead_title")
    return _of_json(rows, keys, themes=lambda one: tuple(one["themes"]), day="date")


def quarters(facts: Facts) -> Lines:
    """The balance by quarter, as `trends --json` has it, each figure under its own key."""
    from auditrack.views.trends import trends_of

    rows = [
        {
            **{key: one[key] for key in ("name", "since", "until", "so_far")},
            **{f"balance_{key}": number for key, number in one["balance"].items()},
            **{f"open_{key}": number for key, number in one["ages"].items()},
        }
        for one in trends_of(facts).to_json()["quarters"]
    ]
    keys = tuple(dict.fromkeys(key for one in rows for key in one))
    return _of_json(rows, keys, day="until")


def work(facts: Facts) -> Lines:
    """What everybody has to do: the lines of `work --all --json`."""
    from auditrack.views.work import work_of
    from auditrack.views.work_line import Asked, WorkLine

    found = work_of(facts, Asked("", None, True, signs=True, accepts=True))
    rows = [one.to_json() for one in found.lines]
    return _of_json(
        rows,
        tuple(WorkLine.__dataclass_fields__),
        day="day",
    )


def settings(facts: Facts) -> Lines:
    """The board's settings, one a row."""
    values = msgspec.to_builtins(board_of(facts.records))
    rows = [
        {"setting": name, "value": value}
        for name, value in values.items()
        if name not in ("ref", "rev")
    ]
    return _of_json(rows, ("setting", "value"))


def changes(register: "Store", facts: Facts, last: int) -> Lines:
    """The history up to an entry: the keys of `history --json`, and the day."""
    from auditrack.views.history import history

    keys = ("number", "day", "when", "t", "who", "lead", "role", "via", "what", "why", "refs",
            "changes", "hash", "undoes", "import", "meeting", "uid", "app")  # fmt: skip
    rows = (
        {**line.to_json(), "day": line.day} for line in history(register) if line.number <= last
    )
    return _of_json(rows, keys, refs=lambda one: tuple(one["refs"]), day="day")


def _of_json(
    rows: Any,
    keys: Keys,
    *,
    refs: Callable[[Mapping[str, Any]], Keys] | None = None,
    agencies: Callable[[Mapping[str, Any]], Keys] | None = None,
    themes: Callable[[Mapping[str, Any]], Keys] | None = None,
    subgroups: Callable[[Mapping[str, Any]], Keys] | None = None,
    day: str | None = None,
) -> Lines:
    def lines() -> Iterator[Line]:
        for one in rows:
            own = (str(one["ref"]),) if one.get("ref") else ()
            yield Line(
                tuple(one.get(key) for key in keys),
                refs(one) if refs else own,
                agencies(one) if agencies else (),
                themes(one) if themes else (),
                subgroups(one) if subgroups else (),
                one.get(day) if day else None,
            )

    return keys, lines()
