"""Making a register and entering its board, as one thing to the person who asks for it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from auditrack.commands.board import InitialiseBoard
from auditrack.commands.desk import Desk
from auditrack.commands.given import cleaned_command
from auditrack.commands.run import run
from auditrack.model.change import Actor, Head, Refusal, RefusedError
from auditrack.register import create_register
from auditrack.register.identity import current_actor
from auditrack.register.postgres.address import Place
from auditrack.register.protocol import Store


class _NoRecords:
    """The state of a register that is not there yet."""

    head = Head(0, "")

    def get(self, table: str, ref: str) -> Mapping[str, Any] | None:
        return None

    def select(self, table: str, filter: Any = None) -> tuple[Mapping[str, Any], ...]:
        return ()

    def index(self, table: str, field: str) -> Mapping[Any, tuple[Mapping[str, Any], ...]]:
        return {}

    def next_number(self, prefix: str) -> int:
        return 1


def initialise(
    path: str | Place,
    board: InitialiseBoard,
    actor: Actor | None = None,
    clock: Any = None,
    today: date | None = None,
) -> Store:
    """Make a register and enter its board.

    Args:
        path: the folder to make, or the address of a database that gets an organisation.
        board: the board's record.
        actor: who acts; the kernel's login when absent.
        clock: UTC milliseconds; the system's when absent.
        today: the day that "today" means; by the clock when absent.

    Raises:
        RefusedError: the board cannot be entered so, or the folder cannot be made; then nothing
            is left behind.
    """
    wanted = cleaned_command(board)
    # A folder is made only for a board that can be entered.
    wanted.build(Desk(_NoRecords(), actor or current_actor(), today or date.today()))
    register = create_register(path, wanted.name, actor, clock)
    answer = run(register, wanted, today=today)
    if isinstance(answer, Refusal):
        register.close()
        raise RefusedError(answer)
    return register
