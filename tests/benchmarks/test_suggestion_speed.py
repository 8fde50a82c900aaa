"""Suggestions of themes and the nearest earlier asks: what typing and importing wait for."""

import sys
from random import Random

import measuring
import pytest

from auditrack.analysis.similar import Asks
from auditrack.themes import library, suggest, suggest_types

pytestmark = pytest.mark.benchmark

FIRST = (
    "from auditrack.themes import suggest; suggest('Act on neglect and on missed appointments.')"
)

_OPENINGS = ("The Board should", "All agencies to", "Health visitors must", "It is time to")
_ACTS = ("audit", "review", "record", "share what is known of", "train staff in", "agree on")
_TOPICS = (
    "missed appointments",
    "fathers and other men in the home",
    "mental capacity and self-neglect",
    "discharge from hospital at weekends",
    "the voice of each child",
    "referrals that were declined",
    "risks posed by adults who join a family",
    "care homes where concerns recur",
    "moves between areas",
    "supervision of new workers",
)
_REASONS = (
    "so that plans change what happens at home",
    "and report what difference it made within six months",
    "because history was known and not put together",
    "whenever a family does not engage with services",
)


def texts(number):
    """As many made-up asks, always the same ones."""
    chance = Random(number)
    return [
        " ".join(
            f"{chance.choice(_OPENINGS)} {chance.choice(_ACTS)} {chance.choice(_TOPICS)} "
            f"{chance.choice(_REASONS)}."
            for _ in range(chance.randint(1, 3))
        )
        for _ in range(number)
    ]


def test_suggestions(figure):
    hundred = texts(100)

    def each():
        for text in hundred:
            suggest(text)

    def types():
        for text in hundred:
            suggest_types(text)

    took = measuring.in_turns(
        each=each,
        types=types,
        python=measuring.whole([sys.executable, "-c", "pass"]),
        first=measuring.whole([sys.executable, "-c", FIRST]),
    )
    figure.plain("themes suggested for a text, ms", took["each"] / 100 * 1000, 3)
    figure.plain("types of action suggested for a text, ms", took["types"] / 100 * 1000, 3)
    figure.seconds(
        "the first suggestion, from an empty process on", took["first"] - took["python"], 0.1
    )


@pytest.mark.parametrize(("number", "limit"), [(1_000, 10), (10_000, 100)])
def test_the_nearest_earlier_asks(figure, number, limit):
    chance = Random(7)
    issues = [theme.id for theme in library() if theme.kind == "issue"]
    asks = [
        (f"ask-{place}", text, chance.sample(issues, 2)) for place, text in enumerate(texts(number))
    ]
    kept = Asks(asks)
    kept.near(asks[0][1], asks[0][2])
    changes = iter(range(number))

    def after_a_change():
        kept.add(f"new-{next(changes)}", asks[1][1], asks[1][2])
        return kept.near(asks[2][1], asks[2][2])

    took = measuring.in_turns(
        built=lambda: Asks(asks),
        near=lambda: kept.near(asks[3][1], asks[3][2]),
        after_a_change=after_a_change,
        brought_up=lambda: kept.hold(asks),
    )
    figure.plain(f"the five nearest of {number:,} asks, ms", took["near"] * 1000, limit)
    figure.plain("the same, one of them new, ms", took["after_a_change"] * 1000, limit)
    figure.milliseconds(f"{number:,} asks taken in", took["built"])
    figure.milliseconds(f"{number:,} asks brought up to date", took["brought_up"])
