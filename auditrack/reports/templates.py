"""Finds the Word template of a report: the one named, else the one that came with auditrack."""

from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import msgspec

from auditrack.model.change import Refusal, RefusedError
from auditrack.model.text import one_line

_SAFE = "No report was written."
_MAIN_PART = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


class Template(msgspec.Struct, frozen=True):
    """A Word file to write over. `name` is what to call it in a sentence."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The hash that, with head, as-at date and version, makes a report the same again."""
        return sha256(self.content).hexdigest()


def find_template(report: str, given: Path | None = None) -> Template:
    """The template of a report ("progress").

    Args:
        report: the report's name; its own template is `<report>.docx`.
        given: the file a person named, which must exist and be a Word document.

    Raises:
        RefusedError: it is missing, cannot be read or is no .docx.
    """
    if given is not None:
        return _named(given)
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


def _named(path: Path) -> Template:
    shown = one_line(str(path))
    if path.suffix.lower() in (".dotx", ".docm", ".dotm", ".doc", ".odt"):
        raise _refused(
            "template-not-docx",
            f"The template {shown} is a {path.suffix.lower()} file; auditrack writes over .docx.",
            "Open it in Word and save it as a Word document (.docx).",
        )
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise _refused(
            "template-missing", f"There is no template {shown}.", "Check the name."
        ) from None
    except IsADirectoryError:
        raise _refused(
            "template-not-docx", f"{shown} is a folder, not a template.", "Name a .docx file."
        ) from None
    except OSError as error:
        raise _refused(
            "template-unreadable",
            f"The template {shown} cannot be read: {(error.strerror or str(error)).lower()}.",
            "Ask whoever owns it for leave to read it, or use a copy.",
        ) from None
    check_is_docx(shown, content)
    return Template(one_line(path.name), content)


def check_is_docx(name: str, content: bytes) -> None:
    """Refuses what is not a Word document without macros.

    Raises:
        RefusedError: with the reason.
    """
    from io import BytesIO

    try:
        with ZipFile(BytesIO(content)) as package:
            types = package.read("[Content_Types].xml")
            package.getinfo("word/document.xml")
            damaged = package.testzip()
    except (BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError, EOFError):
        types, damaged = b"", None
    if _MAIN_PART not in types or damaged:
        raise _refused(
            "template-not-docx",
            f"The template {name} is not a Word document (.docx), or it is damaged.",
            "Open it in Word and save it as a Word document (.docx).",
        )


def _refused(code: str, message: str, todo: str) -> RefusedError:
    return RefusedError(Refusal(code, message, safe=_SAFE, todo=todo))
