"""Other recommendations that people joined to one: what each link means, and the same ask again.

What belongs to another review that is not published is left out of a paper, and counted.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from auditrack.analysis.asked_again import Asking, months_after_done, summary
from auditrack.model.dates import data_string
from auditrack.model.words import DEGREES
from auditrack.views.asked_again import asked_again, same_asks
from auditrack.views.asks import Ask
from auditrack.views.board import agency_name
from auditrack.views.embargo import is_embargoed
from auditrack.views.facts import Facts
from auditrack.views.response_values import AskedBefore, Connected
from auditrack.views.seen import seen, standing
from auditrack.views.wording import counted, when

_MEANINGS: Mapping[str, tuple[str, str]] = {
    "same-ask": ("Asks the same", "Asks the same"),
    "repeats": ("This one repeats it", "It repeats this one"),
    "folds-into": ("This one folds into it and goes on there", "It folds into this one"),
    "supersedes": ("This one supersedes it", "It supersedes this one, which goes on there"),
    "contradicts": (
        "The two contradict each other: both cannot be done as they stand",
        "The two contradict each other: both cannot be done as they stand",
    ),
    "related": ("Related, and not the same ask", "Related, and not the same ask"),
    "unrelated": ("Near in words, and not the same ask", "Near in words, and not the same ask"),
}
"""What a link says of the other, where this one is its first and where it is its second."""

NOT_PUBLISHED = "a later review that is not published"


class Spoken:
    """Which reviews a paper may speak of: its own, and those that are published."""

    def __init__(self, facts: Facts, own: str) -> None:
        """Looks at the reviews of a state.

        Args:
            facts: the register's facts.
            own: the review that the paper is about.
        """
        self._facts = facts
        self._own = own
        self._known: dict[str, bool] = {}

    def hides(self, review: str) -> bool:
        """Whether another review's words may not stand in the paper."""
        if review not in self._known:
            self._known[review] = review != self._own and is_embargoed(self._facts.records, review)
        return self._known[review]

    def case(self, case: str) -> str:
        """What a later case is called, or that it is not published."""
        reviews = [one for one in self._facts.board.reviews if one.case == case]
        if any(self.hides(one.ref) for one in reviews):
            return NOT_PUBLISHED
        found = self._facts.board.cases.get(case)
        return found.name if found is not None else case

    def safe(self, sentence: str) -> str:
        """A sentence of what closing lacks, without the name of a review that is not published."""
        for review in self._facts.board.reviews:
            if f"review {review.case} " in sentence and self.case(review.case) == NOT_PUBLISHED:
                return sentence.replace(f"review {review.case} ", f"{NOT_PUBLISHED} ")
        return sentence


def connected(ask: Ask, spoken: Spoken) -> tuple[tuple[Connected, ...], frozenset[str], int]:
    """The recommendations joined to one, each link by itself, and what is left out.

    Returns:
        Those told; the references of those of other reviews that are not published; how many do
        not count on the day: withdrawn, or not there yet.
    """
    found, hidden, gone = [], set(), 0
    for link, other, is_first in _links(ask):
        document = ask.facts.recommendations_by_ref.get(other)
        if document is None:
            gone += 1
            continue
        if spoken.hides(str(document["review"])):
            hidden.add(other)
            continue
        found.append(_told(Ask(ask.facts, document), link, is_first, spoken))
    return tuple(found), frozenset(hidden), gone


def goes_on_in(ask: Ask, spoken: Spoken) -> str:
    """The recommendation that one goes on in, by its reference; "" where there is none."""
    for link, other, is_first in _links(ask):
        if link.get("as") == ("folds-into" if is_first else "supersedes"):
            document = ask.facts.records.get("recommendations", other) or {}
            hidden = spoken.hides(str(document.get("review", "")))
            return "a recommendation of a review that is not published" if hidden else other
    return ""


