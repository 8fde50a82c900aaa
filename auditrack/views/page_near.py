"""The nearest earlier asks as a section of a recommendation's page."""

from collections.abc import Sequence
from dataclasses import replace

from auditrack.views.earlier import EarlierAsk, earlier_asks
from auditrack.views.facts import Facts
from auditrack.views.sheet import Line, Page, Section, sections
from auditrack.views.wording import shortened

TITLE = "Nearest earlier asks (a hint: only a person can say whether they ask the same)"
NONE = "No earlier ask on record is near it."
_TEXT = 160


def near_of(facts: Facts, ref: str) -> tuple[EarlierAsk, ...]:
    """The five nearest earlier asks of a recommendation that counts on the day, else none."""
    document = facts.recommendation(ref)
    if document is None:
        return ()
    return earlier_asks(
        facts, str(document["text"]), facts.theming.of(ref, confirmed=True), document
    )


def near_section(asks: Sequence[EarlierAsk]) -> Section:
    """The asks with what became of each and where it stands, one line each."""
    if not asks:
        return Section(TITLE, (Line(None, NONE),))
    return Section(TITLE, tuple(Line(None, near_line(ask), ask.ref) for ask in asks))


def near_line(ask: EarlierAsk) -> str:
    """One earlier ask in words."""
    whose = "" if ask.own_board else ", another board's"
    answered = f" [{ask.answered}]" if ask.answered else ""
    again = f"; {ask.again}" if ask.again else ""
    return (
        f"{ask.ref}, {ask.when}{whose}{answered}: {shortened(ask.text, _TEXT)} "
        f"Became: {ask.became}; {ask.stands}{again}."
    )


def with_near(page: Page, asks: Sequence[EarlierAsk]) -> Page:
    """The page with the section at its end."""
    return replace(page, sections=sections(*page.sections, near_section(asks)))
