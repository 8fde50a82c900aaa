"""What goes wrong, as a sentence and exit 1: refusals, faults of the machine, and our own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from auditrack.cli import output
from auditrack.model.change import Refusal, RefusedError

STOPPED = Refusal(
    "stopped",
    "Stopped.",
    safe="Everything that said Saved is saved.",
    todo="Before you repeat a change, look for it with: auditrack history",
)
"""What is said when a person presses Ctrl-C."""


@contextmanager
def guarded(json: bool = False) -> Iterator[None]:
    """Turn every refusal and every fault of the machine into a sentence and exit 1."""
    try:
        try:
            yield
        finally:
            output.flush()
    except RefusedError as error:
        output.print_refusal(error.refusal, json)
        raise typer.Exit(1) from None
    except (typer.Exit, typer.Abort, typer.TyperException):
        raise
    except BrokenPipeError:
        output.give_up_output()
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        output.print_refusal(STOPPED, json)
        raise typer.Exit(1) from None
    except OSError as error:
        output.print_refusal(_fault(error), json)
        raise typer.Exit(1) from None
    except Exception as error:
        output.print_refusal(_crash(error), json)
        raise typer.Exit(1) from None


def say_stopped(json: bool) -> None:
    """Say that a person stopped it where no command was there to say it."""
    output.print_refusal(STOPPED, json)


def say_fault(error: Exception, json: bool) -> None:
    """Say in a sentence what went wrong where no command was there to say it."""
    refusal = _fault(error) if isinstance(error, OSError) else _crash(error)
    output.print_refusal(refusal, json)


def _fault(error: OSError) -> Refusal:
    what = os.strerror(error.errno) if error.errno else "the machine refused"
    name = f' "{output.plain(str(error.filename))}"' if error.filename else ""
    return Refusal(
        "machine-fault",
        f"The machine could not do it:{name} {what.lower()}.",
        safe="Everything that said Saved is saved.",
        todo="Put that right and try again; `auditrack doctor` may say more.",
    )


def _crash(error: Exception) -> Refusal:
    from auditrack.register.crash_log import write_crash_log

    log = write_crash_log(error)
    where = f" Where it happened is in {log}, without any record's text." if log else ""
    return Refusal(
        "fault",
        f"Something went wrong inside auditrack ({type(error).__name__}).{where}",
        safe="Everything that said Saved is saved.",
        todo="Run `auditrack verify`, then tell whoever looks after auditrack.",
    )
