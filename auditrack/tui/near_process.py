"""The process that looks for earlier asks in a large register: it weighs every one on record.

It is asked in one line of standard input and answers in one of standard output. When nobody waits
for it any more, standard input ends, and so does it.
"""

import os
import sys
import threading
from datetime import date

import msgspec

from auditrack.model.change import Actor, Refusal, RefusedError
from auditrack.register import open_register
from auditrack.views.earlier import EarlierAsk
from auditrack.views.narrow_facts import facts_of
from auditrack.views.page_near import near_of
from auditrack.views.sparse import sparse

_NICER = 10


class Wanted(msgspec.Struct, frozen=True):
    """Of which recommendation, in which register. The address may hold a secret."""

    address: str
    actor: Actor
    today: date
    ref: str


class Answer(msgspec.Struct, frozen=True):
    """The nearest earlier asks, or why there are none."""

    near: tuple[EarlierAsk, ...] = ()
    refused: Refusal | None = None


def main() -> None:
    """Read what is asked for, and say it."""
    os.nice(_NICER)  # whoever types at this host comes first
    wanted = msgspec.json.decode(sys.stdin.buffer.readline(), type=Wanted)
    threading.Thread(target=_end_with_the_app, daemon=True).start()
    try:
        with open_register(wanted.address, wanted.actor, read_only=True) as register:
            answer = Answer(near_of(facts_of(sparse(register), wanted.today), wanted.ref))
    except RefusedError as refused:
        answer = Answer(refused=refused.refusal)
    with open(1, "wb", closefd=False) as out:
        out.write(msgspec.json.encode(answer) + b"\n")


def _end_with_the_app() -> None:
    os.read(0, 1)
    os._exit(0)


if __name__ == "__main__":
    main()
    os._exit(0)  # nothing is left to tidy
