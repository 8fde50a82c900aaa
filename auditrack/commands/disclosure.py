"""The watch-lists of reviews, and what a person releases of what the disclosure check stops.

The words that are released are never stored: what is kept of them is a fingerprint, by which the
check tells them again, and a mask for people.
"""

import re
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from auditrack.commands import given, known
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.model.words import DISCLOSURES, WATCHED, word
from auditrack.views.disclosure import releases_of, watched_of
from auditrack.views.wording import counted

CHAIRS_ALONE: Final = frozenset({"watched-name", "nhs-number"})
"""Kinds that an author may not release: they tell who a person is by themselves."""

CHAIRS_ACT: Final = "disclosure release of a name or an NHS number"

_LEAST: Final = 2
_FINGERPRINT: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class AddWatchNames(Command):
    """Put names on a review's watch-list: nothing public may hold them.

    Of a name that is on it already, another `whose` takes the place of what was said.
    """

    cmd: ClassVar[str] = "disclosure names"

    review: str
    names: tuple[str, ...]
    whose: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses what is no name, and a list that holds all of them already."""
        review = str(known.document(desk, self.review, "reviews")["ref"])
        whose = given.code(WATCHED, self.whose, "kind of name") if self.whose else None
        names = given.chosen(self.names)
        if not names:
            raise refuse("missing", f"No name was given for {review}.", ref=review)
        listed = {_folded(one["name"]): one for one in desk.live("watch_names", "review", review)}
        there = 0
        seen: set[str] = set()
        for typed in names:
            name = given.line(typed, "name")
            if sum(one.isalnum() for one in name) < _LEAST:
                raise refuse(
                    "bad-value",
                    "One of the names has fewer than two letters, and would be found everywhere.",
                    ref=review,
                    todo="Give the name as it is written.",
                )
            if _folded(name) in seen:
                there += 1
                continue
            seen.add(_folded(name))
            if (standing := listed.get(_folded(name))) is None:
                desk.made.append(desk.insert("watch_names", review=review, name=name, whose=whose))
            elif whose is not None and standing.get("whose") != whose:
                desk.update("watch_names", str(standing["ref"]), whose=whose)
                desk.made.append(str(standing["ref"]))
                desk.notes.append(
                    f"{standing['ref']} is on the list as {word(WATCHED, whose)} now."
                )
            else:
                there += 1
        if not desk.made:
            raise refuse(
                "no-change", f"The watch-list of {review} holds all of them already.", ref=review
            )
        if there:
            are = "are" if there > 1 else "is"
            desk.notes.append(f"{counted(there, 'name')} {are} on the list already.")
        desk.made.append(review)


@dataclass(frozen=True)
class WithdrawWatchName(Command):
    """Take a name off a watch-list, with a reason; whoever might release it may."""

    cmd: ClassVar[str] = "disclosure names"

    ref: str
    review: str | None = None
    why: str | None = None

    @property
    def act(self) -> str:
        """As a release of the name."""
        return CHAIRS_ACT

    def build(self, desk: Desk) -> None:
        """Refuses without a reason, and a name that is on no list or was taken off already."""
        ref = self.ref.strip().casefold()
        name = desk.get("watch_names", ref)
        review = str(known.document(desk, self.review, "reviews")["ref"]) if self.review else None
        if name is None or name.get("withdrawn_on") or review not in (None, name.get("review")):
            raise refuse(
                "unknown-reference",
                f"No name that stands on {f'the watch-list of {review}' if review else 'a list'} "
                f"is called {ref[:40]}.",
                ref=ref,
                todo=f"See them with: auditrack disclosure names {review or 'REVIEW'}",
            )
        because = given.reason(self.why, "Taking off the watch-list", ref)
        desk.update("watch_names", ref, withdrawn_on=desk.day, withdrawn_why=because)
        desk.made.extend((ref, str(name["review"])))


@dataclass(frozen=True)
class ReleaseHit(Command):
    """Let words be public that the disclosure check stops, with a reason.

    Either `text`, the words as they stand, or `fingerprint`, by which a check named them. Of the
    text nothing is kept but its fingerprint and its mask; `shown` is the mask that a check gave.
    """

    cmd: ClassVar[str] = "disclosure release"

    kind: str
    text: str | None = None
    fingerprint: str | None = None
    shown: str | None = None
    place: str | None = None
    reason: str | None = None

    @property
    def act(self) -> str:
        """Names on a watch-list and NHS numbers are for the chair."""
        return CHAIRS_ACT if _code(self.kind) in CHAIRS_ALONE else self.cmd

    def build(self, desk: Desk) -> None:
        """Refuses without a reason, one that holds the words, and what is released already."""
        kind = given.code(DISCLOSURES, given.text(self.kind, "kind"), "kind of hit")
        mark, shown, words = self._meant(desk, kind)
        reason = given.reason(self.reason, "Releasing", f"this {word(DISCLOSURES, kind)}")
        place = given.maybe_line(self.place, "place")
        for name, said in (("reason", reason), ("place", place), ("mask", self.shown)):
            if said and _tells(desk, said, kind, mark, words):
                raise refuse(
                    "holds-the-words",
                    f"The {name} holds the words that are released, and they are not kept.",
                    todo="Say it without them.",
                )
        standing = releases_of(desk.records).get((kind, mark))
        if standing is not None:
            raise refuse(
                "no-change",
                f"It is released already, as {standing['ref']}.",
                ref=str(standing["ref"]),
            )
        desk.made.append(
            desk.insert(
                "releases",
                kind=kind,
                fingerprint=mark,
                shown=shown,
                place=place,
                reason=reason,
                on=desk.day,
                by=desk.actor.login,
            )
        )
        desk.notes.append(
            f"Wherever this {word(DISCLOSURES, kind)} stands in a file, the check lets it through "
            "until the release is withdrawn."
        )

    def _meant(self, desk: Desk, kind: str) -> tuple[str, str, str]:
        """The fingerprint, the mask, and the words where they were given."""
        from auditrack.analysis.disclosure import Hit, fingerprint, hits_in

        called = word(DISCLOSURES, kind)
        if self.text:
            hits = {
                hit.fingerprint: hit
                for hit in hits_in(self.text, watched_of(desk.records))
                if hit.kind == kind
            }
            if len(hits) > 1:
                raise refuse(
                    "several",
                    f"The text holds {counted(len(hits), called)}, and each is released by itself.",
                    todo="Give one of them.",
                )
            hit = next(iter(hits.values()), Hit(kind, 0, len(self.text), self.text, ""))
            return fingerprint(kind, hit.text), hit.shown, self.text
        mark = (self.fingerprint or "").strip().casefold()
        if not _FINGERPRINT.fullmatch(mark):
            raise refuse(
                "bad-value" if mark else "missing",
                "The fingerprint is not one that a check prints."
                if mark
                else "Nothing says what is released.",
                todo="Give the words with --text, or the fingerprint that the check printed.",
            )
        shown = given.maybe_line(self.shown, "mask") or "…"
        return mark, shown if shown.startswith(called) else f"{called} {shown}", ""


@dataclass(frozen=True)
class WithdrawRelease(Command):
    """Take a release back, with a reason: the check stops those words again."""

    cmd: ClassVar[str] = "disclosure withdraw"

    ref: str
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses without a reason, and a release that does not stand."""
        ref = self.ref.strip().casefold()
        release = desk.get("releases", ref)
        if release is None or release.get("withdrawn_on"):
            raise refuse(
                "unknown-reference",
                f"No release that stands is called {ref[:40]}.",
                ref=ref,
                todo="See them with: auditrack disclosure releases",
            )
        because = given.reason(self.why, "Withdrawing", ref)
        desk.update("releases", ref, withdrawn_on=desk.day, withdrawn_why=because)
        desk.made.append(ref)


def _tells(desk: Desk, said: str, kind: str, mark: str, words: str) -> bool:
    """Whether a text gives away what is released."""
    from auditrack.analysis.disclosure import fingerprint, hits_in

    if words and _folded(words) in _folded(said):
        return True
    if fingerprint(kind, said) == mark:
        return True
    return any(hit.fingerprint == mark for hit in hits_in(said, watched_of(desk.records)))


def _code(typed: str) -> str:
    """The kind that was meant, for the right to it; what is none is refused where it is built."""
    from auditrack.model.change import RefusedError

    try:
        return given.code(DISCLOSURES, typed, "kind of hit")
    except RefusedError:
        return typed


def _folded(text: Any) -> str:
    return " ".join(str(text).split()).casefold()
