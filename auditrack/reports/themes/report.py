"""The themes report: the matrix, and each theme with the records that its position rests on."""

from collections.abc import Iterator, Mapping
from functools import partial

from auditrack.analysis.position import CAVEAT
from auditrack.reports.kit.chain import chain_rows, label_of
from auditrack.reports.kit.imprint import Imprint
from auditrack.reports.kit.kind import Kind
from auditrack.reports.kit.making import Report
from auditrack.reports.kit.tables import Column, Table
from auditrack.reports.kit.terms import BROAD_THEMES, flags_in_words
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import counted, listed
from auditrack.reports.themes.matrix import matrix
from auditrack.reports.themes.one import positions, raised_in, themes
from auditrack.views.themes_paper import ThemesPaper


def report_of(paper: ThemesPaper) -> Report:
    """What the themes report says."""
    return Report(
        KIND,
        Imprint(
            title=KIND.title,
            board=paper.board,
            period="",
            as_at=paper.as_at,
            head=paper.head,
            marking=paper.marking,
            demonstration=paper.demonstration,
        ),
        {name: partial(write, paper=paper) for name, write in _SECTIONS.items()},
        details=_details(paper),
        values={
            "themes_raised": str(len(paper.themes)),
            "themes_not_raised": str(len(paper.not_raised)),
            "suggested_links": str(_suggested(paper)),
            "caveat": CAVEAT,
            "broad_themes": BROAD_THEMES,
        },
        rows={
            "position": list(_positions(paper)),
            "chain_step": list(_chains(paper)),
            "question": list(_questions(paper)),
        },
        empty=frozenset(() if paper.matrix.reviews else ("matrix",)),
    )


def _details(paper: ThemesPaper) -> list[tuple[str, str]]:
    found = [("Subgroup", paper.subgroup)] if paper.subgroup else []
    if paper.chosen:
        found.append(("Themes", listed(list(paper.chosen))))
    return found


def _suggested(paper: ThemesPaper) -> int:
    return sum(one.suggested for one in paper.themes)


def _positions(paper: ThemesPaper) -> Iterator[Mapping[str, str]]:
    for one in paper.themes:
        position = one.position
        yield {
            "attention": str(position.attention),
            "theme": position.name,
            "position": label_of(position),
            "why": position.reason,
            "bear_in_mind": flags_in_words(position.flags),
            "raised_in": raised_in(one),
        }


def _chains(paper: ThemesPaper) -> Iterator[Mapping[str, str]]:
    for one in paper.themes:
        for row in chain_rows(one.position):
            yield {"theme": one.position.name, **row}


def _questions(paper: ThemesPaper) -> Iterator[Mapping[str, str]]:
    for one in paper.themes:
        for question in one.position.questions:
            yield {"theme": one.position.name, "question": question}


def _types(report: WordReport, paper: ThemesPaper) -> None:
    report.heading("Types of action asked for")
    if not paper.remedies:
        report.paragraph("No recommendation on record is linked to a type of action.")
        return
    report.paragraph(
        "Training, procedures, audit and the like are what was tried, not issues: they have no "
        "position. They are counted here for all reviews of the board, apart from the themes."
    )
    report.table(
        Table(
            "Types of action that recommendations ask for",
            (
                Column("Type of action", 6),
                Column("Recommendations", 4.4, numbers=True),
                Column("Reviews", 2.4, numbers=True),
                Column("Links only suggested", 3.2, numbers=True),
            ),
            [
                (one.name, str(one.recommendations), str(one.reviews), str(one.suggested))
                for one in paper.remedies
            ],
        )
    )


def _not_raised(report: WordReport, paper: ThemesPaper) -> None:
    report.heading("Themes not raised")
    found = paper.not_raised
    if found:
        report.paragraph(
            f"{counted(len(found), 'theme')} not raised as a weakness by any review of this "
            "board, as far as is on record and linked. That is not to say that practice is good."
        )
        report.bullets(
            f"{one.name}: {one.label}."
            + (f" Bear in mind: {flags_in_words(one.flags)}." if one.flags else "")
            for one in found
        )
    if not (paper.chosen or paper.subgroup):
        report.paragraph(
            f"No record speaks of {counted(paper.unspoken, 'further theme')} of the library."
        )
    elif not found:
        report.paragraph("Each of the themes of this report is raised by a review of this board.")


def _notes(report: WordReport, paper: ThemesPaper) -> None:
    report.heading("Notes")
    notes = [
        "A working paper: positions count theme links that are only suggested, and say so beside "
        "the label. What is published may rest on confirmed links alone.",
        "Closing an action is no proof that practice changed; only a test of practice says that. "
        "What is not on record here may have been done all the same.",
    ]
    if paper.unpublished:
        notes.append(
            "Not for outside the board yet, for proceedings are open or publication is not "
            f"agreed: {listed(list(paper.unpublished))}."
        )
    report.bullets(notes)


_SECTIONS = {
    "positions": positions,
    "matrix": matrix,
    "theme_by_theme": themes,
    "types_of_action": _types,
    "not_raised": _not_raised,
    "notes": _notes,
}

KIND = Kind(
    "themes",
    "Themes report",
    {
        "positions": "Themes in order of attention: where each stands, how widely, and why",
        "matrix": "The matrix of themes by review, shaded, in words",
        "theme_by_theme": "Each theme: figures by year, chain, actions tried, open questions",
        "types_of_action": "Types of action that recommendations ask for",
        "not_raised": "Themes that no review of the board raises",
        "notes": "Notes of caution",
    },
    wide=frozenset(("matrix",)),
    brag=False,
    values={
        "themes_raised": "How many themes reviews raise",
        "themes_not_raised": "How many themes on record no review raises as a weakness",
        "suggested_links": "How many theme links are counted that nobody has confirmed",
        "caveat": "What every themes report says of accountability",
        "broad_themes": "What every themes report says of broad themes",
    },
    rows={
        "position": {
            "attention": "Its place in the order of attention, 10 first",
            "theme": "The theme",
            "position": "Where it stands",
            "why": "Why",
            "bear_in_mind": "What to bear in mind",
            "raised_in": "In how many of the board's reviews it occurs",
        },
        "chain_step": {
            "theme": "The theme",
            "date": "The record's date",
            "record": "Its reference",
            "says": "What it says",
        },
        "question": {"theme": "The theme", "question": "What would settle a doubt"},
    },
)
