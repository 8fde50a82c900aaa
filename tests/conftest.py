"""What every test shares: the reasons a test may be skipped for, and where the reviews lie."""

import os
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import postgresql_server
from tests.made_once import made_once

TESTS = Path(__file__).parent
SHARED = TESTS.parent.parent / "shared"

# Whether a property holds does not hang on how busy the machine is; a gate asks the same each time.
settings.register_profile(
    "auditrack",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
    print_blob=True,
)
settings.load_profile("auditrack")

ALLOWED_SKIPS = tuple(
    line
    for line in (TESTS / "allowed_skips.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)
_unlisted: list[str] = []


def pytest_make_parametrize_id(config, val, argname):
    """Long values by their size: each worker tells the names of all tests, and keeps them."""
    if isinstance(val, str | bytes) and len(val) > 100:
        return f"{argname} of {len(val)}"
    return None  # as usual


def pytest_runtest_logreport(report):
    """A skip whose reason is not in the list fails the run: nobody agreed to it."""
    if report.skipped and not hasattr(report, "wasxfail") and isinstance(report.longrepr, tuple):
        reason = str(report.longrepr[2]).removeprefix("Skipped: ")
        if reason not in ALLOWED_SKIPS:
            _unlisted.append(f"{report.nodeid}: {reason}")


def pytest_sessionfinish(session, exitstatus):
    if _unlisted and exitstatus == 0:
        session.exitstatus = 1


def pytest_terminal_summary(terminalreporter):
    for line in _unlisted:
        terminalreporter.write_line(f"skipped for a reason that is not in the list: {line}")


@pytest.fixture(autouse=True, scope="session")
def _own_folders(tmp_path_factory):
    """No test reads or writes this login's own register, config, drafts or witness."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("AUDITRACK_REGISTER", raising=False)
        for name in ("CONFIG", "DATA", "STATE"):
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        yield


@pytest.fixture(autouse=True, scope="session")
def _interruptible():
    """A run in the background has Ctrl-C ignored, and would hand that on to what it starts."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    if before is signal.SIG_IGN:
        signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real reviews and worked cases, or a skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the shared design folder is not beside the checkout")
    return SHARED


@pytest.fixture(scope="session")
def demonstration_board(tmp_path_factory) -> Path:
    """The folder of the demonstration board, made once for all workers; copy it to write to it."""
    from auditrack.demonstration import make_demonstration

    made = made_once(tmp_path_factory, "demonstration", lambda at: make_demonstration(at / "board"))
    return made / "board"


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory) -> postgresql_server.Server:
    """One quick server for every worker of the run, whose end it does not outlive.

    For a test's own `new_database()`; a test that stops or kills a server has one of its own.
    """
    why_not = postgresql_server.missing()
    if why_not and "AUDITRACK_TESTS_NEED_POSTGRESQL" in os.environ:
        pytest.fail(f"{why_not}, though this run may not skip its tests")
    if why_not:
        pytest.skip(why_not)
    run = os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()

    def start(folder: Path) -> None:
        server = postgresql_server.Server(
            settings={**postgresql_server.QUICK, "max_connections": 300}, owner=run
        )
        (folder / "server").write_text(str(server.start().folder))

    made = made_once(tmp_path_factory, "postgresql", start)
    return postgresql_server.Server(folder=Path((made / "server").read_text()))
