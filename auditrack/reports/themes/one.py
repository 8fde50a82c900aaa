"""Each theme that reviews raise: where it stands, its life in figures, its chain, the actions."""

from auditrack.analysis.position import CAVEAT
from auditrack.reports.kit.chain import chain, label_of, questions, where_it_stands
from auditrack.reports.kit.chart import Chart, Series
from auditrack.reports.kit.tables import Cell, Column, Table
from auditrack.reports.kit.terms import BROAD_THEMES, flags_in_words
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import counted, day, listed, short
from auditrack.views.lifeline_years import LifeYear
from auditrack.views.themes_paper import ThemeOnPaper, ThemesPaper

_KINDS = (
    ("Reviews", "1F4E79"),
    ("Asked", "9DC3E6"),
    ("Said done", "BFBFBF"),
    ("Embedded", "548235"),
    ("Partly", "FFD966"),
    ("Not embedded", "C00000"),
)
"""The figures of a year in the order of `LifeYear.counts`, each with its colour."""

NO_YEAR = "No one year"


def positions(report: WordReport, paper: ThemesPaper) -> None:
    """The themes in order of attention: where each stands, in how many reviews, and why."""
    report.heading("Where the themes stand")
    fixed_sentences(report)
    if not paper.themes:
        report.paragraph(
            "No review of this board raises any of these themes as a weakness, as far as is on "
            "record and linked."
        )
        return
    of_reviews = paper.themes[0].position.of_reviews
    wide = sum(2 * one.position.reviews > of_reviews for one in paper.themes)
    suggested = sum(one.suggested for one in paper.themes)
    said = (
        f"{counted(len(paper.themes), 'theme')} raised by the board's "
        f"{counted(of_reviews, 'review')}, in order of attention (10 is the highest)."
    )
    if of_reviews > 1 and wide:
        said += f" {wide} of them {'occurs' if wide == 1 else 'occur'} in more than half of those."
    if suggested:
        one = suggested == 1
        said += (
            f" {counted(suggested, 'theme link')} {'is' if one else 'are'} only suggested: nobody "
            f"has confirmed {'it' if one else 'them'}. {'It is' if one else 'They are'} counted "
            f"here, and the labels that rest on {'it' if one else 'them'} say so."
        )
    report.paragraph(said)
    report.table(
        Table(
            "Themes in order of attention: where each stands, how widely it occurs, and why",
            (
                Column("Attention", 2.7, numbers=True),
                Column("Theme and where it stands", 5.6),
                Column("Raised in", 2.6),
                Column("Why", 7),
            ),
            [_row(one) for one in paper.themes],
        )
    )


def fixed_sentences(report: WordReport) -> None:
    """What no part of a themes report goes without, wherever a template puts that part."""
    report.paragraph(f"{CAVEAT} {BROAD_THEMES}", "Report Note")


def _row(one: ThemeOnPaper) -> tuple[str | Cell, ...]:
    position = one.position
    flags = flags_in_words(position.flags)
    return (
        str(position.attention),
        Cell(label_of(position), lead=position.name),
        raised_in(one),
        f"{position.reason}\nBear in mind: {flags}." if flags else position.reason,
    )


def raised_in(one: ThemeOnPaper) -> str:
    """In how many of the board's reviews it occurs: "3 of 8 reviews"."""
    return f"{one.position.reviews} of {counted(one.position.of_reviews, 'review')}"


def themes(report: WordReport, paper: ThemesPaper) -> None:
    """Each raised theme on its own, in order of attention."""
    report.heading("Theme by theme")
    if not paper.themes:
        report.paragraph("There is none to set out: no review of this board raises one of them.")
        return
    fixed_sentences(report)
    for one in paper.themes:
        _theme(report, one)


def _theme(report: WordReport, one: ThemeOnPaper) -> None:
    position = one.position
    report.heading(position.name, 2)
    where_it_stands(report, position)
    flags = flags_in_words(position.flags)
    for name, value in (
        ("What it means", one.definition),
        ("Raised in", f"{raised_in(one)} of the board{_broad(one)}"),
        ("Bear in mind", flags),
        ("Links", _links(one)),
        ("Merged from", _merged(one)),
        ("Other boards", one.elsewhere),
    ):
        if value:
            report.paragraph(value, "Report Details", lead=f"{name}: ")
    _life(report, one)
    report.heading("The chain", 3)
    report.paragraph("Every record that the position rests on, in order of time.")
    chain(report, position)
    _tried(report, one)
    _doubts(report, one)
    _reasons(report, one)
    _decided(report, one)


