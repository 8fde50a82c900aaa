"""The charts of the progress report, each with a sentence that says what stands out."""

from collections import Counter

from auditrack.analysis.balance import Balance
from auditrack.analysis.trends import WAITS
from auditrack.reports.kit.chart import Chart, Series
from auditrack.reports.kit.tables import FILLS
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import counted, day, listed
from auditrack.reports.progress.scope import as_at, that_it_answers_for
from auditrack.views.figures import AgencyOpen, Progress

LETTERS = (("R", "Red"), ("A", "Amber"), ("G", "Green"), ("-", "Grey"), ("B", "Blue"))
"""BRAG from the worst, each letter with its word."""

_OPEN, _CAME, _WENT = "1F4E79", "C55A11", "548235"


def by_quarter(report: WordReport, progress: Progress) -> None:
    """The open recommendations at the end of each quarter, and how many came and went in it."""
    quarters = progress.quarters
    if not any(_came(one.balance) + one.balance.closing for one in quarters):
        return
    first, last = quarters[0], quarters[-1]
    most = max(quarters, key=lambda one: one.balance.closing)
    so_far = f" (so far, to {day(last.quarter.until.isoformat())})" if last.quarter.so_far else ""
    stands_out = (
        f"{last.balance.closing} were open at the end of {last.quarter.name}{so_far}, "
        f"{first.balance.closing} at the end of {first.quarter.name}; the most at the end of a "
        f"quarter were {most.balance.closing} ({most.quarter.name})."
    )
    report.heading("Balance by quarter", 2)
    report.paragraph(
        f"Recommendations{that_it_answers_for(progress)} were counted at the end of each of the "
        f"last {len(quarters)} quarters of the board's year, with those that came in it (new, "
        "entered late or re-opened) and those that went (closed, withdrawn or superseded). "
        f"{stands_out} Fewer open recommendations say nothing about practice."
    )
    report.chart(
        Chart(
            caption="Open recommendations by quarter",
            alt=f"Lines over {len(quarters)} quarters. {stands_out}",
            kind="lines",
            categories=[
                f"{one.quarter.name}{' so far' if one.quarter.so_far else ''}" for one in quarters
            ],
            series=(
                Series("Open at the end", [one.balance.closing for one in quarters], _OPEN),
                Series("Came", [_came(one.balance) for one in quarters], _CAME),
                Series("Went", [_went(one.balance) for one in quarters], _WENT),
            ),
            counted_by="Quarter",
            stacked=False,
            unit="recommendations",
        )
    )


def _came(balance: Balance) -> int:
    return balance.new + balance.entered_late + balance.reopened


def _went(balance: Balance) -> int:
    return balance.closed + balance.withdrawn + balance.superseded


def brag(report: WordReport, progress: Progress) -> None:
    """Open recommendations of each agency by BRAG."""
    report.heading("BRAG by agency")
    total = progress.open_total
    if not total:
        report.paragraph(
            f"No recommendation{that_it_answers_for(progress)} is open as at {as_at(progress)}: "
            "none on record is still to be closed."
        )
        return
    asked = [agency for agency in progress.by_agency if agency.rows]
    each = {row.ref: row.brag.letter for agency in asked for row in agency.rows}
    letters = Counter(each.values())
    colours = listed([f"{letters[letter]} {word}" for letter, word in LETTERS if letters[letter]])
    asks = sum(len(agency.rows) for agency in asked)
    sentence = (
        f"{counted(total, 'recommendation')}{that_it_answers_for(progress)} "
        f"{'is' if total == 1 else 'are'} open as at {as_at(progress)}: {colours}."
    )
    if asks > total:
        sentence += (
            " One that asks several agencies stands under each of them, so that the agencies' "
            f"counts add up to {asks}."
        )
    if total != progress.balance.closing:
        sentence += (
            f" The balance above counts to the end of the period, "
            f"{day(progress.until.isoformat())}: {progress.balance.closing}."
        )
    with_red = sum(any(row.brag.letter == "R" for row in agency.rows) for agency in asked)
    agencies = "agency" if len(asked) == 1 else "agencies"
    stands_out = (
        f"{with_red or 'None'} of {len(asked)} {agencies} "
        f"{'has' if with_red == 1 else 'have'} one or more that {'is' if with_red == 1 else 'are'} "
        "Red."
    )
    report.paragraph(f"{sentence} {stands_out}")
    counts = [brag_counts(agency) for agency in asked]
    report.chart(
        Chart(
            caption="Open recommendations of each agency by BRAG",
            alt=f"Bars, one an agency, in parts by BRAG. {colours} in all. {stands_out}",
            kind="bars",
            categories=[agency.name for agency in asked],
            series=[
                Series(word, [count[place] for count in counts], FILLS[letter][0])
                for place, (letter, word) in enumerate(LETTERS)
                if letters[letter]
            ],
            counted_by="Agency",
            unit="open recommendations",
        )
    )


def brag_counts(agency: AgencyOpen) -> list[int]:
    """How many of an agency's open recommendations are of each colour, as in `LETTERS`."""
    letters = Counter(row.brag.letter for row in agency.rows)
    return [letters[letter] for letter, _ in LETTERS]


def first_tests(report: WordReport, progress: Progress) -> None:
    """How long it took from publication to the first test of practice."""
    report.heading("Time to the first test of practice")
    waits = progress.first_tests
    whose = that_it_answers_for(progress)
    if not waits.live:
        report.paragraph(
            f"No recommendation{whose} stands as at {as_at(progress)}, so none is waiting for a "
            "test of practice."
        )
        return
    stands_out = (
        f"{waits.tested} of {waits.live} {'was' if waits.tested == 1 else 'were'} tested in "
        f"practice, {waits.never} {'has' if waits.never == 1 else 'have'} no test of practice on "
        "record."
    )
    undated = (
        f" Of {waits.undated} that {'was' if waits.undated == 1 else 'were'} tested, nobody can "
        "say how long it took: publication is not dated closely enough."
        if waits.undated
        else ""
    )
    report.paragraph(
        f"Counted are the {counted(waits.live, 'recommendation')}{whose} that stand as at "
        f"{as_at(progress)} (closed ones too; not those withdrawn, declined or superseded), by the "
        f"whole months from publication of the review to the first test of practice. {stands_out}"
        f"{undated} Not tested does not mean that practice is poor."
    )
    bands = [*(name for name, _ in WAITS), "not dated", "not tested yet"]
    report.chart(
        Chart(
            caption="Time from publication to the first test of practice",
            alt=f"Columns by length of time. {stands_out}",
            kind="columns",
            categories=bands,
            series=(Series("Recommendations", [*waits.bands, waits.undated, waits.never], _OPEN),),
            counted_by="From publication to the first test",
            stacked=False,
            unit="recommendations",
        )
    )
