"""What the disclosure check stops in texts, in files and in the record, and what was released."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from auditrack.model.change import Records
from auditrack.model.disclosed import Part
from auditrack.model.words import DISCLOSURES, word
from auditrack.views.board import board_of
from auditrack.views.disclosure_fields import Text, texts_of
from auditrack.views.fit import unfit
from auditrack.views.wording import counted

if TYPE_CHECKING:
    from auditrack.analysis.disclosure import Hit, Watched

AID: Final = (
    "This check is an aid and no guarantee: it does not find everything, and it does not look into "
    "pictures. A person has to read all of it before it is public."
)
"""What every result of the check says of itself."""

LAST_GATE: Final = (
    "Check the final file, as it will be put on the web site: what is typed into it after the "
    "register made it has been seen by nobody but its author."
)
"""What the check of a file says of the files that people finish by hand."""

_PROGRAM: Final = "auditrack"
_FEW = 3
_WITHIN_A_CELL: Final = frozenset({"small-count", "numbered-place", "worker-code"})
_NUMBERS: Final = frozenset({"nhs-number", "telephone"})
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_BIRTH: Final = re.compile(
    r"\b(?:date of birth|birth\s?date|birthday|born|d\.?\s?o\.?\s?b)\b", re.IGNORECASE
)
"""What the words before a day, or the cell before it, must say for a row to hold a birth."""

_LONGEST_KEPT: Final = 500
_MOST_KEPT: Final = 20_000
_MOST_GROUPS: Final = 4
_LEAST_OF_A_GROUP: Final = 3
"""A number is parted over cells and lines in few groups of some figures; counts stand side by side,
each in its own."""


@dataclass(frozen=True)
class Stopped:
    """One thing that must not be public as it stands.

    Attributes:
        where: its place in words.
        kind: one of `words.DISCLOSURES`.
        shown: what is left of it for people beside its kind, safe to print and to keep.
        fingerprint: by which a release tells it again.
        why: what makes it a hit.
        ref: the record that it stands in, and `field` which of its fields, where it is of one.
    """

    where: str
    kind: str
    shown: str
    fingerprint: str
    why: str
    ref: str | None = None
    field: str | None = None

    @property
    def called(self) -> str:
        """Its kind in words."""
        return word(DISCLOSURES, self.kind)

    def __str__(self) -> str:
        return f"{self.where}: {self.called} {self.shown} ({self.why})"


@dataclass(frozen=True)
class LetThrough(Stopped):
    """One that a person released: `release` is that record, `reason` what was said."""

    release: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Checked:
    """What the check found, in the order of place. `parts` is how many texts were looked at."""

    stopped: tuple[Stopped, ...] = ()
    released: tuple[LetThrough, ...] = ()
    parts: int = 0

    @property
    def is_clear(self) -> bool:
        """Whether nothing is stopped; never that nothing is there."""
        return not self.stopped

    def as_json(self) -> dict[str, Any]:
        """The result under stable keys."""
        return {
            "clear": self.is_clear,
            "stopped": [asdict(one) for one in self.stopped],
            "released": [asdict(one) for one in self.released],
            "parts": self.parts,
            "aid": AID,
        }


def watched_of(records: Records, reviews: Iterable[str] | None = None) -> tuple["Watched", ...]:
    """The names that stand on watch-lists: of some reviews, or of every one."""
    from auditrack.analysis.disclosure import Watched

    bad = unfit(records, "watch_names")
    wanted = None if reviews is None else frozenset(reviews)
    return tuple(
        Watched(str(one["name"]), str(one.get("whose") or "other"), str(one["review"]))
        for one in records.select("watch_names")
        if one["ref"] not in bad
        and not one.get("withdrawn_on")
        and (wanted is None or one["review"] in wanted)
    )


def releases_of(records: Records) -> Mapping[tuple[str, str], Mapping[str, Any]]:
    """The releases that stand, by kind and fingerprint."""
    bad = unfit(records, "releases")
    return {
        (str(one["kind"]), str(one["fingerprint"])): one
        for one in records.select("releases")
        if one["ref"] not in bad and not one.get("withdrawn_on")
    }


def check_text(records: Records, text: str, review: str | None = None) -> Checked:
    """What the check stops in one text; names are those of one review's watch-list, or of all."""
    return _Checking(records, None if review is None else (review,)).of((Part("", text),))


