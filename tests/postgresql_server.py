"""A private PostgreSQL server for tests: on a unix socket, in its own folder, never left behind.

Run as a program it is the guard of one server: it waits for the end of the process that owns the
server, however that ends, then kills what still runs and removes the folder.
"""

import os
import pwd
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote, urlencode

SECONDS_TO_START = 60
SOCKET = ".s.PGSQL.5432"
SOCKET_PATH_LIMIT = 107  # bytes of a unix socket's path on Linux
ADMINISTRATOR = "postgres"

# For tests of what is kept, not of when it reaches the disk; tests of faults do without.
QUICK: Mapping[str, str] = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


def missing() -> str | None:
    """Why no server can be started on this machine, or None."""
    if _programs() is None:
        return "PostgreSQL is not installed"
    return None


class Server:
    """A PostgreSQL server that ends with the process that owns it.

    Args:
        settings: Lines of its configuration; without any it is as durable as in production.
        authentication: "trust"; "scram-sha-256", by the administrator's `password`; or "peer", by
            the login's own name, the administrator being this login and the server's.
        password: The administrator's password.
        folder: An existing server's folder, to use that server from another process.
        owner: The process with which the server is to end; without one, this process.
    """

    def __init__(
        self,
        *,
        settings: Mapping[str, object] | None = None,
        authentication: str = "trust",
        password: str = "",
        folder: Path | None = None,
        owner: int | None = None,
    ) -> None:
        self.password = password
        self._made = 0
        if folder is not None:
            self.folder = folder
            return
        self.folder = _new_folder()
        guard = [sys.executable, "-I", "-S", os.path.abspath(__file__)]
        _run_to_its_end(*guard, owner or os.getpid(), self.folder)
        self._make(dict(settings or {}), authentication)

    @property
    def login(self) -> str:
        """The name of the login that uses it, under which "peer" knows it."""
        return pwd.getpwuid(os.geteuid()).pw_name

    @property
    def data(self) -> Path:
        """The folder of its data."""
        return self.folder / "data"

    @property
    def log(self) -> str:
        """What the server has written to its log."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    @property
    def pid(self) -> int | None:
        """The number of the server's first process, or None where none runs."""
        return _running(self.folder)

    def start(self) -> Self:
        """Start it, or start it again, and wait until it takes connections."""
        command = _as_owner(_program("postgres"), "-D", str(self.data))
        pid = os.posix_spawnp(
            command[0],
            command,
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                (os.POSIX_SPAWN_OPEN, 1, self.folder / "log", os.O_WRONLY | os.O_APPEND, 0),
                (os.POSIX_SPAWN_DUP2, 1, 2),
            ],
            setsid=True,
        )
        give_up = time.monotonic() + SECONDS_TO_START
        while not self._ready(pid):
            ended = os.waitpid(pid, os.WNOHANG)[0]
            if ended or time.monotonic() > give_up:
                raise RuntimeError(f"PostgreSQL did not start: {self.log[-2000:]}")
            time.sleep(0.01)
        return self

    def stop(self) -> None:
        """Stop it in order: what is under way is rolled back, and the data is closed."""
        if (pid := self.pid) is not None:
            with _ends(pid):
                os.kill(pid, signal.SIGINT)

    def kill(self) -> None:
        """End every process of it at once, as `kill -9` would; for the process that started it."""
        _kill(self.folder)

    def restart(self) -> Self:
        """Stop it in order and start it again."""
        self.stop()
        return self.start()

    def close(self) -> None:
        """End it and its guard, and remove its folder."""
        with suppress(FileNotFoundError, ProcessLookupError):
            os.kill(int((self.folder / "guard").read_text()), signal.SIGKILL)
        _end(self.folder)

    def __enter__(self) -> Self:
        """Start it for a `with` block, at whose end it is closed."""
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.close()

    def url(
        self, database: str = "postgres", user: str | None = None, organisation: str | None = None
    ) -> str:
        """The address of a register in `database`."""
        query = {"host": str(self.folder), "user": user or ADMINISTRATOR}
        if organisation is not None:
            query["organisation"] = organisation
        return f"postgresql:///{quote(database, safe='')}?{urlencode(query, quote_via=quote)}"

    def psql(
        self,
        sql: str,
        *values: object,
        database: str = "postgres",
        user: str = ADMINISTRATOR,
        password: str | None = None,
    ) -> list[tuple[Any, ...]]:
        """What one command answers, each committed at once; `values` stand for its `%s`."""
        import psycopg

        with psycopg.connect(
            host=str(self.folder),
            dbname=database,
            user=user,
            password=self.password if password is None else password,
            autocommit=True,
        ) as connection:
            cursor = connection.execute(sql, values or None)
            return cursor.fetchall() if cursor.description else []

    def new_database(self) -> str:
        """The name of an empty database that no other test uses."""
        self._made += 1
        name = f"test_{os.getpid()}_{id(self):x}_{self._made}"
        self.psql(f'CREATE DATABASE "{name}" TEMPLATE template0')
        return name

    def drop(self, database: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self.psql(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def _make(self, settings: dict[str, object], authentication: str) -> None:
        (self.folder / "log").touch()
        _give(self.folder)
        _give(self.folder / "log")
        with tempfile.NamedTemporaryFile("w") as secret:
            secret.write(f"{self.password or 'unused'}\n")
            secret.flush()
            _give(Path(secret.name))
            _run_to_its_end(
                *_as_owner(
                    *(_program("initdb"), "--pgdata", str(self.data), "--username", ADMINISTRATOR),
                    *("--auth", "trust", "--pwfile", secret.name, "--encoding", "UTF8"),
                    *("--locale", "C.UTF-8", "--no-sync", "--no-instructions"),
                )
            )
        lines = {"listen_addresses": "", "unix_socket_directories": self.folder} | settings
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as configuration:
            for name, value in lines.items():
                quoted = str(value).replace("'", "''")
                configuration.write(f"{name} = '{quoted}'\n")
        method = "peer map=logins" if authentication == "peer" else authentication
        (self.data / "pg_hba.conf").write_text(f"local all all {method}\n")
        logins = {self.login, _owner().pw_name}
        (self.data / "pg_ident.conf").write_text(
            "".join(f"logins {login} {ADMINISTRATOR}\n" for login in sorted(logins))
            + "logins /^(.*)$ \\1\n"
        )

    def _ready(self, pid: int) -> bool:
        lines = _lines(self.folder)
        return len(lines) > 7 and int(lines[0]) == pid and lines[7].strip() == "ready"


def _programs() -> Path | None:
    """The folder with the newest server's programs."""
    on_path = shutil.which("postgres")
    if on_path and shutil.which("initdb"):
        return Path(on_path).parent
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    found = [
        each for each in versions if (each / "initdb").exists() and (each / "postgres").exists()
    ]
    return max(found, key=lambda each: float(each.parent.name), default=None)


def _program(name: str) -> str:
    programs = _programs()
    if programs is None:
        raise RuntimeError("PostgreSQL is not installed")
    return str(programs / name)


def _owner() -> pwd.struct_passwd:
    """The login the server runs as: it refuses to run as root."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def _as_owner(*command: str) -> list[str]:
    """A command, run as the server's login."""
    if os.geteuid() == 0:
        owner = _owner()
        ids = [f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]
        return ["setpriv", *ids, "--", *command]
    return list(command)


def _give(path: Path) -> None:
    if os.geteuid() == 0:
        owner = _owner()
        os.chown(path, owner.pw_uid, owner.pw_gid)


def _new_folder() -> Path:
    """A folder with a short path that the server's login and every client can reach."""
    for place in (Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")):
        reachable = all(each.stat().st_mode & 0o001 for each in (place, *place.parents))
        if (
            reachable
            and len(os.fsencode(place / "auditrack-pg-12345678" / SOCKET)) < SOCKET_PATH_LIMIT
        ):
            folder = Path(tempfile.mkdtemp(prefix="auditrack-pg-", dir=place))
            folder.chmod(0o755)
            return folder
    raise RuntimeError("no folder is short enough for a socket and open to the server's login")


def _run_to_its_end(*command: object) -> None:
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, cwd="/", check=False
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr}")


def _lines(folder: Path) -> list[str]:
    try:
        return (folder / "data" / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []


def _parents() -> Iterator[tuple[int, int]]:
    """Every process with its parent."""
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            yield int(entry.parent.name), int(entry.read_text().rpartition(")")[2].split()[1])


def _running(folder: Path) -> int | None:
    """The first process of the folder's server, unless it has ended or its number is another's."""
    lines = _lines(folder)
    if not lines:
        return None
    pid = int(lines[0])
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return None
    return pid if state != "Z" and os.fsencode(folder / "data") in words else None


def _wait(handle: int) -> None:
    ending = select.poll()
    ending.register(handle, select.POLLIN)
    ending.poll()
    os.close(handle)


@contextmanager
def _ends(*pids: int) -> Iterator[None]:
    """Wait for the end of processes that the block ends."""
    handles = []
    for pid in pids:
        with suppress(ProcessLookupError):
            handles.append(os.pidfd_open(pid))
    yield
    for handle in handles:
        _wait(handle)
    for pid in pids:
        with suppress(ChildProcessError):
            os.waitpid(pid, 0)  # a child of ours would keep its number until asked for


def _signal(pids: Iterable[int], number: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def _kill(folder: Path) -> None:
    first = _running(folder)
    if first is None:
        return
    _signal([first], signal.SIGSTOP)  # so that it makes no further process meanwhile
    processes = [first, *(pid for pid, parent in _parents() if parent == first)]
    with _ends(*processes):
        _signal(processes, signal.SIGKILL)


def _end(folder: Path) -> None:
    _kill(folder)
    shutil.rmtree(folder, ignore_errors=True)


def _guard(owner: int, folder: Path) -> None:
    """End the server in `folder` once its owner has ended, from a process nobody waits for."""
    try:
        handle = os.pidfd_open(owner)
    except ProcessLookupError:
        _end(folder)
        return
    if guard := os.fork():
        (folder / "guard").write_text(str(guard))
        return
    os.setsid()
    for descriptor in range(3):
        os.dup2(os.open(os.devnull, os.O_RDWR), descriptor)
    _wait(handle)
    _end(folder)


if __name__ == "__main__":
    _guard(int(sys.argv[1]), Path(sys.argv[2]))
