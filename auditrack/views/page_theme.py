"""A theme's page: where it stands, why, the chain behind it, and what would settle it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from auditrack.analysis.position import CAVEAT, Position, position
from auditrack.model.change import Records, Refusal, RefusedError
from auditrack.model.words import OUTCOMES, UNKNOWN, word
from auditrack.views.facts import Facts
from auditrack.views.flags import in_plain_words
from auditrack.views.narrow_facts import facts_of
from auditrack.views.other_boards import DOES_NOT_COUNT, OtherBoards
from auditrack.views.recurrence_reasons import reasons_asked, reasons_given
from auditrack.views.sheet import Line, Page, section, sections, told
from auditrack.views.tried import tried_lines
from auditrack.views.wording import counted, decided_in_words, when

_FEW = 4
"""Of fewer reviews a share says nothing."""


def page(records: Records, ref: str, today: date) -> Page:
    """The page of one theme.

    Raises:
        RefusedError: there is no theme of that id.
    """
    facts = facts_of(records, today)
    theme_id = facts.theming.now(ref)
    theme = facts.theming.themes.get(theme_id)
    if theme is None and not facts.is_raised(theme_id):
        raise RefusedError(
            Refusal(
                "unknown-reference",
                f'No theme has the id "{ref}".',
                ref=ref,
                todo="See the themes with: auditrack theme list",
            )
        )
    one = position(facts.theme(theme_id))
    flags = [line for flag in one.flags if (line := in_plain_words(flag))]
    return Page(
        ref=theme_id,
        kind="theme",
        heading=facts.theming.name(theme_id),
        sections=sections(
            section(
                "Where it stands",
                Line(None, one.label),
                told("Attention", f"{one.attention} of 10" if one.attention else None),
                Line("Why", one.reason),
                told(
                    "Raised in",
                    f"{one.reviews} of the board's {counted(one.of_reviews, 'review')}"
                    if one.reviews
                    else None,
                ),
                told(
                    "Last test", _last_test(one), one.tested.last.ref if one.tested.last else None
                ),
                told("Occurs widely", _broad(one)),
                told("Merged from", _merged_from(facts, theme_id)),
                told("Split from", _split_from(facts, theme_id)),
                *(Line("Mind", flag) for flag in flags),
            ),
            section(
                "The chain it rests on",
                *(Line(_day(step.date), step.text, step.ref) for step in one.chain),
            ),
            section("Other boards", *_elsewhere(facts, theme_id)),
            section("What was tried", *tried_lines(facts, one)),
            section(
                "Why it came back",
                *(Line(one.by, str(one)) for one in reasons_given(facts, theme_id)),
                told("Not said yet by", ", ".join(reasons_asked(facts, one))),
            ),
            section(
                "The board's decisions",
                *(
                    Line(when(one.get("on")), _decided(one))
                    for old in (*facts.theming.merged_into(theme_id), theme_id)
                    for one in facts.standing.decisions(old)
                ),
            ),
            section("What would settle it", *(Line(None, question) for question in one.questions)),
            section(
                "What the theme means", told("Definition", theme.definition if theme else None)
            ),
            section("Please note", Line(None, CAVEAT)),
        ),
    )


def _elsewhere(facts: Facts, theme_id: str) -> tuple[Line, ...]:
    """Which other boards raised it, a line each, under what that does not mean."""
    found = OtherBoards(facts.records, facts.as_at, facts.theming).of(theme_id)
    if not found:
        return ()
    return (
        Line(None, f"Also raised by {counted(len(found), 'other board')}. {DOES_NOT_COUNT}"),
        *(Line(None, str(one)) for one in found),
    )


def _broad(one: Position) -> str | None:
    """A theme of most reviews says little by coming back."""
    if one.of_reviews < _FEW or 2 * one.reviews <= one.of_reviews:
        return None
    return (
        "more than half of the board's reviews raise it: a broad theme repeats everywhere and "
        "says little; a repeated ask says much"
    )


def _merged_from(facts: Facts, theme_id: str) -> str:
    return "; ".join(map(facts.theming.old_name, facts.theming.merged_into(theme_id)))


def _split_from(facts: Facts, theme_id: str) -> str | None:
    document = facts.records.get("themes", theme_id)
    old = document.get("split_from") if document is not None else None
    return facts.theming.name(str(old)) if old else None


def _decided(decision: Mapping[str, Any]) -> str:
    said = decided_in_words(decision)
    return f"{said}: {decision['reason']}" if decision.get("reason") else said


def _day(data: str) -> str:
    return "No date" if data in ("", UNKNOWN) else when(data)


def _last_test(one: Position) -> str | None:
    last = one.tested.last
    if last is None:
        return None
    found = word(OUTCOMES, last.outcome.replace("_", "-"))
    day = when(last.day.isoformat())
    if last.kind == "review":
        return f"the review {last.ref}, of practice dated {day}: {found}"
    return f"{last.kind} {last.ref}, of practice up to {day}: {found}"
