"""Was this asked before? Points of learning against earlier asks, and where their themes stand.

The questions are those that partners answer in a rapid review (the Child Safeguarding Practice
Review and Relevant Agency (England) Regulations 2018, SI 2018/789, regulation 11). The record can
say what was identified before and which themes recur; the answers stay people's.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from auditrack.analysis.position import CAVEAT, Position, position
from auditrack.model.change import Records
from auditrack.views.board import agency_name
from auditrack.views.earlier import EarlierAsk, earlier_asks
from auditrack.views.facts import Facts
from auditrack.views.positions import position_json
from auditrack.views.sheet import Line, Page, section, sections
from auditrack.views.wording import counted, listed, shortened

NEAR = 0.25
"""From this nearness on, an earlier ask is worth reading as perhaps the same."""

MOST_POINTS = 60
_LONGEST_POINT = 20_000
_SHOWN = 3
_POINT_SHOWN = 100
_TEXT_SHOWN = 160
_BEGINS = re.compile(r"^\s*(?:[-*•–▪]\s+|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)]\s+)")


@dataclass(frozen=True)
class Point:
    """One point of learning: its text, the earlier asks near it, the themes it may speak of."""

    text: str
    asks: tuple[EarlierAsk, ...]
    themes: tuple[str, ...]

    @property
    def near(self) -> tuple[EarlierAsk, ...]:
        """The earlier asks that are worth reading as perhaps the same."""
        return tuple(ask for ask in self.asks if ask.score >= NEAR)

    @property
    def near_own(self) -> tuple[EarlierAsk, ...]:
        """Those of the board itself."""
        return tuple(ask for ask in self.near if ask.own_board)


@dataclass(frozen=True)
class Before:
    """What is on record near a text, point by point, and where its themes stand."""

    points: tuple[Point, ...]
    themes: tuple[Position, ...]
    agencies: tuple[str, ...]

    @property
    def asks(self) -> tuple[EarlierAsk, ...]:
        """The earlier asks of all points, each once: the board's own first, the nearest first."""
        best: dict[str, EarlierAsk] = {}
        for point in self.points:
            for ask in point.asks:
                if ask.ref not in best or best[ask.ref].score < ask.score:
                    best[ask.ref] = ask
        return tuple(sorted(best.values(), key=lambda ask: (not ask.own_board, -ask.score)))

    @property
    def identified(self) -> str:
        """How many points are near what was asked before, in words."""
        own = sum(bool(point.near_own) for point in self.points)
        others = sum(bool(point.near) and not point.near_own for point in self.points)
        nothing = len(self.points) - own - others
        said = [f"{_are(own)} near something this board was asked before"]
        if others:
            said.append(f"{_are(others)} near only what another board was asked")
        if nothing:
            said.append(f"{_are(nothing)} near nothing on record")
        return f"Of {counted(len(self.points), 'point')}, {listed(said)}."

    @property
    def recurrent(self) -> tuple[Position, ...]:
        """The themes that reviews of this board have raised."""
        return tuple(one for one in self.themes if one.reviews)

    def to_json(self) -> dict[str, Any]:
        """Under stable keys."""
        return {
            "asks": [ask.to_json() for ask in self.asks],
            "themes": [position_json(one) for one in self.themes],
            "points": [
                {
                    "text": point.text,
                    "near": [ask.ref for ask in point.near],
                    "asks": [ask.ref for ask in point.asks],
                    "themes": list(point.themes),
                }
                for point in self.points
            ],
            "identified": self.identified,
            "agencies": list(self.agencies),
        }


def _are(number: int) -> str:
    return f"{number or 'none'} {'is' if number < 2 else 'are'}"  # none is, 1 is, 2 are


