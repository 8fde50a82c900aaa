"""The key facts of a review: what it is, what it examined, where it stands, and who was told."""

from collections.abc import Iterable, Mapping
from typing import Any

from auditrack.model.change import Records, Refusal, RefusedError
from auditrack.model.review import Review
from auditrack.model.words import (
    HISTORIES,
    PROCEEDINGS,
    PUBLISHABLE,
    REVIEW_STATUSES,
    REVIEW_TYPES,
    word,
)
from auditrack.views.embargo import is_embargoed
from auditrack.views.facts import Facts
from auditrack.views.imported import imports_of
from auditrack.views.milestones import against_its_date, milestones_of, reason_of
from auditrack.views.seen import seen, standing, unwithdrawn
from auditrack.views.told import not_on_record, told_of
from auditrack.views.wording import listed, when

Fact = tuple[str, str]
"""A fact's name, and what it is in words."""

_SHA = 12
"""Characters of a document's SHA-256 that name it on paper."""


def key_facts(facts: Facts, review: Review) -> tuple[Fact, ...]:
    """What stands at the head of a review's response."""
    records = facts.records
    found = [
        ("Reference", review.ref),
        ("Type", word(REVIEW_TYPES, review.type)),
        ("Board", listed(review.boards, facts.settings.name)),
        ("Published", _published(facts, review)),
        ("Status", _status(review)),
        ("May it be published", _publishable(review)),
        ("Practice examined", _practice(facts, review)),
        ("Proceedings", _proceedings(facts, review)),
        ("What was done about it", _history(facts, review)),
        ("Superseded by", review.superseded_by or ""),
        *(("Source document", one) for one in _documents(records, review)),
        ("Told", _told(facts, review)),
        ("Not on record whether told", listed(not_on_record(records, review.ref, facts.as_at), "")),
    ]
    return tuple((name, said) for name, said in found if said)


def _published(facts: Facts, review: Review) -> str:
    if not review.published:
        return "no date of publication is on record"
    said = when(review.published)
    if not seen(review.published, facts.as_at):
        said += ", which is after the day of this paper"
    return said


def _status(review: Review) -> str:
    said = word(REVIEW_STATUSES, review.status)
    if review.status == "provisional" and review.provisional_until:
        return f"{said} until {when(review.provisional_until)}"
    return said


def _publishable(review: Review) -> str:
    if review.publishable == "after" and review.publishable_after:
        return f"after {when(review.publishable_after)}"
    return word(PUBLISHABLE, review.publishable) if review.publishable else ""


def _practice(facts: Facts, review: Review) -> str:
    records = facts.records
    windows = standing(records, records.index("windows", "review").get(review.ref, ()), facts.as_at)
    if not windows:
        return "no period is on record"
    return "\n".join(map(_window, windows))


def _window(window: Mapping[str, Any]) -> str:
    whose = f"{window['subject']}: " if window.get("subject") else ""
    start, end = (
        when(window.get("start"), "an unknown start"),
        when(window.get("end"), "an unknown end"),
    )
    return f"{whose}{start} to {end}"


def _proceedings(facts: Facts, review: Review) -> str:
    found = unwithdrawn(facts.records.index("proceedings", "review").get(review.ref, ()))
    there = [one for one in found if seen(one.get("open"), facts.as_at)]
    return "\n".join(_went(facts, one) for one in there) or "none on record"


def _went(facts: Facts, one: Mapping[str, Any]) -> str:
    name = word(PROCEEDINGS, one.get("kind")).capitalize()
    opened = when(one.get("open"), "a day not recorded")
    ended = one.get("ended")
    if ended and seen(ended, facts.as_at):
        return f"{name}: open from {opened}, ended {when(ended)}"
    return f"{name}: open since {opened}"


def _history(facts: Facts, review: Review) -> str:
    if review.history:
        return word(HISTORIES, review.history)
    return "history complete" if facts.is_searched(review) else "history not searched"


def _documents(records: Records, review: Review) -> Iterable[str]:
    """The documents it was taken in from, else the one that it names, each with its SHA-256."""
    taken = [(one.get("file"), one.get("sha256")) for one in imports_of(records, review.ref)]
    for file, sha256 in taken or [(review.source_file, review.source_sha256)]:
        if file or sha256:
            name = str(file or "a document without a name")
            yield f"{name}, SHA-256 {sha256[:_SHA]}" if sha256 else name


def _told(facts: Facts, review: Review) -> str:
    told = [one for one in told_of(facts.records, review.ref) if seen(one.on, facts.as_at)]
    return "\n".join(f"{one.whom}: {when(one.on, 'no day recorded')}" for one in told)


def milestones_told(facts: Facts, review: Review) -> tuple[Fact, ...]:
    """The days a review was to pass, and how it stands beside them; nothing where none is known."""
    if not (review.arranged or review.due or review.concluded or review.delay_reason):
        return ()
    found = milestones_of(review, facts.as_at)
    said = against_its_date(found)
    days = (
        ("Arranged", review.arranged),
        ("Due", review.due),
        ("Concluded", review.concluded),
        ("Published", review.published),
    )
    return (
        *(
            (name, when(day))
            for name, day in days
            if day and (name == "Due" or seen(day, facts.as_at))
        ),
        ("Against its date", f"{said[0].upper()}{said[1:]}"),
        *((("Reason for delay", reason_of(found)),) if reason_of(found) else ()),
    )


def why_working(facts: Facts, review: Review) -> str:
    """Why the response is a working paper, in a sentence; "" where it is none."""
    if is_embargoed(facts.records, review.ref):
        found = unwithdrawn(facts.records.index("proceedings", "review").get(review.ref, ()))
        why = [
            f"{word(PROCEEDINGS, one.get('kind'))} are open"
            if one.get("kind") != "inquest"
            else "an inquest is open"
            for one in found
            if one.get("open") and not one.get("ended")
        ]
        if review.publishable in ("no", "after"):
            said = word(PUBLISHABLE, review.publishable)
            why.append(
                f"it may be published after {when(review.publishable_after)}"
                if review.publishable == "after" and review.publishable_after
                else f"it is {said}"
            )
        elif not review.published:
            why.append("no date of publication is on record")
        reason = f" ({listed(why)})" if why else ""
        return f"Working paper: this review may not be spoken of outside yet{reason}."
    if review.status == "provisional":
        until = f" until {when(review.provisional_until)}" if review.provisional_until else ""
        return f"Working paper: this review is provisional{until}, and what it says may change."
    return ""


def why_nothing(facts: Facts, review: Review) -> tuple[str, str]:
    """Why there is nothing to respond to, and what to do."""
    title = review.title or review.ref
    if not seen(review.published, facts.as_at):
        return (
            f"{title} was published on {when(review.published)}, after the day of the paper, and "
            "nothing of it was on record by then.",
            "Leave --as-at out, or give a later day.",
        )
    return (
        f"{title} has no recommendation and no finding on record, so there is nothing to respond "
        "to.",
        f"Enter one: auditrack rec add {review.ref} --text ...",
    )


def nothing_to_report(ref: str, sentence: str, todo: str) -> RefusedError:
    """The refusal of a paper about nothing."""
    return RefusedError(
        Refusal(
            "nothing-to-report",
            sentence,
            ref=ref,
            safe="No report was written; an earlier file is untouched.",
            todo=todo,
        )
    )
