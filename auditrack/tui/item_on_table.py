"""The item of an agenda that is talked about, as a page to be read out."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditrack.model.words import MEETING_CHOICES, word
from auditrack.views.page import Line, Section

if TYPE_CHECKING:
    from auditrack.views.agenda import AgendaItem


def called_in_short(code: str) -> str:
    """What was decided, in a word or two."""
    return word(MEETING_CHOICES, code)


@dataclass(frozen=True, slots=True)
class Behind:
    """What an item is for, each reference with its text, and its history, each day with what."""

    serves: tuple[tuple[str, str], ...] = ()
    history: tuple[tuple[str, str], ...] = ()


def page_of_item(item: "AgendaItem", behind: Behind) -> tuple[str, tuple[Section, ...]]:
    """Its heading, and all that there is to read out."""
    first = [
        Line(None, item.what),
        *_line("Why", item.why),
        *_line("Clears it", item.clears),
        *_line("For", item.whom),
        *_line("Decided", item.done),
        *(Line("Interest", one) for one in item.interests),
    ]
    said = [] if item.text in ("", item.what) else [Section("On record", (Line(None, item.text),))]
    named = f": {item.label}" if item.label else ""
    for title, told in (("It serves", behind.serves), ("History in short", behind.history)):
        if told:
            said.append(Section(title, tuple(Line(label, text) for label, text in told)))
    return f"{item.number}. {item.heading}{named}", (Section("", tuple(first)), *said)


def _line(label: str, text: str) -> tuple[Line, ...]:
    return (Line(label, text),) if text else ()
