"""A working as plain JSON, to be kept until the document is taken in, and read again with care.

What is read may have been written by anybody: whatever is not as it was written is refused. The
texts stand apart from the rest, each once and as it is, so that words to be erased are found.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from itertools import pairwise
from typing import Any

from auditrack.intake.working import CHANGES, ORIGINS, STATES, Entry, Working
from auditrack.model.proposal import Item, Passage, Proposals

_VERSION = 1
_ONE_TEXT = ("kind", "text", "label", "reach", "group", "theme", "outcome", "why", "as_printed")
_NEEDED = ("kind", "text", "why")
_MANY_TEXTS = ("agencies", "themes")
_REST = ("page", "confidence", "ticked", "passages")
_MOST_PAGES = 100_000


def to_json(working: Working) -> dict[str, Any]:
    """The working without the way back, as texts, numbers, lists and objects."""
    texts: dict[str, int] = {}

    def place(text: str | None) -> int | None:
        return None if text is None else texts.setdefault(text, len(texts))

    entries = []
    for entry in working.entries:
        item = entry.item
        told: dict[str, Any] = {name: place(getattr(item, name)) for name in _ONE_TEXT}
        told |= {name: [place(one) for one in getattr(item, name)] for name in _MANY_TEXTS}
        told |= {name: getattr(item, name) for name in _REST}
        told["passages"] = list(item.passages)
        told["asked_before"] = [[place(one) for one in pair] for pair in item.asked_before]
        entries.append(
            {
                "key": entry.key,
                "state": entry.state,
                "origin": entry.origin,
                "changed": list(entry.changed),
                "glue": place(entry.glue),
                "left_why": place(entry.left_why),
                "item": told,
            }
        )
    return {
        "version": _VERSION,
        "document": working.proposals.source.sha256,
        "read_as": _read_as(working.proposals.passages),
        "fresh": working.fresh,
        "entries": entries,
        "texts": list(texts),
    }


def from_json(proposals: Proposals, data: Mapping[str, Any]) -> Working:
    """The working that `to_json` told, of the same document.

    Where another version of auditrack read the document in other passages, items stand as they
    were left and name no passage.

    Raises:
        ValueError: it is not what `to_json` writes, or of another document.
    """
    try:
        return _working(proposals, data)
    except (KeyError, TypeError, IndexError, AttributeError, OverflowError) as error:
        raise ValueError(f"this is no draft of an import: {error!r}") from None


def _working(proposals: Proposals, data: Mapping[str, Any]) -> Working:
    _must(data["version"] == _VERSION, "version")
    _must(data["document"] == proposals.source.sha256, "document")
    texts = data["texts"]
    _must(isinstance(texts, (list, tuple)) and all(isinstance(one, str) for one in texts), "texts")
    same = data["read_as"] == _read_as(proposals.passages)
    count = len(proposals.passages) if same else 0
    entries = tuple(_entry(one, texts, count, same) for one in data["entries"])
    keys = [entry.key for entry in entries]
    fresh = _number(data["fresh"], "fresh")
    _must(len(set(keys)) == len(keys) and all(key < fresh for key in keys), "key")
    _must(fresh >= len(proposals.items), "fresh")
    return Working(proposals, entries, fresh)


def _entry(told: Mapping[str, Any], texts: Sequence[str], count: int, same: bool) -> Entry:
    state, origin, changed = told["state"], told["origin"], told["changed"]
    _must(state in STATES, "state")
    _must(origin in ORIGINS, "origin")
    _must(isinstance(changed, list) and all(one in CHANGES for one in changed), "changed")
    return Entry(
        _number(told["key"], "key"),
        _item(told["item"], texts, count, same),
        state,
        origin,
        tuple(changed),
        _text(told["glue"], texts),
        _text(told["left_why"], texts),
    )


def _item(told: Mapping[str, Any], texts: Sequence[str], count: int, same: bool) -> Item:
    # Drafts of before this was asked do not say it.
    _must({*told, "asked_before"} == {one.name for one in fields(Item)}, "item")
    given: dict[str, Any] = {}
    for name in _ONE_TEXT:
        absent = told[name] is None and name not in _NEEDED
        given[name] = None if absent else _text(told[name], texts)
    for name in _MANY_TEXTS:
        given[name] = tuple(_text(one, texts) for one in told[name])
    pairs = told.get("asked_before", [])
    _must(all(isinstance(pair, list) and len(pair) == 2 for pair in pairs), "asked before")
    given["asked_before"] = tuple((_text(a, texts), _text(b, texts)) for a, b in pairs)
    page, confidence, ticked = told["page"], told["confidence"], told["ticked"]
    _must(page is None or 0 <= _number(page, "page") <= _MOST_PAGES, "page")
    _must(type(confidence) in (int, float), "confidence")
    _must(isinstance(ticked, bool), "ticked")
    passages = tuple(_number(one, "passage") for one in told["passages"]) if same else ()
    _must(all(before < after for before, after in pairwise(passages)), "passages")
    _must(all(place < count for place in passages), "passages")
    # Kind, reach and the range of the confidence are looked at by the item itself.
    return Item(**given, page=page, confidence=float(confidence), ticked=ticked, passages=passages)


def _text(place: Any, texts: Sequence[str]) -> str:
    return texts[_number(place, "text")]


def _number(value: Any, what: str) -> int:
    _must(type(value) is int and value >= 0, what)
    return int(value)


def _must(holds: bool, what: str) -> None:
    if not holds:
        raise ValueError(f"this is no draft of an import: {what}")


def _read_as(passages: Sequence[Passage]) -> str:
    """A digest of the passages: the same where the document was read the same."""
    digest = hashlib.sha256()
    for passage in passages:
        digest.update(f"{passage.kind}\0{passage.text}\0".encode("utf-8", "replace"))
    return digest.hexdigest()
