"""What is behind an item of an agenda, in short: decisions, dates moved, the latest updates."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from auditrack.model.change import Records
from auditrack.model.words import ACTION_STATES, word
from auditrack.views.meeting_items import table_for, text_of
from auditrack.views.seen import seen, standing, unwithdrawn
from auditrack.views.wording import decided_in_words, when

LATEST = 3
"""How many of each are told."""


def history_in_short(
    records: Records, table: str | None, ref: str, as_at: date
) -> tuple[tuple[str, str], ...]:
    """What was decided on a record, moved or reported of it: its day and what, the latest last.

    Args:
        records: the state to look in.
        table: the record's table, None for an item in words.
        ref: its reference.
        as_at: the day; nothing dated later is told.
    """
    if table is None:
        return ()
    told = [(one, _decided(one)) for one in _latest(records, "decisions", "on_ref", ref, as_at)]
    if table == "actions":
        told += [(one, _moved(one)) for one in _latest(records, "extensions", "action", ref, as_at)]
        told += [(one, _said(one)) for one in _latest(records, "updates", "action", ref, as_at)]
    told.sort(key=lambda one: str(one[0].get("on") or ""))
    return tuple((when(document.get("on")), said) for document, said in told)


def serves_in_short(records: Records, table: str | None, ref: str) -> tuple[tuple[str, str], ...]:
    """What an action, evidence or an audit is for: each reference with what it asks."""
    if table not in ("actions", "evidence", "audits"):
        return ()
    document = records.get(table, ref) or {}
    added = unwithdrawn(records.index("serves", "record").get(ref, ()))
    served = (*document.get("serves", ()), *(one["serves"] for one in added))
    told = ((str(one), text_of(records, table_for(records, one), one)) for one in served)
    return tuple(one for one in dict.fromkeys(told) if one[1])[:LATEST]


def _latest(
    records: Records, table: str, field: str, ref: str, as_at: date
) -> Iterator[Mapping[str, Any]]:
    found = standing(records, records.index(table, field).get(ref, ()), as_at)
    dated = sorted(
        (one for one in found if seen(one.get("on"), as_at)),
        key=lambda one: str(one.get("on") or ""),
    )
    yield from dated[-LATEST:]


def _decided(decision: Mapping[str, Any]) -> str:
    return _with(f"decided: {decided_in_words(decision)}", decision.get("reason"))


def _moved(extension: Mapping[str, Any]) -> str:
    return _with(f"moved to {when(extension.get('to'))}", extension.get("why"))


def _said(update: Mapping[str, Any]) -> str:
    state = update.get("state")
    return _with(word(ACTION_STATES, state) if state else "reported", update.get("note"))


def _with(said: str, why: object) -> str:
    return f"{said}: {why}" if why else said
