"""Was this asked before? The nearest earlier asks, what became of each, and their themes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from auditrack.analysis.position import Position, position
from auditrack.analysis.similar import Asks
from auditrack.model.change import Records
from auditrack.themes import suggest
from auditrack.views.asks import Ask
from auditrack.views.facts import Facts
from auditrack.views.positions import position_json
from auditrack.views.wording import when

SUGGESTED_FROM = 0.30
LEAST = 0.10
"""Below this nearness two asks share little more than a word."""

_MOST = 5


@dataclass(frozen=True)
class EarlierAsk:
    """An earlier ask that is near: what it asked, and what became of it in words."""

    ref: str
    review: str
    review_title: str
    when: str
    text: str
    score: float
    shared: tuple[str, ...]
    became: str
    themes: tuple[str, ...]


@dataclass(frozen=True)
class Before:
    """What is on record near a text: asks, the nearest first, and where its themes stand."""

    asks: tuple[EarlierAsk, ...]
    themes: tuple[Position, ...]

    def to_json(self) -> dict[str, Any]:
        """Under stable keys."""
        return {
            "asks": [
                {
                    "ref": ask.ref,
                    "review": ask.review,
                    "review_title": ask.review_title,
                    "published": ask.when,
                    "text": ask.text,
                    "score": round(ask.score, 3),
                    "shared": list(ask.shared),
                    "became": ask.became,
                    "themes": list(ask.themes),
                }
                for ask in self.asks
            ],
            "themes": [position_json(one) for one in self.themes],
        }


def before(records: Records, text: str, today: date) -> Before:
    """Look for earlier asks near a text, or near the recommendation that it names.

    Args:
        records: the state to look in.
        text: pasted learning points, or the reference of a recommendation.
        today: the day to judge by.
    """
    facts = Facts(records, today)
    named = records.get("recommendations", text.strip().casefold())
    own = named["ref"] if named is not None else None
    wanted = str(named["text"]) if named is not None else text
    themes = [
        one.theme
        for one in suggest(wanted, library=facts.theming.suggesting)
        if one.score >= SUGGESTED_FROM
    ]
    if named is not None:
        themes = list(facts.theming.of(named["ref"]))
    issues = [facts.theming.now(theme) for theme in themes if facts.is_issue(theme)]
    found = _asks(facts).near(wanted, issues, _MOST + 1)
    near = [one for one in found if one.ref != own and one.score >= LEAST][:_MOST]
    earlier = []
    for one in near:
        document = records.get("recommendations", one.ref)
        if document is None:
            continue
        ask = Ask(facts, document)
        review = facts.reviews.get(ask.record.review)
        earlier.append(
            EarlierAsk(
                ref=one.ref,
                review=ask.record.review,
                review_title=review.title if review else ask.record.review,
                when=when(review.published if review else None, "not dated"),
                text=ask.record.text,
                score=one.score,
                shared=one.shared[:_MOST],
                became=_became(ask),
                themes=facts.theming.names(ask.themes),
            )
        )
    raised = set(facts.raised)
    stand = [position(facts.theme(theme)) for theme in dict.fromkeys(issues) if theme in raised]
    return Before(tuple(earlier), tuple(sorted(stand, key=lambda one: one.order)))


def _asks(facts: Facts) -> Asks:
    return Asks(
        (
            document["ref"],
            f"{document['text']} {document.get('outcome') or ''}",
            facts.theming.of(document["ref"], confirmed=True),
        )
        for document in facts.recommendations
    )


def _became(ask: Ask) -> str:
    statuses = {row.status for row in ask.rows}
    if statuses == {"declined"}:
        return "declined"
    said = f"{ask.delivery}; {ask.practice.word}"
    if ask.best_level is not None:
        said += f"; best evidence level {ask.best_level}"
    return said
