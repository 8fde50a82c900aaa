"""A register of one's own for each test, with a clock that the test can read."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from auditrack.model.change import Actor
from auditrack.register import Register, create_register, open_register

OFFICER = Actor("a.officer", 1001, "local")
CHAIR = Actor("b.chair", 1002, "ssh 192.0.2.7, unverified")


class Ticking:
    """A clock that goes on one minute each time it is read."""

    def __init__(self, t: int = 1_767_225_600_000) -> None:
        self.t = t

    def __call__(self) -> int:
        self.t += 60_000
        return self.t


@pytest.fixture(autouse=True)
def own_state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with create_register(tmp_path / "register", "Example Board", OFFICER, Ticking()) as made:
        yield made


@pytest.fixture
def beside(register: Register) -> Iterator[Callable[..., Register]]:
    """Opens further handles on the test's register, as other officers have them."""
    handles: list[Register] = []

    def another(actor: Actor = CHAIR, **options: bool) -> Register:
        handles.append(open_register(register.path, actor, Ticking(), **options))
        return handles[-1]

    yield another
    for handle in handles:
        handle.close()
