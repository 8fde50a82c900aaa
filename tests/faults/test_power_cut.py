"""The power goes at any byte of the last lines: what was confirmed stands, and work goes on."""

from pathlib import Path

from auditrack.model.change import Actor, Insert, Saved, Transaction
from auditrack.register import Register, create_register, open_register
from auditrack.register.line import TORN


def add(register: Register, ref: str) -> None:
    change = Transaction("add", (Insert("leads", ref, {"title": f"“{ref}”"}),))
    assert isinstance(register.transact(lambda _state: change), Saved)


def made(path: Path) -> bytes:
    with create_register(path, "Example Board", Actor("z.admin")) as register:
        for n in range(4):
            add(register, f"lead-{n}")
    return (path / "journal.jsonl").read_bytes()


def test_the_journal_ends_at_any_byte_of_its_last_lines(tmp_path: Path) -> None:
    path = tmp_path / "register"
    whole = made(path)
    journal = path / "journal.jsonl"
    lines = whole.splitlines(keepends=True)
    for end in range(len(whole) - len(lines[-1]) - len(lines[-2]), len(whole) + 1):
        journal.write_bytes(whole[:end])
        complete = whole[:end].count(b"\n")
        with open_register(path, Actor("z.admin")) as register:
            assert register.read_only is None
            kept = [record["ref"] for record in register.select("leads")]
            assert kept == [f"lead-{n}" for n in range(complete - 1)]
            add(register, "next")
            assert register.head.number == complete
        after = journal.read_bytes()
        fragment = whole[:end].rpartition(b"\n")[2]
        assert after.startswith(whole[:end])
        assert after[end:].startswith(TORN + b"\n") == bool(fragment)
        with open_register(path, Actor("z.admin")) as register:
            found = register.verify()
            assert found.chain and len(found.torn) == bool(fragment)
            assert register.get("leads", "next") is not None


def test_the_power_goes_while_a_torn_line_is_closed_off(tmp_path: Path) -> None:
    path = tmp_path / "register"
    whole = made(path)
    journal = path / "journal.jsonl"
    torn = whole[:-60]
    journal.write_bytes(torn)
    with open_register(path, Actor("z.admin")) as register:
        add(register, "next")
    closed = journal.read_bytes()
    for end in range(len(torn), len(closed)):
        journal.write_bytes(closed[:end])
        with open_register(path, Actor("z.admin")) as register:
            assert register.read_only is None and register.head.number == 3
            add(register, "again")
        with open_register(path, Actor("z.admin")) as register:
            assert register.verify().chain and register.head.number == 4


def test_a_snapshot_cut_at_any_place_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "register"
    made(path)
    with open_register(path, Actor("z.admin")) as register:
        register.write_snapshot()
        expected = register.select("leads")
    snapshot = path / "register.json"
    whole = snapshot.read_bytes()
    for end in range(0, len(whole), 3):
        snapshot.write_bytes(whole[:end])
        with open_register(path, Actor("z.admin")) as register:
            assert register.select("leads") == expected


def test_a_journal_that_lost_its_end_is_newer_than_nothing(tmp_path: Path) -> None:
    path = tmp_path / "register"
    whole = made(path)
    with open_register(path, Actor("z.admin")) as register:
        register.write_snapshot()
    (path / "journal.jsonl").write_bytes(b"".join(whole.splitlines(keepends=True)[:3]))
    with open_register(path, Actor("z.admin")) as register:
        assert [record["ref"] for record in register.select("leads")] == ["lead-0", "lead-1"]
        assert register.verify().snapshot == "differs"
