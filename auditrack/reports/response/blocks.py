"""One recommendation of a review's response, as a block: asked, answered, done, and how known."""

from collections.abc import Iterable, Sequence

from auditrack.reports.kit.tables import Cell, Column, Table
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import counted, day, listed, short
from auditrack.views.response_tests import held_in_words
from auditrack.views.response_values import (
    ActionTold,
    AskTold,
    DecisionTold,
    EvidenceTold,
    FindingNamed,
    FindingTold,
    TestTold,
)

_HEADING = 48
"""The most characters of a recommendation that stand in its heading."""

DETAILS = "Report Details"
NOT_ON_RECORD = "none on record"


def said(report: WordReport, lead: str, text: str) -> None:
    """One labelled line of a block."""
    report.paragraph(text, DETAILS, lead=f"{lead}: ")


def in_full(ask: AskTold) -> str:
    """What a recommendation is called, with its reference: "Recommendation 4 (child-f/4)"."""
    return f"{ask.called} ({ask.ref})" if ask.label else ask.called


def finding_in_full(finding: FindingTold | FindingNamed) -> str:
    """What a finding is called, with its reference: "Lesson 3 (child-f/l-3)"."""
    own = finding.ref in finding.called
    return finding.called if own else f"{finding.called} ({finding.ref})"


def block(report: WordReport, ask: AskTold, published: bool) -> None:
    """Everything that the response says of one recommendation; what is not on record in one line.

    Args:
        report: where to write.
        ask: the recommendation.
        published: whether the review was published by the day, on record.
    """
    report.heading(f"{in_full(ask)}: {_few_words(ask.title or ask.text)}", 2)
    report.paragraph(ask.text)
    if ask.as_printed and ask.as_printed != ask.text:
        said(report, "As the document prints it", ask.as_printed)
    said(report, "Asked of", asked_of(ask))
    themes = themes_of(ask)
    if themes:
        said(report, "Theme", themes)
    if ask.outcome:
        said(report, "Intended outcome", ask.outcome)
    said(report, f"Replies ({ask.replied})" if ask.replies else "Replies", replies(ask))
    if ask.decisions:
        said(report, "The board's decision", decisions(ask.decisions, ask.decision))
    said(report, "Where it stands", f"{ask.delivery}. {ask.brag.describe()}.")
    if ask.late:
        said(report, "Overdue", ask.late)
    if ask.ended:
        said(report, "How it ended", ask.ended)
    _already(report, ask, published)
    if ask.to_come:
        action_table(report, f"Actions on {ask.ref}", ask.to_come)
    _how_we_will_know(report, ask)
    missing = [
        name
        for name, held in (
            ("a confirmed theme", themes),
            ("an intended outcome", ask.outcome),
            ("a decision of the board", ask.decisions),
            ("a finding that it follows from", ask.findings),
            ("any action", ask.actions),
            ("how we will know", ask.measure),
            ("any evidence", ask.evidence),
            ("a planned test", ask.planned),
        )
        if not held
    ]
    if missing:
        said(report, "Not on record", listed(missing))


def asked_of(ask: AskTold) -> str:
    """Whom a recommendation asks, its reach and priority, and the heading of an agency over it."""
    told = listed(list(ask.agencies)) or "no agency is named on record"
    more = [ask.reach, f"priority: {ask.priority}" if ask.priority else ""]
    if ask.group and ask.group not in ask.agencies:
        more.append(f"printed under “{ask.group}”")
    more = [one for one in more if one]
    return f"{told} ({'; '.join(more)})" if more else told


def themes_of(ask: AskTold) -> str:
    """The heading printed over a recommendation, and the themes that a person confirmed."""
    themes = [f"“{ask.heading}” as printed"] if ask.heading else []
    return "; ".join([*themes, *(one for one in ask.themes if one != ask.heading)])


def _few_words(text: str) -> str:
    """The beginning of a text, cut between two words."""
    line = " ".join(text.split())
    if len(line) <= _HEADING:
        return line
    kept = line[:_HEADING]
    return f"{kept.rsplit(' ', 1)[0] if ' ' in kept else kept}…"


def replies(ask: AskTold) -> str:
    """What each agency asked has answered."""
    if not ask.replies:
        return "no agency is asked by name, so none is on record"
    return "; ".join(f"{one.agency}: {one.said}" for one in ask.replies)


