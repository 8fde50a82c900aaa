"""A backup of a register in a database is the file that a folder gives, and goes back to either."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from auditrack.commands.moving import move_register
from auditrack.model.change import Actor, Insert, RefusedError, Saved, Transaction, Update
from auditrack.register import create_register, open_register
from auditrack.register.backup import write_backup
from auditrack.register.backup_file import MANIFEST, members
from auditrack.register.json_lines import database_from_lines, records_as_lines
from auditrack.register.postgres import backing
from auditrack.register.postgres.address import Address, parse_address
from auditrack.register.postgres.backing import backed, restore_into
from auditrack.register.postgres.moving import DatabaseFrom, DatabaseTo
from auditrack.register.protocol import Store
from auditrack.register.restoration import restore_backup
from tests.register.test_database_erasure import closing, everything

OFFICER = Actor("a.officer", 1001, "local")
T = 1_795_176_000_000


@pytest.fixture
def database(postgresql: Any) -> Iterator[str]:
    made = postgresql.new_database()
    yield made
    postgresql.drop(made)


@pytest.fixture
def address(postgresql: Any, database: str, tmp_path: Path) -> Address:
    url = postgresql.url(database, organisation="example")
    (tmp_path / "minutes.txt").write_bytes(b"minutes" * 300_000)
    with create_register(url, "Example Board", OFFICER) as register:
        save(register, Insert("actions", "act-1", {"what": "Ärzte\n“x”", "n": 1e16}))
        kept = register.kept.keep(tmp_path / "minutes.txt")
        save(register, Insert("evidence", "ev-1", {"file_sha256": kept.sha256}))
        save(register, Update("actions", "act-1", {"what": None}))
    return parse_address(url)


def save(register: Store, *ops: Insert | Update) -> None:
    answer = register.transact(lambda _state: Transaction("edit", ops))
    assert isinstance(answer, Saved), str(answer)


def backup(address: Address, out: Path, **options: Any) -> None:
    with open_register(address, OFFICER) as register, backed(register) as source:
        write_backup(source, out, OFFICER, T, "test", **options)


def test_it_is_the_file_that_the_folder_gives(address: Address, tmp_path: Path) -> None:
    backup(address, tmp_path / "one.tar")
    restore_backup(tmp_path / "one.tar", tmp_path / "restored")
    write_backup(tmp_path / "restored", tmp_path / "two.tar", OFFICER, T, "test")
    assert (tmp_path / "one.tar").read_bytes() == (tmp_path / "two.tar").read_bytes()
    move_register(address, tmp_path / "moved", OFFICER)
    restored = (tmp_path / "restored" / "journal.jsonl").read_bytes()
    assert (tmp_path / "moved" / "journal.jsonl").read_bytes().startswith(restored)


def test_it_goes_back_into_a_database_once(
    postgresql: Any, database: str, address: Address, tmp_path: Path
) -> None:
    backup(address, tmp_path / "b.tar")
    told: list[int] = []
    manifest, _ = restore_into(
        *(tmp_path / "b.tar", address.of("back"), OFFICER, lambda done, _: told.append(done))
    )
    assert told[-1] == manifest.bytes
    with open_register(address.of("back"), OFFICER) as register:
        with open_register(address, OFFICER) as own:
            assert register.head == own.head and register.header == own.header
            assert register.select("actions") == own.select("actions")
        assert register.verify().ok and register.verify().files.agree == 1
    before = everything(postgresql, database)
    with pytest.raises(RefusedError) as raised:
        restore_into(tmp_path / "b.tar", address.of("back"), OFFICER)
    assert raised.value.refusal.code == "exists" and everything(postgresql, database) == before


def test_what_is_not_whole_leaves_nothing_in_the_database(
    postgresql: Any, database: str, address: Address, tmp_path: Path
) -> None:
    backup(address, tmp_path / "b.tar")
    before = everything(postgresql, database)
    whole = (tmp_path / "b.tar").read_bytes()
    assert [member.name for member, _ in members(tmp_path / "b.tar")][-1] == MANIFEST

    def change(_done: int, _whole: int) -> None:
        # Somebody writes into the file after its sums were checked.
        (tmp_path / "b.tar").write_bytes(whole.replace(b"minutes", b"Minutes"))

    for progress in (change, None):
        with pytest.raises(RefusedError) as raised:
            restore_into(tmp_path / "b.tar", address.of("back"), OFFICER, progress)
        assert raised.value.refusal.code == "not-a-backup"
        assert everything(postgresql, database) == before


def test_what_a_killed_restore_left_opens_for_nobody_and_is_begun_anew(
    address: Address, tmp_path: Path
) -> None:
    backup(address, tmp_path / "b.tar")
    line = header_line(address)
    left = DatabaseTo(address.of("back"), OFFICER, "Example Board")
    left.begin(line, backing._COMING)
    left.close()
    with pytest.raises(RefusedError) as raised:
        open_register(address.of("back"), OFFICER)
    assert raised.value.refusal.code == "not-complete"
    restore_into(tmp_path / "b.tar", address.of("back"), OFFICER)
    with open_register(address.of("back"), OFFICER) as register:
        assert register.verify().ok and register.head.number == 3
    # What is half moved there is somebody else's.
    moving = DatabaseTo(address.of("moving"), OFFICER, "Example Board")
    moving.begin(line, "it is being moved here from elsewhere.")
    moving.close()
    with pytest.raises(RefusedError) as raised:
        restore_into(tmp_path / "b.tar", address.of("moving"), OFFICER)
    assert raised.value.refusal.code == "exists"


def header_line(address: Address) -> bytes:
    source = DatabaseFrom(address, OFFICER)
    source.close()
    return source.header_line


def test_what_is_erased_meanwhile_is_not_backed_up(address: Address, tmp_path: Path) -> None:
    def erase(_done: int, _whole: int) -> None:
        with open_register(address, OFFICER) as other:
            if other.header.generation == 1:
                assert isinstance(other.erase(closing), Saved)

    with pytest.raises(RefusedError) as raised:
        backup(address, tmp_path / "b.tar", progress=erase)
    assert raised.value.refusal.code == "rewritten"
    assert not any("b.tar" in one.name for one in tmp_path.iterdir())


def test_damage_is_not_backed_up(
    postgresql: Any, database: str, address: Address, tmp_path: Path
) -> None:
    postgresql.psql(
        "UPDATE auditrack.entries SET body = replace(body, 'Ärzte', 'Arzte')", database=database
    )
    with pytest.raises(RefusedError) as raised:
        backup(address, tmp_path / "b.tar")
    assert raised.value.refusal.code == "damaged" and not (tmp_path / "b.tar").exists()


def test_exported_records_become_a_register_of_a_database(address: Address, tmp_path: Path) -> None:
    lines = tmp_path / "records.jsonl"
    with open_register(address, OFFICER) as register:
        lines.write_bytes(b"".join(records_as_lines(register)))
    counts, _ = database_from_lines(lines, address.of("anew"), OFFICER, files=tmp_path)
    assert counts == {"actions": 1, "evidence": 1}
    with open_register(address.of("anew"), OFFICER) as register:
        assert b"".join(records_as_lines(register)) == lines.read_bytes()
        assert register.verify().files.agree == 1 and register.verify().ok
