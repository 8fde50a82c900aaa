"""Two handles, torn tails and snapshots in any order, against a model in plain Python."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from auditrack.model.change import (
    Actor,
    Conflict,
    Insert,
    Refusal,
    RefusedError,
    Saved,
    Transaction,
    Update,
)
from auditrack.register import create_register, open_register
from auditrack.register.disk import disk
from auditrack.register.filters import where
from auditrack.register.protocol import Store

WHO = st.sampled_from((0, 1))
REFS = st.sampled_from(("lead-1", "lead-2", "nurse"))
FIELDS = st.sampled_from(("title", "note"))
VALUES = st.sampled_from((None, "", "x", "“quoted”", 'a "b" \\ \n', 1, True, 1.0, ("a", "b")))


class Handles(RuleBasedStateMachine):
    """What the register says is held against what a dictionary says, after every step."""

    def new_place(self) -> str:
        raise NotImplementedError

    @initialize()
    def make(self) -> None:
        self.place = self.new_place()
        self.handles: list[Store] = [
            create_register(self.place, "Example Board", Actor("one", 1)),
            open_register(self.place, Actor("two", 2)),
        ]
        self.model: dict[str, dict[str, Any]] = {}
        self.past: list[dict[str, dict[str, Any]]] = [{}]
        self.torn = 0
        self.tail = False

    def teardown(self) -> None:
        for handle in getattr(self, "handles", ()):
            handle.close()

    def wrote(self, answer: object, ref: str, after: dict[str, Any]) -> None:
        assert isinstance(answer, Saved), str(answer)
        if self.tail:
            self.torn, self.tail = self.torn + 1, False
        self.model = {**self.model, ref: after}
        self.past.append(self.model)
        assert answer.entry.number == len(self.past) - 1

    @rule(who=WHO, ref=REFS, field=FIELDS, value=VALUES)
    def insert(self, who: int, ref: str, field: str, value: Any) -> None:
        change = Transaction("add", (Insert("leads", ref, {field: value}),))
        answer = self.handles[who].transact(lambda _state: change)
        if ref in self.model:
            assert isinstance(answer, Refusal) and answer.code == "taken"
            return
        kept = {} if value is None else {field: value}
        self.wrote(answer, ref, {"ref": ref, "rev": 1, **kept})

    @rule(who=WHO, ref=REFS, field=FIELDS, value=VALUES, stale=st.booleans())
    def update(self, who: int, ref: str, field: str, value: Any, stale: bool) -> None:
        """An edit from the revision that this handle shows, which may be an old one."""
        handle = self.handles[who]
        if not stale:
            handle.poll()
        seen = handle.get("leads", ref)
        base = None if seen is None else int(seen["rev"])
        change = Transaction("edit", (Update("leads", ref, {field: value}, base),))
        now = self.model.get(ref)
        answer = handle.transact(lambda _state: change)
        if now is None:
            assert isinstance(answer, Refusal) and answer.code == "unknown-reference"
            return
        before = {} if seen is None else seen
        meant = before.get(field) if seen is not None else now.get(field)
        theirs = now.get(field)

        def same(one: Any, other: Any) -> bool:
            return type(one) is type(other) and one == other

        if seen is None or same(theirs, meant):
            changed = not same(theirs, value)
        elif same(theirs, value) or same(value, meant):
            changed = False  # both said the same, or this form never touched the field
        else:
            assert isinstance(answer, Conflict) and answer.fields[0].theirs == theirs
            return
        if not changed:
            assert isinstance(answer, Refusal) and answer.code == "no-change", str(answer)
            return
        after = {**now, field: value, "rev": now["rev"] + 1}
        if value is None:
            del after[field]
        self.wrote(answer, ref, after)

    @rule(who=WHO)
    def poll(self, who: int) -> None:
        handle = self.handles[who]
        handle.poll()
        assert handle.head.number == len(self.past) - 1
        assert {str(one["ref"]): dict(one) for one in handle.select("leads")} == self.model
        assert handle.poll() == ()

    @rule(who=WHO)
    def reopen(self, who: int) -> None:
        self.handles[who].close()
        self.handles[who] = open_register(self.place, Actor(("one", "two")[who], who))

    @rule(who=WHO)
    def verify(self, who: int) -> None:
        found = self.handles[who].verify()
        assert found.ok and found.entries == len(self.past) - 1 and len(found.torn) == self.torn

    @rule(who=WHO, part=st.floats(0, 1))
    def look_back(self, who: int, part: float) -> None:
        handle = self.handles[who]
        number = int(part * handle.head.number)
        then = handle.as_recorded(number)
        assert {str(one["ref"]): dict(one) for one in then.select("leads")} == self.past[number]

    @rule(who=WHO, value=VALUES)
    def select(self, who: int, value: Any) -> None:
        """An index that has stood through every change still finds what the records say."""
        handle = self.handles[who]
        found = handle.select("leads", where("title").equals(value))
        assert all(one.get("title") == value for one in found)

    @invariant()
    def each_handle_shows_a_true_state(self) -> None:
        for handle in self.handles:
            assert handle.read_only is None, handle.read_only
            shown = {str(one["ref"]): dict(one) for one in handle.select("leads")}
            assert shown == self.past[handle.head.number]


class TwoHandles(Handles):
    """In a folder: with torn tails, writes that come up short, and snapshots."""

    def new_place(self) -> str:
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "register"
        return str(self.path)

    def teardown(self) -> None:
        super().teardown()
        shutil.rmtree(getattr(self, "folder", "/nonexistent"), ignore_errors=True)

    @rule(part=st.floats(0, 0.999), whole=st.binary(min_size=2, max_size=40))
    def tear(self, part: float, whole: bytes) -> None:
        """Somebody was killed in the midst of a write."""
        fragment = whole.replace(b"\n", b"?")[: 1 + int(part * len(whole))]
        with (self.path / "journal.jsonl").open("ab") as journal:
            journal.write(fragment)
        self.tail = True

    @rule(who=WHO)
    def a_write_comes_up_short(self, who: int) -> None:
        change = Transaction("add", (Insert("leads", f"late-{len(self.past)}", {}),))
        with pytest.MonkeyPatch.context() as broken:
            broken.setattr(disk, "write", lambda fd, data: os.write(fd, data[:20]))
            answer = self.handles[who].transact(lambda _state: change)
        assert isinstance(answer, Refusal) and answer.code == "not-saved"

    @rule(who=WHO)
    def snapshot(self, who: int) -> None:
        self.handles[who].write_snapshot()


class TwoHandlesOfADatabase(Handles):
    """In a database: connections are cut at rest, and another organisation says the same names."""

    server: Any
    database: str

    def new_place(self) -> str:
        name = f"wren-{uuid4().hex}"
        self.other = create_register(
            self.server.url(self.database, organisation=f"other-{name}"), "Other", Actor("x", 3)
        )
        return str(self.server.url(self.database, organisation=name))

    def teardown(self) -> None:
        super().teardown()
        if hasattr(self, "other"):
            self.other.close()

    @rule()
    def cut(self) -> None:
        """Every connection is ended by the server; each handle makes its own again."""
        self.server.psql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND pid <> pg_backend_pid()",
            self.database,
        )

    @rule(ref=REFS, field=FIELDS, value=VALUES)
    def another_organisation_writes(self, ref: str, field: str, value: Any) -> None:
        made: Insert | Update = Insert("leads", ref, {field: value})
        if self.other.get("leads", ref) is not None:
            made = Update("leads", ref, {field: value})
        self.other.transact(lambda _state: Transaction("edit", (made,)))

    @rule(ref=REFS, field=FIELDS, value=VALUES)
    def ask_singly(self, ref: str, field: str, value: Any) -> None:
        """A handle that has read no table as a whole finds the same."""
        with open_register(self.place, Actor("three", 3), read_only=True) as fresh:
            assert fresh.get("leads", ref) == self.model.get(ref)
            titled = {str(one["ref"]) for one in fresh.select("leads", where(field).equals(value))}
            assert titled == {
                one
                for one, record in self.model.items()
                if field in record and record[field] == value
            }
            grouped = fresh.index("leads", field)
            if isinstance(value, str):
                assert {str(one["ref"]) for one in grouped.get(value, ())} == titled
            own = [int(one[5:]) for one in self.model if one.startswith("lead-")]
            assert fresh.next_number("lead") == max(own, default=0) + 1


def agrees(machine: type[Handles], at_length: bool, examples: int) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=600 if at_length else examples,
            stateful_step_count=50 if at_length else 25,
            deadline=None,
            derandomize=not at_length,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_two_handles_agree_with_the_model(at_length: bool, tmp_path: Path) -> None:
    agrees(TwoHandles, at_length, 40)


def test_two_handles_of_a_database_agree_with_the_model(
    at_length: bool, tmp_path: Path, postgresql: Any
) -> None:
    database = postgresql.new_database()
    with pytest.MonkeyPatch.context() as given:
        given.setattr(TwoHandlesOfADatabase, "server", postgresql, raising=False)
        given.setattr(TwoHandlesOfADatabase, "database", database, raising=False)
        agrees(TwoHandlesOfADatabase, at_length, 15)
    postgresql.drop(database)


def test_a_stale_handle_is_told_once_what_it_missed(tmp_path: Path) -> None:
    path = tmp_path / "register"
    with (
        create_register(path, "Example Board", Actor("one", 1)) as one,
        open_register(path, Actor("two", 2)) as stale,
    ):
        for turn in range(50):
            change = Transaction("add", (Insert("leads", f"lead-{turn}", {"title": "x"}),))
            assert isinstance(one.transact(lambda _state, made=change: made), Saved)
        assert stale.head.number == 0 and stale.select("leads") == ()
        edit = Transaction("edit", (Update("leads", "lead-7", {"title": "y"}),))
        assert isinstance(stale.transact(lambda _state: edit), Saved)
        assert [entry.number for entry in stale.poll()] == list(range(1, 52))
        assert stale.poll() == ()
        # A handle that was closed says so, and still shows what it knew.
        one.close()
        answer = one.transact(lambda _state: edit)
        assert isinstance(answer, Refusal) and "it was closed" in answer.message
        with pytest.raises(RefusedError, match="it was closed"):
            one.write_snapshot()
        assert one.poll() == () and len(one.select("leads")) == 50