def check_parts(
    records: Records, parts: Sequence[Part], reviews: Iterable[str] | None = None
) -> Checked:
    """What the check stops in a finished file.

    Args:
        records: the state that watch-lists, releases and the board's name are taken from.
        parts: every text of the file, from `intake.disclosed.parts_of`.
        reviews: whose watch-lists count; every review's when absent.
    """
    return _Checking(records, reviews).of(parts)


def check_files(
    records: Records, files: Iterable[tuple[str, Sequence[Part]]], called: str = ""
) -> Mapping[str, Checked]:
    """What the check stops in each of several finished files, by name; they share most words.

    Names of files are public with them: they are looked at too, and masked where they are told.

    Args:
        records: as for `check_parts`; every review's watch-list counts.
        files: the name of each file, and its parts.
        called: the name of the file or folder that all of it is written under.
    """
    checking = _Checking(records, None)
    found: dict[str, Checked] = {}
    for name, parts in files:
        result = checking.afresh().of((*parts, Part("its name", name)))
        shown = checking.masked(name)
        found[shown if shown not in found else f"{shown} ({len(found) + 1})"] = result
    own = checking.afresh().of((Part("its name", called),))
    return {**found, "all of it": own} if own.stopped or own.released else found


def check_records(
    records: Records, review: str | None = None, *, all_texts: bool = False
) -> Checked:
    """What the check stops in the record itself, by record and field.

    Args:
        records: the state to look through.
        review: only this review and what hangs on it; names of every watch-list count.
        all_texts: every text on record; else what could become public.
    """
    return check_texts(records, texts_of(records, review, all_texts=all_texts))


def check_texts(records: Records, texts: Iterable[Text]) -> Checked:
    """What the check stops in texts of records; names of every watch-list count."""
    checking = _Checking(records, None)
    count = 0
    for one in texts:
        count += 1
        checking.look(Part(f"{one.ref}, {_said(one.field)}", one.text), one.ref, one.field)
    return checking.checked(count)


def check_fields(
    records: Records, fields: Mapping[str, str], review: str | None = None
) -> tuple[Stopped, ...]:
    """What the check stops in the fields of a form, before they are saved.

    Args:
        records: the state that watch-lists and releases are taken from.
        fields: the texts by field.
        review: whose watch-list counts; every review's when absent.
    """
    checking = _Checking(records, None if review is None else (review,))
    for field, text in fields.items():
        checking.look(Part(_said(field), text), None, field)
    return checking.checked(len(fields)).stopped


def masked(records: Records, text: str, review: str | None = None) -> str:
    """A text with the mask of each hit in its place, released or not."""
    return _Checking(records, None if review is None else (review,)).masked(text)


