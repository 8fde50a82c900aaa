"""A person's word on how two recommendations stand to each other; nothing is merged."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.commands import given, known
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.model.words import DEGREES, LINK_KINDS, word

_BOTH_WAYS = frozenset({"same-ask", "contradicts", "related", "unrelated"})


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
            for link in desk.live("links", field, a)
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
            "degree": given.code(DEGREES, self.degree, "degree") if self.degree else None,
            "confirmed": True,
            "on": desk.day,
        }
        desk.made.append(desk.insert("links", **fields))

    @staticmethod
    def _no_circle(desk: Desk, kind: str, a: str, b: str) -> None:
        if kind not in ("supersedes", "folds-into"):
            return
        old, new = (b, a) if kind == "supersedes" else (a, b)
        if old in goes_on_in(desk, new):
            raise refuse(
                "circle",
                f"{old} cannot go on in {new}, because {new} goes on in {old} already.",
                ref=a,
                todo="See the links of both, and take back the one that should not stand with "
                "--withdraw.",
            )


@dataclass(frozen=True)
class WithdrawLink(Command):
    """Take back a link between two recommendations that should not stand, with a reason."""

    cmd: ClassVar[str] = "rec unlink"

    ref: str
    other: str
    kind: str
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses without a reason, and where no such link stands."""
        kind = given.code(LINK_KINDS, self.kind, "kind of link")
        a = str(known.found(desk, self.ref, "recommendations")[1]["ref"])
        b = str(known.found(desk, self.other, "recommendations")[1]["ref"])
        why = given.reason(self.why, "Taking back the link of", a)
        pairs = {(a, b), (b, a)} if kind in _BOTH_WAYS else {(a, b)}
        links = [
            link
            for field in ("a", "b")
            for link in desk.live("links", field, a)
            if link.get("as") == kind and (link["a"], link["b"]) in pairs
        ]
        if not links:
            raise refuse(
                "not-linked",
                f"{a} and {b} are not linked so: {word(LINK_KINDS, kind)}.",
                ref=a,
                todo=f"See its links with: auditrack rec show {a}",
            )
        for link in links:
            desk.update("links", str(link["ref"]), withdrawn_on=desk.day, withdrawn_why=why)
            desk.made.append(str(link["ref"]))


def goes_on_in(desk: Desk, ref: str) -> Iterator[str]:
    """Every recommendation that one goes on in, directly or through others."""
    seen, ahead = {ref}, [ref]
    while ahead:
        here = ahead.pop()
        later = [str(d["b"]) for d in desk.live("links", "a", here) if d.get("as") == "folds-into"]
        later += [str(d["a"]) for d in desk.live("links", "b", here) if d.get("as") == "supersedes"]
        for following in later:
            if following not in seen:
                seen.add(following)
                ahead.append(following)
                yield following
