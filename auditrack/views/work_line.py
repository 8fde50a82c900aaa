"""One thing that is to be done, and whose work is asked for."""

from dataclasses import asdict, dataclass
from typing import Any

LATE = "overdue"

KINDS = {
    "returned": "Evidence that came back",
    "overdue": "Overdue",
    "soon": "Due soon",
    "sign-off": "To sign off",
    "accept": "Evidence to accept",
    "audit": "Audits to make",
    "reply": "Replies and return forms to chase",
    "later": "Later, or without a date",
}
"""The kinds of work, in the order in which they press, each with its heading."""


@dataclass(frozen=True)
class WorkLine:
    """One thing to do. `record` is what kind of record `ref` is, `day` its date as data.

    `days` is how long it is late or has waited; below 0 how long it is to come; None with no date.
    """

    kind: str
    ref: str
    record: str
    what: str
    why: str
    day: str | None
    days: int | None
    lead: str
    agency: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The line under stable keys."""
        return asdict(self)


@dataclass(frozen=True)
class Asked:
    """Whose work is asked for: a login's, of certain leads, or `everybody`'s.

    `signs` and `accepts`: whether the login's roles reach to signing off and accepting.
    """

    login: str
    leads: tuple[str, ...] | None = None
    everybody: bool = False
    signs: bool = False
    accepts: bool = False
