"""What the cases of an audit tell: how many met it, out of which, and how sure that makes one.

A margin is given for random draws alone: it says how far a draw may miss the whole it was drawn
from, and cases that somebody picked were drawn from nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor, sqrt

from auditrack.model.words import CHOSEN

Z = 1.959963984540054
"""The two-sided 95% point of the normal distribution."""

_SAYS = {
    "all": ("all", "all cases", "every case"),
    "random": ("random", "at random", "drawn at random", "random draw", "random sample"),
    "picked": ("picked", "chosen by the auditors", "selected by the auditors"),
}
_ENDS = ",;:("

CASE_FILES = "case files"
OBSERVED = "observed practice"
VIEWS = "views of children or adults"
OUTCOME_DATA = "outcome data"
OTHER = "any other method"

SMALLEST: Mapping[str, int] = {
    # Of four files one is a quarter: below five a single file moves the share by over 20 points.
    CASE_FILES: 5,
    # A day's work each; of two that differ nobody can say which is the odd one out.
    OBSERVED: 3,
    # Below five a person may be recognised in the figure, beside what holds for files.
    VIEWS: 5,
    # Nothing but the count is looked at: below 20 the interval about a half is over 40 points.
    OUTCOME_DATA: 20,
    OTHER: 5,
}
"""How many cases of a method are no longer few. Fewer are said, and never refused."""

_METHODS = (
    (OUTCOME_DATA, ("outcome data", "outcome measure", "measured outcome", "performance data")),
    (VIEWS, ("views of", "voice of", "heard from", "spoke with", "spoken with", "interviews with")),
    (OBSERVED, ("observed", "observation", "observing", "shadowing")),
    (CASE_FILES, ("file", "case record", "case audit", "records read")),
)


@dataclass(frozen=True, slots=True)
class Sample:
    """The cases of an audit: how many were looked at, how many met it, and how they were chosen.

    `chosen` is a code of `CHOSEN` or the board's words; `drawn` of `population` what a draw on
    record gave.
    """

    sample: int | None
    met: int | None = None
    chosen: str | None = None
    population: int | None = None
    drawn: int | None = None

    @property
    def how(self) -> str | None:
        """all, random or picked; "other" where it is said otherwise, None where nobody said."""
        how = how_chosen(self.chosen)
        drawn_all = self.drawn is not None and self.drawn == self.population == self.sample
        return "all" if how == "random" and drawn_all else how

    @property
    def margin(self) -> tuple[float, float] | None:
        """The 95% interval of the share; None where it would say what the cases cannot."""
        if self.how != "random" or self.met is None or not self.sample:
            return None
        if not 0 <= self.met <= self.sample:  # written past the rule that refuses it
            return None
        if self.drawn is not None and self.sample > self.drawn:
            return None
        return wilson(self.met, self.sample)

    def describe(self) -> str:
        """The sample in words, with a margin where one may be given; "" where there is none."""
        if self.sample is None:
            return ""
        if not self.sample:
            return "no case was looked at"
        if self.met is None:
            told = f"{_cases(self.sample, self.how)}{self._how_in_words()}"
            return f"{told}; how many met the standard is not on record"
        margin = self.margin
        if margin is None:
            return f"{self.met} of {_cases(self.sample, self.how)}{self._how_in_words()}"
        low, high = (_percent(end) for end in margin)
        share = _share(self.met, self.sample)
        return (
            f"{self.met} of {_cases(self.sample, self.how)} ({share}; with 95% confidence "
            f"between {low} and {high}){self._left_out()}"
        )

    def briefly(self) -> str:
        """The same for a column: "16 of 20, random"; "" where there is none."""
        if self.sample is None:
            return ""
        met = "?" if self.met is None else self.met
        how = self.how
        return f"{met} of {self.sample}{f', {how}' if how not in (None, 'other') else ''}"

    def few(self, method: str | None) -> str | None:
        """That the cases are few for a method, in a sentence; None where they are not, or all."""
        called = method_of(method)
        least = SMALLEST[called]
        if self.sample is None or self.sample >= least or self.how == "all":
            return None
        verb = "is" if self.sample == 1 else "are"
        said = "" if called == OTHER else f" for {called}"
        return (
            f"{_cases(self.sample, None)} {verb} few{said}: below {least}, one case more or less "
            "changes the answer."
        )

    def _how_in_words(self) -> str:
        how = self.how
        if how == "all":
            return ""
        if how == "picked":
            return ", chosen by the auditors; no margin given"
        if how == "random":
            if self.drawn is not None and (self.sample or 0) > self.drawn:
                return f", more than the {self.drawn} that were drawn; no margin given"
            return f", drawn at random{self._left_out()}"
        if how == "other":
            return f", chosen so: “{self.chosen}”; no margin given"
        return "; how they were chosen is not on record"

    def _left_out(self) -> str:
        missing = (self.drawn or 0) - (self.sample or 0)
        return f"; {missing} of the {self.drawn} drawn not looked at" if missing > 0 else ""


def how_chosen(chosen: str | None) -> str | None:
    """How cases were chosen: all, random or picked; "other" for other words, None for none.

    Words count only as far as their first comma, colon, semicolon or bracket, and only where they
    say nothing else: "Random, from all plans" is random, "Random ones that managers liked" other.
    """
    if not chosen:
        return None
    begins = chosen
    for end in _ENDS:
        begins = begins.split(end)[0]
    # Whoever begins with "picked" claims no more than was done.
    picked = begins.casefold().strip().startswith("picked ")
    return chosen_code(begins) or ("picked" if picked else "other")


def chosen_code(chosen: str) -> str | None:
    """The code of `CHOSEN` that words say and nothing else; None where they say more."""
    told = " ".join(chosen.casefold().split()).rstrip(".")
    return next(
        (code for code, words in _SAYS.items() if told == CHOSEN[code] or told in words), None
    )


def method_of(method: str | None) -> str:
    """Which of `SMALLEST` a method is, by its words; `OTHER` where they tell none."""
    told = " ".join((method or "").casefold().split())
    for called, words in _METHODS:
        if any(word in told for word in words):
            return called
    return OTHER


def wilson(met: int, of: int) -> tuple[float, float]:
    """The Wilson score interval at 95% for a share, without correction for continuity.

    For a draw from a small whole it is wider than it need be, never narrower.

    Args:
        met: how many met it.
        of: out of how many, at least 1.

    Returns:
        The lowest and the highest share that fit what was found, 0 to 1.

    Raises:
        ValueError: the numbers do not go together.

    Source: E. B. Wilson, 1927; the method that R. G. Newcombe, 1998 (Statistics in Medicine 17,
    857 to 872), numbers 3.
    """
    if not 0 <= met <= of or not of:
        raise ValueError(f"{met} of {of} is no share")
    share = met / of
    weight = Z * Z / of
    middle = (share + weight / 2) / (1 + weight)
    half = Z / (1 + weight) * sqrt(share * (1 - share) / of + weight / (4 * of))
    # At the ends the bound is the end itself; rounding must not move it past the share.
    low = 0.0 if met == 0 else min(max(middle - half, 0.0), share)
    high = 1.0 if met == of else max(min(middle + half, 1.0), share)
    return low, high


def _cases(number: int, how: str | None) -> str:
    every = "all " if how == "all" and number > 1 else ""
    return f"{every}{number} {'case' if number == 1 else 'cases'}"


def _percent(share: float) -> str:
    return f"{floor(share * 100 + 0.5)}%"


def _share(met: int, of: int) -> str:
    """A share in whole per cent; what is not all of it, or not nothing, never reads as that."""
    whole = (200 * met + of) // (2 * of)
    if whole == 100 and met < of:
        return "over 99%"
    return "under 1%" if not whole and met else f"{whole}%"
