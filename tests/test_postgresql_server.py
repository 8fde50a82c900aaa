"""The private server that other tests stand on keeps what it should, and is never left behind."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.postgresql_server import SOCKET, SOCKET_PATH_LIMIT, Server

OWNER = """
import time
from tests.postgresql_server import Server
server = Server().start()
print(server.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def own(postgresql):
    """A server of the test's own, which it may kill; made where the shared one can be."""
    with Server() as server:
        yield server


def refused(server, **how):
    with pytest.raises(psycopg.OperationalError) as refusal:
        server.psql("SELECT 1", **how)
    return str(refusal.value)


def test_what_was_committed_outlives_a_kill_and_a_restart(own):
    own.psql("CREATE TABLE kept (line text)")
    own.psql("INSERT INTO kept VALUES (%s)", "before the kill")
    own.kill()
    assert own.pid is None
    assert "No such file or directory" in refused(own) or "Connection refused" in refused(own)
    own.start()
    own.psql("INSERT INTO kept VALUES (%s)", "after it")
    first = own.pid
    assert own.restart().pid not in (None, first)
    assert own.psql("SELECT line FROM kept") == [("before the kill",), ("after it",)]
    assert "database system was not properly shut down" in own.log


def test_it_is_as_durable_as_in_production_and_on_no_network(own):
    for name, value in {"fsync": "on", "synchronous_commit": "on", "listen_addresses": ""}.items():
        assert own.psql(f"SHOW {name}") == [(value,)]
    assert len(os.fsencode(own.folder / SOCKET)) < SOCKET_PATH_LIMIT


def test_two_databases_are_apart(postgresql):
    one, other = postgresql.new_database(), postgresql.new_database()
    postgresql.psql("CREATE TABLE only_here (n int)", database=one)
    with pytest.raises(psycopg.errors.UndefinedTable):
        postgresql.psql("SELECT * FROM only_here", database=other)
    with psycopg.connect(postgresql.url(one)) as connection:
        assert connection.execute("SELECT current_database()").fetchone() == (one,)
    for database in (one, other):
        postgresql.drop(database)


def test_a_password_is_asked_for_where_one_is_set(postgresql):
    with Server(authentication="scram-sha-256", password="two words") as server:
        assert server.psql("SELECT current_user") == [("postgres",)]
        assert "password authentication failed" in refused(server, password="another")


def test_by_peer_a_login_is_its_own_role_and_no_other(postgresql):
    with Server(authentication="peer") as server:
        login = server.login
        server.psql(f'CREATE ROLE "{login}" LOGIN; CREATE ROLE another LOGIN')
        assert server.psql("SELECT current_user", user=login) == [(login,)]
        assert "Peer authentication failed" in refused(server, user="another")


def test_it_ends_with_its_owner_even_if_that_is_killed(postgresql):
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    with owner:
        server = os.pidfd_open(int(owner.stdout.readline()))
        owner.send_signal(signal.SIGKILL)
    ending = select.poll()
    ending.register(server, select.POLLIN)
    assert ending.poll(60_000), "the server still runs a minute after its owner was killed"
    os.close(server)
