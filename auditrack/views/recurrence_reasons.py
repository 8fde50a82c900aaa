"""Why a theme came back: what the board and its agencies say, and who has not said yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from auditrack.analysis.facts import EVERYBODY
from auditrack.analysis.position import Position, position
from auditrack.model.change import Records
from auditrack.model.record import view_of
from auditrack.model.theme import RecurrenceReason
from auditrack.model.words import RECURRENCE_REASONS, word
from auditrack.views.board import agency_name
from auditrack.views.facts import Facts
from auditrack.views.seen import seen, standing
from auditrack.views.wording import when

ASKED_FROM = 9
"""From this attention on a reason is asked for, of the board and of each agency asked."""

BOARD = "the board"


@dataclass(frozen=True)
class Reason:
    """One reason: who gives it, in words, and on what day (data)."""

    by: str
    says: str
    on: str | None

    def __str__(self) -> str:
        return f"{self.says} ({when(self.on)})"


def reasons_given(facts: Facts, theme: str) -> tuple[Reason, ...]:
    """What was said of why a theme came back, those merged into it too, in order of entry."""
    found = []
    for one in (theme, *facts.theming.merged_into(theme)):
        documents = facts.records.index("recurrence_reasons", "theme").get(one, ())
        found += [
            _reason(facts, document)
            for document in standing(facts.records, documents, facts.as_at)
            if seen(document.get("on"), facts.as_at)
        ]
    return tuple(found)


def reasons_asked(facts: Facts, one: Position) -> tuple[str, ...]:
    """Who is asked why it came back and has not said: at attention 9 and 10 alone."""
    if one.attention < ASKED_FROM:
        return ()
    said = {reason.by for reason in reasons_given(facts, one.theme)}
    rows = facts.theme(one.theme).recommendations
    agencies = dict.fromkeys(
        row.agency for row in rows if row.is_live and row.agency and row.agency not in EVERYBODY
    )
    asked = (BOARD, *(facts.board.names.get(agency, agency) for agency in agencies))
    return tuple(dict.fromkeys(who for who in asked if who not in said))


def reasons_wanted(records: Records, theme: str, today: date) -> tuple[str, ...]:
    """As `reasons_asked`, from records."""
    facts = Facts(records, today)
    return reasons_asked(facts, position(facts.theme(facts.theming.now(theme))))


def _reason(facts: Facts, document: Mapping[str, Any]) -> Reason:
    record = view_of(RecurrenceReason, document)
    says = word(RECURRENCE_REASONS, record.kind)
    if record.text:
        says = f"{says}: {record.text}" if record.kind != "other" else record.text
    by = agency_name(facts.records, record.agency) if record.agency else BOARD
    return Reason(by, says, record.on)
