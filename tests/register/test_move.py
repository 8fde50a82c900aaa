"""A register moved between a folder and a database, and back: the same bytes, and only one home."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from auditrack.commands.moving import move_register, stay_here
from auditrack.commands.role import SetRoles
from auditrack.commands.run import run
from auditrack.model.change import Actor, Insert, Refusal, RefusedError, Saved, Transaction, Update
from auditrack.register import create_register, open_register
from auditrack.register.line import TORN
from auditrack.register.move_folder import MOVING
from auditrack.register.moved import MARK
from auditrack.register.postgres.address import Address, parse_address
from auditrack.register.protocol import Store

OFFICER = Actor("a.officer", 1001, "local")


@pytest.fixture
def database(postgresql: Any) -> Iterator[str]:
    made = postgresql.new_database()
    yield made
    postgresql.drop(made)


@pytest.fixture
def there(postgresql: Any, database: str) -> Address:
    return parse_address(postgresql.url(database, organisation="example"))


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A register with changes, kept files, an unfinished save, and what only looks alike."""
    path = tmp_path / "register"
    with create_register(path, "Example Board", OFFICER) as register:
        for name in ("minutes.txt", "empty.txt"):
            (tmp_path / name).write_bytes(b"minutes" * 200_000 if name == "minutes.txt" else b"")
        save(register, Insert("actions", "act-1", {"what": "Ärzte\\n\t“x”", "n": 1e16, "ok": True}))
        for number, name in enumerate(("minutes.txt", "empty.txt"), 1):
            kept = register.kept.keep(tmp_path / name)
            fields = {"file_sha256": kept.sha256, "file_name": kept.name}
            save(register, Insert("evidence", f"ev-{number}", fields))
        with (path / "journal.jsonl").open("ab") as journal:
            journal.write(b'{"h":"cut short')
        save(register, Update("actions", "act-1", {"what": None, "serves": ["a", "1", ""]}))
        save(register, Update("actions", "act-1", {"ok": 1, "n": 1.5}))
    return path


def save(register: Store, *ops: Insert | Update) -> Saved:
    answer = register.transact(lambda _state: Transaction("edit", ops))
    assert isinstance(answer, Saved), str(answer)
    return answer


def entries(path: Path) -> list[bytes]:
    """The lines of a journal that count."""
    lines = (path / "journal.jsonl").read_bytes().splitlines(keepends=True)
    return [line for line in lines if not line.rstrip(b"\n").endswith(TORN)]


def refused(here: Any, there: Any, actor: Actor = OFFICER) -> Refusal:
    with pytest.raises(RefusedError) as raised:
        move_register(here, there, actor)
    return raised.value.refusal


def test_there_and_back_the_journal_has_the_same_bytes(
    here: Path, there: Address, tmp_path: Path
) -> None:
    files = {one.name: one.read_bytes() for one in (here / "evidence").iterdir()}
    with open_register(here, OFFICER) as register:
        identity, state = register.header, everything(register)
    done = move_register(here, there, OFFICER)
    lines = entries(here)
    assert (done.register, done.generation, done.files, done.left) == (
        *(identity.register, 1, 2, ()),
    )
    assert done.head.number == len(lines) - 1 and done.found.ok
    with open_register(str_of(there), OFFICER) as moved:
        assert moved.header == identity and moved.head == done.head
        assert {k: v for k, v in everything(moved).items() if k != "exports"} == state
        assert [e.hash.encode() for e in moved.history()] == [line[6:70] for line in lines]
        assert moved.as_recorded(4).get("actions", "act-1")["serves"] == ("a", "1", "")
        assert moved.as_recorded(1).get("actions", "act-1")["n"] == 1e16
        # This officer's witness saw it in the folder, and vouches for it here.
        assert moved.testimony().word == "agrees" and moved.verify().ok
        save(moved, Insert("actions", "act-2", {"what": "In the database"}))
        assert moved.history("act-1")
    back = tmp_path / "back"
    move_register(there, back, OFFICER)
    assert entries(back)[: len(lines)] == lines
    assert entries(back) == (back / "journal.jsonl").read_bytes().splitlines(keepends=True)
    assert {one.name: one.read_bytes() for one in (back / "evidence").iterdir()} == files
    with open_register(back, OFFICER) as again:
        assert again.testimony().word == "agrees" and again.verify().ok
        assert again.get("actions", "act-2") and again.read_only is None
        exports = again.select("exports")
        assert [(one["kind"], one["to"]) for one in exports] == [
            ("move", str(there)),
            ("move", str(back)),
        ]


