"""The right-of-reply paper: what is to be public of one agency, and how it may comment on it."""

from functools import partial

from auditrack.reports.kit.clean import on_one_line
from auditrack.reports.kit.imprint import Imprint, period_in_words
from auditrack.reports.kit.kind import Kind
from auditrack.reports.kit.making import Report
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import counted, day
from auditrack.views.reply_lines import LineOfReply
from auditrack.views.right_of_reply import RightOfReply

_KINDS = {
    "recommendation": "Recommendation",
    "action": "Action",
    "evidence": "Evidence",
    "audit": "Test of practice",
}


def report_of(paper: RightOfReply) -> Report:
    """What the paper says; a paper with no lines of an agency is a refusal of the view's."""
    imprint = Imprint(
        title=f"{KIND.title}: {paper.name}",
        board=paper.board,
        period=_period(paper),
        as_at=paper.as_at,
        head=paper.head,
        marking=paper.marking,
        demonstration=paper.demonstration,
    )
    return Report(
        KIND,
        imprint,
        {name: partial(write, paper=paper) for name, write in _SECTIONS.items()},
        details=(
            ("Agency", paper.name),
            ("Publication", f"{paper.what} ({paper.publication})"),
            ("Comments due back", day(paper.due_back, "no day set")),
        ),
        values={
            "agency": on_one_line(paper.name),
            "publication": on_one_line(paper.what),
            "reference": paper.publication,
            "due_back": day(paper.due_back, "no day set"),
        },
        rows={
            "lines": [
                {
                    "review": on_one_line(review.title),
                    "kind": _KINDS[line.kind],
                    "ref": line.ref,
                    "text": line.text,
                    "said": " ".join(line.said),
                }
                for review in paper.reviews
                for line in review.lines
            ]
            + [
                {
                    "review": "",
                    "kind": _KINDS[line.kind],
                    "ref": line.ref,
                    "text": line.text,
                    "said": " ".join(line.said),
                }
                for line in paper.audits
            ]
        },
        note="This is not public yet. It goes to the agency that it names, before sign-off.",
        empty=frozenset(() if paper.audits else ("audits",)),
    )


def _period(paper: RightOfReply) -> str:
    from datetime import date

    if paper.period is None:
        return ""
    since, until = paper.period
    return period_in_words(date.fromisoformat(since), date.fromisoformat(until))


def _how(report: WordReport, paper: RightOfReply) -> None:
    report.heading("Your right of reply")
    report.paragraph(
        f"{paper.board} means to publish: {paper.what}. This paper holds everything that may be "
        f"public of {paper.name} in it ({counted(paper.lines, 'line')}), in the words in which it "
        "may be public, and nothing of any other agency's own work."
    )
    report.bullets(
        (
            f"You may comment until {day(paper.due_back, 'a day not set')}. Say which line you "
            "mean by its reference.",
            "Your comment is printed with the publication, or the board answers it before anybody "
            "signs it off.",
            f"If you have no comment, say so: “no comment on {paper.publication}” is an answer.",
            "Say so if a line is wrong, if it tells who somebody is, or if court proceedings or an "
            "inquest are open that the board may not know of.",
        )
    )
    report.paragraph(
        "That an action is done is told as what was reported, and never as proof that practice "
        "changed. That nothing is on record does not mean that nothing was done."
    )


def _reviews(report: WordReport, paper: RightOfReply) -> None:
    report.heading("What is said of you, by review")
    if not paper.reviews:
        report.paragraph("No line of a review names you.")
    for review in paper.reviews:
        report.heading(f"{review.title} ({review.ref})", 2)
        for line in review.lines:
            _line(report, line)


def _audits(report: WordReport, paper: RightOfReply) -> None:
    report.heading("Tests of practice that name you")
    if not paper.audits:
        report.paragraph("No test of practice that may be public names you.")
    for line in paper.audits:
        _line(report, line)


def _line(report: WordReport, line: LineOfReply) -> None:
    called = f"{line.label} ({line.ref})" if line.label else line.ref
    report.paragraph(line.text, "Report Details", lead=f"{_KINDS[line.kind]} {called}: ")
    report.bullets(line.said)


def _comment(report: WordReport, paper: RightOfReply) -> None:
    report.heading("Your comment")
    report.paragraph(
        f"Send it to {paper.board} by {day(paper.due_back, 'the day agreed')}, and name "
        f"{paper.publication}."
    )
    report.paragraph("", "Report Details", lead="Comment: ")
    report.paragraph("", "Report Details", lead="Role of whoever comments, and date: ")


_SECTIONS = {"how": _how, "reviews": _reviews, "audits": _audits, "comment": _comment}

KIND = Kind(
    "right-of-reply",
    "Right of reply",
    {
        "how": "What is to be published, and how and by when the agency may comment",
        "reviews": "What is said of the agency, by review",
        "audits": "Tests of practice that name the agency",
        "comment": "Where the agency writes its comment",
    },
    values={
        "agency": "The agency's name",
        "publication": "What is to be published",
        "reference": "The publication's reference",
        "due_back": "Until when the agency may comment",
    },
    rows={
        "lines": {
            "review": "The review's title",
            "kind": "Recommendation, action, evidence or test of practice",
            "ref": "Its reference",
            "text": "Its words as they may be public",
            "said": "Answers, decisions, dates and state",
        }
    },
    terms=frozenset(("Test of practice", "Not tested", "Said to be done")),
    brag=False,
    left_out=frozenset(("contents",)),
)
