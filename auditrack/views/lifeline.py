"""The life of one theme on one axis of time: practice, warnings, asks, closings, tests."""

from dataclasses import dataclass
from datetime import date

from auditrack.analysis.facts import AuditFact, ReviewFact, ThemeFacts
from auditrack.analysis.position import Position
from auditrack.model.dates import Interval, data_string, in_words
from auditrack.model.words import LOOKED_AT, OUTCOMES, word
from auditrack.views.lifeline_years import said_done
from auditrack.views.wording import counted

_LABEL = 16
_OUTCOME_MARKS = {"embedded": "+", "partly": "~", "not_embedded": "-", "inconclusive": "?"}
NO_TEST = "o"
LEGEND = (
    "= practice examined, - perhaps examined; P published; C said done; F came back",
    "audits: + embedded, ~ partly, - not embedded, ? inconclusive, o not of practice",
)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: `ref` is the record, `at` when, as closely as it is known."""

    at: Interval
    mark: str
    said: str
    ref: str

    @property
    def when(self) -> str:
        """The date in words, as vague as it is."""
        return in_words(data_string(self.at))


@dataclass(frozen=True, slots=True)
class Strand:
    """One line of the chart: what it is of, periods that were examined, and marks."""

    called: str
    spans: tuple[tuple[date | None, date | None, date | None, date | None], ...]
    """Possible start, certain start, certain end, possible end; None where open."""
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Lifeline:
    """The strands of a theme, from the first day of any to the day it is looked at."""

    theme: str
    name: str
    as_at: date
    strands: tuple[Strand, ...]
    events: tuple[Event, ...]
    first_warning: Event | None

    def drawn(self, width: int) -> tuple[str, ...]:
        """The chart in lines of at most `width` cells: marks on one axis, years below."""
        days = [event.at.earliest for event in self.events]
        days += [
            day
            for strand in self.strands
            for span in strand.spans
            for day in span
            if day is not None
        ]
        if not days:
            return ()
        label = min(_LABEL, max(width // 4, 6))
        room = max(width - label - 1, 8)
        first = date(min(days).year, 1, 1)
        last = max(max(days), self.as_at)
        whole = max((last - first).days, 1)

        def at(day: date) -> int:
            return min(max((day - first).days * (room - 1) // whole, 0), room - 1)

        lines = [
            f"{_short(strand.called, label):<{label}} {_strand(strand, room, at, last, first)}"
            for strand in self.strands
        ]
        return (*lines, f"{'':<{label}} {_years(first, last, room, at)}".rstrip())


def _short(text: str, room: int) -> str:
    return text if len(text) <= room else f"…{text[-(room - 1) :]}"


def _strand(strand: Strand, room: int, at, last: date, first: date) -> str:  # type: ignore[no-untyped-def]
    cells = [" "] * room
    for could_start, start, end, could_end in strand.spans:
        for cell in range(at(could_start or first), at(could_end or last) + 1):
            cells[cell] = "-"
        if start is not None and end is not None and start <= end:
            for cell in range(at(start), at(end) + 1):
                cells[cell] = "="
    for event in strand.events:
        cell = at(event.at.latest if event.mark == "C" else event.at.earliest)
        # Two marks on one cell: the later one stands beside, where there is room.
        while cell < room - 1 and cells[cell] not in " =-":
            cell += 1
        cells[cell] = event.mark
    return "".join(cells).rstrip()


def _years(first: date, last: date, room: int, at) -> str:  # type: ignore[no-untyped-def]
    cells = [" "] * (room + 4)
    free = 0
    for year in range(first.year, last.year + 1):
        cell = at(date(year, 1, 1))
        if cell >= free and cell + 4 <= room:
            cells[cell : cell + 4] = str(year)
            free = cell + 6
    return "".join(cells)


def lifeline_of(one: Position, as_at: date) -> Lifeline:
    """The lifeline of a theme, from the facts its position rests on."""
    facts = one.facts
    if facts is None:
        return Lifeline(one.theme, one.name, as_at, (), (), None)
    spoken = {mention.review for mention in facts.mentions}
    reviews = [review for review in facts.board.reviews if review.ref in spoken]
    reviews.sort(key=lambda review: (_first_day(review) or as_at, review.ref))
    strands = [_of_review(facts, review) for review in reviews]
    done = _closings(facts)
    tests = _tests(facts)
    failed = [
        Event(
            Interval(test.day, test.day),
            "F",
            f"The concern of this later case lies after the earlier actions were due: {test.ref}",
            test.ref,
        )
        for test in one.tested.tests
        if test.kind == "review"
    ]
    for called, events in (("Said done", done), ("Audits", tests), ("Came back", failed)):
        if events:
            strands.append(Strand(called, (), tuple(events)))
    events = sorted(
        (event for strand in strands for event in strand.events),
        key=lambda event: (event.at.earliest, event.mark, event.ref),
    )
    warning = next((event for event in events if event.mark == "P"), None)
    return Lifeline(one.theme, one.name, as_at, tuple(strands), tuple(events), warning)


def _first_day(review: ReviewFact) -> date | None:
    days = [window.first for window in review.windows if window.first]
    if review.published is not None:
        days.append(review.published.earliest)
    return min(days, default=None)


def _of_review(facts: ThemeFacts, review: ReviewFact) -> Strand:
    spans = tuple(
        (
            window.start.first if window.start else None,
            window.start.last if window.start else None,
            window.end.first if window.end else None,
            window.end.last if window.end else None,
        )
        for window in review.windows
    )
    asks = {row.ref for row in facts.recommendations if row.review == review.ref}
    events: tuple[Event, ...] = ()
    if review.published is not None:
        asked = f", with {counted(len(asks), 'recommendation')} on it" if asks else ""
        events = (Event(review.published, "P", f"{review.name} was published{asked}", review.ref),)
    return Strand(review.ref, spans, events)


def _closings(facts: ThemeFacts) -> list[Event]:
    return [
        Event(when, "C", f"{ref} was said to be done", ref)
        for ref, when in said_done(facts.counted).items()
        if when is not None
    ]


def _tests(facts: ThemeFacts) -> list[Event]:
    return [_test(audit, audit.date) for audit in facts.audits if audit.date is not None]


def _test(audit: AuditFact, on: Interval) -> Event:
    found = word(OUTCOMES, audit.outcome.replace("_", "-"))
    if audit.looked_at == "practice":
        mark = _OUTCOME_MARKS.get(audit.outcome, "?")
        return Event(on, mark, f"Audit {audit.ref} of practice: {found}", audit.ref)
    looked_at = word(LOOKED_AT, audit.looked_at.replace("_", "-"))
    said = f"Audit {audit.ref} looked at {looked_at}, so it is no test of practice: {found}"
    return Event(on, NO_TEST, said, audit.ref)
