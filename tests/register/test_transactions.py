import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from auditrack.model.change import (
    Conflict,
    Insert,
    Op,
    Records,
    Refusal,
    RefusedError,
    Saved,
    Transaction,
    Update,
)
from auditrack.register import Register, create_register, open_register

Another = Callable[..., Register]


def save(register: Register, *ops: Insert | Update, cmd: str = "edit", **rest: Any) -> Saved:
    saved = register.transact(lambda _state: Transaction(cmd, ops, **rest))
    assert isinstance(saved, Saved), saved
    return saved


def refused(register: Register, *ops: Insert | Update) -> Refusal:
    refusal = register.transact(lambda _state: Transaction("edit", ops))
    assert isinstance(refusal, Refusal), refusal
    return refusal


def journal(register: Register) -> bytes:
    return (register.path / "journal.jsonl").read_bytes()


def test_an_insert_is_read_back_and_stands_in_the_history(register: Register) -> None:
    saved = save(register, Insert("reviews", "child-f", {"title": "Child F", "stage": None}))
    assert saved.references == ("child-f",)
    assert saved.head == register.head
    assert register.get("reviews", "child-f") == {"ref": "child-f", "rev": 1, "title": "Child F"}
    assert saved.entry.ops == (Op("insert", "reviews", "child-f", 1, {"title": (None, "Child F")}),)
    assert list(register.history("child-f")) == [saved.entry]
    assert [entry.number for entry in register.history()] == [0, 1]


def test_a_field_set_to_nothing_is_absent_and_the_journal_keeps_what_it_was(
    register: Register,
) -> None:
    save(register, Insert("actions", "act-1", {"what": "Train staff", "lead": "nurse"}))
    saved = save(register, Update("actions", "act-1", {"lead": None}))
    assert saved.entry.ops[0].fields == {"lead": ("nurse", None)}
    record = register.get("actions", "act-1")
    assert record is not None and "lead" not in record and record.get("lead") is None


def test_who_and_when_come_from_the_actor_and_the_clock(tmp_path: Path) -> None:
    from auditrack.model.change import Actor

    times = iter([1000, 5000, 4000])
    made = create_register(
        tmp_path / "r", "Board", Actor("c.clerk", 7, "demonstration"), lambda: next(times)
    )
    with made:
        first = save(made, Insert("leads", "nurse", {"title": "Nurse"}), why="new post").entry
        second = save(made, Insert("leads", "head", {"title": "Head"})).entry
    assert (first.login, first.uid, first.via, first.t) == ("c.clerk", 7, "demonstration", 5000)
    assert first.why == "new post"
    assert second.t == 5000, "the clock went back, and time in the journal does not"


def test_context_fills_what_the_transaction_leaves_empty(register: Register) -> None:
    transaction = Transaction("add", (Insert("leads", "nurse", {"title": "Nurse"}),), lead="mine")
    saved = register.transact(lambda _state: transaction, lead="theirs", role="officer")
    assert isinstance(saved, Saved)
    assert (saved.entry.lead, saved.entry.role) == ("mine", "officer")


def test_fields_that_nobody_else_touched_merge(register: Register, beside: Another) -> None:
    save(register, Insert("reviews", "child-f", {"title": "F", "stage": "draft", "type": "scr"}))
    other = beside()
    save(other, Update("reviews", "child-f", {"stage": "final"}, base_rev=1))
    saved = save(register, Update("reviews", "child-f", {"title": "Child F"}, base_rev=1))
    assert saved.merged == ("stage of child-f",)
    assert register.get("reviews", "child-f") == {
        "ref": "child-f", "rev": 3, "title": "Child F", "stage": "final", "type": "scr",
    }  # fmt: skip


def test_a_form_that_sends_every_field_takes_over_only_what_was_changed_in_it(
    register: Register, beside: Another
) -> None:
    save(register, Insert("reviews", "child-f", {"title": "F", "stage": "draft"}))
    save(beside(), Update("reviews", "child-f", {"stage": "final"}, base_rev=1))
    form = {"title": "Child F", "stage": "draft"}
    saved = save(register, Update("reviews", "child-f", form, base_rev=1))
    assert saved.entry.ops[0].fields == {"title": ("F", "Child F")}
    record = register.get("reviews", "child-f")
    assert record is not None and record["stage"] == "final"


