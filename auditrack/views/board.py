"""The board's settings and the names of the bodies it asks."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from auditrack.model.board import Agency, Board, Lead
from auditrack.model.change import Records
from auditrack.model.record import view_of
from auditrack.model.refs import slug
from auditrack.views.following import chain, last_of

if TYPE_CHECKING:
    from auditrack.register.protocol import Store

DEMONSTRATION = "demonstration"
"""What the entries of the made-up board say under `via`."""


def board_of(records: Records) -> Board:
    """The board's settings, defaults where nothing was set."""
    document = records.get("board", "board")
    return view_of(Board, document) if document else Board(ref="board")


def agency_name(records: Records, ref: str | None) -> str:
    """An agency as printed; the reference itself where no such agency stands on record."""
    if not ref:
        return "no agency named"
    document = records.get("agencies", ref)
    return str(document.get("name") or ref) if document else ref


def lead_title(records: Records, ref: str | None) -> str:
    """A lead's title; what was typed where it is not a lead on record."""
    if not ref:
        return "no lead"
    document = records.get("leads", ref)
    return str(document.get("title") or ref) if document else ref


def lead_named(records: Records, by: str | None) -> Mapping[str, Any] | None:
    """The lead that an audit is by: its reference, or its title as typed; None where it is none."""
    if not by:
        return None
    known = records.get("leads", by)
    if known is not None:
        return known
    wanted = slug(by)
    titles = (one for one in records.select("leads") if slug(str(one.get("title", ""))) == wanted)
    return next(titles, None) if wanted else None


def agencies(records: Records) -> tuple[Agency, ...]:
    """Every agency, by name."""
    found = [view_of(Agency, document) for document in records.select("agencies")]
    return tuple(sorted(found, key=lambda agency: agency.name.casefold()))


def leads(records: Records) -> tuple[Lead, ...]:
    """Every lead, by title."""
    found = [view_of(Lead, document) for document in records.select("leads")]
    return tuple(sorted(found, key=lambda lead: lead.title.casefold()))


def lead_of(records: Records, login: str) -> Mapping[str, Any] | None:
    """The lead whose logins name this one."""
    return next(iter(leads_of(records, login)), None)


def leads_of(records: Records, login: str) -> tuple[Mapping[str, Any], ...]:
    """Every lead whose logins name this one: entry keeps to one, other programs may not."""
    return tuple(records.index("leads", "logins").get(login, ()))


def find_agency(records: Records, typed: str) -> str | None:
    """The reference of an agency typed by reference, name or alias; None where none fits."""
    wanted = slug(typed)
    if records.get("agencies", wanted):
        return wanted
    for document in records.select("agencies"):
        names = (document.get("name", ""), *document.get("aliases", ()))
        if any(slug(name) == wanted for name in names):
            return str(document["ref"])
    return None


def successor_of(records: Records, ref: str) -> str:
    """The body that an agency's plans follow now; in a circle each keeps its own.

    A body that is not on record is followed nowhere.
    """
    return last_of(ref, lambda one: _followed_by(records, one))


def successors_of(records: Records, ref: str) -> tuple[str, ...]:
    """A body and all that followed it, one after the other."""
    return chain(ref, lambda one: _followed_by(records, one))


def _followed_by(records: Records, ref: str) -> str | None:
    by = (records.get("agencies", ref) or {}).get("replaced_by")
    return by if by and records.get("agencies", by) else None


def plan_of(records: Records, ref: str) -> str:
    """Whose plan an agency's asks stand in now, as printed."""
    return agency_name(records, successor_of(records, ref))


def is_demonstration(register: "Store") -> bool:
    """Whether the register is the made-up board: its first entry says so."""
    first = next(iter(register.history(since=0)), None)
    return first is not None and first.via == DEMONSTRATION
