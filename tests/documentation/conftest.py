"""The demonstration that the pages are tried on, made once."""

from pathlib import Path

import pytest

from auditrack.demonstration import make_demonstration
from tests.made_once import made_once


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = made_once(
        tmp_path_factory, "documentation", lambda folder: make_demonstration(folder / "board")
    )
    return made / "board"
