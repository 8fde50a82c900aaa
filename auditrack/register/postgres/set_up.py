"""Whether a database keeps a register safe: its server, the way to it, this role and the clocks.

Every look changes nothing, and what cannot be seen is said to be so; it is never a fault.
"""

import time
from collections.abc import Callable
from typing import NamedTuple

import psycopg

from auditrack.model.change import RefusedError
from auditrack.register.condition import Condition
from auditrack.register.host import home, identity, time_service
from auditrack.register.identity import current_actor
from auditrack.register.place import state_folder
from auditrack.register.postgres import hardening
from auditrack.register.postgres.address import Address
from auditrack.register.postgres.link import Link
from auditrack.register.postgres.opening import look_at_tables, which
from auditrack.register.postgres.schema import VERSION
from auditrack.register.set_up import own_folder

_OLDEST = 130_000
"""Of its makers' numbers, the first server that has everything asked of one."""

_AHEAD = 300
_PAGE = "docs/postgresql.md"


class _Looked(NamedTuple):
    """What each look is given."""

    link: Link
    organisation: str | None


def conditions(address: Address) -> tuple[Condition, ...]:
    """Look at a database, an organisation in it and this login, without changing anything."""
    link = Link(address, f"auditrack {current_actor().login}, doctor", patience=2.0)
    folder = state_folder()
    found = [identity(folder)]
    try:
        reached, organisation = _reached(link)
        found += reached
        if link.is_open:
            given = _Looked(link, organisation)
            found += [one for name, look in _LOOKS if (one := _looked(name, look, given))]
    finally:
        link.close()
    return (*found, own_folder(folder), home(folder), time_service(folder))


def _reached(link: Link) -> tuple[list[Condition], str | None]:
    """Whether the server, its tables and the organisation are there."""
    try:
        link.read("SELECT 1")
    except RefusedError as refused:
        return [_refusal("database", refused)], None
    found = [Condition("database", True, f"{link.address} is reached and lets this login in.")]
    try:
        look_at_tables(link)
        found.append(Condition("tables", True, f"Its tables are version {VERSION}, as this one's."))
    except RefusedError as refused:
        return [*found, _refusal("tables", refused)], None
    try:
        organisation = which(link)
    except RefusedError as refused:
        return [*found, _refusal("organisation", refused)], None
    return found, organisation


def _refusal(name: str, refused: RefusedError) -> Condition:
    return Condition(name, False, refused.refusal.message, refused.refusal.todo)


def _looked(
    name: str, look: Callable[[_Looked], Condition | None], given: _Looked
) -> Condition | None:
    try:
        return look(given)
    except (RefusedError, psycopg.Error, ValueError, LookupError, TypeError):
        return Condition(name, None, "This cannot be seen from here: the database does not tell.")


def _organisation(given: _Looked) -> Condition | None:
    if given.organisation is None:
        return None
    board, number = given.link.read(
        "SELECT board, n FROM heads WHERE org = %s", (given.organisation,)
    )[0]
    return Condition(
        "organisation",
        True,
        f"{given.organisation} is the register of {board}, at entry {number}.",
    )


def _way(given: _Looked) -> Condition:
    """Whether what is read and saved can be listened to on its way."""
    info = given.link.connection().info
    if info.host.startswith(("/", "@")):
        return Condition("the way there", True, "Over a socket of this host: nothing leaves it.")
    if info.hostaddr in ("::1", "127.0.0.1") and not info.pgconn.ssl_in_use:
        return Condition("the way there", True, "To an address of this host itself.")
    if not info.pgconn.ssl_in_use:
        return Condition(
            "the way there",
            False,
            f"What is read and saved crosses the network to {info.host} in the clear.",
            "Have the server use TLS, and add sslmode=verify-full to the address.",
        )
    checked = info.get_parameters().get("sslmode") == "verify-full"
    return Condition(
        "the way there",
        checked,
        f"It is encrypted on its way to {info.host}"
        + ("." if checked else ", and nobody checks that this is the right server."),
        None if checked else "Add sslmode=verify-full to the address.",
    )


def _server(given: _Looked) -> Condition:
    number = int(given.link.read("SHOW server_version_num")[0][0])
    shown = given.link.read("SHOW server_version")[0][0]
    if number < _OLDEST:
        return Condition(
            "server",
            False,
            f"The server is PostgreSQL {shown}, which its makers no longer mend.",
            "Have it upgraded.",
        )
    return Condition("server", True, f"The server is PostgreSQL {shown}.")


def _durable(given: _Looked) -> Condition:
    """Whether a save that was confirmed outlives a power cut."""
    wrong = [
        name
        for name in ("fsync", "full_page_writes", "synchronous_commit")
        if given.link.read("SELECT current_setting(%s)", (name,))[0][0] == "off"
    ]
    if wrong:
        return Condition(
            "durability",
            False,
            f"The server has {' and '.join(wrong)} off: a power cut may lose what was saved, or "
            "harm all of it.",
            "Have it switched on in postgresql.conf.",
        )
    return Condition("durability", True, "What is saved is on the server's disk when it says so.")


