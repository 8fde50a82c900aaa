"""How decisions, actions, evidence and tests are put: in plain words, and never as more."""

from collections.abc import Sequence

from auditrack.model.dates import in_words
from auditrack.reports.kit.wording import listed
from auditrack.reports.site.frame import day, facts
from auditrack.reports.site.markup import Markup, joined, paragraphs, tag
from auditrack.views.site_values import ActionShown, DecisionShown, EvidenceShown, TestShown

UNWORDED = "not worded for publication"

NO_PROOF = "That an action is done does not show that practice changed."
_ASKS_WHY = frozenset({"not", "in-part", "refer-on", "no-longer-relevant"})
"""Decisions of which a reader asks why."""

CLOSING = "Closing is a decision of the board. It does not show that practice changed."


def capital(said: str) -> str:
    """The same with its first letter in capitals."""
    return f"{said[:1].upper()}{said[1:]}"


def blocks(parts: Sequence[Markup]) -> Markup:
    """Several things one below the other, each in a frame of its own."""
    return tag("ul", *(tag("li", part) for part in parts), class_="blocks")


def decisions(found: Sequence[DecisionShown]) -> Markup:
    """The board's decisions in order, each with its reason as worded for the public."""
    return blocks([_decision(one) for one in found])


def _decision(one: DecisionShown) -> Markup:
    until = f" until {in_words(one.until)}" if one.until else ""
    said = tag("p", tag("strong", f"{capital(one.said)}{until}"), f" ({day(one.on)})")
    why = paragraphs(one.words) if one.words else None
    if why is None and one.code in _ASKS_WHY:
        why = _unworded("The reason")
    note = tag("p", CLOSING, class_="note") if one.code == "close" else None
    return joined(part for part in (said, why, note) if part)


def _unworded(what: str) -> Markup:
    return tag("p", f"{what} is {UNWORDED}.", class_="note")


def actions(found: Sequence[ActionShown]) -> Markup:
    """Actions, each with whose it is, its dates and its state."""
    return blocks([_action(one) for one in found])


def _action(one: ActionShown) -> Markup:
    what = paragraphs(one.words) if one.words else _unworded("The action itself")
    kind = f"{one.kind}: " if one.kind else ""
    state = f"{kind}{one.state or 'its state is not recorded'}"
    moved = one.agreed_due if one.agreed_due != one.original_due else None
    return joined(
        (
            tag("p", tag("strong", capital(state))),
            what,
            facts(
                [
                    ("Agency", one.agency),
                    ("Date first set", day(one.original_due, "none set")),
                    ("Date agreed later", day(moved, "")),
                    ("Reported as done", day(one.done_on, "")),
                ]
            )
            or "",
        )
    )


def evidence(found: Sequence[EvidenceShown]) -> Markup:
    """Evidence, the best level first, each with what it is and whether it was accepted."""
    return blocks([_evidence(one) for one in found])


def _evidence(one: EvidenceShown) -> Markup:
    level = f"Level {one.level}, {one.level_word}"
    result = f": found {one.result}" if one.result else ""
    about = f" ({in_words(one.about)})" if one.about else " (no date recorded)"
    return joined(
        (
            tag("p", tag("strong", f"{level}{result}"), about),
            paragraphs(one.words) if one.words else _unworded("What it shows"),
            facts(
                [
                    ("Agency", one.agency),
                    ("Accepted by a second person", "yes" if one.accepted else "not yet"),
                ]
            )
            or "",
        )
    )


def tests(found: Sequence[TestShown]) -> Markup:
    """Audits, the earliest first, each with what it looked at and what it found."""
    return blocks([_test(one) for one in found])


def _test(one: TestShown) -> Markup:
    practised = None
    if one.practice_from or one.practice_to:
        practised = in_words(f"{one.practice_from or ''}..{one.practice_to or ''}")
    outcome = one.outcome or "not recorded"
    name = f"Test of practice: {outcome}" if one.is_test else "Audit that did not test practice"
    return joined(
        (
            tag("p", tag("strong", name), f" ({day(one.on)})"),
            facts(
                [
                    ("What it looked at", one.looked_at),
                    ("Recorded outcome", "" if one.is_test else outcome),
                    ("Practice from", practised),
                    ("Agencies", listed(list(one.agencies)) or "all"),
                    ("Cases", one.cases),
                    ("How cases were chosen", one.chosen),
                ]
            )
            or "",
        )
    )
