"""A Typer command with the options of `evidence add`, which does nothing: what it is held against.

As lean as Typer allows: no shell completion, no Rich.
"""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)
evidence = typer.Typer(rich_markup_mode=None, add_completion=False)
app.add_typer(evidence, name="evidence")


@evidence.command("add")
def add(
    serves: Annotated[list[str], typer.Option("--for")],
    shows: Annotated[str, typer.Option("--shows")],
    level: Annotated[str, typer.Option("--level")],
    about: Annotated[str | None, typer.Option("--about")] = None,
    result: Annotated[str | None, typer.Option("--result")] = None,
    file: Annotated[Path | None, typer.Option("--file")] = None,
    at: Annotated[str | None, typer.Option("--at")] = None,
    agency: Annotated[str | None, typer.Option("--agency")] = None,
    annual_report: Annotated[bool, typer.Option("--annual-report")] = False,
    difference: Annotated[str | None, typer.Option("--difference")] = None,
    why: Annotated[str | None, typer.Option("--why")] = None,
    register: Annotated[Path | None, typer.Option("--register")] = None,
    as_at: Annotated[str | None, typer.Option("--as-at")] = None,
    as_recorded: Annotated[int | None, typer.Option("--as-recorded")] = None,
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Do nothing."""


def main() -> None:
    app()
