"""A recommendation, or several that ask the same, as one block of an agency's plan."""

from collections.abc import Sequence

from auditrack.reports.agency_plan import words
from auditrack.reports.kit.tables import Cell, Column, Table
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import counted, day, listed, short
from auditrack.views.agency_plan_values import (
    Joined,
    PlannedAction,
    PlannedAsk,
    PlannedEvidence,
)


def block(report: WordReport, joined: Joined) -> None:
    """All of it: what was asked, answered, done, shown and found, and what is missing."""
    first, *others = joined.asks
    report.heading(words.heading(first), 2)
    _asked(report, first)
    for other in others:
        report.paragraph("", lead=f"Joined with {other.ref}:")
        _asked(report, other)
    if joined.actions:
        actions(report, joined.actions, first.ref, tells_for=bool(others))
    if joined.evidence:
        _evidence(report, joined.evidence, first.ref)
    if joined.audits:
        _audits(report, joined, first.ref)
    nothing = [
        said
        for held, said in (
            (joined.actions, "no action of this agency's own"),
            (joined.evidence, "no evidence of its own"),
            (joined.audits, "no audit that covered it"),
        )
        if not held
    ]
    if nothing:
        report.paragraph(f"{listed(nothing)}.", "Report Details", lead="On record: ")
    missing = dict.fromkeys(one for ask in joined.asks for one in ask.missing)
    if missing:
        report.paragraph(
            " ".join(missing), "Report Details", lead="Missing before the board can close it: "
        )


def _asked(report: WordReport, ask: PlannedAsk) -> None:
    for name, value in (
        ("From", words.source(ask)),
        ("Recommendation", words.text(ask)),
        ("Intended outcome", ask.outcome),
        ("How we will know", ask.measure),
        ("Theme", "; ".join(ask.themes)),
        ("Links", "; ".join(ask.links)),
        ("Asked", words.asked(ask)),
        ("Reply", words.reply(ask)),
        ("The board's decisions", words.decided(ask)),
        ("Progress", words.progress(ask)),
        ("Responsible lead", words.lead(ask) if ask.is_owed else ""),
        ("Timescale", words.of_ask(ask) if ask.is_owed else ""),
    ):
        if value:
            report.paragraph(value, "Report Details", lead=f"{name}: ")


def actions(report: WordReport, found: Sequence[PlannedAction], ref: str, tells_for: bool) -> None:
    """How it is implemented: the actions, and what was said of each and when.

    Args:
        report: where it is written.
        found: the actions.
        ref: what they are for, in the captions.
        tells_for: whether each says what it is for.
    """
    report.table(
        Table(
            f"How it is implemented: the actions for {ref}",
            (
                Column("Action", 6),
                Column("Lead", 3),
                Column("Progress", 3.6),
                Column("Timescale", 4),
            ),
            [
                (
                    Cell(
                        short(words.what(one), one.ref)
                        + (f"\nFor {listed(list(one.serves))}" if tells_for else ""),
                        lead=one.ref,
                    ),
                    words.capital(one.lead),
                    Cell(words.stand(one), lead=one.brag.word, fill=one.brag.letter),
                    words.of_action(one),
                )
                for one in found
            ],
        )
    )
    said = sorted((one for action in found for one in _said(action)), key=lambda one: one[0])
    if said:
        report.table(
            Table(
                f"What was said of the actions for {ref}, and each move of a date",
                (Column("Date", 2.6), Column("Action", 2), Column("What was said", 10)),
                [row for _, row in said],
                name=f"Said {ref}",
            )
        )


def _said(action: PlannedAction) -> list[tuple[str, tuple[str, str, str]]]:
    """Its updates and moves as rows, each with the data string it is ordered by."""
    rows = []
    for on, state, note in action.updates:
        told = "\n".join(part for part in (words.capital(state), short(note, action.ref)) if part)
        if told:
            rows.append((on or "", (day(on), action.ref, told)))
    for on, to, why in action.moves:
        told = f"Date moved to {day(to)}" + (f": {short(why, action.ref)}" if why else "")
        rows.append((on or "", (day(on), action.ref, told)))
    return rows


def _evidence(report: WordReport, found: Sequence[PlannedEvidence], ref: str) -> None:
    report.table(
        Table(
            f"Evidence of this agency's own for {ref}, and where each piece stands",
            (Column("Evidence", 7), Column("Level and result", 3.6), Column("Where it stands", 5)),
            [
                (
                    Cell(
                        f"{short(words.shows(one), one.ref)}\nAbout {day(one.about, 'no date')}",
                        lead=one.ref,
                    ),
                    f"{words.capital(one.level)}\nResult: {one.result}",
                    words.capital(short(words.stands(one), one.ref)),
                )
                for one in found
            ],
        )
    )


def _audits(report: WordReport, joined: Joined, ref: str) -> None:
    found = joined.audits
    report.table(
        Table(
            f"Audits that name {ref} or test its themes and covered this agency",
            (Column("Audit", 6), Column("Looked at", 2.6), Column("Outcome", 7)),
            [
                (
                    Cell(
                        short(one.question, one.ref),
                        lead=f"{one.ref}, {day(one.on, 'no date')}",
                    ),
                    f"{words.capital(one.looked_at)}\n"
                    + ("names it" if one.names_it else "tests its themes"),
                    words.capital(words.outcome(one)),
                )
                for one in found
            ],
        )
    )
    if joined.more_audits:
        report.paragraph(
            f"{counted(joined.more_audits, 'earlier audit')} of its themes covered this agency "
            "too, and the board has the record of "
            f"{'it' if joined.more_audits == 1 else 'them'}.",
            "Report Details",
        )
