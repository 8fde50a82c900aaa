"""A person's word on how two recommendations stand to each other; nothing is merged."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.commands import given, known
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.model.words import LINK_KINDS, word

_BOTH_WAYS = frozenset({"same-ask", "contradicts", "related"})
_DEGREES = {"same": "same", "stronger": "stronger", "different": "different"}


@dataclass(frozen=True)
class LinkRecommendations(Command):
    """Say how a recommendation stands to another: the first repeats, supersedes ... the other."""

    cmd: ClassVar[str] = "rec link"

    ref: str
    other: str
    kind: str
    degree: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a recommendation with itself, the same link twice, and a circle."""
        kind = given.code(LINK_KINDS, self.kind, "kind of link")
        a = str(known.document(desk, self.ref, "recommendations")["ref"])
        b = str(known.document(desk, self.other, "recommendations")["ref"])
        if a == b:
            raise refuse(
                "circle",
                f"{a} cannot be linked to itself.",
                ref=a,
                todo="Name another recommendation.",
            )
        pairs = {(a, b), (b, a)} if kind in _BOTH_WAYS else {(a, b)}
        if any(
            link.get("as") == kind and (link["a"], link["b"]) in pairs
            for field in ("a", "b")
            for link in desk.by("links", field, a)
        ):
            raise refuse(
                "already-there",
                f"{a} and {b} are linked so already: {word(LINK_KINDS, kind)}.",
                ref=a,
            )
        self._no_circle(desk, kind, a, b)
        fields: dict[str, Any] = {
            "a": a,
            "b": b,
            "as": kind,
            "degree": given.code(_DEGREES, self.degree, "degree") if self.degree else None,
            "confirmed": True,
            "on": desk.day,
        }
        desk.made.append(desk.insert("links", **fields))

    @staticmethod
    def _no_circle(desk: Desk, kind: str, a: str, b: str) -> None:
        if kind not in ("supersedes", "folds-into"):
            return
        old, new = (b, a) if kind == "supersedes" else (a, b)
        if old in _goes_on_in(desk, new):
            raise refuse(
                "circle",
                f"{old} cannot go on in {new}, because {new} goes on in {old} already.",
                ref=a,
                todo="See the links of both, and withdraw the one that should not stand.",
            )


def _goes_on_in(desk: Desk, ref: str) -> Iterator[str]:
    """Every recommendation that one goes on in, directly or through others."""
    seen, ahead = {ref}, [ref]
    while ahead:
        here = ahead.pop()
        later = [str(d["b"]) for d in desk.by("links", "a", here) if d.get("as") == "folds-into"]
        later += [str(d["a"]) for d in desk.by("links", "b", here) if d.get("as") == "supersedes"]
        for following in later:
            if following not in seen:
                seen.add(following)
                ahead.append(following)
                yield following
