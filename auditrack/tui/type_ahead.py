"""Keys that come faster than a screen can follow, as over a slow line, act where they belong.

One key at a time: the next is handed on when what the one before has begun is at rest. So what
is typed together with the key that opens a form, a line or another place goes into it, in order.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

from textual import events
from textual.app import ScreenStackError
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget

from auditrack.tui.idle import IdleApp
from auditrack.tui.messages import OPENS

_PATIENCE = 5.0
"""Seconds after which the next key is handed on whatever still goes on."""

_LOOK_SECONDS = 0.05
"""How often it is looked whether what is waited for has been taken down meanwhile."""


class TypeAheadApp(IdleApp, inherit_bindings=False):
    """An app that hands one key on at a time."""

    class AtRest(Message):
        """What a key has begun is at rest: the next one may follow."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._resting: asyncio.Task[None] | None = None
        self._has_typed = False
        self._begun: MessagePump | None = None
        """Where the last key went, unless what it began is known to be at rest."""
        self._stood: Screen[Any] | None = None

    @property
    def is_at_rest(self) -> bool:
        """Whether no key waits and none has begun anything that still goes on."""
        return self._resting is None and not self._waiting

    async def on_event(self, event: events.Event) -> None:
        """Put a key, or what is pasted, behind those that wait."""
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            self._waiting.append(event)
            await self._hand_on()
        else:
            await super().on_event(event)

    async def on_type_ahead_app_at_rest(self) -> None:
        """Hand the next one on."""
        await self._hand_on()

    async def _hand_on(self) -> None:
        while self._waiting and self._resting is None:
            event, to = self._waiting[0], self.focused or self.screen
            is_text = _is_only_text(event, to)
            # Asked when the next key comes, for asking may cost another painting. Text follows
            # text at once; what was typed is told to the form before anything saves it.
            if self._begun is not None and not (is_text and self._has_typed):
                self._resting = asyncio.create_task(self._wait_for_rest(self._begun))
                return
            self._waiting.popleft()
            await super().on_event(event)
            self._has_typed, self._begun = is_text, to

    # Until all is at rest

    async def _wait_for_rest(self, to: MessagePump) -> None:
        """Wait until what was handed to a widget is done with, and what it opened stands."""
        try:
            with suppress(TimeoutError, ScreenStackError):  # on the way out no screen is left
                async with asyncio.timeout(_PATIENCE):
                    while self.is_running and not await self._is_at_rest(to):
                        await asyncio.sleep(0)
        finally:
            self._resting = self._begun = None
            if self._waiting:
                self.post_message(self.AtRest())

    async def _is_at_rest(self, to: MessagePump) -> bool:
        """Go once through all that messages pass on their way; whether none was found there."""
        way = list(self._way_of(to))
        was_quiet = _are_quiet(way)
        for pump in way:
            await _told(pump.call_later, partial(getattr, pump, "is_running"))
        screen = self.screen
        if not screen.is_mounted:
            return False
        opening = [one for one in self.workers if one.group == OPENS and one.node in way]
        if opening and not all(one.is_finished for one in opening):
            await asyncio.sleep(_LOOK_SECONDS)
            return False
        if screen is not self._stood:
            # Where the keys go to first is often settled only once a screen was painted.
            if await _told(screen.call_after_refresh, lambda: screen is self.screen):
                self._stood = screen
            return False
        return was_quiet and _are_quiet(way) and screen is self.screen

    def _way_of(self, to: MessagePump) -> Iterator[MessagePump]:
        """From where a key went, and from where the keys go now, up to the app, which is last."""
        for start in dict.fromkeys((to, self.focused or self.screen)):
            if isinstance(start, Widget) and start.is_attached:
                yield from (node for node in start.ancestors_with_self if node is not self)
        yield self


def _is_only_text(event: events.Event, to: MessagePump) -> bool:
    """Whether it is a key that can do no more than stand where it is typed."""
    if not isinstance(event, events.Key) or not isinstance(to, Widget):
        return False
    return to.check_consume_key(event.key, event.character)


def _are_quiet(way: list[MessagePump]) -> bool:
    return all(pump.message_queue_size == 0 for pump in way)


async def _told(call: Callable[..., bool], is_there: Callable[[], bool]) -> bool:
    """Wait for a call that was asked for, as long as who shall call is there; whether it came."""
    came = asyncio.Event()
    if not call(came.set):
        return False
    waiting = asyncio.create_task(came.wait())
    while not came.is_set() and is_there():
        await asyncio.wait((waiting,), timeout=_LOOK_SECONDS)
    waiting.cancel()
    return came.is_set()
