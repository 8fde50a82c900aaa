"""The chain a position rests on: each record in order of time, in words for people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from auditrack.analysis.facts import (
    BoardFacts,
    CaseFile,
    EvidenceFact,
    RecommendationFact,
    ThemeFacts,
    is_later,
)
from auditrack.analysis.practice import OUTCOMES, Practice
from auditrack.analysis.recurrence import LaterCase, Recurrence
from auditrack.model.dates import UNKNOWN, Interval, data_string, in_words

LEVELS = (
    "a statement",
    "activity",
    "uptake",
    "practice seen",
    "an independent test or measured outcome",
)
"""Evidence levels 0 to 4 in words."""

RESULTS = {"embedded": "embedded", "partly": "partly embedded", "not_embedded": "not embedded"}
"""What a test found, in words."""

_PAIR_WORDS = {
    "after": "after what {earlier} asked was due",
    "possibly": "perhaps after what {earlier} asked was due",
    "unknown": "and the dates do not say whether that is later than what {earlier} asked",
    "early": "which was over before what {earlier} asked was due",
    "before": "which was over before {earlier} was published",
}


@dataclass(frozen=True, slots=True)
class ChainStep:
    """One record of the chain.

    `kind` is published, asked, said-done, evidence, audit or raised-again; `ref` the record's
    reference and `date` a data string. A later case is told when it was published, and its text
    says which practice it examined.
    """

    kind: str
    ref: str
    date: str
    text: str

    def __str__(self) -> str:
        return f"{in_words(self.date)}: {self.text}" if self.date != UNKNOWN else self.text


_KINDS = ("published", "raised-again", "asked", "said-done", "evidence", "audit")


@dataclass(frozen=True, slots=True)
class _Dated:
    step: ChainStep
    at: date


def _step(
    kind: str, ref: str, when: Interval | None, text: str, fallback: Interval | None = None
) -> _Dated:
    """A step; one without a date of its own is told where its review is, else at the end."""
    place = when or fallback
    at = date.max if place is None else place.first or place.latest
    return _Dated(ChainStep(kind, ref, data_string(when), text), at)


def _of_rows(
    rows: list[RecommendationFact], published: Interval | None, board: BoardFacts
) -> Iterable[_Dated]:
    first = rows[0]
    asked = board.called({row.agency for row in rows if row.agency})
    whom = f" of {', '.join(asked)}" if asked else ""
    dues = sorted({data_string(row.due) for row in rows if row.due})
    due = f"due {', '.join(in_words(d) for d in dues)}" if dues else "no due date"
    state = "" if first.is_live else f" ({first.status.replace('_', ' ')})"
    yield _step("asked", first.ref, published, f"{first.name} asked{whom}, {due}{state}", published)
    for row in rows:
        of_agency = f" by {board.called([row.agency])[0]}" if row.agency else ""
        if row.status == "closed":
            text = f"{row.name} said to be done{of_agency}"
            yield _step("said-done", row.ref, row.closed, text, row.due or published)


def _of_evidence(item: EvidenceFact, row: RecommendationFact, published: Interval | None) -> _Dated:
    level = LEVELS[min(max(item.level, 0), 4)]
    found = RESULTS.get(item.result or "", "")
    what = f"Evidence on {row.name}: {item.title + ', ' if item.title else ''}level {item.level}"
    outcome = f"found {found}" if found else "does not say what practice was found"
    accepted = "" if item.accepted else ", not accepted"
    text = f"{what} ({level}), {outcome}{accepted}"
    return _step("evidence", item.ref or row.ref, item.about, text, row.agreed_due or published)


def _spoken_interval(later: LaterCase) -> Interval | None:
    spoken = later.spoken
    if not spoken.known:
        return None
    return Interval(
        None if spoken.first == date.min else spoken.first,
        None if spoken.last == date.max else spoken.last,
    )


def _of_later(later: LaterCase) -> _Dated:
    practice = _spoken_interval(later)
    when = f"in practice {_period(practice)}" if practice else "in practice that is not dated"
    source = (
        "the dated concern"
        if later.spoken.dated
        else "the practice it examined, the concern not dated"
    )
    how = f" ({source})" if practice else ""
    pair = _PAIR_WORDS[later.pair].format(earlier=later.earlier.name)
    text = f"{later.case.name} raises it again {when}{how}, {pair}"
    if later.failed is not None:
        text += ": a failed test of that learning"
    return _step("raised-again", later.case.ref, later.case.published or practice, text)


def _period(practice: Interval) -> str:
    words = in_words(data_string(practice))
    return words if words.startswith(("from ", "until ")) or " to " not in words else f"of {words}"


def _published(case: CaseFile) -> _Dated:
    text = f"{case.name} published" if case.published else f"{case.name}: publication not known"
    return _step("published", case.ref, case.published, f"{text}, raises the theme")


def chain_of(theme: ThemeFacts, found: Recurrence, tested: Practice) -> tuple[ChainStep, ...]:
    """The records that a position rests on, in order of time."""
    as_of = theme.board.as_of
    steps = [_published(case) for case in found.cases]
    steps += [_of_later(later) for later in found.later]
    rows: dict[str, list[RecommendationFact]] = {}
    for row in theme.counted:
        rows.setdefault(row.ref, []).append(row)
    seen: set[tuple[str, EvidenceFact]] = set()
    for of_ref in rows.values():
        of_ref.sort(key=lambda row: (row.agency or "", row.status, data_string(row.due)))
        published = theme.board.publication.get(of_ref[0].review)
        steps += _of_rows(of_ref, published, theme.board)
        for row in of_ref:
            for item in row.evidence:
                key = (item.ref or row.ref, item)
                if key not in seen and not is_later(item.about, as_of):
                    seen.add(key)
                    steps.append(_of_evidence(item, row, published))
    baseline = {(test.kind, test.ref) for test in tested.baseline}
    for audit in theme.audits:
        when = audit.sample_to or audit.date
        if is_later(audit.date, as_of) or is_later(when, as_of):
            continue
        where = f" at {', '.join(theme.board.called(audit.agencies))}" if audit.agencies else ""
        looked = "" if audit.looked_at == "practice" else f" of {audit.looked_at.replace('_', ' ')}"
        outcome = RESULTS.get(audit.outcome, "inconclusive")
        note = ""
        if ("audit", audit.ref) in baseline:
            note = ", a baseline"
        elif looked or audit.outcome not in OUTCOMES:
            note = ", no test of practice"
        text = f"Audit {audit.title or audit.ref}{looked}{where}: {outcome}{note}"
        steps.append(_step("audit", audit.ref, when, text))
    steps.sort(key=_in_time)
    return tuple(dated.step for dated in steps)


def _in_time(dated: _Dated) -> tuple[date, int, str, str]:
    return dated.at, _KINDS.index(dated.step.kind), dated.step.ref, dated.step.text
