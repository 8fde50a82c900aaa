"""Walking through the years: each step is done by its login, on its day, by the clock."""

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from auditrack.commands import run
from auditrack.commands.command import Command
from auditrack.demonstration.step import Step
from auditrack.model.change import Actor, Refusal, RefusedError, Saved
from auditrack.register import create_register, open_register
from auditrack.register.protocol import Store

VIA = "demonstration"
"""How every entry of the made-up board says that it came."""

_MORNING = time(9, 5, tzinfo=UTC)
_BETWEEN = timedelta(minutes=1, seconds=10)


class Walk:
    """A register being written by several logins, each at its own handle, by one clock."""

    def __init__(self, path: Path, board: str, first: Step) -> None:
        self._path = path
        self._made: dict[str, str] = {}
        self._now = datetime.combine(first.on, _MORNING)
        self._open: dict[str, Store] = {
            first.who: create_register(path, board, Actor(first.who, via=VIA), self._clock)
        }

    def through(self, steps: Iterable[Step]) -> None:
        """Do every step, in order of day.

        Raises:
            RefusedError: a rule refused one; the made-up history is then at fault.
        """
        for step in sorted(steps, key=lambda step: step.on):
            self._until(step.on)
            if isinstance(step.does, Command):
                self._do(step, step.does)
            else:
                for command in tuple(step.does(self._desk(step.who))):
                    self._do(step, command)

    def finish(self) -> None:
        """Write the snapshot, so that the first opening is quick."""
        register = next(iter(self._open.values()))
        register.poll()
        register.write_snapshot()

    def _do(self, step: Step, command: Command) -> None:
        self._now += _BETWEEN
        answer = run(self._desk(step.who), self._resolved(command), today=step.on)
        if isinstance(answer, Refusal):
            raise RefusedError(answer)
        if step.name:
            self._made[step.name] = _main(answer)

    def _until(self, day: date) -> None:
        self._now = max(self._now, datetime.combine(day, _MORNING))

    def _clock(self) -> int:
        return int(self._now.timestamp() * 1000)

    def _desk(self, login: str) -> Store:
        if login not in self._open:
            actor = Actor(login, via=VIA)
            self._open[login] = open_register(self._path, actor, self._clock)
        register = self._open[login]
        register.poll()
        return register

    def _resolved(self, command: Command) -> Command:
        """The command with the references that earlier steps made."""
        given: dict[str, Any] = {
            field.name: self._made[value[1:]]
            for field in fields(command)
            if isinstance(value := getattr(command, field.name), str) and value.startswith("@")
        }
        return replace(command, **given) if given else command

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for register in self._open.values():
            register.close()


def _main(answer: Saved) -> str:
    return answer.references[0]
