"""What every store behind the register's door must do, asked of each of them by the same tests.

A store joins by adding how it is made and opened to `STORES`.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any, Protocol

import msgspec
import pytest

from auditrack.model.change import (
    Actor,
    Conflict,
    Head,
    Insert,
    Records,
    Refusal,
    RefusedError,
    Saved,
    Transaction,
    Update,
)
from auditrack.register import create_register, open_register
from auditrack.register.filters import where
from auditrack.register.protocol import Capabilities, Store
from auditrack.register.verify import Verification

OFFICER = Actor("a.officer", 1001, "local")
CHAIR = Actor("b.chair", 1002, "ssh 192.0.2.7, unverified")
NOON = 1_795_176_000_000


class Stores(Protocol):
    """How one kind of store is made and opened; `clock` gives UTC milliseconds."""

    def create(self, actor: Actor, clock: Callable[[], int]) -> Store: ...

    def open(self, actor: Actor, clock: Callable[[], int], read_only: bool = False) -> Store: ...


class Journals:
    """The register in a folder of plain files."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "register"

    def create(self, actor: Actor, clock: Callable[[], int]) -> Store:
        return create_register(self.path, "Example Board", actor, clock)

    def open(self, actor: Actor, clock: Callable[[], int], read_only: bool = False) -> Store:
        return open_register(self.path, actor, clock, read_only)


class Databases:
    """An organisation of a PostgreSQL database, beside another one that is never touched."""

    def __init__(self, _folder: Path, url: str) -> None:
        self.url = url

    def create(self, actor: Actor, clock: Callable[[], int]) -> Store:
        beside = create_register(f"{self.url}&organisation=other", "Other Board", actor, clock)
        beside.transact(
            lambda _state: Transaction(
                "edit", (Insert("actions", "act-1", {"what": "Train", "lead": "nurse"}),)
            )
        )
        beside.close()
        return create_register(f"{self.url}&organisation=example", "Example Board", actor, clock)

    def open(self, actor: Actor, clock: Callable[[], int], read_only: bool = False) -> Store:
        return open_register(f"{self.url}&organisation=example", actor, clock, read_only)


STORES = {"journal": Journals, "postgresql": Databases}


class Bench:
    """One store, with as many handles on it as a test asks for, and a clock it can set."""

    def __init__(self, stores: Stores) -> None:
        self.stores = stores
        self.t = NOON
        self.handles: list[Store] = [stores.create(OFFICER, lambda: self.t)]
        self.store = self.handles[0]

    def beside(self, actor: Actor = CHAIR, **options: bool) -> Store:
        self.handles.append(self.stores.open(actor, lambda: self.t, **options))
        return self.handles[-1]

    def close(self) -> None:
        for handle in self.handles:
            handle.close()


@pytest.fixture(params=STORES)
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    if request.param == "journal":
        made = Bench(Journals(tmp_path))
        yield made
        made.close()
        return
    server = request.getfixturevalue("postgresql")
    database = server.new_database()
    made = Bench(Databases(tmp_path, server.url(database)))
    yield made
    made.close()
    server.drop(database)


def write(store: Store, *ops: Insert | Update, **context: Any) -> Saved | Refusal:
    return store.transact(lambda _state: Transaction("edit", ops), **context)


def saved(store: Store, *ops: Insert | Update, **context: Any) -> Saved:
    answer = write(store, *ops, **context)
    assert isinstance(answer, Saved), str(answer)
    return answer


def refused(store: Store, *ops: Insert | Update) -> Refusal:
    head = store.head
    answer = write(store, *ops)
    assert isinstance(answer, Refusal)
    assert store.head == head and answer.message.endswith(".")
    return answer


def three_actions(store: Store) -> None:
    saved(
        store,
        Insert("actions", "act-1", {"what": "Train", "lead": "nurse", "serves": ["a", "b"]}),
        Insert("actions", "act-2", {"what": "Write", "lead": "head", "serves": ["b"]}),
        Insert("actions", "act-3", {"what": "Ask again", "serves": []}),
    )


def refs(records: Any) -> list[str]:
    return [record["ref"] for record in records]


def test_a_new_store_is_empty_and_says_what_it_can_do(bench: Bench) -> None:
    store = bench.store
    assert store.head.number == 0 and store.head.hash
    assert store.get("actions", "act-1") is None
    assert store.select("actions") == () and dict(store.index("actions", "lead")) == {}
    assert store.next_number("act") == 1
    assert store.read_only is None and store.poll() == () and list(store.notices) == []
    assert isinstance(store.capabilities, Capabilities) and store.actor == OFFICER


