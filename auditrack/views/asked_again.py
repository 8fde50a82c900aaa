"""What else asked the same as a recommendation, before it and after: people's links, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditrack.analysis.asked_again import Asking, in_order, months_after_done, summary
from auditrack.analysis.facts import RecommendationFact
from auditrack.model.dates import Interval, data_string
from auditrack.model.words import DEGREES, LEVELS, RESULTS, word
from auditrack.views.asks import Ask
from auditrack.views.facts import Facts
from auditrack.views.seen import seen, standing
from auditrack.views.sheet import Line, Section, section
from auditrack.views.wording import counted, shortened, when

_LONGEST = 70


@dataclass(frozen=True)
class AskedAgain:
    """Every recommendation that people say asks the same, in order, with the sum in words."""

    askings: tuple[Asking, ...]
    summary: str


def asked_again(facts: Facts, ref: str) -> AskedAgain | None:
    """The asks joined to one by confirmed same-ask links, itself among them; None without any."""
    refs = _joined(facts, ref)
    if len(refs) < 2:
        return None
    askings = in_order(
        _asking(Ask(facts, document))
        for one in refs
        if (document := facts.recommendation(one)) is not None
    )
    return AskedAgain(askings, summary(askings))


def same_asks(facts: Facts, ref: str) -> dict[str, str]:
    """The recommendations that a person says ask the same as one, each with how it asks it."""
    found: dict[str, str] = {}
    for mine, other in (("a", "b"), ("b", "a")):
        links = facts.records.index("links", mine).get(ref, ())
        for link in standing(facts.records, links, facts.as_at):
            if (
                link.get("as") == "same-ask"
                and link.get("confirmed", True)
                and seen(link.get("on"), facts.as_at)
            ):
                found[str(link[other])] = str(link.get("degree") or "")
    return {one: degree for one, degree in found.items() if facts.recommendation(one)}


def asked_again_sections(ask: Ask) -> Iterable[Section | None]:
    """What was asked before, what was asked again, and the sum of it, for a page."""
    found = asked_again(ask.facts, ask.ref)
    if found is None:
        return
    mine = next((one for one in found.askings if one.ref == ask.ref), None)
    if mine is None:
        return
    at = found.askings.index(mine)
    before = [one for one in found.askings[:at] if one.case != mine.case]
    again = [one for one in found.askings[at + 1 :] if one.case != mine.case]
    degrees = same_asks(ask.facts, ask.ref)
    yield section(
        "Asked before",
        *(Line(one.ref, _before(one, mine, degrees.get(one.ref)), one.ref) for one in before),
    )
    yield section(
        "Asked again",
        *(Line(one.ref, _again(mine, one, degrees.get(one.ref)), one.ref) for one in again),
    )
    yield section("The same ask in all", Line(None, f"{found.summary.capitalize()}."))


def _before(earlier: Asking, mine: Asking, degree: str | None) -> str:
    said = f"{earlier.title}{_put(degree, 'this one asks ')}; {_claim(earlier)}"
    months = months_after_done(earlier, mine)
    if months is not None:
        said += f"; asked again {counted(months, 'month')} after that"
    return f"{said}; {_tests(earlier)}"


def _again(mine: Asking, later: Asking, degree: str | None) -> str:
    said = f"asked again in {later.title}{_put(degree, '')}"
    months = months_after_done(mine, later)
    if months is None:
        return f"{said}; this was {_claim(mine)}; {_tests(mine)}"
    said += f", {counted(months, 'month')} after this was said to be done"
    claimed = f"; claimed: {mine.claimed}" if mine.claimed else ""
    return f"{said}{claimed}; {_tests(mine)}"


def _put(degree: str | None, begins: str) -> str:
    return f" ({begins}{DEGREES[degree]})" if degree and degree in DEGREES else ""


def _claim(asking: Asking) -> str:
    if not asking.said_done:
        return "not said to be done on record"
    on = when(data_string(asking.said_done_on), "undated") if asking.said_done_on else "undated"
    claimed = f": {asking.claimed}" if asking.claimed else ""
    return f"said to be done, {on}{claimed}"


def _tests(asking: Asking) -> str:
    if not asking.tests:
        return "never tested on record"
    return f"{counted(asking.tests, 'test')}, last found {asking.found}"


def _joined(facts: Facts, ref: str) -> tuple[str, ...]:
    joined, ahead = {ref: None}, [ref]
    while ahead:
        for other in same_asks(facts, ahead.pop()):
            if other not in joined:
                joined[other] = None
                ahead.append(other)
    return tuple(joined)


def _asking(ask: Ask) -> Asking:
    facts = ask.facts
    review = facts.review_facts.get(ask.record.review)
    live = [row for row in ask.rows if row.is_live]
    done = bool(live) and all(row.status == "closed" for row in live)
    tests = [test for test in ask.practice.tested.tests if test.kind != "review"]
    published = review.published if review else None
    on = when(data_string(published) if published else None, "not dated")
    return Asking(
        ref=ask.ref,
        case=review.case if review else ask.record.review,
        title=f"{review.name if review else ask.record.review}, {on}",
        published=published,
        said_done=done,
        said_done_on=_last_closed(live) if done else None,
        claimed=_claimed(ask) if done else "",
        tests=len(tests),
        found=word(RESULTS, tests[-1].outcome.replace("_", "-")) if tests else "",
    )


def _last_closed(rows: Sequence[RecommendationFact]) -> Interval | None:
    """When the last of its parts was said to be done; None where one is not dated."""
    days = [row.closed for row in rows]
    dated = [one for one in days if one is not None]
    return max(dated, key=lambda one: one.latest) if len(dated) == len(days) else None


def _claimed(ask: Ask) -> str:
    """What was said to have been done: its actions, and the best evidence that was filed."""
    said = [
        f"{action.ref} {shortened(action.action.what, _LONGEST)}"
        for action in ask.actions
        if action.is_live and not action.action.as_reported
    ]
    if ask.best_level is not None:
        said.append(f"best evidence: {LEVELS.get(ask.best_level, 'not known')}")
    return "; ".join(said)
