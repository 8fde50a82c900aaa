"""How the board's work goes over time, from records: nothing dated after the day is seen."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from auditrack.analysis.milestones import Milestones
from auditrack.analysis.tests_made import asked_of
from auditrack.analysis.trends import (
    FirstTest,
    QuarterFigures,
    ReportedAndTested,
    Share,
    ShareTested,
    TestedAsk,
    by_quarter,
    first_tests,
    quarters,
    reported_and_tested,
    share_tested,
)
from auditrack.model.change import Records
from auditrack.views.facts import Facts
from auditrack.views.lives import lives_of
from auditrack.views.milestones import milestones_json, milestones_of
from auditrack.views.seen import stands
from auditrack.views.steady import undisturbed
from auditrack.views.tested import Tested

QUARTERS = 8
MOST_QUARTERS = 40


@dataclass(frozen=True)
class Trends:
    """The trends of a board as at a day, the latest quarter last.

    `reported` is for working papers only. `reviews` are those with a date arranged or due, or with
    a reason for delay; `without_dates` is how many have none of these.
    """

    as_at: date
    year_start: date
    quarters: tuple[QuarterFigures, ...]
    first_test: FirstTest
    tested: ShareTested
    reported: ReportedAndTested
    reviews: tuple[Milestones, ...]
    without_dates: int

    def to_json(self) -> dict[str, Any]:
        """The trends under the keys of `trends --json`."""
        return {
            "as_at": self.as_at.isoformat(),
            "year_start": self.year_start.isoformat(),
            "quarters": [_quarter_json(one) for one in self.quarters],
            "first_test": {
                "tested": self.first_test.tested,
                "median_months": self.first_test.median,
                "least_months": self.first_test.least,
                "most_months": self.first_test.most,
                "never_tested": self.first_test.never,
                "publication_undated": self.first_test.undated,
            },
            "tested": _share_json(self.tested.tested),
            "embedded_at_last_test": _share_json(self.tested.embedded),
            "reported_and_tested": asdict(self.reported),
            "reviews": [milestones_json(one) for one in self.reviews],
            "reviews_without_dates": self.without_dates,
        }


def trends(records: Records, as_at: date, many: int = QUARTERS) -> Trends:
    """The trends of a state as at a day, over so many quarters."""
    return trends_of(Facts(records, as_at), many)


def trends_of(facts: Facts, many: int = QUARTERS) -> Trends:
    """As `trends`, from facts already at hand."""
    with undisturbed():
        return _trends(facts, many)


def _trends(facts: Facts, many: int) -> Trends:
    year_start = facts.settings.year_of(facts.as_at)[0]
    asks = tuple(tested_asks(facts))
    lives = lives_of(facts, facts.as_at)
    reviews = tuple(_reviews(facts))
    dated = [one for one in reviews if one.arranged or one.due or one.reason]
    return Trends(
        as_at=facts.as_at,
        year_start=year_start,
        quarters=by_quarter(lives, quarters(facts.as_at, year_start, many)),
        first_test=first_tests(asks),
        tested=share_tested(asks),
        reported=reported_and_tested(asks, {life.ref: life for life in lives}, facts.as_at),
        reviews=tuple(sorted(dated, key=_latest_first)),
        without_dates=len(reviews) - len(dated),
    )


def tested_asks(facts: Facts) -> Iterable[TestedAsk]:
    """The live recommendations of this board's reviews, each with the tests made of it."""
    tested = Tested(facts)
    for document in facts.recommendations:
        ref, rows = document["ref"], tuple(facts.board.counted(facts.rows(document)))
        if any(row.is_live for row in rows):
            asked = asked_of(facts.board, rows)
            made = tested.made(ref, asked)
            published = facts.board.publication.get(document["review"])
            yield TestedAsk(ref, published, made, tested.is_embedded(ref, asked, made))


def _reviews(facts: Facts) -> Iterable[Milestones]:
    """This board's reviews that stand on the day."""
    for fact in facts.board.reviews:
        document = facts.records.get("reviews", fact.ref) or {}
        if facts.board.is_own(fact) and stands(facts.records, document, facts.as_at):
            found = milestones_of(facts.reviews[fact.ref], facts.as_at)
            if not found.is_ahead:
                yield found


def _latest_first(one: Milestones) -> tuple[int, str]:
    when = one.due or one.arranged
    return -when.earliest.toordinal() if when else 0, one.ref


def _quarter_json(one: QuarterFigures) -> dict[str, Any]:
    return {
        "name": one.quarter.name,
        "since": one.quarter.since.isoformat(),
        "until": one.quarter.until.isoformat(),
        "so_far": one.quarter.so_far,
        "balance": asdict(one.balance),
        "ages": dict(one.ages),
    }


def _share_json(share: Share) -> dict[str, Any]:
    return {"number": share.number, "of": share.of, "percent": share.percent}
