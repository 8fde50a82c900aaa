import pytest

_FIGURES: list[str] = []


def pytest_terminal_summary(terminalreporter):
    """Prints how well same asks are found, in every run."""
    if _FIGURES:
        terminalreporter.section("same asks: the nearest against pairs made by hand")
        for line in _FIGURES:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def same_ask_figures() -> list[str]:
    return _FIGURES
