"""The terms of a text that nearness is measured by: its words without endings and stop words."""

import re
from functools import lru_cache
from itertools import chain

_WORD = re.compile(r"[a-z]+")
_SHORTEST = 3
_STOP = frozenset(
    "a about all also an and any are as at be been being both by can could do does each ensure "
    "ensures for from had has have how if in into is it its made make may more must need needs no "
    "not of on one or other others our out recommendation recommended recommends review reviews "
    "s shall should so such take than that the their them then there these they this those "
    "through to up use was were what when where which who will with within work would".split()
)
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ied", "ed", "es", "s", "ly")
_STEM = 4
"""The fewest letters that stay when an ending is cut."""


@lru_cache(maxsize=20_000)
def term(word: str) -> str:
    """The term of a word in small letters; nothing for a stop word or a very short one."""
    if len(word) < _SHORTEST or word in _STOP:
        return ""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word[: -len(ending)]
    return word


def worded(text: str) -> dict[str, str]:
    """The terms of a text, each with the word that it was first printed as, in small letters."""
    found: dict[str, str] = {}
    for word in _WORD.findall(text.lower()):
        found.setdefault(term(word), word)
    found.pop("", None)
    return found


class Terms(dict[str, tuple[str, ...]]):
    """The terms of what stands between white space, worked out once: for thousands of texts."""

    def __missing__(self, between: str) -> tuple[str, ...]:
        found = self[between] = tuple(worded(between))
        return found

    def of(self, text: str) -> frozenset[str]:
        """The terms of a text, each once."""
        return frozenset(chain.from_iterable(map(self.__getitem__, text.lower().split())))
