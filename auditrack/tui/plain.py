"""Text from people and documents, made safe and fitted to a number of cells.

What is on record is never changed: only how it is shown. Nothing here reads markup, and what
these functions return is shown as `Content` or painted as it stands.
"""

import unicodedata

from rich.cells import cell_len, get_character_cell_size

_PICTURES = 0x2400  # ␀ to ␟ stand for the control characters, ␡ for delete
_DELETE = 0x7F
_LINE_BREAKS = frozenset("\n\r\v\f\x85\u2028\u2029")
# Drawn by some terminals and not by others, or joined into one glyph by some: without these
# every terminal gives the rest of the text the width we count.
_DROPPED = frozenset("\u00ad\u034f\u200b\u200c\u200d\u2060\ufeff") | {
    chr(code) for code in range(0xFE00, 0xFE10)
}


def _visible(character: str) -> str:
    """One character as people may safely see it: itself, a picture of it, its number, nothing."""
    code = ord(character)
    if code < 0x20:
        return chr(_PICTURES + code)
    if code == _DELETE:
        return "␡"
    if character in _DROPPED:
        return ""
    category = unicodedata.category(character)
    if category == "Cs":
        return "\ufffd"
    if category in ("Cc", "Cf"):
        return f"<U+{code:04X}>"
    return character


def plain(text: object) -> str:
    """Text with its lines kept and every character that could steer a terminal made visible.

    An escape sequence reads as `␛[31m`; marks that turn the direction of writing read as their
    number, `<U+202E>`; tabs are spaces.
    """
    words = str(text)
    if words.isascii() and words.isprintable():
        return words
    words = words.replace("\r\n", "\n").replace("\t", " ")
    return "".join(
        "\n" if character in _LINE_BREAKS else _visible(character) for character in words
    )


def one_line(text: object) -> str:
    """The same on one line, with white space folded."""
    words = str(text)
    if words.isascii() and words.isprintable() and "  " not in words:
        return words.strip()
    return " ".join(plain(words).split())


def fit(text: str, width: int) -> str:
    """Exactly `width` cells of one line: filled with spaces, or cut and ended with `…`."""
    if width <= 0:
        return ""
    if text.isascii():
        return text.ljust(width) if len(text) <= width else f"{text[: width - 1]}…"
    used = cell_len(text)
    if used <= width:
        return text + " " * (width - used)
    kept = _head(text, width - 1)
    return f"{kept}…" + " " * (width - 1 - cell_len(kept))


def fold(text: str, width: int) -> list[str]:
    """Lines of at most `width` cells, broken between words, or inside one that is too long.

    Never empty: no text is one empty line. Line breaks of the text stay.
    """
    width = max(width, 2)  # a wide character needs two cells
    return [line for paragraph in text.split("\n") for line in _fold_paragraph(paragraph, width)]


def _fold_paragraph(paragraph: str, width: int) -> list[str]:
    cells = len if paragraph.isascii() else cell_len
    if cells(paragraph) <= width:
        return [paragraph]
    indent = " " * (2 if paragraph.startswith("- ") and width > 12 else 0)
    lines: list[str] = []
    line = ""
    for word in paragraph.split():
        if line.strip() and cells(line) + 1 + cells(word) > width:
            lines.append(line)
            line = indent
        line = f"{line} {word}" if line.strip() else line + word
        while cells(line) > width:
            kept = _head(line, width)
            lines.append(kept)
            line = indent + line[len(kept) :]
    if line.strip() or not lines:
        lines.append(line)
    return lines


def _head(text: str, width: int) -> str:
    """As much of the text as `width` cells hold."""
    if text.isascii():
        return text[:width]
    used = 0
    for position, character in enumerate(text):
        used += get_character_cell_size(character)
        if used > width:
            return text[:position]
    return text
