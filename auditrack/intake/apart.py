"""A document read in a process of its own, with limits: whatever is in it, the app goes on."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from typing import IO, Final, Literal, TypeVar

import msgspec

from auditrack.intake.decoding import refuse
from auditrack.model.change import Refusal, RefusedError
from auditrack.model.proposal import Proposals

Form = Literal["word", "pdf"]
"""The formats of reviews that are read apart."""

T = TypeVar("T")

SECONDS: Final = 30
"""The longest that a document may take, as it passes and of the processor's time."""

MEMORY_BYTES: Final = 1024 * 1024 * 1024
"""The most memory that reading a document may take."""

ANSWER_BYTES: Final = 64 * 1024 * 1024
"""The most that may come of a document."""

REFUSED: Final = 3
OUT_OF_MEMORY: Final = 4
"""How the process ends: a refusal lies in its answer; the document asked for too much memory."""

_LOOK = 0.02


def read_apart(
    form: Form,
    data: bytes,
    name: str,
    stop: Callable[[], bool] | None = None,
    *,
    seconds: float = SECONDS,
) -> Proposals:
    """What a document proposes, found in another process that may fail without harm.

    The document and what came of it stay in memory: nothing of it lies in a temporary file.

    Args:
        form: the format, found by the document's content.
        data: the document.
        name: its name, for the sentences.
        stop: asked now and then whether nobody waits for it any more.
        seconds: the longest that it may take.

    Raises:
        RefusedError: it cannot be read, asks for too much time or memory, or was stopped.
    """
    return said_apart(form, data, name, Proposals, stop, seconds=seconds)


def said_apart(
    form: str,
    data: bytes,
    name: str,
    kind: type[T],
    stop: Callable[[], bool] | None = None,
    *,
    seconds: float = SECONDS,
) -> T:
    """As `read_apart`, for a reader that gives a value of another kind."""
    name = name.encode("utf-8", "replace").decode()
    with ExitStack() as held:
        given = held.enter_context(_in_memory("document", data))
        answer = held.enter_context(_in_memory("answer", b""))
        process = subprocess.Popen(
            [sys.executable, "-I", "-m", "auditrack.intake.apart_process", form, name],
            stdin=given,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            start_new_session=True,  # Ctrl-C is for us: we end it
        )
        held.callback(_end, process)
        code = _wait(process, name, stop, seconds)
        answer.seek(0)
        said = answer.read()
    return _answer(code, said, name, kind)


def _in_memory(what: str, data: bytes) -> IO[bytes]:
    file = os.fdopen(os.memfd_create(f"auditrack-{what}", os.MFD_CLOEXEC), "w+b")
    file.write(data)
    file.seek(0)
    return file


def _wait(
    process: "subprocess.Popen[bytes]",
    name: str,
    stop: Callable[[], bool] | None,
    seconds: float,
) -> int:
    until = time.monotonic() + seconds
    while True:
        with suppress(subprocess.TimeoutExpired):
            return process.wait(_LOOK)
        if stop is not None and stop():
            raise refuse(name, "was not read to its end", "Open it again when you like.", "stopped")
        if time.monotonic() > until:
            raise _too_long(name)


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.kill()
    process.wait()


def _answer(code: int, said: bytes, name: str, kind: type[T]) -> T:
    try:
        if code == 0:
            return msgspec.json.decode(said, type=kind)
        if code == REFUSED:
            raise RefusedError(msgspec.json.decode(said, type=Refusal))
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise _damaged(name) from None
    if code == -signal.SIGXCPU:
        raise _too_long(name)
    if code in (OUT_OF_MEMORY, -signal.SIGXFSZ):
        raise refuse(
            name,
            "asks for more memory than any review needs, and was not read",
            "It may be damaged or made to do harm. Save it again as text and import that.",
            "too-large",
        )
    raise _damaged(name)


def _too_long(name: str) -> RefusedError:
    return refuse(
        name,
        "takes longer to read than any review needs, and was not read",
        "It may be damaged or made to do harm. Save it again as text and import that.",
        "too-long",
    )


def _damaged(name: str) -> RefusedError:
    return refuse(
        name,
        "is damaged in a way that its reader could not get past",
        "Ask for another copy, or save it again as text and import that.",
        "not-readable",
    )
