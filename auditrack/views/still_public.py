"""Whether what was signed off may still be public, and whether finished files are clear."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from auditrack.model.change import Refusal, RefusedError
from auditrack.model.publication import Publication
from auditrack.views.disclosure import AID, Checked, Stopped
from auditrack.views.public_fields import UNWORDED
from auditrack.views.public_records import public_records
from auditrack.views.public_state import PublicRecords
from auditrack.views.right_of_reply import frozen_records
from auditrack.views.wording import counted

if TYPE_CHECKING:
    from auditrack.register.protocol import Store

Document = Mapping[str, Any]


@dataclass(frozen=True)
class NoLongerPublic:
    """A record of a publication that may not be public as things stand now, and since when."""

    ref: str
    why: str
    entry: int | None = None

    def __str__(self) -> str:
        since = f" (entry {self.entry})" if self.entry is not None else ""
        return f"{self.ref}: {self.why}{since}"


_LOOKED_AT = (
    *("reviews", "recommendations", "findings", "replies", "decisions", "actions", "evidence"),
    *("audits", "theme_links", "links", "updates", "extensions", "told", "windows"),
)
_WORDS = {
    "reviews": ("title", "delay_public"),
    "recommendations": ("label", "text"),
    "findings": ("label", "text"),
    "replies": ("reason",),
    "decisions": ("reason",),
    "actions": ("what",),
    "evidence": ("shows",),
}


def still_public(
    register: "Store", publication: Publication, today: date
) -> tuple[NoLongerPublic, ...]:
    """What of a publication may no longer be public, by the live register on a day; () where all.

    A review that was withdrawn or embargoed since, a record or theme link taken back, a wording
    that was taken back or changed: none of it may be published, although it was signed off. Words
    given since to what had none change nothing that it says.
    """
    frozen = frozen_records(register, publication)
    live = public_records(register, max(today, frozen.as_at))
    withheld = {one.ref: one.why for one in live.withheld}
    found: list[tuple[str, str]] = []
    gone: set[str] = set()
    for table in _LOOKED_AT:
        for document in frozen.select(table):
            ref = str(document["ref"])
            if not _belongs(document, publication.what, frozen):
                continue
            now = live.get(table, ref)
            why = ""
            if table == "reviews" and ref in withheld:
                why = withheld[ref]
                gone.add(ref)
            elif document.get("review") in gone:
                continue  # its review says it
            elif now is None:
                why = "it is withdrawn, or what it hangs on may not be public"
            elif any(
                document.get(name) not in (None, UNWORDED.get(table), now.get(name))
                for name in _WORDS.get(table, ())
            ):
                why = "its words for the public were changed or taken back"
            if why:
                found.append((ref, why))
    if not found:
        return ()
    last = _last_entries(register, {ref for ref, _ in found}, publication.head_number or 0)
    return tuple(NoLongerPublic(ref, why, last.get(ref)) for ref, why in found)


def must_still_be_public(register: "Store", publication: Publication, today: date) -> None:
    """Refuse a publication of which something may no longer be public.

    Raises:
        RefusedError: as `still_public` says (`no-longer-public`).
    """
    found = still_public(register, publication, today)
    if not found:
        return
    raise RefusedError(
        Refusal(
            "no-longer-public",
            f"{publication.ref} was signed off, and {counted(len(found), 'record')} of it may no "
            "longer be public:",
            ref=publication.ref,
            safe="Nothing was written; an earlier file is untouched.",
            todo="Withdraw it and prepare another.",
            details=tuple(str(one) for one in found[:_MOST]),
        )
    )


def must_be_clear(publication: Publication, checked: Mapping[str, Checked]) -> None:
    """Refuse finished files in which the disclosure check stops anything.

    Args:
        publication: the publication that they are of.
        checked: what the check found, by the name of the file.

    Raises:
        RefusedError: something is neither absent nor released (`disclosure`); each hit with where
            it stands, masked.
    """
    found: dict[tuple[str, str], list[tuple[str, Stopped]]] = {}
    several = len(checked) > 1
    for name, result in checked.items():
        for one in result.stopped:
            where = f"{name}, {one.where}" if several else one.where
            found.setdefault((one.kind, one.fingerprint), []).append((where, one))
    if not found:
        return
    lines = [_stopped_in_words(places) for places in found.values()]
    if len(lines) > _MOST:
        lines = [*lines[:_MOST], f"and {len(lines) - _MOST} more"]
    raise RefusedError(
        Refusal(
            "disclosure",
            f"The disclosure check stops {counted(len(found), 'thing')} in what would be public "
            f"of {publication.ref}:",
            ref=publication.ref,
            safe="Nothing was written; an earlier file is untouched.",
            todo="Word it otherwise (auditrack publication wording), which needs a new publication "
            "and new sign-offs; or release what may be public with a reason: auditrack disclosure "
            f"release. {AID}",
            details=tuple(lines),
        )
    )


def _stopped_in_words(places: Sequence[tuple[str, Stopped]]) -> str:
    """What is stopped, with where it stands: the same words are one thing, however often."""
    one = places[0][1]
    where = "; ".join(place for place, _ in places[:_FEW])
    if len(places) > _FEW:
        where += f"; and {counted(len(places) - _FEW, 'more place')}"
    named = f"--kind {one.kind} --fingerprint {one.fingerprint}"
    return f"{where}: {one.called}, {one.shown} ({one.why}) [{named}]"


_FEW = 3
_MOST = 20


def _belongs(document: Document, review: str | None, frozen: PublicRecords) -> bool:
    """Whether a record is in a publication of one review; in one of all, everything is."""
    if review is None:
        return True
    if document["ref"] == review or document.get("review") == review:
        return True
    on = ("on_ref", "recommendation", "action", "a", "b")
    for ref in (*document.get("serves", ()), *map(document.get, on)):
        if not ref:
            continue
        if ref == review:
            return True
        for table in ("recommendations", "findings", "actions", "audits"):
            of = frozen.get(table, ref)
            if of is not None and of["ref"] != document["ref"] and _belongs(of, review, frozen):
                return True
    return False


def _last_entries(register: "Store", refs: Container[str], since: int) -> dict[str, int]:
    """The last entry after another that wrote to each of some records, in one reading."""
    found: dict[str, int] = {}
    for entry in register.history(since=since):
        found |= {op.id: entry.number for op in entry.ops if op.id in refs}
    return found
