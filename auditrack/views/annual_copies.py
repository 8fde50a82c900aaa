"""To whom annual reports went, and what agencies said of the part that names them."""

from collections.abc import Iterable, Mapping
from typing import Any

from auditrack.model.change import Records
from auditrack.views.annual_values import CommentLine, CopyLine
from auditrack.views.annual_year import Year
from auditrack.views.board import agency_name
from auditrack.views.seen import seen, unwithdrawn
from auditrack.views.told import told_of

KIND = "annual"
"""What exports call an annual report."""


def copies_of(year: Year) -> tuple[CopyLine, ...]:
    """The annual reports that left the register, in order, each with who was told by the day."""
    records, as_at = year.records, year.now.as_at
    return tuple(
        CopyLine(
            ref=str(one["ref"]),
            period=str(one.get("period") or ""),
            told=tuple(
                (told.whom, told.on)
                for told in told_of(records, str(one["ref"]))
                if seen(told.on, as_at)
            ),
            to=str(one.get("to") or ""),
        )
        for one in _exports(records)
    )


def _exports(records: Records) -> Iterable[Mapping[str, Any]]:
    return (one for one in unwithdrawn(records.select("exports")) if one.get("kind") == KIND)


def comments_of(records: Records, publication: str) -> tuple[CommentLine, ...]:
    """What agencies said of a publication where it is printed, and every answer, by agency."""
    found = [
        CommentLine(
            agency=agency_name(records, str(one.get("agency") or "")),
            said=str(one.get("said") or "") if one.get("printed") else "",
            answer=str(one.get("answer") or ""),
        )
        for one in unwithdrawn(records.index("agency_comments", "publication").get(publication, ()))
        if (one.get("printed") and one.get("said")) or one.get("answer")
    ]
    return tuple(sorted(found, key=lambda one: one.agency.casefold()))
