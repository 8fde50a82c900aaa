"""Sheets that this program wrote itself: what their columns hold is known, and nothing is guessed.

A list of recommendations or actions is told by headings that no tracker has together. Columns may
have been moved or left out by whoever edited it; those of the axes are worked out and never taken.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from auditrack.intake.sheets.pages import SheetPage
from auditrack.views import export_headings as headed

OWN_WITHIN: Final = 10
"""Rows in which the headings are looked for: somebody may have put a title over them."""

_TOLD_BY: Mapping[str, tuple[str, ...]] = {
    "recommendations": (headed.REFERENCE, headed.REVIEW, headed.TEXT, headed.MOVED),
    "actions": (headed.REFERENCE, headed.ACTION, headed.SERVES, headed.MOVED),
}
_ROLES: Mapping[str, Mapping[str, str]] = {
    "recommendations": {
        headed.REFERENCE: "number",
        headed.REVIEW: "review",
        headed.TEXT: "recommendation",
        headed.AGENCIES: "agency",
        headed.OUTCOME: "outcome",
        headed.THEME_HEADING: "theme",
        headed.DUE: "due",
    },
    "actions": {
        headed.REFERENCE: "action number",
        headed.REVIEW: "review",
        headed.SERVES: "number",
        headed.ACTION: "action",
        headed.LEAD: "lead",
        headed.AGENCY: "agency",
        headed.AGREED: "due",
        headed.STATE: "state",
        headed.DONE: "closed",
    },
}


def only_goes_out(headings: Iterable[str]) -> bool:
    """Whether the headings are of another list of this program, which it does not take back."""
    said = {" ".join(one.split()) for one in headings}
    return (
        said.issuperset((headed.REFERENCE, headed.REVISION))
        and not said.isdisjoint((headed.WITHDRAWN, headed.OUTSIDE))
        and not own_list(said)
    )


def own_list(headings: Iterable[str]) -> str:
    """Which list the headings are of, as this program writes it; "" where they are of none."""
    said = {" ".join(one.split()) for one in headings}
    return next((noun for noun, told in _TOLD_BY.items() if said.issuperset(told)), "")


def own_header(page: SheetPage) -> tuple[str, tuple[int, ...]]:
    """Which list a sheet holds, and the place of its headings; "" and none where it is no own."""
    for row in page.rows[:OWN_WITHIN]:
        noun = own_list(cell.text for cell in row.cells if cell.text)
        if noun:
            return noun, (row.place,)
    return "", ()


def own_roles(noun: str) -> Mapping[str, str]:
    """What the columns of an own list hold, by heading in small letters."""
    return {heading.casefold(): role for heading, role in _ROLES[noun].items()}
