"""What a database answers is what the journal's memory answers, whatever is kept and asked."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from auditrack.model.change import Actor, Insert, Records, Transaction, Update
from auditrack.register import create_register, open_register
from auditrack.register.filters import All, AnyOf, Condition, Filter, Not
from auditrack.register.postgres.reader import DatabaseReader
from auditrack.register.protocol import Store
from tests.postgresql_server import Server

OFFICER = Actor("a.officer", 1001, "local")
TABLES = ("actions", "reviews", "notes")  # `notes` has no words kept for searching
FIELDS = ("what", "é", "e\u0301", "agencies", "agencies_")
ODD = (
    *("", " ", "a", "A", "ab", "%", "_", "a%", "\\", "\\u0000", '"', "'", "null", "1", "[", "{}"),
    *("é", "e\u0301", "ß", "SS", "ς", "Σ", "İ", "\u2028", "\x1f", "\x7f", "\ufeff", "\U0001f642"),
    *("a\nb", "\n", "a\r\n", "police", "Police", "pol", '{"what": "a"}', "\ufdd0", "$1", "%s"),
)
text = st.sampled_from(ODD) | st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=6
)
value = st.one_of(
    text,
    st.lists(text, max_size=3).map(tuple),
    st.booleans(),
    st.sampled_from((0, 1, -1, 2**63 - 1, -(2**63), 2**53 + 1, 10**17)),
    st.floats(allow_nan=False, allow_infinity=False).map(lambda number: number + 0.0),
    st.sampled_from((1.0, 1e16, 1e300, 5e-324, 0.1, 123456789012345680.0)),
    st.none(),
)
fields = st.dictionaries(st.sampled_from(FIELDS), value, max_size=4)
edits = st.tuples(st.sampled_from(TABLES), st.integers(1, 3), fields)
histories = st.lists(st.lists(edits, min_size=1, max_size=3), min_size=1, max_size=3)

# What is asked for need not be what can be kept.
sought = text | st.sampled_from(("\0", "a\0", "\ud800", "a\udcff"))
scalar = sought | st.booleans() | st.sampled_from((0, 1, 1.0, 1e16, 2**70, None))
several = st.lists(scalar, max_size=3).map(tuple)
conditions = st.one_of(
    st.builds(
        Condition,
        st.sampled_from((*FIELDS, "ref", "rev")),
        st.sampled_from(("equals", "has")),
        scalar | several,
    ),
    st.builds(
        Condition,
        st.sampled_from((*FIELDS, "ref")),
        st.sampled_from(("one_of", "has_any")),
        several,
    ),
    st.builds(Condition, st.sampled_from((*FIELDS, "a\0")), st.just("is_set")),
    st.builds(
        Condition,
        st.sampled_from((*FIELDS, "ref", "rev")),
        st.sampled_from(("contains_text", "starts_with", "at_least", "before")),
        sought,
    ),
)
filters = st.recursive(
    conditions,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, max_size=3).map(lambda them: All(tuple(them))),
        st.lists(inner, max_size=3).map(lambda them: AnyOf(tuple(them))),
    ),
    max_leaves=4,
)


@pytest.fixture(scope="module")
def pairs(
    postgresql: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], tuple[Store, Store]]]:
    """Makes the same empty register on both engines."""
    database = postgresql.new_database()
    folder = tmp_path_factory.mktemp("twins")
    numbers = count()

    def make() -> tuple[Store, Store]:
        name = f"twin-{next(numbers)}"
        places = (folder / name, f"{postgresql.url(database)}&organisation={name}")
        journal, stored = (create_register(at, "Board", OFFICER, lambda: 0) for at in places)
        return journal, stored

    yield make
    postgresql.drop(database)


def plainly(records: Any) -> list[list[str]]:
    """Records with their values' kinds: to Python 1, 1.0 and true are one value."""
    return [sorted(f"{name}={told!r}" for name, told in one.items()) for one in records]


