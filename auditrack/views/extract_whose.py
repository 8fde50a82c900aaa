"""Of which reviews a record is: by what it is on, and what that is on."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from auditrack.model.change import Records
from auditrack.model.refs import table_of
from auditrack.views.extract_ways import LEADS_TO

Document = Mapping[str, Any]

_NAMED = ("recommendations", "findings", "reviews")
_NONE: frozenset[str] = frozenset()


class Whose:
    """The reviews of any record of one state."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._known: dict[tuple[str, str], frozenset[str]] = {}
        self._added: dict[str, list[str]] = {}
        for one in records.select("serves"):
            self._added.setdefault(str(one.get("record")), []).append(str(one.get("serves")))

    def of(self, table: str, document: Document) -> frozenset[str]:
        """The references of the reviews that a record is of; none where it is of no one review."""
        ref = str(document["ref"])
        key = (table, ref)
        if key not in self._known and table == "reviews":
            self._known[key] = frozenset((ref,))
        if key not in self._known:
            self._known[key] = _NONE  # whatever leads back to itself adds nothing
            found = _NONE
            for named in (*leading(table, document), *self._added.get(ref, ())):
                more = self.of_ref(named)
                # Most records are of one: they share what says so.
                found = found if more <= found else more if found <= more else found | more
            self._known[key] = found
        return self._known[key]

    def of_ref(self, ref: str) -> frozenset[str]:
        """The same of what a reference names."""
        found = self.find(ref)
        return self.of(*found) if found else _NONE

    def find(self, ref: str) -> tuple[str, Document] | None:
        """The record that a reference names, with its table."""
        for table in _NAMED:
            if (document := self._records.get(table, ref)) is not None:
                return table, document
        serial = table_of(ref)
        document = self._records.get(serial, ref) if serial else None
        return (serial, document) if serial and document is not None else None


def leading(table: str, document: Document) -> Iterator[str]:
    """The references by which a record says what it is on."""
    for name in LEADS_TO.get(table, ()):
        yield from texts(document.get(name))


def texts(value: Any) -> Iterator[str]:
    """The texts in a value: itself, or each of a list."""
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, (tuple, list)):
        for one in value:
            if isinstance(one, str) and one:
                yield one


_SERIAL = re.compile(r"(?<![\w/-])[a-z]{2,3}-\d+(?![\w-])")
ERASED = ("redacted, ", "disposed of, ")
"""How the mark begins that stands in the place of a text that was erased."""

_LEAST = 4
"""Letters of the shortest title or case that is looked for in other texts."""


class Names:
    """What a review is called: its reference, title and case, and its records' references.

    `watched` are names of its watch-list that mean nobody else: of a child, an adult or family.
    """

    def __init__(self, reviews: Iterable[Document], watched: Iterable[str] = ()) -> None:
        called = {" ".join(one.casefold().split()) for one in watched if len(one) >= _LEAST}
        refs: list[str] = []
        for review in reviews:
            refs.append(str(review["ref"]).casefold())
            title, case = (str(review.get(name) or "") for name in ("title", "case_id"))
            # "Serious case review: Child Elm" is "Child Elm" to everybody.
            for one in (title, title.partition(": ")[2], case):
                said = " ".join(one.split()).casefold()
                erased = said.startswith(ERASED)
                if len(said) >= _LEAST and not said.replace("-", "").isdigit() and not erased:
                    called.add(said)
        self.refs: set[str] = set()
        self._plain = tuple({*called, *refs})
        either = "|".join(map(re.escape, sorted(called, key=lambda one: (-len(one), one))))
        ref = "|".join(map(re.escape, sorted(refs, key=lambda one: (-len(one), one))))
        self._called = re.compile(rf"(?<!\w)(?:{either})(?!\w)") if either else None
        self._ref = re.compile(rf"(?<![\w-])(?:{ref})(?![\w-])")

    def also(self, refs: Iterable[str]) -> None:
        """References of records that name the review as much as its own does."""
        self.refs.update(refs)

    def names(self, text: str) -> bool:
        """Whether a text names the review or a record of it."""
        if text in self.refs:
            return True
        folded = " ".join(text.casefold().split())
        if any(one in folded for one in self._plain):
            if self._ref.search(folded):
                return True
            if self._called is not None and self._called.search(folded):
                return True
        if "-" not in folded:
            return False
        return any(one in self.refs for one in _SERIAL.findall(folded))

    def in_record(self, document: Document) -> bool:
        """Whether any value of a record does."""
        return any(self.names(text) for value in document.values() for text in texts(value))
