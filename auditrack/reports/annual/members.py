"""The section on what each agency did in the period: by name, and never ranked."""

from collections.abc import Iterable, Iterator

from auditrack.reports.annual.words import nothing, text
from auditrack.reports.annual.work import moved
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import counted, day
from auditrack.views.annual_values import AgencyLine, Annual

MOST = 40
"""The most lines of one agency that are printed here."""


def members(report: WordReport, annual: Annual, level: int) -> None:
    """What each agency did in the period, by name."""
    if not annual.agencies:
        report.paragraph(nothing(annual, "Nothing that an agency did in this period is on record."))
    else:
        report.paragraph("By name, in alphabetical order; nothing here compares one with another.")
    for one in annual.agencies:
        report.heading(one.name, level)
        if not annual.public:
            report.paragraph(_sum_of_agency(one))
        did = list(_did(annual, one))
        report.bullets(did[:MOST])
        if len(did) > MOST:
            report.paragraph(
                f"And {len(did) - MOST:,} more; every action of the period stands in the table of "
                "actions."
            )
    everyone = sum(not one.agencies for one in annual.tests)
    if everyone and not annual.public:
        report.paragraph(
            f"{counted(everyone, 'audit')} of the period named no agency and so covered all."
        )
    if annual.quiet_agencies:
        report.paragraph(
            "Nothing on record with a day in this period, which is not to say that nothing was "
            f"done: {', '.join(annual.quiet_agencies)}."
        )


def _sum_of_agency(one: AgencyLine) -> str:
    done = sum(bool(action.done_on) for action in one.actions)
    signed = sum(bool(action.signed_on) for action in one.actions)
    said = (
        f"{counted(done, 'action')} said to be done" if done else "",
        f"{counted(signed, 'action')} signed off" if signed else "",
        f"{counted(len(one.evidence), 'piece')} of evidence" if one.evidence else "",
        f"named in {counted(len(one.tests), 'audit')}" if one.tests else "",
    )
    return f"{_capital('; '.join(filter(None, said)))}."


def _did(annual: Annual, one: AgencyLine) -> Iterator[str]:
    for action in one.actions:
        when = "; ".join(moved(action).splitlines())
        yield f"{_capital(when)}: {text(annual, action.what, action.ref)} ({action.for_what})"
    for piece in one.evidence:
        yield (
            f"Evidence of level {piece.level} ({piece.level_word}), of "
            f"{day(piece.about or piece.filed_on)}: {text(annual, piece.shows, piece.ref)}"
        )
    for test in one.tests:
        themes = f" of {', '.join(test.themes)}" if test.themes else ""
        yield f"Named in an audit{themes}, {day(test.on)}: {test.outcome_word}"


def _capital(said: str) -> str:
    return f"{said[:1].upper()}{said[1:]}"


def sum_of_members(annual: Annual) -> str:
    """The section in a sentence."""
    if annual.public:
        return "What agencies did, by name."
    return f"Something of the period is on record for {_bodies(annual.agencies)}."


def _bodies(lines: Iterable[AgencyLine]) -> str:
    return counted(len(tuple(lines)), "agency", "agencies")
