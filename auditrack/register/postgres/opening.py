"""What stands in a database before a register is open: tables, organisations, heads."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple
from uuid import uuid4

import psycopg

from auditrack.model.change import Actor, Refusal, RefusedError
from auditrack.model.refs import slug
from auditrack.register.line import FORMAT, READER, ROOT, Header, seal
from auditrack.register.postgres import problems
from auditrack.register.postgres.address import Address, parse_address
from auditrack.register.postgres.chain import header_of, text_of
from auditrack.register.postgres.link import Link, Row
from auditrack.register.postgres.schema import (
    EXTENSIONS,
    STATEMENTS,
    VALUES,
    VERSION,
    WORDS,
)
from auditrack.register.postgres.states import why_closed
from auditrack.register.values import text_problem


class HeadRow(NamedTuple):
    """Where an organisation's chain stands."""

    number: int
    name: bytes
    t: int
    header: Header
    header_name: bytes
    state: str


class Organisation(NamedTuple):
    """One register of a database."""

    name: str
    board: str
    number: int
    register: str
    closed: str | None = None
    """Why it takes no changes, as a sentence: it is being put there, or went elsewhere."""


def look_at_tables(link: Link) -> None:
    """Make sure that the tables are there and are ours.

    Raises:
        RefusedError: There are none, or they are of another version.
    """
    version = version_of(link)
    _must_hold_any_text(link)
    if version is None:
        raise RefusedError(problems.no_tables(link.address))
    if version < VERSION:
        raise RefusedError(problems.older_tables(link.address, version, VERSION))
    if version > VERSION:
        raise RefusedError(problems.newer_tables(link.address, version, VERSION))


def _must_hold_any_text(link: Link) -> None:
    encoding = link.connection().info.parameter_status("server_encoding")
    if encoding not in ("UTF8", None):
        raise RefusedError(problems.not_any_text(link.address, encoding))


def version_of(link: Link) -> int | None:
    """The version of the tables; None where there are tables and no version.

    Raises:
        RefusedError: There are no tables, or this role may not look at them.
    """
    # By its full name: without a right to the schema a short one is said not to be there at all.
    found = link.read("SELECT max(version) FROM auditrack.versions")[0][0]
    return None if found is None else int(found)


def organisations(link: Link) -> tuple[Organisation, ...]:
    """The registers of the database that this role may see, by name."""
    rows = link.read("SELECT org, board, n, register, state FROM heads ORDER BY org")
    return tuple(
        Organisation(name, board, number, register, why_closed(state))
        for name, board, number, register, state in rows
    )


def which(link: Link) -> str:
    """The organisation that the address means.

    Raises:
        RefusedError: It names none and there are several, or one that is not there.
    """
    wanted = link.address.organisation
    if wanted is not None:
        if not link.read("SELECT 1 FROM heads WHERE org = %s", (wanted,)):
            raise RefusedError(problems.no_organisation(link.address, wanted, ()))
        return wanted
    there = organisations(link)
    if not there:
        raise RefusedError(problems.no_tables(link.address))
    # One that went elsewhere is not what somebody means who names none, while another is at home.
    known = tuple(one.name for one in there if one.closed is None) or tuple(
        one.name for one in there
    )
    if len(known) > 1:
        raise RefusedError(problems.no_organisation(link.address, None, known))
    return known[0]


def head_row(link: Link, organisation: str, known: Header | None = None) -> HeadRow:
    """Where an organisation's chain stands now.

    Args:
        link: the connection.
        organisation: its name.
        known: the header, where it was read before; it is read again for another generation.

    Raises:
        RefusedError: There is no such organisation any more, or its header was changed.
    """
    rows = link.read(
        "SELECT n, hash, t, state, generation, header_hash, header FROM heads WHERE org = %s",
        (organisation,),
    )
    if not rows:
        raise RefusedError(problems.no_organisation(link.address, organisation, ()))
    number, name, t, state, generation, header_name, text = rows[0]
    header = (
        known
        if known is not None and known.generation == generation
        else header_of(link.address, text, header_name)
    )
    return HeadRow(number, name.encode(), t, header, header_name.encode(), state)


