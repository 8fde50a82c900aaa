"""The screens: ask and show. They hold no rule."""

from datetime import date
from typing import TYPE_CHECKING

from auditrack.tui.exit_codes import WANTS_DEMONSTRATION

if TYPE_CHECKING:
    from auditrack.register.protocol import Store
    from auditrack.tui.own_file import MayUse

__all__ = ["WANTS_DEMONSTRATION", "open_app", "why_no_screen"]


def open_app(register: "Store", today: date, may_use: "MayUse | None" = None) -> int:
    """Show the register on the screen until its reader leaves.

    Args:
        register: open, and closed by the caller afterwards.
        today: the day everything is judged at (Europe/London today, or that of --as-at).
        may_use: refuses a file that this connection may not read or write.

    Returns:
        The exit code: 0, or 1 where there is no screen to draw on or the app had to stop; a
        sentence on standard error then says why.
    """
    from auditrack.tui.door import run

    return run(register, today, may_use)


def why_no_screen() -> str | None:
    """A kind sentence where this terminal cannot show the screens, else None."""
    from auditrack.tui.door import why_no_screen as why

    return why()
