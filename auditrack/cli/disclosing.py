"""How the disclosure check is told on the command line, and how it stops a file on its way out."""

import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from auditrack.cli import output
from auditrack.cli.door import Door
from auditrack.model.change import Refusal, RefusedError

if TYPE_CHECKING:
    from auditrack.model.disclosed import Part
    from auditrack.model.proposal import Item
    from auditrack.views.disclosure import Checked, LetThrough, Stopped

MOST_TOLD = 50
"""Hits that a refusal tells one by one; `disclosure check` prints all of them."""


def print_checked(checked: "Checked", of: str) -> None:
    """Each hit with its place, what is left of it, why, and by what it is released."""
    from auditrack.views.wording import counted

    for one in checked.stopped:
        output.print_wrapped(f"STOPPED  {one.where}: {one.called} {one.shown}", "")
        output.print_wrapped(one.why, "    ")
        output.line(f"    {release_line(one)}")  # on one line, to be copied whole
    for let in checked.released:
        output.print_wrapped(f"released {let.where}: {let.called} {let.shown}", "")
        output.print_wrapped(released_by(let), "    ")
    stopped, released = len(checked.stopped), len(checked.released)
    output.line(
        f"{of}: {counted(checked.parts, 'text')} looked at, {counted(stopped, 'hit')} stopped, "
        f"{released} released."
    )


def release_line(one: "Stopped") -> str:
    """What releases a hit, but for the reason: with what is left of it, and its place."""
    words = ["--kind", one.kind, "--fingerprint", one.fingerprint, "--shown", one.shown]
    if one.where:
        words += ["--place", one.where]
    return f"auditrack disclosure release {shlex.join(words)} --why"


def released_by(one: "LetThrough") -> str:
    """By what a hit is let through, and why."""
    return f"{one.release}: {one.reason}"


def check_file(door: Door, content: bytes, name: str) -> "Checked":
    """What the check says of a finished file.

    Raises:
        RefusedError: it is of no kind that can be looked into, damaged, or made to do harm.
    """
    from auditrack.intake.disclosed import parts_of
    from auditrack.views.disclosure import check_parts

    return check_parts(door.records, parts_of(content, name))


def check_folder(door: Door, folder: Path) -> "Checked":
    """What the check says of every file in a folder, each place with its file.

    Pictures and what else cannot be looked into are named as such; links are not followed.

    Raises:
        RefusedError: the folder holds no file, or a file of it cannot be read.
    """
    from auditrack.intake.disclosed import parts_of
    from auditrack.intake.reading import bytes_of
    from auditrack.model.disclosed import Part
    from auditrack.views.disclosure import check_parts

    parts: list[Part] = []
    for path in sorted(p for p in folder.rglob("*") if p.is_symlink() or not p.is_dir()):
        name = output.plain(str(path.relative_to(folder)))
        if path.is_symlink():
            parts.append(_closed(name, "a link to another file, which was not followed"))
            continue
        content = bytes_of(path, name)
        if not content.strip():
            continue
        try:
            found = parts_of(content, name)
        except RefusedError as refused:
            if refused.refusal.code != "unknown-kind":
                raise
            parts.append(_closed(name, "cannot be looked into", content))
            continue
        parts += [replace(one, where=f"{name}, {one.where}") for one in found]
    if not parts:
        door.refuse(
            "empty-file", f"{output.plain(folder.name)} holds no file.", "Name another folder."
        )
    return check_parts(door.records, parts)


def _closed(name: str, why: str, content: bytes = b"") -> "Part":
    from hashlib import sha256

    from auditrack.model.disclosed import Part

    digest = sha256(content or name.encode("utf-8", "backslashreplace")).hexdigest()
    return Part(name, digest, "hidden", covered=True, why=why)


def stop_hits(door: Door, content: bytes, out: str, format: str) -> None:
    """Refuse a file that holds what is neither absent nor released; nothing is written then.

    Args:
        door: whose watch-lists and releases count.
        content: the finished file.
        out: where it is to be written, or -.
        format: its ending, without the dot.

    Raises:
        RefusedError: it holds some (`disclosure`), or cannot be looked into.
    """
    from auditrack.views.disclosure import AID
    from auditrack.views.wording import counted

    name = output.plain(Path(out).name)
    if not name.casefold().endswith(f".{format}"):
        name = f"export.{format}"
    checked = check_file(door, content, name)
    if checked.is_clear:
        output.say(f"The disclosure check stopped nothing. {AID}")
        return
    raise RefusedError(
        Refusal(
            "disclosure",
            f"{name} holds {counted(len(checked.stopped), 'thing')} that the disclosure check "
            "stops.",
            safe="Nothing was written, and an earlier file is untouched.",
            todo="Word it otherwise in the register, or release each with its reason: auditrack "
            f"disclosure release --kind KIND --fingerprint F --why TEXT. {AID}",
            details=told(checked.stopped),
        )
    )


def told(stopped: "Sequence[Stopped]") -> tuple[str, ...]:
    """Hits as lines of a refusal, the first of many."""
    lines = [f"{one} [{one.kind} {one.fingerprint}]" for one in stopped[:MOST_TOLD]]
    if len(stopped) > MOST_TOLD:
        lines.append(f"and {len(stopped) - MOST_TOLD} more")
    return tuple(lines)


def item_hits(door: Door, items: "Iterable[Item]") -> list[dict[str, object]]:
    """The hits in the items that a document proposes, in order, each with its item.

    Watch-lists and releases are those of the register; where there is none yet, of nothing.
    """
    from auditrack.views.disclosure import check_fields

    if not door.has_register:
        door.refuse(
            "no-register",
            "The disclosure check needs a register: its watch-lists and releases lie there.",
            "Make one with: auditrack init PATH --board NAME",
        )
    found: list[dict[str, object]] = []
    for number, item in enumerate(items, 1):
        fields = {
            name: text
            for name in ("label", "group", "theme", "text", "outcome")
            if (text := getattr(item, name, None))
        }
        for one in check_fields(door.records, fields):
            found.append(
                {
                    "item": number,
                    "label": item.label,
                    "field": one.field,
                    "kind": one.kind,
                    "shown": one.shown,
                    "fingerprint": one.fingerprint,
                    "why": one.why,
                }
            )
    return found
