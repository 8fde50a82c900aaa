"""What a person gave, made into values: text, codes, numbers and dates, or a refusal of them.

Everything here raises `RefusedError` with a sentence that names the field and says what to type.
"""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from auditrack.commands.desk import Desk, refuse
from auditrack.model.dates import DateError, Interval, in_words, interval, parse_date, parse_range
from auditrack.model.text import cleaned, one_line

LONGEST = 20_000
"""How many characters one field may hold: about ten pages."""

LONGEST_LINE = 500
"""How many characters a title or name may hold."""

T = TypeVar("T")


def cleaned_command(command: T) -> T:
    """The command with every text in it as it may be stored (no control characters).

    Raises:
        RefusedError: a text is too long (`too-long`).
    """
    if not is_dataclass(command) or isinstance(command, type):
        return command
    new = {}
    for field in fields(command):
        value = getattr(command, field.name)
        kept = _clean(value, field.name)
        if kept is not value:
            new[field.name] = kept
    return replace(command, **new) if new else command


def _clean(value: Any, name: str) -> Any:
    if isinstance(value, str):
        text = cleaned(value).strip()
        if len(text) > LONGEST:
            raise refuse(
                "too-long",
                f"The {_said(name)} has {len(text):,} characters; a field holds {LONGEST:,}.",
                todo="Shorten it, or give a link to the document that holds it.",
            )
        return value if text == value else text
    if isinstance(value, tuple):
        parts = tuple(_clean(part, name) for part in value)
        same = all(new is old for new, old in zip(parts, value, strict=True))
        return value if same else parts
    return cleaned_command(value)


def _said(name: str) -> str:
    return name.replace("_", " ")


def text(given: str | None, name: str) -> str:
    """A text that must be there."""
    if not given:
        raise refuse("missing", f"The {name} is empty.", todo=f"Give the {name}.")
    return given


def line(given: str | None, name: str) -> str:
    """A text that must be there, on one line: a title or a name."""
    folded = one_line(text(given, name))
    if len(folded) > LONGEST_LINE:
        raise refuse(
            "too-long",
            f"The {name} has {len(folded):,} characters; it may have {LONGEST_LINE}.",
            todo=f"Shorten the {name}.",
        )
    return text(folded, name)


def maybe_line(given: str | None, name: str) -> str | None:
    """A text on one line where one was given; an empty one stays empty, to clear a field."""
    return line(given, name) if given else given


def code(words: Mapping[str, str], given: str, name: str) -> str:
    """The code that was meant, typed as a code or as its word."""
    wanted = "-".join(given.casefold().replace("_", " ").replace("-", " ").split())
    for known, said in words.items():
        if wanted in (known, "-".join(said.casefold().replace("-", " ").split())):
            return known
    codes = list(words)
    near = difflib.get_close_matches(wanted, codes, n=1, cutoff=0.6)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise refuse(
        "bad-value",
        f'"{one_line(given)}" is no {name}.',
        todo=f"It is {', '.join(codes[:-1])} or {codes[-1]}.{hint}",
    )


def whole(given: int | str, name: str, least: int, most: int) -> int:
    """A whole number between two, typed or not."""
    try:
        number = int(str(given).strip(), 10)
    except ValueError:
        number = None
    if number is None or isinstance(given, bool) or not least <= number <= most:
        raise refuse(
            "bad-number",
            f'"{one_line(str(given))}" is no {name}.',
            todo=f"It is a whole number from {least} to {most:,}.",
        )
    return number


def yes_or_no(given: bool | str, name: str) -> bool:
    """True or false, typed or not."""
    if isinstance(given, bool):
        return given
    said = given.casefold()
    if said in ("yes", "true", "on", "1"):
        return True
    if said in ("no", "false", "off", "0"):
        return False
    raise refuse("bad-value", f'"{one_line(given)}" is no {name}.', todo="It is yes or no.")


def when(desk: Desk, given: str | None, name: str) -> str | None:
    """A date of any precision as data; None or an empty text stays as it is."""
    if not given:
        return given
    try:
        return parse_date(given, desk.today)
    except DateError as error:
        raise refuse("bad-date", f"The {name} cannot be read: {error}") from error


def past(desk: Desk, given: str | None, name: str) -> str | None:
    """As `when`, for something that has happened: no day of it may lie wholly ahead."""
    data = when(desk, given, name)
    known = days(data)
    if known is not None and known.earliest > desk.today:
        raise refuse(
            "future-date",
            f"The {name} is {in_words(data)}, which is still to come.",
            todo=f"Give the day it happened; today is {in_words(desk.day)}.",
        )
    return data


def days(data: str | None) -> Interval | None:
    """The days that a date as data may mean."""
    return interval(data)


def period(desk: Desk, given: str, name: str) -> tuple[str | None, str | None]:
    """Both ends of a period as data, `FROM..TO`; an open or unknown end is None."""
    try:
        return parse_range(given, desk.today)
    except DateError as error:
        raise refuse("bad-date", f"The {name} cannot be read: {error}") from error


def chosen(given: Iterable[str]) -> tuple[str, ...]:
    """Several values on one line each, without the empty and the repeated."""
    return tuple(dict.fromkeys(one for each in given if (one := one_line(each))))


def reason(why: str | None, doing: str, ref: str) -> str:
    """The reason that must be given, kept with the record and in the history."""
    if not why:
        raise refuse(
            "reason-needed", f"{doing} {ref} needs a reason.", ref=ref, todo="Say why with --why."
        )
    return why
