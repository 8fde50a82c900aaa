"""The front door: which noun, and the options that every command takes.

A noun's module is imported only when it is used, so that `--help` and each command start fast.
"""

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from io import StringIO, TextIOWrapper
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from auditrack.cli import confined, door, faults, output
from auditrack.model.change import RefusedError

NOUNS: dict[str, tuple[str, str]] = {
    "init": ("setup", "Make a new register for a board."),
    "demo": ("setup", "Open a made-up board with nine years of history."),
    "import": ("documents", "Read a published review and take in what a person accepts."),
    "imports": ("documents", "List imports, or undo one."),
    "before": ("before", "Was this asked before, and what became of it?"),
    "review": ("review", "Reviews: add, list, show, edit, supersede, withdraw, told, share."),
    "finding": ("finding", "Findings and lessons: add, list, theme."),
    "rec": ("rec", "Recommendations: add, list, show, reply, decide, close and more."),
    "action": ("action", "Actions: add, list, update, extend, done, sign-off."),
    "evidence": ("evidence", "Evidence: add, list, edit, accept, return."),
    "return-form": ("return_form", "Agencies' return forms: make, read, status, remind, returned."),
    "audit": ("audit", "Audits: plan, record, list, edit, sample, criteria."),
    "theme": ("theme", "Themes: list, show, positions, suggest, add, edit, merge, split."),
    "agency": ("agency", "The bodies that are asked: list, add, edit, replace."),
    "lead": ("lead", "Who is responsible: list, add, edit, vacate, hand-over, reassign, off."),
    "subgroup": ("subgroup", "Subgroups of the board: list, add."),
    "exchange": ("exchange", "Other boards' themes: write, take, list, match, withdraw, offer."),
    "role": ("role", "Who may do what: list, set."),
    "settings": ("settings", "The board's settings: list, set."),
    "work": ("work", "What you have to do: late, due soon, to sign off, to test, to mend."),
    "check": ("check", "What is missing, stale or contradictory."),
    "trends": ("trends", "Balance by quarter, ageing, time to first test, share tested."),
    "decisions": ("decisions", "What needs a decision, for whom, and why."),
    "meeting": ("meeting", "Meetings: start, agenda, decide, end, minutes and action list."),
    "disclosure": ("disclosure", "What must not be public: check, names, release, releases."),
    "publication": ("publication", "Before anything is public: wording, right of reply, sign-off."),
    "publish": ("publish", "The public record as plain pages, for any web server."),
    "headings": ("headings", "Headings of the annual report: list, show, add, verify."),
    "report": ("report", "Word reports: progress, response, agency, themes and more; templates."),
    "history": ("history", "Who changed what, when and why."),
    "undo": ("undo", "Take back your own last change."),
    "redact": ("redact", "Erase what must not have been entered: one asks, another confirms."),
    "retention": ("retention", "Which reviews' texts are kept too long: list, dispose."),
    "verify": ("verify", "Whether the register is whole."),
    "backup": ("backup", "Back the register up into one file."),
    "restore": ("backup", "Make a register from a backup, or from exported records."),
    "export": (
        "backup",
        "Any list or view in four formats; every record; a calendar.",
    ),
    "move": ("move", "Move the register between a folder and a database."),
    "organisation": ("organisation", "Several boards in one database: list, upgrade, harden."),
    "doctor": ("doctor", "Whether this set-up keeps the register safe."),
    "completion": ("completion", "Completion for bash, zsh or fish."),
    "man": ("man", "The manual page."),
}
"""Each noun with the module that serves it and its line in the help."""

_LAST_STREAM = 2
_INTERRUPTED = 130


class Nouns(TyperGroup):
    """The nouns as a group that imports only the one that is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Every noun, in the order of the help."""
        return list(NOUNS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The noun's own group or command, imported now."""
        known = self.commands.get(cmd_name)
        if known is not None or cmd_name not in NOUNS:
            return known
        module = import_module(f"auditrack.cli.{NOUNS[cmd_name][0]}")
        app = getattr(module, f"{cmd_name}_app", None) or module.app
        command = typer.main.get_command(app)
        command.name = cmd_name
        self.commands[cmd_name] = command
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The list of nouns, without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(noun, line) for noun, (_, line) in NOUNS.items()])


