from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from auditrack.model.change import Actor, Insert, RefusedError, Saved, Transaction, Update
from auditrack.register import Register, open_register
from auditrack.register.generation import write_next_generation
from auditrack.register.line import Body, WrittenOp

Another = Callable[..., Register]


def save(register: Register, *ops: Insert | Update) -> None:
    assert isinstance(register.transact(lambda _state: Transaction("edit", ops)), Saved)


def fill(register: Register) -> Path:
    for n in range(1, 6):
        save(register, Insert("actions", f"act-{n}", {"what": f"step {n}"}))
    return register.path / "journal.jsonl"


def test_a_sound_register_is_said_to_be_so(register: Register) -> None:
    fill(register)
    register.close()
    with open_register(register.path) as opened:
        found = opened.verify()
    assert found.ok and found.entries == 5 and found.generation == 1
    assert (found.snapshot, found.witness) == ("absent", "agrees")
    assert found.head == found.good and found.bad_line is None
    assert len(found.sentences) == 4


def test_verification_writes_nothing(register: Register) -> None:
    journal = fill(register)
    before = {path: path.stat().st_mtime_ns for path in register.path.iterdir()}
    register.verify()
    assert {path: path.stat().st_mtime_ns for path in register.path.iterdir()} == before
    assert journal.exists()


def test_a_shortened_journal_is_seen_by_the_witness(register: Register) -> None:
    journal = fill(register)
    register.close()
    journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:-2]))
    for _ in range(2):
        with open_register(register.path) as opened:
            assert any("shortened" in notice for notice in opened.notices)
            found = opened.verify()
            assert found.chain and found.witness == "shortened" and not found.ok


def test_a_wholly_rewritten_journal_is_seen_by_the_witness(register: Register) -> None:
    journal = fill(register)
    header = journal.read_bytes().splitlines(keepends=True)[0]
    register.close()
    journal.write_bytes(header)
    with open_register(register.path, Actor("forger")) as forged:
        for n in range(1, 8):
            save(forged, Insert("actions", f"act-{n}", {"what": f"other {n}"}))
    with open_register(register.path) as opened:
        assert any("rewritten" in notice for notice in opened.notices)
        assert opened.verify().witness == "differs"


def test_an_officer_without_a_home_has_no_witness(
    register: Register, own_state_folder: Path
) -> None:
    fill(register)
    own_state_folder.write_text("a file is in the way")
    register.close()
    with open_register(register.path) as opened:
        assert opened.verify().witness == "absent" and opened.notices == ()


def redacted(body: Body) -> Body:
    ops = [
        msgspec.structs.replace(
            op,
            fields={
                name: tuple("redacted" if value == "step 2" else value for value in change)
                for name, change in op.fields.items()
            },
        )
        for op in body.ops
    ]
    return msgspec.structs.replace(body, ops=ops)


def test_an_announced_generation_is_taken_over_by_open_handles(
    register: Register, beside: Another
) -> None:
    journal = fill(register)
    save(register, Update("actions", "act-2", {"lead": "nurse"}))
    register.write_snapshot()
    other = beside()
    other.poll()
    old = register.head
    head = write_next_generation(register.path, Actor("c.admin"), redacted)
    assert b"step 2" not in journal.read_bytes()
    assert not (register.path / "register.json").exists()
    assert other.poll() == ()
    assert other.header.generation == 2 and other.header.previous_head == old.hash
    assert other.head == head and head.number == old.number
    record = other.get("actions", "act-2")
    assert record is not None and (record["what"], record["lead"]) == ("redacted", "nurse")
    save(register, Insert("actions", "act-6", {"what": "after"}))
    assert [entry.number for entry in other.poll()] == [7]
    found = other.verify()
    assert found.ok and found.generation == 2


def test_the_witness_accepts_an_announced_generation_and_none_other(register: Register) -> None:
    journal = fill(register)
    register.close()
    first = journal.read_bytes()
    write_next_generation(register.path, Actor("c.admin"), redacted)
    with open_register(register.path) as opened:
        assert opened.verify().witness == "new-generation"
        assert opened.verify().ok
    journal.write_bytes(first)
    with open_register(register.path) as restored:
        found = restored.verify()
        assert found.witness == "differs" and "backup" in " ".join(found.sentences)


