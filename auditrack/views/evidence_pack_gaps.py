"""What an evidence pack has to say is not on record. It is never said to be not done."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditrack.analysis.position import Position
from auditrack.views.evidence_pack_asks import AskInPack
from auditrack.views.evidence_pack_audits import AuditInPack
from auditrack.views.evidence_pack_documents import IndexedDocument
from auditrack.views.facts import Facts

if TYPE_CHECKING:
    from auditrack.views.evidence_pack import ReviewInPack

_NO_REPLY = frozenset({"not recorded", "asked", "unanswered"})


@dataclass(frozen=True)
class Gap:
    """Something that is not on record: what, and of which records; none where of the theme."""

    what: str
    of: tuple[str, ...]


def gaps_of(
    facts: Facts,
    one: Position,
    reviews: Sequence["ReviewInPack"],
    asks: Sequence[AskInPack],
    audits: Sequence[AuditInPack],
    documents: Sequence[IndexedDocument],
) -> tuple[Gap, ...]:
    """Everything that a reader would look for and that is not on record."""
    return tuple(
        (
            *_of_tests(one, audits),
            *_of_reviews(facts, reviews),
            *_of_asks(asks),
            *_of_documents(documents),
        )
    )


def _of_reviews(facts: Facts, reviews: Sequence["ReviewInPack"]) -> Iterator[Gap]:
    own = [review for review in reviews if review.ref in facts.board.own]
    yield from _of("Day of publication", (one.ref for one in own if not one.published))
    yield from _of("Period of practice examined", (one.ref for one in own if not one.practice))
    yield from _of("The review's own document", (one.ref for one in own if not one.documents))
    yield from _of(
        "Whether what was done about it was searched for",
        (one.ref for one in own if not facts.is_searched(facts.reviews[one.ref])),
    )


def _of_asks(asks: Sequence[AskInPack]) -> Iterator[Gap]:
    yield from _of("Which agency is asked", (one.ref for one in asks if not one.asked_of))
    yield from _of(
        "An answer of each agency asked",
        (one.ref for one in asks if any(said in _NO_REPLY for _, said in one.replies)),
    )
    yield from _of("A date due", (one.ref for one in asks if not one.due))
    yield from _of("An action", (one.ref for one in asks if not one.actions))
    yield from _of("Evidence", (one.ref for one in asks if not one.documents))


def _of_tests(one: Position, audits: Sequence[AuditInPack]) -> Iterator[Gap]:
    if all(test.kind == "review" for test in one.tested.tests):
        yield Gap("An audit or evidence that tests practice since the learning was due", ())
    yield from _of("The method", (audit.ref for audit in audits if not audit.method))
    yield from _of("How many cases were looked at", (one.ref for one in audits if not one.n))
    yield from _of("How cases were chosen", (one.ref for one in audits if not one.chosen))
    yield from _of("A standard", (audit.ref for audit in audits if not audit.standard))
    yield from _of("Who made the audit", (audit.ref for audit in audits if not audit.by))


def _of_documents(documents: Sequence[IndexedDocument]) -> Iterator[Gap]:
    evidence = [one for one in documents if one.is_evidence]
    if not evidence:
        yield Gap("Any evidence in force", ())
    yield from _of("The date it is about", (one.number for one in evidence if not one.about))
    yield from _of(
        "Where it is kept", (one.number for one in evidence if not one.link and not one.sha256)
    )
    yield from _of(
        "Its acceptance by a second person", (o.number for o in evidence if not o.accepted_on)
    )
    yield from _of(
        "SHA-256 of the review's document",
        (one.number for one in documents if not one.is_evidence and not one.sha256),
    )


def _of(what: str, refs: Iterable[str]) -> Iterator[Gap]:
    found = tuple(dict.fromkeys(refs))
    if found:
        yield Gap(what, found)
