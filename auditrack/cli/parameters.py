"""What a command's parameters are, read from their annotations: files, folders, named values."""

import inspect
from pathlib import Path
from typing import Any, get_args

from typer.models import OptionInfo, ParameterInfo


def name_value(annotation: Any) -> None:
    """Let the help call a value TEXT where its option gives it no name of its own.

    Whether a file may be read is left to the command, which says so in a sentence.
    """
    kind, *details = get_args(annotation)
    for detail in details:
        if isinstance(detail, ParameterInfo):
            detail.readable = False
        if isinstance(detail, OptionInfo) and detail.metavar is None and bool not in _kinds(kind):
            detail.metavar = "TEXT"


def _metavar(annotation: Any) -> str | None:
    """The name that the help gives a parameter's value."""
    for detail in get_args(annotation)[1:]:
        if isinstance(detail, ParameterInfo):
            return detail.metavar
    return None


def is_file(parameter: inspect.Parameter) -> bool:
    """Whether a parameter names a file: by its type, its name in the help, or as `--out`."""
    if is_folder(parameter):
        return False
    parts = get_args(parameter.annotation)
    named = _metavar(parameter.annotation) == "FILE" or parameter.name == "out"
    return named or bool(parts and Path in _kinds(parts[0]))


def is_folder(parameter: inspect.Parameter) -> bool:
    """Whether a parameter names a register's folder, by its name in the help."""
    return _metavar(parameter.annotation) == "PATH"


def _kinds(kind: Any) -> tuple[Any, ...]:
    parts = get_args(kind)
    return tuple(one for part in parts for one in _kinds(part)) if parts else (kind,)
