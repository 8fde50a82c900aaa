"""A hit of the disclosure check: where it stands, why, what may be shown of it, how it is known."""

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from auditrack.analysis.disclosure.folding import folded
from auditrack.model.words import DISCLOSURES

_SHOWN: Final = 3
_NAMING: Final = frozenset({"watched-name", "email", "author"})
_NUMBERED: Final = frozenset({"small-count", "numbered-place"})
_JOINED: Final = frozenset({"nhs-number", "telephone", "postcode", "email", "watched-name"})
"""Kinds whose blanks and marks say nothing: the same secret however it is grouped."""

_NUMBER_WORDS: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
).split()
_COUNTED = re.compile(rf"[0-9]+|\b(?:{'|'.join(_NUMBER_WORDS)}|[A-Z])\b", re.IGNORECASE)
_BETWEEN = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Watched:
    """A name that nothing public may hold; `whose` is one of `words.WATCHED`."""

    name: str
    whose: str | None = None
    review: str | None = None


@dataclass(frozen=True)
class Hit:
    """Something in a text that may tell who a person is.

    Attributes:
        kind: one of `words.DISCLOSURES`.
        start: the first character of it in the text as given.
        end: the character after its last.
        text: what stands there. It is the secret: print `shown`.
        why: a sentence for the author.
    """

    kind: str
    start: int
    end: int
    text: str
    why: str

    @property
    def shown(self) -> str:
        """What it is and its first letters: may be printed, logged and kept."""
        return masked(self.kind, self.text)

    @property
    def fingerprint(self) -> str:
        """What tells these words again without keeping them."""
        return fingerprint(self.kind, self.text)

    def __str__(self) -> str:
        return self.shown


def fingerprint(kind: str, text: str) -> str:
    """The SHA-256, in hex, of a kind and its text without case, accents and odd characters.

    Numbers, addresses and names are the same however they are grouped or joined.
    """
    words = _BETWEEN.sub(" ", folded(text).text.casefold()).strip()
    if kind in _JOINED:
        words = words.replace(" ", "")
    said = f"{kind}\0{words}" if words else f"{kind}\0{text}"
    return sha256(said.encode("utf-8", "backslashreplace")).hexdigest()


def masked(kind: str, text: str) -> str:
    """A kind in words with so much of its text that an author can find it, never the whole."""
    words = " ".join(folded(text).text.split())
    said = DISCLOSURES.get(kind, kind)
    if kind in _NUMBERED:
        part = _COUNTED.sub("…", words)[:40]
        left = part if any(c.isalnum() for c in part) else "…"
    elif kind in ("date-of-birth", "place-age-date"):
        left = "…"
    else:
        most = 1 if kind in _NAMING else min(_SHOWN, len(words) // 3)
        left = words[: most if len(words) > 1 else 0].rstrip() + "…"
    shown = f"{said} {left}"
    if _holds(shown, text):
        shown = f"{words[:1]}…" if len(words) > 1 else "…"
    return "…" if _holds(shown, text) else shown


def _holds(shown: str, text: str) -> bool:
    secret = text.strip().casefold()
    return bool(secret) and (secret in shown.casefold() or folded(secret).text in shown.casefold())