def everything(register: Store) -> dict[str, tuple[Any, ...]]:
    return {name: register.select(name) for name in register.database.tables()}


def str_of(address: Address) -> str:
    return f"{address.conninfo}&organisation={address.organisation}"


def test_where_it_was_is_read_and_not_written_to(here: Path, there: Address) -> None:
    with open_register(here, OFFICER) as open_already:
        move_register(here, there, OFFICER)
        assert open_already.get("actions", "act-1")
        no = open_already.transact(lambda _s: Transaction("edit", (Insert("a", "b", {}),)))
        assert isinstance(no, Refusal) and "it was moved to postgresql:///" in no.message
        no = open_already.erase(lambda _state: Refusal("never", "Not asked."))
        assert isinstance(no, Refusal) and no.code != "never"
    before = (here / "journal.jsonl").read_bytes()
    with open_register(here, OFFICER) as old:
        assert old.read_only and "it was moved to" in old.read_only
        assert old.verify().chain
    assert (here / "journal.jsonl").read_bytes() == before
    assert refused(here, parse_address(f"{str_of(there)[:-7]}another")).code == "read-only"


def test_where_it_was_in_a_database_is_read_and_not_written_to(
    here: Path, there: Address, tmp_path: Path
) -> None:
    move_register(here, there, OFFICER)
    with open_register(str_of(there), OFFICER) as open_already:
        move_register(there, tmp_path / "back", OFFICER)
        assert isinstance(
            open_already.transact(lambda _s: Transaction("edit", (Insert("a", "b", {}),))), Refusal
        )
        assert "it was moved to" in str(open_already.read_only)
        assert open_already.get("actions", "act-1")
    with open_register(str_of(there), OFFICER) as old:
        assert "it was moved to" in str(old.read_only) and old.verify().ok


def test_from_one_database_to_another_organisation(here: Path, there: Address) -> None:
    move_register(here, there, OFFICER)
    other = there.of("another-name")
    done = move_register(there, other, OFFICER)
    with open_register(str_of(other), OFFICER) as register:
        assert register.head == done.head and register.verify(within=None).ok
        assert len(register.kept.names()) == 2


def test_what_others_save_meanwhile_is_not_lost(here: Path, there: Address) -> None:
    acknowledged: list[str] = []
    refusals: list[str] = []
    moving = threading.Event()

    def write(officer: int) -> None:
        with open_register(here, Actor(f"w{officer}", 2000 + officer)) as register:
            for number in range(1, 100_000):
                ref = f"w{officer}-{number}"
                made = Transaction("edit", (Insert("leads", ref, {"title": ref}),))
                answer = register.transact(lambda _state, made=made: made)  # type: ignore[misc]
                if isinstance(answer, Refusal):
                    refusals.append(answer.message)
                    return
                acknowledged.append(answer.entry.hash)
                if number == 5:
                    moving.set()

    writers = [threading.Thread(target=write, args=(officer,)) for officer in range(3)]
    for writer in writers:
        writer.start()
    assert moving.wait(60)
    done = move_register(here, there, OFFICER)
    for writer in writers:
        writer.join()
    assert len(refusals) == 3 and all("moved to postgresql:///" in one for one in refusals)
    with open_register(str_of(there), OFFICER) as register:
        hashes = [entry.hash for entry in register.history()]
        assert set(acknowledged) <= set(hashes) and len(hashes) == len(set(hashes))
        assert register.head == done.head and register.verify().ok
    assert [line[6:70].decode() for line in entries(here)] == hashes


def test_a_place_that_holds_something_is_refused_and_left(
    here: Path, there: Address, tmp_path: Path
) -> None:
    head = entries(here)
    create_register(str_of(there), "Taken", OFFICER).close()
    assert refused(here, there).code == "exists"
    full = tmp_path / "full"
    full.mkdir()
    (full / "letter.txt").write_text("x")
    other = there.of("second")
    assert entries(here) == head
    move_register(here, other, OFFICER)
    for folder in (full, here):
        assert refused(other, folder).code == "exists"
    assert [one.name for one in full.iterdir()] == ["letter.txt"]
    assert refused(here, tmp_path / "new").code == "two-folders"
    assert refused(other, other).code == "exists"


def test_only_an_administrator_moves_a_register(here: Path, there: Address) -> None:
    with open_register(here, OFFICER) as register:
        assert isinstance(run(register, SetRoles("z.admin", ("administrator",))), Saved)
    before = entries(here)
    assert refused(here, there).code == "role"
    with pytest.raises(RefusedError):
        stay_here(here, there, OFFICER)
    assert entries(here) == before and not (here / MARK).exists()


