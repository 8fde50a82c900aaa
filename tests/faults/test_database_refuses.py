"""What the server refuses, cuts short or wants again: one change or none, and a true sentence."""

from collections.abc import Iterator
from typing import Any

import pytest

from auditrack.model.change import (
    Actor,
    Insert,
    Records,
    Refusal,
    RefusedError,
    Saved,
    Transaction,
    Update,
)
from auditrack.register import create_register, open_register
from auditrack.register.line import FORMAT

OFFICER = Actor("a.officer", 1001, "local")


class Place:
    """A register in a database of its own, of which a test sets what it likes."""

    def __init__(self, server: Any) -> None:
        self.server = server
        self.database = server.new_database()
        self.address = server.url(self.database, organisation="wren")
        self.store = create_register(self.address, "Wren", OFFICER)

    def sql(self, statement: str) -> None:
        self.server.psql(f"SET default_transaction_read_only TO off; {statement}",
                         database=self.database)  # fmt: skip

    def raises(self, fault: str, times: int) -> None:
        """Let the server raise a fault at the end of the next transactions."""
        self.sql(
            f"CREATE SEQUENCE public.tried;"
            " CREATE FUNCTION public.fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF nextval('public.tried') <= {times} THEN RAISE EXCEPTION 'no' USING ERRCODE ="
            f" '{fault}'; END IF; RETURN NEW; END $$;"
            " CREATE CONSTRAINT TRIGGER fails AFTER INSERT ON auditrack.entries DEFERRABLE"
            " INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.fail()"
        )


@pytest.fixture
def place(postgresql: Any) -> Iterator[Place]:
    made = Place(postgresql)
    yield made
    made.store.close()
    postgresql.drop(made.database)


def add(store: Any, calls: list[int] | None = None) -> Saved | Refusal:
    def build(state: Records) -> Transaction:
        if calls is not None:
            calls.append(state.head.number)
        insert = Insert("actions", f"act-{state.next_number('act')}", {"what": "Train"})
        return Transaction("action add", (insert,))

    return store.transact(build)


@pytest.mark.parametrize("fault", ["40001", "40P01"])
def test_what_the_server_wants_again_is_built_again_and_saved_once(
    place: Place, fault: str
) -> None:
    place.raises(fault, 2)
    calls: list[int] = []
    answer = add(place.store, calls)
    assert isinstance(answer, Saved) and answer.entry.number == 1
    assert calls == [0, 0, 0] and answer.references == ("act-1",)
    assert [entry.number for entry in place.store.poll()] == [1]
    assert len(place.store.select("actions")) == 1 and place.store.verify().ok


def test_a_full_disk_takes_nothing_and_goes_on_when_there_is_room(place: Place) -> None:
    place.raises("53100", 1)
    answer = add(place.store)
    assert isinstance(answer, Refusal) and "its disk is full" in answer.message
    assert place.store.select("actions") == () and place.store.head.number == 0
    assert isinstance(add(place.store), Saved) and place.store.verify().ok


def test_a_server_that_takes_no_changes_is_read_and_says_so(place: Place) -> None:
    assert isinstance(add(place.store), Saved)
    place.sql(f'ALTER DATABASE "{place.database}" SET default_transaction_read_only TO on')
    with open_register(place.address, OFFICER) as store:
        answer = add(store)
        assert isinstance(answer, Refusal) and "takes no changes" in answer.message
        assert len(store.select("actions")) == 1


def test_what_takes_longer_than_the_administrator_allows_is_said_to_be_so(place: Place) -> None:
    """A limit that the administrator set is kept, and is not told as a lost connection."""
    place.sql(
        "CREATE FUNCTION public.wait() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN PERFORM pg_sleep(60); RETURN NEW; END $$;"
        " CREATE TRIGGER waits BEFORE INSERT ON auditrack.entries"
        " FOR EACH ROW EXECUTE FUNCTION public.wait();"
        f' ALTER DATABASE "{place.database}" SET statement_timeout TO 100'
    )
    with open_register(place.address, OFFICER) as store:
        answer = add(store)
        assert isinstance(answer, Refusal) and "statement_timeout" in answer.message
        place.sql("SET statement_timeout TO 0; DROP TRIGGER waits ON auditrack.entries")
        assert isinstance(add(store), Saved)
        link: Any = store._link  # type: ignore[attr-defined]
        with pytest.raises(RefusedError) as refused:
            link.read("SELECT pg_sleep(60)")
        assert refused.value.refusal.code == "cut-short"


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_a_database_that_cannot_hold_every_sign_is_not_begun(
    postgresql: Any, encoding: str
) -> None:
    name = f"{postgresql.new_database()}_{encoding.lower()}"
    postgresql.psql(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}' LOCALE 'C'")
    try:
        with pytest.raises(RefusedError) as refused:
            create_register(postgresql.url(name, organisation="wren"), "Wren", OFFICER)
        assert refused.value.refusal.code == "bad-encoding"
        assert encoding in refused.value.refusal.message
        assert not postgresql.psql(
            "SELECT 1 FROM pg_namespace WHERE nspname = 'auditrack'", database=name
        )
    finally:
        postgresql.drop(name)


def test_a_change_of_many_records_finds_each_by_its_reference(place: Place) -> None:
    """Of a new database the server has counted nothing, and would walk over the table for each."""
    many = range(1, 601)
    inserts = tuple(Insert("actions", f"act-{n}", {"what": "Train"}) for n in many)
    updates = tuple(Update("actions", f"act-{n}", {"what": "Train again"}) for n in many)
    for ops in (inserts, updates):
        assert isinstance(place.store.transact(lambda _, ops=ops: Transaction("edit", ops)), Saved)
    place.store.close()  # a server has counted what a session read once the session has ended
    read = (
        "SELECT coalesce(sum(idx_tup_read), 0) FROM pg_stat_user_indexes"
        " WHERE relname = 'documents'"
    )
    ended = f"SELECT 1 FROM pg_stat_activity WHERE datname = '{place.database}'"
    while place.server.psql(ended):
        pass
    assert place.server.psql(read, database=place.database)[0][0] < 20 * len(many)


def test_an_older_program_writes_nothing_after_a_newer_one(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would write over what it does not understand; it reads on, and says why it only reads."""
    with open_register(place.address, OFFICER) as newer:
        with monkeypatch.context() as of_the_newer:
            of_the_newer.setattr("auditrack.register.postgres.saving.FORMAT", FORMAT + 1)
            quoted = Insert("actions", "act-9", {"what": '"format":1,"ops":[', "n": '\\"ops":'})
            why = '"ops":"'
            assert isinstance(newer.transact(lambda _: Transaction("x", (quoted,), why=why)), Saved)
        with open_register(place.address, OFFICER) as opened:
            for older in (place.store, opened):
                answer = add(older)
                assert isinstance(answer, Refusal) and answer.code == "read-only", answer
                assert "newer" in str(older.read_only) and older.head.number == 1
                assert len(older.select("actions")) == 1
