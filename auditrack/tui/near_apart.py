"""Has the earlier asks of a large register looked for in a process of its own.

Weighing 100,000 of them takes memory that this process would keep.
"""

import os
import select
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from auditrack.model.change import RefusedError

if TYPE_CHECKING:
    from auditrack.tui.near_process import Wanted
    from auditrack.views.earlier import EarlierAsk

_LOOK_SECONDS = 0.25
"""So often it is looked whether anybody still waits."""


def near_apart(wanted: "Wanted", is_over: Callable[[], bool]) -> "tuple[EarlierAsk, ...] | None":
    """The nearest earlier asks; None where nobody waits for them any more.

    Raises:
        RefusedError: the register cannot be read.
        OSError: no process can be started, or it ended by a fault of its own.
    """
    from auditrack.tui.near_process import Answer

    with subprocess.Popen(
        [sys.executable, "-I", "-m", "auditrack.tui.near_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=dict(os.environ),  # where the password file lies, and how the server is reached
        start_new_session=True,  # Ctrl-C is for us: we end it
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(msgspec.json.encode(wanted) + b"\n")
            process.stdin.flush()
            said = bytearray()
            while not said.endswith(b"\n"):
                if is_over():
                    return None
                if select.select([process.stdout], [], [], _LOOK_SECONDS)[0]:
                    piece = os.read(process.stdout.fileno(), 65536)
                    if not piece:
                        raise OSError("it ended without an answer")
                    said += piece
        finally:
            process.kill()
    try:
        answer = msgspec.json.decode(said, type=Answer)
    except msgspec.DecodeError as error:
        raise OSError("it said what cannot be read") from error
    if answer.refused is not None:
        raise RefusedError(answer.refused)
    return answer.near