def test_damage_is_not_moved(here: Path, there: Address) -> None:
    journal = here / "journal.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b"cut", b"cat").replace(b"1.5", b"2.5"))
    assert refused(here, there).code in ("damaged", "read-only")
    assert not (here / MARK).exists()


def test_a_changed_or_missing_file_is_told_and_does_not_come(here: Path, there: Address) -> None:
    kept = max((here / "evidence").iterdir(), key=lambda one: one.stat().st_size)
    kept.chmod(0o600)
    kept.write_bytes(b"other")
    done = move_register(here, there, OFFICER)
    assert done.left == (kept.name,) and done.files == 1
    with open_register(str_of(there), OFFICER) as register:
        assert register.verify().files.missing == ("ev-1",)


def test_given_up_it_stays_where_it_is(here: Path, there: Address) -> None:
    half_moved(here, there)
    assert stay_here(here, there, OFFICER)
    with open_register(here, OFFICER) as register:
        assert register.read_only is None
        save(register, Insert("actions", "act-9", {"what": "here"}))
    with pytest.raises(RefusedError):
        open_register(str_of(there), OFFICER)
    move_register(here, there, OFFICER)
    with pytest.raises(RefusedError) as raised:
        stay_here(here, there, OFFICER)
    assert raised.value.refusal.code == "moved"


def half_moved(here: Path, there: Address) -> None:
    """Cancelled when every entry was copied, and before the last step."""

    def cut_short(_done: int, _whole: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        move_register(here, there, OFFICER, cut_short)
    with open_register(here, OFFICER) as register:
        assert register.read_only is None, "what is cancelled leaves the register where it was"
    with pytest.raises(RefusedError) as raised:
        open_register(str_of(there), OFFICER)
    assert raised.value.refusal.code == "not-complete"


def test_an_erasure_between_two_tries_leaves_nothing_of_what_was_copied(
    postgresql: Any, database: str, here: Path, there: Address
) -> None:
    from tests.register.test_database_erasure import closing, everything

    with open_register(here, OFFICER) as register:
        save(register, Insert("actions", "act-3", {"what": "Ask Marigold Example"}))
    half_moved(here, there)
    assert "Marigold" in everything(postgresql, database)
    with open_register(here, OFFICER) as register:
        assert isinstance(register.erase(closing), Saved)
    done = move_register(here, there, OFFICER)
    assert done.generation == 2 and "Marigold" not in everything(postgresql, database)


def test_half_a_register_in_a_folder_is_none(here: Path, there: Address, tmp_path: Path) -> None:
    move_register(here, there, OFFICER)
    back = tmp_path / "back"

    def cut_short(_done: int, _whole: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        move_register(there, back, OFFICER, cut_short)
    assert (back / MOVING).exists()
    with pytest.raises(RefusedError):
        open_register(back, OFFICER)
    # A line that was cut short is copied again; what is no beginning of this register is refused.
    with (back / MOVING).open("ab") as moving:
        moving.write(b'{"h":"')
    whole = (back / MOVING).read_bytes()
    move_register(there, back, OFFICER)
    assert whole.startswith(entries(back)[0]) and open_and_verify(back)


def open_and_verify(path: Path) -> bool:
    with open_register(path, OFFICER) as register:
        return register.verify().ok and register.read_only is None


def test_two_moves_to_one_place_do_not_meet(here: Path, there: Address, tmp_path: Path) -> None:
    move_register(here, there, OFFICER)
    back = tmp_path / "back"
    met: list[str] = []

    def another(_done: int, _whole: int) -> None:
        met.append(refused(there, back).code)

    move_register(there, back, OFFICER, another)
    assert met and set(met) == {"busy"} and open_and_verify(back)


def test_two_moves_from_one_place_end_in_one(here: Path, there: Address) -> None:
    other, moved_already = there.of("second"), []

    def another(_done: int, _whole: int) -> None:
        if not moved_already:
            moved_already.append(move_register(here, other, OFFICER))

    with pytest.raises(RefusedError) as raised:
        move_register(here, there, OFFICER, another)
    assert "it was moved to" in raised.value.refusal.message
    with open_register(str_of(other), OFFICER) as register:
        assert register.read_only is None and register.verify().ok
    with pytest.raises(RefusedError) as raised:
        open_register(str_of(there), OFFICER)
    assert raised.value.refusal.code == "not-complete"


def test_a_mark_that_cannot_be_read_keeps_the_folder_shut(here: Path) -> None:
    (here / MARK).write_bytes(b"{")
    with open_register(here, OFFICER) as register:
        assert "cannot be read" in str(register.read_only)
