"""What any store behind the register's door can do, so that another can stand there one day.

`tests/register/test_store_conformance.py` puts every store through the same tests.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from auditrack.model.change import Actor, Build, Entry, Records, Refusal, Saved
from auditrack.register.verify import Verification


class Capabilities(msgspec.Struct, frozen=True):
    """What a store promises beyond the least, for screens and `doctor` to say plainly."""

    several_hosts: bool = False
    enforced_rights: bool = False
    hash_chain: bool = True
    plain_files: bool = True


class Store(Records, Protocol):
    """The live state of a register, and the way to change it."""

    actor: Actor
    """Who acts through this handle."""

    read_only: str | None
    """Why this handle does not write, as a sentence; None if it does."""

    capabilities: Capabilities
    """What this store promises."""

    @property
    def notices(self) -> Sequence[str]:
        """What a person should know about this register, in sentences."""

    def poll(self) -> tuple[Entry, ...]:
        """The entries that were added since the last poll."""

    def transact(self, build: Build, **context: Any) -> Saved | Refusal:
        """Write what `build` makes of the state as of the lock."""

    def history(self, ref: str | None = None, since: int | None = None) -> Iterator[Entry]:
        """The entries, oldest first."""

    def as_recorded(self, number: int) -> Records:
        """The state as it stood at an entry."""

    def verify(self) -> Verification:
        """What speaks for and against the record."""

    def close(self) -> None:
        """Let go of the store."""


if TYPE_CHECKING:
    from auditrack.register.store import Register

    _journal_store: type[Store] = Register
