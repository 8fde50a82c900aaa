"""Right of reply: agencies are sent what is said of them; what they say is printed or answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.commands import given, known
from auditrack.commands.agency import known_agency
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.model.dates import in_words
from auditrack.model.publication import Publication
from auditrack.model.record import view_of
from auditrack.views.board import agency_name, successor_of
from auditrack.views.right_of_reply import due_back_of

Document = Mapping[str, Any]


@dataclass(frozen=True)
class PartSent:
    """One agency's paper: the agency, and the name of the file that goes to it."""

    agency: str
    file: str | None = None


@dataclass(frozen=True)
class SendPublication(Command):
    """Record that agencies were sent what is said of them: all of them or none, each an export.

    An agency that was sent its part before gets the same paper again; its days stay.
    """

    cmd: ClassVar[str] = "publication send"

    publication: str
    parts: tuple[PartSent, ...]
    due_back: str | None = None
    marking: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses an agency that it does not name, and what is signed off already."""
        publication = open_publication(desk, self.publication)
        ref = str(publication["ref"])
        due_back = given.when(desk, self.due_back, "day comments are due back")
        if due_back and (days := given.days(due_back)) and days.latest < desk.today:
            raise refuse(
                "past-date", f"Comments would be due back on {in_words(due_back)}, which is past."
            )
        if not self.parts:
            raise refuse(
                "missing",
                f"No agency was named to send its part of {ref} to.",
                ref=ref,
                todo="Name one with --agency, or all of them with --all.",
            )
        for part in self.parts:
            row = comment_of(desk, publication, part.agency)
            export = desk.insert(
                "exports",
                kind="right-of-reply",
                what=ref,
                marking=given.maybe_line(self.marking, "marking"),
                head_number=publication.get("head_number"),
                head_hash=publication.get("head_hash"),
                to=agency_name(desk.records, str(row["agency"])),
                file=given.maybe_line(part.file, "file"),
            )
            desk.update(
                "agency_comments",
                str(row["ref"]),
                sent_on=row.get("sent_on") or desk.day,
                due_back=due_back
                or row.get("due_back")
                or due_back_of(desk.records, view_of(Publication, publication), desk.today),
                export=export,
            )
            desk.made.append(str(row["ref"]))


@dataclass(frozen=True)
class CommentOnPublication(Command):
    """Record what an agency says of its part, in its words, or that it has nothing to say."""

    cmd: ClassVar[str] = "publication comment"

    publication: str
    agency: str
    said: str | None = None
    nothing: bool = False
    on: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a comment of an agency that was not sent its part, and both or neither."""
        publication = open_publication(
            desk,
            self.publication,
            "To have this comment printed or answered, withdraw it (auditrack publication withdraw "
            "{ref} --why REASON), prepare another (auditrack publication prepare {kind}), send "
            "that to the agency, and record the comment on it.",
        )
        row = comment_of(desk, publication, self.agency)
        ref, name = str(row["ref"]), agency_name(desk.records, str(row["agency"]))
        if bool(self.said) == self.nothing:
            raise refuse(
                "missing",
                f"Nothing is said of what {name} answered."
                if not self.nothing
                else f"{name} cannot both comment and have no comment.",
                ref=ref,
                todo="Give its comment with --text, or --none where it has none.",
            )
        if not row.get("sent_on"):
            raise refuse(
                "never-sent",
                f"{name} was not sent its part of {publication['ref']}, so it cannot have "
                "commented on it.",
                ref=ref,
                todo=f"Send it first: auditrack publication send {publication['ref']} --agency "
                f"{row['agency']} --out FOLDER",
            )
        day = given.past(desk, self.on, "day of the comment") or desk.day
        desk.edit(
            "agency_comments",
            ref,
            {"said": self.said, "no_comment": self.nothing or None, "said_on": day},
        )
        # What was answered and printed was the comment before.
        desk.update("agency_comments", ref, printed=None, answer=None, answered_on=None)
        _void_sign_offs(desk, publication, f"{name} commented afterwards ({ref})")
        desk.made.extend((ref, str(publication["ref"])))


