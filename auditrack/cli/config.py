"""Where the register is: flag, environment, the person's config file, default, in that order.

The config file holds a person's taste and nothing that decides who they are or what time it is.
"""

import os
from pathlib import Path
from typing import Any

from auditrack.model.change import Refusal, RefusedError
from auditrack.register.place import default_register

VARIABLE = "AUDITRACK_REGISTER"


def config_file() -> Path:
    """The person's config file, whether or not it is there."""
    given = os.environ.get("XDG_CONFIG_HOME", "")
    base = Path(given) if given.startswith("/") else Path.home() / ".config"
    return base / "auditrack" / "config.toml"


def chosen_register() -> Path:
    """The register's folder when no flag names one.

    Raises:
        RefusedError: the config file cannot be read.
    """
    if named := os.environ.get(VARIABLE):
        return Path(named)
    if named := config().get("register"):
        return Path(str(named)).expanduser()
    return default_register()


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