def decisions(found: Sequence[DecisionTold], now: str) -> str:
    """The board's decisions in order, with what was missing where one was taken in spite of it."""
    if not found:
        return "none on record" if now == "none yet" else now
    return "; ".join(decision(one) for one in found)


def decision(one: DecisionTold) -> str:
    """One decision with its day, its reason and what was overridden."""
    told = f"{one.said} ({day(one.on, 'day not recorded')})"
    if one.reason:
        told += f": {one.reason}"
    if one.missing:
        told += f" (although: {' '.join(one.missing)})"
    return told


def _already(report: WordReport, ask: AskTold, published: bool) -> None:
    already = ask.already
    told = ""
    if ask.findings:
        told = f"Follows from {listed([finding_in_full(one) for one in ask.findings])}. "
    if already:
        told += f"{counted(len(already), 'action')} on record as done "
        told += (
            "before the review was published:"
            if published and not any(one.reported for one in already)
            else "before the review was published, or reported as done without a day:"
            if published
            else "by the day of this paper; by then the review was not published on record:"
        )
    elif ask.actions:
        told += (
            "No action is on record as done before the review was published."
            if published
            else "No action is on record as done by the day of this paper."
        )
    if told:
        said(report, "Context and actions already taken", told.strip())
    if not already:
        return
    report.table(
        Table(
            f"Actions already taken on {ask.ref}",
            (Column("Action", 8), Column("Agency and lead", 4.5), Column("Done", 3.5)),
            [
                (
                    Cell(short(one.what, one.ref), lead=one.ref),
                    whose(one),
                    _done(one),
                )
                for one in already
            ],
        )
    )


def _done(one: ActionTold) -> str:
    return day(one.done_on, "reported as done; no day is on record")


def whose(one: ActionTold) -> str:
    """The agency and the lead of an action."""
    return "\n".join(part for part in (one.agency, one.lead or "no lead") if part)


def action_table(report: WordReport, caption: str, actions: Iterable[ActionTold]) -> None:
    """Actions with whose they are, both dates, and their state with the last update."""
    report.table(
        Table(
            caption,
            (
                Column("Action", 5.8),
                Column("Agency and lead", 3.8),
                Column("Dates", 4),
                Column("State and last update", 4.2),
            ),
            [
                (
                    Cell(short(one.what, one.ref), lead=one.ref),
                    whose(one),
                    dates(one),
                    Cell(_last(one), lead=one.state.capitalize()),
                )
                for one in actions
            ],
        )
    )


def dates(one: ActionTold) -> str:
    """The original and the agreed date of an action, and how late it is or was."""
    told = [f"Original: {day(one.original_due, 'none set')}"]
    if one.agreed_due != one.original_due:
        told.append(f"Agreed: {day(one.agreed_due, 'none set')}")
    if one.done_on:
        told.append(f"Said to be done: {day(one.done_on)}")
    if one.slippage:
        told.append(f"{one.slippage[0].upper()}{one.slippage[1:]}")
    return "\n".join(told)


def _last(one: ActionTold) -> str:
    last = one.last
    if last is None:
        return "No update is on record."
    return f"{day(last.on, 'undated')}: {short(last.note, one.ref) or 'no words on record'}"


def _how_we_will_know(report: WordReport, ask: AskTold) -> None:
    if ask.measure:
        said(report, "How we will know", ask.measure)
    if ask.evidence:
        said(report, "Evidence held", held(ask.evidence))
    said(report, "Practice", f"{ask.practice}.")
    report.bullets(_test(one) for one in ask.tests if one.is_test)
    others = [one for one in ask.tests if not one.is_test]
    if others:
        said(report, "Other audits", "; ".join(f"{one.ref}: {one.counts}" for one in others))
    if ask.planned:
        said(report, "Test planned", " ".join(one.said for one in ask.planned))


def held(evidence: Sequence[EvidenceTold]) -> str:
    """The evidence held by level, in sentences."""
    return " ".join(held_in_words(evidence)) or "none on record"


def _test(one: TestTold) -> str:
    """One test in a sentence: when, by what method, on how many, and what it found."""
    parts = [
        f"{one.ref}, {day(one.on, 'undated')}" if one.kind == "audit" else one.ref,
        one.method,
        one.sample,
    ]
    told = "; ".join(part for part in parts if part) + f": {one.outcome}"
    if one.because:
        told += f" ({one.because})"
    if one.counts != "a test of practice":
        told += f". It is {one.counts}" if one.kind == "audit" else ""
    if one.not_independent:
        told += f". Not independent: {one.not_independent}"
    return f"{told}."
