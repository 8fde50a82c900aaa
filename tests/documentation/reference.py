"""Every page of docs/reference that has parts made from the program."""

from collections.abc import Iterator
from pathlib import Path

from tests.documentation import (
    command_pages,
    export_page,
    key_page,
    record_page,
    report_page,
    role_page,
    setting_page,
)
from tests.documentation.making import Page


def pages(board: Path) -> Iterator[Page]:
    """The pages as they are to be today; `board` is a demonstration to look at."""
    yield from command_pages.pages()
    yield key_page.page()
    yield report_page.page()
    yield setting_page.page()
    yield role_page.page()
    yield record_page.page()
    yield export_page.page(board)
