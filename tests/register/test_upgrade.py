"""From format 1 to a made-up next one: old entries are read by the new names, and never rewritten.

The made-up format 2 calls the field `what` of actions `task`.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import msgspec
import pytest

from auditrack.model.change import Actor, Conflict, Insert, Saved, Transaction, Update
from auditrack.register import Register, create_register, open_register
from auditrack.register.filters import where
from auditrack.register.generation import write_next_generation
from auditrack.register.line import Body, StoredBody, decode_changes
from auditrack.register.upcast import upcast

ADMIN = Actor("c.admin", 1003, "local")
MODULES = ("line", "journal", "upcast", "store", "snapshot", "follower", "creation")


def renamed(body: StoredBody) -> StoredBody:
    ops = []
    for op in body.ops:
        if op.table == "actions":
            fields = {
                "task" if name == "what" else name: change
                for name, change in decode_changes(op.fields).items()
            }
            op = msgspec.structs.replace(op, fields=msgspec.Raw(msgspec.json.encode(fields)))
        ops.append(op)
    return msgspec.structs.replace(body, ops=ops)


Upgraded = Callable[[], None]


@pytest.fixture
def patch() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as context:
        yield context


@pytest.fixture
def upgrade(patch: pytest.MonkeyPatch) -> Upgraded:
    """From now on the program is the next version."""

    def to_two() -> None:
        for name in MODULES:
            patch.setattr(import_module(f"auditrack.register.{name}"), "FORMAT", 2)
        patch.setattr(import_module("auditrack.register.upcast"), "STEPS", {1: renamed})

    return to_two


def save(register: Register, *ops: Insert | Update) -> Saved:
    answer = register.transact(lambda _state: Transaction("edit", ops))
    assert isinstance(answer, Saved), str(answer)
    return answer


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "register"
    with create_register(path, "Example Board", ADMIN) as register:
        save(register, Insert("actions", "act-1", {"what": "Train", "lead": "nurse"}))
        save(register, Insert("reviews", "child-f", {"what": "is not an action's"}))
        save(register, Update("actions", "act-1", {"what": "Train all"}))
        register.write_snapshot()
    return path


def test_an_old_register_is_read_by_the_new_names(old: Path, upgrade: Upgraded) -> None:
    journal = (old / "journal.jsonl").read_bytes()
    upgrade()
    with open_register(old, ADMIN) as register:
        assert register.read_only is None
        assert register.get("actions", "act-1") == {
            "ref": "act-1", "rev": 2, "task": "Train all", "lead": "nurse",
        }  # fmt: skip
        assert register.get("reviews", "child-f") == {
            "ref": "child-f", "rev": 1, "what": "is not an action's",
        }  # fmt: skip
        assert len(register.select("actions", where("task").equals("Train all"))) == 1
        earlier = register.as_recorded(1).get("actions", "act-1")
        assert earlier is not None and earlier["task"] == "Train"
        changes = [entry.ops[0].fields for entry in register.history("act-1")]
        assert changes[1] == {"task": ("Train", "Train all")}
        found = register.verify()
        assert found.chain and found.snapshot == "differs", "the old snapshot is of the old names"
        register.write_snapshot()
        assert register.verify().ok
    with open_register(old, ADMIN) as register:
        assert register.get("actions", "act-1")["task"] == "Train all"  # type: ignore[index]
    assert (old / "journal.jsonl").read_bytes() == journal


def test_new_entries_stand_beside_old_ones(old: Path, upgrade: Upgraded) -> None:
    before = (old / "journal.jsonl").read_bytes()
    upgrade()
    with open_register(old, ADMIN) as register, open_register(old, Actor("b")) as other:
        save(register, Update("actions", "act-1", {"lead": "head"}, base_rev=1))
        clash = register.transact(
            lambda _state: Transaction("e", (Update("actions", "act-1", {"task": "x"}, 1),))
        )
        assert isinstance(clash, Conflict) and clash.fields[0].base == "Train"
        save(register, Update("actions", "act-1", {"task": "Train everyone"}))
        save(register, Insert("actions", "act-2", {"task": "Write"}))
        assert [dict(entry.ops[0].fields) for entry in other.poll()] == [
            {"lead": ("nurse", "head")},
            {"task": ("Train all", "Train everyone")},
            {"task": (None, "Write")},
        ]
        assert other.select("actions") == register.select("actions")
        assert register.verify().chain
    after = (old / "journal.jsonl").read_bytes()
    assert after.startswith(before) and after.count(b'"format":2') == 3
    with open_register(old, ADMIN) as register:
        tasks = [record["task"] for record in register.select("actions")]
        assert tasks == ["Train everyone", "Write"]
        register.write_snapshot()
        assert register.verify().ok


def test_the_old_program_reads_what_the_new_one_wrote_and_does_not_write(
    old: Path, upgrade: Upgraded, patch: pytest.MonkeyPatch
) -> None:
    watching = open_register(old, Actor("still.old"))
    upgrade()
    with open_register(old, ADMIN) as register:
        save(register, Update("actions", "act-1", {"task": "Train everyone"}))
        register.write_snapshot()
    patch.undo()
    with open_register(old, ADMIN) as register, watching:
        watching.poll()
        for handle in (register, watching):
            assert handle.read_only is not None and "format 2" in handle.read_only
            record = handle.get("actions", "act-1")
            assert record is not None and record["task"] == "Train everyone"
            answer = handle.transact(lambda _state: Transaction("e", (Insert("leads", "x", {}),)))
            assert not isinstance(answer, Saved) and answer.code == "read-only"


def test_an_erasure_reaches_old_entries_by_their_new_names(old: Path, upgrade: Upgraded) -> None:
    upgrade()

    def redact(body: Body) -> Body:
        ops = [
            msgspec.structs.replace(
                op,
                fields={
                    name: tuple("redacted" if name == "task" and v else v for v in change)
                    for name, change in op.fields.items()
                },
            )
            for op in body.ops
        ]
        return msgspec.structs.replace(body, ops=ops)

    with open_register(old, ADMIN) as register:
        write_next_generation(old, ADMIN, redact)
        register.poll()
        record = register.get("actions", "act-1")
        assert record is not None and record["task"] == "redacted"
        assert register.verify().ok
    journal = (old / "journal.jsonl").read_bytes()
    assert b"Train" not in journal and b"is not an action's" in journal
    with open_register(old, ADMIN) as register:
        assert register.get("actions", "act-1") == record and register.verify().ok


def test_every_version_on_the_way_must_have_its_step() -> None:
    assert upcast(1, {}, 1) is None and upcast(3, {}, 1) is None
    with pytest.raises(KeyError):
        upcast(1, {2: renamed}, 3)


def test_an_entry_climbs_from_its_own_format() -> None:
    climbed: list[int] = []

    def step(version: int) -> Callable[[StoredBody], StoredBody]:
        return lambda body: climbed.append(version) or body  # type: ignore[func-returns-value]

    climb = upcast(1, {1: step(1), 2: step(2)}, 3)
    assert climb is not None
    for format, expected in ((None, [1, 2]), (1, [1, 2]), (2, [2]), (3, []), (4, [])):
        climbed.clear()
        climb(StoredBody(1, 1, format))
        assert climbed == expected
