"""Two officers' handles against a model in plain Python: whatever they do, both end up the same."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from auditrack.model.change import Actor, Conflict, Insert, Refusal, Saved, Transaction, Update
from auditrack.register import Register, create_register, open_register
from auditrack.register.filters import where

handles = st.sampled_from((0, 1))
references = st.sampled_from(("a", "b", "c"))
fields = st.dictionaries(
    st.sampled_from(("state", "lead", "serves")),
    st.one_of(
        st.none(), st.sampled_from(("x", "y")), st.lists(st.sampled_from(("x", "y")), max_size=2)
    ),
    min_size=1,
    max_size=3,
)


class TwoHandles(RuleBasedStateMachine):
    """Each step is one officer's; the model keeps every revision of every record."""

    @initialize()
    def begin(self) -> None:
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "register"
        create_register(self.path, "Board", Actor("z")).close()
        self.registers = [self.opened(0), self.opened(1)]
        self.revisions: dict[str, list[dict[str, Any]]] = {}
        self.entries = 0
        self.torn = 0

    def opened(self, handle: int) -> Register:
        return open_register(self.path, Actor("ab"[handle]), lambda: 1_800_000_000_000)

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            for register in self.registers:
                register.close()
            self.folder.cleanup()

    def transact(self, handle: int, op: Insert | Update) -> Saved | Refusal:
        answer = self.registers[handle].transact(lambda _state: Transaction("step", (op,)))
        self.entries += isinstance(answer, Saved)
        return answer

    @rule(handle=handles, ref=references, values=fields)
    def insert(self, handle: int, ref: str, values: dict[str, Any]) -> None:
        answer = self.transact(handle, Insert("actions", ref, values))
        if ref in self.revisions:
            assert isinstance(answer, Refusal) and answer.code == "taken"
        else:
            assert isinstance(answer, Saved)
            self.revisions[ref] = [{name: plain(value) for name, value in present(values)}]

    @rule(handle=handles, ref=references, values=fields, back=st.integers(0, 3))
    def update(self, handle: int, ref: str, values: dict[str, Any], back: int) -> None:
        history = self.revisions.get(ref, [])
        base_rev = max(1, len(history) - back)
        answer = self.transact(handle, Update("actions", ref, values, base_rev))
        if not history:
            assert isinstance(answer, Refusal) and answer.code == "unknown-reference"
            return
        base, theirs = history[base_rev - 1], history[-1]
        touched = {
            name
            for before, after in zip(history[base_rev - 1 :], history[base_rev:], strict=False)
            for name in before.keys() | after.keys()
            if before.get(name) != after.get(name)
        }
        mine: dict[str, Any] = {}
        clash = False
        for name, value in ((name, plain(value)) for name, value in values.items()):
            was, stands = base.get(name), theirs.get(name)
            if name in touched and stands not in (was, value):
                clash = clash or value != was
            else:
                mine[name] = value
        after = {name: value for name, value in (theirs | mine).items() if value is not None}
        if clash:
            assert isinstance(answer, Conflict) and answer.by in ("a", "b")
        elif after == theirs:
            assert isinstance(answer, Refusal) and answer.code == "no-change"
        else:
            assert isinstance(answer, Saved)
            history.append(after)

    @rule(handle=handles)
    def poll(self, handle: int) -> None:
        self.registers[handle].poll()
        self.check(self.registers[handle])

    @rule(handle=handles)
    def open_again(self, handle: int) -> None:
        self.registers[handle].close()
        self.registers[handle] = self.opened(handle)
        self.check(self.registers[handle])

    @rule(handle=handles)
    def snapshot(self, handle: int) -> None:
        self.registers[handle].write_snapshot()

    @rule(fragment=st.sampled_from((b"{", b'{"h":"', b" !torn", b"\0\0")))
    def crash(self, fragment: bytes) -> None:
        with (self.path / "journal.jsonl").open("r+b") as journal:
            journal.seek(-1, 2)
            if journal.read() == b"\n":
                journal.write(fragment)

    @rule(handle=handles)
    def verify(self, handle: int) -> None:
        found = self.registers[handle].verify()
        assert found.ok and found.entries == self.entries

    @invariant()
    def nobody_went_read_only(self) -> None:
        if hasattr(self, "registers"):
            assert all(register.read_only is None for register in self.registers)

    def check(self, register: Register) -> None:
        expected = {
            ref: {"ref": ref, "rev": len(history), **history[-1]}
            for ref, history in self.revisions.items()
        }
        assert {record["ref"]: record for record in register.select("actions")} == expected
        assert register.head.number == self.entries
        for lead in ("x", "y"):
            wanted = [ref for ref, record in expected.items() if record.get("lead") == lead]
            found = register.select("actions", where("lead").equals(lead))
            assert [record["ref"] for record in found] == wanted


def plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def present(values: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(name, value) for name, value in values.items() if value is not None]


TestTwoHandles = TwoHandles.TestCase
TestTwoHandles.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
