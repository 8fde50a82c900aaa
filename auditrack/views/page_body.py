"""The pages of an agency and of a lead: what each owes."""

from datetime import date

from auditrack.model.board import Agency, Lead
from auditrack.model.change import Records
from auditrack.model.record import view_of
from auditrack.views.asks import Ask
from auditrack.views.board import agencies, agency_name, successor_of
from auditrack.views.facts import Facts
from auditrack.views.held import actions_led
from auditrack.views.page_ask import action_lines
from auditrack.views.post import Promise, post_of
from auditrack.views.returns import returns_of_agency
from auditrack.views.sheet import Line, Page, section, sections, told
from auditrack.views.wording import counted, listed, shortened, when

_SHORT = 160


def agency_page(records: Records, ref: str, today: date) -> Page:
    """The page of one agency."""
    document = records.get("agencies", ref)
    assert document is not None
    agency = view_of(Agency, document)
    facts = Facts(records, today)
    refs = {one.ref for one in agencies(records) if successor_of(records, one.ref) == ref}
    asks = [
        Ask(facts, one)
        for one in facts.recommendations
        if not refs.isdisjoint(one.get("agencies", ())) or ref in one.get("agencies", ())
    ]
    open_asks = [ask for ask in asks if ask.is_open_for(ref)]
    return Page(
        ref=ref,
        kind="agency",
        heading=agency.name or ref,
        sections=sections(
            section(
                "About it",
                told("Also known as", listed(agency.aliases, "")),
                told("From", when(agency.since) if agency.since else None),
                told("Until", when(agency.until) if agency.until else None),
                told(
                    "Followed by",
                    agency_name(records, agency.replaced_by) if agency.replaced_by else None,
                    agency.replaced_by,
                ),
                Line("Asked", f"{counted(len(asks), 'recommendation')}, {len(open_asks)} open"),
            ),
            section(
                "Return forms",
                *(
                    Line(f"{one.form}, asked {when(one.asked_on)}", one.describe(), one.form)
                    for one in returns_of_agency(facts, ref)
                ),
            ),
            section(
                "Open",
                *(
                    Line(
                        f"{ask.ref}, {ask.brag.word}",
                        shortened(ask.record.text, _SHORT),
                        ask.ref,
                    )
                    for ask in open_asks
                ),
            ),
        ),
    )


def lead_page(records: Records, ref: str, today: date) -> Page:
    """The page of one lead."""
    document = records.get("leads", ref)
    assert document is not None
    lead = view_of(Lead, document)
    facts = Facts(records, today)
    post = post_of(facts, ref)
    held = post.held
    return Page(
        ref=ref,
        kind="lead",
        heading=lead.title or ref,
        sections=sections(
            section(
                "About it",
                told("Agency", agency_name(records, lead.agency) if lead.agency else None),
                Line(
                    "Held by",
                    f"nobody since {when(lead.vacant_since)}"
                    if lead.vacant_since
                    else lead.holder or "not recorded",
                ),
                told("Logins", listed(lead.logins, "")),
                Line(
                    "Actions",
                    f"{len(actions_led(facts, ref))}, {len(held.actions)} still to be done"
                    + (f", {len(post.overdue)} past the agreed date" if post.overdue else ""),
                ),
                told("Open work", str(held)),
            ),
            section(
                "Still to be done",
                *(line for action in held.actions for line in action_lines(action)),
            ),
            section(
                "Done, not signed off",
                *(line for action in held.claimed for line in action_lines(action)),
            ),
            section("Promised, by date", *map(_promise, post.promised)),
            section(
                "Audits in hand",
                *(
                    Line(f"{audit.ref}, {audit.state}", shortened(audit.what, _SHORT), audit.ref)
                    for audit in post.audits
                ),
            ),
            section(
                "Evidence that waits or came back",
                *(
                    Line(
                        f"{one.ref}, level {one.level}, "
                        + ("waits" if one.returned_why is None else "returned"),
                        shortened(one.returned_why or one.shows, _SHORT),
                        one.ref,
                    )
                    for one in post.evidence
                ),
            ),
            section(
                "Recommendations",
                *(
                    Line(
                        f"{ask.ref}, {ask.stands}",
                        f"{ask.part}: {shortened(ask.text, _SHORT)}",
                        ask.ref,
                    )
                    for ask in post.recommendations
                ),
            ),
        ),
    )


def _promise(one: Promise) -> Line:
    passed = f", {counted(one.days, 'day')} ago" if one.days else ""
    kind = "date moved" if one.kind == "extension" else one.kind
    return Line(f"{when(one.day, 'no date')}{passed}", f"{kind}: {one.what}", one.ref)
