"""What the parts of a document point to: other parts, and things outside that are never opened."""

from collections.abc import Iterable
from dataclasses import dataclass
from posixpath import basename, dirname, join, normpath
from typing import Final

from auditrack.intake.word.markup import Parts
from auditrack.intake.word.package import Package
from auditrack.intake.word.refusals import unsafe

_HARMLESS: Final = frozenset({"hyperlink", "image"})
"""A link that a reader may click, and a picture: published reviews have both."""

_WORDS: Final = frozenset(
    {"officeDocument", "subDocument", "aFChunk", "frame", "styles", "numbering", "settings"}
)
"""What would be part of the words or of how they are numbered."""

_FETCHED: Final = ("http:", "https:", "ftp:", "mhtml:", "ms-", "javascript:", "data:")


@dataclass(frozen=True, slots=True)
class Relation:
    """One pointer of a part: its kind ("styles"), where it points, and whether outside."""

    kind: str
    target: str
    outside: bool


def relations(package: Package, parts: Parts, part: str) -> list[Relation]:
    """What a part points to; the empty name stands for the package itself.

    Hyperlinks and linked pictures are left alone and never followed, as is a template that lies
    in a folder, for these are in honest documents. Refused is what holds words or numbers of the
    document itself outside, and whatever Word would fetch from another computer on opening it.

    Raises:
        RefusedError: it points to such a thing.
    """
    data = package.read(join(dirname(part), "_rels", basename(part) + ".rels"))
    if data is None:
        return []
    found: list[Relation] = []
    for one in parts.parse(data):
        kind = (one.get("Type") or "").rsplit("/", 1)[-1]
        target = one.get("Target") or ""
        outside = (one.get("TargetMode") or "").lower() == "external"
        if outside:
            _allow(package.name, kind, target)
        else:
            target = normpath(join("/" + dirname(part), target)).lstrip("/")
        found.append(Relation(kind, target, outside))
    return found


def target_of(found: Iterable[Relation], kind: str) -> str | None:
    """The part of a kind that is pointed to, or None."""
    return next((one.target for one in found if one.kind == kind and not one.outside), None)


def _allow(name: str, kind: str, target: str) -> None:
    if kind in _WORDS:
        raise unsafe(name, "keeps some of its words in another place, which is never opened")
    if kind not in _HARMLESS and target.strip().lower().startswith(_FETCHED):
        raise unsafe(
            name, "would have Word fetch something from another computer as soon as it is opened"
        )
