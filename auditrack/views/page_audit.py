"""An audit's page: what it asked and found, on which cases, by which standard, with its grid."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from auditrack.analysis.standards import not_compared, reaches
from auditrack.model.audit import Audit
from auditrack.model.change import Records
from auditrack.model.record import view_of
from auditrack.model.words import CHOSEN, LOOKED_AT, OUTCOMES, STANDARDS_SET, word
from auditrack.views.actions import served_by
from auditrack.views.board import agency_name, lead_named, lead_title
from auditrack.views.criteria import LETTERS, Grid, grid_of, legend
from auditrack.views.facts import Facts
from auditrack.views.independence import NOT_INDEPENDENT, auditor, why_not_independent
from auditrack.views.last_time import last_times
from auditrack.views.page_work import served_lines
from auditrack.views.sampled import sample_of
from auditrack.views.sheet import Line, Page, Section, section, sections, told
from auditrack.views.wording import counted, listed, shortened, when


def page(records: Records, ref: str, today: date) -> Page:
    """The page of one audit."""
    document = records.get("audits", ref)
    assert document is not None
    audit = view_of(Audit, document)
    facts = Facts(records, today)
    grid = grid_of(records, ref)
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
                *case_lines(audit, document),
                *standard_lines(audit),
                told(
                    "Practice sampled" if audit.status == "done" else "Practice to sample",
                    sampled(audit),
                ),
                Line(
                    "Covers",
                    listed((agency_name(records, one) for one in audit.agencies), "every agency"),
                ),
                *_auditors(facts, audit, document),
                told("Next test", when(audit.next) if audit.next else None),
                Line("Withdrawn", f"{when(audit.withdrawn_on)}: {audit.withdrawn_why}")
                if audit.withdrawn_on
                else None,
            ),
            _questions(grid),
            section(
                "Beside the last time", *(Line(*one) for one in last_times(records, ref, today))
            ),
            _answers(grid),
            section(
                "Tests",
                *(
                    Line("Theme", facts.theming.name(theme), f"theme:{theme}")
                    for theme in facts.tested_by(document)
                ),
                *served_lines(records, served_by(records, document)),
            ),
        ),
    )


def case_lines(audit: Audit, document: Mapping[str, Any]) -> tuple[Line | None, ...]:
    """How many met it, how the cases were chosen, and what to mind about so few."""
    sample = sample_of(document)
    done = audit.status == "done"
    few = sample.few(audit.method) if done and audit.looked_at == "practice" else None
    # What the words of the cases say already is not said again.
    in_words = done and bool(sample.describe()) and sample.how in ("all", "picked", "other")
    said_in_full = in_words and (audit.chosen in CHOSEN or sample.how == "other")
    chosen = None if said_in_full else audit.chosen
    return (
        told(
            "Cases that met it" if done and audit.met is not None else "Cases",
            sample.describe() if done else _to_look_at(audit),
        ),
        told("Cases chosen", word(CHOSEN, chosen) if chosen else None),
        told("Draw", _draw(audit)),
        told("Mind", few),
    )


def _to_look_at(audit: Audit) -> str | None:
    return f"{counted(audit.sample, 'case')} to be looked at" if audit.sample else None


def _draw(audit: Audit) -> str | None:
    """What a draw is repeated by; that it cannot be, where it was only said to be one."""
    if audit.seed and audit.drawn and audit.population:
        return f"{audit.drawn} of {audit.population} by the seed {audit.seed}"
    if audit.chosen == "random":
        return "its seed is not on record, so it cannot be repeated"
    return None


def standard_lines(audit: Audit) -> tuple[Line | None, ...]:
    """The standard, when it was set, and how the result stands to it."""
    said = ": ".join(part for part in (audit.standard_met, audit.standard) if part)
    if not said:
        return ()
    when_set = "beforehand" if audit.status == "planned" else audit.standard_set
    set_then = STANDARDS_SET.get(when_set or "")
    label = f"Standard {set_then}" if set_then else "Standard"
    figures = audit.standard_met, audit.met, audit.sample
    reached = reaches(*figures)
    if audit.status != "done":
        stands = None
    elif reached is None:
        stands = not_compared(audit.standard, *figures)
    else:
        stands = "reached" if reached else "not reached"
    unknown = audit.status == "done" and not set_then
    return (
        Line(label, said),
        told("Standard set", "when is not on record" if unknown else None),
        told("Set on", when(audit.standard_on) if audit.standard_on else None),
        told("Result against it", stands),
    )


def sampled(audit: Audit) -> str | None:
    """The practice that its cases are of, in words; None where nobody said."""
    if not audit.practice_to:
        return None
    start = f"{when(audit.practice_from)} to " if audit.practice_from else ""
    return f"{start}{when(audit.practice_to)}"


def _vacant_since(facts: Facts, audit: Audit) -> str | None:
    """Since when nobody holds the lead of a test that is still to be made."""
    lead = lead_named(facts.records, audit.by)
    since = lead.get("vacant_since") if lead is not None else None
    is_to_come = audit.status == "planned" or audit.next
    return when(since) if since and is_to_come else None


def _auditors(facts: Facts, audit: Audit, document: Mapping[str, Any]) -> tuple[Line | None, ...]:
    """Who made and who recorded it, and whether they own what it tests."""
    records = facts.records
    recorded = audit.recorded_by
    if recorded and audit.recorded_lead:
        recorded = f"{recorded} ({lead_title(records, audit.recorded_lead)})"
    partial = why_not_independent(records, document, facts.as_at)
    return (
        told("By", auditor(records, document) or None),
        told("Its lead is vacant since", _vacant_since(facts, audit)),
        told("Recorded by", recorded),
        told("Independence", f"{NOT_INDEPENDENT}: {partial}" if partial else None),
    )


def _questions(grid: Grid) -> Section | None:
    """Each question with how many cases met it, the weakest first."""
    lines = [
        Line(
            one.briefly,
            f"{one.number}. {one.question}" + (f" ({one.besides})" if one.besides else ""),
        )
        for one in grid.tallies
    ]
    met, of = grid.met
    whole = (
        Line(None, f"{met} of the {counted(of, 'case')} answered whole met all that applies.")
        if of
        else None
    )
    return section("Questions, the weakest first", *lines, whole if lines else None)


def _answers(grid: Grid) -> Section | None:
    """The answers case by case, one letter each."""
    if not grid.questions:
        return None
    labels = listed(grid.cases)
    return section(
        "Answers, case by case",
        Line("Cases", labels),
        *(
            Line(str(number), " ".join(LETTERS.get(answer, "?") for answer in answers))
            for number, answers in enumerate(grid.answers, start=1)
        ),
        Line(None, legend(grid.scale)),
    )
