"""Finds the Word template of a report: the one named, the person's own, or auditrack's."""

import os
import stat
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import msgspec

from auditrack.model.change import Refusal, RefusedError
from auditrack.model.text import one_line
from auditrack.reports.templating.own import own_templates

_SAFE = "No report was written; an earlier file is untouched."
_LARGEST = 32 * 1024 * 1024


class Template(msgspec.Struct, frozen=True):
    """A Word file to write over.

    Attributes:
        name: what a report calls it.
        content: its bytes.
        place: where it lies, if it is one of the person's own that nobody named.
    """

    name: str
    content: bytes
    place: str = ""

    @property
    def shown(self) -> str:
        """What to call it in a sentence to whoever writes over it."""
        return self.place or self.name

    @property
    def sha256(self) -> str:
        """The hash that, with head, as-at date and version, makes a report the same again."""
        return sha256(self.content).hexdigest()


def find_template(report: str, given: Path | None = None) -> Template:
    """The template of a kind of report ("progress").

    Args:
        report: the kind's name; its own template is `<report>.docx`.
        given: the file a person named, which must exist and be a Word document; else the one of
            that kind in the person's own folder, else the one that came with auditrack.

    Raises:
        RefusedError: it is missing, cannot be read or is no .docx.
    """
    if given is not None:
        return _named(given)
    folder = own_templates()
    if folder is not None:
        own = folder / f"{report}.docx"
        if os.path.lexists(own):
            found = _named(own)
            return Template(found.name, found.content, one_line(str(own)))
    return shipped_template(report)


def shipped_template(report: str) -> Template:
    """The template of a kind of report that came with auditrack.

    Raises:
        RefusedError: it is not there.
    """
    name = f"{report}.docx"
    package = files("auditrack")
    # Inside the wheel the templates are part of the package; in a checkout they lie beside it.
    for place in (package / "templates" / name, Path(str(package)).parent / "templates" / name):
        if place.is_file():
            return Template(name, place.read_bytes())
    raise _refused(
        "template-missing",
        f"The template {name} that comes with auditrack is not there.",
        "Install auditrack again, or name a template of your own with --template.",
    )


def read_template(path: Path) -> Template:
    """A file that should be a template, whatever it is called; nothing of it is looked at.

    Raises:
        RefusedError: it is missing, no file, too large or cannot be read.
    """
    return Template(one_line(path.name), _read(path))


def _named(path: Path) -> Template:
    shown = one_line(str(path))
    if path.suffix.lower() in (".dotx", ".docm", ".dotm", ".doc", ".odt"):
        raise _refused(
            "template-not-docx",
            f"The template {shown} is a {path.suffix.lower()} file; auditrack writes over .docx.",
            "Open it in Word and save it as a Word document (.docx).",
        )
    return read_template(path)


def _read(path: Path) -> bytes:
    shown = one_line(str(path))
    try:
        found = path.stat()
        if stat.S_ISREG(found.st_mode) and found.st_size <= _LARGEST:
            return path.read_bytes()
    except FileNotFoundError:
        raise _refused(
            "template-missing", f"There is no template {shown}.", "Check the name."
        ) from None
    except OSError as error:
        raise _refused(
            "template-unreadable",
            f"The template {shown} cannot be read: {(error.strerror or str(error)).lower()}.",
            "Ask whoever owns it for leave to read it, or use a copy.",
        ) from None
    if stat.S_ISDIR(found.st_mode):
        raise _refused(
            "template-not-docx", f"{shown} is a folder, not a template.", "Name a .docx file."
        )
    if not stat.S_ISREG(found.st_mode):
        raise _refused("template-not-docx", f"{shown} is a device or a pipe.", "Name a .docx file.")
    raise _refused(
        "template-too-large",
        f"The template {shown} is larger than {_LARGEST // 1024**2} MB, and none needs that.",
        "Take out its pictures, or make them smaller.",
    )


def _refused(code: str, message: str, todo: str) -> RefusedError:
    return RefusedError(Refusal(code, message, safe=_SAFE, todo=todo))
