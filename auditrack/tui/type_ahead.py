"""Keys that come faster than a screen can follow, as over a slow line, act where they belong.

A key goes to whatever has the keys when it comes. Where the key before it opened a line to type
in, or another screen, it was meant for that; then it is sent on, and is no command where it
was not meant.
"""

from collections import OrderedDict
from typing import Any

from textual import events
from textual.message_pump import MessagePump

from auditrack.tui.idle import IdleApp

_MOST = 1_000
"""Keys under way that are remembered; one that a widget took never comes back."""


class TypeAheadApp(IdleApp, inherit_bindings=False):
    """An app that sends a key on where the keys have gone elsewhere since it came."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._under_way: OrderedDict[int, tuple[events.Key, MessagePump]] = OrderedDict()

    async def on_event(self, event: events.Event) -> None:
        """Remember where a key goes."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            self._remember(event, self.focused or self.screen)
        await super().on_event(event)

    def on_key(self, event: events.Key) -> None:
        """Nobody took the key: send it on where the keys have gone elsewhere meanwhile."""
        _, meant_for = self._under_way.pop(id(event), (event, None))
        now = self.focused or self.screen
        if meant_for is None or meant_for is now:
            return
        event.stop()
        event.prevent_default()
        again = events.Key(event.key, event.character)
        self._remember(again, now)
        now._forward_event(again)

    def _remember(self, event: events.Key, target: MessagePump) -> None:
        self._under_way[id(event)] = event, target
        while len(self._under_way) > _MOST:
            self._under_way.popitem(last=False)