def _links(ask: Ask) -> Iterable[tuple[Mapping[str, Any], str, bool]]:
    """Each confirmed link of one, the other's reference, and whether this one is the first."""
    records, as_at = ask.facts.records, ask.facts.as_at
    for mine, other in (("a", "b"), ("b", "a")):
        for link in standing(records, records.index("links", mine).get(ask.ref, ()), as_at):
            if link.get("confirmed", True) and seen(link.get("on"), as_at):
                yield link, str(link[other]), mine == "a"


def _told(other: Ask, link: Mapping[str, Any], is_first: bool, spoken: Spoken) -> Connected:
    records = other.facts.records
    review = other.facts.reviews.get(other.record.review)
    kind = str(link.get("as"))
    meaning = _MEANINGS.get(kind, (kind.replace("-", " "),) * 2)[0 if is_first else 1]
    degree = link.get("degree")
    if kind == "same-ask" and degree in DEGREES and degree != "same":
        meaning += f"; the later one {_put(str(degree))}"
    return Connected(
        ref=other.ref,
        kind=kind,
        meaning=f"{meaning}.",
        review=other.record.review,
        review_title=review.title if review else other.record.review,
        published=review.published if review else None,
        text=other.record.text,
        agencies=tuple(agency_name(records, ref) for ref in other.record.agencies),
        delivery=str(other.delivery),
        practice=practice_in_words(other, spoken),
    )


def _put(degree: str) -> str:
    return "asks for more" if degree == "stronger" else "asks it differently"


def practice_in_words(ask: Ask, spoken: Spoken) -> str:
    """What tests say of practice on one, with the last of them."""
    last = ask.practice.tested.last
    if last is None:
        return "not tested: no test of practice is on record"
    called = spoken.case(last.ref) if last.kind == "review" else f"{last.kind} {last.ref}"
    day = when(last.day.isoformat())
    return f"{ask.practice.word}; the last test is {called}, of practice up to {day}"


def asked_before(ask: Ask, spoken: Spoken) -> tuple[tuple[AskedBefore, ...], str, frozenset[str]]:
    """The same ask in other cases, in order of time, the sum in words, and those left out.

    Joined are those that people say ask the same, one after the other. Left out, by reference, are
    those of other reviews that are not published.
    """
    found = asked_again(ask.facts, ask.ref)
    if found is None:
        return (), "", frozenset()
    by_ref = ask.facts.recommendations_by_ref
    shown = [one for one in found.askings if not spoken.hides(str(by_ref[one.ref]["review"]))]
    hidden = frozenset(one.ref for one in found.askings) - {one.ref for one in shown}
    mine = next((one for one in shown if one.ref == ask.ref), None)
    others = [one for one in shown if mine is not None and one.case != mine.case]
    if mine is None or not others:
        return (), "", hidden
    degrees = same_asks(ask.facts, ask.ref)
    at = shown.index(mine)
    told = tuple(
        _before(mine, one, shown.index(one) < at, by_ref[one.ref], degrees.get(one.ref, ""))
        for one in others
    )
    return told, summary(shown), hidden


def _before(
    mine: Asking, one: Asking, is_earlier: bool, document: Mapping[str, Any], degree: str
) -> AskedBefore:
    earlier, later = (one, mine) if is_earlier else (mine, one)
    months = months_after_done(earlier, later)
    again = "this was asked" if is_earlier else "it was asked"
    return AskedBefore(
        mine=mine.ref,
        ref=one.ref,
        is_earlier=is_earlier,
        title=one.title,
        text=str(document.get("text", "")),
        degree=_put(degree) if degree in DEGREES and degree != "same" else "",
        claimed=_claimed(one),
        tests=_tests(one),
        gap="" if months is None else f"{again} {counted(months, 'month')} after that",
    )


def _claimed(one: Asking) -> str:
    if not one.said_done:
        return "not said to be done on record"
    on = when(data_string(one.said_done_on) if one.said_done_on else None, "no day on record")
    return f"said to be done ({on})"


def _tests(one: Asking) -> str:
    if not one.tests:
        return "never tested on record"
    return f"{counted(one.tests, 'test')}, the last found it {one.found}"
