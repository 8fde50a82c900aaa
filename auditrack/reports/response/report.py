"""The review response: the paper that a board publishes or keeps beside a review."""

from functools import partial

from auditrack.reports.kit.clean import on_one_line
from auditrack.reports.kit.imprint import Imprint
from auditrack.reports.kit.kind import Kind
from auditrack.reports.kit.making import Report
from auditrack.reports.kit.tables import Cell, Column, Table
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import counted, day
from auditrack.reports.kit.working_paper import working_note
from auditrack.reports.response.blocks import (
    action_table,
    block,
    decision,
    finding_in_full,
    said,
)
from auditrack.reports.response.rows import ROWS, rows_of
from auditrack.reports.response.tables import (
    asked_before,
    declined,
    dissemination,
    good_practice,
    named,
    of_the_review,
    without,
)
from auditrack.views.response import Response
from auditrack.views.response_themes import NO_THEME, ThemeTold
from auditrack.views.response_values import FindingTold


def report_of(response: Response) -> Report:
    """What the response says.

    Raises:
        RefusedError: it is a working paper, and was asked for without its marking.
    """
    imprint = Imprint(
        title=f"{KIND.title}: {response.title}",
        board=response.board,
        period="",
        as_at=response.as_at,
        head=response.head,
        marking=response.marking,
        demonstration=response.demonstration,
    )
    answered, asked = response.replies
    return Report(
        KIND,
        imprint,
        {name: partial(write, response=response) for name, write in _SECTIONS.items()},
        values={
            "review": on_one_line(response.title),
            "reference": response.review,
            "published": day(response.published, "no date of publication on record"),
            "replies": f"{answered} of {asked}",
        },
        rows=rows_of(response),
        note=working_note(imprint, response.working, response.board_marking, response.review),
        empty=frozenset() if response.asks else frozenset(("dissemination",)),
    )


def _key_facts(report: WordReport, response: Response) -> None:
    report.heading("The review")
    _facts(report, "Key facts of the review", response.facts)
    if response.milestones:
        _facts(report, "Milestones of the review", response.milestones)
    else:
        report.paragraph(
            "No milestone is on record beside its publication: neither when it was arranged, nor "
            "when it was due or concluded."
        )


def _facts(report: WordReport, caption: str, facts: tuple[tuple[str, str], ...]) -> None:
    report.table(
        Table(
            caption,
            (Column("What", 2), Column("On record", 5)),
            [(Cell("", lead=name), told) for name, told in facts],
        )
    )


def _in_short(report: WordReport, response: Response) -> None:
    report.heading("In short")
    asks, points = response.asks, response.points
    answered, asked = response.replies
    done = sum(not ask.is_open for ask in asks)
    tested = [ask for ask in asks if not ask.practice.startswith("not tested")]
    told = [
        f"{counted(len(response.findings), 'finding')}, "
        f"{counted(len(asks) - len(points), 'recommendation')} and "
        f"{counted(len(points), 'point to be assured of', 'points to be assured of')} on record.",
        f"{answered} of {counted(asked, 'reply', 'replies')} on record; "
        f"{counted(len(response.declined), 'recommendation')} declined, for some agency or by the "
        "board.",
        f"{len(asks) - done} still open; {done or 'none'} said to be done, closed, declined or "
        "set aside. That does not say that practice changed.",
        f"{sum(bool(ask.late) for ask in asks) or 'none'} past an original or agreed date.",
        f"{len(tested) or 'None'} of {len(asks)} {'has' if len(tested) == 1 else 'have'} a test "
        "of practice on record.",
        f"{sum(bool(ask.planned) for ask in asks) or 'None'} of {len(asks)} with a test planned "
        "on record.",
    ]
    report.bullets(f"{one[0].upper()}{one[1:]}" for one in told)


