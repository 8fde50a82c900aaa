"""The pages of an action and a piece of evidence."""

from datetime import date

from auditrack.model.change import Records
from auditrack.model.evidence import Evidence
from auditrack.model.record import view_of
from auditrack.model.words import EVIDENCE_STATES, LEVELS, RESULTS, word
from auditrack.views.actions import served_by, serving
from auditrack.views.board import agency_name, lead_title
from auditrack.views.facts import Facts
from auditrack.views.seen import standing
from auditrack.views.sheet import Line, Page, section, sections, told
from auditrack.views.tried import said_kind
from auditrack.views.wording import shortened, when

_SHORT = 160


def served_lines(records: Records, refs: tuple[str, ...]) -> list[Line]:
    """What a record serves, each line opening it."""
    lines = []
    for ref in refs:
        document = next(
            (
                found
                for table in ("recommendations", "findings", "actions", "reviews", "audits")
                if (found := records.get(table, ref)) is not None
            ),
            {},
        )
        text = document.get("text") or document.get("what") or document.get("title") or ref
        lines.append(Line(ref, shortened(str(text), _SHORT), ref))
    return lines


def action_page(records: Records, ref: str, today: date) -> Page:
    """The page of one action."""
    document = records.get("actions", ref)
    assert document is not None
    facts = Facts(records, today)
    action = facts.actions.of({**document, "withdrawn_on": None})
    assert action is not None
    record = action.action
    return Page(
        ref=ref,
        kind="action",
        heading=f"{ref}: {shortened(record.what, 70)}",
        sections=sections(
            section("What is done", Line(None, record.what), told("As printed", record.as_printed)),
            section(
                "Where it stands",
                Line("State", action.state.replace("-", " ")),
                Line("Lead", action.lead_title),
                told("Vacant since", _vacant(records, record.lead)),
                told("Agency", agency_name(records, record.agency) if record.agency else None),
                Line("Originally due", when(record.due, "no date set")),
                told(
                    "Now agreed",
                    when(action.agreed_due) if action.agreed_due != record.due else None,
                ),
                told("Overdue", action.overdue.describe() if action.overdue else None),
                told("Done on", when(record.done_on) if record.done_on else None),
                told("Declared off track", "yes" if action.stood.off_track else None),
                told("Type of action", said_kind(action)),
                told("Public wording", record.public_wording),
                Line(
                    "Withdrawn",
                    f"{when(document['withdrawn_on'])}: "
                    f"{document.get('withdrawn_why', 'no reason recorded')}",
                )
                if document.get("withdrawn_on")
                else None,
            ),
            section("About", *served_lines(records, served_by(records, document))),
            section(
                "Updates",
                *(
                    Line(
                        when(update.on),
                        "; ".join(
                            part
                            for part in (
                                update.state.replace("-", " ") if update.state else "",
                                update.note or "",
                                "off track" if update.off_track else "",
                                f"by {update.lead or update.by}"
                                if update.lead or update.by
                                else "",
                            )
                            if part
                        ),
                    )
                    for update in reversed(action.updates)
                ),
            ),
            section(
                "Extensions",
                *(
                    Line(when(one.on), f"to {when(one.to)}: {one.why or 'no reason recorded'}")
                    for one in action.extensions
                ),
            ),
            section(
                "Evidence",
                *(
                    Line(f"{one['ref']}, level {one.get('level', 0)}", one["shows"], one["ref"])
                    for one in standing(records, serving(records, "evidence", ref), today)
                ),
            ),
        ),
    )


def _vacant(records: Records, lead: str | None) -> str | None:
    document = records.get("leads", lead) if lead else None
    since = document.get("vacant_since") if document else None
    return when(since) if since else None


def _corrector(records: Records, one: Evidence) -> str | None:
    if not one.edited_by:
        return None
    lead = f" ({lead_title(records, one.edited_lead)})" if one.edited_lead else ""
    return f"by {one.edited_by}{lead}"


def evidence_page(records: Records, ref: str, today: date) -> Page:
    """The page of one piece of evidence."""
    document = records.get("evidence", ref)
    assert document is not None
    one = view_of(Evidence, document)
    return Page(
        ref=ref,
        kind="evidence",
        heading=f"{ref}: {shortened(one.shows, 70)}",
        sections=sections(
            section("What it shows", Line(None, one.shows)),
            section(
                "About it",
                Line("Level", f"{one.level}, {LEVELS.get(one.level, 'not known')}"),
                Line("About", when(one.about, "blank: nobody said what date it speaks of")),
                Line("Result", word(RESULTS, one.result, "does not say")),
                Line("Filed", f"{when(one.filed_on)} by {one.filed_lead or one.filed_by or '?'}"),
                told("Corrected", _corrector(records, one)),
                Line("State", word(EVIDENCE_STATES, one.state)),
                told(
                    "Accepted",
                    f"{when(one.accepted_on)} by {one.accepted_lead or one.accepted_by}"
                    if one.accepted_on
                    else None,
                ),
                told("Returned because", one.returned_why),
                told("Agency", agency_name(records, one.agency) if one.agency else None),
                told("Kept at", one.at),
                told("File", one.file_name),
                told("Difference made", one.difference),
                told("Public wording", one.public_wording),
                told("Belongs to", one.audit, one.audit),
                told("Annual report", "to be used" if one.use_in_annual_report else None),
                Line("Withdrawn", f"{when(one.withdrawn_on)}: {one.withdrawn_why}")
                if one.withdrawn_on
                else None,
            ),
            section("Serves", *served_lines(records, served_by(records, document))),
        ),
    )
