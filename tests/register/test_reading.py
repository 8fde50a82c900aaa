import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from tinydb import Query, TinyDB

from auditrack.model.change import Insert, RefusedError, Saved, Transaction, Update
from auditrack.register import Register
from auditrack.register.filters import where

Another = Callable[..., Register]


def save(register: Register, *ops: Insert | Update) -> None:
    assert isinstance(register.transact(lambda _state: Transaction("edit", ops)), Saved)


def test_a_record_handed_out_cannot_reach_back(register: Register) -> None:
    subjects = ["F"]
    save(register, Insert("reviews", "child-f", {"title": "F", "subjects": subjects}))
    subjects.append("G")
    record: Any = register.get("reviews", "child-f")
    for attempt in (
        lambda: record.update(title="X"),
        lambda: record.__setitem__("title", "X"),
        lambda: record.__delitem__("title"),
        lambda: record.pop("title"),
        lambda: record.popitem(),
        lambda: record.clear(),
        lambda: record.setdefault("new", 1),
        lambda: record.__ior__({"title": "X"}),
        lambda: setattr(record, "doc_id", 9),
        lambda: record["subjects"].append("H"),
    ):
        with pytest.raises((TypeError, AttributeError)):
            attempt()
    assert record["subjects"] == ("F",)
    assert register.get("reviews", "child-f") == record
    assert json.loads(json.dumps(record))["title"] == "F"
    assert copy.deepcopy(record) == record == pickle.loads(pickle.dumps(record))
    assert {**record, "title": "X"}["title"] == "X"


def test_a_record_handed_out_stays_as_it_was(register: Register) -> None:
    save(register, Insert("reviews", "child-f", {"title": "F"}))
    before = register.get("reviews", "child-f")
    index = register.index("reviews", "title")
    save(register, Update("reviews", "child-f", {"title": "Child F"}))
    assert before == {"ref": "child-f", "rev": 1, "title": "F"}
    assert set(index) == {"F"}
    assert set(register.index("reviews", "title")) == {"Child F"}


def test_what_others_saved_is_seen_by_a_poll_once(register: Register, beside: Another) -> None:
    other = beside()
    assert other.poll() == ()
    save(register, Insert("reviews", "child-f", {"title": "F"}))
    save(register, Update("reviews", "child-f", {"title": "Child F"}))
    assert [entry.number for entry in other.poll()] == [1, 2]
    assert other.poll() == ()
    assert [entry.number for entry in register.poll()] == [1, 2]
    record = other.get("reviews", "child-f")
    assert record is not None and record["title"] == "Child F"
    save(other, Update("reviews", "child-f", {"title": "F."}))
    assert [entry.login for entry in register.poll()] == ["b.chair"]
    assert register.head == other.head


def test_an_entry_read_under_the_lock_is_still_told_by_the_next_poll(
    register: Register, beside: Another
) -> None:
    other = beside()
    save(register, Insert("leads", "nurse", {}))
    save(other, Insert("leads", "head", {}))
    assert [entry.number for entry in other.poll()] == [1, 2]


def test_a_stale_table_handle_sees_every_later_entry_twice(
    register: Register, beside: Another
) -> None:
    other = beside()
    table = other.table("reviews")
    query = Query().title == "F"
    assert table.search(query) == [] and len(table) == 0
    save(register, Insert("reviews", "child-f", {"title": "F"}))
    other.poll()
    assert [record["ref"] for record in table.search(query)] == ["child-f"]
    save(register, Insert("reviews", "child-g", {"title": "F"}))
    other.poll()
    assert [record["ref"] for record in table.search(query)] == ["child-f", "child-g"]
    assert len(table) == len(table.all()) == table.count(query) == 2
    assert table.get(query) == other.get("reviews", "child-f")
    assert table.contains(Query().title == "none") is False


def test_tinydb_reads_and_does_not_write(register: Register) -> None:
    save(register, Insert("reviews", "child-f", {"title": "F"}))
    assert isinstance(register.database, TinyDB)
    assert register.database.tables() == {"reviews"}
    table = register.table("reviews")
    for attempt in (
        lambda: table.insert({"ref": "x"}),
        lambda: table.update({"title": "X"}),
        lambda: table.remove(Query().title == "F"),
        lambda: table.truncate(),
        lambda: register.database.drop_tables(),
    ):
        with pytest.raises(TypeError, match="transaction"):
            attempt()
    assert len(register.select("reviews")) == 1


