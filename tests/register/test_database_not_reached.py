"""A database that cannot be opened is told of in a sentence that shows no secret."""

import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from auditrack.model.change import Actor, Refusal, RefusedError
from auditrack.register import create_register, open_register
from auditrack.register.postgres.address import parse_address
from auditrack.register.postgres.problems import no_entry
from tests import postgresql_server

WHO = Actor("a.officer", 1001, "local")
SECRET = "Kestrel-and-77"


def refused(address: str) -> Refusal:
    with pytest.raises(RefusedError) as error:
        open_register(address, WHO, patience=0.2)
    told = "".join(traceback.format_exception(error.value))
    refusal = error.value.refusal
    assert SECRET not in str(refusal) and SECRET not in told and SECRET not in repr(refusal)
    assert refusal.message.endswith(".") and refusal.todo and refusal.safe
    return refusal


@pytest.fixture(scope="module")
def locked() -> Iterator[postgresql_server.Server]:
    """A server that asks for a password."""
    why_not = postgresql_server.missing()
    if why_not is not None:
        pytest.skip(why_not)
    with postgresql_server.Server(
        settings=postgresql_server.QUICK, authentication="scram-sha-256", password=SECRET
    ) as server:
        yield server


def with_password(server: postgresql_server.Server, password: str) -> str:
    return f"{server.url()}&password={password}&organisation=wren"


def test_a_wrong_password(locked: postgresql_server.Server) -> None:
    for wrong in (SECRET[:-1], "x", "%20"):
        refusal = refused(with_password(locked, wrong))
        assert refusal.code == "sign-in" and "name and password" in refusal.message
    create_register(with_password(locked, SECRET), "Wren", WHO).close()
    with open_register(with_password(locked, SECRET), WHO) as store:
        assert SECRET not in store.where and SECRET not in repr(store.address)  # type: ignore[attr-defined]
    assert "password" not in parse_address(with_password(locked, SECRET)).shown


