"""Numbers as people write them: in digits, and in words to ninety-nine."""

from typing import Final

_SMALL: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()

NUMBER: Final = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,6}"
    rf"|(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_SMALL[1:10])}))?|{'|'.join(reversed(_SMALL))})"
)
"""A whole number in digits or words; the pattern is for `re.IGNORECASE`."""

_VALUES: Final = {
    **{word: value for value, word in enumerate(_SMALL)},
    **{word: 10 * value for value, word in enumerate(_TENS, 2)},
}


def value_of(said: str) -> int:
    """What a match of `NUMBER` says."""
    if said[0].isdigit():
        return int(said.replace(",", ""))
    return sum(_VALUES[word] for word in said.lower().replace("-", " ").split())
