"""Where the register is: flag, environment, the person's config file, default, in that order.

The config file holds a person's taste and nothing that decides who they are or what time it is.
"""

import os
from pathlib import Path
from typing import Any

from auditrack.cli import output
from auditrack.model.change import Refusal, RefusedError
from auditrack.register.place import default_register
from auditrack.register.postgres.address import Place, is_address, parse_address

VARIABLE = "AUDITRACK_REGISTER"
ORGANISATION = "AUDITRACK_ORGANISATION"


def config_file() -> Path:
    """The person's config file, whether or not it is there."""
    given = os.environ.get("XDG_CONFIG_HOME", "")
    base = Path(given) if given.startswith("/") else Path.home() / ".config"
    return base / "auditrack" / "config.toml"


def chosen_register(organisation: str | None = None) -> Place:
    """The register when no flag names one.

    Args:
        organisation: the one that a flag names; else the address, else the environment says it.

    Raises:
        RefusedError: the config file or an address cannot be read, or an organisation is named
            for a folder.
    """
    if named := os.environ.get(VARIABLE):
        return place_of(named, organisation, os.environ.get(ORGANISATION))
    if named := config().get("register"):
        meant = str(named)
        home = meant if is_address(meant) else str(Path(meant).expanduser())
        return place_of(home, organisation, os.environ.get(ORGANISATION))
    return place_of(str(default_register()), organisation)


def typed_register(
    typed: str, organisation: str | None = None, otherwise: str | None = None
) -> Place:
    """The register that was typed on the command line, where other logins may read it.

    Raises:
        RefusedError: as `place_of`.
    """
    if is_address(typed) and parse_address(typed).holds_password:
        output.say(
            "The password in that address can be read by every login of this host, in the list of "
            "processes. Leave it out: keep it in ~/.pgpass, or sign in without one (peer)."
        )
    return place_of(typed, organisation, otherwise)


def place_of(text: str, organisation: str | None = None, otherwise: str | None = None) -> Place:
    """What was given as a register: a folder, or a database and the organisation in it.

    Args:
        text: a path or an address.
        organisation: the one meant, whatever the address says.
        otherwise: the one meant where nothing else says it.

    Raises:
        RefusedError: the address cannot be read, or an organisation is named for a folder.
    """
    if not is_address(text):
        if organisation is not None:
            raise RefusedError(
                Refusal(
                    "one-board",
                    f'A folder holds one board, and "{organisation}" names one of several.',
                    todo="Leave --organisation out, or give --register the address of a database.",
                )
            )
        return Path(text)
    address = parse_address(text)
    meant = organisation or address.organisation or otherwise
    return address.of(meant) if meant else address


def config() -> dict[str, Any]:
    """What the config file says; nothing where there is none.

    Raises:
        RefusedError: it cannot be read.
    """
    path = config_file()
    if not path.is_file():
        return {}
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RefusedError(
            Refusal(
                "bad-config",
                f"The config file {path} cannot be read: {error}.",
                todo="Put it right, or give --register PATH.",
            )
        ) from None
