"""Signing a publication off: two people with two leads, one of them the chair, and not too soon."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, Self

from auditrack.commands import given, known, rights
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.right_of_reply import open_publication
from auditrack.commands.second_person import Claim, overridden
from auditrack.model.dates import in_words
from auditrack.model.publication import Publication
from auditrack.model.record import view_of
from auditrack.views.board import agency_name
from auditrack.views.publications import RIGHT_OF_REPLY

Document = Mapping[str, Any]


@dataclass(frozen=True)
class SignOffPublication(Command):
    """Sign a publication off, as the first or as the second of two people.

    A chair may override, with a reason that is kept, that agencies still have time to comment or
    were not sent their part, and that leads cannot be told apart; never that a comment waits for
    an answer, and never that one person signs twice. Where the first overrode the time to comment,
    it holds for the second, who is told of it. `looked` is what the disclosure check says of the
    words that it is frozen with; it refuses nothing.
    """

    cmd: ClassVar[str] = "publication sign-off"

    publication: str
    override: str | None = None
    why: str | None = None
    looked: tuple[str, ...] = ()

    @property
    def prepares(self) -> bool:
        """Whether its words are looked through before the lock: always, for that takes long."""
        return True

    def prepared(self, register: Any, today: date) -> Self:
        """The command with what the disclosure check says of the words that it is frozen with."""
        from auditrack.views.publication_look import stopped_frozen, stopped_in_words

        desk = Desk(register, register.actor, today)
        publication = view_of(Publication, known.document(desk, self.publication, "publications"))
        looked = stopped_in_words(stopped_frozen(register, publication), publication.what)
        return replace(self, looked=looked)

    def build(self, desk: Desk) -> None:
        """Refuses what the class says, and two people neither of whom is the chair."""
        ref = str(known.document(desk, self.publication, "publications")["ref"])
        signed = desk.live("sign_offs", "publication", ref)
        is_chair = "chair" in rights.roles_of(desk.records, desk.actor.login)
        for one in signed:
            if one.get("by") == desk.actor.login:
                raise refuse(
                    "second-person",
                    f"{ref} was signed off by you ({desk.actor.login}) on "
                    f"{in_words(one.get('on'))}; a second person must sign it off too.",
                    ref=ref,
                    todo="Ask somebody with another login and another lead."
                    if is_chair
                    else "Ask the chair.",
                )
        publication = open_publication(desk, ref)
        rows = desk.live("agency_comments", "publication", ref)
        _must_be_answered(desk, publication, rows)
        fields: dict[str, Any] = {"overridden": (), "override_why": None}
        waived = any(RIGHT_OF_REPLY in (one.get("overridden") or ()) for one in signed)
        waiting = _waiting(desk, publication, rows)
        if waiting and (self.override or not waived):
            fields = self._overriding(desk, ref, waiting)
        if waived:
            desk.notes.extend(_waived(signed))
        if signed:
            first = signed[0]
            claim = Claim(ref, "signed off", first.get("by"), first.get("lead"))
            if found := overridden(desk, claim, self.override):
                fields = {
                    "overridden": (*fields["overridden"], *found["overridden"]),
                    "override_why": found["override_why"],
                }
            if not (is_chair or first.get("as_chair")):
                raise refuse(
                    "chair-needed",
                    f"Neither {first.get('by')}, who signed {ref} off, nor {desk.actor.login} "
                    "holds the role of chair.",
                    ref=ref,
                    todo="Ask the chair to sign it off.",
                )
        elif not desk.actor.is_verified:
            # Nobody stands beside the first to compare with; only who it is can be in doubt.
            found = overridden(desk, Claim(ref, "signed off", None, None), self.override)
            fields = {
                "overridden": (*fields["overridden"], *found["overridden"]),
                "override_why": found["override_why"],
            }
        desk.insert(
            "sign_offs",
            publication=ref,
            on=desk.day,
            by=desk.actor.login,
            lead=desk.lead_ref,
            as_chair=is_chair or None,
            **fields,
        )
        desk.made.append(ref)
        if not signed:
            desk.notes.append(
                f"{ref} is signed off by one person; a second one has to"
                f"{'' if is_chair else ', who holds the role of chair'}."
            )
        desk.notes.extend(self.looked)

    def _overriding(self, desk: Desk, ref: str, waiting: tuple[str, ...]) -> dict[str, Any]:
        if not self.override:
            raise refuse(
                "right-of-reply",
                f"{ref} cannot be signed off yet: {waiting[0]}"
                f"{f', and {len(waiting) - 1} more' if len(waiting) > 1 else ''}.",
                ref=ref,
                details=(),
                todo="Wait, or a chair may sign it off with --override and a reason.",
            )
        desk.needs("override")
        return {"overridden": (RIGHT_OF_REPLY,), "override_why": self.override}


def _waived(signed: tuple[Document, ...]) -> tuple[str, ...]:
    """That somebody overrode the time to comment, and why."""
    return tuple(
        f"{one.get('by')} overrode the agencies' right of reply on {in_words(one.get('on'))}: "
        f"{one.get('override_why') or 'no reason is on record'}"
        for one in signed
        if RIGHT_OF_REPLY in (one.get("overridden") or ())
    )


def _must_be_answered(desk: Desk, publication: Document, rows: tuple[Document, ...]) -> None:
    for row in rows:
        if row.get("said") and not row.get("printed") and not row.get("answer"):
            name = agency_name(desk.records, str(row["agency"]))
            raise refuse(
                "unanswered-comment",
                f"The comment of {name} on {publication['ref']} ({row['ref']}) is neither printed "
                "nor answered.",
                ref=str(row["ref"]),
                todo=f"Answer it: auditrack publication answer {row['ref']} --text TEXT, or print "
                "it with --print.",
            )


def _waiting(desk: Desk, publication: Document, rows: tuple[Document, ...]) -> tuple[str, ...]:
    """Which agencies were not sent their part, or may still comment, each in words."""
    found = []
    for row in rows:
        name = agency_name(desk.records, str(row["agency"]))
        if not row.get("sent_on"):
            found.append(f"{name} was not sent its part")
        elif not row.get("said") and not row.get("no_comment"):
            days = given.days(row.get("due_back"))
            if days is None:
                found.append(f"{name} has no day by which to comment")
            elif days.latest >= desk.today:
                found.append(f"{name} may comment until {in_words(row['due_back'])}")
    return tuple(found)
