"""The zip that a Word document is: only what is read is inflated, and never past its limits."""

import posixpath
import zipfile
import zlib
from io import BytesIO
from struct import error as StructError
from typing import Final

from auditrack.intake.decoding import refuse
from auditrack.intake.word.refusals import damaged, locked, too_much

MOST_MEMBERS: Final = 5_000
"""Parts and pictures in one document; a long review has some hundreds."""

MOST_DECLARED: Final = 256 * 1024 * 1024
"""The sum of the sizes that the zip says its members have, read or not."""

MOST_READ: Final = 48 * 1024 * 1024
"""The sum of what is inflated; the text of a thousand pages takes about ten."""

MOST_RATIO: Final = 200
RATIO_FROM: Final = 4 * 1024 * 1024
"""How much smaller a part may be packed than it is, and from what size on that is asked."""

_ENTRY = b"PK\x01\x02"
_CHUNK = 1024 * 1024
_LOCKED = 0x1
_PACKED_AS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    StructError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    OSError,
)


class Package:
    """The parts of one document, by name; nothing is ever written to disk.

    Raises:
        RefusedError: it is damaged, locked, no Word document, or larger than any review.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._inflated = 0
        # Counted before the zip is opened: each entry costs memory, and its own count may lie.
        if data.count(_ENTRY) > MOST_MEMBERS:
            raise too_much(name, f"holds more than {MOST_MEMBERS:,} files inside it")
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _BROKEN:
            raise damaged(name) from None
        self._members: dict[str, list[zipfile.ZipInfo]] = {}
        for info in self._zip.infolist():
            self._members.setdefault(_plain(info.filename), []).append(info)
        if sum(info.file_size for info in self._zip.infolist()) > MOST_DECLARED:
            raise too_much(name, f"unpacks to more than {MOST_DECLARED // 1024**2} MB")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all members, in small letters and without a leading slash."""
        return tuple(self._members)

    @property
    def comment(self) -> str:
        """What the zip says of itself behind its last member; no program shows it."""
        return self._zip.comment.decode("utf-8", "replace")

    def __contains__(self, part: str) -> bool:
        return _plain(part) in self._members

    def read(self, part: str) -> bytes | None:
        """A part's bytes, or None where there is none of that name."""
        found = self._members.get(_plain(part))
        if found is None:
            return None
        if len(found) > 1:
            raise refuse(
                self.name,
                f"holds {part} {len(found)} times, so it cannot be told which one Word would show",
                "Open it in Word, save it as a new .docx and import that.",
                "damaged",
            )
        info = found[0]
        if info.flag_bits & _LOCKED:
            raise locked(self.name)
        if info.compress_type not in _PACKED_AS:
            raise damaged(self.name)
        try:
            return self._inflate(info)
        except _BROKEN:
            raise damaged(self.name) from None

    def _inflate(self, info: zipfile.ZipInfo) -> bytes:
        """What is really inflated is counted, whatever size the zip says."""
        chunks: list[bytes] = []
        size = 0
        with self._zip.open(info) as member:
            while chunk := member.read(_CHUNK):
                chunks.append(chunk)
                size += len(chunk)
                self._inflated += len(chunk)
                if self._inflated > MOST_READ:
                    raise too_much(
                        self.name, f"unpacks to more than {MOST_READ // 1024**2} MB of text"
                    )
                if size > RATIO_FROM and size > MOST_RATIO * max(info.compress_size, 1):
                    raise too_much(self.name, "unpacks to far more than its size allows")
        return b"".join(chunks)


def _plain(part: str) -> str:
    """A part's name to look it up: names differ in more than their case only by mistake."""
    return posixpath.normpath("/" + part.replace("\\", "/").lstrip("/")).lstrip("/").lower()
