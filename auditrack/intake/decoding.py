"""Bytes of a text file to clean text, whatever wrote them; refuses what is no text."""

import codecs
import re
import unicodedata

from auditrack.model.change import Refusal, RefusedError

LIMIT_BYTES = 32 * 1024 * 1024
"""The largest document that is read (one import is one transaction of at most this size)."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word, Excel or zip file"),
    (b"PK\x05\x06", "an empty zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "a rich text (RTF) file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x7fELF", "a program"),
)
# Terminal sequences: CSI, then OSC and its kin up to their end, then any other two-character one.
_ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|[\x1b][\]PX^_][^\x07\x1b\n]*(?:\x07|\x1b\\)?|\x1b[ -~]?"
    r"|\x9b[0-?]*[ -/]*[@-~]"
)
_LINE_ENDS = re.compile("\r\n?|\x0b|\x85|\u2028|\u2029")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Bullets of symbol fonts arrive as private-use characters.
_SYMBOL_BULLETS = re.compile("(?m)^([ \t]*)[\uf000-\uf0ff](?=\\s|$)")
_KEPT = frozenset("\n\t\f")
_DROPPED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def refuse(name: str, why: str, todo: str, code: str = "not-readable") -> RefusedError:
    """The refusal to read a document, as one sentence."""
    return RefusedError(Refusal(code=code, message=f"{name} {why}.", todo=todo))


def too_large(name: str) -> RefusedError:
    """The refusal of a document larger than `LIMIT_BYTES`."""
    return refuse(
        name,
        f"is larger than {LIMIT_BYTES // (1024 * 1024)} MB, the most that is read",
        "Split it, or import the part that holds the recommendations.",
        "too-large",
    )


def decode(data: bytes, name: str) -> str:
    """The text of a file: any of UTF-8, UTF-16, UTF-32 or Windows-1252, cleaned.

    Control characters, terminal sequences, invisible and direction-changing characters are
    taken out; line ends become newlines; form feeds and tabs stay.

    Raises:
        RefusedError: the file is empty, too large, binary, or holds no words.
    """
    if not data:
        raise refuse(name, "is empty", "Choose the file that holds the review.", "empty-file")
    if len(data) > LIMIT_BYTES:
        raise too_large(name)
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise refuse(
                name,
                f"is {what}, not text",
                "Save it as plain text or Markdown and import that.",
                "not-text",
            )
    text = clean(_to_text(data, name))
    if not any(character.isalnum() for character in text):
        raise refuse(name, "holds no words", "Choose the file that holds the review.", "empty-file")
    return text


def clean(text: str) -> str:
    """Text without control characters, escape sequences and invisible marks."""
    text = _ESCAPES.sub("", text)
    text = _LINE_ENDS.sub("\n", text)
    text = _SPACES.sub(" ", text)
    text = _SYMBOL_BULLETS.sub("\\1•", text)
    bad = {
        character
        for character in set(text)
        if character not in _KEPT and unicodedata.category(character) in _DROPPED_CATEGORIES
    }
    return text.translate({ord(character): None for character in bad}) if bad else text


def _to_text(data: bytes, name: str) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data[len(bom) :].decode(encoding)
            except UnicodeDecodeError:
                raise _binary(name) from None
    if b"\0" in data:
        unmarked = _utf16_without_mark(data)
        if unmarked is None:
            raise _binary(name)
        try:
            return data.decode(unmarked)
        except UnicodeDecodeError:
            raise _binary(name) from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x0b\x1b" for byte in data[:65536])
    if controls > len(data[:65536]) // 100:
        raise _binary(name)
    return data.decode("cp1252", errors="replace").replace("\ufffd", "")


def _utf16_without_mark(data: bytes) -> str | None:
    """The byte order, where nearly every second byte of the beginning is zero."""
    head = data[:4096]
    pairs = len(head) // 2
    if pairs < 4 or len(data) % 2:
        return None
    if head[1::2].count(0) > 0.8 * pairs and head[0::2].count(0) < 0.05 * pairs:
        return "utf-16-le"
    if head[0::2].count(0) > 0.8 * pairs and head[1::2].count(0) < 0.05 * pairs:
        return "utf-16-be"
    return None


def _binary(name: str) -> RefusedError:
    return refuse(
        name,
        "is not text that can be read",
        "Save the review as plain text or Markdown and import that.",
        "not-text",
    )
