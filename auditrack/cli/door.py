"""What every command shares: its register, its clocks, and how it says what happened.

`verb` gives each command the options of the front door after the verb too, and turns every
refusal into one sentence and exit 1: no command prints a traceback.
"""

import functools
import gc
import inspect
import os
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from auditrack.cli import confined, output, telling_host
from auditrack.cli.faults import guarded
from auditrack.cli.parameters import is_file, is_folder, name_value
from auditrack.model.change import Records, Refusal, RefusedError, Saved

if TYPE_CHECKING:
    from auditrack.register.postgres.address import Place
    from auditrack.register.protocol import Store

RegisterOption = Annotated[
    str | None,
    typer.Option(
        "--register",
        help="The register: a folder, or postgresql://HOST/DATABASE.",
        metavar="PLACE",
    ),
]
OrganisationOption = Annotated[
    str | None,
    typer.Option(
        "--organisation", help="Of a database: whose register of the several in it.", metavar="NAME"
    ),
]
AsAtOption = Annotated[
    str | None,
    typer.Option("--as-at", help="Judge by each fact's own date as at this day.", metavar="DATE"),
]
AsRecordedOption = Annotated[
    str | None,
    typer.Option("--as-recorded", help="See the record as it stood at an entry.", metavar="N"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON on standard output.")]
WhyOption = Annotated[
    str | None,
    typer.Option("--why", help="Why this is changed; kept in the history.", metavar="TEXT"),
]

_before: dict[str, Any] = {}


def before_the_noun(
    register: str | None,
    as_at: str | None,
    as_recorded: str | None,
    json: bool,
    organisation: str | None = None,
) -> None:
    """Keep the options that stood before the noun; the verb's own come first."""
    _before.clear()
    _before.update(
        register=register,
        organisation=organisation,
        as_at=as_at,
        as_recorded=as_recorded,
        json=json,
    )


def json_before_the_noun() -> bool:
    """Whether `--json` stood before the noun."""
    return bool(_before.get("json"))


class Door:
    """One command's way to the register: where it lies, at which clocks, and how to answer."""

    def __init__(
        self,
        register: "str | Place | None" = None,
        as_at: str | None = None,
        as_recorded: str | None = None,
        json: bool = False,
        organisation: str | None = None,
    ) -> None:
        self.json = json or json_before_the_noun()
        self._register = register or _before.get("register")
        self._organisation = organisation or _before.get("organisation")
        self._as_at = as_at if as_at is not None else _before.get("as_at")
        self._as_recorded = as_recorded if as_recorded is not None else _before.get("as_recorded")
        self._opens_app = False
        self._open: Store | None = None
        self._records: Records | None = None

    @property
    def organisation(self) -> str | None:
        """The organisation that a flag names."""
        return str(self._organisation) if self._organisation else None

    @cached_property
    def place(self) -> "Place":
        """Where the register is: flag, environment, the person's config, default.

        A confined session has the one that its line fixed.

        Raises:
            RefusedError: what was given cannot be read.
        """
        if self._register and not isinstance(self._register, str):
            return self._register
        within = confined.confinement()
        if within is not None:
            return within.register
        from auditrack.cli.config import ORGANISATION, chosen_register, typed_register

        if self._register:
            otherwise = os.environ.get(ORGANISATION)
            return typed_register(self._register, self._organisation, otherwise)
        return chosen_register(self._organisation)

    @property
    def has_register(self) -> bool:
        """Whether there is a register to open: a folder may not be one yet, a database is asked."""
        from pathlib import Path

        from auditrack.register.place import JOURNAL

        return not isinstance(self.place, Path) or (self.place / JOURNAL).exists()

    @property
    def register(self) -> "Store":
        """The register, opened once."""
        if self._open is None:
            from auditrack.register import open_register

            self._open = open_register(self.place)
            telling_host.signed_in(self.place, self._opens_app)
            read_only = self._open.read_only
            for notice in self._open.notices:
                # Damage is said once, with what to do about it.
                if not read_only or notice.removeprefix("Damage: ") not in read_only:
                    output.say(notice)
            if read_only:
                output.say(f"The register is open for reading only: {read_only}")
        return self._open

    @property
    def records(self) -> Records:
        """The state to read: live, or as recorded at an entry."""
        if self._as_recorded is None:
            return self.register
        if self._records is None:
            if not re.fullmatch(r"\s*[0-9]{1,15}\s*", self._as_recorded):
                self.refuse(
                    "bad-number",
                    f'"{self._as_recorded}" is no number of an entry.',
                    "Give --as-recorded a whole number; auditrack history lists them.",
                )
            self._records = self.register.as_recorded(int(self._as_recorded))
        return self._records

    @property
    def as_at_given(self) -> bool:
        """Whether a day to judge by was given."""
        return self._as_at is not None

    @property
    def today(self) -> date:
        """The day to judge by: `--as-at`, else today in London."""
        from auditrack.model.dates import DateError, interval, parse_date, today_in_london

        today = today_in_london(int(_now() * 1000))
        if self._as_at is None:
            return today
        try:
            parsed = interval(parse_date(self._as_at, today))
        except DateError as error:
            raise RefusedError(Refusal("bad-date", str(error))) from None
        if parsed is None or parsed.first is None or parsed.first != parsed.last:
            raise RefusedError(
                Refusal(
                    "bad-date",
                    f'--as-at needs one day, and "{self._as_at}" is not one.',
                    todo="Give it as 2026-11-20.",
                )
            )
        return parsed.first

    def run(self, command: Any, done: str = "Saved.") -> Saved:
        """Run a command and say what it made; a refusal is raised.

        Args:
            command: a value of `auditrack.commands`.
            done: the words for people, on standard error.
        """
        saved = self.save(command)
        try:
            if self.json:
                output.print_json(output.saved_json(saved))
            else:
                output.print_lines(saved.references)
            output.flush()
        finally:
            # It is saved, whether or not its reference could be shown.
            tell(saved, done)
        return saved

    def save(self, command: Any) -> Saved:
        """Run a command and say nothing yet; a refusal is raised."""
        from auditrack.commands.run import run

        if self._as_recorded is not None:
            self.refuse(
                "read-only-view",
                "An earlier state of the record can be read and not changed.",
                "Leave --as-recorded out.",
            )
        if self._as_at is not None:
            output.say(f"--as-at {self.today} judges and dates no change: this is entered today.")
        _must_be_text(command)
        answer = run(self.register, command)
        if isinstance(answer, Refusal):
            raise RefusedError(answer)
        return answer

    def open_app(self) -> None:
        """Open the screens: the only import of them."""
        from auditrack.tui import WANTS_DEMONSTRATION, open_app

        self._opens_app = True
        gc.enable()  # `main` put it off for the commands, which are over before it matters
        within = confined.confinement()
        may_use = within.refuse_path if within is not None else None
        code = open_app(self.register, self.today, may_use)
        if code != WANTS_DEMONSTRATION:
            raise typer.Exit(code)
        from auditrack.cli.setup import demonstration_door
        from auditrack.demonstration import demonstration_folder

        self.close()
        shown = demonstration_door(demonstration_folder())
        try:
            raise typer.Exit(open_app(shown.register, shown.today, may_use))
        finally:
            shown.close()

    def refuse(self, code: str, message: str, todo: str | None = None) -> NoReturn:
        """Refuse with a sentence."""
        raise RefusedError(Refusal(code, message, todo=todo))

    def close(self) -> None:
        """Close the register, which may write its snapshot."""
        if self._open is not None:
            self._open.close()


def tell(saved: Saved, done: str) -> None:
    """Say on standard error what was saved, and what there is to know about it."""
    for note in (*saved.merged, *saved.notes):
        output.say(note)
    output.say(f"{done} Entry {saved.entry.number}.")


def _now() -> float:
    import time

    return time.time()


def _must_be_text(command: Any) -> None:
    """Refuse what the terminal could not hand over as text, before it is stored with holes."""
    for name, value in vars(command).items():
        for text in _texts(value):
            if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
                raise RefusedError(
                    Refusal(
                        "not-text",
                        f"The {name.replace('_', ' ')} holds bytes that are no UTF-8 text: "
                        f'"{output.plain(text)[:60]}".',
                        todo="Set the terminal to UTF-8 and type it again.",
                    )
                )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)


_COMMON = {
    "register": (RegisterOption, None),
    "organisation": (OrganisationOption, None),
    "as_at": (AsAtOption, None),
    "as_recorded": (AsRecordedOption, None),
    "json": (JsonOption, False),
}


def verb(
    app: typer.Typer, name: str, help: str
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a function a command: its first parameter is the `Door`, the rest its options."""

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        own = list(inspect.signature(function).parameters.values())[1:]
        folders = frozenset(p.name for p in own if is_folder(p))
        files = frozenset(p.name for p in own if is_file(p))
        for parameter in own:
            name_value(parameter.annotation)

        @functools.wraps(function)
        def command(**given: Any) -> None:
            common = {key: given.pop(key) for key in _COMMON}
            door = Door(**common)
            with guarded(door.json):
                try:
                    confined.check_arguments({**given, **common}, files, folders)
                    function(door, **given)
                    if name == "show" and isinstance(given.get("ref"), str):
                        telling_host.showed(door, given["ref"])
                except RefusedError as error:
                    telling_host.refused(door, error.refusal.code)
                    raise
                finally:
                    door.close()

        shared = [
            inspect.Parameter(
                key, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation
            )
            for key, (annotation, default) in _COMMON.items()
        ]
        parameters = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own] + shared
        command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        # What a confined session is held back from; a test looks whether it misses anything.
        command.held_back = files | folders  # type: ignore[attr-defined]
        command.__annotations__ = {p.name: p.annotation for p in parameters}
        app.command(name, help=help)(command)
        return function

    return decorate


def group(help: str) -> typer.Typer:
    """A noun with verbs."""
    app = typer.Typer(help=help, rich_markup_mode=None, add_completion=False, no_args_is_help=True)

    @app.callback()
    def noun() -> None:
        """Keep the noun a group while it has only one verb."""

    return app


def single() -> typer.Typer:
    """A noun that is a command itself."""
    return typer.Typer(rich_markup_mode=None, add_completion=False)
