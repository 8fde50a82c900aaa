"""The pages of an action, a piece of evidence and an audit."""

from datetime import date

from auditrack.model.audit import Audit
from auditrack.model.change import Records
from auditrack.model.evidence import Evidence
from auditrack.model.record import view_of
from auditrack.model.words import (
    EVIDENCE_STATES,
    LEVELS,
    LOOKED_AT,
    OUTCOMES,
    RESULTS,
    word,
)
from auditrack.views.actions import served_by, serving
from auditrack.views.board import agency_name, lead_title
from auditrack.views.facts import Facts
from auditrack.views.independence import NOT_INDEPENDENT, auditor, why_not_independent
from auditrack.views.seen import standing
from auditrack.views.sheet import Line, Page, section, sections, told
from auditrack.views.wording import listed, shortened, when

_SHORT = 160


def _served(records: Records, refs: tuple[str, ...]) -> list[Line]:
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
            section("What is done", Line(None, record.what)),
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
                told("Type of action", record.type),
                Line(
                    "Withdrawn",
                    f"{when(document['withdrawn_on'])}: "
                    f"{document.get('withdrawn_why', 'no reason recorded')}",
                )
                if document.get("withdrawn_on")
                else None,
            ),
            section("About", *_served(records, served_by(records, document))),
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
                told("Belongs to", one.audit, one.audit),
                told("Annual report", "to be used" if one.use_in_annual_report else None),
                Line("Withdrawn", f"{when(one.withdrawn_on)}: {one.withdrawn_why}")
                if one.withdrawn_on
                else None,
            ),
            section("Serves", *_served(records, served_by(records, document))),
        ),
    )


def _recorder(records: Records, audit: Audit) -> str | None:
    if not audit.recorded_by:
        return None
    lead = audit.recorded_lead
    return f"{audit.recorded_by} ({lead_title(records, lead)})" if lead else audit.recorded_by


def audit_page(records: Records, ref: str, today: date) -> Page:
    """The page of one audit."""
    document = records.get("audits", ref)
    assert document is not None
    audit = view_of(Audit, document)
    facts = Facts(records, today)
    partial = why_not_independent(facts.records, document, today)
    sampled = when(audit.practice_from, "") and f"{when(audit.practice_from)} to "
    return Page(
        ref=ref,
        kind="audit",
        heading=f"{ref}: {shortened(audit.question or 'audit', 70)}",
        sections=sections(
            section("What it asked", told("Question", audit.question)),
            section(
                "What it found" if audit.status == "done" else "What is planned",
                Line("Date", when(audit.date)),
                Line("Outcome", word(OUTCOMES, audit.outcome))
                if audit.status == "done"
                else Line("Status", "planned"),
                Line("Looked at", word(LOOKED_AT, audit.looked_at)),
                told("Method", audit.method),
                told(
                    "Cases",
                    f"{'?' if audit.met is None else audit.met} of {audit.sample} met it"
                    if audit.sample is not None
                    else None,
                ),
                told("Cases chosen", audit.chosen),
                told("Standard set beforehand", audit.standard),
                told(
                    "Practice sampled",
                    f"{sampled}{when(audit.practice_to)}" if audit.practice_to else None,
                ),
                Line(
                    "Covers",
                    listed((agency_name(records, one) for one in audit.agencies), "every agency"),
                ),
                told("By", auditor(records, document) or None),
                told("Recorded by", _recorder(records, audit)),
                told("Independence", f"{NOT_INDEPENDENT}: {partial}" if partial else None),
                told("Next test", when(audit.next) if audit.next else None),
                Line("Withdrawn", f"{when(audit.withdrawn_on)}: {audit.withdrawn_why}")
                if audit.withdrawn_on
                else None,
            ),
            section(
                "Tests",
                *(
                    Line("Theme", facts.theming.name(theme), f"theme:{theme}")
                    for theme in facts.tested_by(document)
                ),
                *_served(records, served_by(records, document)),
            ),
        ),
    )
