"""From what a person typed to the record they mean."""

import difflib
from collections.abc import Iterable

from auditrack.model.change import Records, Refusal, RefusedError
from auditrack.model.refs import NAMED_TABLES, natural_key, slug, table_of

KINDS = {
    "reviews": "review",
    "recommendations": "recommendation",
    "findings": "finding",
    "actions": "action",
    "evidence": "evidence",
    "audits": "audit",
    "agencies": "agency",
    "leads": "lead",
    "subgroups": "subgroup",
    "themes": "theme",
    "imports": "import",
    "exports": "export",
    "meetings": "meeting",
    "meeting_items": "item of a meeting",
    "presences": "presence",
    "interests": "interest",
    "return_forms": "return form",
    "reminders": "reminder",
    "return_questions": "question of a return form",
    "publications": "publication",
    "agency_comments": "agency's comment",
    "releases": "release",
    "watch_names": "name on a watch-list",
    "heading_sets": "heading set",
    "heading_checks": "check of a heading set",
    "other_boards": "other board",
    "other_board_themes": "theme of another board",
}
"""What a record of each table is called."""

_AT_MOST = 5


def resolve(records: Records, typed: str, tables: Iterable[str] | None = None) -> tuple[str, str]:
    """Table and reference of the record meant by a reference or an unambiguous start of one.

    An exact match beats a prefix, so `child-f/4.2` never means `child-f/4.20`.

    Args:
        records: the state to look in.
        typed: what the person typed, in any case.
        tables: where to look; all tables with references when absent.

    Raises:
        RefusedError: nothing fits (`unknown-reference`) or several do (`ambiguous-reference`).
    """
    wanted = typed.strip().lower()
    looked_in = tuple(tables) if tables is not None else (*NAMED_TABLES, *_serial_tables(wanted))
    for table in looked_in:
        if wanted and records.get(table, wanted) is not None:
            return table, wanted
    if (tables is None or "themes" in looked_in) and (theme := _theme(records, wanted)):
        return "themes", theme
    if "reviews" in looked_in and (review := _of_case(records, typed)):
        return "reviews", review
    if not wanted:
        raise RefusedError(_unknown(typed, looked_in, ()))
    known = [
        (table, str(document["ref"])) for table in looked_in for document in records.select(table)
    ]
    starts = [found for found in known if found[1].startswith(wanted)]
    if len(starts) == 1:
        return starts[0]
    if starts:
        raise RefusedError(_ambiguous(typed, [ref for _, ref in starts]))
    near = difflib.get_close_matches(wanted, [ref for _, ref in known], n=_AT_MOST, cutoff=0.6)
    raise RefusedError(_unknown(typed, looked_in, near))


def find(records: Records, typed: str, *tables: str) -> str:
    """The reference alone, when the table is known. Raises as `resolve` does."""
    return resolve(records, typed, tables)[1]


def find_named(records: Records, typed: str, table: str) -> str:
    """The reference of an agency, lead or subgroup by reference, name, title or alias.

    Raises as `resolve` does where none is called so.
    """
    wanted = slug(typed)
    for document in records.select(table):
        names = (document["ref"], document.get("name"), document.get("title"))
        if wanted and wanted in (slug(str(name or "")) for name in names):
            return str(document["ref"])
    for document in records.select(table):
        if wanted and wanted in (slug(alias) for alias in document.get("aliases", ())):
            return str(document["ref"])
    return find(records, typed, table)


def _theme(records: Records, wanted: str) -> str | None:
    """A theme by its id, in either spelling; those that are shipped are in no table."""
    from auditrack.views.theming import Theming  # the library is read only when nothing else fits

    theme = wanted.replace("-", "_")
    return theme if records.get("themes", theme) or theme in Theming(records).known else None


def _of_case(records: Records, typed: str) -> str | None:
    """The review that stands for a case, by the case's name in any spelling of the same words."""
    wanted = slug(typed)
    of_case = [
        (review.get("status") in ("superseded", "withdrawn"), str(review["ref"]))
        for case_id, reviews in records.index("reviews", "case_id").items()
        if wanted and slug(case_id) == wanted
        for review in reviews
    ]
    return min(of_case, key=lambda one: one[0])[1] if of_case else None


def _serial_tables(wanted: str) -> tuple[str, ...]:
    table = table_of(wanted)
    return (table,) if table else ()


def _called(tables: Iterable[str]) -> str:
    names = [KINDS.get(table, "record") for table in tables]
    if len(names) > 3:
        return "record"
    return " or ".join(dict.fromkeys(names)) or "record"


def _unknown(typed: str, tables: Iterable[str], near: Iterable[str]) -> Refusal:
    nearest = list(near)
    todo = (
        f"Did you mean {', '.join(nearest)}?"
        if nearest
        else "See what there is with the list command of that kind of record."
    )
    return Refusal(
        code="unknown-reference",
        message=f'No {_called(tables)} has the reference "{typed}".',
        ref=typed,
        todo=todo,
    )


def _ambiguous(typed: str, found: list[str]) -> Refusal:
    found.sort(key=natural_key)
    shown = ", ".join(found[:_AT_MOST])
    more = f" and {len(found) - _AT_MOST} more" if len(found) > _AT_MOST else ""
    return Refusal(
        code="ambiguous-reference",
        message=f'"{typed}" is the start of {len(found)} references: {shown}{more}.',
        ref=typed,
        todo="Type more of the reference.",
    )
