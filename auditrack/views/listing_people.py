"""The lists of agencies and leads: what each owes, its load, and for how long it was silent."""

from collections import defaultdict
from datetime import date

from auditrack.model.dates import in_words, interval
from auditrack.views.board import agency_name, successor_of
from auditrack.views.facts import Facts
from auditrack.views.listing import Column, Item, Listing
from auditrack.views.owed import owed
from auditrack.views.rows import RowList
from auditrack.views.seen import unwithdrawn


def agencies(facts: Facts, rows: RowList) -> Listing:
    """Every agency: open asks, overdue, replies it owes, live actions, last heard of."""
    records = facts.records
    asks: dict[str, int] = defaultdict(int)
    late: dict[str, int] = defaultdict(int)
    unanswered: dict[str, int] = defaultdict(int)
    heard: dict[str, date] = {}
    load: dict[str, int] = defaultdict(int)

    def hear(ref: str, data: str | None) -> None:
        days = interval(data)
        if days is not None and days.earliest <= facts.as_at:
            heard[ref] = max(heard.get(ref, days.earliest), days.earliest)

    answered: set[tuple[str, str]] = set()
    for reply in unwithdrawn(records.select("replies")):
        who = str(reply.get("agency") or "")
        if who and reply.get("answer"):
            ref = successor_of(records, who)
            answered.add((str(reply.get("recommendation")), ref))
            hear(ref, reply.get("on"))
    for row in rows.rows():
        if not row.open:
            continue
        for asked in dict.fromkeys(row.ask.record.agencies):
            ref = successor_of(records, asked)
            asks[ref] += 1
            late[ref] += row.overdue_days is not None
            unanswered[ref] += (row.ref, ref) not in answered
    for action in owed(facts):
        owner = action.action.agency or (records.get("leads", action.lead or "") or {}).get(
            "agency"
        )
        if not owner:
            continue
        ref = successor_of(records, str(owner))
        if not action.stood.is_claimed and action.is_live:
            load[ref] += 1
        if action.updates:
            hear(ref, action.updates[-1].on)
    items = []
    for agency in unwithdrawn(records.select("agencies")):
        ref = str(agency["ref"])
        silent = (facts.as_at - heard[ref]).days if ref in heard else None
        items.append(
            Item(
                ref,
                "agency",
                (
                    str(agency.get("name") or ref),
                    str(asks[ref]),
                    f"{late[ref]} !" if late[ref] else "0",
                    str(unanswered[ref]),
                    str(load[ref]),
                    "never" if silent is None else f"{silent:,} days",
                    _followed(facts, agency.get("replaced_by")),
                ),
                "red" if late[ref] else "quiet" if not asks[ref] else "",
                more=" ".join(map(str, agency.get("aliases", ()))),
                sort=silent if silent is not None else 10**6,
            )
        )
    return Listing(
        "agencies",
        "Agencies",
        "agency",
        "agencies",
        (
            Column("Agency", 36),
            Column("Open", 5),
            Column("Late", 6),
            Column("No reply", 8),
            Column("Actions", 7, 60),
            Column("Silent for", 11, 70),
            Column("", 0, 100),
        ),
        tuple(items),
        "No agency is on record. A review that is taken in brings those it asks.",
        (
            ("most overdue", lambda item: (-_number(item, 2), -_number(item, 1), item.cells[0])),
            ("most open", lambda item: (-_number(item, 1), item.cells[0])),
            ("longest silent", lambda item: (-int(item.sort or 0), item.cells[0])),
            ("name", lambda item: item.cells[0].casefold()),
        ),
    )


def _followed(facts: Facts, by: str | None) -> str:
    return f"followed by {agency_name(facts.records, by)}" if by else ""


def _number(item: Item, cell: int) -> int:
    return int(item.cells[cell].split()[0])


def leads(facts: Facts) -> Listing:
    """Every lead: who holds it, since when nobody does, and its load."""
    records = facts.records
    load: dict[str, int] = defaultdict(int)
    late: dict[str, int] = defaultdict(int)
    for action in owed(facts):
        if action.lead and not action.stood.is_claimed and action.is_live:
            load[action.lead] += 1
            late[action.lead] += bool(action.overdue and action.overdue.days_agreed)
    items = []
    for lead in unwithdrawn(records.select("leads")):
        ref = str(lead["ref"])
        vacant = lead.get("vacant_since")
        holder = f"vacant since {in_words(vacant)} !" if vacant else lead.get("holder")
        items.append(
            Item(
                ref,
                "lead",
                (
                    str(lead.get("title") or ref),
                    str(load[ref]),
                    f"{late[ref]} !" if late[ref] else "0",
                    str(holder or "holder not recorded"),
                    agency_name(records, lead.get("agency")) if lead.get("agency") else "",
                ),
                "red" if vacant and load[ref] else "",
                more="vacant" if vacant else "",
            )
        )
    return Listing(
        "leads",
        "Leads",
        "lead",
        "leads",
        (
            Column("Lead", 34),
            Column("Actions", 7),
            Column("Late", 6),
            Column("Held by", 32),
            Column("Agency", 0, 100),
        ),
        tuple(items),
        "No lead is on record. n enters one; G on its page hands it over.",
        (
            ("vacant first", lambda item: ("vacant" not in item.more, -_number(item, 1))),
            ("most actions", lambda item: (-_number(item, 1), item.cells[0])),
            ("name", lambda item: item.cells[0].casefold()),
        ),
    )
