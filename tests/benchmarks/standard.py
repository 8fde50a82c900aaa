"""The standard register of N recommendations, which every figure is measured against.

For each recommendation: 1.2 replies, 1.5 actions, 2 updates, 1 evidence, 2 theme links and 0.2
audits; for each 50 of them a review with its window. The same number always makes the same
records, and every word of them is made up.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from auditrack.model.change import Actor, Build, Insert, Refusal, Transaction
from auditrack.register import create_register
from auditrack.themes.lexicon import LEXICON_VERSION, library

TODAY = date(2026, 11, 20)
"""The day that the register is judged at; nothing in it happened later."""

FIRST = date(2017, 6, 1)
"""The day that its first review was published."""

BOARD = "Anyshire Safeguarding Partnership"
PER_REVIEW = 50
AGENCIES = 30
LEADS = 40
THEMES = 50

PER_RECOMMENDATION = {
    "recommendations": 1,
    "replies": 1.2,
    "actions": 1.5,
    "updates": 2,
    "evidence": 1,
    "theme_links": 2,
    "audits": 0.2,
    "reviews": 1 / PER_REVIEW,
    "windows": 1 / PER_REVIEW,
}
"""How many records of each table go with one recommendation."""

_OPS_PER_ENTRY = 5_000
_HOUR = 3_600_000

_BODIES = ("Health Trust", "Council", "Police", "Schools Forum", "Housing Group", "Probation")
_PLACES = ("Ashford", "Brookvale", "Calder", "Dunmere", "Eastley")
_POSTS = ("Head of Safeguarding", "Named Nurse", "Service Manager", "Practice Lead")
_TREES = ("Alder", "Ash", "Beech", "Birch", "Cedar", "Elm", "Hazel", "Larch", "Maple", "Oak")
_SPEECH = (
    "partners should review how practitioners recognise early signs of harm and record what the "
    "child or adult says in their own words so that managers can see whether plans have changed "
    "anything at home when a family does not engage with services or moves between areas with "
    "supervision that asks about history professional curiosity and the part played by other "
    "members of the household including fathers carers and older siblings whose circumstances "
    "are not known to every agency that meets them at school clinic or during a visit"
)
_WORDS = _SPEECH.split()


def make_standard(path: Path, recommendations: int) -> None:
    """Make the standard register of so many recommendations in a new folder, with its snapshot."""
    end = (TODAY - date(1970, 1, 1)).days * 24 * _HOUR
    times = iter(range(end - 365 * 24 * _HOUR, end, _HOUR))
    with create_register(path, BOARD, Actor("officer", 1000), lambda: next(times)) as register:
        for name, operations in _entries(recommendations):
            saved = register.transact(_writing(name, operations))
            if isinstance(saved, Refusal):
                raise RuntimeError(str(saved))
        register.write_snapshot()


def review_ref(number: int) -> str:
    """The reference of one of its reviews, from 0 on; `/1` to `/50` are its recommendations."""
    return f"child-{_TREES[number % len(_TREES)].lower()}-{number + 1}"


def _writing(name: str, operations: Sequence[Insert]) -> Build:
    return lambda _: Transaction(name, tuple(operations))


def _entries(recommendations: int) -> Iterator[tuple[str, Sequence[Insert]]]:
    yield "init", tuple(_ground())
    asks = [_Ask(number, recommendations) for number in range(recommendations)]
    for name, made in (
        ("import", _imported(asks)),
        ("rec reply", _replies(asks)),
        ("action add", _actions(asks)),
        ("action update", _updates(asks)),
        ("evidence add", _evidence(asks)),
        ("audit record", _audits(asks)),
    ):
        while operations := tuple(islice(made, _OPS_PER_ENTRY)):
            yield name, operations


class _Ask:
    """One recommendation: what its other records need to know of it."""

    def __init__(self, number: int, total: int) -> None:
        self.number = number
        self.chance = Random(number)
        review = number // PER_REVIEW
        days = (TODAY - FIRST).days - 60
        self.published = FIRST + timedelta(days * review // max((total - 1) // PER_REVIEW, 1))
        self.review = review_ref(review)
        self.label = str(number % PER_REVIEW + 1)
        self.ref = f"{self.review}/{self.label}"
        self.agency = number * 7 % AGENCIES
        self.actions = [f"act-{one}" for one in self._numbers()]

    def _numbers(self) -> range:
        """Every second recommendation has two actions, the others one."""
        first = self.number * 3 // 2 + self.number % 2 + 1
        return range(first, first + 2 - self.number % 2)

    def after(self, days: int) -> str | None:
        """A day so long after publication, as data; none where it is still to come."""
        day = self.published + timedelta(days)
        return day.isoformat() if day <= TODAY else None

    def words(self, many: int) -> str:
        """A sentence of about so many words."""
        said = self.chance.choices(_WORDS, k=self.chance.randint(many * 3 // 4, many * 5 // 4))
        return " ".join(said).capitalize() + "."


def _insert(table: str, ref: str, **fields: Any) -> Insert:
    return Insert(table, ref, {name: value for name, value in fields.items() if value is not None})


def _agency(number: int) -> tuple[str, str]:
    name = f"{_PLACES[number % len(_PLACES)]} {_BODIES[number // len(_PLACES) % len(_BODIES)]}"
    return name.lower().replace(" ", "-"), name


def _lead(number: int) -> tuple[str, str]:
    agency = number % AGENCIES
    title = f"{_POSTS[(number + number // AGENCIES) % len(_POSTS)]}, {_agency(agency)[1]}"
    return title.lower().replace(",", "").replace(" ", "-"), title


def _ground() -> Iterator[Insert]:
    yield _insert(
        "board",
        "board",
        name=BOARD,
        nation="england",
        scope="both",
        records_complete_from=FIRST.isoformat(),
    )
    for number in range(AGENCIES):
        ref, name = _agency(number)
        yield _insert("agencies", ref, name=name)
    for number in range(LEADS):
        ref, title = _lead(number)
        agency = _agency(number % AGENCIES)[0]
        yield _insert("leads", ref, title=title, agency=agency, logins=[f"officer{number}"])


def _imported(asks: Iterable[_Ask]) -> Iterator[Insert]:
    themes = [theme.id for theme in library()[:THEMES]]
    for ask in asks:
        number, chance = ask.number, ask.chance
        if number % PER_REVIEW == 0:
            yield from _review(ask, number // PER_REVIEW)
        yield _insert(
            "recommendations",
            ask.ref,
            review=ask.review,
            label=ask.label,
            text=ask.words(40),
            reach="multi-agency" if number % 3 else "single-agency",
            kind="recommendation",
            agencies=[_agency(ask.agency)[0]],
            outcome=ask.words(12) if number % 2 else None,
            order=number % PER_REVIEW + 1,
            entered_on=ask.after(14),
        )
        for place, theme in enumerate(chance.sample(themes, 2)):
            suggested = chance.random() < 0.2
            yield _insert(
                "theme_links",
                f"tl-{number * 2 + place + 1}",
                of=ask.ref,
                review=ask.review,
                theme=theme,
                status="suggested" if suggested else "confirmed",
                lexicon=LEXICON_VERSION if suggested else None,
                score=0.45 if suggested else None,
            )


def _review(ask: _Ask, number: int) -> Iterator[Insert]:
    yield _insert(
        "reviews",
        ask.review,
        title=f"Child {ask.review.split('-')[1].capitalize()} {number + 1}",
        type="scr" if ask.published.year < 2020 else "lcspr",
        boards=[BOARD],
        published=ask.published.isoformat(),
        status="active",
        history="complete",
    )
    yield _insert(
        "windows",
        f"win-{number + 1}",
        review=ask.review,
        start=(ask.published - timedelta(1_000)).isoformat(),
        end=(ask.published - timedelta(400)).isoformat(),
    )


def _replies(asks: Iterable[_Ask]) -> Iterator[Insert]:
    """Every fifth recommendation was answered a second time."""
    number = 0
    for ask in asks:
        for again in range(2 if ask.number % 5 == 0 else 1):
            number += 1
            answer = ask.chance.choice(("accepted", "accepted", "accepted", "in-part", "declined"))
            yield _insert(
                "replies",
                f"rep-{number}",
                recommendation=ask.ref,
                agency=_agency(ask.agency)[0],
                asked_on=ask.after(20),
                answer="accepted" if again else answer,
                reason=ask.words(15) if answer == "declined" else None,
                on=ask.after(45 + 30 * again) or TODAY.isoformat(),
            )


def _actions(asks: Iterable[_Ask]) -> Iterator[Insert]:
    for ask in asks:
        for ref in ask.actions:
            yield _insert(
                "actions",
                ref,
                what=ask.words(20),
                serves=[ask.ref],
                lead=_lead(ask.number * 11 % LEADS)[0],
                agency=_agency(ask.agency)[0],
                due=(ask.published + timedelta(ask.chance.randint(120, 500))).isoformat(),
                entered_on=ask.after(30),
            )


def _updates(asks: Iterable[_Ask]) -> Iterator[Insert]:
    """Two for each recommendation: of its one action, or one for each of its two."""
    ended = ("done", "done", "signed-off", "in-place", "in-progress")
    for ask in asks:
        for place in range(2):
            on = ask.after(90 + 200 * place)
            last = len(ask.actions) == 2 or place
            yield _insert(
                "updates",
                f"upd-{ask.number * 2 + place + 1}",
                action=ask.actions[place % len(ask.actions)],
                on=on or TODAY.isoformat(),
                note=ask.words(20),
                state=ask.chance.choice(ended) if last and on else "in-progress",
                by="officer",
            )


def _evidence(asks: Iterable[_Ask]) -> Iterator[Insert]:
    for ask in asks:
        level, about = ask.chance.randint(0, 4), ask.after(300)
        tells = level >= 3 and about is not None
        yield _insert(
            "evidence",
            f"ev-{ask.number + 1}",
            shows=ask.words(20),
            serves=[ask.ref if ask.number % 3 else ask.actions[0]],
            about=about,
            filed_on=ask.after(320) or TODAY.isoformat(),
            level=level,
            result=ask.chance.choice(("embedded", "partly", "not-embedded")) if tells else None,
            at="The document store, folder 12",
            state="accepted" if about else "filed",
            accepted_on=ask.after(340) if about else None,
            accepted_by="scrutineer" if about else None,
            filed_by="officer",
        )


def _audits(asks: Iterable[_Ask]) -> Iterator[Insert]:
    """An audit of every fifth recommendation; those of late reviews are planned."""
    for ask in asks:
        if ask.number % 5:
            continue
        on = ask.after(400)
        outcome = ask.chance.choice(("embedded", "partly", "not-embedded", "inconclusive"))
        yield _insert(
            "audits",
            f"aud-{ask.number // 5 + 1}",
            status="done" if on else "planned",
            question=ask.words(14),
            serves=[ask.ref],
            date=on or (ask.published + timedelta(400)).isoformat(),
            practice_from=ask.after(280) if on else None,
            practice_to=ask.after(390) if on else None,
            outcome=outcome if on else None,
            looked_at="practice" if ask.number % 4 else "documents",
            method="Case file audit",
            sample=20 if on else None,
            met=ask.chance.randint(4, 20) if on else None,
            by=_lead(ask.number % LEADS)[0],
        )
