"""Saving: one thread that does commands one after another, so that no screen waits for a disk.

It touches no widget: it posts what came of each. It is not a daemon thread: the app may be gone
because the line dropped, and what was asked for is still saved or refused.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import TYPE_CHECKING

from auditrack.model.change import Refusal, Saved

if TYPE_CHECKING:
    from auditrack.commands.command import Command

LONG = 1.0
"""Seconds after which whoever leaves is told why it takes so long."""


@dataclass(eq=False)
class Job:
    """Commands to be done in order, and what came of them so far. `cancel` stops between two.

    `draft` is the form that they were typed into, and the record it is about.
    """

    commands: "Sequence[Command]"
    draft: tuple[str, str] | None = None
    saved: list[Saved] = field(default_factory=list)
    refused: "list[tuple[Command, Refusal]]" = field(default_factory=list)
    cancel: threading.Event = field(default_factory=threading.Event)
    done: threading.Event = field(default_factory=threading.Event)

    @property
    def was_cancelled(self) -> bool:
        """Whether it was stopped before its end."""
        return self.cancel.is_set() and len(self.saved) + len(self.refused) < len(self.commands)


class Saver:
    """The thread. `do` does one command, `tell` is called in the thread after each."""

    def __init__(
        self, do: "Callable[[Command, Job], Saved | Refusal]", tell: Callable[[Job], None]
    ) -> None:
        self._do = do
        self._tell = tell
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._asked = self._ended = 0

    @property
    def is_at_rest(self) -> bool:
        """Whether all that was asked for is done, and what came of it is posted."""
        return self._ended == self._asked

    def submit(self, commands: "Sequence[Command]", draft: tuple[str, str] | None = None) -> Job:
        """Ask for commands to be done; returns at once."""
        job = Job(tuple(commands), draft)
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="saving")
            self._thread.start()
        self._asked += 1
        self._jobs.put(job)
        return job

    def close(self, waiting: Callable[[], None] | None = None) -> None:
        """Wait until everything asked for is saved or refused.

        `waiting` is called where that takes a moment, and at each Ctrl-C, which ends nothing here.
        """
        thread, self._thread = self._thread, None
        if thread is None:
            return
        self._jobs.put(None)
        wait: float | None = LONG
        while thread.is_alive():
            try:
                thread.join(wait)
                if not thread.is_alive() or wait is None:
                    continue
            except KeyboardInterrupt:
                pass
            wait = None
            if waiting is not None:
                waiting()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            for command in job.commands:
                if job.cancel.is_set():
                    break
                came = self._do(command, job)
                if isinstance(came, Saved):
                    job.saved.append(came)
                else:
                    job.refused.append((command, came))
                if len(job.commands) > 1:
                    self._tell(job)
            job.done.set()
            self._tell(job)
            self._ended += 1
