"""Where each number of the board's rules comes from: the default, or who set it, when and why."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from auditrack.views.history import line_of

if TYPE_CHECKING:
    from auditrack.register.protocol import Store

DEFAULT = "the default"


def rule_origins(register: "Store") -> Mapping[str, str]:
    """Each setting that was ever set with where its value comes from, in words.

    Goes through the whole journal. A setting that is not named is the default.

    Raises:
        RefusedError: a line of the journal does not follow from the one before it.
    """
    origins: dict[str, str] = {}
    for entry in register.history("board"):
        for op in entry.ops:
            if op.table != "board":
                continue
            line = line_of(entry, ())
            why = f": {line.why}" if line.why else ""
            said = f"set by {line.by_whom} on {line.when}{why}"
            for name, (_, new) in op.fields.items():
                origins[name] = DEFAULT if new is None else said
    return origins
