"""The door to the screens: is there a terminal to draw on, and what is said on the way out."""

import os
import sys
from collections.abc import Mapping
from datetime import date
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from auditrack.register.protocol import Store
    from auditrack.tui.own_file import MayUse

_INSTEAD = "Every command works without the screens: auditrack --help lists them."


def _is_terminal(stream: IO[str] | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def why_no_screen(environment: Mapping[str, str] = os.environ) -> str | None:
    """A kind sentence where this terminal cannot show the screens, else None.

    The app reads the keyboard from standard input and draws on standard error.
    """
    if not _is_terminal(sys.__stdin__):
        return f"The screens need a keyboard, and standard input is not a terminal. {_INSTEAD}"
    if not _is_terminal(sys.__stderr__):
        return f"The screens need a terminal to draw on, and this is not one. {_INSTEAD}"
    term = environment.get("TERM", "").strip().lower()
    if term in ("", "dumb", "unknown"):
        called = f'calls itself "{term}"' if term else "has no name (TERM is not set)"
        return f"This terminal {called} and cannot show full screens. {_INSTEAD}"
    return None


def _waiting() -> None:
    print(
        "Your last change is still being saved: auditrack waits to hear what becomes of it.",
        file=sys.stderr,
    )


def run(register: "Store", today: date, may_use: "MayUse | None" = None) -> int:
    """Open the app, and leave the terminal and the last words in order."""
    why = why_no_screen()
    if why is not None:
        print(why, file=sys.stderr)
        return 1
    from auditrack.register.drafts_redacted import forget_redacted
    from auditrack.tui.app import AuditrackApp
    from auditrack.tui.crash import after_crash
    from auditrack.tui.session import Session

    forget_redacted(register)  # what was redacted since this officer was here goes from drafts too
    session = Session(register, may_use=may_use)
    try:
        app = AuditrackApp(session, today)
        app.run(mouse=session.taste.mouse)
    except Exception as error:  # whatever it was, the reader gets a sentence and no traceback
        print(after_crash(error), file=sys.stderr)
        return 1
    finally:
        # Whatever took the screen away, what was asked for is saved or refused before we go.
        session.close(_waiting)
    for words in (app.last_words, session.last_words()):
        if words:
            print(words, file=sys.stderr)
    return app.return_code or 0
