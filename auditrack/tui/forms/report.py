"""The form of a report: what it covers, how it is marked, to whom it goes, and its file."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from auditrack.model.change import Records
from auditrack.tui.forms import choices
from auditrack.tui.forms.field import Choice, Field, Value
from auditrack.tui.forms.form import Form, Given
from auditrack.tui.plain import one_line
from auditrack.tui.report_asked import ENDING, ReportAsked, as_typed, free_file, is_free, rest_of
from auditrack.tui.report_kinds import KINDS, ReportKind
from auditrack.tui.report_templates import SHIPPED, USUAL, template_choices, where_own_lie
from auditrack.views.board import agency_name, board_of
from auditrack.views.meetings import called_with_day, meetings
from auditrack.views.report_period import (
    ANNUAL,
    LAST_YEAR,
    NAMES,
    THIS_YEAR,
    YEARS,
    ReportPeriod,
    named_periods,
    period_meant,
)

PREFIX = "report-"
"""What stands before a kind's name in the id of its form."""

SUBJECT, THEMES, PERIOD, SUBGROUP = "subject", "themes", "period", "subgroup"
HEADINGS = "headings"
UNPUBLISHED, MARKING, TO, TEMPLATE, OUT = "unpublished", "marking", "to", "template", "out"
CHECKED = "checked"
NAMING = frozenset((SUBJECT, THEMES, SUBGROUP))
"""The fields after which a file is named where nobody names it otherwise."""

_OWN_MARKING = "board"
_MARKINGS = ("none", "OFFICIAL", "OFFICIAL-SENSITIVE", "working draft")
_UNSAID = (_OWN_MARKING, *_MARKINGS)
"""Markings that the list says whole: nothing needs to be said of what was understood."""


def form_of(kind: ReportKind, records: Records, today: date) -> Form:
    """The form of a kind of report, as at a day."""
    return Form(
        f"{PREFIX}{kind.id}",
        f"Write: {kind.title}",
        "",
        tuple(_fields(kind, records, today)),
        start=_starting(kind, today),
        note=lambda *_: kind.tells,
        names=True,
    )


def titles() -> dict[str, str]:
    """What a draft of each form is called, by the form's id."""
    return {f"{PREFIX}{kind.id}": f"Report: {kind.title}" for kind in KINDS.values()}


def kind_of_form(form: str) -> str | None:
    """The kind of report whose form a draft is of; None where it is of another form."""
    kind = form.removeprefix(PREFIX)
    return kind if form.startswith(PREFIX) and kind in KINDS else None


def asked(kind: ReportKind, given: Given, records: Records, today: date) -> ReportAsked:
    """The report that was asked for; what was typed can stand, for its fields say so."""
    values = given.values
    period, marking, template = (_text(values, one) for one in (PERIOD, MARKING, TEMPLATE))
    return ReportAsked(
        kind.id,
        subject=_text(values, SUBJECT) or "",
        period=_period(kind, values, records, today) if period else None,
        subgroup=_text(values, SUBGROUP),
        themes=_themes(values),
        headings=_chosen(values, HEADINGS),
        unpublished=_text(values, UNPUBLISHED) == "yes",
        checked=_text(values, CHECKED) == "yes",
        marking=None if marking == _OWN_MARKING else _marking(marking or "none"),
        to=_text(values, TO),
        template=Path(template) if template and template not in (USUAL, SHIPPED) else None,
        shipped=template == SHIPPED,
        file=_path(_text(values, OUT) or ""),
    )


def understood(
    kind: ReportKind, name: str, values: Mapping[str, Value], records: Records, today: date
) -> str:
    """What is understood of a period or a marking as typed, in words; "" of other fields.

    Raises:
        DateError: it is no period of days; its text is a sentence.
    """
    typed = _text(values, name)
    if typed and name == PERIOD:
        return f"= {_period(kind, values, records, today)}"
    if typed and name == MARKING and typed not in _UNSAID:
        return f"{_marking(typed).upper()} on each page"
    return ""


def suggested(kind: ReportKind, values: Mapping[str, Value], records: Records, today: date) -> str:
    """The name of a file that is free, in the person's own folder, as it is typed."""
    wanted = ReportAsked(
        kind.id,
        _text(values, SUBJECT) or "",
        subgroup=_text(values, SUBGROUP),
        themes=_themes(values),
    )
    return as_typed(free_file(wanted.stem(records, today)))


def why_not_file(typed: str) -> str | None:
    """Why a report cannot go into the file that was typed, as far as can be told now."""
    path, shown = _path(typed), one_line(typed)
    if path.suffix.lower() != ENDING:
        return f"“{shown}” is no name of a Word document: end it with {ENDING}."
    if not path.parent.is_dir():
        return f"There is no folder “{one_line(str(path.parent))}”."
    if not is_free(path):
        there = one_line(str(path if os.path.lexists(path) else rest_of(path)))
        return f"“{there}” is there already. F7 fills in the next name that is free."
    return None


# Its fields


