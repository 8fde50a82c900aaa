"""Ctrl-P: every command by its name, from the registry of keys."""

from functools import partial

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.widgets import Input

from auditrack.tui import keys
from auditrack.tui.frame import Frame


class KeyCommands(Provider):
    """The commands that work where the palette was opened."""

    def _commands(self) -> list[tuple[str, keys.Key]]:
        screen = self.screen
        if not isinstance(screen, Frame):
            return []
        return [(f"{key.word} ({key.shown})", key) for key in keys.at(screen.PLACE) if key.palette]

    async def _run(self, key: keys.Key) -> None:
        where = self.focused if key.group in (keys.LIST, keys.PAGE) else self.screen
        await self.app.run_action(key.action, where or self.screen)

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for name, key in self._commands():
            yield DiscoveryHit(name, partial(self._run, key), help=key.tells)

    async def search(self, query: str) -> Hits:
        """Those that fit what was typed, the best first."""
        matcher = self.matcher(query)
        for name, key in self._commands():
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, matcher.highlight(name), partial(self._run, key), help=key.tells)


class QuietPalette(CommandPalette):
    """The palette, without a cursor that blinks: blinking sends 1.6 KB a second over the line."""

    def on_mount(self) -> None:
        """Keep the cursor still."""
        self.query_one(Input).cursor_blink = False
