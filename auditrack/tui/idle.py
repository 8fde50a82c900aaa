"""The idle lock: after a while without a key the screen is covered, so that nobody else reads it.

Nothing is closed or lost: what was looked at, and what was typed, waits below the cover. This keeps
records from passers-by; it does not lock the terminal, which is the machine's own lock to do.
"""

from textual import events
from textual.app import App

from auditrack.tui.session import Session

IDLE_MINUTES = 15
LOOK_SECONDS = 5.0
_MILLISECONDS = 60_000

_STIRS = (events.Key, events.Paste, events.MouseDown, events.MouseScrollDown, events.MouseScrollUp)


class IdleApp(App[None], inherit_bindings=False):
    """An app that covers its screen when nobody has pressed a key for `idle_minutes`."""

    session: Session
    idle_minutes: float = IDLE_MINUTES
    _stirred_at: int | None = None

    def watch_for_idleness(self) -> None:
        """Begin to look, every few seconds, whether anybody is still there."""
        self._stirred_at = self.session.now()
        self.set_interval(LOOK_SECONDS, self.look_for_idleness, name="idle")

    async def on_event(self, event: events.Event) -> None:
        """Somebody is there: begin to count again."""
        if isinstance(event, _STIRS) and self._stirred_at is not None:
            # After a closed lid the key comes before the timer: what it meets is the cover.
            if self.look_for_idleness():
                return
            self._stirred_at = self.session.now()
        await super().on_event(event)

    def look_for_idleness(self) -> bool:
        """Cover the screen if nobody has pressed a key for long enough; whether it was now."""
        now = self.session.now()
        if self._stirred_at is None or now < self._stirred_at:  # the clock was set back
            self._stirred_at = now
        if now - self._stirred_at < self.idle_minutes * _MILLISECONDS:
            return False
        from auditrack.tui.screens.cover import CoverScreen

        if isinstance(self.screen, CoverScreen):
            return False
        self.push_screen(CoverScreen(self.idle_minutes))
        return True
