"""A form: its fields, how they start, and the command value they make."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

from auditrack.model.change import Records
from auditrack.tui.forms.field import Field, Value

if TYPE_CHECKING:
    from textual.message import Message

    from auditrack.commands.command import Command

Values = Mapping[str, Value]


@dataclass(frozen=True)
class Given:
    """What a person gave. `base` are the values the form began with, `ref` what it is about."""

    ref: str
    values: Values
    base: Values
    base_rev: int | None = None


@dataclass(frozen=True)
class Form:
    """What one form asks and which command it makes.

    `command` is "module:Class" under `auditrack.commands`, imported when the form is opened.
    `about` names the command's field that takes the record's reference; where that is a visible
    field the reference is its first value. `edits`: only what was changed is given, with the
    revision it was changed from. `table` is where the record of an edit lies. `start` gives first
    values, `note` a sentence for the head of the form. `confirm`: what saving does, asked first;
    a field's name in braces stands for what was chosen in it. `batch` makes several commands in
    place of one. `keep` takes what is given in place of any, and says why it cannot stand.
    `after` is what is shown once it is saved. `names`: the title alone says what it is about.
    """

    id: str
    title: str
    command: str
    fields: tuple[Field, ...]
    about: str = ""
    edits: bool = False
    table: str = ""
    start: Callable[[Records, str, date], Values] | None = None
    note: Callable[[Records, str, date], str] | None = None
    confirm: str = ""
    make: Callable[[Given], "Command"] | None = None
    batch: "Callable[[Given, Records], tuple[Command, ...]] | None" = None
    names: bool = False
    keep: "Callable[[Given], str | None] | None" = None
    after: "Callable[[Given], Message] | None" = None

    def field(self, name: str) -> Field | None:
        """The field of a name, if it is shown."""
        return next((field for field in self.fields if field.name == name), None)

    def first_values(self, records: Records, ref: str, today: date) -> dict[str, Value]:
        """What stands in every field when the form opens."""
        values: dict[str, Value] = {field.name: field.empty for field in self.fields}
        if self.edits and (document := records.get(self.table, ref)) is not None:
            values |= self.values_of(document)
        shown = self.field(self.about)
        if shown is not None and ref:
            values[self.about] = (ref,) if shown.kind == "picks" else ref
        if self.start is not None:
            values |= self.start(records, ref, today)
        return values

    def values_of(self, document: Mapping[str, Any]) -> dict[str, Value]:
        """What stands in the fields of an edit of a record."""
        return {field.name: typed(field, document.get(field.name)) for field in self.fields}

    def revision(self, records: Records, ref: str) -> int | None:
        """The revision an edit is made from."""
        document = records.get(self.table, ref) if self.edits else None
        return None if document is None else int(document["rev"])

    @property
    def act(self) -> str:
        """What it does, as `commands.rights` has it; "" where that hangs on what is typed."""
        if self.batch is not None or self.keep is not None or not self.command:
            return ""
        command, base = self._command, import_module("auditrack.commands.command").Command
        return command.cmd if command.act is base.act else ""

    @property
    def _command(self) -> "type[Command]":
        module, name = self.command.split(":")
        found: type[Command] = getattr(import_module(f"auditrack.commands.{module}"), name)
        return found

    def build(self, given: Given) -> "Command":
        """The command value of what was given."""
        if self.make is not None:
            return self.make(given)
        command = self._command
        known = {field.name: field for field in fields(command)}
        told: dict[str, Any] = {}
        for field in self.fields:
            value = given.values.get(field.name, field.empty)
            if self.edits and value == given.base.get(field.name, field.empty):
                continue
            if value or self.edits or not _has_default(known[field.name]):
                told[field.name] = _meant(field, value)
        if self.about and self.about not in told:
            told[self.about] = given.ref
        if self.edits and "base_rev" in known:
            told["base_rev"] = given.base_rev
        return command(**told)


def _has_default(field: Any) -> bool:
    from dataclasses import MISSING

    return field.default is not MISSING or field.default_factory is not MISSING


def _meant(field: Field, value: Value) -> Any:
    """What the command takes for a value as typed."""
    return value == "yes" if field.kind == "yes-no" and value else value


def typed(field: Field, stored: Any) -> Value:
    """A stored value as a person would have typed it."""
    if field.kind == "picks":
        return tuple(str(one) for one in stored or ())
    if isinstance(stored, bool):
        return "yes" if stored else "no"
    if isinstance(stored, (list, tuple)):
        return "; ".join(str(one) for one in stored)
    return "" if stored is None else str(stored)