def test_no_password_and_none_is_asked_for_on_the_terminal(
    locked: postgresql_server.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSFILE", "/nonexistent")
    refusal = refused(f"{locked.url()}&organisation=wren")
    assert refusal.code == "sign-in" and "password" in refusal.message


def test_a_login_that_is_not_its_own(tmp_path: Path) -> None:
    if why_not := postgresql_server.missing():
        pytest.skip(why_not)
    with postgresql_server.Server(
        settings=postgresql_server.QUICK, authentication="peer"
    ) as server:
        login = server.login
        for role in (login, "somebody"):
            server.psql(f'CREATE ROLE "{role}" SUPERUSER LOGIN')
        create_register(server.url(user=login, organisation="wren"), "Wren", WHO).close()
        refusal = refused(server.url(user="somebody", organisation="wren"))
        assert refusal.code == "sign-in" and "your login here is not the one" in refusal.message


def test_an_unreachable_server(tmp_path: Path) -> None:
    for address in (
        f"postgresql:///x?host={tmp_path}",
        "postgresql://127.0.0.1:1/x",
        "postgresql://127.0.0.1:1/x?password=" + SECRET,
    ):
        assert refused(address).code == "unreachable"
    assert refused("postgresql://no.such.host.invalid/x?connect_timeout=1").code == "unreachable"


def test_addresses_that_cannot_be_read(tmp_path: Path) -> None:
    for address in (
        "postgresql://h:port/x",
        "postgresql://[::1/x",
        "postgresql://h/x?host",
        "postgresql://h/x?no_such_option=1",
        "postgresql://h/x?organisation=Not%20A%20Name",
        "postgresql://h/x?organisation=",
        f"postgresql://u:{SECRET}@h/x?sslmode=sometimes",
        "postgresql://h/x\x00",
    ):
        assert refused(address).code in ("bad-address", "bad-organisation", "unreachable"), address


def test_what_is_not_there(postgresql: Any) -> None:
    assert refused(postgresql.url("no-such-database")).code == "no-database"
    assert refused(postgresql.url(user="no-such-role")).code == "sign-in"
    database = postgresql.new_database()
    url = postgresql.url(database)
    assert refused(url).code == "no-register"
    assert refused(f"{url}&organisation=wren").code == "no-register"
    for organisation in ("wren", "teal"):
        create_register(f"{url}&organisation={organisation}", organisation, WHO).close()
    refusal = refused(url)
    assert refusal.code == "which-organisation" and "teal, wren" in (refusal.todo or "")
    assert refused(f"{url}&organisation=heron").code == "no-register"
    with pytest.raises(RefusedError) as error:
        create_register(f"{url}&organisation=wren", "Wren again", WHO)
    assert error.value.refusal.code == "exists"
    with open_register(f"{url}&organisation=wren", WHO) as store:
        assert store.header.board == "wren"
    postgresql.drop(database)


@pytest.mark.parametrize(
    "said",
    [
        "the database system is starting up",
        "the database system is shutting down",
        "the database system is in recovery mode",
        "the database system is not yet accepting connections",
        "sorry, too many clients already",
        "remaining connection slots are reserved for roles with the SUPERUSER attribute",
    ],
)
def test_a_server_that_comes_and_goes_is_waited_for(said: str) -> None:
    """None of it is "no such database", after which nobody would try again."""
    refusal = no_entry("there", psycopg.OperationalError(f"connection failed: FATAL:  {said}"))
    assert refusal.code == "unreachable"


def test_a_role_and_a_database_that_take_no_more_are_tried_again(postgresql: Any) -> None:
    database = postgresql.new_database()
    name = f"one-of-many-{database}"
    postgresql.psql(f'CREATE ROLE "{name}" LOGIN CONNECTION LIMIT 0')
    refusal = refused(postgresql.url(database, user=name))
    assert refusal.code == "unreachable" and "too many" in refusal.message
    postgresql.psql(f'ALTER DATABASE "{database}" ALLOW_CONNECTIONS false')
    assert refused(postgresql.url(database)).code == "unreachable"
    postgresql.drop(database)
    postgresql.psql(f'DROP ROLE "{name}"')


def test_tables_of_another_version(postgresql: Any) -> None:
    database = postgresql.new_database()
    url = postgresql.url(database, organisation="wren")
    create_register(url, "Wren", WHO).close()
    for version, code in ((0, "older-schema"), (99, "newer-format")):
        postgresql.psql("UPDATE auditrack.versions SET version = %s", version, database=database)
        refusal = refused(url)
        assert refusal.code == code and str(version) in refusal.message
    postgresql.drop(database)


def test_a_role_that_may_only_read_is_told_what_it_may_not(postgresql: Any) -> None:
    from auditrack.model.change import Insert, Transaction

    database = postgresql.new_database()
    create_register(postgresql.url(database, organisation="wren"), "Wren", WHO).close()
    name = f"looker-{database}"
    postgresql.psql(f'CREATE ROLE "{name}" LOGIN')
    url = postgresql.url(database, user=name, organisation="wren")
    refusal = refused(url)
    assert refusal.code in ("no-right", "no-register")
    postgresql.psql(f'GRANT USAGE ON SCHEMA auditrack TO "{name}"', database=database)
    postgresql.psql(
        f'GRANT SELECT ON ALL TABLES IN SCHEMA auditrack TO "{name}"', database=database
    )
    with open_register(url, WHO) as store:
        answer = store.transact(lambda _state: Transaction("x", (Insert("leads", "a", {}),)))
        assert isinstance(answer, Refusal) and answer.code == "no-right"
        assert store.head.number == 0
    with pytest.raises(RefusedError) as error:
        create_register(url.replace("=wren", "=heron"), "Heron", WHO)
    assert error.value.refusal.code == "no-right"
    postgresql.drop(database)
    postgresql.psql(f'DROP ROLE "{name}"')
