"""Publications and how far each is: prepared, sent, commented on, signed off, published."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from auditrack.model.change import Records, Refusal, RefusedError
from auditrack.model.dates import in_words, interval
from auditrack.model.publication import AgencyComment, Publication, SignOff
from auditrack.model.record import view_of
from auditrack.model.words import PUBLICATIONS, word
from auditrack.views.board import agency_name
from auditrack.views.right_of_reply import publication_called
from auditrack.views.seen import unwithdrawn
from auditrack.views.steady import steady
from auditrack.views.wording import counted, listed

Document = Mapping[str, Any]

PUBLIC = "public"
"""How the record of an export that went to the public is marked, in its recipient."""

RIGHT_OF_REPLY = "right of reply"
"""What a sign-off that did not wait for the agencies' time to comment says that it overrode."""


@dataclass(frozen=True)
class CommentNow:
    """An agency's line of a publication on a day: whether it was sent its part, and what it said.

    `state` is to-send, waiting, silent (its time ran out), no-comment, to-answer, answered or
    printed.
    """

    record: AgencyComment
    name: str
    state: str

    @property
    def said(self) -> str:
        """Where it stands, in words."""
        one = self.record
        back = in_words(one.due_back) if one.due_back else "no day set"
        words = {
            "to-send": "not sent its part yet",
            "waiting": f"sent its part, may comment until {back}",
            "silent": f"sent its part, said nothing by {back}",
            "no-comment": "has no comment",
            "to-answer": "commented, to be printed or answered",
            "answered": "commented, answered",
            "printed": "commented, printed",
        }
        answered = " and answered" if self.state == "printed" and one.answer else ""
        return words[self.state] + answered


@dataclass(frozen=True)
class PublicationNow:
    """A publication with its agencies' comments, its sign-offs and the exports made of it.

    `roles_are_set` says whether anybody was given a role; where nobody was, all count as the chair
    and it means nothing to call one so.
    """

    record: Publication
    called: str
    comments: tuple[CommentNow, ...]
    sign_offs: tuple[SignOff, ...]
    exports: tuple[str, ...]
    roles_are_set: bool = True

    @property
    def is_signed_off(self) -> bool:
        """Whether two people signed it off, one of them the chair."""
        return _is_signed(self.sign_offs)

    @property
    def stage(self) -> str:
        """prepared, sent, signed-once, signed-off, published or withdrawn."""
        if self.record.withdrawn_on:
            return "withdrawn"
        if self.is_signed_off:
            return "published" if self.exports else "signed-off"
        if self.sign_offs:
            return "signed-once"
        return "sent" if any(one.record.sent_on for one in self.comments) else "prepared"

    @property
    def state(self) -> str:
        """How far it is, in words."""
        one = self.record
        if one.withdrawn_on:
            return f"withdrawn on {in_words(one.withdrawn_on)}: {one.withdrawn_why or 'no reason'}"
        said = [f"prepared on {in_words(one.prepared_on)}" if one.prepared_on else "prepared"]
        if self.comments:
            sent = sum(bool(each.record.sent_on) for each in self.comments)
            said.append(
                f"sent to {sent} of {counted(len(self.comments), 'agency', 'agencies')}"
                if sent
                else f"to be sent to {counted(len(self.comments), 'agency', 'agencies')}"
            )
        commented = sum(bool(each.record.said) for each in self.comments)
        if commented:
            said.append(counted(commented, "comment"))
        to_answer = sum(each.state == "to-answer" for each in self.comments)
        if to_answer:
            said.append(f"{to_answer} to answer")
        if self.sign_offs:
            who = " and ".join(_signer(each, self.roles_are_set) for each in self.sign_offs)
            said.append(f"signed off by {who}")
            if not self.is_signed_off:
                said.append("one more sign-off needed")
        if self.exports:
            said.append(f"published as {listed(self.exports)}")
        return ", ".join(said)


def publications(records: Records, as_at: date) -> tuple[PublicationNow, ...]:
    """Every publication, the newest first; withdrawn ones too."""
    records = steady(records)
    found = [publication_now(records, one, as_at) for one in records.select("publications")]
    return tuple(reversed(found))


def publication_now(records: Records, document: Document, as_at: date) -> PublicationNow:
    """One publication as it stands on a day."""
    records = steady(records)
    record = view_of(Publication, document)
    rows = unwithdrawn(records.index("agency_comments", "publication").get(record.ref, ()))
    comments = [_comment_now(records, view_of(AgencyComment, one), as_at) for one in rows]
    return PublicationNow(
        record,
        publication_called(records, record),
        tuple(sorted(comments, key=lambda one: (one.name.casefold(), one.record.ref))),
        _sign_offs(records, record.ref),
        tuple(_exports(records, record)),
        any(one.get("roles") for one in records.select("roles")),
    )


