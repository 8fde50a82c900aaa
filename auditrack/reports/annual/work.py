"""Sections on work: what was decided, refused and done, and by whom."""

from dataclasses import replace

from auditrack.model.refs import natural_key
from auditrack.reports.annual.words import decided_rows, nothing, refs, text
from auditrack.reports.kit.tables import Column, Table
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import counted, day
from auditrack.views.annual_values import (
    LOCAL,
    NATIONAL,
    NO_REVIEW,
    OTHER_BOARDS,
    ActionLine,
    Annual,
    DecisionLine,
)

_GROUPS = {
    LOCAL: "On local reviews",
    NATIONAL: "On national reviews",
    OTHER_BOARDS: "On reviews of other boards",
    NO_REVIEW: "On themes and other records",
}


def findings_implemented(report: WordReport, annual: Annual, level: int) -> None:
    """The actions that moved in the period, for which recommendation or finding."""
    if not annual.actions:
        report.paragraph(
            nothing(
                annual,
                "No action is on record as begun, done or signed off on a day of this period.",
            )
        )
        return
    report.paragraph(
        "Actions that were begun, put in place, said to be done or signed off in the period. It "
        "says what was done, and nothing of whether practice changed."
    )
    report.table(
        Table(
            "Actions of the period",
            (
                Column("For", 3.3),
                Column("Action", 4),
                Column("Agency", 2.5),
                Column("State at the end", 1.9),
                Column("In the period", 2.8),
            ),
            [
                (one.for_what, text(annual, one.what, one.ref), one.agency, one.state, moved(one))
                for one in sorted(
                    annual.actions, key=lambda one: (one.group, natural_key(one.for_what))
                )
            ],
            name="actions",
        )
    )


def moved(one: ActionLine) -> str:
    """What became of an action in the period, a line each."""
    steps = (("begun", one.begun_on), ("said done", one.done_on), ("signed off", one.signed_on))
    return "\n".join(f"{said} {day(on)}" for said, on in steps if on)


def sum_of_implemented(annual: Annual) -> str:
    """The section in a sentence."""
    done = sum(bool(one.done_on) for one in annual.actions)
    signed = sum(bool(one.signed_on) for one in annual.actions)
    return f"{counted(done, 'action')} said to be done and {signed or 'none'} signed off."


def decisions_and_actions(report: WordReport, annual: Annual, level: int) -> None:
    """Decisions and actions on local and on national reviews apart, and what improved."""
    for group, said in _GROUPS.items():
        own = replace(
            annual,
            decisions=tuple(one for one in annual.decisions if one.group == group),
            actions=tuple(one for one in annual.actions if one.group == group),
            tests=tuple(one for one in annual.tests if one.is_test and group in one.groups),
            evidence=tuple(one for one in annual.evidence if one.is_impact and one.group == group),
        )
        if group in (LOCAL, NATIONAL) or own.decisions or own.actions:
            report.heading(said, level)
            _decided(report, own)
            if group != NO_REVIEW:
                _done(report, own)


def _decided(report: WordReport, annual: Annual) -> None:
    if annual.decisions:
        report.table(
            Table(
                "Decisions of the board in the period",
                (
                    Column("On", 4),
                    Column("Decision", 2.4),
                    Column("Day", 2),
                    Column("Reason", 5),
                ),
                [
                    (what, one.said, day(one.on), _why(annual, one))
                    for what, one, _ in decided_rows(annual.decisions)
                ],
                name="decisions",
            )
        )
    else:
        report.paragraph(nothing(annual, "No decision of the period is on record."))


def _done(report: WordReport, annual: Annual) -> None:
    report.paragraph(
        f"{sum_of_implemented(annual)} {_listed(annual)}" if annual.actions else _no_action(annual),
        lead="Actions: ",
    )
    _improved(report, annual)


def _listed(annual: Annual) -> str:
    named = refs(annual, (one.ref for one in annual.actions))
    return f"Those that moved: {named}." if named else ""


def _no_action(annual: Annual) -> str:
    return nothing(annual, "none is on record as moved in the period.")