@dataclass(frozen=True)
class AnswerComment(Command):
    """Print an agency's comment in the publication, or say what the board answers, or both."""

    cmd: ClassVar[str] = "publication answer"

    comment: str
    text: str | None = None
    printed: bool | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses where the agency said nothing, and an answer that says nothing new."""
        row = known.document(desk, self.comment, "agency_comments")
        ref = str(row["ref"])
        publication = open_publication(desk, str(row["publication"]))
        name = agency_name(desk.records, str(row["agency"]))
        if not row.get("said"):
            raise refuse(
                "no-comment",
                f"{name} has not commented ({ref}), so there is nothing to answer or print.",
                ref=ref,
            )
        if self.text is None and self.printed is None:
            raise refuse(
                "missing",
                f"Nothing says what becomes of the comment of {name} ({ref}).",
                ref=ref,
                todo="Give --text with what the board answers, or --print to have it printed.",
            )
        changes: dict[str, Any] = {}
        if self.text is not None:
            changes |= {"answer": self.text, "answered_on": desk.day if self.text else None}
        if self.printed is not None:
            changes["printed"] = self.printed or None
        desk.edit("agency_comments", ref, changes)
        _void_sign_offs(desk, publication, f"the comment of {name} was answered afterwards ({ref})")
        desk.made.extend((ref, str(publication["ref"])))


def open_publication(
    desk: Desk, typed: str, todo: str = "Withdraw it and prepare another, if it has to."
) -> Document:
    """A publication that stands and may still change; `todo` is what to do where it may not.

    Raises:
        RefusedError: there is none (`unknown-reference`), it was withdrawn (`withdrawn`), or it is
            signed off by two people (`signed-off`).
    """
    publication = known.document(desk, typed, "publications")
    ref = str(publication["ref"])
    if len(signed := desk.live("sign_offs", "publication", ref)) > 1:
        who = " and ".join(str(one.get("by")) for one in signed)
        raise refuse(
            "signed-off",
            f"{ref} was signed off by {who}, and what is signed off does not change.",
            ref=ref,
            todo=todo.format(ref=ref, kind=_prepared_as(publication)),
        )
    return publication


def _prepared_as(publication: Document) -> str:
    """The words that prepare such a publication again."""
    options = (("--review", "what"), ("--since", "since"), ("--until", "until"))
    given_then = "".join(
        f" {option} {publication[field]}" for option, field in options if publication.get(field)
    )
    return f"{publication['kind']}{given_then}"


def comment_of(desk: Desk, publication: Document, typed: str) -> Document:
    """The line of an agency that a publication names; a predecessor leads to the one that follows.

    Raises:
        RefusedError: there is no such agency, or it is not named there (`not-named`).
    """
    agency = successor_of(desk.records, known_agency(desk, typed))
    rows = desk.live("agency_comments", "publication", str(publication["ref"]))
    for row in rows:
        if successor_of(desk.records, str(row["agency"])) == agency:
            return row
    named = ", ".join(sorted(agency_name(desk.records, str(one["agency"])) for one in rows))
    raise refuse(
        "not-named",
        f"{publication['ref']} does not name {agency_name(desk.records, agency)}.",
        ref=str(publication["ref"]),
        todo=f"It names {named}." if named else "It names no agency.",
    )


def _void_sign_offs(desk: Desk, publication: Document, because: str) -> None:
    """Take back the sign-offs of what changed after them."""
    for one in desk.live("sign_offs", "publication", str(publication["ref"])):
        desk.update(
            "sign_offs", str(one["ref"]), withdrawn_on=desk.day, withdrawn_why=f"Void: {because}."
        )
        desk.notes.append(
            f"The sign-off by {one.get('by')} is void, for {because}: it has to be given again."
        )