def signed_off(
    records: Records,
    kind: str,
    what: str | None = None,
    since: date | str | None = None,
    until: date | str | None = None,
    headings: Sequence[str] = (),
    as_at: date | None = None,
) -> Publication:
    """The newest publication of a kind that is signed off and not withdrawn.

    Args:
        records: the live register.
        kind: one of `words.PUBLICATIONS`.
        what: the review that it is of; None for all of them.
        since: the first day of its period; None means any.
        until: the last day of it; None means any.
        headings: heading sets that it has to have; none means any.
        as_at: the day that it has to be judged by; None means any.

    Raises:
        RefusedError: there is none (`not-prepared`), or none that is signed off
            (`not-signed-off`); the sentence says what to do.
    """
    records = steady(records)
    wanted = {"since": _data(since), "until": _data(until), "as_at": _data(as_at)}
    found: list[Publication] = []
    for document in unwithdrawn(records.select("publications")):
        one = view_of(Publication, document)
        if (
            one.kind == kind
            and one.what == what
            and (not headings or set(headings) <= set(one.headings))
            and all(not day or getattr(one, name) == day for name, day in wanted.items())
        ):
            found.append(one)
    for one in reversed(found):
        if _is_signed(_sign_offs(records, one.ref)):
            return one
    called = word(PUBLICATIONS, kind)
    of = f" of {what}" if what else ""
    during = (
        f" for {in_words(wanted['since'])} to {in_words(wanted['until'])}"
        if wanted["since"] and wanted["until"]
        else ""
    )
    safe = "Nothing was written; an earlier file is untouched."
    if found:
        newest = found[-1].ref
        raise RefusedError(
            Refusal(
                "not-signed-off",
                f"The {called}{of}{during} is prepared ({newest}) and not signed off by the chair "
                "and one other.",
                ref=newest,
                safe=safe,
                todo=f"See what is missing with: auditrack publication show {newest}",
            )
        )
    options = "".join(
        (
            f" --review {what}" if what else "",
            f" --since {wanted['since']}" if wanted["since"] else "",
            f" --until {wanted['until']}" if wanted["until"] else "",
        )
    )
    raise RefusedError(
        Refusal(
            "not-prepared",
            f"No {called}{of}{during} was prepared for publication, and nothing is public without "
            "sign-off by the chair and one other.",
            safe=safe,
            todo=f"Prepare it with: auditrack publication prepare {kind}{options}",
        )
    )


def _comment_now(records: Records, row: AgencyComment, as_at: date) -> CommentNow:
    if row.said:
        state = "printed" if row.printed else "answered" if row.answer else "to-answer"
    elif row.no_comment:
        state = "no-comment"
    elif not row.sent_on:
        state = "to-send"
    else:
        days = interval(row.due_back)
        state = "silent" if days is not None and days.latest < as_at else "waiting"
    return CommentNow(row, agency_name(records, row.agency), state)


def was_overridden(records: Records, publication: str) -> bool:
    """Whether a sign-off that stands did not wait for the agencies' right of reply."""
    return any(RIGHT_OF_REPLY in one.overridden for one in _sign_offs(records, publication))


def _sign_offs(records: Records, ref: str) -> tuple[SignOff, ...]:
    rows = unwithdrawn(records.index("sign_offs", "publication").get(ref, ()))
    return tuple(view_of(SignOff, one) for one in rows)


def _is_signed(signed: Sequence[SignOff]) -> bool:
    return len({one.by for one in signed if one.by}) > 1 and any(one.as_chair for one in signed)


def _signer(one: SignOff, roles_are_set: bool) -> str:
    chair = " (chair)" if one.as_chair and roles_are_set else ""
    said = f"{one.by or 'somebody unknown'}{chair}"
    return f"{said}, overriding {listed(one.overridden)}" if one.overridden else said


def _exports(records: Records, publication: Publication) -> Iterable[str]:
    """The exports that went to the public from it."""
    for one in records.index("exports", "head_number").get(publication.head_number, ()):
        if one.get("to") == PUBLIC and str(one.get("what") or "").split(",")[0] == publication.ref:
            yield str(one["ref"])


def _data(day: date | str | None) -> str | None:
    return day.isoformat() if isinstance(day, date) else day


def as_json(one: PublicationNow) -> dict[str, Any]:
    """A publication under stable keys."""
    record = one.record
    return {
        "ref": record.ref,
        "kind": record.kind,
        "called": one.called,
        "review": record.what,
        "since": record.since,
        "until": record.until,
        "headings": list(record.headings),
        "as_at": record.as_at,
        "entry": record.head_number,
        "hash": record.head_hash,
        "prepared_on": record.prepared_on,
        "due_back": record.due_back,
        "stage": one.stage,
        "state": one.state,
        "withdrawn_on": record.withdrawn_on,
        "comments": [
            {
                "ref": each.record.ref,
                "agency": each.record.agency,
                "name": each.name,
                "state": each.state,
                "sent_on": each.record.sent_on,
                "due_back": each.record.due_back,
                "said": each.record.said,
                "said_on": each.record.said_on,
                "no_comment": each.record.no_comment,
                "printed": each.record.printed,
                "answer": each.record.answer,
                "export": each.record.export,
            }
            for each in one.comments
        ],
        "sign_offs": [
            {
                "ref": each.ref,
                "by": each.by,
                "lead": each.lead,
                "as_chair": each.as_chair,
                "on": each.on,
                "overridden": list(each.overridden),
                "override_why": each.override_why,
            }
            for each in one.sign_offs
        ],
        "exports": list(one.exports),
    }
