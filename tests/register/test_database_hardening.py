"""What a hardened database enforces by itself, whatever program asks."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from auditrack.model.change import Actor, Insert, Refusal, RefusedError, Saved, Transaction, Update
from auditrack.register import create_register, open_register
from auditrack.register.postgres.address import parse_address
from auditrack.register.postgres.hardening import OFFICERS, harden
from auditrack.register.postgres.link import Link
from auditrack.register.postgres.schema import TABLES
from auditrack.register.protocol import Store

OWNER = Actor("owner", 1000, "local")


def write(store: Store, *ops: Insert | Update) -> Saved | Refusal:
    return store.transact(lambda _state: Transaction("edit", ops))


class Boards:
    """Two organisations of a hardened database, and the logins of the first."""

    def __init__(self, server: Any) -> None:
        self.server = server
        self.database = server.new_database()
        self.own = server.url(self.database)
        tail = uuid4().hex[:8]
        self.logins = {
            role: f"{role}-{tail}"
            for role in ("reader", "officer", "administrator", "stranger", "neighbour")
        }
        for name in self.logins.values():
            server.psql(f'CREATE ROLE "{name}" LOGIN')
        for organisation in ("wren", "teal"):
            with create_register(f"{self.own}&organisation={organisation}", organisation) as store:
                grants = (
                    [(self.logins[role], role) for role in ("reader", "officer", "administrator")]
                    if organisation == "wren"
                    else [(self.logins["neighbour"], "administrator")]
                )
                write(
                    store,
                    *(Insert("roles", login, {"roles": [role]}) for login, role in grants),
                    Insert("actions", "act-1", {"what": f"of {organisation}", "serves": ["a"]}),
                )
        link = Link(parse_address(self.own), "owner")
        self.told = harden(link)
        harden(link)  # may be run again
        link.close()
        self.owner = f"owner-{tail}"
        server.psql(f'CREATE ROLE "{self.owner}" NOLOGIN')
        for table in TABLES:
            server.psql(
                f'ALTER TABLE auditrack.{table} OWNER TO "{self.owner}"', database=self.database
            )
        for name in self.logins.values():
            server.psql(f'GRANT {OFFICERS} TO "{name}"')

    def url(self, role: str, organisation: str = "wren") -> str:
        user = self.logins[role]
        return f"{self.server.url(self.database, user=user)}&organisation={organisation}"

    def open(self, role: str, organisation: str = "wren") -> Store:
        return open_register(self.url(role, organisation), OWNER)

    def raw(self, role: str) -> "psycopg.Connection[Any]":
        conninfo = self.server.url(self.database, user=self.logins[role])
        made = psycopg.connect(conninfo, autocommit=True)
        made.execute("SET search_path TO auditrack")
        return made

    def close(self) -> None:
        self.server.drop(self.database)
        for name in (*self.logins.values(), self.owner):
            self.server.psql(f'DROP ROLE "{name}"')


@pytest.fixture(scope="module")
def boards(postgresql: Any) -> Iterator[Boards]:
    made = Boards(postgresql)
    yield made
    made.close()


def test_an_officer_writes_under_the_login_that_signed_in(boards: Boards) -> None:
    with boards.open("officer") as store:
        assert store.capabilities.enforced_rights
        saved = write(store, Insert("actions", "act-2", {"what": "x", "n": 1.5, "serves": []}))
        assert isinstance(saved, Saved), str(saved)
        assert saved.entry.login == boards.logins["officer"] and saved.entry.uid is None
        assert "owner there" in (saved.entry.via or "")
        changed = write(store, Update("actions", "act-2", {"what": None, "by": "é", "n": 2}))
        assert isinstance(changed, Saved), str(changed)
        again = write(
            store,
            Update("actions", "act-2", {"by": "z"}),
            Update("actions", "act-2", {"by": None, "what": "y"}),
            Insert("actions", "act-3", {}),
        )
        assert isinstance(again, Saved), str(again)
        record = store.get("actions", "act-2")
        assert record == {"ref": "act-2", "rev": 4, "what": "y", "n": 2, "serves": ()}


def test_a_reader_reads_and_only_the_log_of_exports_takes_what_it_writes(boards: Boards) -> None:
    with boards.open("reader") as store:
        assert store.get("actions", "act-1") is not None
        answer = write(store, Insert("actions", "act-9", {}))
        assert isinstance(answer, Refusal) and answer.code == "no-right", answer
        assert "does not allow your role to save this" in answer.message
        assert isinstance(write(store, Insert("exports", f"exp-{uuid4().hex}", {})), Saved)
        assert store.get("actions", "act-9") is None


def test_roles_and_settings_are_for_administrators(boards: Boards) -> None:
    for table in ("roles", "board"):
        with boards.open("officer") as store:
            answer = write(store, Insert(table, "mine", {"roles": ["administrator"]}))
            assert isinstance(answer, Refusal) and answer.code == "no-right"
    with boards.open("administrator") as store:
        assert isinstance(write(store, Insert("roles", "next", {"roles": ["officer"]})), Saved)


def test_who_holds_no_role_in_an_organisation_does_not_learn_that_it_is_there(
    boards: Boards,
) -> None:
    for role, organisation in (("stranger", "wren"), ("officer", "teal"), ("neighbour", "wren")):
        with pytest.raises(RefusedError) as error:
            boards.open(role, organisation)
        assert error.value.refusal.code == "no-register"
    with boards.open("neighbour", "teal") as store:
        record = store.get("actions", "act-1")
        assert record is not None and record["what"] == "of teal"
    for table in ("heads", "entries", "documents", "earlier", "counters", "kept_files"):
        with boards.raw("stranger") as raw:
            assert raw.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
        with boards.raw("officer") as raw:
            rows = raw.execute(f"SELECT count(*) FROM {table} WHERE org <> 'wren'").fetchone()
            assert rows == (0,)


HEAD = "SELECT n, hash FROM heads WHERE org = 'wren'"
BY_HAND = {
    "an entry changed": "UPDATE entries SET body = body WHERE org = 'wren'",
    "an entry removed": "DELETE FROM entries WHERE org = 'wren'",
    "all entries removed": "TRUNCATE entries",
    "a record changed": "UPDATE documents SET doc = doc || '{\"what\": \"x\"}' WHERE org = 'wren'",
    "a record removed": "DELETE FROM documents WHERE org = 'wren'",
    "an earlier state changed": "UPDATE earlier SET until = 0 WHERE org = 'wren'",
    "an earlier state made up": "INSERT INTO earlier SELECT org, ref, tbl, rev, since, since + 1,"
    " place, doc FROM documents WHERE org = 'wren'",
    "the head put back": "UPDATE heads SET n = n - 1 WHERE org = 'wren'",
    "the header changed": "UPDATE heads SET header = '' WHERE org = 'wren'",
    "the triggers taken off": "ALTER TABLE entries DISABLE TRIGGER ALL",
    "row security taken off": "ALTER TABLE entries DISABLE ROW LEVEL SECURITY",
    "an offer in another's name": "INSERT INTO offers VALUES ('teal', 'k', 'r', 'x', 'b', 1, '')",
    "an offer in another register's": "INSERT INTO offers VALUES ('wren','k','r','x','b',1,'')",
    "an entry of another": "INSERT INTO entries VALUES ('teal', 3, '', '{}')",
}


@pytest.mark.parametrize("statement", BY_HAND.values(), ids=BY_HAND)
def test_history_cannot_be_changed_past_auditrack(boards: Boards, statement: str) -> None:
    for role in ("officer", "administrator"):
        with boards.raw(role) as raw:
            before = raw.execute(HEAD).fetchone()
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                raw.execute(statement)  # type: ignore[arg-type]
            assert raw.execute(HEAD).fetchone() == before
    with open_register(f"{boards.own}&organisation=wren") as store:
        assert len(list(store.history())) == store.head.number + 1


def test_an_entry_by_hand_must_be_the_next_in_ones_own_name_and_true(boards: Boards) -> None:
    import hashlib
    import json

    login = boards.logins["officer"]

    def attempt(number: int = 1, who: str = login, doc: str = '{"ref":"x","rev":1}', **more: Any):
        with boards.raw("officer") as raw, raw.transaction():
            row = raw.execute("SELECT n, hash, t FROM heads WHERE org = 'wren'").fetchone()
            assert row is not None
            n, head, t = row
            body = json.dumps(
                {
                    "n": n + number,
                    "t": t + more.get("later", 0),
                    "login": who,
                    "ops": [{"op": "insert", "table": "t", "id": "x", "rev": 1, "fields": {}}],
                }
            )
            name = hashlib.sha256((head + body).encode()).hexdigest()
            raw.execute(
                "INSERT INTO entries VALUES ('wren', %s, %s, %s)",
                (n + number, more.get("name", name), body),
            )
            raw.execute(
                "INSERT INTO documents VALUES ('wren', %s, 't', 1, %s, 0, %s::jsonb)",
                (more.get("ref", "x"), n + number, doc),
            )
            if more.get("move", True):
                raw.execute(
                    "UPDATE heads SET n = %s, hash = %s WHERE org = 'wren'", (n + number, name)
                )

    for wrong in (
        {"number": 2},
        {"who": "b.chair"},
        {"name": "0" * 64},
        {"doc": '{"ref":"x","rev":1,"what":"more than was said"}'},
        {"ref": "other"},
        {"move": False},
        {"later": -1},
        {"later": 10**9},
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            attempt(**wrong)
    attempt()  # the very same, true


def test_no_organisation_is_locked_out_by_hardening(postgresql: Any) -> None:
    database = postgresql.new_database()
    url = postgresql.url(database)
    create_register(f"{url}&organisation=wren", "Wren").close()
    link = Link(parse_address(url), "owner")
    with pytest.raises(RefusedError) as error:
        harden(link)
    assert error.value.refusal.code == "no-administrator" and "wren" in error.value.refusal.message
    link.close()
    postgresql.drop(database)


def test_a_role_that_is_taken_away_ends_what_an_open_register_shows(boards: Boards) -> None:
    server, database = boards.server, boards.database
    with boards.open("administrator") as chief, boards.open("administrator") as unaware:
        leaver = boards.logins["stranger"]
        assert isinstance(write(chief, Insert("roles", leaver, {"roles": ["officer"]})), Saved)
        with boards.open("stranger") as store:
            assert store.get("actions", "act-1") is not None
            assert isinstance(write(chief, Update("roles", leaver, {"roles": []})), Saved)
            with pytest.raises(RefusedError) as error:
                store.poll()
            assert "your role may not see it" in error.value.refusal.message
            answer = write(store, Insert("actions", "act-77", {}))
            assert isinstance(answer, Refusal) and answer.code == "no-register", answer
            # What was not read yet is not shown any more.
            assert store.get("actions", "act-2") is None and store.select("roles") == ()
        assert unaware.poll() and unaware.get("actions", "act-77") is None
    assert server.psql(
        "SELECT count(*) FROM auditrack.entries WHERE body LIKE '%%act-77%%'", database=database
    ) == [(0,)]


def test_one_login_is_in_each_organisation_what_it_is_there(boards: Boards) -> None:
    both = boards.logins["reader"]
    with boards.open("neighbour", "teal") as store:
        assert isinstance(write(store, Insert("roles", both, {"roles": ["officer"]})), Saved)
    with boards.open("reader", "teal") as store:
        assert isinstance(write(store, Insert("actions", "act-5", {"what": "x"})), Saved)
    with boards.open("reader") as store:
        assert store.get("actions", "act-5") is None
        answer = write(store, Insert("actions", "act-5", {"what": "x"}))
        assert isinstance(answer, Refusal) and answer.code == "no-right"
    with boards.raw("reader") as raw:
        seen = raw.execute("SELECT DISTINCT org FROM entries ORDER BY org").fetchall()
        assert seen == [("teal",), ("wren",)]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            raw.execute("INSERT INTO kept_files VALUES ('elm', 'x', 0, '')")


def test_what_is_the_owners_alone_names_the_owner(boards: Boards) -> None:
    def ask(store: Store) -> Any:
        return store.erase(
            lambda _state: (Transaction("redact", (Insert("actions", "act-8", {}),)), lambda b: b)
        )

    with boards.open("administrator") as store:
        answer = ask(store)
        assert isinstance(answer, Refusal) and answer.code == "no-right", answer
        assert "your role to erase from it" in answer.message
        assert "The owner of the tables does that" in (answer.todo or "")
        generation = store.header.generation
        with pytest.raises(RefusedError) as error:
            store.verify(write_snapshot=True)
        assert "The owner of the tables" in (error.value.refusal.todo or "")
        store.write_snapshot()  # after an import, by whoever made it
    with pytest.raises(RefusedError) as error:
        create_register(boards.url("administrator", "elm"), "Elm", OWNER)
    assert "The owner of the tables" in (error.value.refusal.todo or "")
    with boards.open("administrator") as store:
        assert store.header.generation == generation and store.verify().chain
    boards.server.psql(f'GRANT "{boards.owner}" TO "{boards.logins["administrator"]}"')
    with boards.open("administrator") as store:
        saved = ask(store)
        assert isinstance(saved, Saved), str(saved)
        assert saved.entry.login == boards.logins["administrator"]
        assert store.header.generation == generation + 1 and store.verify().ok
    with boards.open("reader") as store:
        assert store.verify().chain and store.header.generation == generation + 1
    boards.server.psql(f'REVOKE "{boards.owner}" FROM "{boards.logins["administrator"]}"')