def test_an_index_groups_in_order_of_entry_and_by_each_member(register: Register) -> None:
    save(
        register,
        Insert("actions", "act-1", {"serves": ["a", "b", "a"], "lead": "nurse"}),
        Insert("actions", "act-2", {"serves": ["b"]}),
        Insert("actions", "act-3", {"serves": ["a"], "lead": "head"}),
    )

    def refs(field: str) -> dict[str, list[str]]:
        groups = register.index("actions", field)
        return {value: [record["ref"] for record in groups[value]] for value in groups}

    assert refs("serves") == {"a": ["act-1", "act-3"], "b": ["act-1", "act-2"]}
    assert refs("lead") == {"nurse": ["act-1"], "head": ["act-3"]}
    save(register, Update("actions", "act-2", {"serves": ["a"], "lead": "nurse"}))
    assert refs("serves") == {"a": ["act-1", "act-2", "act-3"], "b": ["act-1"]}
    save(register, Update("actions", "act-1", {"lead": None}))
    assert refs("lead") == {"nurse": ["act-2"], "head": ["act-3"]}
    assert register.index("nothing", "here") == {}
    with pytest.raises(TypeError):
        register.index("actions", "lead")["nurse"] = ()  # type: ignore[index]


def test_an_index_stays_right_through_many_changes(register: Register) -> None:
    save(register, *(Insert("actions", f"act-{n}", {"lead": f"l{n % 3}"}) for n in range(30)))
    for step in range(150):
        register.index("actions", "lead") if step % 40 == 0 else None
        save(register, Update("actions", f"act-{step % 30}", {"lead": f"l{step % 7}", "s": step}))
    expected: dict[str, list[Any]] = {}
    for record in register.select("actions"):
        expected.setdefault(record["lead"], []).append(record)
    groups = register.index("actions", "lead")
    assert {value: list(members) for value, members in groups.items()} == expected


def test_as_recorded_is_the_state_at_that_entry(register: Register) -> None:
    save(register, Insert("reviews", "child-f", {"title": "one"}))
    save(register, Update("reviews", "child-f", {"title": "two"}))
    save(register, Insert("actions", "act-1", {"what": "x"}))
    past = register.as_recorded(1)
    record = past.get("reviews", "child-f")
    assert record is not None and record["title"] == "one"
    assert past.head.number == 1 and past.next_number("act") == 1
    assert past.select("reviews", where("title").equals("two")) == ()
    assert register.as_recorded(0).select("reviews") == ()
    assert register.as_recorded(3).head == register.head
    for number in (-1, 4):
        with pytest.raises(RefusedError, match="There is no entry"):
            register.as_recorded(number)


def test_history_by_reference_and_since(register: Register) -> None:
    save(register, Insert("reviews", "child-f", {"title": "one"}))
    save(register, Insert("reviews", "child-f-2", {"title": "child-f"}))
    save(register, Update("reviews", "child-f", {"title": "two"}))
    numbers = [entry.number for entry in register.history("child-f")]
    assert numbers == [1, 3]
    assert [entry.number for entry in register.history("child-f", since=1)] == [3]
    assert [entry.number for entry in register.history(since=0)] == [1, 2, 3]
    assert [entry.number for entry in register.history(since=3)] == []
    assert next(register.history()).cmd == "init"


def test_a_reader_changes_nothing(register: Register, beside: Another) -> None:
    save(register, Insert("reviews", "child-f", {"title": "one"}))
    reader = beside(read_only=True)
    answer = reader.transact(lambda _state: Transaction("edit", (Insert("leads", "nurse", {}),)))
    assert not isinstance(answer, Saved) and answer.code == "read-only"
    save(register, Insert("reviews", "child-g", {"title": "two"}))
    assert len(reader.poll()) == 1 and len(reader.select("reviews")) == 2
    with pytest.raises(RefusedError, match="reading only"):
        reader.write_snapshot()
