"""The matrix of themes by review as shaded tables: a letter and words in each cell.

A shade never stands alone, and no table has more reviews beside each other than a page takes.
"""

from collections.abc import Iterator, Sequence

from auditrack.analysis.facts import ReviewFact
from auditrack.model.dates import data_string
from auditrack.reports.kit.tables import Cell, Column, Table
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import counted, day, short
from auditrack.reports.themes.one import fixed_sentences
from auditrack.views.matrix import DATED, FAILED, GOOD, NONE, WEAKNESS
from auditrack.views.matrix import Cell as Spoken
from auditrack.views.themes_paper import ThemesPaper

MOST = 8
"""Reviews beside each other in one table: more would make the words too small to read."""

_WORDS = {FAILED: "came back", DATED: "weakness, dated", WEAKNESS: "weakness", GOOD: "good"}
_FILLS = {FAILED: "R", DATED: "A", WEAKNESS: "-", GOOD: "G"}
_LEGEND = (
    (FAILED, "Came back", "A failed test: a weakness after the earlier actions were due."),
    (DATED, "Weakness, dated", "A weakness, and the practice spoken of is dated."),
    (WEAKNESS, "Weakness", "A weakness, without dates of its own."),
    (GOOD, "Good", "Good practice."),
)


def matrix(report: WordReport, paper: ThemesPaper) -> None:
    """Which review spoke of which theme, and how; reviews in order of publication."""
    found = paper.matrix
    report.heading("Themes by review")
    if not found.reviews or not found.themes:
        report.paragraph("No review raises any of these themes, so there is nothing to set out.")
        return
    tables = split(found.reviews)
    said = (
        f"{counted(len(found.themes), 'theme')} in order of attention, by "
        f"{counted(len(found.reviews), 'review')} in order of publication."
    )
    if len(tables) > 1:
        said += (
            f" The reviews stand in {len(tables)} tables by year; each leaves out the themes that "
            "none of its reviews speaks of."
        )
    report.paragraph(
        f"{said} A number stands for a review; the list below each table says which. A dot: the "
        "review does not speak of it, as far as it is linked."
    )
    fixed_sentences(report)
    _legend(report)
    for number, places in enumerate(tables, start=1):
        _one(report, paper, places, f", table {number} of {len(tables)}" if tables[1:] else "")


def split(reviews: Sequence[ReviewFact]) -> list[list[int]]:
    """The places of reviews in as few tables as hold them, a year in one table if it fits."""
    years: list[list[int]] = []
    for place, review in enumerate(reviews):
        if place and _year(review) == _year(reviews[place - 1]):
            years[-1].append(place)
        else:
            years.append([place])
    tables: list[list[int]] = []
    for year in years:
        parts = [year[start : start + MOST] for start in range(0, len(year), MOST)]
        for part in parts:
            if tables and len(tables[-1]) + len(part) <= MOST:
                tables[-1] += part
            else:
                tables.append(part)
    return tables


def years_of(reviews: Sequence[ReviewFact]) -> str:
    """When some reviews were published, in order: "2015 to 2021 and without a date"."""
    dated = [_year(review) for review in reviews if review.published is not None]
    said = dated[0] if dated else ""
    if dated and dated[-1] != dated[0]:
        said += f" to {dated[-1]}"
    if len(dated) < len(reviews):
        said += " and without a date" if said else "without a date"
    return said


def _year(review: ReviewFact) -> str:
    return str(review.published.earliest.year) if review.published else "no date"


def _legend(report: WordReport) -> None:
    report.table(
        Table(
            "What the letters, words and shades of the matrix mean",
            (Column("Letter", 1.6), Column("In words", 3), Column("What it means", 9)),
            [(Cell("", letter, _FILLS[letter]), word, means) for letter, word, means in _LEGEND],
            width=0.8,
            together=True,
        )
    )
    report.paragraph(
        'A small letter and "suggested": the link was suggested by the words, and nobody has '
        "confirmed it yet."
    )


def _one(report: WordReport, paper: ThemesPaper, places: list[int], which: str) -> None:
    found = paper.matrix
    years = years_of([found.reviews[place] for place in places])
    shown = [
        (theme, cells)
        for theme, cells in zip(found.themes, found.cells, strict=True)
        if any(cells[place].letter != NONE for place in places)
    ]
    report.heading(f"Reviews published: {years}{which}", 2)
    report.table(
        Table(
            f"How each theme is spoken of by the reviews published: {years}{which}",
            (
                Column("Theme and attention", 4.6),
                *(Column(f"{place + 1} ({_year(found.reviews[place])})", 2) for place in places),
            ),
            [
                (
                    Cell(f"Attention {theme.attention}", lead=theme.name),
                    *(_cell(cells[place]) for place in places),
                )
                for theme, cells in shown
            ],
            # Few reviews need no whole page's width, and their columns stay as wide as words ask.
            width=min(1.0, (4.6 + 2 * len(places)) / (4.6 + 2 * MOST)),
        )
    )
    report.paragraph("The reviews of this table:")
    report.table(
        Table(
            f"The reviews of the matrix published: {years}{which}",
            (
                Column("Number", 1.6, numbers=True),
                Column("Review", 9),
                Column("Published", 4),
                Column("To bear in mind", 6),
            ),
            list(_reviews(paper, places)),
        )
    )


def _cell(cell: Spoken) -> str | Cell:
    if cell.letter == NONE:
        return NONE
    kind = cell.letter.upper()
    suggested = "" if cell.is_confirmed else ", suggested"
    return Cell(f"{_WORDS[kind]}{suggested}", lead=cell.letter, fill=_FILLS[kind])


def _reviews(paper: ThemesPaper, places: list[int]) -> Iterator[tuple[str | Cell, ...]]:
    for place in places:
        review = paper.matrix.reviews[place]
        published = day(data_string(review.published)) if review.published else "not known"
        yield (
            str(place + 1),
            Cell(short(review.name, review.ref), lead=review.ref),
            published,
            paper.review_notes[place] or "nothing",
        )
