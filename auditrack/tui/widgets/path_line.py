"""The completion of a path as it is typed, and the line that a shell's Tab completes."""

import asyncio

from textual.suggester import Suggester

from auditrack.tui.begun_path import Offer, Paths
from auditrack.tui.widgets.filter_line import FilterLine


class PathCompletion(Suggester):
    """Offers, in grey behind the cursor, the rest of the first path that fits; Right takes it."""

    def __init__(self, paths: Paths) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._paths = paths
        self._turn = asyncio.Lock()
        self._latest = ""

    async def get_suggestion(self, value: str) -> str | None:
        """The whole path that is offered, or None."""
        offer = await self.offer(value)
        return offer.first if offer is not None else None

    async def offer(self, value: str) -> Offer | None:
        """How a path may go on, looked up in a thread; None where more was typed meanwhile."""
        self._latest = value
        # One folder at a time: keys come faster than a slow disk answers.
        async with self._turn:
            if value != self._latest:
                return None
            return await asyncio.to_thread(self._paths.offer, value)


class PathLine(FilterLine):
    """A line for a path."""

    def __init__(self, typed: str, id: str, paths: Paths) -> None:
        super().__init__(typed, id=id, placeholder="")
        self._completion = PathCompletion(paths)
        self.suggester = self._completion

    def complete(self) -> None:
        """Complete as a shell does: what all that fit share, then the first that is offered."""
        if self.value and self.cursor_at_end:
            self.run_worker(self._complete(self.value), group="completing", exclusive=True)

    async def _complete(self, typed: str) -> None:
        offer = await self._completion.offer(typed)
        if offer is not None and self.value == typed:
            self.value = offer.shared if len(offer.shared) > len(typed) else offer.first
            self.cursor_position = len(self.value)