def points_of(text: str) -> tuple[str, ...]:
    """The points of a pasted text: its bullets or numbers, else its paragraphs."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    listed_lines = sum(bool(_BEGINS.match(line)) for line in lines)
    points: list[list[str]] = []
    open_point = False
    for line in lines:
        begins = _BEGINS.match(line)
        if begins is not None and listed_lines > 1:
            points.append([line[begins.end() :]])
            open_point = True
        elif not line.strip():
            open_point = False
        elif open_point:
            points[-1].append(line)
        else:
            points.append([line])
            open_point = True
    said = (" ".join(" ".join(lines).split())[:_LONGEST_POINT] for lines in points)
    return tuple(point for point in said if any(letter.isalpha() for letter in point))[:MOST_POINTS]


def before(records: Records, text: str, today: date) -> Before:
    """Look for earlier asks near a text, or near the recommendation that it names.

    Args:
        records: the state to look in.
        text: pasted points of learning, or the reference of a recommendation.
        today: the day to judge by.
    """
    return before_of(Facts(records, today), text)


def before_of(facts: Facts, text: str) -> Before:
    """As `before`, from facts already at hand."""
    records = facts.records
    named = records.get("recommendations", text.strip().casefold())
    points: list[Point] = []
    if named is not None:
        themes = facts.theming.of(named["ref"])
        confirmed = facts.theming.of(named["ref"], confirmed=True)
        asks = earlier_asks(facts, str(named["text"]), confirmed, named)
        points.append(Point(str(named["text"]), asks, themes))
    else:
        for point in points_of(text):
            likely = tuple(
                one.theme for one in facts.theming.suggester.suggest(point) if one.suggested
            )
            points.append(Point(point, earlier_asks(facts, point, likely), likely))
    raised = set(facts.raised)
    wanted = dict.fromkeys(
        facts.theming.now(theme)
        for point in points
        for theme in point.themes
        if facts.is_issue(theme)
    )
    stand = [position(facts.theme(theme)) for theme in wanted if theme in raised]
    return Before(
        tuple(points), tuple(sorted(stand, key=lambda one: one.order)), _agencies(facts, points)
    )


def _agencies(facts: Facts, points: Iterable[Point]) -> tuple[str, ...]:
    """Whom the near earlier asks asked."""
    refs = dict.fromkeys(ask.ref for point in points for ask in point.near)
    found = (
        agency_name(facts.records, agency)
        for ref in refs
        for agency in facts.recommendations_by_ref[ref].get("agencies", ())
    )
    return tuple(dict.fromkeys(found))


def sheet(found: Before) -> Page:
    """The answers on one page, each with the records it rests on."""
    recurrent = found.recurrent
    return Page(
        ref="before",
        kind="answer",
        heading="Was this asked before?",
        sections=sections(
            section(
                "Were improvements identified before?",
                Line(None, found.identified if found.points else "No point was given."),
                *(line for point in found.points for line in _point_lines(point)),
            ),
            section(
                "Does it show recurrent themes?",
                Line(
                    None,
                    f"{counted(len(recurrent), 'theme')} of these points "
                    f"{'was' if len(recurrent) == 1 else 'were'} raised by this board's reviews."
                    if recurrent
                    else "No theme that these points speak of was raised by this board's reviews.",
                ),
                *(
                    Line(
                        one.name,
                        f"{one.label}. Raised in {one.reviews} of the board's "
                        f"{counted(one.of_reviews, 'review')}; {one.reason}",
                        f"theme:{one.theme}",
                    )
                    for one in recurrent
                ),
            ),
            section(
                "Were several organisations concerned?",
                Line(
                    None,
                    f"The near earlier asks were put to {listed(found.agencies)}."
                    if found.agencies
                    else "No agency is on record as asked near these points.",
                ),
            ),
            section(
                "Please note",
                Line(
                    None,
                    "Nearness is a hint: only a person can say that two ask the same. These are "
                    "questions of SI 2018/789, regulation 11, as far as this register goes: the "
                    "answers are the partners' own. Check them against the current guidance.",
                ),
                Line(None, CAVEAT),
            ),
        ),
    )


def _point_lines(point: Point) -> Iterable[Line]:
    near = point.near[:_SHOWN]
    said = "near nothing on record" if not near else f"{counted(len(point.near), 'ask')} near"
    yield Line(f"“{shortened(point.text, _POINT_SHOWN)}”", said)
    for ask in near:
        whose = "" if ask.own_board else ", another board's"
        again = f"; {ask.again}" if ask.again else ""
        yield Line(
            f"  {ask.ref}, {ask.when}{whose}",
            f"{shortened(ask.text, _TEXT_SHOWN)} Became: {ask.became}; {ask.stands}{again}",
            ask.ref,
        )
