"""Bytes flipped, lines deleted, swapped, inserted, edited, the tail cut, everything rewritten.

What is read is always a true state of the register, up to the line that was touched; and somebody
always says so: the chain, or where it cannot see it, the witness in the officer's home.
"""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from auditrack.model.change import Actor, Insert, RefusedError, Saved, Transaction, Update
from auditrack.register import Register, create_register, open_register
from auditrack.register.line import ROOT, TORN, read_body, read_header, seal

ADMIN = Actor("z.admin", 1)
Edit = Callable[[bytes, random.Random], bytes]


def flip(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes((data[at] ^ (1 << chance.randrange(8)),)) + data[at + 1 :]


def overwrite(data: bytes, chance: random.Random) -> bytes:
    at, length = chance.randrange(len(data)), chance.randint(1, 40)
    junk = chance.choice((bytes(length), chance.randbytes(length), b"\n" * length))
    return (data[:at] + junk + data[at + length :])[: len(data)]


def insert_bytes(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + chance.randbytes(chance.randint(1, 5)) + data[at:]


def delete_bytes(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.randint(1, 40) :]


def delete_line(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    del lines[chance.randrange(len(lines))]
    return b"".join(lines)


def swap_lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    one, other = chance.sample(range(len(lines)), 2)
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def double_a_line(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    lines.insert(chance.randint(1, len(lines)), chance.choice(lines))
    return b"".join(lines)


def edit_a_value(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    at = chance.randrange(1, len(lines))
    lines[at] = lines[at].replace(b'"rev":', b'"rev":1', 1)
    return b"".join(lines)


def call_a_line_torn(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    at = chance.randrange(1, len(lines))
    lines[at] = lines[at][:-1] + TORN + b"\n"
    return b"".join(lines)


def cut_the_tail(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def rewrite_everything(data: bytes, chance: random.Random) -> bytes:
    """A chain that is sound from its first line to its last, with one value changed."""
    lines = data.splitlines()
    changed = chance.randrange(1, len(lines))
    name, line = seal(ROOT, read_header(lines[0]))
    written = [line]
    for number, old in enumerate(lines[1:], 1):
        body = read_body(old)
        if number == changed:
            body = msgspec.structs.replace(body, login="somebody")
        name, line = seal(name, body)
        written.append(line)
    return b"".join(written)


EDITS = (
    flip,
    overwrite,
    insert_bytes,
    delete_bytes,
    delete_line,
    swap_lines,
    double_a_line,
    edit_a_value,
    call_a_line_torn,
    cut_the_tail,
    rewrite_everything,
)


def all_of(register: Register) -> dict[str, Any]:
    tables = ("leads", "actions")
    return {table: [dict(record) for record in register.select(table)] for table in tables}


class Original:
    """A register of some entries, and what it held after each of them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.states: list[dict[str, Any]] = []
        with create_register(path, "Example Board", ADMIN) as register:
            self.states.append(all_of(register))
            for turn in range(12):
                operations: list[Insert | Update] = [
                    Insert("actions", f"act-{register.next_number('act')}", {"what": f"“{turn}”"})
                ]
                if turn % 3 == 0:
                    operations.append(Insert("leads", f"lead-{turn}", {"title": "x" * turn * 9}))
                elif turn > 3:
                    operations.append(Update("leads", "lead-0", {"title": f"turn {turn}"}))
                change = Transaction("add", tuple(operations))
                assert isinstance(register.transact(lambda _state, made=change: made), Saved)
                self.states.append(all_of(register))
        self.journal = (path / "journal.jsonl").read_bytes()


@pytest.fixture
def original(tmp_path: Path) -> Original:
    return Original(tmp_path / "register")


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_an_edited_journal_is_never_believed(
    original: Original, tally, at_length: bool, edit: Edit
) -> None:
    home = Path(os.environ["XDG_STATE_HOME"])
    seen = shutil.copytree(home, home.with_name("seen"))
    chance = random.Random(11)
    tried = 0
    for _ in range(1000 if at_length else 60):
        journal = edit(original.journal, chance)
        if journal == original.journal:
            continue
        tried += 1
        (original.path / "journal.jsonl").write_bytes(journal)
        shutil.rmtree(home)
        shutil.copytree(seen, home)
        try:
            register = open_register(original.path, ADMIN)
        except RefusedError as refused:
            assert refused.refusal.message and refused.refusal.safe
            first = original.journal.index(b"\n") + 1
            assert journal[:first] != original.journal[:first], refused
            continue
        with register:
            number = register.head.number
            assert all_of(register) == original.states[number]
            found = register.verify()
            assert not found.ok, found.sentences
            assert not found.chain or found.witness in ("shortened", "differs")
            if found.chain:
                assert any("this officer last saw" in notice for notice in register.notices)
            else:
                assert register.read_only is not None and f"line {found.bad_line}" in (
                    register.read_only
                )
                assert found.good.number == number
            assert (original.path / "journal.jsonl").read_bytes() == journal
    assert tried
    tally.add("edits of the file", tried)


@pytest.mark.parametrize(
    "edit",
    [flip, overwrite, insert_bytes, delete_bytes, delete_line, swap_lines, cut_the_tail],
    ids=lambda edit: edit.__name__,
)
def test_an_edited_snapshot_changes_nothing(
    original: Original, tally, at_length: bool, edit: Edit
) -> None:
    with open_register(original.path, ADMIN) as register:
        register.write_snapshot()
    snapshot = original.path / "register.json"
    whole = snapshot.read_bytes()
    first = whole.index(b"\n")
    chance = random.Random(12)
    tried = 0
    for turn in range(1000 if at_length else 60):
        # Every second time its first line alone, which says where everything is and what is next.
        if turn % 2 and edit not in (delete_line, swap_lines):
            edited = edit(whole[:first], chance) + whole[first:]
        else:
            edited = edit(whole, chance)
        if edited == whole:
            continue
        tried += 1
        (original.path / "journal.jsonl").write_bytes(original.journal)
        snapshot.write_bytes(edited)
        with open_register(original.path, ADMIN) as register:
            assert register.read_only is None
            assert register.next_number("act") == 13 and register.head.number == 12
            assert all_of(register) == original.states[12]
            change = Transaction("add", (Insert("actions", "act-13", {}),))
            saved = register.transact(lambda _state, made=change: made)
            assert isinstance(saved, Saved)
            assert register.history(since=11).__next__().t <= saved.entry.t < 4_000_000_000_000
        with open_register(original.path, ADMIN) as register:
            assert register.verify().chain and len(register.select("actions")) == 13
    assert tried
    tally.add("edits of the file", tried)
