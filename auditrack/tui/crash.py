"""What is left of a crash: where in the program it was, and never what was in the records.

Textual prints local variables when it crashes, and these are records about children.
"""

import os
import platform
import time
import traceback
from pathlib import Path

import textual

import auditrack
from auditrack.register.place import private_folder, state_folder

_MODE = 0o600


def _causes(error: BaseException) -> list[BaseException]:
    """The error and what led to it, the last one first; a circle ends where it began."""
    chain: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in chain:
        chain.append(following)
        held = getattr(following, "error", None)  # Textual wraps what happened in a worker
        following = (
            following.__cause__
            or following.__context__
            or (held if isinstance(held, BaseException) else None)
        )
    return chain


def told(error: BaseException) -> str:
    """The places a fault went through, without messages, values or local variables."""
    lines = [
        f"auditrack {auditrack.__version__}, Textual {textual.__version__}, "
        f"Python {platform.python_version()}, {platform.system()}",
        time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime()),
    ]
    for cause in _causes(error):
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        lines += [
            f"  {frame.filename}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(cause.__traceback__)
        ]
    return "\n".join(lines) + "\n"


def write_log(error: BaseException, folder: Path) -> Path | None:
    """Keep what is told of a fault in a file that only this officer may read; None if it fails."""
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
    path = folder / f"crash-{stamp}-{os.getpid()}.log"
    try:
        private_folder(folder)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE)
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as log:
            log.write(told(error))
    except OSError:
        return None
    return path


def after_crash(error: BaseException) -> str:
    """Write the log, and say in plain words what happened and what is safe."""
    path = write_log(error, state_folder())
    where = (
        f"Where in the program it happened, and nothing from your records, is noted in {path}."
        if path
        else "No note of it could be written."
    )
    return (
        "auditrack had to stop: a fault of its own, not yours. "
        f"Everything that was saved is safe. {where}"
    )
