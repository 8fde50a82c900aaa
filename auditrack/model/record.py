"""Typed views of stored records. The stored document is the truth; a view drops nothing from it."""

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

R = TypeVar("R", bound="Record")


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What every record has: its immutable reference and its revision."""

    ref: str
    rev: int = 1


def view_of(kind: type[R], document: Mapping[str, Any]) -> R:
    """The document seen as `kind`; fields that a newer version added stay in the document alone."""
    return msgspec.convert(dict(document), kind)
