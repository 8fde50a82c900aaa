"""What is put together for thousands of recommendations is what `practise` judges each one on."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from auditrack.analysis import tests_made as made
from auditrack.analysis.facts import (
    AuditFact,
    BoardFacts,
    EvidenceFact,
    RecommendationFact,
    ReviewFact,
)
from auditrack.analysis.practice import practise
from auditrack.model.dates import interval

AS_OF = date(2026, 11, 20)
_DAYS = st.dates(date(2014, 1, 1), date(2027, 6, 30)).map(str)
_WHEN = st.none() | _DAYS | _DAYS.map(lambda when: when[:7]) | _DAYS.map(lambda when: when[:4])
_INTERVALS = _WHEN.map(interval)
_OUTCOMES = st.sampled_from(["embedded", "partly", "not_embedded", "inconclusive"])
_AGENCIES = st.sampled_from(["Police", "Health", "board", None])

_AUDITS = st.lists(
    st.builds(
        AuditFact,
        ref=st.sampled_from([f"aud-{n}" for n in range(9)]),
        date=_INTERVALS,
        sample_to=_INTERVALS,
        outcome=_OUTCOMES,
        agencies=st.frozensets(st.sampled_from(["Police", "Health", "all"]), max_size=2),
        looked_at=st.sampled_from(["practice", "practice", "documents"]),
    ),
    max_size=6,
    unique_by=lambda audit: audit.ref,
)
_EVIDENCE = st.lists(
    st.builds(
        EvidenceFact,
        ref=st.sampled_from(["ev-1", "ev-2", "ev-3"]),
        level=st.integers(2, 4),
        about=_INTERVALS,
        result=st.sampled_from(["embedded", "partly", "not_embedded", None]),
        accepted=st.booleans(),
        audit=st.sampled_from([None, None, "aud-1"]),
    ),
    max_size=3,
)
_ROWS = st.lists(
    st.builds(
        RecommendationFact,
        ref=st.just("a/1"),
        review=st.just("a"),
        status=st.sampled_from(["open", "in_progress", "closed", "declined", "not_known"]),
        agency=_AGENCIES,
        due=_INTERVALS,
        evidence=_EVIDENCE.map(tuple),
    ),
    min_size=1,
    max_size=3,
)


@given(
    published=_INTERVALS,
    rows=_ROWS,
    audits=_AUDITS,
    shared=st.sets(st.integers(0, 5)),
    failed=st.dictionaries(
        st.sampled_from(["b", "c"]), st.dates(date(2014, 1, 1), AS_OF), max_size=2
    ),
)
def test_the_same_as_judged_one_by_one(published, rows, audits, shared, failed):
    board = BoardFacts(AS_OF, (ReviewFact("a", published=published),))
    counted = tuple(board.counted(rows))
    judged = practise(made.asked_of(board, counted, tuple(audits), failed))

    asked = made.asked_of(board, counted)
    in_common = [audit for number, audit in enumerate(audits) if number in shared]
    by_audit = [made.tests_in(some, AS_OF) for some in (audits, in_common)]
    found = made.tests_made(asked, by_audit)
    assert sorted(map(repr, found)) == sorted(
        repr(test) for test in judged.tests if test.kind != "review"
    )

    def later(since: date) -> dict[str, date]:
        return {ref: day for ref, day in failed.items() if day >= since}

    assert made.was_tested(asked, by_audit, later) == bool(judged.tests)
    assert made.was_tested(asked, by_audit, lambda _: failed) == bool(judged.tests)
    embedded = judged.state in ("EMBEDDED_ONCE", "SUSTAINED", "RETEST_DUE")
    assert made.last_found_embedded(asked, found, later) == embedded
    assert made.last_found_embedded(asked, found, lambda _: failed) == embedded
