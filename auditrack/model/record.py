"""Typed views of stored records. The stored document is the truth; a view drops nothing from it."""

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from auditrack.model.change import Refusal, RefusedError

R = TypeVar("R", bound="Record")


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What every record has: its immutable reference and its revision."""

    ref: str
    rev: int = 1


def view_of(kind: type[R], document: Mapping[str, Any]) -> R:
    """The document seen as `kind`; fields that a newer version added stay in the document alone.

    A field that holds what entry would have refused counts as not said; `check` lists it.

    Raises:
        RefusedError: a field that must be there holds what no version of auditrack would write.
    """
    try:
        return msgspec.convert(dict(document), kind)
    except msgspec.ValidationError:
        pass
    try:
        return msgspec.convert(_readable(kind, document), kind)
    except msgspec.ValidationError as error:
        raise RefusedError(
            Refusal(
                "bad-record",
                f"The record {document.get('ref')} cannot be read: {error}.",
                ref=str(document.get("ref")),
                safe="The record itself is as it was; nothing was changed.",
                todo="See `auditrack history` of it, and run `auditrack verify`.",
            )
        ) from None


def _readable(kind: type[R], document: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a document that hold what they may."""
    kept = {}
    for field in msgspec.structs.fields(kind):
        name = field.encode_name
        if name in document:
            try:
                kept[name] = msgspec.convert(document[name], field.type)
            except msgspec.ValidationError:
                continue
    return kept
