"""What may stand on a wall: no text of reviews that are not published, no subjects, no holders."""

import re
import string
from collections.abc import Iterable
from functools import cached_property

from auditrack.model.change import Records
from auditrack.views.embargo import is_embargoed
from auditrack.views.meetings import touched_by

HELD_BACK = "held back: not published"
NAME = "[name held back]"
REVIEW = "[a review that is not published]"

_WORD = re.compile(r"[^\W_][\w/.’'-]*")
_MARKS = string.punctuation + "’‘“”–—…·"
_APART = str.maketrans(dict.fromkeys(_MARKS, " "))
_REFS_APART = str.maketrans(dict.fromkeys(_MARKS.replace("-", "").replace("_", ""), " "))
_LEAST = 3
_NO_NAMES = frozenset(
    "adult adults agency baby board brother carer case child children council daughter dr "
    "father family grandmother grandfather head home household infant lead man manager miss "
    "mother mr mrs ms parent parents partner person police practice prof review school sibling "
    "sister son stepfather subject teenager the their uncle victim woman young".split()
)
"""Words that stand in a pseudonym or beside a name and tell nobody who it is."""


class Wall:
    """Tells what of a record may be read from a wall; looks each review and text up once."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._said: dict[str, str] = {}

    @cached_property
    def embargoed(self) -> frozenset[str]:
        """The reviews that may not be spoken of outside yet."""
        reviews = (str(one["ref"]) for one in self._records.select("reviews"))
        return frozenset(ref for ref in reviews if is_embargoed(self._records, ref))

    @cached_property
    def _titles(self) -> tuple[str, ...]:
        documents = (self._records.get("reviews", ref) or {} for ref in self.embargoed)
        titles = (str(one.get(name) or "") for one in documents for name in ("title", "case_id"))
        return tuple(sorted({one for one in titles if len(one) >= _LEAST}, key=len, reverse=True))

    @cached_property
    def _watched(self) -> tuple[tuple[str, str], ...]:
        """The names on watch-lists, withdrawn or not, and whose each is."""
        return tuple(
            (str(one.get("name") or ""), str(one.get("whose") or ""))
            for one in self._records.select("watch_names")
        )

    @cached_property
    def _places(self) -> re.Pattern[str] | None:
        """The names of places on watch-lists: as a whole, for their words stand everywhere."""
        names = {name for name, whose in self._watched if whose == "place" and len(name) >= _LEAST}
        longest = sorted(names, key=lambda name: (-len(name), name))
        return re.compile("|".join(map(re.escape, longest)), re.IGNORECASE) if longest else None

    @cached_property
    def _names(self) -> frozenset[str]:
        """The words of every subject's and holder's name, in lower case, and their parts."""
        records = self._records
        said: list[str] = []
        for table, field in (
            ("reviews", "subjects"),
            ("windows", "subject"),
            ("mentions", "subject"),
            ("leads", "holder"),
        ):
            for document in records.select(table):
                value = document.get(field)
                said += map(str, value) if isinstance(value, (list, tuple)) else [str(value or "")]
        said += [name for name, whose in self._watched if whose != "place"]
        words = (part for text in said for part in text.casefold().translate(_APART).split())
        return frozenset(one for one in words if len(one) >= _LEAST and one not in _NO_NAMES)

    def holds_back(self, ref: str | None) -> bool:
        """Whether a record belongs to a review that is not published."""
        if not ref or not self.embargoed:
            return False
        return not self.embargoed.isdisjoint(touched_by(self._records, ref))

    def safe(self, text: str) -> str:
        """A text without names and without reviews that are not published."""
        known = self._said.get(text)
        if known is None:
            known = self._said[text] = self._without_names(text)
        return known

    def _without_names(self, text: str) -> str:
        for title in self._titles:
            if title in text:
                text = text.replace(title, REVIEW)
        if self._places is not None:
            text = self._places.sub(NAME, text)
        folded = text.casefold()
        if self._names.isdisjoint(folded.translate(_APART).split()) and self.embargoed.isdisjoint(
            folded.translate(_REFS_APART).split()
        ):
            return text
        return _WORD.sub(self._word, text)

    def each_safe(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Several texts as `safe`."""
        return tuple(self.safe(text) for text in texts)

    def _word(self, match: re.Match[str]) -> str:
        word = match[0]
        bare = word.rstrip(".'’-/")
        rest = word[len(bare) :]
        if not self.embargoed.isdisjoint(bare.casefold().translate(_REFS_APART).split()):
            return REVIEW + rest
        parts = bare.translate(_APART).split()
        if any(part[:1].isupper() and part.casefold() in self._names for part in parts):
            return NAME + rest
        return word