def test_what_was_saved_is_there_for_this_handle_another_and_the_next(bench: Bench) -> None:
    other = bench.beside()
    answer = saved(bench.store, Insert("reviews", "child-f", {"title": "Child F", "of": 3}))
    assert answer.references == ("child-f",) and answer.head == bench.store.head
    expected = {"ref": "child-f", "rev": 1, "title": "Child F", "of": 3}
    assert bench.store.get("reviews", "child-f") == expected
    assert other.get("reviews", "child-f") is None
    assert [entry.number for entry in other.poll()] == [1]
    assert other.get("reviews", "child-f") == expected
    assert bench.beside().get("reviews", "child-f") == expected


@pytest.mark.parametrize(
    "value",
    [
        *("", "two\nlines\tand a tab", "“quoted” £ ÷ 🙂 \u2028", "{}[]\\\"'"),
        *(0, -1, 2**62, 0.5, 1.0, True, False, ["a"], ["a", "", "a"], []),
    ],
)
def test_a_value_comes_back_as_it_was(bench: Bench, value: Any) -> None:
    saved(bench.store, Insert("notes", "n", {"kept": value, "also": "x"}))
    for store in (bench.store, bench.beside()):
        record = store.get("notes", "n")
        assert record is not None
        found = record["kept"]
        assert (list(found) if isinstance(value, list) else found) == value
        assert type(found) is (tuple if isinstance(value, list) else type(value))


@pytest.mark.parametrize(
    "value",
    ["nul \0", "half \ud83d", float("nan"), float("inf"), {"a": 1}, [["a"]], [1], 2**70, b"bytes"],
)
def test_a_value_that_cannot_be_kept_is_refused(bench: Bench, value: Any) -> None:
    assert refused(bench.store, Insert("notes", "n", {"kept": value})).code == "bad-value"


def test_null_takes_a_field_away(bench: Bench) -> None:
    saved(bench.store, Insert("notes", "n", {"a": "x", "b": None}))
    assert bench.store.get("notes", "n") == {"ref": "n", "rev": 1, "a": "x"}
    saved(bench.store, Update("notes", "n", {"a": None, "c": "y"}))
    assert bench.store.get("notes", "n") == {"ref": "n", "rev": 2, "c": "y"}


def test_a_record_handed_out_cannot_reach_back_and_does_not_change(bench: Bench) -> None:
    three_actions(bench.store)
    record: Any = bench.store.get("actions", "act-1")
    with pytest.raises(TypeError):
        record["what"] = "changed"
    assert isinstance(record["serves"], tuple)
    saved(bench.store, Update("actions", "act-1", {"what": "Train all"}))
    assert record["what"] == "Train" and record["rev"] == 1


def test_records_are_selected_by_declarative_filters(bench: Bench) -> None:
    three_actions(bench.store)
    for filter, expected in (
        (None, ["act-1", "act-2", "act-3"]),
        (where("lead").equals("nurse"), ["act-1"]),
        (where("serves").has("b"), ["act-1", "act-2"]),
        (where("lead").one_of(("head", "nobody")), ["act-2"]),
        (where("lead").is_set(), ["act-1", "act-2"]),
        (~where("lead").is_set(), ["act-3"]),
        (where("what").contains_text("ask AGAIN"), ["act-3"]),
        (where("serves").has("b") & where("lead").equals("head"), ["act-2"]),
        (where("lead").equals("nurse") | where("what").equals("Write"), ["act-1", "act-2"]),
    ):
        assert refs(bench.store.select("actions", filter)) == expected, str(filter)


def test_an_index_groups_records_by_value_and_by_member(bench: Bench) -> None:
    three_actions(bench.store)
    by_lead = bench.store.index("actions", "lead")
    assert {value: refs(found) for value, found in by_lead.items()} == {
        "nurse": ["act-1"],
        "head": ["act-2"],
    }
    saved(bench.store, Update("actions", "act-2", {"lead": "nurse"}))
    assert refs(by_lead["head"]) == ["act-2"]
    assert refs(bench.store.index("actions", "lead")["nurse"]) == ["act-1", "act-2"]
    assert refs(bench.store.index("actions", "serves")["b"]) == ["act-1", "act-2"]


def test_one_transaction_is_kept_whole_or_not_at_all(bench: Bench) -> None:
    three_actions(bench.store)
    answer = refused(bench.store, Insert("leads", "x", {}), Insert("actions", "act-1", {}))
    assert answer.code == "taken" and answer.ref == "act-1"
    assert bench.store.get("leads", "x") is None


