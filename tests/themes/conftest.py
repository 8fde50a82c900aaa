import pytest

_FIGURES: list[str] = []


def pytest_terminal_summary(terminalreporter):
    """Prints how well themes are suggested, in every run."""
    if _FIGURES:
        terminalreporter.section("themes: suggestions against labels made by hand")
        for line in _FIGURES:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def theme_figures() -> list[str]:
    return _FIGURES
