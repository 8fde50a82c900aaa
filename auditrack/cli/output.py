"""How commands print: plain lines, JSON with stable keys, and sentences on standard error.

Everything that reaches standard output or standard error goes through here, and nothing that
could steer a terminal gets past it.
"""

import os
import re
import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, TextIO

from auditrack.model.change import Conflict, Refusal, RefusedError, Saved
from auditrack.model.text import lines_of, one_line

# What JSON lets through and a terminal may obey: DEL, the C1 controls, and marks that turn the
# direction of writing.
_STEERING = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_BEYOND_ASCII = re.compile("[^\x00-\x7e]")


def plain(text: str) -> str:
    """A text as one safe line."""
    return one_line(text)


def say(sentence: str) -> None:
    """A message for the person, on standard error. Nobody listening is no fault.

    A terminal gets it folded between words; a file or another program as one line.
    """
    if sentence:
        _tell("\n".join(wrapped(sentence, "") if _at_a_terminal() else lines_of(sentence)))


def say_lines(lines: Iterable[str]) -> None:
    """Messages for the person, one below the other, each folded behind the spaces it begins with.

    On standard error, as `say`.
    """
    folded: list[str] = []
    for one in lines:
        indent = " " * (len(one) - len(one.lstrip(" ")))
        folded += wrapped(one, indent, hanging=f"{indent}  ")
    _tell("\n".join(folded))


def _at_a_terminal() -> bool:
    try:
        return sys.stderr.isatty()
    except (AttributeError, ValueError):  # there is none, or it is closed
        return False


def _tell(text: str) -> None:
    with suppress(OSError, ValueError):
        print(text, file=sys.stderr, flush=True)


def write(text: str) -> None:
    """Text on standard output, as it is.

    Raises:
        RefusedError: it cannot be written (`output-fault`).
        BrokenPipeError: nobody reads it any more.
    """
    try:
        sys.stdout.write(text)
    except BrokenPipeError:
        raise
    except OSError as fault:
        raise RefusedError(_output_fault(fault)) from None


def flush() -> None:
    """See that what was written has arrived. Raises as `write` does."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as fault:
        raise RefusedError(_output_fault(fault)) from None


def settle() -> None:
    """Send what is left, or let it go where it cannot be sent: what was wrong has been said."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        give_up_output()


def give_up_output() -> None:
    """Let what standard output still holds go nowhere, so that leaving is quiet."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _output_fault(fault: OSError) -> Refusal:
    give_up_output()
    why = os.strerror(fault.errno).lower() if fault.errno else "the machine refused"
    return Refusal(
        "output-fault",
        f"Standard output could not be written: {why}.",
        safe="Everything that said Saved is saved.",
        todo="What arrived is not whole: ask again with an output that has room.",
    )


def line(text: str = "") -> None:
    """One safe line on standard output; the spaces it starts with stay."""
    indent = len(text) - len(text.lstrip(" "))
    write(" " * indent + plain(text) + "\n")


def print_lines(lines: Iterable[str]) -> None:
    """Safe lines on standard output."""
    for one in lines:
        line(one)


def print_wrapped(text: str, indent: str = "  ", hanging: str | None = None) -> None:
    """A text folded to the terminal on standard output, each line indented."""
    print_lines(wrapped(text, indent, hanging=hanging))


def wrapped(
    text: str, indent: str = "  ", width: int | None = None, hanging: str | None = None
) -> list[str]:
    """A text folded to the terminal, each line indented; `hanging` from the second line on."""
    import textwrap

    room = max(width or min(100, shutil.get_terminal_size().columns), 20)
    later = indent if hanging is None else hanging
    folded: list[str] = []
    for one in lines_of(text):
        if one and len(indent) + len(one) <= room:  # as most of thousands: nothing to fold
            folded.append(indent + one)
        else:
            folded += textwrap.wrap(
                one,
                room,
                initial_indent=indent,
                subsequent_indent=later,
                break_on_hyphens=False,  # a reference stays whole
            ) or [""]
        indent = later
    return folded


def print_json(value: Any) -> None:
    """A value as JSON on standard output, and nothing else there."""
    write(json_text(value, sys.stdout, indent=2) + "\n")


def json_text(value: Any, stream: TextIO, indent: int = 0) -> str:
    """A value as JSON that a stream can carry and a terminal can show.

    Characters that could steer a terminal, or that the stream's encoding lacks, are escaped.
    """
    import msgspec

    try:
        data = msgspec.json.encode(value)
    except UnicodeEncodeError:  # a file's name that is no UTF-8
        data = msgspec.json.encode(_readable(value))
    if indent:
        data = msgspec.json.format(data, indent=indent)
    utf8 = (stream.encoding or "").lower().replace("-", "") == "utf8"
    return (_STEERING if utf8 else _BEYOND_ASCII).sub(_escaped, data.decode())


def _escaped(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _readable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {key: _readable(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_readable(one) for one in value]
    return value


def saved_json(saved: Saved) -> dict[str, Any]:
    """What a write made: its references, its entry and the head."""
    return {
        "references": list(saved.references),
        "entry": saved.entry.number,
        "hash": saved.entry.hash,
        "merged": list(saved.merged),
        "notes": list(saved.notes),
    }


def refusal_json(refusal: Refusal) -> dict[str, Any]:
    """A refusal as an object: code, message, ref, safe, todo, and what else there is."""
    value: dict[str, Any] = {
        "code": refusal.code,
        "message": refusal.message,
        "ref": refusal.ref,
        "safe": refusal.safe,
        "todo": refusal.todo,
    }
    if refusal.details:
        value["details"] = list(refusal.details)
    if isinstance(refusal, Conflict):
        value["fields"] = [
            {"field": f.field, "base": f.base, "mine": f.mine, "theirs": f.theirs}
            for f in refusal.fields
        ]
        value["by"] = refusal.by
    return value


def print_refusal(refusal: Refusal, json: bool) -> None:
    """A refusal on standard error: a sentence, or an object with `--json`."""
    if json:
        _tell(json_text(refusal_json(refusal), sys.stderr))
    else:
        say(str(refusal))