def test_another_file_put_in_place_is_not_taken_over(register: Register, beside: Another) -> None:
    journal = fill(register)
    other = beside()
    copy = journal.with_name("copy")
    copy.write_bytes(journal.read_bytes())
    copy.replace(journal)
    assert other.poll() == ()
    assert other.read_only is not None and "another file" in other.read_only
    assert len(other.select("actions")) == 5


def test_an_entry_without_operations_is_read(register: Register) -> None:
    fill(register)
    from auditrack.register.line import seal

    journal = register.path / "journal.jsonl"
    asked = Body(6, 1_767_400_000_000, "c.admin", cmd="redact", why="a name", ops=[])
    line = seal(register.head.hash.encode(), asked)[1]
    assert b'"ops"' not in line
    with journal.open("ab") as file:
        file.write(line)
    assert register.poll()[-1].why == "a name" and register.verify().chain
    assert WrittenOp("insert", "a", "b", 1, {}).fields == {}


def forged_generation(register: Register, **changes: object) -> None:
    """Put a next generation in place whose header does not name the head that it replaced."""
    from auditrack.register.line import BODY_AT, ROOT, read_header, seal, seal_bytes

    journal = register.path / "journal.jsonl"
    first, *rest = journal.read_bytes().splitlines()
    header = msgspec.structs.replace(read_header(first), generation=2, **changes)
    name, line = seal(ROOT, header)
    lines = [line]
    for old in rest:
        name, line = seal_bytes(name, old[BODY_AT:-1].replace(b"step 2", b"step X"))
        lines.append(line)
    new = journal.with_name("new")
    new.write_bytes(b"".join(lines))
    new.replace(journal)


@pytest.mark.parametrize(
    ("head", "number"), [(None, None), ("0" * 64, 5), ("0" * 64, 3), ("{head}", 4)]
)
def test_a_generation_that_announces_another_head_is_not_taken_over(
    register: Register, beside: Another, head: str | None, number: int | None
) -> None:
    fill(register)
    other = beside()
    register.close()
    said = head and head.format(head=other.head.hash)
    forged_generation(register, previous_head=said, previous_number=number)
    assert other.poll() == ()
    assert other.read_only is not None and "another file" in other.read_only
    with open_register(register.path) as opened:
        found = opened.verify()
        assert found.witness == "differs" and not found.ok
        assert any("does not announce" in notice for notice in opened.notices)


def test_an_erasure_keeps_the_bytes_of_what_it_does_not_touch(register: Register) -> None:
    from auditrack.register.line import BODY_AT, digest

    fill(register)
    journal = register.path / "journal.jsonl"
    body = (
        b'{"n":6,"t":1767400000000,"login":"z","mood":{"a":[1]},"ops":[{"op":"insert","table":'
        b'"notes","id":"n","rev":1,"extra":[2],"fields":{"a":[null,"step 2"],"b":[null,1.50]}}]}'
    )
    name = digest(register.head.hash.encode(), body)
    with journal.open("ab") as file:
        file.write(b'{"h":"' + name + b'","b":' + body + b"}\n")
    before = [line[BODY_AT:-1] for line in journal.read_bytes().splitlines()]
    write_next_generation(register.path, Actor("c.admin"), redacted)
    after = [line[BODY_AT:-1] for line in journal.read_bytes().splitlines()]
    changed = [n for n in range(1, 7) if before[n] != after[n]]
    assert changed == [2, 6]
    assert b'"mood":{"a":[1]}' in after[6] and b'"extra":[2]' in after[6]
    assert b'"a":[null,"redacted"]' in after[6] and b"step 2" not in b"".join(after)
    assert register.poll() and register.verify().ok


def test_a_journal_with_another_name_is_not_rewritten(register: Register, tmp_path: Path) -> None:
    journal = fill(register)
    (tmp_path / "copy").hardlink_to(journal)
    with pytest.raises(RefusedError, match="another name on this disk"):
        write_next_generation(register.path, Actor("c.admin"), redacted)
    save(register, Insert("actions", "act-6", {}))
    (tmp_path / "copy").unlink()
    write_next_generation(register.path, Actor("c.admin"), redacted)
    save(register, Insert("actions", "act-7", {}))
    assert register.header.generation == 2
