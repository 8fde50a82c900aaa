"""Words that a line end broke at a hyphen: put together as the document writes them elsewhere."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from auditrack.intake.pdf.lines import Line
from auditrack.intake.wrapping import leads_on

_BROKEN = re.compile(r"(?<![^\W\d_])([^\W\d_]+)-$")
_HEAD = re.compile(r"[^\W\d_]+")
_SOFT = "\u00ad"
_LONGEST = 40
_MARKS = ".,;:()“”\"'‘’?!"
# What English words begin with: letters that none begins with are the rest of one.
_ONSET = re.compile(
    r"[aeiouy]|[bcdfghjklmnpqrstvwxz][aeiouy]|[bcfgp][lr]|ch|dr|gh|gn|kn|ph|ps|qu|rh|sch?|shr?"
    r"|s[klmnpqtw]|th|tr|tw|w[hr]"
)
# The long words of table headers and cells, which narrow columns break.
_LONG = frozenset(
    "accountability accountable agencies assessment assessments assurance communication"
    " communications community completed completion constabulary dissemination evaluation"
    " evidence evidenced foundation headteacher implementation implemented improvement"
    " information intelligence measurement measures midwifery milestone milestones monitoring"
    " multi-agency organisation organisations outcome outcomes partnership performance"
    " practitioner practitioners programme progress recommendation recommendations responsibility"
    " responsible safeguarding single-agency superintendent supervision timeframe timescale"
    " timescales training".split()
)
_SMALL = frozenset({"he", "if", "it", "me", "my", "no", "so", "up", "us", "we", "do", "go", "am"})


class Hyphens:
    """Knows the words of a document; tells "recom-/mendation" from "multi-/agency"."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._words: set[str] = set()
        self._compounds: set[str] = set()
        self._within: set[str] = set()
        for line in lines:
            self._within.update(word.text.strip(_MARKS).lower() for word in line.words[1:])
            for word in line.words:
                letters = word.text.strip(_MARKS).lower()
                if "-" in letters[1:-1]:
                    self._compounds.add(letters)
                elif letters.isalpha():
                    self._words.add(letters)

    def join(self, texts: Sequence[str]) -> str:
        """The lines of one paragraph as one text."""
        pieces = list(texts[:1])
        for above, text in pairwise(texts):
            hyphen = above.endswith(("-", _SOFT)) and text[:1].islower()
            if hyphen and self._drops(above, text):
                pieces[-1] = pieces[-1].rstrip("-" + _SOFT)
            elif not hyphen or above.endswith(_SOFT) or not above[-2:-1].isalnum():
                pieces.append(" ")
            pieces.append(text)
        return "".join(pieces)

    def broken(self, line: Line, after: Line, right: float) -> bool:
        """Whether a word too long for its cell was broken without a hyphen between two lines."""
        head, tail = line.words[-1].text, _HEAD.match(after.text)
        room = (right - line.x1) / line.size
        if tail is None or not head.isalpha() or len(head) < 4 or room > 1:
            return False
        if tail[0][0].isupper() != head[-1].isupper():
            return False
        head, rest = head.lower(), tail[0].lower()
        if is_long_word(head + rest):
            return True
        if room > 0.6 or len(line.words) > 1 or head in self._within or leads_on(rest):
            return False
        if head + rest in self._within:
            return True
        if len(rest) < 3:
            return rest not in _SMALL
        return rest not in self._within and _ONSET.match(rest) is None

    def _drops(self, first: str, second: str) -> bool:
        """Whether the hyphen at the end of a line is only that of a broken word."""
        if first.endswith(_SOFT):
            return True
        broken, after = _BROKEN.search(first[-_LONGEST:]), _HEAD.match(second)
        if broken is None or after is None:
            return False
        head, tail = broken[1].lower(), after[0].lower()
        if f"{head}-{tail}" in self._compounds:
            return False
        if head + tail in self._words:
            return True
        return tail not in self._words and head not in self._words  # neither half is a word


def is_long_word(letters: str) -> bool:
    """Whether letters are one of the long words that narrow columns of a plan break."""
    return letters.lower() in _LONG
