"""The recommendations of an evidence pack: what was asked, and where each stands on every axis."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from auditrack.analysis.axes import decision_in_words
from auditrack.model.words import ACTION_STATES, word
from auditrack.views.actions import ActionNow
from auditrack.views.asks import Ask
from auditrack.views.board import agency_name
from auditrack.views.facts import Facts
from auditrack.views.seen import seen
from auditrack.views.wording import decided_in_words


@dataclass(frozen=True)
class ActionInPack:
    """An action on a recommendation: what, whose, and where it stands. Dates are data."""

    ref: str
    what: str
    agency: str
    lead: str
    state: str
    due: str
    agreed: str
    done_on: str
    late: str


@dataclass(frozen=True)
class AskInPack:
    """A recommendation on the theme. Dates are data; the axes are in words.

    `linked` says whether a person confirmed that it is on the theme. `replies` give each agency
    asked with its answer, `decisions` the day as data with the words. `documents` are its numbers
    in the index and `audits` those that name it or test its theme.
    """

    ref: str
    review: str
    text: str
    asked_of: tuple[str, ...]
    linked: str
    outcome: str
    measure: str
    replies: tuple[tuple[str, str], ...]
    decision: str
    decisions: tuple[tuple[str, str], ...]
    delivery: str
    brag: str
    brag_letter: str
    brag_reason: str
    practice: str
    due: str
    agreed: str
    late: str
    undone_by: str
    actions: tuple[ActionInPack, ...]
    documents: tuple[str, ...]
    audits: tuple[str, ...]


def asks_of(
    facts: Facts, theme: str, refs: Iterable[str], numbers: Mapping[str, str]
) -> tuple[AskInPack, ...]:
    """Recommendations in the order given.

    Args:
        facts: the facts of the day.
        theme: the theme they are on.
        refs: their references.
        numbers: the number in the index of each piece of evidence.
    """
    found = (facts.records.get("recommendations", ref) for ref in refs)
    return tuple(_in_pack(Ask(facts, one), theme, numbers) for one in found if one is not None)


def _in_pack(ask: Ask, theme: str, numbers: Mapping[str, str]) -> AskInPack:
    facts, record = ask.facts, ask.record
    review = facts.reviews.get(record.review)
    original, agreed = ask.dues
    undone = ask.undone_by
    return AskInPack(
        ref=ask.ref,
        review=review.title if review else record.review,
        text=record.text,
        asked_of=tuple(agency_name(facts.records, ref) for ref in record.agencies),
        linked=_linked(ask, theme),
        outcome=record.outcome or "",
        measure=record.measure or "",
        replies=tuple((ask.fact.called(one.agency), one.describe()) for one in ask.replies),
        decision=decision_in_words(ask.decision),
        decisions=tuple(_decisions(ask)),
        delivery=str(ask.delivery),
        brag=ask.brag.word,
        brag_letter=ask.brag.letter,
        brag_reason=ask.brag.reason,
        practice=_practice(ask),
        due=original or "",
        agreed=agreed or "",
        late=_late(ask),
        undone_by=f"{undone.kind} {undone.ref}" if undone else "",
        actions=tuple(_action(facts, action) for action in ask.actions),
        documents=tuple(
            numbers[one.ref] for one in ask.evidence if numbers.get(one.ref) is not None
        ),
        audits=tuple(dict.fromkeys(audit.ref for audit in ask.audits)),
    )


def _practice(ask: Ask) -> str:
    """What tests say of practice, with the last of them in words."""
    last = ask.practice.tested.last
    if last is None:
        return ask.practice.word
    kind = "a later review" if last.kind == "review" else f"the {last.kind}"
    return f"{ask.practice.word}; the last test is {kind} {last.ref}"


def _linked(ask: Ask, theme: str) -> str:
    links = ask.facts.theming.links_of(ask.ref)
    confirmed = any(
        link.get("status") == "confirmed"
        for link in links
        if ask.facts.theming.now(link["theme"]) == theme
    )
    return "confirmed" if confirmed else "suggested, not confirmed"


def _decisions(ask: Ask) -> Iterable[tuple[str, str]]:
    for document in ask.facts.standing.decisions(ask.ref):
        said = decided_in_words(document)
        reason = f": {document['reason']}" if document.get("reason") else ""
        missing = document.get("overridden")
        over = f" (an override, although: {' '.join(missing)})" if missing else ""
        dissent = f" Dissent: {document['dissent']}" if document.get("dissent") else ""
        yield str(document.get("on") or ""), f"{said}{reason}{over}{dissent}"


def _late(ask: Ask) -> str:
    """How late it is, against both dates: "moved 3 times, 410 days past the original date"."""
    late = ask.late
    said = []
    if ask.times_moved:
        times = {1: "once", 2: "twice"}.get(ask.times_moved, f"{ask.times_moved} times")
        said.append(f"moved {times}")
    if late.original:
        said.append(f"{_days(late.original)} past the original date")
    if late.agreed:
        said.append(f"{_days(late.agreed)} past the agreed date")
    return ", ".join(said)


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


def _action(facts: Facts, one: ActionNow) -> ActionInPack:
    record = one.action
    reported = " (as reported)" if record.as_reported else ""
    return ActionInPack(
        ref=one.ref,
        what=record.what,
        agency=agency_name(facts.records, record.agency) if record.agency else "",
        lead=one.lead_title if record.lead else "",
        state=f"{word(ACTION_STATES, one.state)}{reported}",
        due=one.original_due or "",
        agreed=one.agreed_due or "",
        done_on=record.done_on if record.done_on and seen(record.done_on, facts.as_at) else "",
        late=one.overdue.describe() if one.overdue else "",
    )
