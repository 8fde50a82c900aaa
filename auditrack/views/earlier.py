"""The earlier asks nearest to a text, each with what became of it and where it stands.

Nearness is a hint: a person answers same ask, related or no (`commands.asked_before`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from auditrack.analysis.similar import Asks, Near
from auditrack.model.dates import interval
from auditrack.model.words import DEGREES
from auditrack.views.asked_again import asked_again
from auditrack.views.asks import Ask
from auditrack.views.facts import Facts
from auditrack.views.seen import seen, standing
from auditrack.views.wording import when

LEAST = 0.10
"""Below this nearness two asks share little more than a word."""

MOST = 5
"""How many are shown."""

_LOOKED_AT = 100


@dataclass(frozen=True)
class EarlierAsk:
    """An earlier ask that is near, and what became of it in words.

    `score` is 0 to 1.35; `shared` are the words because of which, the rarest first; `stands` is
    where practice stands on it; `answered` what a person said of the two, "" where nobody did;
    `again` how often the same was asked in all, "" where no same ask is on record.
    """

    ref: str
    review: str
    review_title: str
    when: str
    own_board: bool
    text: str
    score: float
    shared: tuple[str, ...]
    became: str
    stands: str
    themes: tuple[str, ...]
    answered: str = ""
    again: str = ""

    def to_json(self) -> dict[str, Any]:
        """Under stable keys."""
        return {
            "ref": self.ref,
            "review": self.review,
            "review_title": self.review_title,
            "published": self.when,
            "own_board": self.own_board,
            "text": self.text,
            "score": round(self.score, 3),
            "shared": list(self.shared),
            "became": self.became,
            "stands": self.stands,
            "themes": list(self.themes),
            "answered": self.answered,
            "again": self.again,
        }


def index_of(facts: Facts) -> Asks:
    """Every ask that counts on the day, weighed to be compared."""
    return Asks(
        (
            document["ref"],
            f"{document['text']} {document.get('outcome') or ''}",
            themes,
        )
        for document, themes in facts.each_with_themes()
    )


def earlier_asks(
    facts: Facts, text: str, themes: Iterable[str] = (), own: Mapping[str, Any] | None = None
) -> tuple[EarlierAsk, ...]:
    """The five nearest earlier asks, those of the board itself first.

    Args:
        facts: the register's facts as at a day.
        text: what is asked, or a point of learning.
        themes: its confirmed themes by id.
        own: the recommendation that the text is of, where it is on record: then asks of its own
            case, asks published for certain after it, and those that a person said ask something
            else are left out.
    """
    found = facts.once(index_of).near(text, themes, _LOOKED_AT)
    answers = _answers(facts, str(own["ref"])) if own is not None else {}
    kept = [
        one
        for one in found
        if one.score >= LEAST
        and _may_be_earlier(facts, one.ref, own)
        and answers.get(one.ref) != ""
    ]
    nearest = kept[:MOST]
    asks = [one for near in nearest if (one := facts.recommendation(near.ref)) is not None]
    facts.look_at(asks)
    told = [
        _told(facts, Ask(facts, document), near, answers.get(near.ref, ""))
        for near, document in zip(nearest, asks, strict=True)
    ]
    return tuple(sorted(told, key=lambda one: not one.own_board))


def _may_be_earlier(facts: Facts, ref: str, own: Mapping[str, Any] | None) -> bool:
    if own is None:
        return True
    document = facts.recommendation(ref)
    if document is None:
        return False
    mine, other = (facts.review_facts.get(str(one["review"])) for one in (own, document))
    if mine is None or other is None:
        return bool(ref != own["ref"])
    if mine.case == other.case:
        return False
    if mine.published is None or other.published is None:
        return True
    return bool(other.published.earliest <= mine.published.latest)


def _answers(facts: Facts, ref: str) -> dict[str, str]:
    """What a person said of each other ask; "" where it is not the same."""
    found: dict[str, str] = {}
    for mine, other in (("a", "b"), ("b", "a")):
        links = facts.records.index("links", mine).get(ref, ())
        for link in standing(facts.records, links, facts.as_at):
            if not seen(link.get("on"), facts.as_at):
                continue
            kind, degree = link.get("as"), str(link.get("degree") or "")
            if kind == "same-ask":
                how = f", {DEGREES[degree]}" if degree in DEGREES and degree != "same" else ""
                found[str(link[other])] = f"same ask{how}"
            elif kind == "related":
                found[str(link[other])] = "related"
            elif kind == "unrelated":
                found[str(link[other])] = ""
    return found


def _told(facts: Facts, ask: Ask, near: Near, answered: str) -> EarlierAsk:
    review = facts.reviews.get(ask.record.review)
    fact = facts.review_facts.get(ask.record.review)
    again = asked_again(facts, near.ref)
    return EarlierAsk(
        ref=near.ref,
        review=ask.record.review,
        review_title=review.title if review else ask.record.review,
        when=when(review.published if review else None, "not dated"),
        own_board=fact is None or facts.board.is_own(fact),
        text=ask.record.text,
        score=near.score,
        shared=near.shared[:MOST],
        became=became(ask),
        stands=ask.practice.describe(),
        themes=facts.theming.names(ask.themes),
        answered=answered,
        again=again.summary if again is not None else "",
    )


def became(ask: Ask) -> str:
    """What became of a recommendation: how it was delivered and the best evidence of it."""
    statuses = {row.status for row in ask.rows}
    if statuses == {"declined"}:
        return "declined"
    said = str(ask.delivery)
    if ask.best_level is not None:
        said += f"; best evidence level {ask.best_level}"
    if ask.is_open and interval(ask.dues[1]) is not None and ask.late.agreed:
        said += f"; {ask.late.agreed:,} days past its date"
    return said