def test_the_same_field_changed_to_something_else_is_a_conflict(
    register: Register, beside: Another
) -> None:
    save(register, Insert("actions", "act-1", {"what": "Train", "due": "2026-01"}))
    other = beside()
    save(other, Update("actions", "act-1", {"due": "2026-02"}, base_rev=1))
    save(other, Update("actions", "act-1", {"due": "2026-03"}, base_rev=2))
    before = journal(register)
    conflict = refused(register, Update("actions", "act-1", {"due": "2026-04"}, base_rev=1))
    assert isinstance(conflict, Conflict)
    clash = conflict.fields[0]
    assert (clash.base, clash.mine, clash.theirs) == ("2026-01", "2026-04", "2026-03")
    assert conflict.by == "b.chair"
    assert "b.chair changed the due of act-1" in str(conflict)
    assert journal(register) == before


def test_a_change_that_was_taken_back_meanwhile_is_no_conflict(
    register: Register, beside: Another
) -> None:
    save(register, Insert("actions", "act-1", {"due": "2026-01"}))
    other = beside()
    save(other, Update("actions", "act-1", {"due": "2026-02"}))
    save(other, Update("actions", "act-1", {"due": "2026-01"}))
    saved = save(register, Update("actions", "act-1", {"due": "2026-04"}, base_rev=1))
    assert saved.merged == ()


def test_both_changed_it_to_the_same_is_nothing_to_save(
    register: Register, beside: Another
) -> None:
    save(register, Insert("actions", "act-1", {"due": "2026-01"}))
    save(beside(), Update("actions", "act-1", {"due": "2026-02"}))
    assert refused(register, Update("actions", "act-1", {"due": "2026-02"}, base_rev=1)).code == (
        "no-change"
    )


def test_a_conflict_is_found_far_back_in_a_long_journal(
    register: Register, beside: Another
) -> None:
    save(register, Insert("actions", "act-1", {"due": "2026-01", "note": '“quoted "id":"act-1"'}))
    save(beside(), Update("actions", "act-1", {"due": "2026-02"}))
    padding = [Insert("updates", f"upd-{n}", {"note": "x" * 4000}) for n in range(300)]
    for start in range(0, 300, 50):
        save(register, *padding[start : start + 50])
    conflict = refused(register, Update("actions", "act-1", {"due": "2026-04"}, base_rev=1))
    assert isinstance(conflict, Conflict) and conflict.by == "b.chair"


def test_several_operations_on_one_record_build_on_one_another(register: Register) -> None:
    saved = save(
        register,
        Insert("actions", "act-1", {"what": "Train"}),
        Update("actions", "act-1", {"lead": "nurse"}),
        Update("actions", "act-1", {"lead": "head"}),
    )
    assert [op.rev for op in saved.entry.ops] == [1, 2, 3]
    assert saved.entry.ops[2].fields == {"lead": ("nurse", "head")}


def test_one_refused_operation_writes_nothing(register: Register) -> None:
    before = journal(register)
    refusal = refused(
        register, Insert("leads", "nurse", {}), Update("leads", "head", {"title": "H"})
    )
    assert refusal.code == "unknown-reference" and refusal.ref == "head"
    assert journal(register) == before and register.get("leads", "nurse") is None


def test_a_reference_is_never_used_twice(register: Register, beside: Another) -> None:
    save(register, Insert("evidence", "ev-1", {"shows": "a"}))
    other = beside()
    assert refused(other, Insert("evidence", "ev-1", {"shows": "b"})).code == "taken"
    assert refused(other, Insert("x", "y", {}), Insert("x", "y", {})).code == "taken"


def test_numbers_go_on_over_every_handle(register: Register, beside: Another) -> None:
    def next_one(state: Records) -> Transaction:
        return Transaction(
            "add", (Insert("actions", f"act-{state.next_number('act')}", {"what": "x"}),)
        )

    other = beside()
    assert register.next_number("act") == 1
    made = [handle.transact(next_one) for handle in (register, other, other, register)]
    assert [saved.references[0] for saved in made if isinstance(saved, Saved)] == [
        "act-1", "act-2", "act-3", "act-4",
    ]  # fmt: skip


def test_the_build_sees_what_others_saved_and_may_refuse(
    register: Register, beside: Another
) -> None:
    other = beside()
    save(register, Insert("roles", "a.officer", {"roles": ["reader"]}))

    def only_if_no_roles(state: Records) -> Refusal | Transaction:
        if state.select("roles"):
            return Refusal("role", "You may read only.")
        return Transaction("add", (Insert("leads", "nurse", {}),))

    refusal = other.transact(only_if_no_roles)
    assert isinstance(refusal, Refusal) and refusal.code == "role"


def test_a_build_that_fails_leaves_the_lock_free(register: Register, beside: Another) -> None:
    def broken(_state: Records) -> Transaction:
        raise ZeroDivisionError

    def refusing(_state: Records) -> Transaction:
        raise RefusedError(Refusal("rule", "Not so."))

    with pytest.raises(ZeroDivisionError):
        register.transact(broken)
    answer = register.transact(refusing)
    assert isinstance(answer, Refusal) and answer.code == "rule"
    save(beside(), Insert("leads", "nurse", {}))
    save(register, Insert("leads", "head", {}))


