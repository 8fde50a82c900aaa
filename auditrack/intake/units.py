"""What a person points at in a document, passage by passage: each words, with label and outcome."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from auditrack.intake.above import addressee_of_list, heading_above, is_label, opened
from auditrack.intake.asks import is_ask, is_narrative
from auditrack.intake.bodies import addressee, is_body
from auditrack.intake.columns import Role, is_header, roles_of
from auditrack.intake.drafts import join_parts
from auditrack.intake.headings import outcome_marker
from auditrack.intake.parting import label_of, opens_list, printed_label, words_of
from auditrack.intake.propose import asked_of
from auditrack.intake.working import Working, reach_of
from auditrack.model.proposal import Item, Passage, Proposals

_LOOK_BACK = 80
_NUMBER = re.compile(r"\(?(?:[A-Z]{1,4}[-. ]?)?\d{1,3}(?:\.\d{1,3})*[.)]?")
_WORDS = 3
"""A cell of fewer words is no ask where the table does not say what its columns hold."""

_HOLDS: dict[str, tuple[Role, ...]] = {
    "recommendation": ("recommendation", "action", "lesson", "finding"),
    "assurance-point": ("recommendation", "action", "lesson", "finding"),
    "action": ("action", "recommendation", "lesson", "finding"),
    "finding": ("finding", "lesson", "recommendation", "action"),
    "lesson": ("lesson", "finding", "recommendation", "action"),
}
"""The columns in which an item of a kind is looked for, the likeliest first."""


@dataclass(frozen=True)
class Unit:
    """One thing to take from a document: its words, and the passages that they and its label are.

    `text` is of the passages `core`; `passages` are those and what labels them.
    """

    text: str
    core: tuple[int, ...]
    passages: tuple[int, ...]
    label: str | None = None
    outcome: str | None = None
    group: str | None = None
    theme: str | None = None


def between(proposals: Proposals, first: int, last: int) -> range:
    """The places of the passages from one to another, as far as there are any."""
    return range(max(first, 0), min(last, len(proposals.passages) - 1) + 1)


def units(proposals: Proposals, first: int, last: int, kind: str) -> list[Unit]:
    """Each paragraph, bullet or row from a passage to another; a lone number labels the next.

    Headings, and what only opens a list, say whose the next ones are; headings are items where
    nothing else is pointed at.
    """
    passages = proposals.passages
    chosen = between(proposals, first, last)
    if not chosen:
        return []
    only_headings = all(passages[place].kind == "heading" for place in chosen)
    group, theme = heading_above(passages, chosen.start)
    found: list[Unit] = []
    label: str | None = None
    above: tuple[int, ...] = ()
    for place in chosen:
        passage = passages[place]
        if passage.kind == "number":
            label, above = label_of(passage), (place,)
            continue
        if passage.kind == "row":
            unit = _of_row(passages, place, kind)
            if unit is not None:
                found.append(_under(unit, group, theme))
            continue
        words = words_of(passage)
        printed = label_of(passage)
        if not words:
            label, above = printed, (*above, place)
            continue
        if passage.kind == "heading" and not (only_headings or is_label(passage.text)):
            group, theme = opened(passage, group, theme)
            # A topic numbered 5.2 labels the one item below it.
            label = printed if printed and "." in printed else None
            above = (place,) if label else ()
            continue
        if opens_list(words[0]) and place + 1 in chosen:
            group = addressee_of_list(words[0]) or group
            label, above = None, ()
            continue
        unit = Unit(words[0], (place,), (*above, place), printed or label)
        found.append(_under(unit, group, theme))
        label, above = None, ()
    return found


def whole(proposals: Proposals, first: int, last: int, kind: str) -> Unit | None:
    """All from a passage to another as one: the words one after another, bullets on their lines."""
    passages = proposals.passages
    chosen = between(proposals, first, last)
    if not chosen:
        return None
    group, theme = heading_above(passages, chosen.start)
    label: str | None = None
    parts: list[str] = []
    core: list[int] = []
    for place in chosen:
        passage = passages[place]
        words = words_of(passage)
        if not parts:
            label = label_of(passage) or label
        if not words:
            continue
        if passage.kind == "heading" and not parts and place < chosen.stop - 1:
            group, theme = opened(passage, group, theme)
            continue
        row = _of_row(passages, place, kind) if passage.kind == "row" else None
        text = row.text if row is not None else words[0]
        parts.append(f"- {text}" if passage.kind == "bullet" else text)
        core.append(place)
    if not parts:
        return None
    text = join_parts(parts)
    if len(core) == 1:
        text = text.removeprefix("- ")
    return _under(Unit(text, tuple(core), tuple(chosen), label), group, theme)


def outcome_words(proposals: Proposals, first: int, last: int, item: Item) -> str:
    """The words of some passages as the outcome of an item, without what only says "Outcome:".

    Of a row, the cell that the item does not hold yet: the one that its heading calls an outcome,
    else the next one.
    """
    passages = proposals.passages
    parts: list[str] = []
    for place in between(proposals, first, last):
        passage = passages[place]
        if passage.kind == "row":
            parts.append(_other_cell(passages, place, item))
            continue
        marker = outcome_marker(passage.text)
        words = (marker[1],) if marker is not None else words_of(passage)
        if words and words[0]:
            parts.append(f"- {words[0]}" if passage.kind == "bullet" else words[0])
    return join_parts([part for part in parts if part])


def item_of(unit: Unit, kind: str, proposals: Proposals) -> Item:
    """A unit as an item that a person pointed at."""
    asks = kind in ("recommendation", "assurance-point")
    group = unit.group or (addressee(unit.text) if asks else None)
    agencies = asked_of(group, proposals.review) if group else ()
    return Item(
        kind=kind,
        text=unit.text,
        label=unit.label,
        reach=reach_of(group, agencies, kind),
        group=group,
        theme=unit.theme,
        outcome=unit.outcome,
        agencies=agencies,
        page=proposals.passages[unit.core[0]].page,
        confidence=1.0,
        ticked=True,
        why="pointed at in the document by a person",
        passages=unit.passages,
    )


def _under(unit: Unit, group: str | None, theme: str | None) -> Unit:
    return Unit(
        unit.text,
        unit.core,
        unit.passages,
        unit.label,
        unit.outcome,
        unit.group or group,
        unit.theme or theme,
    )


def _line(cell: str) -> str:
    return join_parts(cell.strip().split("\n"))


# Rows


def _roles(passages: Sequence[Passage], place: int) -> tuple[Role | None, ...]:
    """What the columns of a row hold, by the nearest header above it in the same table."""
    wide = len(passages[place].cells)
    for above in range(place, max(place - _LOOK_BACK, -1), -1):
        passage = passages[above]
        if passage.kind != "row" or len(passage.cells) != wide:
            break
        if is_header(passage.cells):
            return roles_of(passage.cells)
    return (None,) * wide


def _of_row(passages: Sequence[Passage], place: int, kind: str) -> Unit | None:
    cells = [_line(cell) for cell in passages[place].cells]
    if is_header(passages[place].cells) or not any(cells):
        return None
    roles = _roles(passages, place)
    by_role = {role: cell for role, cell in zip(roles, cells, strict=True) if role and cell}
    text = next((by_role[role] for role in _HOLDS[kind] if role in by_role), "")
    label: str | None = by_role.get("number")
    if not text:
        long = [cell for cell in cells if len(cell.split()) >= _WORDS] or [max(cells, key=len)]
        text = next((cell for cell in long if is_ask(cell)), max(long, key=len))
        label = next((cell.rstrip(".)") for cell in cells if _NUMBER.fullmatch(cell)), None)
    printed, words = printed_label(text)
    owner = by_role.get("owner")
    return Unit(
        words,
        (place,),
        (place,),
        printed or label,
        by_role.get("outcome"),
        owner if owner and is_body(owner, True) else None,
        by_role.get("theme"),
    )


def _other_cell(passages: Sequence[Passage], place: int, item: Item) -> str:
    """A cell of a row that an item does not hold: the outcome's, else the next to be offered."""
    cells = [_line(cell) for cell in passages[place].cells]
    held = {item.text, item.outcome or "", item.as_printed or "", item.label or ""}
    free = [
        (role, cell)
        for role, cell in zip(_roles(passages, place), cells, strict=True)
        if cell and cell not in held and printed_label(cell)[1] not in held
    ]
    for role, cell in free:
        if role == "outcome":
            return cell
    long = [cell for _, cell in free if not _NUMBER.fullmatch(cell)]
    return next(iter(long), "")


def next_missed(working: Working, after: int) -> int | None:
    """The next passage that asks something and gave no item, going round; None where none is."""
    passages = working.proposals.passages
    gave = {place for entry in working.entries for place in entry.item.passages}
    count = len(passages)
    for place in ((after + step) % count for step in range(1, count + 1)):
        passage = passages[place]
        if place in gave or passage.kind in ("heading", "number"):
            continue
        if is_ask(passage.text) and not is_narrative(passage.text):
            return place
    return None