def _fields(kind: ReportKind, records: Records, today: date) -> Iterator[Field]:
    if kind.about:
        yield Field(
            SUBJECT, kind.about.capitalize(), "pick", choices=_SUBJECTS[kind.id], needed=True
        )
    if kind.id == "themes":
        yield Field(THEMES, "Themes", "picks", "None named: all.", choices=choices.themes)
    if kind.id in _PERIODS:
        label, hint = _PERIODS[kind.id]
        yield Field(
            PERIOD,
            label,
            "pick",
            hint,
            needed=kind.id in ("progress", ANNUAL),
            open=True,
            choices=choices.of_words(YEARS if kind.id == ANNUAL else NAMES),
            offers=lambda values: _periods(kind, values, records, today),
        )
    if kind.id == ANNUAL:
        yield Field(
            HEADINGS,
            "Heading sets",
            "picks",
            "None named: those in force for the board's nation and scope.",
            choices=choices.heading_sets,
        )
    if kind.id in ("progress", "themes") and choices.subgroups(records):
        yield Field(
            SUBGROUP, "Subgroup", "pick", "Blank: the whole board.", choices=choices.subgroups
        )
    if kind.id == "agency":
        yield Field(
            UNPUBLISHED,
            "Unpublished",
            "yes-no",
            "Yes: print the words of reviews that are not published, too.",
        )
    yield Field(
        MARKING,
        "Marking",
        "pick",
        "One of the list, or as typed.",
        open=True,
        choices=_markings,
    )
    yield Field(TO, "To whom it goes", hint="It goes on record with the report; no names.")
    yield Field(
        TEMPLATE,
        "Template",
        "pick",
        where_own_lie(kind.id),
        choices=lambda _: template_choices(kind.id),
    )
    yield Field(
        CHECKED,
        "Disclosure check",
        "yes-no",
        "Yes: look through the finished file and say what must not be public. Nothing is stopped.",
    )
    yield Field(
        OUT,
        "File",
        "path",
        "Where it goes; F7 fills in the next name that is free.",
        needed=True,
        usual=lambda now, values, _: _next_free(kind, now, values, today),
    )


def _meetings(records: Records) -> Sequence[Choice]:
    """The meetings that are over, the latest first."""
    return [
        Choice(str(one["ref"]), f"{one['ref']}  {called_with_day(records, one)}")
        for one in meetings(records)
        if one.get("status", "open") != "open"
    ]


_SUBJECTS: Mapping[str, Callable[[Records], Sequence[Choice]]] = {
    "response": choices.reviews,
    "agency": choices.agencies,
    "evidence-pack": choices.themes,
    "assurance": choices.recommendations,
    "minutes": _meetings,
    "handover": choices.leads,
    "extract": choices.reviews,
}

_TYPED = "One of the list, or dates as in: 1 April to 30 September 2026."
_PERIODS = {
    "progress": ("Period", _TYPED),
    ANNUAL: ("Year", "One of the list, or dates as in: 1 April 2025 to 31 March 2026."),
    "agency": ("Finished in", "Blank: what was finished in the year up to today."),
}
"""Reports that cover a period: what the field is called, and what it wants."""


def _periods(
    kind: ReportKind, values: Mapping[str, Value], records: Records, today: date
) -> Sequence[Choice]:
    named = named_periods(records, kind.id, today, _what(kind, values, records))
    return [Choice(one.code, f"{one.name}: {one}") for one in named]


def _period(
    kind: ReportKind, values: Mapping[str, Value], records: Records, today: date
) -> ReportPeriod:
    typed = _text(values, PERIOD) or ""
    return period_meant(typed, records, kind.id, today, _what(kind, values, records))


def _what(kind: ReportKind, values: Mapping[str, Value], records: Records) -> str | None:
    """What an earlier report that this one goes on from was about, as exports have it."""
    if kind.id == "agency":
        return agency_name(records, _text(values, SUBJECT))
    subgroup = _text(values, SUBGROUP)
    document = records.get("subgroups", subgroup) if subgroup else None
    return str(document.get("title") or subgroup) if document else None


def _markings(records: Records) -> Sequence[Choice]:
    own = one_line(board_of(records).marking) or "none"
    return [
        Choice(_OWN_MARKING, f"the board's own: {own}"),
        *(Choice(one, one) for one in _MARKINGS),
    ]


def _marking(typed: str) -> str:
    """The marking meant: the one of the list that begins so; where that is not one, as typed."""
    wanted = typed.casefold()
    fitting = [one for one in _MARKINGS if one.casefold().startswith(wanted)]
    exact = [one for one in fitting if one.casefold() == wanted]
    return (exact or (fitting if len(fitting) == 1 else [typed]))[0]


# What stands in them


def _starting(kind: ReportKind, today: date) -> Callable[[Records, str, date], Mapping[str, Value]]:
    def start(records: Records, ref: str, _: date) -> Mapping[str, Value]:
        values: dict[str, Value] = {MARKING: _OWN_MARKING, TEMPLATE: USUAL}
        if kind.about:
            values[SUBJECT] = ref
        if kind.id == "progress":
            values[PERIOD] = THIS_YEAR
        if kind.id == ANNUAL:
            values[PERIOD] = LAST_YEAR
        return {**values, OUT: suggested(kind, values, records, today)}

    return start


def _next_free(kind: ReportKind, records: Records, values: Mapping[str, Value], today: date) -> str:
    """The next free name after the one that was typed, in its folder; else what is suggested."""
    typed = _text(values, OUT)
    if typed is None:
        return suggested(kind, values, records, today)
    path = _path(typed)
    return as_typed(free_file(path.stem, path.parent))


def _path(typed: str) -> Path:
    return Path(os.path.expanduser(typed.strip()))


def _themes(values: Mapping[str, Value]) -> tuple[str, ...]:
    return _chosen(values, THEMES)


def _chosen(values: Mapping[str, Value], name: str) -> tuple[str, ...]:
    chosen = values.get(name) or ()
    return (chosen,) if isinstance(chosen, str) else tuple(chosen)


def _text(values: Mapping[str, Value], name: str) -> str | None:
    return str(values.get(name) or "").strip() or None