def _why(annual: Annual, one: DecisionLine) -> str:
    said = [
        text(annual, one.reason, one.ref),
        "Closed by an override." if one.overridden else "",
        f"Dissent: {text(annual, one.dissent, one.ref)}" if one.dissent else "",
        f"{one.since_then[:1].upper()}{one.since_then[1:]}." if one.since_then else "",
    ]
    return "\n".join(filter(None, said))


def _improved(report: WordReport, annual: Annual) -> None:
    rows = [
        (
            f"Test of practice{_dash(annual, one.ref)}",
            day(one.on),
            ", ".join(one.themes) or text(annual, one.question, one.ref),
            one.outcome_word,
        )
        for one in annual.tests
    ] + [
        (
            f"Evidence of level {one.level}{_dash(annual, one.ref)}",
            day(one.about, "day not recorded"),
            text(annual, one.shows, one.ref),
            one.result_word,
        )
        for one in annual.evidence
    ]
    if not rows:
        report.paragraph(
            nothing(
                annual,
                "no test of practice, and no accepted evidence of level 3 or 4 with a result, is "
                "on record of the period. Nothing is said of whether practice improved.",
            ),
            lead="What improved: ",
        )
        return
    embedded = sum(one.outcome == "embedded" for one in annual.tests) + sum(
        one.result == "embedded" for one in annual.evidence
    )
    report.paragraph(
        f"{embedded or 'none'} of {counted(len(rows), 'test or piece', 'tests and pieces')} of "
        "evidence of practice of the period found it embedded; each is listed with what it found. "
        "Activity is not among them.",
        lead="What improved: ",
    )
    report.table(
        Table(
            "What tests and evidence of practice found",
            (Column("Record", 3), Column("Of", 2), Column("What", 5), Column("Found", 2)),
            rows,
            name="improvements",
        )
    )


def _dash(annual: Annual, ref: str) -> str:
    return "" if annual.public else f", {ref}"


def sum_of_decisions(annual: Annual) -> str:
    """The section in a sentence."""
    return f"{counted(len(annual.decisions), 'decision')} of the board in the period."


def declined(report: WordReport, annual: Annual, level: int) -> None:
    """What is not to be implemented, or only in part: by the board, and by agencies apart."""
    report.heading("By decision of the board", level)
    if annual.declined:
        report.table(_decisions(annual, "Decisions not to implement, or only in part", "declined"))
    else:
        report.paragraph(
            nothing(
                annual,
                "No decision of the period not to implement a finding or recommendation, or only "
                "in part, is on record.",
            )
        )
    if annual.dropped:
        report.heading("Found no longer relevant by decision of the board", level)
        report.table(
            _decisions(annual, "Decisions that something is no longer relevant", "dropped")
        )
    report.heading("By agencies", level)
    if not annual.refusals:
        report.paragraph(
            nothing(annual, "No refusal by an agency is on record with a day in this period.")
        )
        return
    report.paragraph("What an agency answered is not a decision of the board.")
    report.table(
        Table(
            "Answers of agencies that decline, or accept only in part",
            (
                Column("Agency", 2.6),
                Column("What", 3.6),
                Column("Answer", 2),
                Column("Day", 1.8),
                Column("Reason", 3.8),
            ),
            [
                (one.agency, one.on_what, one.said, day(one.on), text(annual, one.reason, one.ref))
                for one in sorted(annual.refusals, key=lambda one: one.agency.casefold())
            ],
        )
    )


def _decisions(annual: Annual, caption: str, name: str) -> Table:
    lines: tuple[DecisionLine, ...] = getattr(annual, name)
    return Table(
        caption,
        (Column("What", 4), Column("Decision", 2.4), Column("Day", 2), Column("Reason", 5)),
        [(one.on_what, one.said, day(one.on), _why(annual, one)) for one in lines],
        name=name,
    )


def sum_of_declined(annual: Annual) -> str:
    """The section in a sentence."""
    return (
        f"{counted(len(annual.declined), 'decision')} of the board not to implement or only in "
        "part, and "
        f"{counted(len(annual.refusals), 'refusal')} by agencies."
    )
