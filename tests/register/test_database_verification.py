"""Verification in a database: whatever somebody changes there by SQL is found, and put right."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from auditrack.model.change import Actor, Insert, Refusal, RefusedError, Saved, Transaction, Update
from auditrack.register import create_register, open_register
from auditrack.register.filters import where
from auditrack.register.place import state_folder
from auditrack.register.protocol import Store

OFFICER = Actor("a.officer", 1001, "local")
_numbers = count(1)


class Board:
    """One organisation's register, and SQL behind its back."""

    def __init__(self, server: Any, database: str) -> None:
        self.server, self.database = server, database
        self.name = f"board-{next(_numbers)}"
        self.address = server.url(database, organisation=self.name)
        with create_register(self.address, "Example Board", OFFICER) as register:
            for number in range(1, 6):
                save(register, Insert("actions", f"act-{number}", {"what": f"step {number}"}))
            save(
                register,
                Update("actions", "act-2", {"what": "Ärzte 1e16", "share": 1e16, "ok": True}),
                Insert("reviews", "a-2024", {"subjects": ["x", "y"]}),
            )
            save(register, Update("actions", "act-2", {"what": None}))

    def open(self, actor: Actor = OFFICER) -> Store:
        return open_register(self.address, actor)

    def sql(self, *statements: str) -> None:
        for statement in statements:
            self.server.psql(statement.replace("ORG", f"'{self.name}'"), database=self.database)


def save(register: Store, *ops: Insert | Update) -> None:
    answer = register.transact(lambda _state: Transaction("edit", ops))
    assert isinstance(answer, Saved), str(answer)


@pytest.fixture(scope="module")
def database(postgresql: Any) -> Iterator[str]:
    made = postgresql.new_database()
    yield made
    postgresql.drop(made)


@pytest.fixture
def board(postgresql: Any, database: str) -> Board:
    return Board(postgresql, database)


def test_a_sound_register_is_said_to_be_so(board: Board) -> None:
    with board.open() as register:
        found = register.verify()
        assert found.ok and found.entries == 7 and found.generation == 1
        assert (found.snapshot, found.witness, found.bad_line) == ("agrees", "agrees", None)
        assert found.head == found.good == register.head
        save(register, Insert("actions", "act-6", {"what": "more"}))
        assert register.verify().ok
    # What others hold in the same tables is none of its business.
    beside = Board(board.server, board.database)
    beside.sql("UPDATE auditrack.documents SET rev = 9 WHERE org = ORG")
    with board.open() as register, beside.open() as other:
        assert register.verify().ok and not other.verify().ok


