"""What can be seen on a day: nothing dated later, and nothing that was withdrawn by then."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from auditrack.model.change import Records
from auditrack.model.dates import interval


@lru_cache(maxsize=65536)
def seen(when: str | None, as_at: date) -> bool:
    """Whether a fact of this date can be seen at the as-at date; an undated one can."""
    days = interval(when)
    return days is None or days.earliest <= as_at


def stands(records: Records, document: Mapping[str, Any], as_at: date) -> bool:
    """Whether a record stands on a day: it was not withdrawn by then.

    What an undone import brought in, or an undone change made, never stood, whatever the day.
    """
    withdrawn = document.get("withdrawn_on")
    if not withdrawn:
        return True
    if document.get("undone") or seen(withdrawn, as_at):
        return False
    imported = records.get("imports", document.get("import_ref") or "")
    return imported is None or not imported.get("undone_on")


def standing(
    records: Records, documents: tuple[Mapping[str, Any], ...], as_at: date
) -> tuple[Mapping[str, Any], ...]:
    """Those of some records that stand on a day, in their order."""
    for one in documents:
        if "withdrawn_on" in one:
            return tuple([one for one in documents if stands(records, one, as_at)])
    return documents


def unwithdrawn(documents: tuple[Mapping[str, Any], ...]) -> tuple[Mapping[str, Any], ...]:
    """Those of some records that nobody withdrew: for records that have no life in time.

    Most often none is withdrawn, and then they are handed back as they are.
    """
    for one in documents:
        if "withdrawn_on" in one:
            return tuple([one for one in documents if "withdrawn_on" not in one])
    return documents
