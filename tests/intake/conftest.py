import pytest

_FIGURES: list[str] = []


def pytest_terminal_summary(terminalreporter):
    """Prints recall and precision of what intake ticks by default, in every run."""
    if _FIGURES:
        terminalreporter.section("intake: recall and precision at default ticks")
        for line in _FIGURES:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def figures() -> list[str]:
    return _FIGURES