def _broad(one: ThemeOnPaper) -> str:
    position = one.position
    if position.of_reviews > 1 and 2 * position.reviews > position.of_reviews:
        return ": more than half, so that its return says little by itself"
    return ""


def _links(one: ThemeOnPaper) -> str:
    if not one.suggested:
        return ""
    verb = "is" if one.suggested == 1 else "are"
    return f"{one.suggested} {verb} only suggested and counted; nobody has confirmed or rejected it"


def _merged(one: ThemeOnPaper) -> str:
    return f"{listed(list(one.merged_from))}, whose past counts here" if one.merged_from else ""


def _life(report: WordReport, one: ThemeOnPaper) -> None:
    """The lifeline as a chart with its figures: counts by year and no record's text."""
    if not one.years:
        return
    report.heading("Its life in figures", 3)
    report.paragraph(
        "For each year: reviews that raise it and what they asked, by publication; "
        "recommendations said to be done by everyone asked; and tests of practice by what they "
        f"found, by the practice tested.{_later(one)}"
    )
    report.chart(life_chart(one))


def _later(one: ThemeOnPaper) -> str:
    tested = one.position.tested
    later = sum(test.kind == "review" for test in tested.tests)
    said = ""
    if later:
        said += (
            f" {later} of those that found it not embedded {'is a' if later == 1 else 'are'} later "
            f"{'review' if later == 1 else 'reviews'} that found the same concern."
        )
    if tested.baseline:
        said += (
            f" {counted(len(tested.baseline), 'test')} from before the learning was due "
            f"{'is' if len(tested.baseline) == 1 else 'are'} a baseline and not counted."
        )
    return said


def life_chart(one: ThemeOnPaper) -> Chart:
    """The chart of a theme's life: aggregates by year."""
    years = one.years
    series = [
        Series(name, [year.counts[place] for year in years], fill)
        for place, (name, fill) in enumerate(_KINDS)
    ]
    whole = [f"{sum(filter(None, each.values))} {each.name.lower()}" for each in series]
    first, last = _called(years[0]), _called(years[-1])
    return Chart(
        caption=f"{one.position.name}, by year",
        alt=(
            f"Stacked columns by year, from {first} to {last}. In all: {listed(whole)}. The table "
            "below holds every figure."
        ),
        kind="columns",
        categories=[_called(year) for year in years],
        series=series,
        counted_by="Year",
        unit="records",
    )


def _called(year: LifeYear) -> str:
    return NO_YEAR if year.year is None else str(year.year)


def _tried(report: WordReport, one: ThemeOnPaper) -> None:
    counts = [(what, many) for what, many in one.tried if what]
    said = [many for what, many in one.tried if not what]
    report.heading("Actions tried", 3)
    if not counts:
        report.paragraph("No action of the board or an agency on what was asked is on record.")
        return
    report.paragraph(
        "Live actions on what reviews asked about it, by type of action. A type is confirmed "
        "where a person said it, else suggested by the words of the action."
    )
    report.table(
        Table(
            f"The actions tried about {one.position.name}, by type",
            (Column("Type of action", 6), Column("How many", 9)),
            counts,
            width=0.9,
            together=len(counts) <= 12,
        )
    )
    if said:
        report.bullets(said)


def _doubts(report: WordReport, one: ThemeOnPaper) -> None:
    report.heading("What would settle a doubt", 3)
    if one.position.questions:
        questions(report, one.position)
    else:
        report.paragraph("No question arises from what is on record.")


def _reasons(report: WordReport, one: ThemeOnPaper) -> None:
    if one.reasons or one.reasons_asked:
        report.heading("Why it came back", 3)
    if one.reasons:
        report.paragraph("As the board and its agencies see it.")
        report.table(
            Table(
                f"Reasons given why {one.position.name} came back",
                (Column("Given by", 4), Column("On", 3.4), Column("Reason", 9)),
                [
                    (
                        reason.by,
                        day(reason.on, "not recorded"),
                        short(reason.says, one.position.theme),
                    )
                    for reason in one.reasons
                ],
            )
        )
    if one.reasons_asked:
        report.paragraph(
            f" {listed(list(one.reasons_asked))}.", lead="No reason on record yet from:"
        )


def _decided(report: WordReport, one: ThemeOnPaper) -> None:
    if one.decided:
        report.heading("The board's decisions on it", 3)
        report.bullets(f"{day(on, 'No date')}: {said}" for on, said in one.decided)