class _Checking:
    """One check: the names it looks for, the releases that stand, and what it found so far."""

    def __init__(self, records: Records, reviews: Iterable[str] | None) -> None:
        self._watched = watched_of(records, reviews)
        self._releases = releases_of(records)
        self._own = {_folded(board_of(records).name or ""), _folded(_PROGRAM), ""}
        self._known: dict[str, tuple[Hit, ...]] = {}
        self._seen: set[tuple[str, str, str]] = set()
        self._stopped: list[Stopped] = []
        self._released: list[LetThrough] = []

    def afresh(self) -> "_Checking":
        """The same, with nothing found yet; what texts hold stays known."""
        self._seen, self._stopped, self._released = set(), [], []
        return self

    def of(self, parts: Sequence[Part]) -> Checked:
        for part in parts:
            self.look(part)
        return self.checked(len(parts))

    def checked(self, parts: int) -> Checked:
        return Checked(tuple(self._stopped), tuple(self._released), parts)

    def look(self, part: Part, ref: str | None = None, field: str | None = None) -> None:
        """Take down what one part holds."""
        from auditrack.analysis.disclosure import fingerprint

        # The board and this program are no people: their own files name them as the author.
        if part.kind and not (part.kind == "author" and _folded(part.text) in self._own):
            self._take(
                Stopped(
                    where=part.where,
                    kind=part.kind,
                    shown=_shown(part),
                    fingerprint=fingerprint(part.kind, part.text),
                    why=part.why or word(DISCLOSURES, part.kind),
                )
            )
        if part.covered or not part.text:
            return
        # What is parted over the cells of a row is one all the same: places stay as they are.
        hits = self._hits(part.text.replace("\t", " ") if part.cells else part.text)
        if any(_is_by_chance(part, hit) for hit in hits):
            # A number in one cell counts nothing that stands in the next: each is looked at.
            hits = tuple(hit for hit in hits if not _is_by_chance(part, hit))
            for one in _pieces(part):
                self.look(one, ref, field)
        for hit in hits:
            self._take(
                Stopped(
                    where=_place(part, hit),
                    kind=hit.kind,
                    shown=_bare(hit.kind, hit.shown),
                    fingerprint=hit.fingerprint,
                    why=hit.why,
                    ref=ref,
                    field=field,
                )
            )

    def _hits(self, text: str) -> "tuple[Hit, ...]":
        """What a text holds; the words of tables come again and again."""
        from auditrack.analysis.disclosure import hits_in

        if len(text) > _LONGEST_KEPT:
            return hits_in(text, self._watched)
        if text not in self._known:
            if len(self._known) > _MOST_KEPT:
                self._known.clear()
            self._known[text] = hits_in(text, self._watched)
        return self._known[text]

    def masked(self, text: str) -> str:
        for hit in sorted(self._hits(text), key=lambda one: -one.start):
            text = text[: hit.start] + hit.shown + text[hit.end :]
        return text

    def _take(self, found: Stopped) -> None:
        found = replace(found, where=self.masked(found.where))
        key = (found.where, found.kind, found.fingerprint)
        if key in self._seen:
            return
        self._seen.add(key)
        release = self._releases.get((found.kind, found.fingerprint))
        if release is None:
            self._stopped.append(found)
            return
        self._released.append(
            LetThrough(
                **asdict(found), release=str(release["ref"]), reason=str(release.get("reason"))
            )
        )


def _place(part: Part, hit: "Hit") -> str:
    """Where a hit stands: of a row, the cells it reaches over too."""
    if not part.where:
        line = part.text.count("\n", 0, hit.start) + 1
        return f"line {line}" if "\n" in part.text else "text"
    if not part.cells:
        return part.where
    first = part.text.count("\t", 0, hit.start)
    last = first + part.text.count("\t", hit.start, hit.end)
    named = part.cells[first : last + 1]
    if not named:
        return part.where
    if len(named) == 1:
        return f"{part.where}, {named[0]}"
    return f"{part.where}, {named[0]} to {named[-1]}"


def _is_by_chance(part: Part, hit: "Hit") -> bool:
    """Whether what was found is only made of what stands beside each other in a table."""
    if part.cells and hit.kind == "date-of-birth":
        *before, own = part.text[: hit.start].split("\t")
        return not any(_BIRTH.search(said) for said in (own, *before[-1:]))
    said = part.text[hit.start : hit.end]
    over_cells = bool(part.cells) and "\t" in said
    if not over_cells and "\n" not in said:
        return False
    if hit.kind in _NUMBERS:
        groups = said.split()
        return len(groups) > _MOST_GROUPS or min(map(len, groups)) < _LEAST_OF_A_GROUP
    return over_cells and hit.kind in _WITHIN_A_CELL


def _pieces(part: Part) -> Iterator[Part]:
    """The cells of a row, or the lines of a text, each by itself."""
    if part.cells:
        for cell, text in zip(part.cells, part.text.split("\t"), strict=False):
            yield from _pieces(Part(f"{part.where}, {cell}", text))
        return
    for line in part.text.split("\n"):
        yield Part(part.where, line)


def _shown(part: Part) -> str:
    """What is left for people of a part that is a hit by itself: initials, or how long it is."""
    if _DIGEST.fullmatch(part.text):  # an object that cannot be looked into
        return "…"
    words = re.findall(r"\w[\w'’-]*", part.text)
    if part.kind == "author":
        return " ".join(f"{one[0].upper()}…" for one in words[:_FEW]) or "…"
    return f"of {counted(len(words), 'word')}" if words else "…"


def _bare(kind: str, shown: str) -> str:
    """A mask without the kind that it begins with."""
    return shown.removeprefix(f"{word(DISCLOSURES, kind)} ")


def _said(field: str) -> str:
    return field.replace("_", " ")


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
