"""What a column's heading makes of the figures below it."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from auditrack.model.disclosed import Part

_LONGEST_HEAD: Final = 60
_TELLING: Final = re.compile(
    r"\b(?:birth|born|d\.?\s?o\.?\s?b|nhs|tel|telephone|phone|mobile)\b", re.IGNORECASE
)
"""What a column is called whose figures tell who somebody is."""


def under_heads(
    where: str, heads: Sequence[str], row: Sequence[str], cells: Sequence[str]
) -> Iterator[Part]:
    """The cells of a row below their heads: a day is somebody's birth by what its column says."""
    for head, text, cell in zip(heads, row, cells, strict=False):
        if _TELLING.search(head[:_LONGEST_HEAD]) and _is_figures(text):
            yield Part(f"{where}, {cell}", f"{head.strip()}: {text.strip()}")


def _is_figures(text: str) -> bool:
    return len(text) <= _LONGEST_HEAD and any(one.isdigit() for one in text)
