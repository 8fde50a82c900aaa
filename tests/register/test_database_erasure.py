"""Erasure in a database: no row keeps the value, the chain is whole, and everybody follows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from auditrack.commands.redaction import AskRedaction, confirm_redaction
from auditrack.commands.role import SetRoles
from auditrack.commands.run import run
from auditrack.model.change import Actor, Insert, Refusal, RefusedError, Saved, Transaction, Update
from auditrack.register import create_register, open_register
from auditrack.register.line import Body
from auditrack.register.protocol import Store
from auditrack.register.verify import Verification

NAME = "Marigold Example"
OFFICER = Actor("a.officer", 1001, "local")
SECOND = Actor("b.chair", 1002, "local")


@pytest.fixture
def database(postgresql: Any) -> Iterator[str]:
    made = postgresql.new_database()
    yield made
    postgresql.drop(made)


@pytest.fixture
def address(postgresql: Any, database: str) -> str:
    address = postgresql.url(database, organisation="example")
    create_register(postgresql.url(database, organisation="other"), "Other", OFFICER).close()
    with create_register(address, "Example Board", OFFICER) as register:
        save(register, Insert("actions", "act-1", {"what": f"Ask {NAME}", "lead": "nurse"}))
        save(register, Insert("actions", "act-2", {"what": "Train"}))
        save(register, Update("actions", "act-1", {"what": "Ask the family"}))
    return address


def save(register: Store, *ops: Insert | Update) -> None:
    answer = register.transact(lambda _state: Transaction("edit", ops))
    assert isinstance(answer, Saved), str(answer)


def everything(postgresql: Any, database: str) -> str:
    tables = ("heads", "entries", "documents", "earlier", "counters", "kept_files", "offers")
    return "".join(
        str(row)
        for table in tables
        for row in postgresql.psql(f"SELECT t::text FROM auditrack.{table} t", database=database)
    )


def without_the_name(body: Body) -> Body:
    import msgspec

    ops = []
    for op in body.ops:
        fields = {
            name: tuple("erased" if value == f"Ask {NAME}" else value for value in change)
            for name, change in op.fields.items()
        }
        ops.append(msgspec.structs.replace(op, fields=fields))
    return msgspec.structs.replace(body, ops=ops)


def closing(_state: Any) -> Any:
    closes = Transaction("redact confirm", (Insert("redactions", "red-1", {"why": "a name"}),))
    return closes, without_the_name


def test_no_row_keeps_the_value_and_the_chain_names_the_head_it_replaced(
    postgresql: Any, database: str, address: str
) -> None:
    with open_register(address, OFFICER) as register, open_register(address, SECOND) as other:
        assert other.get("actions", "act-1") and NAME in everything(postgresql, database)
        head, before = register.head, list(register.history())
        answer = register.erase(closing)
        assert isinstance(answer, Saved) and answer.entry.number == head.number + 1
        assert answer.entry.hash == register.head.hash
        assert NAME not in everything(postgresql, database)
        header = register.header
        assert (header.generation, header.previous_head, header.previous_number) == (
            *(2, head.hash, head.number),
        )
        found = register.verify()
        assert found.ok and found.generation == 2 and found.witness == "new-generation"
        after = list(register.history())
        assert [(e.number, e.t, e.login) for e in after[1:-1]] == [
            (e.number, e.t, e.login) for e in before[1:]
        ]
        assert after[3].ops[0].fields["what"] == ("erased", "Ask the family")
        # Whoever had it open follows, is told once, and goes on writing.
        missed = other.poll()
        assert [entry.number for entry in missed] == [4] and other.read_only is None
        assert other.head == register.head and "generation 2" in " ".join(other.notices)
        assert NAME not in str(list(other.history()))
        save(other, Update("actions", "act-1", {"lead": "head"}))
        assert register.poll()[-1].number == 5 and register.verify().ok


def test_the_witness_accepts_it_and_no_other_rewriting(address: str) -> None:
    open_register(address, OFFICER).close()
    with open_register(address, SECOND) as register:
        assert isinstance(register.erase(closing), Saved)
    with open_register(address, OFFICER) as register:
        assert register.testimony().word in ("agrees", "new-generation")
        assert register.verify().ok


def test_a_refusal_or_damage_leaves_everything_as_it_was(
    postgresql: Any, database: str, address: str
) -> None:
    before = everything(postgresql, database)
    with open_register(address, OFFICER) as register:
        no = Refusal("no", "Not so.")
        assert register.erase(lambda _state: no) is no
        assert everything(postgresql, database) == before
        postgresql.psql(
            "UPDATE auditrack.entries SET body = replace(body, 'Train', 'Drain')", database=database
        )
        damaged = everything(postgresql, database)
        answer = register.erase(closing)
        assert isinstance(answer, Refusal) and answer.code == "damaged"
        assert everything(postgresql, database) == damaged
        assert isinstance(register.verify(), Verification) and register.header.generation == 1


def test_two_people_erase_a_kept_file_and_are_told_what_a_database_keeps(
    postgresql: Any, database: str, address: str, tmp_path: Path
) -> None:
    file = tmp_path / f"{NAME}.txt"
    file.write_text(f"About {NAME}")
    with open_register(address, OFFICER) as register, open_register(address, SECOND) as second:

        def saved(command: Any) -> Saved:
            answer = run(register, command)
            assert isinstance(answer, Saved), str(answer)
            return answer

        save(register, Insert("reviews", "a-2024", {"title": "Review A"}))
        saved(SetRoles(OFFICER.login, ("administrator",)))
        saved(SetRoles(SECOND.login, ("chair",)))
        save(register, Insert("recommendations", "rec-1", {"text": "x", "review": "a-2024"}))
        kept = register.kept.keep(file)
        fields = {"recommendation": "rec-1", "file_sha256": kept.sha256, "file_name": kept.name}
        save(register, Insert("evidence", "ev-1", fields))
        asked = saved(AskRedaction("ev-1", "file", why="a name"))
        second.poll()
        answer = confirm_redaction(second, str(asked.entry.number))
        assert isinstance(answer, Saved), str(answer)
        assert "VACUUM FULL" in " ".join(answer.notes) and not second.kept.names()
        register.poll()
        assert f"{NAME}.txt" not in everything(postgresql, database)
        assert NAME in everything(postgresql, database)  # of the action, which nobody asked for
        assert register.verify().ok and second.verify().ok


def test_a_server_lost_in_the_middle_leaves_the_register_as_it_was(
    postgresql: Any, database: str, address: str
) -> None:
    before = everything(postgresql, database)
    with open_register(address, OFFICER, patience=1.0) as register:

        def cut_off(state: Any) -> Any:
            postgresql.psql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
                " AND application_name LIKE '%%, saving'",
                database,
            )
            return closing(state)

        answer = register.erase(cut_off)
        assert isinstance(answer, Refusal) and answer.code == "unreachable"
        assert everything(postgresql, database) == before
        assert isinstance(register.erase(closing), Saved) and register.verify().ok


def test_who_reads_the_history_meanwhile_is_not_told_of_damage(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from auditrack.register.postgres import chain

    monkeypatch.setattr(chain.stored_entries, "__defaults__", (1,))  # an entry at a time
    with open_register(address, OFFICER) as register, open_register(address, SECOND) as second:
        reading = iter(register.history())
        assert [next(reading).number for _ in range(2)] == [0, 1]
        assert isinstance(second.erase(closing), Saved)
        with pytest.raises(RefusedError) as raised:
            list(reading)
        assert raised.value.refusal.code == "rewritten"
        register.poll()
        assert len(list(register.history())) == 5
