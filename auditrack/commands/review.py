"""Reviews: entering them, correcting them, and what replaces or withdraws them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.commands import given, known
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.naming import review_reference
from auditrack.commands.window import add_windows
from auditrack.commands.withdrawing import reinstate, withdraw
from auditrack.model.refs import slug
from auditrack.model.words import HISTORIES, PUBLISHABLE, REVIEW_TYPES
from auditrack.views.board import board_of
from auditrack.views.following import chain

_STATUSES = {"active": "active", "provisional": "provisional"}


def review_type(typed: str) -> str:
    """The code of a type of review; the list is open, so another is kept as typed."""
    wanted = slug(typed)
    for code, word in REVIEW_TYPES.items():
        if wanted in (code, slug(word)):
            return code
    return given.line(typed, "type")


def boards_of(desk: Desk, typed: tuple[str, ...]) -> tuple[str, ...]:
    """The boards of a new review: those named, else the register's own."""
    own = board_of(desk.records).name
    return given.chosen(typed) or ((own,) if own else ())


@dataclass(frozen=True)
class AddReview(Command):
    """Enter a review. `practice` holds periods as `FROM..TO[=subject]`.

    `history` says whether what was done before was searched for; left out, that follows from the
    day the board's records are complete from.
    """

    cmd: ClassVar[str] = "review add"

    ref: str
    title: str
    type: str | None = None
    boards: tuple[str, ...] = ()
    published: str | None = None
    practice: tuple[str, ...] = ()
    history: str | None = None
    case_id: str | None = None
    subjects: tuple[str, ...] = ()
    arranged: str | None = None
    due: str | None = None
    concluded: str | None = None
    delay_reason: str | None = None
    stage: str | None = None
    status: str | None = None
    publishable: str | None = None
    retention_review: str | None = None
    provisional_until: str | None = None
    publishable_after: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a reference that is taken or none, and dates that cannot be."""
        ref = review_reference(desk, given.line(self.ref, "reference"))
        fields = _details(desk, vars(self))
        fields["boards"] = boards_of(desk, self.boards)
        fields.setdefault("status", "active")
        _must_fit(ref, fields, fields)
        title = given.line(self.title, "title")
        desk.made.append(desk.insert("reviews", ref, title=title, **fields))
        add_windows(desk, ref, self.practice)


@dataclass(frozen=True)
class EditReview(Command):
    """Correct a review. `practice` adds periods; `boards` and `subjects` replace the lists."""

    cmd: ClassVar[str] = "review edit"

    ref: str
    title: str | None = None
    type: str | None = None
    boards: tuple[str, ...] | None = None
    published: str | None = None
    practice: tuple[str, ...] = ()
    history: str | None = None
    case_id: str | None = None
    subjects: tuple[str, ...] | None = None
    arranged: str | None = None
    due: str | None = None
    concluded: str | None = None
    delay_reason: str | None = None
    stage: str | None = None
    status: str | None = None
    publishable: str | None = None
    retention_review: str | None = None
    provisional_until: str | None = None
    publishable_after: str | None = None
    base_rev: int | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a withdrawn review, dates that cannot be, and an edit that says nothing new."""
        review = known.document(desk, self.ref, "reviews")
        ref = str(review["ref"])
        changes = _details(desk, vars(self))
        _must_fit(ref, changes, {**review, **changes})
        if self.title is not None:
            changes["title"] = given.line(self.title, "title")
        if self.boards is not None:
            changes["boards"] = given.chosen(self.boards)
        windows = add_windows(desk, ref, self.practice)
        if changes.get("status"):
            changes["superseded_by"] = None
        if changes or not windows:
            desk.edit("reviews", ref, changes, self.base_rev)
        desk.made.extend((ref, *windows))


@dataclass(frozen=True)
class SupersedeReview(Command):
    """Say that a later document of the same case takes a review's place."""

    cmd: ClassVar[str] = "review supersede"

    ref: str
    by: str
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a review by itself, and a circle."""
        ref = str(known.document(desk, self.ref, "reviews")["ref"])
        by = str(known.document(desk, self.by, "reviews")["ref"])
        if ref in chain(by, lambda one: (desk.get("reviews", one) or {}).get("superseded_by")):
            raise refuse(
                "circle",
                f"{by} cannot supersede {ref}: it is the same review or was superseded by it.",
                ref=ref,
                todo="Name the review that stands.",
            )
        desk.edit("reviews", ref, {"status": "superseded", "superseded_by": by})
        desk.made.append(ref)


@dataclass(frozen=True)
class WithdrawReview(Command):
    """Take a review out of every count, with a reason; `reinstate` puts it back."""

    cmd: ClassVar[str] = "review withdraw"

    ref: str
    reinstate: bool = False
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses without a reason, or a review that stands so already."""
        if self.reinstate:
            review = known.found(desk, self.ref, "reviews")[1]
            stands = "superseded" if review.get("superseded_by") else "active"
            reinstate(desk, self.ref, "reviews", self.why, status=stands)
        else:
            withdraw(desk, self.ref, "reviews", self.why, status="withdrawn")


def _details(desk: Desk, told: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that adding and editing share, of those that were given."""
    changes: dict[str, Any] = {}
    for name in ("published", "arranged", "due", "concluded"):
        if told[name] is not None:
            changes[name] = given.when(desk, told[name], f"date {name}")
    for name, said in (
        ("retention_review", "date of the retention review"),
        ("provisional_until", "date it is provisional until"),
        ("publishable_after", "date it may be published after"),
    ):
        if told[name] is not None:
            changes[name] = given.when(desk, told[name], said)
    if told["published"] is not None:
        changes["published_text"] = told["published"]
    for name, words in (
        ("history", HISTORIES),
        ("publishable", PUBLISHABLE),
        ("status", _STATUSES),
    ):
        if told[name] is not None:
            changes[name] = told[name] and given.code(words, told[name], name)
    for name in ("case_id", "stage", "delay_reason"):
        if told[name] is not None:
            changes[name] = told[name]
    if told["type"] is not None:
        changes["type"] = told["type"] and review_type(told["type"])
    if told["subjects"] is not None:
        changes["subjects"] = given.chosen(told["subjects"])
    return changes


_GO_WITH = (
    ("provisional_until", "status", "provisional", "is not provisional"),
    ("publishable_after", "publishable", "after", "is not one to be published after a date"),
)
"""Dates until which something holds, each with the field and the value by which it does."""


def _must_fit(ref: str, changes: Mapping[str, Any], review: Mapping[str, Any]) -> None:
    """Refuse a new date until which something holds, where it does not hold of the review."""
    for name, field, value, said in _GO_WITH:
        if changes.get(name) and review.get(field) != value:
            raise refuse(
                "bad-value",
                f"{ref} {said}, so it has no date {name.replace('_', ' ')}.",
                ref=ref,
                todo=f"Say with it that it is: --{field} {value}",
            )
