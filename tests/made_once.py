"""What is dear to make is made once in a run, whichever of its workers asks first."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder `name` of this run, filled by `make` if no worker has filled it before.

    Every worker reads the same folder: copy from it what a test is to change. A `make` that fails
    leaves nothing for the others, and the next one tries again.
    """
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent  # each worker has a folder of its own in the run's
    made = base / "made_once" / name
    made.parent.mkdir(exist_ok=True)
    with made.with_name(f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            begun = factory.mktemp(f"begun-{name}")
            make(begun)
            begun.rename(made)
    return made
