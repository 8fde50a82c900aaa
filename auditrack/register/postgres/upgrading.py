"""Tables of an older version, brought up to the one that this program writes."""

from collections.abc import Mapping
from typing import NamedTuple

import psycopg

from auditrack.model.change import Refusal, RefusedError
from auditrack.register.errors import ENTRIES_SAFE
from auditrack.register.postgres import problems
from auditrack.register.postgres.address import Address
from auditrack.register.postgres.link import Link
from auditrack.register.postgres.opening import (
    Organisation,
    look_at_tables,
    make_indexes,
    organisations,
    version_of,
)
from auditrack.register.postgres.schema import VERSION

STEPS: Mapping[int, tuple[str, ...]] = {}
"""For each older version the statements that make the next one of it; version 1 was the first."""


class Upgraded(NamedTuple):
    """From which version to which; the same twice where there was nothing to bring up."""

    was: int
    now: int
    indexed: bool = False
    """Whether an index was made that the database did not allow before."""


def upgrade(
    address: Address,
    who: str,
    app: str,
    steps: Mapping[int, tuple[str, ...]] = STEPS,
    version: int = VERSION,
) -> Upgraded:
    """Bring the tables of a database up, all of it or nothing; saves wait meanwhile.

    Args:
        address: the database; which organisation is all one.
        who: the login that does it.
        app: the version of this program.
        steps: what makes the next version of each.
        version: where to end.

    Raises:
        RefusedError: there are no tables, they are newer, there is no way from theirs, or the
            database does not allow it.
    """
    link = Link(address, f"auditrack {who}, upgrading")
    try:
        was = version_of(link)
        if was is None:
            raise RefusedError(problems.no_tables(address))
        if was > version:
            raise RefusedError(problems.newer_tables(address, was, version))
        missing = [one for one in range(was, version) if one not in steps]
        if missing:
            raise RefusedError(_no_way(address, was, version))
        if was < version:
            _climb(link, was, version, app, steps)
        return Upgraded(was, version, _indexed(link))
    finally:
        link.close()


def organisations_of(address: Address, who: str) -> tuple[Organisation, ...]:
    """The registers of a database that this role may see, by name.

    Raises:
        RefusedError: the database is not reached, or holds no tables that this program knows.
    """
    link = Link(address, f"auditrack {who}")
    try:
        look_at_tables(link)
        return organisations(link)
    finally:
        link.close()


def _climb(
    link: Link, was: int, version: int, app: str, steps: Mapping[int, tuple[str, ...]]
) -> None:
    try:
        with link.transaction() as connection:
            connection.execute("SELECT org FROM heads FOR UPDATE")
            for number in range(was, version):
                for statement in steps[number]:
                    connection.execute(statement)
                connection.execute(
                    "INSERT INTO versions (version, app) VALUES (%s, %s)", (number + 1, app)
                )
    except psycopg.errors.UniqueViolation:
        return  # another login did it at the same moment, and its work was waited for
    except (psycopg.OperationalError, psycopg.errors.InsufficientPrivilege) as problem:
        raise link.refused(problem, "change its tables", is_owners=True) from None
    except psycopg.Error as problem:
        raise RefusedError(_not_brought_up(link.address, problem)) from None


def _indexed(link: Link) -> bool:
    try:
        return make_indexes(link.connection())
    except psycopg.Error as problem:
        raise link.refused(problem, "make its indexes", is_owners=True) from None


def _not_brought_up(address: Address, problem: psycopg.Error) -> Refusal:
    return Refusal(
        "not-upgraded",
        f"The tables of the register at {address} could not be brought up: the database answered "
        f"with fault {problem.sqlstate or 'without a number'}.",
        safe=f"They are as they were. {ENTRIES_SAFE}",
        todo="Tell whoever looks after auditrack; the auditrack that you had before works on.",
    )


def _no_way(address: Address, was: int, version: int) -> Refusal:
    return Refusal(
        "older-schema",
        f"The tables of the register at {address} are version {was}, and this program knows no "
        f"way from there to version {version}.",
        todo="Bring them up with the auditrack that came between, or tell whoever looks after it.",
    )
