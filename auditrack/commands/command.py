"""What every write is: a frozen value that the form, the command line and an import all build."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self

from auditrack.commands.desk import Desk


@dataclass(frozen=True)
class Command(ABC):
    """One write. Its fields are what a person gave, as text where a form gives text.

    In a value that edits, None leaves a field as it is and an empty text clears it; `base_rev` is
    the revision of the record that the person was looking at.
    """

    cmd: ClassVar[str]

    @property
    def act(self) -> str:
        """What it does, in the words of `commands.rights`."""
        return self.cmd

    @property
    def prepares(self) -> bool:
        """Whether something must be durable before the entry that speaks of it.

        Or whether it needs a look that is too long for the lock.
        """
        return False

    def prepared(self, register: Any, today: date) -> Self:
        """The command once that is done; called only when `prepares` says so.

        Raises:
            RefusedError: it could not be done.
        """
        return self

    @abstractmethod
    def build(self, desk: Desk) -> None:
        """Write the operations on the desk, from the records as they stand in the lock.

        Raises:
            RefusedError: a rule says no; nothing is written then.
        """