E, D, L = "auditrack.entries", "auditrack.documents", "auditrack.earlier"
DAMAGED = {
    "changed": ([f"UPDATE {E} SET body = replace(body, 'step 3', 'step 9') WHERE org = ORG"], 2),
    "hash changed too": (
        [
            f"UPDATE {E} e SET body = replace(body, 'step 3', 'step 9'), hash = encode(sha256("
            "convert_to((SELECT hash FROM auditrack.entries WHERE org = e.org AND n = e.n - 1)"
            " || replace(body, 'step 3', 'step 9'), 'UTF8')), 'hex') WHERE org = ORG AND n = 3"
        ],
        3,
    ),
    "removed": ([f"DELETE FROM {E} WHERE org = ORG AND n = 3"], 2),
    "last removed": ([f"DELETE FROM {E} WHERE org = ORG AND n = 7"], 6),
    "swapped": (
        [
            f"UPDATE {E} SET n = -n WHERE org = ORG AND n IN (3, 4)",
            f"UPDATE {E} SET n = 7 + n WHERE org = ORG AND n IN (-3, -4)",
        ],
        2,
    ),
    "inserted": (
        [f"INSERT INTO {E} SELECT org, 8, hash, body FROM {E} WHERE org = ORG AND n = 7"],
        7,
    ),
    "inserted before the first": (
        [f"INSERT INTO {E} SELECT org, -1, hash, body FROM {E} WHERE org = ORG AND n = 7"],
        0,
    ),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_damage_to_the_entries_is_found_with_what_is_still_good(board: Board, damage: str) -> None:
    statements, good = DAMAGED[damage]
    board.sql(*statements)
    with board.open() as register:
        found = register.verify(write_snapshot=True)
        assert not found.chain and not found.ok and found.good.number == good
        assert any(one.startswith(("Damage: ", "The head ")) for one in found.sentences)
        if found.bad_line is not None:
            # Nothing is made from entries that do not hold.
            with pytest.raises(RefusedError):
                register.remake()


CHANGED: dict[str, tuple[str, str]] = {
    "a record": (
        f"UPDATE {D} SET doc = doc || '{{\"what\": \"other\"}}' WHERE org = ORG AND ref = 'act-1'",
        "act-1",
    ),
    "a number's kind": (
        f"UPDATE {D} SET doc = doc || '{{\"ok\": 1}}' WHERE org = ORG AND ref = 'act-2'",
        "act-2",
    ),
    "a record taken out": (f"DELETE FROM {D} WHERE org = ORG AND ref = 'act-4'", "act-4"),
    "a record put in": (
        f"INSERT INTO {D} SELECT org, 'act-9', tbl, rev, since, place, doc, words FROM {D}"
        " WHERE org = ORG AND ref = 'act-1'",
        "act-9",
    ),
    "the words": (f"UPDATE {D} SET words = 'x' WHERE org = ORG AND ref = 'act-5'", "act-5"),
    "the order": (f"UPDATE {D} SET place = 1 WHERE org = ORG AND ref = 'act-5'", "act-5"),
    "an earlier state": (
        f'UPDATE {L} SET doc = doc || \'{{"what": "never"}}\' WHERE org = ORG AND rev = 1',
        "act-2",
    ),
    "an earlier state taken out": (f"DELETE FROM {L} WHERE org = ORG AND rev = 1", "act-2"),
    "until when": (f"UPDATE {L} SET until = until + 1 WHERE org = ORG AND rev = 1", "act-2"),
    "a counter": (
        "UPDATE auditrack.counters SET value = 2 WHERE org = ORG AND kind = 'next'",
        "the counters",
    ),
}


@pytest.mark.parametrize("change", CHANGED)
def test_records_changed_behind_our_back_are_named_and_made_anew(board: Board, change: str) -> None:
    statement, named = CHANGED[change]
    board.sql(statement)
    with board.open() as register:
        found = register.verify()
        assert found.chain and found.snapshot == "differs" and not found.ok
        assert any(f"holds of {named} differs" in one for one in found.sentences), found.sentences
        # The run that mends them says what was wrong, and that it holds now.
        mended = register.verify(write_snapshot=True)
        assert mended.ok and any(f"holds of {named} differs" in one for one in mended.sentences)
        assert register.verify().ok
        assert register.next_number("act") == 6
        record = register.get("actions", "act-2")
        assert record is not None and record["share"] == 1e16 and record["ok"] is True
        assert "what" not in record
    with board.open() as again:
        assert [r["ref"] for r in again.select("actions", where("what").is_set())] == [
            *("act-1", "act-3", "act-4", "act-5")
        ]
        assert again.as_recorded(6).get("actions", "act-2")["what"] == "Ärzte 1e16"


def test_a_head_put_back_is_found_and_no_entry_is_lost_by_it(board: Board) -> None:
    with board.open() as register:
        whole = register.head
    board.sql(
        "UPDATE auditrack.heads h SET n = 4, hash = e.hash FROM auditrack.entries e"
        " WHERE h.org = ORG AND e.org = h.org AND e.n = 4"
    )
    with board.open() as register:
        assert any("shortened" in notice for notice in register.notices)
        answer = register.transact(
            lambda _state: Transaction("edit", (Insert("actions", "act-7", {"what": "x"}),))
        )
        assert isinstance(answer, Refusal)
        found = register.verify()
        assert not found.chain and found.good == whole and found.witness == "shortened"
        assert "The head of the register says entry 4" in " ".join(found.sentences)
        register.verify(write_snapshot=True)
    with board.open() as again:
        assert again.head == whole and again.verify().ok


def test_the_witness_sees_a_register_put_back_as_a_whole_until_it_is_trusted(board: Board) -> None:
    board.open().close()  # the witness has seen entry 7
    board.sql(
        f"DELETE FROM {E} WHERE org = ORG AND n > 5",
        f"DELETE FROM {D} WHERE org = ORG AND ref = 'a-2024'",
        f"UPDATE {D} d SET doc = l.doc, rev = 1, since = l.since, words = 'step 2' FROM {L} l"
        " WHERE d.org = ORG AND l.org = d.org AND d.ref = 'act-2' AND l.rev = 1",
        f"DELETE FROM {L} WHERE org = ORG",
        "UPDATE auditrack.counters SET value = 0 WHERE org = ORG AND name = 'reviews'",
        "DELETE FROM auditrack.counters WHERE org = ORG AND name IN ('reviews', 'a')",
        "UPDATE auditrack.heads h SET n = 5, hash = e.hash FROM auditrack.entries e"
        " WHERE h.org = ORG AND e.org = h.org AND e.n = 5",
    )
    for _ in range(2):
        with board.open() as register:
            assert register.testimony().word == "shortened"
            assert any("shortened" in notice for notice in register.notices)
    with board.open() as register:
        assert register.verify().witness == "shortened"
        register.trust()
        assert register.testimony().word == "agrees"
    with board.open() as again:
        assert again.verify().witness == "agrees" and not again.notices
        save(again, Insert("actions", "act-6", {"what": "on"}))
    with board.open() as again:
        assert again.testimony().sentence.startswith("Entry 6,")


def test_a_witness_that_cannot_be_read_is_none(board: Board) -> None:
    board.open().close()
    for path in (state_folder() / "witness").iterdir():
        path.write_bytes(b"{")
    with board.open() as register:
        assert register.testimony().word == "absent" and not register.notices


def test_kept_files_are_held_against_the_record(board: Board, tmp_path: Path) -> None:
    source = tmp_path / "minutes.txt"
    source.write_bytes(b"minutes" * 400_000)
    with board.open() as register:
        kept = register.kept.keep(source)
        save(register, Insert("evidence", "ev-1", {"file_sha256": kept.sha256}))
        assert register.verify().files.agree == 1
        board.sql("UPDATE auditrack.kept_files SET bytes = '\\x00' WHERE org = ORG AND piece = 1")
        assert register.verify().files.changed == ("ev-1",)
        board.sql("DELETE FROM auditrack.kept_files WHERE org = ORG")
        found = register.verify()
        assert found.files.missing == ("ev-1",) and not found.ok


def test_others_may_save_while_it_is_verified(board: Board, tmp_path: Path) -> None:
    source = tmp_path / "minutes.txt"
    source.write_bytes(b"minutes")
    with board.open() as register, board.open(Actor("b.chair", 1002)) as other:
        kept = register.kept.keep(source)
        save(register, Insert("evidence", "ev-1", {"file_sha256": kept.sha256}))

        def meanwhile(_done: int, _whole: int) -> None:
            save(other, Update("actions", "act-1", {"what": f"step {other.head.number}"}))

        assert register.verify(progress=meanwhile).ok
        assert other.head.number == 9 and register.verify().ok
