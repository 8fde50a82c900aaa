"""The process that works out an outlook over a large register, so that the app's keys never wait.

It is asked in one line of standard input and answers in lines of standard output. When the app
goes, standard input ends, and so does it; its memory goes back to the system with it.
"""

import os
import sys
import threading

import msgspec

from auditrack.model.change import RefusedError
from auditrack.register import open_register
from auditrack.tui.outlook import outlooks
from auditrack.tui.outlook_wire import Answer, Wanted, answer_of
from auditrack.views.rows import RowList

_NICER = 10


def main() -> None:
    """Read the outlook that is asked for, and say it."""
    os.nice(_NICER)  # whoever types at this host comes first
    wanted = msgspec.json.decode(sys.stdin.buffer.readline(), type=Wanted)
    threading.Thread(target=_end_with_the_app, daemon=True).start()
    try:
        with open_register(wanted.address, wanted.actor, read_only=True) as register:
            rows = RowList(register, wanted.today)
            for outlook in outlooks(register, rows, wanted.seen):
                _say(answer_of(outlook, register.head.number))
    except RefusedError as refused:
        _say(Answer(refused=refused.refusal))


def _say(answer: Answer) -> None:
    with open(1, "wb", closefd=False) as out:
        out.write(msgspec.json.encode(answer) + b"\n")


def _end_with_the_app() -> None:
    os.read(0, 1)
    os._exit(0)


if __name__ == "__main__":
    main()
    os._exit(0)  # nothing is left to tidy
