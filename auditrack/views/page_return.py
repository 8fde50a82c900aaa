"""The page of a return form: whom it asked what, by when, and what came back."""

from datetime import date
from functools import partial

from auditrack.model.change import Records
from auditrack.model.record import view_of
from auditrack.model.return_form import ReturnForm
from auditrack.views.board import agency_name, plan_of, successor_of
from auditrack.views.facts import Facts
from auditrack.views.return_paper import questions_of
from auditrack.views.returns import Return, forms_on, return_of
from auditrack.views.sheet import Line, Page, Section, section, sections, told
from auditrack.views.wording import counted, listed, shortened, when

_SHORT = 160


def page(records: Records, ref: str, today: date) -> Page:
    """The page of one form."""
    document = records.get("return_forms", ref)
    assert document is not None
    form = view_of(ReturnForm, document)
    facts = Facts(records, today)
    stands = return_of(facts, document, forms_on(records, today))
    return Page(
        ref=ref,
        kind="return form",
        heading=f"Return form to {agency_name(records, form.agency)}",
        sections=sections(
            _about(records, form, stands),
            section("Covering text", Line(None, form.covering)) if form.covering else None,
            _asks(facts, form),
            _questions(records, ref),
            section("Written beside its tables", *map(partial(Line, None), form.beside.split("\n")))
            if form.beside
            else None,
        ),
    )


def _about(records: Records, form: ReturnForm, stands: Return) -> Section | None:
    follower = successor_of(records, form.agency)
    return section(
        "About it",
        Line("Agency", agency_name(records, form.agency), form.agency),
        told("Followed by", plan_of(records, form.agency), follower)
        if follower != form.agency
        else None,
        Line("How it stands", stands.describe()),
        Line("Asked on", when(form.asked_on)),
        told("First asked on", when(stands.first_asked_on))
        if stands.first_asked_on != form.asked_on
        else None,
        Line("Due back", when(form.due_back)),
        told("Reminded on", listed(map(when, stands.reminded_on), "")),
        told("Returned on", when(stands.returned_on) if stands.returned_on else None),
        told("Taken in on", when(stands.taken_in_on) if stands.taken_in_on else None),
        told("File that came back", form.file),
        told("Taken in as", form.import_ref),
        told("Still owed", str(stands.owed) if stands.owed else None),
        told("Replaced by", stands.replaced_by, stands.replaced_by),
        Line("Withdrawn", f"{when(form.withdrawn_on)}: {form.withdrawn_why}")
        if form.withdrawn_on
        else None,
    )


def _asks(facts: Facts, form: ReturnForm) -> Section | None:
    lines = []
    for ref in form.asks:
        recommendation = facts.records.get("recommendations", ref)
        action = facts.records.get("actions", ref)
        if recommendation is not None:
            lines.append(Line(ref, shortened(str(recommendation.get("text", "")), _SHORT), ref))
        elif action is not None:
            lines.append(Line(ref, shortened(str(action.get("what", "")), _SHORT), ref))
    return section(f"On the form ({counted(len(lines), 'record')})", *lines)


def _questions(records: Records, form: str) -> Section | None:
    lines = []
    for one in questions_of(records, form):
        lines.append(Line(str(one["ref"]), str(one.get("question", ""))))
        answer = one.get("answer")
        on = f" ({when(one.get('answered_on'))})" if one.get("answered_on") else ""
        lines.append(Line("  Answer", f"{answer}{on}" if answer else "not on record"))
    return section("Questions", *lines)