app = typer.Typer(
    cls=Nouns,
    name="auditrack",
    help="A register of what safeguarding reviews asked for, what was done, and what came back. "
    "With no command, the app opens.",
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def front(
    context: typer.Context,
    register: door.RegisterOption = None,
    organisation: door.OrganisationOption = None,
    as_at: door.AsAtOption = None,
    as_recorded: door.AsRecordedOption = None,
    json: door.JsonOption = False,
    confined_line: Annotated[
        bool,
        typer.Option(
            "--confined",
            help="For sshd's ForceCommand: run what the officer asked for, in this register alone.",
        ),
    ] = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Take the options that may stand before the noun."""
    door.before_the_noun(register, as_at, as_recorded, json, organisation)
    within = confined.confinement()
    if within is not None:
        with _refusals_told(within, json):
            within.refuse_register(register, organisation)
            within.refuse_noun(context.invoked_subcommand)
    elif confined_line:
        _confine(context, register, organisation, as_at, as_recorded, json)
    if version:
        from auditrack import __version__

        output.line(f"auditrack {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        _open_the_app(json)


def _confine(
    context: typer.Context,
    register: str | None,
    organisation: str | None,
    as_at: str | None,
    as_recorded: str | None,
    json: bool,
) -> None:
    """Keep to the register of a ForceCommand line, and run what the officer asked for."""
    with faults.guarded(json):
        within = confined.confinement_of(register, organisation)
    context.with_resource(confined.confined_to(within))
    door.before_the_noun(None, as_at, as_recorded, json)
    with _refusals_told(within, json):
        within.refuse_noun(context.invoked_subcommand)
        words = None if context.invoked_subcommand else confined.asked()
    if words is not None:
        code = app(words, prog_name="auditrack", windows_expand_args=False, standalone_mode=False)
        raise typer.Exit(code if isinstance(code, int) else 0)


@contextmanager
def _refusals_told(within: confined.Confinement, json: bool) -> Iterator[None]:
    """Say a refusal of a confined session, here and to the host's log."""
    with faults.guarded(json):
        try:
            yield
        except RefusedError as error:
            from auditrack.register import host_log

            host_log.refused(within.register, error.refusal.code)
            raise


def _open_the_app(json: bool) -> None:
    with faults.guarded(json):
        opened = door.Door()
        try:
            opened.open_app()
        finally:
            opened.close()


def _front_alone(arguments: Sequence[str]) -> dict[str, Any] | None:
    """The options before the noun where nothing else was typed, not even a slip; else None.

    Then the app opens without Typer's reading of them, which takes as long as drawing the screen.
    """
    given: dict[str, Any] = {
        "register": None,
        "organisation": None,
        "as_at": None,
        "as_recorded": None,
        "json": False,
    }
    rest = list(arguments)
    while rest:
        name, equals, value = rest.pop(0).partition("=")
        if name == "--json" and not equals:
            given["json"] = True
            continue
        if not equals:
            value = rest.pop(0) if rest else ""
        key = name.removeprefix("--").replace("-", "_")
        typed = key in given and key != "json" and name == f"--{key.replace('_', '-')}"
        if not typed or value[:1] in ("", "-"):
            return None
        given[key] = value
    return given


def main() -> None:
    """Run the command line. Exit 0 done, 1 refused, 2 wrong usage."""
    gc.disable()  # a command is over before its garbage matters; the app puts it on again
    _streams()
    code = _run()
    output.settle()
    gc.freeze()  # nor look for circles on the way out
    sys.exit(code)


def _run() -> int:
    try:
        alone = _front_alone(sys.argv[1:])
        if alone is not None:
            door.before_the_noun(**alone)
            _open_the_app(alone["json"])
        code = app(prog_name="auditrack", windows_expand_args=False, standalone_mode=False)
        with faults.guarded(door.json_before_the_noun()):
            output.flush()  # what was printed outside every command: help and the version
    except typer.Exit as leaving:
        return leaving.exit_code
    except typer.TyperException as error:
        _say_usage(error)
        return error.exit_code
    except typer.Abort:
        output.say("Nothing was changed.")
        return 1
    except BrokenPipeError:
        output.give_up_output()
        return 1
    except Exception as error:  # outside every command: still a sentence and no traceback
        faults.say_fault(error, door.json_before_the_noun())
        return 1
    if code == _INTERRUPTED:
        faults.say_stopped(door.json_before_the_noun())
        return 1
    return code if isinstance(code, int) else 0


def _say_usage(error: typer.TyperException) -> None:
    from auditrack.register.postgres.address import without_passwords

    show = getattr(error, "show", None)
    said = StringIO()
    if show is None:
        said.write(f"Error: {error.format_message()}")
    else:
        show(file=said)
    # What was typed at fault may be an address that slipped to another place in the line.
    output.say(without_passwords(said.getvalue().rstrip()))


def _streams() -> None:
    """See that all three streams are there and can carry any text.

    Where one was closed by the caller, its number would go to the next file that is opened, and
    what is printed would be written into the journal.
    """
    while (spare := os.open(os.devnull, os.O_RDWR)) <= _LAST_STREAM:
        pass
    os.close(spare)
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    main()
