"""Drafts to proposals: whom each asks, how sure it is, what is ticked, and notes in sentences."""

import re
from collections import Counter
from collections.abc import Sequence

from auditrack.intake.asks import is_ask, is_narrative
from auditrack.intake.blocks import Block
from auditrack.intake.bodies import addressee, bodies, is_board, is_everybody, is_national
from auditrack.intake.drafts import Draft
from auditrack.intake.repeats import drop_pointers, fold_repeats, label_key
from auditrack.intake.walk import Walk
from auditrack.intake.zones import ASKING
from auditrack.model.proposal import Item, ReviewGuess

TICK_FROM = 0.6
"""The confidence from which an item is ticked."""

_NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ],
        start=1,
    )
}
_CLAIM = re.compile(
    rf"\b(?:makes?|made|there are|sets? out|contains?|proposes?"
    rf"|offers?)\s+(?:a total of\s+)?(?P<count>\d{{1,3}}|{'|'.join(_NUMBER_WORDS)})"
    r"\s+(?:\w+[- ]){0,3}?recommendations\b",
    re.IGNORECASE,
)
_AT_NATIONAL = re.compile(r"(?:at a )?national(?: level)?", re.IGNORECASE)
_GENERIC_BOARD = re.compile(
    r"(?:the )?(?:safeguarding )?(?:(?:children|adults)\W?s? )?(?:board|partnership|lscb|lscp"
    r"|scb|scp|sab|csp)",
    re.IGNORECASE,
)


def propose(blocks: Sequence[Block], review: ReviewGuess) -> tuple[list[Item], list[str]]:
    """The items of a document and the notes that a person should read with them."""
    walk = Walk(blocks)
    drafts = [draft for draft in walk.run() if draft.text]
    for draft in drafts:
        _address(draft, review)
        _weigh(draft)
    drafts, pointers = drop_pointers(drafts)
    drafts, repeats = fold_repeats(drafts)
    drafts.sort(key=lambda draft: draft.order)
    items = [_item(draft, review) for draft in drafts]
    notes = _notes(items, drafts, blocks, pointers + walk.pointers, repeats)
    notes.extend(
        f"{agency} returned no recommendation." for agency in dict.fromkeys(walk.none_returned)
    )
    return items, notes


def _address(draft: Draft, review: ReviewGuess) -> None:
    """Whom the draft asks: the heading it stands under, else the subject of its first sentence."""
    if draft.kind in ("recommendation", "assurance-point") and not draft.group:
        draft.group = addressee(draft.text)
    if draft.group is None:
        return
    draft.agencies = asked_of(draft.group, review)


def asked_of(group: str, review: ReviewGuess) -> tuple[str, ...]:
    """The bodies that a printed group asks; "the Board" is the one whose review it is."""
    generic = _GENERIC_BOARD.fullmatch(group)
    return (review.board,) if generic and review.board else bodies(group)


def _reach(draft: Draft) -> str | None:
    group = draft.group
    topic = draft.theme or ""
    asked = addressee(draft.text) if draft.kind == "recommendation" else None
    if draft.zone == "national" or any(body and is_national(body) for body in (group, asked)):
        return "national"
    if _AT_NATIONAL.fullmatch(group or topic):
        return "national"
    if group is not None and (is_board(group) or is_everybody(group)):
        return "multi-agency"
    if len(draft.agencies) > 1:
        return "multi-agency"
    if draft.zone == "agency" or draft.reach == "single-agency":
        return "single-agency"
    if group is not None:
        return "single-agency"
    return None if draft.kind == "action" else "multi-agency"


def _weigh(draft: Draft) -> None:
    """How sure it is that a draft is an item of this review."""
    if draft.quoted:
        draft.confidence = 0.2
        return
    if not draft.labelled:
        return
    told = is_narrative(draft.text)
    asks = addressee(draft.text) is not None or (is_ask(draft.text) and not told)
    if draft.kind != "recommendation":
        draft.confidence = 0.9
    elif draft.zone in ASKING:
        draft.confidence = 0.97 if asks else 0.9
    else:
        draft.confidence = 0.85 if asks else 0.45 if told else 0.65


def _item(draft: Draft, review: ReviewGuess) -> Item:
    where = f' in "{draft.section}"' if draft.section else ""
    why = f"{draft.why}{where}"
    if draft.quoted:
        why = f"quoted from an earlier review or another report{where}; not an ask of this review"
    elif draft.kind == "finding" and draft.confidence < TICK_FROM:
        why = f"{why}; not ticked because a person chooses which findings to keep"
    elif draft.confidence < TICK_FROM:
        why = f"{why}; not ticked because it does not read as a printed item of this review"
    return Item(
        kind=draft.kind,
        text=draft.text,
        label=draft.label,
        reach=_reach(draft),
        group=draft.group,
        theme=draft.theme,
        outcome=draft.outcome,
        agencies=draft.agencies,
        page=draft.page,
        confidence=draft.confidence,
        ticked=draft.confidence >= TICK_FROM,
        why=why,
        passages=tuple(sorted(set(draft.orders))),
    )


def _notes(
    items: Sequence[Item],
    drafts: Sequence[Draft],
    blocks: Sequence[Block],
    pointers: int,
    repeats: int,
) -> list[str]:
    notes: list[str] = []
    quoted = sum(draft.quoted for draft in drafts)
    if pointers:
        notes.append(
            f"{_count(pointers, 'mention')} of a recommendation inside the text "
            f"{'was' if pointers == 1 else 'were'} not taken as items."
        )
    if repeats:
        notes.append(
            f"{_count(repeats, 'item')} printed more than once "
            f"{'was' if repeats == 1 else 'were'} taken once."
        )
    if quoted:
        notes.append(
            f"{_count(quoted, 'recommendation')} quoted from an earlier review or another report "
            f"{'is' if quoted == 1 else 'are'} shown and not ticked."
        )
    asked = [item for item in items if item.kind == "recommendation" and item.ticked]
    claimed = {
        _NUMBER_WORDS.get(hit["count"].lower()) or int(hit["count"])
        for block in blocks
        if "ecommendations" in block.text
        and (hit := _CLAIM.search(block.text)) is not None
        and re.search(r"\b(?:this|the) (?:review|report|overview)\b", block.text[:400], re.I)
    }
    if len(claimed) == 1 and (count := claimed.pop()) > len(asked):
        notes.append(
            f"The text speaks of {count} recommendations; {len(asked)} "
            f"{'was' if len(asked) == 1 else 'were'} found."
        )
    missing = _gaps([item.label for item in asked])
    if missing:
        notes.append(f"The printed numbers skip {', '.join(missing)}.")
    return notes


def _gaps(labels: Sequence[str | None]) -> list[str]:
    """Numbers missing from one series that starts at 1, counts singly and never restarts."""
    keys = [label_key(label) for label in labels if label]
    numbers = [int(key) for key in keys if re.fullmatch(r"\d{1,3}", key)]
    if len(numbers) < 3 or max(Counter(numbers).values()) > 1 or max(numbers) > len(numbers) + 5:
        return []
    return [str(number) for number in range(1, max(numbers)) if number not in set(numbers)]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
