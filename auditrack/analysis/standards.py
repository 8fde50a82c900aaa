"""A standard that an audit is judged by: how many of the cases must meet it."""

import re
from dataclasses import dataclass
from fractions import Fraction

_PERCENT = re.compile(r"(\d{1,3})(?:[.](\d{1,2}))? ?(?:%|per ?cent)", re.ASCII | re.IGNORECASE)
_OF = re.compile(r"(\d{1,6}) ?(?:of|out of|in|/) ?(\d{1,6})", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Standard:
    """A share of the cases, above 0 and at most 1, and how it is said: "80%" or "8 of 10"."""

    said: str
    share: Fraction

    def __str__(self) -> str:
        return self.said

    def is_reached(self, met: int, of: int) -> bool:
        """Whether so many of so many cases reach it; exact, without rounding.

        Raises:
            ValueError: there is no case to judge by.
        """
        if not of:
            raise ValueError("no case reaches a standard and none fails it")
        return Fraction(met, of) >= self.share


def standard_of(text: str) -> Standard | None:
    """The standard that a text says, as "80%", "97.5 per cent", "8 of 10" or "8/10"; else None.

    It is kept as a short text and not as a number: eight of ten is what the board agreed, and a
    share like two of three is no decimal.
    """
    told = " ".join(text.split())
    if found := _PERCENT.fullmatch(told):
        whole, part = found[1], (found[2] or "").rstrip("0")
        share = Fraction(f"{whole}.{part or 0}") / 100
        said = f"{int(whole)}{f'.{part}' if part else ''}%"
    elif found := _OF.fullmatch(told):
        met, of = int(found[1]), int(found[2])
        if not of:
            return None
        share, said = Fraction(met, of), f"{met} of {of}"
    else:
        return None
    return Standard(said, share) if 0 < share <= 1 else None


def reaches(figure: str | None, met: int | None, of: int | None) -> bool | None:
    """Whether a result reaches a standard as it is kept; None where they cannot be compared."""
    standard = standard_of(figure or "")
    if standard is None or met is None or not of:
        return None
    return standard.is_reached(met, of)


def not_compared(
    words: str | None, figure: str | None, met: int | None, of: int | None
) -> str | None:
    """Why a result was not held against its standard, in a sentence; None where it was, or none is.

    Args:
        words: the standard in words.
        figure: the standard as a figure.
        met: how many cases met it.
        of: out of how many.
    """
    if (not words and not figure) or reaches(figure, met, of) is not None:
        return None
    if not figure or standard_of(figure) is None:
        return (
            "The standard is in words alone, so the result was not compared with it; give it as a "
            "figure too, as in 80% or 8 of 10."
        )
    return (
        f"The standard of {figure} could not be compared: how many cases met it is not on record."
    )
