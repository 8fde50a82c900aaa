"""Which decision keeps a theme under review now."""

from collections.abc import Mapping
from typing import Any

from auditrack.model.change import Records
from auditrack.views.seen import unwithdrawn

KEEP = "keep-under-review"
"""The decision to look again on a day. It closes nothing and moves no axis."""


def kept_by(records: Records, theme: str) -> Mapping[str, Any] | None:
    """The last decision on a theme, or on what was merged into it, if it set a day to look again.

    None where none was taken, or another has taken its place.
    """
    from auditrack.views.theming import Theming  # the library is read only where a theme is meant

    told = [
        decision
        for one in (*Theming(records).merged_into(theme), theme)
        for decision in unwithdrawn(records.index("decisions", "on_ref").get(one, ()))
    ]
    told.sort(key=lambda decision: str(decision.get("on") or ""))
    return told[-1] if told and told[-1].get("decision") == KEEP else None
