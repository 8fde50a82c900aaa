"""What goes before anything is public: names to look out for, releases, sign-offs, comments."""

from auditrack.model.record import Record


class WatchName(Record, frozen=True, kw_only=True):
    """A name that nothing public may hold: of a child, an adult, family, a worker or a place.

    `whose` is one of `words.WATCHED`.
    """

    review: str = ""
    name: str = ""
    whose: str | None = None
    withdrawn_on: str | None = None
    withdrawn_why: str | None = None


class Release(Record, frozen=True, kw_only=True):
    """That words which the disclosure check stops may be public all the same, and why.

    The words themselves are not kept: `fingerprint` tells them again and `shown` is what is left
    of them for people. `kind` is one of `words.DISCLOSURES`.
    """

    kind: str = ""
    fingerprint: str = ""
    shown: str = ""
    place: str | None = None
    reason: str = ""
    on: str | None = None
    by: str | None = None
    withdrawn_on: str | None = None
    withdrawn_why: str | None = None


class Publication(Record, frozen=True, kw_only=True):
    """Something that is to be public, frozen at an entry and a day, before it is signed off.

    Attributes:
        kind: one of `words.PUBLICATIONS`.
        what: the review that it is of, where it is of one.
        head_number: the entry whose record it prints; `as_at` the day it is judged by.
        due_back: until when agencies may comment.
    """

    kind: str = ""
    what: str | None = None
    since: str | None = None
    until: str | None = None
    headings: tuple[str, ...] = ()
    as_at: str | None = None
    head_number: int | None = None
    head_hash: str | None = None
    prepared_on: str | None = None
    due_back: str | None = None
    withdrawn_on: str | None = None
    withdrawn_why: str | None = None


class SignOff(Record, frozen=True, kw_only=True):
    """One person's sign-off of a publication: `by` is the login, `lead` who it is with."""

    publication: str = ""
    on: str | None = None
    by: str | None = None
    lead: str | None = None
    as_chair: bool = False
    overridden: tuple[str, ...] = ()
    override_why: str | None = None
    withdrawn_on: str | None = None
    withdrawn_why: str | None = None


class AgencyComment(Record, frozen=True, kw_only=True):
    """An agency's right of reply: what was sent to it, what it said, and what became of that.

    `said` is its comment, in its words; `no_comment` that it said it had none. `printed` that the
    publication prints the comment, `answer` what the board says to it.
    """

    publication: str = ""
    agency: str = ""
    sent_on: str | None = None
    due_back: str | None = None
    export: str | None = None
    said: str | None = None
    said_on: str | None = None
    no_comment: bool = False
    printed: bool = False
    answer: str | None = None
    answered_on: str | None = None
    withdrawn_on: str | None = None
    withdrawn_why: str | None = None
