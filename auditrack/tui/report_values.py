"""What a report says that was asked for on the screen: the view of its kind, and what writes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from auditrack.model.change import Records
from auditrack.tui.report_asked import ReportAsked
from auditrack.views.board import board_of
from auditrack.views.wording import listed, shortened

if TYPE_CHECKING:
    from auditrack.register.protocol import Store
    from auditrack.reports.kit.making import Report


_LONGEST = 400
"""Characters of what the record of an extract says it is of."""


@dataclass(frozen=True)
class ReportFound:
    """A report that can be made. `what` and `period` go on record with its export.

    `review` is the one that it speaks of, for the log of a shared host; `notes` are sentences to
    whoever writes it.
    """

    report: "Report"
    what: str | None = None
    period: str | None = None
    review: str = ""
    notes: tuple[str, ...] = ()


def report_found(register: "Store", asked: ReportAsked, today: date) -> ReportFound:
    """What it says, from the register as at a day; reads all of it: not for the thread that paints.

    Raises:
        RefusedError: there is no such record, or nothing to report.
    """
    return _FOUND[asked.kind](register, asked, today)


def minutes_called(records: Records, meeting: str) -> str:
    """What the minutes of a meeting are called: a draft until they are agreed."""
    agreed = (records.get("meetings", meeting) or {}).get("status") == "agreed"
    return f"{'minutes' if agreed else 'draft minutes'} of {meeting}"


def _progress(register: "Store", asked: ReportAsked, today: date) -> ReportFound:
    from auditrack.reports.progress.report import report_of
    from auditrack.views.period import progress

    days = asked.period
    since = days.since if days is not None else board_of(register).year_of(today)[0]
    until = days.until if days is not None else today
    figures = progress(register, since, until, today, None, asked.subgroup)
    return ReportFound(
        report_of(_marked(figures, asked)),
        figures.subgroup,
        f"{since.isoformat()}..{until.isoformat()}",
    )


def _annual(register: "Store", asked: ReportAsked, today: date) -> ReportFound:
    from auditrack.reports.annual.report import report_of
    from auditrack.views.annual import annual_of

    assert asked.period is not None  # the form needs it
    since, until = asked.period.since, asked.period.until
    found = annual_of(register, since, until, today, headings=asked.headings)
    return ReportFound(
        report_of(_marked(found, asked)),
        ", ".join(one.edition for one in found.sets) or None,
        found.period,
    )


def _response(register: "Store", asked: ReportAsked, today: date) -> ReportFound:
    from auditrack.reports.response.report import report_of
    from auditrack.views.response import response_of

    response = response_of(register, asked.subject, today)
    return ReportFound(
        report_of(_marked(response, asked)),
        response.title,
        review=response.review,
        notes=_told(response.working),
    )


def _agency(register: "Store", asked: ReportAsked, today: date) -> ReportFound:
    from auditrack.reports.agency_plan.report import report_of
    from auditrack.views.agency_plan import agency_plan_of

    plan = agency_plan_of(
        register,
        asked.subject,
        today,
        since=asked.period.since if asked.period is not None else None,
        until=asked.period.until if asked.period is not None else None,
        with_unpublished=asked.unpublished,
    )
    notes = []
    if plan.withheld:
        notes.append(
            f"Printed without words, for the review is not published: {listed(plan.withheld)}."
        )
    if plan.asked_for is not None:
        notes.append(f"{plan.asked_for} is followed by {plan.name}, whose plan this is.")
    return ReportFound(
        report_of(_marked(plan, asked)),
        plan.name,
        f"{plan.finished_since.isoformat()}..{plan.finished_until.isoformat()}",
        notes=tuple(notes),
    )


def _themes(register: "Store", asked: ReportAsked, today: date) -> ReportFound:
    from auditrack.reports.themes.report import report_of
    from auditrack.views.themes_paper import themes_paper_of

    paper = themes_paper_of(register, today, None, asked.themes, asked.subgroup)
    return ReportFound(
        report_of(_marked(paper, asked)),
        listed(paper.chosen, "") or paper.subgroup or None,
        notes=_not_published(paper.unpublished),
    )


def _evidence_pack(register: "Store", asked: ReportAsked, today: date) -> ReportFound:
    from auditrack.reports.evidence_pack.report import report_of
    from auditrack.views.evidence_pack import evidence_pack_of

    pack = evidence_pack_of(register, asked.subject, today)
    return ReportFound(
        report_of(_marked(pack, asked)), pack.name, notes=_not_published(pack.unpublished)
    )


def _assurance(register: "Store", asked: ReportAsked, today: date) -> ReportFound:
    from auditrack.reports.assurance.report import report_of
    from auditrack.views.assurance_sheet import assurance_sheet_of

    sheet = assurance_sheet_of(register, asked.subject, today)
    return ReportFound(
        report_of(_marked(sheet, asked)),
        sheet.ask.ref,
        review=sheet.review,
        notes=_told(sheet.working),
    )


def _minutes(register: "Store", asked: ReportAsked, today: date) -> ReportFound:
    from auditrack.reports.minutes import report_of
    from auditrack.views.minutes import minutes

    found = minutes(register, asked.subject)
    return ReportFound(report_of(_marked(found, asked)), minutes_called(register, asked.subject))


def _handover(register: "Store", asked: ReportAsked, today: date) -> ReportFound:
    from auditrack.reports.handover import report_of
    from auditrack.views.handover import handover_of

    found = handover_of(register, asked.subject, today)
    return ReportFound(report_of(_marked(found, asked)), found.post.title)


def _extract(register: "Store", asked: ReportAsked, today: date) -> ReportFound:
    from auditrack.commands.export import check_extract
    from auditrack.reports.extract.report import report_of
    from auditrack.views.extract import extract_of

    check_extract(register)
    found = extract_of(register, asked.subject, today, register)
    refs = listed(ref for ref, _ in found.reviews)
    return ReportFound(
        report_of(_marked(found, asked)),
        shortened(f"{refs}: {found.title}", _LONGEST),
        review=found.reviews[0][0],
        notes=("It is not redacted.",),
    )


_FOUND: Mapping[str, "Callable[[Store, ReportAsked, date], ReportFound]"] = {
    "progress": _progress,
    "annual": _annual,
    "response": _response,
    "agency": _agency,
    "themes": _themes,
    "evidence-pack": _evidence_pack,
    "assurance": _assurance,
    "minutes": _minutes,
    "handover": _handover,
    "extract": _extract,
}


def _not_published(reviews: tuple[str, ...]) -> tuple[str, ...]:
    """Whoever passes it on is told which reviews it speaks of before they may be spoken of."""
    named = f"It speaks of what is not published: {listed(reviews)}. Agree first who may see it."
    return (named,) if reviews else ()


def _told(sentence: str) -> tuple[str, ...]:
    return (sentence,) if sentence else ()


def _marked(value: Any, asked: ReportAsked) -> Any:
    """The same with the marking that was asked for."""
    if asked.marking is None:
        return value
    if isinstance(value, msgspec.Struct):
        return msgspec.structs.replace(value, marking=asked.marking)
    return replace(value, marking=asked.marking)