def test_what_cannot_be_is_refused_with_a_stable_code(bench: Bench) -> None:
    three_actions(bench.store)
    for op, code in (
        (Insert("actions", "act-1", {"what": "again"}), "taken"),
        (Update("actions", "act-9", {"what": "x"}), "unknown-reference"),
        (Update("actions", "act-1", {"what": "x"}, base_rev=7), "unknown-revision"),
        (Update("actions", "act-1", {"what": "Train"}), "no-change"),
        (Insert("_own", "x", {}), "bad-value"),
        (Insert("actions", " x", {}), "bad-value"),
        (Insert("actions", "x", {"ref": "y"}), "bad-value"),
    ):
        assert refused(bench.store, op).code == code
    answer = bench.store.transact(lambda _state: Refusal("rule", "The rule says no."))
    assert isinstance(answer, Refusal) and answer.code == "rule"


def test_the_build_sees_what_others_saved_before_the_lock(bench: Bench) -> None:
    other = bench.beside()
    three_actions(bench.store)
    seen: list[Any] = []

    def build(state: Records) -> Transaction:
        seen.append(state.get("actions", "act-1"))
        return Transaction("edit", (Insert("actions", f"act-{state.next_number('act')}", {}),))

    answer = other.transact(build)
    assert isinstance(answer, Saved) and answer.references == ("act-4",)
    assert seen[0]["what"] == "Train"


def test_fields_that_nobody_else_touched_merge(bench: Bench) -> None:
    three_actions(bench.store)
    other = bench.beside()
    saved(bench.store, Update("actions", "act-1", {"what": "Train all"}, base_rev=1))
    answer = saved(other, Update("actions", "act-1", {"lead": "head"}, base_rev=1))
    assert answer.merged == ("what of act-1",)
    assert other.get("actions", "act-1") == {
        "ref": "act-1", "rev": 3, "what": "Train all", "lead": "head", "serves": ("a", "b"),
    }  # fmt: skip


def test_a_field_that_another_changed_is_a_conflict_and_nothing_is_written(bench: Bench) -> None:
    three_actions(bench.store)
    other = bench.beside()
    saved(bench.store, Update("actions", "act-1", {"what": "Train all"}, base_rev=1))
    mine = Update("actions", "act-1", {"what": "Train some", "lead": "head"}, base_rev=1)
    answer = write(other, mine)
    assert isinstance(answer, Conflict) and answer.by == "a.officer"
    (field,) = answer.fields
    assert (field.field, field.base, field.mine, field.theirs) == (
        "what", "Train", "Train some", "Train all",
    )  # fmt: skip
    record = other.get("actions", "act-1")
    assert record is not None and (record["lead"], record["rev"]) == ("nurse", 2)
    assert isinstance(write(other, Update("actions", "act-1", {"what": "Train all"}, 1)), Refusal)


def test_an_entry_says_who_when_and_why(bench: Bench) -> None:
    bench.store.transact(
        lambda _state: Transaction("act add", (Insert("actions", "act-1", {"what": "x"}),)),
        lead="Head of Early Help", role="officer", why="agreed", meeting="mtg-1",
    )  # fmt: skip
    (entry,) = bench.beside().history(since=0)
    assert (entry.number, entry.t, entry.login, entry.uid, entry.via) == (
        1, NOON, "a.officer", 1001, "local",
    )  # fmt: skip
    assert (entry.cmd, entry.lead, entry.role, entry.why, entry.meeting) == (
        "act add", "Head of Early Help", "officer", "agreed", "mtg-1",
    )  # fmt: skip
    (op,) = entry.ops
    assert (op.op, op.table, op.id, op.rev) == ("insert", "actions", "act-1", 1)
    assert dict(op.fields) == {"what": (None, "x")}


def test_time_never_goes_back(bench: Bench) -> None:
    three_actions(bench.store)
    bench.t -= 86_400_000
    answer = saved(bench.beside(), Update("actions", "act-1", {"what": "later"}))
    assert answer.entry.t == NOON


def test_the_history_holds_old_and_new_and_can_be_asked_for_one_record(bench: Bench) -> None:
    three_actions(bench.store)
    saved(bench.store, Update("actions", "act-1", {"what": "Train all"}))
    saved(bench.store, Update("actions", "act-2", {"lead": None}), why="left")
    assert [entry.number for entry in bench.store.history()] == [0, 1, 2, 3]
    assert [entry.number for entry in bench.store.history("act-2")] == [1, 3]
    assert [entry.number for entry in bench.store.history("act-2", since=1)] == [3]
    for past_the_end in (3, 4, 99):
        assert list(bench.store.history(since=past_the_end)) == []
    last = list(bench.store.history())[-1]
    assert dict(last.ops[0].fields) == {"lead": ("head", None)} and last.why == "left"
    assert list(bench.store.history("act")) == []


