"""Which review spoke of which theme, and how: letters that read without colour."""

from collections.abc import Sequence
from dataclasses import dataclass

from auditrack.analysis.facts import ReviewFact
from auditrack.analysis.position import Position
from auditrack.model.dates import data_string, in_words
from auditrack.views.facts import Facts
from auditrack.views.wording import counted

FAILED, DATED, WEAKNESS, GOOD, NONE = "F", "D", "W", "+", "·"
LEGEND = (
    (FAILED, "failed test: it came back after the earlier actions were due"),
    (DATED, "weakness with its dates"),
    (WEAKNESS, "weakness without dates"),
    (GOOD, "good practice"),
    (NONE, "not spoken of"),
)
"""What every letter means. A small letter: the link is suggested and nobody confirmed it."""

_LOOKS = {FAILED: "red", DATED: "amber", WEAKNESS: "strong", GOOD: "green", NONE: "quiet"}


@dataclass(frozen=True, slots=True)
class Cell:
    """How one review speaks of one theme: its letter, how it looks, and the same in words."""

    letter: str
    look: str
    said: str
    is_confirmed: bool = True


@dataclass(frozen=True)
class Matrix:
    """Themes by attention, reviews by publication, and a cell for each pair."""

    themes: tuple[Position, ...]
    reviews: tuple[ReviewFact, ...]
    cells: tuple[tuple[Cell, ...], ...]

    def describe(self) -> str:
        """How much of it there is."""
        return f"{counted(len(self.themes), 'theme')} in {counted(len(self.reviews), 'review')}"

    def heading(self, index: int) -> str:
        """The two letters above a review's column: the year it was published."""
        published = self.reviews[index].published
        return f"{published.earliest.year % 100:02d}" if published else "--"


def matrix_of(facts: Facts, positions: Sequence[Position]) -> Matrix:
    """The matrix of the themes that were raised. Reviews that raise none are left out."""
    themes = tuple(one for one in positions if one.facts is not None and one.facts.mentions)
    spoken = {
        mention.review for one in themes if one.facts is not None for mention in one.facts.mentions
    }
    reviews = tuple(
        sorted(
            (review for review in facts.board.reviews if review.ref in spoken),
            key=lambda review: (
                review.published is None,
                review.published.earliest if review.published else facts.as_at,
                review.ref,
            ),
        )
    )
    return Matrix(themes, reviews, tuple(_row(facts, one, reviews) for one in themes))


def _row(facts: Facts, one: Position, reviews: Sequence[ReviewFact]) -> tuple[Cell, ...]:
    assert one.facts is not None
    by_review: dict[str, list[tuple[bool, str]]] = {}
    for mention in one.facts.mentions:
        dates = in_words(data_string(mention.concern)) if mention.concern else ""
        by_review.setdefault(mention.review, []).append((mention.weakness, dates))
    failed = {test.ref for test in one.tested.tests if test.kind == "review"}
    confirmed = {
        str(link["review"])
        for link in facts.theming.by_theme(confirmed=True).get(one.theme, ())
        if link.get("review")
    }
    return tuple(_cell(one, review, by_review, failed, confirmed) for review in reviews)


def _cell(
    one: Position,
    review: ReviewFact,
    by_review: dict[str, list[tuple[bool, str]]],
    failed: set[str],
    confirmed: set[str],
) -> Cell:
    about = f"{one.name} in {review.name}"
    mentions = by_review.get(review.ref, [])
    if not mentions:
        return Cell(NONE, _LOOKS[NONE], f"{about}: not spoken of.")
    weak = [dates for weakness, dates in mentions if weakness]
    dated = [dates for dates in weak if dates]
    if review.case in failed and weak:
        letter, said = FAILED, "a failed test: it came back after the earlier actions were due"
    elif dated:
        letter, said = DATED, f"a weakness in practice of {'; '.join(dict.fromkeys(dated))}"
    elif weak:
        letter, said = WEAKNESS, "a weakness; the review's link does not say of when"
    else:
        letter, said = GOOD, "good practice"
    look = _LOOKS[letter]
    is_confirmed = review.ref in confirmed
    if not is_confirmed:
        letter, said = letter.lower(), f"{said} (suggested, not confirmed)"
    times = f", {len(mentions)} times" if len(mentions) > 1 else ""
    return Cell(letter, look, f"{about}: {said}{times}.", is_confirmed)
