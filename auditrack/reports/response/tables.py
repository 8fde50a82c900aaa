"""The tables at the end of a review's response, and what the review calls its recommendations."""

from collections import Counter
from collections.abc import Iterable

from auditrack.model.refs import bare_label
from auditrack.reports.kit.tables import Cell, Column, Table
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import listed, short
from auditrack.reports.response.blocks import (
    action_table,
    decision,
    finding_in_full,
    in_full,
    said,
)
from auditrack.views.response import Response
from auditrack.views.response_values import AskTold

_NOBODY = "none named"
_NAMED = 12
"""How many recommendations are named one by one in a line."""


def named(response: Response, refs: Iterable[str]) -> str:
    """Recommendations by what the review calls them: "recommendations 1 and 3"; "" for none.

    One whose label is not its own is named by its reference; of many, only how many there are.
    """
    asks = {ask.ref: ask for ask in response.asks}
    uses = Counter((ask.kind, ask.label) for ask in response.asks)
    by_kind: dict[str, list[str]] = {}
    for ref in refs:
        ask = asks.get(ref)
        own = ask is not None and ask.label and uses[ask.kind, ask.label] == 1
        kind = ask.kind.lower() if ask is not None else "recommendation"
        by_kind.setdefault(kind, []).append(bare_label(ask.label) if ask and own else ref)
    return listed([_several(kind, of) for kind, of in by_kind.items()])


def _several(kind: str, of: list[str]) -> str:
    if len(of) > _NAMED:
        return f"{len(of)} {kind}s"
    return f"{kind}{'s' * (len(of) > 1)} {listed(of)}"


def without(report: WordReport, response: Response) -> None:
    """The concerns and lessons that led to no recommendation, and why."""
    report.heading("Findings without a recommendation")
    found = response.without_recommendation
    if not found:
        report.paragraph("Every concern and lesson on record is linked to a recommendation.")
        return
    report.paragraph("No recommendation is linked to these on record.")
    report.table(
        Table(
            "Findings that no recommendation is linked to, and why",
            (Column("Finding", 8), Column("Why there is none", 6)),
            [
                (
                    Cell(short(one.text, one.ref), lead=finding_in_full(one)),
                    short(one.why_none, one.ref) or "The reason is not on record.",
                )
                for one in found
            ],
        )
    )


def good_practice(report: WordReport, response: Response) -> None:
    """What the review found to be good practice."""
    report.heading("Good practice")
    if not response.good_practice:
        report.paragraph("No good practice is on record as found by the review.")
    for one in response.good_practice:
        report.paragraph(one.text, lead=f"{finding_in_full(one)}: ")
        if one.actions:
            action_table(report, f"Actions on {one.ref}", one.actions)


def declined(report: WordReport, response: Response) -> None:
    """What an agency or the board said no to, and why."""
    report.heading("Declined")
    if not response.declined:
        report.paragraph("Neither an agency nor the board has declined anything, on record.")
        return
    report.table(
        Table(
            "What was declined, by whom, and why",
            (Column("Recommendation", 7), Column("Who declined it, and why", 8)),
            [
                (Cell(short(ask.text, ask.ref), lead=in_full(ask)), _no(ask))
                for ask in response.declined
            ],
        )
    )


def _no(ask: AskTold) -> str:
    told = [f"{one.agency}: {one.said}" for one in ask.replies if one.state == "declined"]
    told += [f"The board: {decision(one)}" for one in ask.decisions if one.code == "not"]
    return "\n".join(told) or "Declined; by whom is not on record."


def dissemination(report: WordReport, response: Response) -> None:
    """Who takes each recommendation on, by when, to what end, and how it will be tested."""
    report.heading("Who takes it on, by when, and how it will be tested")
    if not response.asks:
        report.paragraph("No recommendation is on record, so there is nothing to take on.")
        return
    report.table(
        Table(
            "Each recommendation with its subgroup, deadline, expected impact and test",
            (
                Column("Recommendation", 7),
                Column("Subgroup", 4),
                Column("Deadline", 3.4),
                Column("Expected impact", 5),
                Column("How it will be tested", 6),
            ),
            [
                (
                    Cell(
                        short(line.ask.title or line.ask.text, line.ask.ref),
                        lead=in_full(line.ask),
                    ),
                    f"Delivers: {line.ask.delivering or _NOBODY}\n"
                    f"Assures: {line.ask.assuring or _NOBODY}",
                    line.deadline,
                    short(line.impact, line.ask.ref),
                    short(line.tested, line.ask.ref),
                )
                for line in response.dissemination
            ],
            name="Dissemination",
        )
    )


def asked_before(report: WordReport, response: Response) -> None:
    """What people recorded as asking the same in other reviews."""
    report.heading("Asked before, and asked again")
    if not response.asked_before:
        report.paragraph(
            "Nobody has recorded that another review asks the same. Only a person says so: that "
            "nothing is linked does not say that nothing like it was asked."
        )
        return
    report.paragraph("What people recorded as asking the same, in the order it was published.")
    for ref, told in response.sums.items():
        name = named(response, (ref,))
        said(report, f"{name[0].upper()}{name[1:]}", f"{told}.")
    report.table(
        Table(
            "The same ask in other reviews",
            (
                Column("Here", 2.4),
                Column("The same ask elsewhere", 8),
                Column("What became of it", 6),
            ),
            [
                (
                    response.labels((one.mine,))[0],
                    Cell(
                        short(one.text, one.ref),
                        lead=f"{'Before' if one.is_earlier else 'Again'}: {one.ref}, {one.title}",
                    ),
                    _became(one.claimed, one.gap, one.tests, one.degree),
                )
                for one in response.asked_before
            ],
        )
    )


def _became(claimed: str, gap: str, tests: str, degree: str) -> str:
    parts = (claimed, gap, tests, f"the later one {degree}" if degree else "")
    told = "; ".join(part for part in parts if part)
    return f"{told[0].upper()}{told[1:]}."


def of_the_review(report: WordReport, response: Response) -> None:
    """The actions about the review itself."""
    report.heading("Actions about the review itself")
    if not response.actions:
        report.paragraph("No action on record is about the review itself.")
        return
    action_table(report, f"Actions about {response.review} itself", response.actions)
