"""`--confined`: auditrack as the one program that sshd lets a login run (ForceCommand).

The command that the officer asked for is split into words and given to auditrack itself; no shell
sees it. The register is the one that the ForceCommand line names, and files are read and written
only through standard input and output or in the officer's own folder.
"""

import os
import pwd
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditrack.model.change import Refusal, RefusedError

if TYPE_CHECKING:
    from auditrack.register.postgres.address import Place

ORIGINAL = "SSH_ORIGINAL_COMMAND"
"""Where sshd puts the command that the officer asked for."""

NEVER = frozenset(("init", "restore", "move", "organisation", "harden"))
"""Nouns that make, move or list registers: on a confined line there is one, and it stays."""

_SAFE = "Nothing was changed."


@dataclass(frozen=True)
class Confinement:
    """What a confined session may reach: one register, and files of one's own folder or none."""

    register: "Place"
    own_folder: Path | None

    def refuse_noun(self, noun: str | None) -> None:
        """Refuse what makes, moves or lists registers.

        Raises:
            RefusedError: it is such a noun (`confined-command`).
        """
        if noun in NEVER:
            raise RefusedError(
                Refusal(
                    "confined-command",
                    f'"{noun}" is for several registers, and this connection works in one alone.',
                    safe=_SAFE,
                    todo="Ask the administrator of the host to do it.",
                )
            )

    def refuse_register(self, given: str | None, organisation: str | None = None) -> None:
        """Refuse another register than the one of the line.

        Raises:
            RefusedError: one was named (`confined-register`).
        """
        if given is not None or organisation is not None:
            raise RefusedError(
                Refusal(
                    "confined-register",
                    "This connection works in one register, which the host has fixed.",
                    safe=_SAFE,
                    todo="Leave --register and --organisation out.",
                )
            )

    def refuse_folder(self, given: object) -> None:
        """Refuse a folder for another register, such as that of `demo PATH`.

        Raises:
            RefusedError: one was named (`confined-path`).
        """
        if given is not None:
            raise RefusedError(
                Refusal(
                    "confined-path",
                    f'No register can be kept in "{given}" from this connection.',
                    safe=_SAFE,
                    todo="Leave the folder out.",
                )
            )

    def refuse_path(self, given: str) -> None:
        """Refuse a file outside the officer's own folder; `-` is standard input or output.

        Hidden files are refused too: what a shell or sshd reads at the next login lies in them.

        Raises:
            RefusedError: it lies elsewhere, in the register, or is hidden (`confined-path`).
        """
        if given == "-":
            return
        place = Path(os.path.realpath(given))
        if self.own_folder is None:
            why = "this connection carries files only through standard input and output"
        else:
            own = Path(os.path.realpath(self.own_folder))
            if not place.is_relative_to(own):
                why = "it lies outside your own folder"
            elif any(part.startswith(".") for part in place.relative_to(own).parts):
                why = "it is hidden, or lies in a hidden folder"
            elif isinstance(self.register, Path) and place.is_relative_to(
                os.path.realpath(self.register)
            ):
                why = "it lies in the register itself"
            else:
                return
        raise RefusedError(
            Refusal(
                "confined-path",
                f'The file "{given}" cannot be used on this connection: {why}.',
                safe=_SAFE,
                todo="Use - instead, and let ssh carry the file: "
                "ssh host auditrack report progress --out - > progress.docx, "
                "ssh host auditrack import - < review.txt",
            )
        )


_now: list[Confinement] = []


def confinement() -> Confinement | None:
    """What this process is confined to, if it is."""
    return _now[-1] if _now else None


@contextmanager
def confined_to(wanted: Confinement) -> Iterator[None]:
    """Keep every command in it to one register and one's own folder."""
    from auditrack.reports.templating.own import kept_within

    _now.append(wanted)
    try:
        with kept_within(wanted.own_folder), _led_nowhere():
            yield
    finally:
        _now.pop()


@contextmanager
def _led_nowhere() -> Iterator[None]:
    """Let nothing that an officer may set say which server is meant: only the line does."""
    theirs = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("PG")}
    os.environ["PGSERVICEFILE"] = os.devnull  # else a file in their home says what a service is
    try:
        yield
    finally:
        del os.environ["PGSERVICEFILE"]
        os.environ.update(theirs)


def confinement_of(register: str | None, organisation: str | None = None) -> Confinement:
    """The confinement that a ForceCommand line asks for.

    Raises:
        RefusedError: the line names no register (`confined-register`), or it cannot be read.
    """
    if register is None:
        raise RefusedError(
            Refusal(
                "confined-register",
                "--confined needs the register on the same line, so that nobody can choose it.",
                safe=_SAFE,
                todo="Write the line as: ForceCommand auditrack --confined --register PATH",
            )
        )
    from auditrack.cli.config import typed_register

    return Confinement(typed_register(register, organisation), own_folder())


def own_folder() -> Path | None:
    """The home of this login by the host's own list, never by a variable.

    None where the work is done as another account (a service account): its home is not theirs.
    """
    from auditrack.register.identity import works_as_another

    if works_as_another() or "SUDO_UID" in os.environ:
        return None
    try:
        home = Path(pwd.getpwuid(os.getuid()).pw_dir)
    except KeyError:
        return None
    # The home of a system account may be "/", which is nobody's own.
    return home if home.is_absolute() and home != Path("/") else None


def asked(environment: Mapping[str, str] = os.environ) -> list[str] | None:
    """The words that the officer asked to run after `auditrack`; None where they asked for nothing.

    Raises:
        RefusedError: it is no command of auditrack (`confined-command`), or its words cannot be
            told apart (`confined-words`).
    """
    line = environment.get(ORIGINAL, "").strip()
    if not line:
        return None
    words = _split(line)
    if words[0] != "auditrack":
        raise RefusedError(
            Refusal(
                "confined-command",
                "This connection runs auditrack and nothing else: no shell, no copying of files.",
                safe=_SAFE,
                todo="Begin the command with the word auditrack, or give none and the app opens.",
            )
        )
    return words[1:]


def _split(line: str) -> list[str]:
    import shlex

    lexer = shlex.shlex(line, posix=True, punctuation_chars=";|&<>")
    lexer.whitespace_split = True
    lexer.commenters = ""
    try:
        words = list(lexer)
    except ValueError:
        words = []
        why = "a quotation mark is not closed"
    else:
        if not any(word and not word.strip(";|&<>") for word in words):
            return words
        why = "it holds one of ; | & < > outside quotation marks, and there is no shell here"
    raise RefusedError(
        Refusal(
            "confined-words",
            f"The command cannot be read: {why}.",
            safe=_SAFE,
            todo="ssh takes one layer of quotation marks away: write texts as "
            "ssh host auditrack action add child-f/1 --what \"'Audit 20 files; report back'\"",
        )
    )


def check_arguments(
    given: Mapping[str, Any], files: frozenset[str], folders: frozenset[str]
) -> None:
    """Refuse arguments of a command that are out of reach; nothing where not confined.

    Args:
        given: the command's arguments by name, with `register`.
        files: the names among them that mean files.
        folders: the names among them that mean a register's folder.

    Raises:
        RefusedError: as `Confinement` says.
    """
    within = confinement()
    if within is None:
        return
    within.refuse_register(given.get("register"), given.get("organisation"))
    for name in sorted(folders):
        within.refuse_folder(given.get(name))
    for name in sorted(files):
        value = given.get(name)
        for one in value if isinstance(value, (list, tuple)) else [value]:
            if one is not None:
                within.refuse_path(str(one))
