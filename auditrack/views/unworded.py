"""What would not be public and why, and what has no wording for the public: for authors alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from auditrack.model.change import Records
from auditrack.model.words import ANSWERS, word
from auditrack.views.board import agency_name
from auditrack.views.disclosure_fields import hanging_on
from auditrack.views.public_fields import UNWORDED
from auditrack.views.public_records import public_records
from auditrack.views.public_reviews import Withheld
from auditrack.views.public_state import PublicRecords
from auditrack.views.steady import steady
from auditrack.views.wording import decided_in_words, shortened

Document = Mapping[str, Any]

_LONG = 60

KINDS = {
    "recommendations": "Recommendations",
    "findings": "Findings",
    "actions": "Actions",
    "evidence": "Evidence",
    "audits": "Audits",
    "replies": "Replies of agencies",
    "decisions": "Decisions of the board",
    "reviews": "Reasons for delay of reviews",
}
"""The tables that may lack words for the public, as they are told, in that order."""


@dataclass(frozen=True)
class Unworded(Withheld):
    """A record that is public without words: its table, and its own words in short, for authors."""

    table: str = ""
    words: str = ""


@dataclass(frozen=True)
class WithheldAndUnworded:
    """For authors' eyes: which reviews are not public and why, and what has no wording yet.

    `unworded` are public records of which only kind, date and state would be printed; `in_part`
    those that also hang on something withheld, so that none of their words leave.
    """

    as_at: date
    public: tuple[str, ...]
    withheld: tuple[Withheld, ...]
    unworded: tuple[Unworded, ...]
    in_part: tuple[Unworded, ...]


def withheld_and_unworded(
    records: Records, as_at: date, review: str | None = None
) -> WithheldAndUnworded:
    """What would not be public on a day and why, and what has no wording for the public.

    Args:
        records: the state to look at.
        as_at: the day.
        review: the reference of the only review to tell of, with what hangs on it.
    """
    records = steady(records)
    public = public_records(records, as_at)
    within = None if review is None else hanging_on(records, review)
    reviews = (str(one["ref"]) for one in public.select("reviews"))
    return WithheldAndUnworded(
        as_at,
        tuple(ref for ref in reviews if review in (None, ref)),
        tuple(one for one in public.withheld if review in (None, one.ref)),
        tuple(one for one in _unworded(records, public) if within is None or one.ref in within),
        tuple(
            _of(records, table, ref, "it also hangs on what is withheld")
            for table in ("actions", "audits", "evidence")
            for ref in (str(one["ref"]) for one in public.select(table))
            if ref in public.in_part and (within is None or ref in within)
        ),
    )


def by_kind(found: Iterable[Unworded]) -> Mapping[str, tuple[Unworded, ...]]:
    """The same by the kind of record, as `KINDS` calls it and in its order."""
    several = tuple(found)
    grouped = {
        called: tuple(one for one in several if one.table == table)
        for table, called in KINDS.items()
    }
    return {called: ones for called, ones in grouped.items() if ones}


def _of(records: Records, table: str, ref: str, why: str) -> Unworded:
    """One of them, with its own words in short."""
    stored = records.get(table, ref) or {}
    return Unworded(ref, why, table, shortened(_words(records, table, stored), _LONG))


def _words(records: Records, table: str, stored: Document) -> str:
    if table == "replies":
        who = agency_name(records, str(stored.get("agency") or ""))
        answer = word(ANSWERS, stored.get("answer"), "")
        return f"{who} on {stored.get('recommendation')}, {answer}: {stored.get('reason') or ''}"
    if table == "decisions":
        of = f"{stored.get('on_ref')}, {decided_in_words(stored)}"
        return f"{of}: {stored.get('reason') or ''}"
    names = ("text", "what", "shows", "delay_reason", "method")
    said = next((str(stored[name]) for name in names if stored.get(name)), "")
    return " ".join(said.split())


def _unworded(records: Records, public: PublicRecords) -> Iterable[Unworded]:
    what = {
        "recommendations": "",
        "findings": "",
        "actions": "what is done",
        "evidence": "what it shows",
    }
    for table, said in what.items():
        for one in public.select(table):
            text = one.get("text") or one.get("what") or one.get("shows")
            if text == UNWORDED[table] and one["ref"] not in public.in_part:
                of = said or "its text, for its review is not certainly published"
                why = f"no wording for the public: {of}"
                yield _of(records, table, str(one["ref"]), why)
    for table, codes in (
        ("replies", ("declined", "in-part")),
        ("decisions", ("not", "in-part", "no-longer-relevant")),
    ):
        for one in public.select(table):
            stored = records.get(table, str(one["ref"])) or {}
            code = one.get("answer") or one.get("decision")
            if code in codes and stored.get("reason") and not one.get("reason"):
                why = "no wording for the public: its reason"
                yield _of(records, table, str(one["ref"]), why)
    for review in public.select("reviews"):
        stored = records.get("reviews", str(review["ref"])) or {}
        if stored.get("delay_reason") and not review.get("delay_public"):
            why = "no wording for the public: its reason for delay"
            yield _of(records, "reviews", str(review["ref"]), why)
