"""Where a register in a database is: what `--register postgresql://...` says, secrets left out."""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeGuard
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from auditrack.model.change import Refusal, RefusedError
from auditrack.model.refs import slug

SCHEMES = ("postgresql://", "postgres://")
ORGANISATION = "organisation"
"""What our own part of the address is called; everything else is the database's."""

_SECRETS = frozenset(("password", "passfile", "sslpassword", "sslkey"))


@dataclass(frozen=True)
class Address:
    """A database and, where it says so, the organisation in it.

    `conninfo` may hold a password and is never shown; `shown` says the same without it.
    """

    conninfo: str = field(repr=False)
    shown: str
    organisation: str | None = None
    holds_password: bool = False

    def __str__(self) -> str:
        return self.shown

    def of(self, organisation: str) -> "Address":
        """The same database, another organisation.

        Raises:
            RefusedError: That cannot be the name of one.
        """
        _must_be_name(organisation)
        bare, _, query = self.shown.partition("?")
        others = [part for part in query.split("&") if part and not part.startswith(_OWN)]
        shown = f"{bare}?{'&'.join([*others, _OWN + quote(organisation)])}"
        return replace(self, shown=shown, organisation=organisation)


Place = Path | Address
"""Where a register is: a folder, or an organisation of a database."""

_OWN = f"{ORGANISATION}="


def is_address(text: object) -> TypeGuard[str | Address]:
    """Whether what was given as a register names a database and not a folder."""
    return isinstance(text, Address) or (
        isinstance(text, str) and text.strip().casefold().startswith(SCHEMES)
    )


def parse_address(text: str) -> Address:
    """Read an address.

    Raises:
        RefusedError: It is none that can be read, or names an organisation that cannot be one.
    """
    try:
        parts = urlsplit(text.strip())
        _ = parts.port  # a port that is no number is found when it is asked for
        query = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    except ValueError:
        raise RefusedError(_unreadable()) from None
    if "\0" in text or any(ord(letter) < 32 for letter in text.strip()):
        raise RefusedError(_unreadable())
    given = [value for name, value in query if name == ORGANISATION]
    organisation = given[-1].strip() if given else None
    if organisation is not None:
        _must_be_name(organisation)
    others = [(name, value) for name, value in query if name != ORGANISATION]
    conninfo = f"postgresql://{parts.netloc}{parts.path}{_query(others)}"
    plain = [(name, value) for name, value in others if name not in _SECRETS]
    if organisation is not None:
        plain.append((ORGANISATION, organisation))
    shown = f"postgresql://{_without_password(parts.netloc)}{parts.path}{_query(plain)}"
    user = parts.netloc.rpartition("@")[0]
    password = ":" in user or any(name in ("password", "sslpassword") for name, _ in others)
    return Address(conninfo, shown, organisation, password)


def without_passwords(text: str) -> str:
    """A text without the passwords of addresses that may stand in it."""
    return _ANY_SECRET.sub(r"\1...", _ANY_PASSWORD.sub(r"\1:...@", text))


_ANY_PASSWORD = re.compile(r"(postgres(?:ql)?://[^\s:/?@'\"]*):[^\s/?]*@", re.IGNORECASE)
_ANY_SECRET = re.compile(r"([?&](?:ssl)?password=)[^\s&'\"]*", re.IGNORECASE)


def _must_be_name(organisation: str) -> None:
    if not organisation or organisation != slug(organisation):
        raise RefusedError(
            Refusal(
                "bad-organisation",
                "An organisation is named by lower-case letters, figures and hyphens, as "
                "wrenshire or wrenshire-adults.",
                todo="auditrack organisation list names those of the database.",
            )
        )


def _query(pairs: list[tuple[str, str]]) -> str:
    said = "&".join(f"{quote(name)}={quote(value, safe='/')}" for name, value in pairs)
    return f"?{said}" if said else ""


def _without_password(netloc: str) -> str:
    user, at, host = netloc.rpartition("@")
    name = unquote(user.partition(":")[0])
    return f"{quote(name)}{at}{host}" if at else netloc


def _unreadable() -> Refusal:
    return Refusal(
        "bad-address",
        "That address of a database cannot be read.",
        todo="Give it as postgresql://HOST/DATABASE?organisation=NAME, or with "
        "?host=/folder/of/the/socket where the server is on this host.",
    )