def create_organisation(
    address: str | Address, board: str, actor: Actor, t: int, app: str
) -> Address:
    """Make the tables where there are none, and the register of an organisation in them.

    Raises:
        RefusedError: The name is taken, the database is not reached or does not allow it.
    """
    place = parse_address(address) if isinstance(address, str) else address
    problem = text_problem(board) if board.strip() else "is empty"
    if problem is not None:
        raise RefusedError(Refusal("bad-value", f"The board's name {problem}."))
    name = place.organisation or slug(board)
    if not name:
        raise RefusedError(
            Refusal(
                "bad-organisation",
                "No name for the organisation can be made of the board's name.",
                todo="Say one at the end of the address: ?organisation=NAME",
            )
        )
    header = Header(0, FORMAT, READER, str(uuid4()), board, t, actor.login, app)
    link = Link(place, f"auditrack {actor.login}")
    try:
        make_tables(link, app)
        insert_head(link, name, header, t)
    finally:
        link.close()
    return place.of(name)


def make_tables(link: Link, app: str) -> None:
    """Make the tables where they are missing.

    Raises:
        RefusedError: The database is not reached or does not allow it, or holds newer ones.
    """
    try:
        connection = link.connection()
        try:
            found = connection.execute("SELECT max(version) FROM auditrack.versions").fetchone()
        except psycopg.errors.UndefinedTable:
            found = None
        except psycopg.errors.InsufficientPrivilege:
            raise RefusedError(problems.no_right(link.address, "use its tables")) from None
        if found is None or found[0] is None:
            _must_hold_any_text(link)
            for statement in STATEMENTS:
                connection.execute(statement)
            make_indexes(connection)
            connection.execute(
                "INSERT INTO auditrack.versions (version, app) VALUES (%s, %s)"
                " ON CONFLICT (version) DO NOTHING",
                (VERSION, app),
            )
    except psycopg.Error as problem:
        raise link.refused(problem, "make a register's tables", is_owners=True) from None
    look_at_tables(link)


def insert_head(link: Link, name: str, header: Header, t: int) -> None:
    """Enter an organisation, whose chain holds its header alone.

    Raises:
        RefusedError: The name is taken, or the database does not allow it.
    """
    hash_, line = seal(ROOT, header)
    try:
        with link.transaction() as connection:
            made = connection.execute(
                "INSERT INTO heads (org, register, board, header, header_hash, generation, n,"
                " hash, t) VALUES (%s, %s, %s, %s, %s, %s, 0, %s, %s)"
                " ON CONFLICT (org) DO NOTHING",
                (
                    *(name, header.register, header.board, text_of(line), hash_.decode()),
                    *(header.generation, hash_.decode(), t),
                ),
            )
            if made.rowcount != 1:
                raise RefusedError(problems.taken(link.address, name))
    except psycopg.Error as problem:
        raise link.refused(problem, "make a register", is_owners=True) from None


def make_indexes(connection: "psycopg.Connection[Row]") -> bool:
    """Make the best indexes that the database allows, where they are missing; whether any was."""
    for extension in EXTENSIONS:
        # Another store, or a role that may not: searches are right without it.
        with suppress(psycopg.Error):
            connection.execute(extension)
    before = _indexes(connection)
    with _sees_extensions(connection):
        for index in (VALUES, WORDS):
            for statement in index:
                try:
                    connection.execute(statement)
                    break
                except psycopg.Error:
                    if connection.closed:
                        raise
    return _indexes(connection) != before


@contextmanager
def _sees_extensions(connection: "psycopg.Connection[Row]") -> Iterator[None]:
    """What an extension brought is found in whichever schema the server's superuser put it."""
    with suppress(psycopg.Error):
        connection.execute(
            "SELECT set_config('search_path', 'auditrack' || coalesce((SELECT string_agg(', ' ||"
            " quote_ident(nspname), '') FROM pg_catalog.pg_extension JOIN pg_catalog.pg_namespace n"
            " ON n.oid = extnamespace WHERE extname IN ('btree_gin', 'pg_trgm')), ''), false)"
        )
    try:
        yield
    finally:
        if not connection.closed:
            connection.execute("SET search_path TO auditrack")


def _indexes(connection: "psycopg.Connection[Row]") -> set[str]:
    rows = connection.execute("SELECT indexname FROM pg_indexes WHERE schemaname = 'auditrack'")
    return {str(name) for (name,) in rows}