def write(store: Store, edited: list[tuple[str, int, dict[str, Any]]]) -> Any:
    """Enter or change each record, as the state at the moment has it."""

    def build(state: Records) -> Transaction:
        known = {(table, number): state.get(table, f"act-{number}") for table, number, _ in edited}
        ops: list[Insert | Update] = []
        for (table, number), was in known.items():
            new = {
                name: told
                for of, at, changed in edited
                if (of, at) == (table, number)
                for name, told in changed.items()
            }
            ref = f"act-{number}"
            if was is None:
                ops.append(Insert(table, ref, new))
            else:
                ops.append(Update(table, ref, new))
        return Transaction("edit", tuple(ops))

    return store.transact(build)


def answers_are_equal(ours: Records, theirs: Any, wanted: Filter) -> None:
    """Every question, asked of a fresh reader record by record, then of tables in memory."""
    assert isinstance(theirs, DatabaseReader)
    assert sorted(theirs.tables()) == sorted(ours.tables())
    # The live register never gives a number out again, seen or not.
    assert theirs.next_number("act") >= ours.next_number("act")
    for table in TABLES:
        singly, whole = theirs.apart(), theirs.apart()
        every = plainly(ours.select(table))
        for reader in (singly, whole):
            if reader is whole:
                assert plainly(reader.select(table)) == every
            right = plainly(ours.select(table, wanted))
            assert plainly(reader.select(table, wanted)) == right
            assert plainly(reader.found(table, wanted)) == right
            assert plainly(reader.found(table, wanted, 1)) == right[:1]
            assert reader.count(table) == len(every)
            assert reader.count(table, wanted) == len(right)
            assert reader.count(table, wanted, 1) == min(1, len(right))
            for ref in ("act-1", "act-3", "", "\0", "\udc80", "act-99"):
                one, other = reader.get(table, ref), ours.get(table, ref)
                assert (one is None) == (other is None)
                assert one is None or other is None or plainly([one]) == plainly([other])
        for field in FIELDS[:3]:
            groups = ours.index(table, field)
            reader = theirs.apart()
            asked = [key for key in (*groups, "", "absent", "\0", "\ud800") if type(key) is str]
            reader.gather(table, field, asked[::2])
            for key in asked:
                assert plainly(reader.index(table, field).get(key, ())) == plainly(
                    groups.get(key, ())
                )
            assert [repr(key) for key in reader.index(table, field)] == [
                repr(key) for key in groups
            ]


@settings(max_examples=10, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(histories, histories, filters)
@example([[("actions", 1, {"what": 5})]], [], Condition("what", "starts_with", ""))
@example([[("actions", 1, {"what": "a"})]], [], Condition("what", "contains_text", "\0"))
@example(
    [[("actions", 1, {"what": "a"})]],
    [],
    All((Condition("what", "is_set"), Condition("what", "has", False))),
)
@example([[("actions", 1, {"what": "a"})]], [], All((Condition("what", "is_set"), AnyOf(()))))
def test_every_question_has_the_answer_that_memory_gives(
    pairs: Callable[[], tuple[Store, Store]], first: Any, then: Any, wanted: Filter
) -> None:
    journal, stored = pairs()
    with journal, stored:
        for edited in first:
            assert type(write(journal, edited)) is type(write(stored, edited))
        behind = stored.as_recorded(stored.head.number)
        live = open_register(f"{stored.where}", OFFICER, lambda: 0)  # polls no more
        with live:
            live.get("actions", "act-1")
            at = live.head.number
            for edited in then:
                assert type(write(journal, edited)) is type(write(stored, edited))
            assert stored.head.number == journal.head.number
            for number in {0, at - 1, journal.head.number}:
                answers_are_equal(journal.as_recorded(number), stored.as_recorded(number), wanted)
            answers_are_equal(journal.as_recorded(at), behind, wanted)
            answers_are_equal(journal.as_recorded(at), live, wanted)
            live.poll()
            answers_are_equal(journal, live, wanted)
            answers_are_equal(journal, stored, wanted)
            for ref in ("act-1", "act-99", "\0"):
                ours, theirs = (
                    [entry.ops for entry in one.history(ref)] for one in (journal, live)
                )
                assert ours[1:] == theirs[1:] and len(ours) == len(theirs)
        assert stored.verify().ok
