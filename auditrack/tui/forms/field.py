"""One field of a form, and what a person may choose in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from auditrack.model.change import Records
from auditrack.model.dates import DateError, in_words, parse_date, parse_range

Kind = Literal["line", "path", "text", "date", "period", "number", "pick", "picks", "yes-no"]
Value = str | tuple[str, ...]

CLEAR = "-"
"""What empties a field of several records at once."""

INQUEST = "Write as if read at an inquest."


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be chosen: `value` goes into the command, `said` is read."""

    value: str
    said: str


@dataclass(frozen=True)
class Field:
    """One field. `name` is the command's, so that a refusal and a form speak of the same thing.

    `needed`: the form says so before it is left empty. `more`: seldom needed, hidden at first.
    `open`: a pick that also takes what is on no list. `clears`: a `-` empties what is on record.
    `choices_of` are the choices of the record that the form is about, in place of `choices`.
    `hint` is said while the field has the keys. `offers` are the choices in the order and words
    that the other fields make likely; none is ever taken by itself.
    `unkept`: no draft keeps it. `usual` is what one key fills in, of the other fields as they are.
    """

    name: str
    label: str
    kind: Kind = "line"
    hint: str = ""
    needed: bool = False
    choices: Callable[[Records], Sequence[Choice]] | None = None
    choices_of: Callable[[Records, str], Sequence[Choice]] | None = None
    open: bool = False
    more: bool = False
    clears: bool = False
    offers: Callable[[Mapping[str, Value]], Sequence[Choice]] | None = None
    unkept: bool = False
    usual: Callable[[Records, Mapping[str, Value], date], str] | None = None

    @property
    def empty(self) -> Value:
        """What the field holds before anything is typed."""
        return () if self.kind == "picks" else ""

    def offered(self, records: Records, ref: str) -> list[Choice]:
        """What may be chosen in a form about a record."""
        if self.choices_of is not None:
            return list(self.choices_of(records, ref))
        return list(self.choices(records)) if self.choices is not None else []

    def problem(self, value: Value, today: date) -> str | None:
        """Why the value cannot stand, in words, as far as the field alone can tell."""
        if not value:
            return f"{self.label} is needed." if self.needed else None
        if self.clears and value == CLEAR:
            return None
        try:
            if self.kind == "date" and isinstance(value, str):
                parse_date(value, today)
            if self.kind == "period" and isinstance(value, str):
                parse_range(value, today)
        except DateError as error:
            return str(error)
        if self.kind == "number" and not str(value).strip().isdecimal():
            return f"“{value}” is no whole number."
        return None

    def echo(self, value: Value, today: date) -> str:
        """What was understood of a date or period as typed, in words; "" for other fields."""
        if not value or not isinstance(value, str):
            return ""
        if self.clears and value == CLEAR:
            return "= cleared"
        try:
            if self.kind == "date":
                return f"= {in_words(parse_date(value, today))}"
            if self.kind == "period":
                start, end = parse_range(value, today)
                return f"= {_end(start)} to {_end(end)}"
        except DateError:
            return ""
        return ""


def _end(data: str | None) -> str:
    return in_words(data) if data else "unknown"