def _role(given: _Looked) -> Condition:
    role, powerful = given.link.read(
        "SELECT session_user::text, rolsuper FROM pg_roles WHERE rolname = session_user"
    )[0]
    login = current_actor().login
    named = role if hardening.is_hardened(given.link) else login
    known = f"You are {role} to the database" + (
        "." if role == login else f" and {login} to this host; entries name {named}."
    )
    if powerful:
        return Condition(
            "role",
            False,
            f"{known} That is its superuser, who may do anything, unseen by every rule.",
            f"Have a role of your own made: {_PAGE} says how.",
        )
    return Condition("role", True, known)


def _rights(given: _Looked) -> Condition:
    """Whether this role may change what it should only add to."""
    read, add, change, owns = given.link.read(
        "SELECT has_table_privilege('auditrack.entries', 'SELECT'),"
        " has_table_privilege('auditrack.entries', 'INSERT'),"
        " has_table_privilege('auditrack.entries', 'UPDATE')"
        "  OR has_table_privilege('auditrack.entries', 'DELETE'),"
        " (SELECT pg_has_role(relowner, 'member') FROM pg_class"
        "  WHERE oid = 'auditrack.entries'::regclass)"
    )[0]
    may = "may read it and save to it" if add else "may read it and not save to it"
    if not read:
        return Condition(
            "rights", False, "Your role may not read the register.", "Ask its administrator."
        )
    if hardening.is_hardened(given.link):
        owner = " It owns the tables too, and no rule binds an owner." if owns else ""
        return Condition(
            "rights", True, f"The database enforces the roles. Yours {may} as it says.{owner}"
        )
    return Condition(
        "rights",
        not change,
        f"Your role {may}."
        + (" It may also change and delete entries: only the chain would tell." if change else ""),
        f"The database can be made to see to that: {_PAGE}." if change else None,
    )


def _shared_login(given: _Looked) -> Condition | None:
    """Whether several people are signed in with one role, whom the database cannot tell apart."""
    rows = given.link.read(
        "SELECT DISTINCT split_part(substr(application_name, 11), ',', 1) FROM pg_stat_activity"
        " WHERE usename = session_user AND datname = current_database()"
        " AND application_name LIKE 'auditrack %%'",
        (),
    )
    people = sorted(str(name) for (name,) in rows if name)
    if len(people) < 2:
        return None
    return Condition(
        "shared role",
        False,
        f"{', '.join(people)} are signed in as one role, and the database cannot tell them apart.",
        "Have each officer given a role of their own.",
    )


def _backups(given: _Looked) -> Condition:
    return Condition(
        "backups",
        None,
        "Whether the server is backed up cannot be seen from here.",
        "Ask whoever looks after it; and make your own now and then: auditrack backup FILE",
    )


def _clocks(given: _Looked) -> Condition:
    before = time.time()
    theirs = float(given.link.read("SELECT extract(epoch FROM clock_timestamp())")[0][0])
    apart = theirs - (before + time.time()) / 2
    last = None
    if given.organisation is not None:
        last = given.link.read("SELECT t FROM heads WHERE org = %s", (given.organisation,))[0][0]
    if last is not None and last / 1000 > time.time() + _AHEAD:
        said = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(last / 1000))
        return Condition(
            "clocks",
            False,
            f"The last entry says {said}, which is still to come; new entries repeat that time.",
            "Compare the clocks of the hosts that officers work on.",
        )
    if abs(apart) > _AHEAD:
        way = "ahead of" if apart > 0 else "behind"
        return Condition(
            "clocks",
            False,
            f"The server's clock is {abs(apart):,.0f} seconds {way} this host's, and entries carry "
            "this host's time.",
            "Set the one that is wrong.",
        )
    return Condition("clocks", True, "The server's clock and this host's agree.")


def _search(given: _Looked) -> Condition:
    found = given.link.read(
        "SELECT 1 FROM pg_indexes WHERE schemaname = 'auditrack' AND indexname = 'documents_words'"
    )
    if found:
        return Condition("searching", True, "There is an index of words: searching is quick.")
    return Condition(
        "searching",
        True,
        "There is no index of words (pg_trgm): searches are right, and slower in a large register.",
        "Whoever owns the tables adds it at any time: auditrack organisation upgrade; "
        f"{_PAGE} says what that needs.",
    )


_LOOKS: tuple[tuple[str, Callable[[_Looked], Condition | None]], ...] = (
    ("organisation", _organisation),
    ("the way there", _way),
    ("server", _server),
    ("durability", _durable),
    ("role", _role),
    ("rights", _rights),
    ("shared role", _shared_login),
    ("backups", _backups),
    ("clocks", _clocks),
    ("searching", _search),
)