def _themes(report: WordReport, response: Response) -> None:
    if not response.themes:
        report.heading("Findings and recommendations by theme")
        report.paragraph(
            "The review has no finding that led on, and no recommendation to several agencies, on "
            "record; what there is stands in the parts that follow."
        )
    for theme in response.themes:
        report.heading(NO_THEME if theme.name == NO_THEME else f"Theme: {theme.name}")
        if theme.name == NO_THEME:
            report.paragraph(
                "No heading is printed over these, and nobody confirmed an issue for them. A type "
                "of action, such as training, is not an issue."
            )
        elif not theme.is_printed:
            report.paragraph(
                "The review prints no such heading over these: a person confirmed this theme."
            )
        for finding in theme.findings:
            _finding(report, response, theme, finding)
        if not theme.findings:
            report.paragraph("No finding on record stands under this theme.")
        if theme.elsewhere and theme.name != NO_THEME:
            are = "stands" if len(theme.elsewhere) == 1 else "stand"
            said(
                report,
                "Also on it",
                f"{named(response, theme.elsewhere)}, which {are} below among those to a single "
                "agency or the points to be assured of.",
            )
        for ask in theme.asks:
            block(report, ask, bool(response.published))


def _finding(
    report: WordReport, response: Response, theme: ThemeTold, finding: FindingTold
) -> None:
    report.paragraph(finding.text, lead=f"{finding_in_full(finding)}: ")
    if finding.as_printed and finding.as_printed != finding.text:
        said(report, "As the document prints it", finding.as_printed)
    answered = named(response, finding.answered_by)
    said(report, "Answered by", answered or _unanswered(response, theme, finding))
    if finding.decisions:
        said(report, "The board's decision", "; ".join(map(decision, finding.decisions)))
    if finding.actions:
        action_table(report, f"Actions on {finding.ref}", finding.actions)


def _unanswered(response: Response, theme: ThemeTold, finding: FindingTold) -> str:
    """That no recommendation is linked to a finding, and what stands under the same heading."""
    if finding.why_none:
        return f"no recommendation: {finding.why_none}"
    on_it = (*(ask.ref for ask in theme.asks), *theme.elsewhere)
    under = named(response, on_it) if theme.is_printed else ""
    told = "no recommendation is linked to it on record"
    return f"{told}; under the same heading: {under}" if under else told


def _single(report: WordReport, response: Response) -> None:
    if not response.single:
        report.heading("Recommendations to a single agency")
        report.paragraph("No recommendation on record is to a single agency.")
    for agency, asks in response.single:
        report.heading(f"Recommendations to a single agency: {agency}")
        for ask in asks:
            block(report, ask, bool(response.published))


def _points(report: WordReport, response: Response) -> None:
    report.heading("Points to be assured of")
    if not response.points:
        report.paragraph("The review asks the board to be assured of nothing apart, on record.")
    for ask in response.points:
        block(report, ask, bool(response.published))


def _notes(report: WordReport, response: Response) -> None:
    report.heading("Notes")
    report.bullets(
        (
            *response.notes,
            "An action that is said to be done, signed off or closed does not show that practice "
            "changed. Only a test of practice can.",
            "“Not on record” says what the register holds. It does not say that it was not done.",
        )
    )


_SECTIONS = {
    "key_facts": _key_facts,
    "in_short": _in_short,
    "themes": _themes,
    "single_agency": _single,
    "assurance_points": _points,
    "without_recommendation": without,
    "good_practice": good_practice,
    "declined": declined,
    "dissemination": dissemination,
    "asked_before": asked_before,
    "review_actions": of_the_review,
    "notes": _notes,
}

KIND = Kind(
    "response",
    "Response to the review",
    {
        "key_facts": "The review: its type, dates, practice examined, proceedings and source",
        "in_short": "How many findings, recommendations, replies and tests",
        "themes": "Findings by theme, and a block for each recommendation to several agencies",
        "single_agency": "A block for each recommendation to a single agency, by agency",
        "assurance_points": "A block for each point that the board wants to be assured of",
        "without_recommendation": "Findings without a recommendation, and why",
        "good_practice": "Good practice that the review found",
        "declined": "What an agency or the board declined, with the reason",
        "dissemination": "Subgroup, deadline, expected impact and test of each recommendation",
        "asked_before": "What other reviews asked the same",
        "review_actions": "Actions about the review itself",
        "notes": "Notes of caution, and what is left out",
    },
    wide=frozenset(("dissemination",)),
    values={
        "review": "The review's title",
        "reference": "The review's reference",
        "published": "When it was published",
        "replies": "How many replies are on record, as 4 of 7",
    },
    rows=ROWS,
)
