"""Taking in what a person accepted of a document: one document, one transaction."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, ClassVar

from auditrack.commands import given, known
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.naming import (
    review_reference,
    title_reference,
)
from auditrack.commands.review import boards_of, review_type
from auditrack.commands.taking import Taking, is_undone, write
from auditrack.commands.window import add_windows
from auditrack.model.proposal import Item, Proposals
from auditrack.model.refs import slug
from auditrack.model.text import one_line
from auditrack.model.words import HISTORIES
from auditrack.views.asked import Asked
from auditrack.views.imported import taken_in


@dataclass(frozen=True)
class AcceptImport(Command):
    """Accept items of a document: a new review, or more of the review that `review` names.

    `accept` is "ticked", "all" or the places of the items, counted from 0. Options override what
    the document says of itself. Theme links are suggestions but for the themes that an item names.
    `new_agencies` are the names of bodies, not on record yet, that may be entered: None lets all.
    """

    cmd: ClassVar[str] = "import"

    proposals: Proposals
    accept: str | tuple[int, ...] = "ticked"
    review: str | None = None
    title: str | None = None
    board: str | None = None
    published: str | None = None
    practice: tuple[str, ...] = ()
    history: str | None = None
    type: str | None = None
    new_agencies: tuple[str, ...] | None = None
    force: bool = False
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses an import of nothing, and the same document twice unless forced."""
        items = self._accepted()
        self._not_twice(desk)
        imported = desk.insert("imports")
        desk.import_ref = imported
        review = self._review(desk, imported)
        taken = Taking(desk, review, imported, self.new_agencies).all(items)
        new = [str(op.fields["name"]) for op in desk.ops if op.table == "agencies"]
        if new:
            desk.notes.append(f"New on record as asked: {'; '.join(new)}.")
        source = self.proposals.source
        desk.update(
            "imports",
            imported,
            file=one_line(PurePath(source.file).name),
            sha256=source.sha256,
            format=source.format,
            review=review,
            title=(desk.get("reviews", review) or {}).get("title"),
            counts=_counted(taken),
            pages=source.pages,
            taken=len(taken),
            left=len(self.proposals.items) - len(items),
            by=desk.actor.login,
        )
        desk.made[:0] = [imported, review]

    def _accepted(self) -> list[Item]:
        items = self.proposals.items
        if isinstance(self.accept, tuple):
            wrong = [place for place in self.accept if not 0 <= place < len(items)]
            if wrong:
                raise refuse(
                    "bad-number",
                    f"There is no item {wrong[0]}: the document has {len(items)}, counted from 0.",
                    todo="Look at them with --dry-run.",
                )
            chosen = [items[place] for place in sorted(set(self.accept))]
        else:
            which = given.code({"ticked": "ticked", "all": "all"}, self.accept, "choice of items")
            chosen = [item for item in items if item.ticked or which == "all"]
        if not chosen:
            raise refuse(
                "nothing-accepted",
                f"Nothing of {one_line(self.proposals.source.file)} was accepted: "
                f"{self.proposals.describe()}.",
                todo="Look at what was found with --dry-run, and accept items or all.",
            )
        return chosen

    def _not_twice(self, desk: Desk) -> None:
        source = self.proposals.source
        earlier = None if self.force else taken_in(desk.records, source.sha256)
        if earlier is None:
            return
        ref = str(earlier["ref"])
        raise refuse(
            "already-imported",
            f"{one_line(source.file)} was imported already, as {ref} into {earlier.get('review')}.",
            ref=ref,
            todo=f"Undo that first with: auditrack imports undo {ref}, "
            "or import it again on purpose with --force.",
        )

    def _review(self, desk: Desk, imported: str) -> str:
        """The review that the items belong to, made or brought up to date."""
        if self.review:
            wanted = slug(self.review) if "/" not in self.review else self.review
            stored = desk.get("reviews", wanted)
            if stored is None:
                return self._new_review(desk, imported, review_reference(desk, self.review))
            if is_undone(stored):
                return self._new_review(desk, imported, wanted)
            known.must_stand(stored, "reviews")
            return self._more_of(desk, imported, wanted, stored)
        wanted = title_reference(self._title(desk))
        stored = desk.get("reviews", wanted)
        if stored is None or not is_undone(stored):
            wanted = desk.free(wanted, "reviews")
        return self._new_review(desk, imported, wanted)

    def _title(self, desk: Desk) -> str:
        told = self.title or self.proposals.review.title
        if told:
            return given.line(told, "title")
        name = one_line(PurePath(self.proposals.source.file).stem) or "Untitled review"
        desk.notes.append(
            f'No title was found, so the review is called "{name}". '
            "Correct it with: auditrack review edit"
        )
        return name

    def _new_review(self, desk: Desk, imported: str, ref: str) -> str:
        guess, source = self.proposals.review, self.proposals.source
        boards = boards_of(desk, (self.board,) if self.board else ())
        if guess.board and not self.board and not Asked(desk.records).is_own_board(guess.board):
            desk.notes.append(
                f'The document names "{one_line(guess.board)}". The review was taken as this '
                f"board's own; if it is not, say so with: auditrack review edit {ref} --board NAME"
            )
        printed = self.published or guess.published
        kind = self.type or guess.type
        fields: dict[str, Any] = {
            "title": self._title(desk),
            "type": review_type(kind) if kind else None,
            "boards": boards,
            "published": given.when(desk, printed, "date published"),
            "published_text": printed,
            "subjects": tuple(one_line(subject) for subject in guess.subjects),
            "status": "active",
            "source_file": one_line(PurePath(source.file).name),
            "source_sha256": source.sha256,
        }
        if self.history:
            fields["history"] = given.code(HISTORIES, self.history, "history")
        write(desk, "reviews", ref, imported, fields)
        printed_windows = tuple(
            f"{window.start or ''}..{window.end or ''}={window.subject or ''}"
            for window in guess.windows
            if window.start or window.end
        )
        _windows(desk, ref, imported, self.practice or printed_windows)
        return ref

    def _more_of(self, desk: Desk, imported: str, ref: str, stored: Mapping[str, Any]) -> str:
        """Add to a review on record; an option may fill a gap and never change what is there."""
        told: dict[str, Any] = {}
        if self.title:
            told["title"] = given.line(self.title, "title")
        if self.published:
            told["published"] = given.when(desk, self.published, "date published")
        if self.history:
            told["history"] = given.code(HISTORIES, self.history, "history")
        if self.type:
            told["type"] = review_type(self.type)
        if self.board:
            told["boards"] = given.chosen((self.board,))
        for name, value in told.items():
            if stored.get(name) not in (None, value):
                raise refuse(
                    "differs",
                    f"{ref} is on record with another {name}: {_said(stored[name])}.",
                    ref=ref,
                    todo=f"Leave --{name} out, or correct the record: auditrack review edit {ref}",
                )
        new = {name: value for name, value in told.items() if stored.get(name) is None}
        if new:
            desk.update("reviews", ref, **new)
        _windows(desk, ref, imported, self.practice)
        return ref


def _windows(desk: Desk, review: str, imported: str, periods: tuple[str, ...]) -> None:
    for window in add_windows(desk, review, periods):
        desk.update("windows", window, import_ref=imported)


def _counted(items: list[Item]) -> str:
    numbers: dict[str, int] = defaultdict(int)
    for item in items:
        numbers[item.kind.replace("-", " ")] += 1
    return ", ".join(f"{n} {kind}{'' if n == 1 else 's'}" for kind, n in numbers.items())


def _said(value: Any) -> str:
    return ", ".join(value) if isinstance(value, (tuple, list)) else str(value)
