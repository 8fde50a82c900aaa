"""Moves a register and is killed where the test says: `FROM TO before|after METHOD [times]`."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from auditrack.commands.moving import move_register
from auditrack.model.change import Actor
from auditrack.register import move_folder
from auditrack.register.postgres import filling, moving
from auditrack.register.postgres.address import Place, is_address, parse_address

ENDS = {
    "FolderFrom": move_folder.FolderFrom,
    "FolderTo": move_folder.FolderTo,
    "DatabaseFrom": moving.DatabaseFrom,
    "DatabaseTo": moving.DatabaseTo,
}


def place(text: str) -> Place:
    return parse_address(text) if is_address(text) else Path(text)


def killed(when: str, method: str, times: int) -> None:
    """Let this process die before or after the so many-th call of a method."""
    name, _, called = method.partition(".")
    end: Any = ENDS[name]
    own = getattr(end, called)
    calls = 0

    def dying(self: Any, *given: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if when == "before" and calls == times:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = own(self, *given, **named)
        if when == "after" and calls == times:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    setattr(end, called, dying)


if __name__ == "__main__":
    here, there, when, method, times = sys.argv[1:]
    filling.BATCH_OPERATIONS = 3
    move_folder._FLUSHED = 1
    stages = 0

    def progress(_done: int, _whole: int) -> None:
        global stages
        stages += 1
        if method == "stage" and stages == int(times):
            os.kill(os.getpid(), signal.SIGKILL)

    if method != "stage":
        killed(when, method, int(times))
    move_register(place(here), place(there), Actor("a.officer", 1001, "local"), progress)
