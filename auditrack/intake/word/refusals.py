"""Why a file is not read: damaged, locked, too much, or no Word document but another thing."""

from collections.abc import Callable, Sequence
from typing import Final

from auditrack.intake.decoding import refuse
from auditrack.model.change import RefusedError

OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the container begins that Word used until 2003, and still uses around locked files."""

_SAVE = "Open it in {0}, save it as .docx or PDF and import that."
_INSIDE: Final = (
    ("EncryptedPackage", None),
    ("WordDocument", ("an old Word document (.doc)", _SAVE.format("Word"))),
    ("Workbook", ("an old Excel workbook (.xls)", "Save the sheet as text or PDF.")),
    ("Book", ("an old Excel workbook (.xls)", "Save the sheet as text or PDF.")),
    ("PowerPoint Document", ("an old PowerPoint presentation (.ppt)", "Save it as PDF.")),
    ("__substg1.0_", ("an Outlook message (.msg)", "Save what is attached to it and import that.")),
)
_BY_CONTENT: Final = (
    (b"spreadsheetml", ("an Excel workbook (.xlsx)", "Save the sheet as text or PDF.")),
    (b"presentationml", ("a PowerPoint presentation (.pptx)", "Save it as PDF and import that.")),
    (b"visio", ("a Visio drawing", "Save it as PDF and import that.")),
)
_BY_MIMETYPE: Final = (
    (b"opendocument.text", ("an OpenDocument text (.odt)", _SAVE.format("LibreOffice or Word"))),
    (
        b"opendocument.spreadsheet",
        ("an OpenDocument spreadsheet (.ods)", "Save the sheet as text or PDF."),
    ),
    (b"opendocument.presentation", ("an OpenDocument presentation (.odp)", "Save it as PDF.")),
    (b"epub", ("an e-book (.epub)", "Save it as text or PDF and import that.")),
)


def damaged(name: str) -> RefusedError:
    """The refusal of a document whose parts cannot be read."""
    return refuse(
        name,
        "is damaged: its parts cannot be read",
        "Ask for another copy, or open it in Word, save it as a new .docx and import that.",
        "damaged",
    )


def locked(name: str) -> RefusedError:
    """The refusal of a document that asks for a password."""
    return refuse(
        name,
        "is locked with a password, so its words cannot be read",
        "Open it in Word, take the password off (File, Info, Protect Document), save it and "
        "import that.",
        "locked",
    )


def too_much(name: str, why: str) -> RefusedError:
    """The refusal of a document that holds more than any review; `why` says of what."""
    return refuse(
        name,
        f"{why}, far more than any review, and was not read",
        "It may be damaged or made to do harm. Ask for another copy, as Word or PDF.",
        "too-large",
    )


def unsafe(name: str, why: str) -> RefusedError:
    """The refusal of a document that asks for what only a harmful one needs."""
    return refuse(
        name, why, "It may be made to do harm. Ask for another copy, as PDF or text.", "unsafe"
    )


def old_office(data: bytes, name: str) -> RefusedError:
    """The refusal of a file in the container of old Office files.

    The names of what is inside stand in it as UTF-16.
    """
    for inside, found in _INSIDE:
        if inside.encode("utf-16-le") in data:
            if found is None:
                return locked(name)
            what, todo = found
            return refuse(name, f"is {what}, which is not read", todo, "old-office")
    return refuse(
        name,
        "is an old Office file that holds no Word document",
        "Open it where it was made, save it as .docx or PDF and import that.",
        "old-office",
    )


def not_word(
    name: str, members: Sequence[str], read: Callable[[str], bytes | None]
) -> RefusedError:
    """The refusal of a zip that holds no Word document, saying what it is.

    Args:
        name: the file's name.
        members: the names in the zip, in small letters.
        read: a member's bytes.
    """
    what, todo = _kind_of_zip(members, read)
    return refuse(name, f"is {what}, not a Word document", todo, "not-word")


def _kind_of_zip(members: Sequence[str], read: Callable[[str], bytes | None]) -> tuple[str, str]:
    types = (read("[Content_Types].xml") or b"") if "[content_types].xml" in members else b""
    for mark, found in _BY_CONTENT:
        if mark in types:
            return found
    mimetype = (read("mimetype") or b"")[:200] if "mimetype" in members else b""
    for mark, found in _BY_MIMETYPE:
        if mark in mimetype:
            return found
    if any(name.endswith(".iwa") for name in members):
        return "an Apple Pages, Numbers or Keynote file", "Export it as Word or PDF."
    inside = next((name for name in members if name.endswith((".docx", ".pdf", ".doc"))), None)
    if inside is not None:
        return "a zip file of other files", "Take the review out of it and import that."
    return "a zip file", "Choose the file that holds the review."
