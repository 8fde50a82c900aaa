"""The first pages of the progress report: key messages, decisions asked, the balance."""

from collections.abc import Sequence
from itertools import groupby

from auditrack.reports.kit.tables import Cell, Column, Table
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import counted, day, short
from auditrack.reports.progress.scope import as_at, that_it_answers_for, whole_board
from auditrack.views.figures import DecisionAsked, Progress


def key_messages(report: WordReport, progress: Progress) -> None:
    """What a reader who stops after half a page must know."""
    report.heading("Key messages")
    if not progress.key_messages:
        report.paragraph("There are none: the record holds nothing about this period to report.")
        return
    report.paragraph(
        f"Counted as at {as_at(progress)} over the "
        f"{counted(progress.recommendations, 'recommendation')} on record"
        f"{that_it_answers_for(progress)}{whole_board(progress)}, their actions, audits and "
        "themes; what presses most stands first."
    )
    report.bullets(progress.key_messages)


def decisions(report: WordReport, progress: Progress) -> None:
    """What is asked of the meeting: how many by kind, then each."""
    report.heading("Decisions asked")
    asked = progress.decisions_asked
    if not asked:
        report.paragraph(
            "No decision is asked: no audit's lead is vacant, no theme stands at attention 7 or "
            "above, nothing is overdue, unanswered or waiting to be signed off, no re-test is due, "
            "and nothing that was left until a day or a holder waits for the board."
        )
        return
    report.paragraph(
        f"{_begun(counted(len(asked), 'decision'))} {'is' if len(asked) == 1 else 'are'} asked as "
        f"at {as_at(progress)}"
        f"{f', on what {progress.subgroup} answers for' if progress.subgroup else ''}. A record "
        "for which two things are asked is counted for each. They stand in the order in which a "
        "meeting takes them."
    )
    kinds = [(kind, list(group)) for kind, group in groupby(asked, lambda one: one.kind)]
    if len(kinds) > 1:
        report.table(
            Table(
                "Decisions asked, by kind",
                (Column("What is asked about", 5), Column("Number", 1.4, numbers=True)),
                [(kind, str(len(group))) for kind, group in kinds],
                width=0.7,
                together=True,
            )
        )
    for kind, group in kinds:
        if kind:
            report.heading(kind, 2)
        _decisions_of_kind(report, kind, group)


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def _decisions_of_kind(report: WordReport, kind: str, asked: Sequence[DecisionAsked]) -> None:
    report.table(
        Table(
            f"Decisions asked{': ' if kind else ''}{kind.lower()}",
            (Column("What, and record", 5.6), Column("Why", 5.4), Column("What clears it", 5)),
            [(_what(one), short(one.why, one.ref), short(_clears(one), one.ref)) for one in asked],
            name=f"Decisions {kind}".strip(),
        )
    )


def _what(decision: DecisionAsked) -> Cell:
    if decision.what.startswith(f"{decision.ref}: "):
        said = decision.what.removeprefix(f"{decision.ref}: ")
        return Cell(short(said, decision.ref), lead=decision.ref)
    # A theme is called by its name; its reference is for programs.
    theme = decision.attention is not None
    said = f"Attention {decision.attention}" if theme else decision.ref
    return Cell(said, lead=short(decision.what, decision.ref))


def _clears(decision: DecisionAsked) -> str:
    if decision.whom in ("", "the board"):
        return decision.clears
    return f"{decision.clears}\nFrom: {decision.whom}"


def balance(report: WordReport, progress: Progress) -> None:
    """How the number of open recommendations came about over the period."""
    balance = progress.balance
    start, end = day(progress.since.isoformat()), day(progress.until.isoformat())
    report.heading("Balance of recommendations")
    left = balance.opening + balance.new + balance.entered_late + balance.reopened
    right = balance.closing + balance.closed + balance.withdrawn + balance.superseded
    if not left and not right:
        report.paragraph(
            f"No recommendation{that_it_answers_for(progress)} was open on {start}, and none was "
            f"added up to {end}, so there is nothing to balance."
        )
        return
    whose = that_it_answers_for(progress)
    report.paragraph(
        (f"Recommendations{whose} were counted by each fact's own date. " if whose else "")
        + f"{balance.opening} open on {start}, {balance.new} new, {balance.entered_late} entered "
        f"late and {balance.reopened} re-opened make {left}. {balance.closing} open on {end}, "
        f"{balance.closed} closed, {balance.withdrawn} withdrawn and {balance.superseded} "
        f"superseded make {right}."
        + (
            " The two agree: every recommendation is accounted for."
            if balance.balances
            else f" The two differ by {abs(left - right)}. Until that is explained, do not rely on "
            'the figures of this section; "auditrack verify" checks the register.'
        )
    )
    report.table(
        Table(
            f"Recommendations open on {start}, added, and what became of them",
            (Column("Recommendations", 5), Column("Number", 1.4, numbers=True)),
            [
                (f"Open on {start}", str(balance.opening)),
                ("New in the period", str(balance.new)),
                ("Entered late", str(balance.entered_late)),
                ("Re-opened", str(balance.reopened)),
                ("Together", str(left)),
                (f"Open on {end}", str(balance.closing)),
                ("Closed", str(balance.closed)),
                ("Withdrawn", str(balance.withdrawn)),
                ("Superseded", str(balance.superseded)),
                ("Together", str(right)),
            ],
            width=0.62,
            totals=frozenset({4, 9}),
            together=True,
        )
    )
