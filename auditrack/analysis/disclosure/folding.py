"""A text as it is looked at: one spelling for letters, digits and blanks, each with its place.

Zero-width characters, soft hyphens and accents are left out; look-alike letters of other
alphabets, full-width digits, dashes, quotes and odd blanks become the plain ones. Case stays.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_ODD = re.compile(r"[^\t\n\x20-\x7e]")

_ALIKE: Final = {
    # Cyrillic, Greek and small capitals that read as Latin letters
    **dict(zip("аеорсухіѕјԁһԛԝӏвкмнтьг", "aeopcyxisjdhqwlbkmhtbr", strict=True)),
    **dict(zip("АВЕКМНОРСТХУЅІЈԚԜҮ", "ABEKMHOPCTXYSIJQWY", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαορνικυτεϲ", "ABEZHIKMNOPTYXaopvikutec", strict=True)),
    **dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɑɡ", "abcdefghijklmnoprstuvwyzag", strict=True)),
    **dict(zip("ıøłđħŧðƒØŁĐĦŦÐ", "ioldhtdfOLDHTD", strict=True)),
    **{"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "Æ": "AE", "Œ": "OE", "Þ": "Th"},
    # dashes, quotes and marks
    **dict.fromkeys("‐‑‒–—―−﹘⁃", "-"),
    **dict.fromkeys("‘’‚‛′ʼʹ´`", "'"),
    **dict.fromkeys("“”„‟″", '"'),
    "\u2044": "/",
    "\u2215": "/",
    # blanks, line ends and the marks between cells
    **dict.fromkeys("\u2800\u00a0", " "),
    **dict.fromkeys("\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\r", "\n"),
    **dict.fromkeys("\x07\x1f", "\t"),
    # fillers that nobody sees
    **dict.fromkeys("\u115f\u1160\u3164\uffa0", ""),
}
_UNSEEN: Final = frozenset({"Cf", "Mn", "Me", "Cc"})


@dataclass(frozen=True)
class Folded:
    """A text as it is looked at, with the place that each of its characters has in the original.

    `breaks` are places here where the counting moves on, `places` where they lie there.
    """

    text: str
    breaks: Sequence[int] = (0,)
    places: Sequence[int] = (0,)
    odd: frozenset[int] = frozenset()

    def place(self, at: int) -> int:
        """Where in the original the character `at` stands."""
        number = bisect_right(self.breaks, at) - 1
        if self.breaks[number] in self.odd:
            return self.places[number]
        return self.places[number] + at - self.breaks[number]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original; `end` is after the last character, as in slices."""
        return self.place(start), self.place(end - 1) + 1


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """What one odd character is looked at as; "" where it is not to be seen."""
    if (alike := _ALIKE.get(character)) is not None:
        return alike
    if unicodedata.category(character) in _UNSEEN:
        return ""
    if (digit := unicodedata.digit(character, -1)) >= 0:
        return str(digit)
    plain = []
    for part in unicodedata.normalize("NFKD", character):
        kind = unicodedata.category(part)
        if kind == "Zs":
            plain.append(" ")
        elif kind not in _UNSEEN:
            plain.append(_ALIKE.get(part, part))
    return "".join(plain)


def folded(text: str) -> Folded:
    """The text as it is looked at."""
    text = text.replace("\r\n", " \n")  # two characters stay two: places hold
    if text.isascii() and _ODD.search(text) is None:
        return Folded(text)
    parts: list[str] = []
    breaks: list[int] = []
    places: list[int] = []
    odd: list[int] = []
    length = done = 0
    for match in _ODD.finditer(text):
        at = match.start()
        if at > done:
            breaks.append(length)
            places.append(done)
            parts.append(text[done:at])
            length += at - done
        done = at + 1
        if plain := _plain(match[0]):
            breaks.append(length)
            places.append(at)
            odd.append(length)
            parts.append(plain)
            length += len(plain)
    if done < len(text) or not breaks:
        breaks.append(length)
        places.append(done)
        parts.append(text[done:])
    return Folded("".join(parts), breaks, places, frozenset(odd))