def test_a_transaction_inside_another_is_a_mistake_of_the_program(register: Register) -> None:
    def nested(_state: Records) -> Transaction:
        save(register, Insert("leads", "nurse", {}))
        return Transaction("add", ())

    with pytest.raises(RuntimeError, match="inside another"):
        register.transact(nested)


def test_nothing_to_do_is_refused(register: Register) -> None:
    save(register, Insert("leads", "nurse", {"title": "Nurse"}))
    assert refused(register).code == "no-change"
    assert refused(register, Update("leads", "nurse", {"title": "Nurse"})).code == "no-change"
    assert refused(register, Update("leads", "nurse", {"agency": None})).code == "no-change"


def test_yes_is_not_one(register: Register) -> None:
    save(register, Insert("actions", "act-1", {"as_reported": 1}))
    save(register, Update("actions", "act-1", {"as_reported": True}))
    record = register.get("actions", "act-1")
    assert record is not None and record["as_reported"] is True


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("a\0b", "U+0000"),
        (["fine", "a\0b"], "U+0000"),
        ("half \ud800", "half of a character"),
        (float("nan"), "not a number"),
        (float("inf"), "not a number"),
        ({"from": "2020"}, "a group of fields"),
        ([["a"]], "a list that holds a list inside a list"),
        (["a", None], "a list that holds"),
        (2**80, "too large"),
        (b"bytes", "of the kind bytes"),
        (object(), "of the kind object"),
    ],
)
def test_a_value_that_cannot_be_kept_is_refused_by_record_and_field(
    register: Register, value: object, words: str
) -> None:
    before = journal(register)
    refusal = refused(register, Insert("reviews", "child-f", {"title": value}))
    assert refusal.code == "bad-value" and refusal.ref == "child-f"
    assert "title" in refusal.message and "child-f" in refusal.message
    assert words in refusal.message
    assert journal(register) == before


def test_a_date_object_is_refused(register: Register) -> None:
    from datetime import date

    refusal = refused(register, Insert("reviews", "child-f", {"published": date(2025, 1, 2)}))
    assert "of the kind date" in refusal.message


@pytest.mark.parametrize("name", ["", "ref", "rev", "a b", "a\n", 'a"b', "x" * 300])
def test_a_name_that_no_field_can_have_is_refused(register: Register, name: str) -> None:
    assert refused(register, Insert("reviews", "child-f", {name: "x"})).code == "bad-value"


@pytest.mark.parametrize("ref", ["", " child", "child\n", "a\x1b[31m", "x" * 300, "a\0"])
def test_a_reference_that_no_record_can_have_is_refused(register: Register, ref: str) -> None:
    assert refused(register, Insert("reviews", ref, {"title": "x"})).code == "bad-value"


def test_a_reason_that_cannot_be_kept_is_refused(register: Register) -> None:
    change = Transaction("add", (Insert("leads", "nurse", {}),), why="half \udfff")
    refusal = register.transact(lambda _state: change)
    assert isinstance(refusal, Refusal) and "why of this change" in refusal.message


def test_hostile_text_is_kept_as_it_is(register: Register, beside: Another) -> None:
    text = '[/] [b + [red]x \x1b[31m "id":"child-f","rev": \r\n} !torn\n{"h":"'
    save(register, Insert("reviews", "child-f", {"title": text}))
    record = beside().get("reviews", "child-f")
    assert record is not None and record["title"] == text
    assert [entry.number for entry in register.history("child-f")] == [1]


def test_an_import_larger_than_the_limit_is_refused_whole(register: Register) -> None:
    megabyte = "é" * (512 * 1024)
    ops = [Insert("findings", f"child-f/f-{n}", {"text": megabyte}) for n in range(33)]
    refusal = refused(register, *ops)
    assert refusal.code == "too-large" and "32 MB" in refusal.message
    save(register, *ops[:31])
    with open_register(register.path) as again:
        assert len(again.select("findings")) == 31


def test_the_lines_are_json_that_anything_reads(register: Register) -> None:
    save(register, Insert("reviews", "child-f", {"title": "“F”", "subjects": ["F"]}), why="because")
    header, line = journal(register).decode().splitlines()
    assert list(json.loads(header)["b"]) == [
        "n", "format", "reader", "register", "board", "t", "login", "app",
    ]  # fmt: skip
    body = json.loads(line)["b"]
    assert list(body) == ["n", "t", "login", "uid", "via", "app", "cmd", "why", "ops"]
    assert body["ops"][0]["fields"] == {"title": [None, "“F”"], "subjects": [None, ["F"]]}