def test_the_record_can_be_read_as_it_stood_at_any_entry(bench: Bench) -> None:
    three_actions(bench.store)
    saved(bench.store, Update("actions", "act-1", {"what": "Train all"}))
    heads = {entry.number: entry.hash for entry in bench.store.history()}
    for number, what in ((1, "Train"), (2, "Train all")):
        earlier = bench.store.as_recorded(number)
        record = earlier.get("actions", "act-1")
        assert record is not None and record["what"] == what
        assert earlier.head == Head(number, heads[number])
    assert bench.store.as_recorded(0).select("actions") == ()
    for number in (-1, 3):
        with pytest.raises(RefusedError) as error:
            bench.store.as_recorded(number)
        assert error.value.refusal.code == "no-such-entry"


def test_a_poll_tells_each_entry_once(bench: Bench) -> None:
    other = bench.beside()
    three_actions(bench.store)
    saved(bench.store, Insert("leads", "nurse", {}))
    assert [entry.number for entry in other.poll()] == [1, 2]
    assert other.poll() == ()
    saved(other, Insert("leads", "head", {}))
    assert [entry.login for entry in other.poll()] == ["b.chair"]
    assert [entry.number for entry in bench.store.poll()] == [1, 2, 3]


def test_numbers_are_never_used_twice(bench: Bench) -> None:
    three_actions(bench.store)
    saved(bench.store, Insert("actions", "act-9", {}))
    assert bench.store.next_number("act") == 10 and bench.beside().next_number("act") == 10
    assert bench.store.as_recorded(1).next_number("act") == 4


def test_a_reader_reads_and_does_not_write(bench: Bench) -> None:
    three_actions(bench.store)
    reader = bench.beside(read_only=True)
    assert reader.read_only is not None and len(reader.select("actions")) == 3
    assert refused(reader, Insert("leads", "x", {})).code == "read-only"
    saved(bench.store, Insert("leads", "nurse", {}))
    assert len(reader.poll()) == 1 and reader.get("leads", "nurse") is not None


def test_writers_at_once_lose_nothing_and_share_no_number(bench: Bench) -> None:
    stores = [bench.store, bench.beside(), bench.beside(Actor("c"))]
    made: list[str] = []

    def officer(store: Store) -> None:
        for _ in range(10):
            answer = store.transact(
                lambda state: Transaction(
                    "add", (Insert("actions", f"act-{state.next_number('act')}", {}),)
                )
            )
            assert isinstance(answer, Saved)
            made.extend(answer.references)

    threads = [Thread(target=officer, args=(store,)) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(made) == sorted(f"act-{n}" for n in range(1, 31))
    assert refs(bench.beside().select("actions")) == [f"act-{n}" for n in range(1, 31)]


def test_verification_speaks_for_a_sound_store(bench: Bench) -> None:
    three_actions(bench.store)
    found = bench.store.verify()
    assert isinstance(found, Verification)
    assert found.ok and found.chain and found.entries == 1
    assert found.head == found.good == bench.store.head
    assert found.sentences and all(sentence.endswith(".") for sentence in found.sentences)


def test_the_witness_vouches_from_the_first_time_a_store_was_closed(bench: Bench) -> None:
    three_actions(bench.store)
    assert bench.store.testimony().word == "absent"
    bench.store.trust()
    assert bench.store.testimony().word == "agrees"
    assert bench.beside(CHAIR).testimony().word == "agrees"


def test_an_erasure_reaches_every_handle(bench: Bench) -> None:
    three_actions(bench.store)
    other, head = bench.beside(), bench.store.head

    def erased(body: Any) -> Any:
        ops = [
            msgspec.structs.replace(op, fields={**op.fields, "what": (None, "erased")})
            if op.id == "act-2"
            else op
            for op in body.ops
        ]
        return msgspec.structs.replace(body, ops=ops)

    closing = Transaction("redact", (Insert("redactions", "red-1", {"why": "a name"}),))
    answer = bench.store.erase(lambda _state: (closing, erased))
    assert isinstance(answer, Saved) and answer.entry.number == 2
    assert [entry.number for entry in other.poll()] == [2]
    for store in (bench.store, other, bench.beside()):
        assert (store.header.generation, store.header.previous_head) == (2, head.hash)
        assert store.get("actions", "act-2")["what"] == "erased" and store.verify().ok
        assert "Write" not in str(list(store.history()))
        assert store.as_recorded(1).get("actions", "act-1")["what"] == "Train"
    saved(other, Update("actions", "act-2", {"lead": "nurse"}))
    assert bench.store.poll()[-1].number == 3


def test_a_closed_store_can_be_closed_again_and_opened_anew(bench: Bench) -> None:
    three_actions(bench.store)
    head = bench.store.head
    bench.store.close()
    with suppress(RefusedError):
        bench.store.close()
    assert bench.beside().head == head
