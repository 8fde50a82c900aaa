"""What a picture says of itself: titles, authors and places in its own data, never its painting."""

import re
import zlib
from collections.abc import Iterator
from typing import Final

from auditrack.model.disclosed import Part

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8"
_MOST: Final = 1024 * 1024
_WHOLE: Final = (b"II*\0", b"MM\0*", b"GIF8", b"\xd7\xcd\xc6\x9a", b"\1\0\x09\0")
"""TIFF, GIF and WMF: their words stand anywhere in them, as those of EMF do."""

_READABLE: Final = re.compile(rb"[\x20-\x7e]{6,}")
_WIDE: Final = re.compile(rb"(?:[\x20-\x7e]\0){6,}")
_TEXTS: Final = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf"})


def told_by(data: bytes, where: str) -> Iterator[Part]:
    """The words in a picture's own data, at most 1 MB of each piece."""
    for block in _blocks(data):
        yield from words_of(block, f"{where}, its own data")


def words_of(data: bytes, where: str) -> Iterator[Part]:
    """The words in data of no known shape: runs of six letters and more, at most 1 MB of them."""
    for text in _words(data[:_MOST]):
        yield Part(where, text)


def _blocks(data: bytes) -> Iterator[bytes]:
    if data.startswith(_PNG):
        yield from _png(data)
    elif data.startswith(_JPEG):
        yield from _jpeg(data)
    elif data[:4] in _WHOLE or data[40:44] == b" EMF":
        yield data


def _png(data: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        block = data[at + 8 : at + 8 + size]
        if kind in _TEXTS:
            yield block
            for start in (m.end() for m in re.finditer(rb"\0", block[:200])):
                try:
                    yield zlib.decompressobj().decompress(block[start + 1 :], _MOST)
                except zlib.error:
                    continue
        at += 12 + size


def _jpeg(data: bytes) -> Iterator[bytes]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xE1 <= data[at + 1] <= 0xEF or data[at + 1] == 0xFE:
            yield data[at + 4 : at + 2 + size]
        at += 2 + max(size, 2)


def _words(block: bytes) -> Iterator[str]:
    for found in _READABLE.findall(block):
        yield found.decode("ascii")
    for found in _WIDE.findall(block):
        yield found.decode("utf-16-le")
