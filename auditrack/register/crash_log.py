"""What is left of a crash: where in the program it was, and never what was in the records.

Tracebacks with local variables would print records about children.
"""

import os
import platform
import sys
import time
import traceback
from pathlib import Path

import auditrack
from auditrack.register.place import private_folder, state_folder

_MODE = 0o600


def _causes(error: BaseException) -> list[BaseException]:
    """The error and what led to it, the last one first; a circle ends where it began."""
    chain: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in chain:
        chain.append(following)
        following = following.__cause__ or following.__context__
    return chain


def told(error: BaseException) -> str:
    """The places a fault went through, without messages, values or local variables."""
    textual = sys.modules.get("textual")
    screens = f", Textual {textual.__version__}" if textual else ""
    lines = [
        f"auditrack {auditrack.__version__}{screens}, "
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


def write_crash_log(error: BaseException, folder: Path | None = None) -> Path | None:
    """Keep what is told of a fault in a file that only this officer may read; None if it fails."""
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
    folder = folder or state_folder()
    path = folder / f"crash-{stamp}-{os.getpid()}.log"
    try:
        private_folder(folder)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE)
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as log:
            log.write(told(error))
    except OSError:
        return None
    return path
