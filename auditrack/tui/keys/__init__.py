"""The registry of keys: one entry feeds the binding, the footer, the palette and the help.

A later screen adds a file here with its `PLACE`, one line to `PLACES`, and a file under `screens/`.
"""

from collections.abc import Iterator

from textual.binding import BindingType

from auditrack.tui.keys import (
    action_types,
    audit_plan,
    before,
    cover,
    everywhere,
    first_hour,
    forms,
    grid,
    help,
    home,
    importing,
    listing,
    lists,
    matrix,
    meeting,
    publications,
    record,
    register,
    reports,
    returned,
    returns,
    sheet,
    themes,
    trends,
    work,
)
from auditrack.tui.keys.action_types import ACTION_TYPES
from auditrack.tui.keys.audit_plan import AUDIT_PLAN
from auditrack.tui.keys.before import BEFORE
from auditrack.tui.keys.cover import COVER
from auditrack.tui.keys.first_hour import ANSWERING, FIRST_HOUR, SETTINGS
from auditrack.tui.keys.forms import ASK_LINE, CHOICE, CONFLICT, FORM, PICK
from auditrack.tui.keys.grid import GRID
from auditrack.tui.keys.help import HELP
from auditrack.tui.keys.home import HOME
from auditrack.tui.keys.importing import ACCOUNT, IMPORTING
from auditrack.tui.keys.key import EVERYWHERE, LIST, PAGE, Key, Place
from auditrack.tui.keys.listing import LISTING
from auditrack.tui.keys.matrix import LIFELINE, MATRIX
from auditrack.tui.keys.meeting import MEETING, MEETINGS, PRESENT
from auditrack.tui.keys.publications import PUBLICATIONS
from auditrack.tui.keys.record import RECORD
from auditrack.tui.keys.register import REGISTER
from auditrack.tui.keys.reports import REPORT_FORM, REPORT_LIES, REPORTS
from auditrack.tui.keys.returned import RETURNED
from auditrack.tui.keys.returns import RETURNS
from auditrack.tui.keys.sheet import SHEET
from auditrack.tui.keys.themes import THEMES
from auditrack.tui.keys.trends import TRENDS
from auditrack.tui.keys.work import WORK

PLACES = {
    place.id: place
    for place in (
        home.PLACE,
        register.PLACE,
        themes.PLACE,
        record.PLACE,
        listing.PLACE,
        action_types.PLACE,
        audit_plan.PLACE,
        *matrix.PLACES,
        before.PLACE,
        *first_hour.PLACES,
        *importing.PLACES,
        returned.PLACE,
        sheet.PLACE,
        *forms.PLACES,
        grid.PLACE,
        *meeting.PLACES,
        trends.PLACE,
        work.PLACE,
        returns.PLACE,
        *reports.PLACES,
        publications.PLACE,
        help.PLACE,
        cover.PLACE,
    )
}
"""Every place of the app by its id."""

KEYS = (
    *lists.LIST_KEYS,
    *lists.PAGE_KEYS,
    *(key for place in PLACES.values() for key in place.keys),
    *everywhere.KEYS,
)
"""Every key of the app. Within one place no key stands twice: a test says so."""

FOOTER_HOLDS = 5

TYPING = frozenset((FORM, GRID, REPORT_FORM))
"""Places where every letter is typed."""

__all__ = [
    "ACCOUNT",
    "ACTION_TYPES",
    "ANSWERING",
    "ASK_LINE",
    "AUDIT_PLAN",
    "BEFORE",
    "CHOICE",
    "CONFLICT",
    "COVER",
    "EVERYWHERE",
    "FIRST_HOUR",
    "FORM",
    "GRID",
    "HELP",
    "HOME",
    "IMPORTING",
    "KEYS",
    "LIFELINE",
    "LIST",
    "LISTING",
    "MATRIX",
    "MEETING",
    "MEETINGS",
    "PAGE",
    "PICK",
    "PLACES",
    "PRESENT",
    "PUBLICATIONS",
    "RECORD",
    "REGISTER",
    "REPORTS",
    "REPORT_FORM",
    "REPORT_LIES",
    "RETURNED",
    "RETURNS",
    "SETTINGS",
    "SHEET",
    "THEMES",
    "TRENDS",
    "TYPING",
    "WORK",
    "Key",
    "Place",
    "at",
    "bindings",
    "footer",
    "of_group",
]


def of_group(group: str) -> Iterator[Key]:
    """The keys of one group, in the order of the registry."""
    return (key for key in KEYS if key.group == group)


def at(place: str) -> tuple[Key, ...]:
    """The keys that work in a place, those of the place itself first.

    Where a place has its own meaning for a key, the wider one is left out.
    """
    seen: set[str] = set()
    found = []
    for group in (place, *PLACES[place].also):
        for key in of_group(group):
            if key.keys not in seen:
                found.append(key)
        seen.update(key.keys for key in found)
    return tuple(found)


def bindings(group: str) -> list[BindingType]:
    """The bindings of one group, for the `BINDINGS` of the class that acts on them."""
    return [key.binding() for key in of_group(group)]


def footer(place: str, leave_out: frozenset[str] = frozenset()) -> tuple[Key, ...]:
    """The keys that the footer of a place shows: five at most, most used first."""
    shown = [key for key in at(place) if key.footer and key.id not in leave_out]
    return tuple(sorted(shown, key=lambda key: key.footer)[:FOOTER_HOLDS])
