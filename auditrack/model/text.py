"""Text from people and documents is data: what is stored of it, and what may reach a terminal."""

import re
import unicodedata

_ESCAPES = re.compile(
    r"\x1b\][^\x07\x1b]{0,4096}(?:\x07|\x1b\\)?"  # operating system commands: titles, the clipboard
    r"|(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]?"  # control sequences: colour, cursor
    r"|\x1b[@-_]?"
)
_KEPT = {"\n", "\t"}


def cleaned(text: str) -> str:
    """A text as it may be stored: no escape sequences, control characters or lone surrogates.

    Lines and tabs stay; line ends become newlines; characters are composed (NFC).
    """
    if text.isascii() and text.isprintable():
        return text
    text = _ESCAPES.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = (c for c in text if c in _KEPT or unicodedata.category(c) not in ("Cc", "Cs", "Cn"))
    return unicodedata.normalize("NFC", "".join(kept))


def one_line(text: str) -> str:
    """A text on one line for a list, a title or a terminal: cleaned, white space folded.

    Marks that turn the direction of writing are left out too: they can make a line lie.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    shown = (c for c in cleaned(text) if unicodedata.category(c) != "Cf" or c == "\u200d")
    return " ".join("".join(shown).split())


def lines_of(text: str) -> list[str]:
    """A text as the lines a terminal may show, each as `one_line`."""
    return [one_line(line) for line in text.split("\n")]
