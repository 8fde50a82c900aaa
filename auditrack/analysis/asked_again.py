"""The same ask in several reviews, in order of time: what had been claimed when it came again.

Only a person says that two recommendations ask the same; here what was said is counted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from auditrack.model.dates import Interval, whole_months

_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()
_TIMES = ("never", "once", "twice")
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
)


@dataclass(frozen=True)
class Asking:
    """One of several recommendations that ask the same.

    `case` joins the documents of one case. `said_done` is whether every part of it was said to be
    done, `said_done_on` when. `tests` counts the audits and pieces of evidence that tested
    practice, `found` is what the last one found, in words.
    """

    ref: str
    case: str
    title: str = ""
    published: Interval | None = None
    said_done: bool = False
    said_done_on: Interval | None = None
    claimed: str = ""
    tests: int = 0
    found: str = ""


def in_order(askings: Iterable[Asking]) -> tuple[Asking, ...]:
    """The earliest published first; those without a date last."""
    return tuple(sorted(askings, key=lambda one: (_earliest(one), one.ref)))


def months_after_done(earlier: Asking, later: Asking) -> int | None:
    """Whole months from when an ask was said to be done to when it was published again.

    None where it was not said to be done by then, or the dates leave a doubt.
    """
    done, again = earlier.said_done_on, later.published
    if not earlier.said_done or done is None or again is None or done.latest > again.earliest:
        return None
    return whole_months(done.latest, again.earliest)


def summary(askings: Sequence[Asking]) -> str:
    """How often it was asked, said to be done and tested: "third time in nine years; ...".

    Args:
        askings: at least one, as `in_order` puts them.
    """
    cases: dict[str, Asking] = {}
    for one in askings:
        cases.setdefault(one.case, one)
    several = list(cases.values())
    last = askings[-1]
    said = [_how_often(several)]
    before = [one for one in askings if one.case != last.case]
    done = sum(one.said_done for one in before)
    said.append(f"said done {times(done)}" if done else "never said to be done before")
    tests = sum(one.tests for one in askings)
    if not tests:
        said.append("never tested on record")
    else:
        found = next(one.found for one in reversed(askings) if one.tests)
        said.append(f"tested {times(tests)}, last found {found}")
    return "; ".join(said)


def times(number: int) -> str:
    """A number of times in words: once, twice, three times."""
    if number < len(_TIMES):
        return _TIMES[number]
    return f"{_NUMBERS[number] if number < len(_NUMBERS) else number} times"


def _how_often(several: Sequence[Asking]) -> str:
    number = len(several)
    first, last = several[0].published, several[-1].published
    dates = [one.published for one in several]
    if number < 2:
        return "asked in one review"
    others = [one for one in dates[:-1] if one is not None]
    # Which of them is the last is certain only where its date follows every other one.
    if first is None or last is None or any(one.latest >= last.earliest for one in others):
        return f"asked {times(number)}"
    nth = _ORDINALS[number - 1] if number <= len(_ORDINALS) else f"{number}th"
    months = max(whole_months(_middle(first), _middle(last)), 0)
    years = (months + 5) // 12
    span = _span(years, "year") if months >= 12 else _span(months, "month")
    return f"{nth} time in {span}" if months else f"{nth} time"


def _span(number: int, noun: str) -> str:
    said = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"{said} {noun if number == 1 else noun + 's'}"


def _middle(days: Interval) -> date:
    if days.first is None or days.last is None:
        return days.latest if days.first is None else days.earliest
    return days.first + timedelta((days.last - days.first).days // 2)


def _earliest(asking: Asking) -> date:
    return asking.published.earliest if asking.published is not None else date.max
