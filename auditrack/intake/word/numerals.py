"""Numbers as Word prints them: decimal, letters, Roman, ordinal, in words."""

from collections.abc import Callable, Mapping
from typing import Final

from auditrack.intake.blocks import NumberStyle

_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN: Final = 3999
_MOST_LETTERS: Final = 780
_UNITS: Final = (
    "Zero One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen "
    "Fifteen Sixteen Seventeen Eighteen Nineteen"
).split()
_TENS: Final = "Twenty Thirty Forty Fifty Sixty Seventy Eighty Ninety".split()
_FIRST: Final = {
    "One": "First", "Two": "Second", "Three": "Third", "Five": "Fifth", "Eight": "Eighth",
    "Nine": "Ninth", "Twelve": "Twelfth",
}  # fmt: skip


def numeral(value: int, form: str) -> str:
    """A number in the form that `w:numFmt` names; an unknown form is decimal."""
    return _FORMS.get(form, str)(value)


def style_of(form: str) -> NumberStyle | None:
    """The style of a printed number in a form, None for plain digits."""
    if form in ("lowerLetter", "upperLetter"):
        return "letter"
    return "roman" if form in ("lowerRoman", "upperRoman") else None


def _letters(value: int) -> str:
    """Letters from a to z, then from aa to zz, as Word goes on."""
    if not 1 <= value <= _MOST_LETTERS:
        return str(value)
    turn, place = divmod(value - 1, 26)
    return chr(ord("a") + place) * (turn + 1)


def _roman(value: int) -> str:
    if not 1 <= value <= _MOST_ROMAN:
        return str(value)
    printed = ""
    for worth, letters in _ROMAN:
        count, value = divmod(value, worth)
        printed += letters * count
    return printed


def _ordinal(value: int) -> str:
    teens = 10 <= value % 100 <= 20
    return f"{value}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"


def _cardinal(value: int) -> str:
    if 0 <= value < 20:
        return _UNITS[value]
    if value >= 100 or value < 0:
        return str(value)
    tens, unit = divmod(value, 10)
    return _TENS[tens - 2] + (f"-{_UNITS[unit].lower()}" if unit else "")


def _ordinal_word(value: int) -> str:
    head, dash, last = _cardinal(value).rpartition("-")
    if last.isdigit():
        return _ordinal(value)
    first = _FIRST.get(last.capitalize())
    if first is None:
        first = f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th"
    return f"{head}{dash}{first.lower() if head else first}"


_FORMS: Final[Mapping[str, Callable[[int], str]]] = {
    "lowerLetter": _letters,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "decimalZero": lambda value: f"{value:02}",
    "ordinal": _ordinal,
    "cardinalText": _cardinal,
    "ordinalText": _ordinal_word,
    "decimalEnclosedParen": lambda value: f"({value})",
    "decimalEnclosedFullstop": lambda value: f"{value}.",
    "numberInDash": lambda value: f"- {value} -",
    "none": lambda value: "",
}
