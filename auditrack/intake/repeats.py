"""What is printed twice: recommendations of a summary and the body, and pointers to them."""

import re
from collections import defaultdict
from collections.abc import Sequence

from auditrack.intake.drafts import Draft
from auditrack.intake.headings import Zone

_RANK: dict[Zone, int] = {
    "recommendations": 0,
    "agency": 0,
    "national": 0,
    "plan": 1,
    "lessons": 2,
    "findings": 2,
    "good-practice": 2,
    "body": 3,
    "summary": 4,
    "front": 5,
    "contents": 6,
    "terms": 6,
    "quoted": 7,
}
_LIKE = 0.8
_NEAR = 8


def fold_repeats(drafts: Sequence[Draft]) -> tuple[list[Draft], int]:
    """The drafts with each item once, and how many repeats were folded in.

    Two drafts are one item if kind and words agree (or the label, and nearly all words) and they
    do not ask different agencies. The one of the later, fuller section stays; an outcome, label,
    group or theme that only the other prints is taken over.
    """
    kept: list[Draft] = []
    place: dict[int, int] = {}
    by_words: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    by_label: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for draft in drafts:
        key = (draft.kind, plain_words(draft.text))
        label = (draft.kind, label_key(draft.label))
        like = (*by_words[key][-_NEAR:], *(by_label[label][-_NEAR:] if label[1] else ()))
        same = next((one for one in like if id(one) in place and _same_item(draft, one)), None)
        if same is None:
            place[id(draft)] = len(kept)
            kept.append(draft)
            by_words[key].append(draft)
            if label[1]:
                by_label[label].append(draft)
            continue
        if _better(draft, same):
            _take_over(draft, same)
            place[id(draft)] = place.pop(id(same))
            kept[place[id(draft)]] = draft
            by_words[key].append(draft)
            if label[1]:
                by_label[label].append(draft)
        else:
            _take_over(same, draft)
    return kept, len(drafts) - len(kept)


def drop_pointers(drafts: Sequence[Draft]) -> tuple[list[Draft], int]:
    """Without the labels of the analysis that only point to an item of the recommendations."""
    printed = {
        label_key(draft.label)
        for draft in drafts
        if draft.kind == "recommendation" and _RANK[draft.zone] <= 1 and not draft.quoted
    }
    kept = [
        draft
        for draft in drafts
        if not (
            draft.labelled
            and draft.kind == "recommendation"
            and not draft.quoted
            and _RANK[draft.zone] > 1
            and draft.zone != "summary"
            and label_key(draft.label) in printed
            and label_key(draft.label)
        )
    ]
    return kept, len(drafts) - len(kept)


def label_key(label: str | None) -> str:
    """A label to compare: "Recommendation 4", "Rec 4:" and "R4" are one."""
    if not label:
        return ""
    words = re.sub(r"[^a-z0-9.]+", "", label.lower()).strip(".")
    return re.sub(r"^(?:recommendation|rec|r)s?(?=[a-z]*\d)", "", words)


def plain_words(text: str) -> str:
    """A text to compare: its letters and digits in small."""
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


def _same_item(draft: Draft, other: Draft) -> bool:
    if draft.quoted != other.quoted or (draft.row and other.row and draft.zone == other.zone):
        return False
    if draft.group and other.group and plain_words(draft.group) != plain_words(other.group):
        return False
    if not draft.text or draft.kind == "action":
        return False
    mine, theirs = plain_words(draft.text), plain_words(other.text)
    if mine == theirs:
        return True
    a, b = set(mine.split()), set(theirs.split())
    shared = len(a & b)
    shortened = draft.summary != other.summary and label_key(draft.label) == label_key(other.label)
    return shared >= _LIKE * max(1, min(len(a), len(b))) and (
        shortened or shared >= 0.6 * max(len(a), len(b))
    )


def _better(draft: Draft, other: Draft) -> bool:
    mine = (draft.summary, _RANK[draft.zone], draft.row, -draft.confidence, -len(draft.text))
    theirs = (other.summary, _RANK[other.zone], other.row, -other.confidence, -len(other.text))
    return mine < theirs


def _take_over(draft: Draft, other: Draft) -> None:
    if other.outcome_parts and not draft.outcome_parts:
        draft.outcome_parts = other.outcome_parts
        draft.orders.extend(other.orders)
    draft.label = draft.label or other.label
    draft.group = draft.group or other.group
    draft.theme = draft.theme or other.theme
