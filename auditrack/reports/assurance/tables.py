"""The tables of an assurance sheet: actions, evidence and tests."""

from auditrack.reports.kit.tables import Cell, Column, Table
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import counted, day, short
from auditrack.reports.response.blocks import dates, whose
from auditrack.views.assurance_sheet import AssuranceSheet
from auditrack.views.response_values import ActionTold, EvidenceTold, Said, TestTold

_UPDATES = 4
"""How many updates of an action are printed; the others are counted."""


def actions(report: WordReport, sheet: AssuranceSheet) -> None:
    """The actions with their dates, slippage and updates."""
    report.heading("Actions")
    if not sheet.ask.actions:
        report.paragraph("No action on it is on record.")
        return
    report.table(
        Table(
            "Actions with their dates, slippage and updates",
            (
                Column("Action, agency and lead", 6),
                Column("Dates and slippage", 5.5),
                Column("State and updates", 6),
            ),
            [
                (
                    Cell(_what(one), lead=one.ref),
                    _slippage(one),
                    Cell(_updates(one), lead=one.state.capitalize()),
                )
                for one in sheet.ask.actions
            ],
            name="Actions",
        )
    )


def _what(one: ActionTold) -> str:
    told = f"{short(one.what, one.ref)}\n{whose(one)}"
    return f"{told}\nType: {one.kind}" if one.kind else told


def _slippage(one: ActionTold) -> str:
    moves = [
        f"Moved to {day(move.to)}: {short(move.why, one.ref) or 'no reason on record'}"
        for move in one.moves
    ]
    return "\n".join((dates(one), *moves))


def _updates(one: ActionTold) -> str:
    told = [_update(update, one.ref) for update in one.updates[:_UPDATES]]
    if len(one.updates) > _UPDATES:
        earlier = len(one.updates) - _UPDATES
        told.append(f"{counted(earlier, 'earlier update')} in the register at {one.ref}.")
    return "\n".join(told) or "No update is on record."


def _update(update: Said, ref: str) -> str:
    parts = (update.state, short(update.note, ref))
    return f"{day(update.on, 'undated')}: {'; '.join(part for part in parts if part)}"


def evidence(report: WordReport, sheet: AssuranceSheet) -> None:
    """What closing asks for of evidence, what is held of each level, and each piece."""
    report.heading("Evidence needed and held")
    report.bullets(sheet.needed)
    report.table(
        Table(
            "Evidence held by level, and what each level is good for",
            (
                Column("Level", 4),
                Column("Held", 5),
                Column("Enough for closing", 3),
                Column("Can test practice", 3),
            ),
            [
                (
                    Cell("", lead=f"{one.level}, {one.word}"),
                    f"{one.held[0].upper()}{one.held[1:]}",
                    "Yes" if one.is_enough else "No",
                    "Yes" if one.can_test else "No",
                )
                for one in sheet.levels
            ],
            together=True,
        )
    )
    report.paragraph(
        "Evidence tests practice only where it gives a result and the date that it is about, and a "
        "second person accepted it."
    )
    held = sheet.ask.evidence
    if not held:
        report.paragraph("No piece of evidence is on record.")
        return
    report.table(
        Table(
            "Each piece of evidence with its result and whether it is accepted",
            (
                Column("What it shows", 6),
                Column("About", 2.6),
                Column("Result", 3.4),
                Column("Acceptance", 4),
            ),
            [
                (
                    Cell(_shows(one), lead=f"{one.ref}, level {one.level}{_of(one)}"),
                    day(one.about, "no date given"),
                    Cell(_counts(one), lead=one.result.capitalize()),
                    one.acceptance,
                )
                for one in held
            ],
            name="Evidence",
        )
    )


def _shows(one: EvidenceTold) -> str:
    told = short(one.shows, one.ref)
    if not one.difference:
        return told
    return f"{told}\nDifference made: {short(one.difference, one.ref)}"


def _of(one: EvidenceTold) -> str:
    return f", {one.agency}" if one.agency else ""


def _counts(one: EvidenceTold) -> str:
    return f"Counts as {one.counts}" if one.counts else ""


def tests(report: WordReport, sheet: AssuranceSheet) -> None:
    """The audits and later reviews that speak of it, and the tests that are planned."""
    report.heading("Tests")
    ask = sheet.ask
    if ask.tests:
        report.table(
            Table(
                "Audits and later reviews that speak of it, the earliest first",
                (
                    Column("Test", 6),
                    Column("Method, cases and auditor", 5.5),
                    Column("Outcome, and what it counts as", 6),
                ),
                [
                    (
                        Cell(
                            _asked(one),
                            lead=f"{one.ref}, {day(one.on, 'undated')}",
                        ),
                        _method(one),
                        Cell(_outcome(one), lead=one.outcome.capitalize()),
                    )
                    for one in ask.tests
                ],
                name="Tests",
            )
        )
    else:
        report.paragraph(
            "No audit of it or of its themes is on record. That does not say that practice is poor."
        )
    if ask.planned:
        report.paragraph("Tests planned or due:")
        report.bullets(f"{one.said} {short(one.question, one.ref)}".rstrip() for one in ask.planned)
    else:
        report.paragraph("No test is planned on record.")


def _asked(one: TestTold) -> str:
    told = short(one.question, one.ref)
    because = f"Here because {one.because}." if one.because else ""
    return "\n".join(part for part in (told, because) if part)


def _method(one: TestTold) -> str:
    if one.kind != "audit":
        return "A later review"
    told = [
        one.method or "No method on record",
        one.sample or "No number of cases on record",
        f"By {one.by}" if one.by else "By whom is not on record",
        f"Not independent: {one.not_independent}" if one.not_independent else "",
    ]
    return "\n".join(part for part in told if part)


def _outcome(one: TestTold) -> str:
    told = f"{one.counts[0].upper()}{one.counts[1:]}."
    return f"{told}\nNext test: {day(one.next)}" if one.next else told
