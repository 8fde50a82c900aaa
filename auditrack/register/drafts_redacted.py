"""Drafts follow an erasure: this officer's own at once, another's when they next open the register.

What was erased is not known any more by then, so a draft goes by the record it is about, and only
one that is older than the erasure.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

import msgspec

from auditrack.register import drafts
from auditrack.register.drafts import Draft

GONE = "[redacted]"
"""What stands in a draft in the place of words that were erased."""


class Redacted(Protocol):
    """What is needed of an open register."""

    @property
    def header(self) -> Any:
        """Its `register` is the identity that drafts are kept under."""

    def select(self, table: str) -> tuple[Mapping[str, Any], ...]:
        """The records of a table."""


def forget_redacted(register: Redacted) -> int:
    """Take out of this officer's drafts what was erased since they typed them; how many changed.

    A draft about a record that was disposed of goes whole; else the field that was redacted goes,
    and what was typed beside it stays.
    """
    requests = [one for one in register.select("redactions") if one.get("confirmed_at")]
    if not requests:
        return 0
    changed = 0
    identity = str(register.header.register)
    for draft in drafts.waiting(identity):
        kept: Draft | None = draft
        for request in requests:
            if kept is not None and kept.at < int(request["confirmed_at"]):
                kept = _without(kept, request)
        changed += _put(identity, draft, kept)
    return changed


def forget_words(register: Redacted, words: Iterable[str]) -> int:
    """Put a mark in the place of words in every draft of this officer; how many changed.

    Words are found in any case and however they are spaced.
    """
    parts = [r"\s+".join(map(re.escape, one.split())) for one in words if one.strip()]
    if not parts:
        return 0
    # The longest first: one may begin another.
    told = re.compile("|".join(sorted(parts, key=len, reverse=True)), re.IGNORECASE)
    identity = str(register.header.register)
    changed = 0
    for draft in drafts.waiting(identity):
        values = {
            name: told.sub(GONE, value)
            if isinstance(value, str)
            else [told.sub(GONE, one) for one in value]
            for name, value in draft.values.items()
        }
        changed += _put(identity, draft, msgspec.structs.replace(draft, values=values))
    return changed


def _without(draft: Draft, request: Mapping[str, Any]) -> Draft | None:
    """A draft without what a request erased; None where nothing of it is left."""
    reached = set(request.get("reached") or ())
    if reached:
        named = {draft.ref, *(one for value in draft.values.values() for one in _listed(value))}
        return None if named & reached else draft
    if request["of"] in _listed(draft.values.get("of", [])):
        return None  # it is made of the words of several records, and says of which
    field = str(request["field"])
    if draft.ref != request["of"] or field not in draft.values:
        return draft
    values = {name: value for name, value in draft.values.items() if name != field}
    return msgspec.structs.replace(draft, values=values) if any(values.values()) else None


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _put(identity: str, old: Draft, new: Draft | None) -> bool:
    if new == old:
        return False
    if new is None or not drafts.keep(identity, new):
        drafts.forget(identity, old.form, old.ref)
    return True
