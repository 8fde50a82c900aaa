"""The list of recommendations of a store that pages: what is looked at is read, and no more.

The rows, their filter and their order are those of `rows`: the same code judges every row.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from typing import Any

from auditrack.model.change import Head
from auditrack.register.filters import where
from auditrack.views.asks import Ask
from auditrack.views.facts import Facts
from auditrack.views.fit import problem_of
from auditrack.views.narrow_facts import Common, NarrowFacts
from auditrack.views.row_filter import RowFilter
from auditrack.views.row_names import names_of_one
from auditrack.views.row_pushing import sought
from auditrack.views.rows import Row, place_of, published_of
from auditrack.views.sparse import PagingRecords, Sparse
from auditrack.views.sparse_gathering import gather_names

Document = Mapping[str, Any]

FIRST = 40
"""So many rows fill a screen."""

PAGE = 5_000
"""Records that are looked at together, where what they say themselves is enough."""

JUDGED = 1_000
"""Recommendations that are judged together, with everything that hangs on them."""

AT_HAND = 600
"""Rows that are kept for painting."""

_FIRST_REVIEWS = (2, 8)
_OWN = frozenset(("agency", "review"))


class PagedRows:
    """Every recommendation of one state, as at a day, none of them read before it is wanted."""

    def __init__(self, records: PagingRecords, today: date) -> None:
        self._live = records
        self._head = records.head
        self._common = Common(records, today)
        self.facts = self._common.facts
        self._at_hand: dict[str, Row] = {}
        self.total: int | None = None

    @property
    def head(self) -> Head:
        """The entry that all of it stands at."""
        return self._head

    @property
    def whole(self) -> Facts:
        """The facts of all: every table is read for them."""
        return self._common.whole

    @cached_property
    def _published(self) -> Mapping[str, int]:
        return published_of(self.facts)

    @cached_property
    def _reviews(self) -> tuple[str, ...]:
        """Those that were published, in the order of the list."""
        dated = [ref for ref, day in self._published.items() if day]
        return tuple(sorted(dated, key=lambda ref: (self._published[ref], ref)))

    def place(self, document: Document) -> tuple[Any, ...]:
        """Where a recommendation stands in the list; of what is printed alike, as entered."""
        return *place_of(document, self._published), document.doc_id  # type: ignore[attr-defined]

    # Rows

    def at_hand(self, ref: str) -> Row | None:
        """A row that was read, for whoever paints and must not wait."""
        return self._at_hand.get(ref)

    def read(
        self, refs: Iterable[str], look: Callable[[Row], object] = lambda _: None
    ) -> list[Row]:
        """Rows with all that hangs on them, in few questions, and keep them at hand.

        Args:
            refs: their references.
            look: looks at what will be painted of each, so that painting works nothing out.
        """
        known = [ref for ref in refs if ref not in self._at_hand]
        rows = self.rows(known) if known else []
        for row in rows:
            look(row)
        if len(self._at_hand) + len(rows) > AT_HAND:
            self._at_hand = {}
        self._at_hand |= {row.ref: row for row in rows}
        return rows

    def rows(self, refs: Sequence[str]) -> list[Row]:
        """Rows with all that hangs on them, for now."""
        own = self._apart()
        own.fetch("recommendations", refs)
        records = self._sparse(own)
        facts = self._page(records)
        found = (records.get("recommendations", ref) for ref in refs)
        documents = [document for document in found if document is not None]
        facts.look_at(documents)
        return self._rows(facts, documents)

    def _apart(self) -> PagingRecords:
        return self._live.at(self._head).apart()

    def _sparse(self, own: PagingRecords) -> Sparse:
        return Sparse(self._live, own, self._head)

    def _page(self, records: Sparse) -> NarrowFacts:
        return NarrowFacts(self._common, records)

    def _rows(self, facts: Facts, documents: Iterable[Document]) -> list[Row]:
        names = partial(names_of_one, facts)
        return [Row(Ask(facts, document), names) for document in documents]

    # What a filter lets through

    def begin(self, chosen: RowFilter) -> list[str]:
        """The first that a filter lets through, in order.

        However many there are, no more than the latest few reviews are looked at.
        """
        refs: list[str] = []
        at = 0
        for many in _FIRST_REVIEWS:
            reviews = self._reviews[at : at + many]
            at += many
            if reviews:
                wanted = where("review").one_of(reviews)
                found = self._live.at(self._head).found("recommendations", wanted)
                passed = self._passed(chosen, found)
                refs += [ref for _, ref in sorted(passed)]
            if len(refs) >= FIRST:
                break
        return refs

    def find(
        self, chosen: RowFilter, seen: Callable[[int, int], None] = lambda looked, found: None
    ) -> tuple[str, ...]:
        """All that a filter lets through, in order.

        Args:
            chosen: the filter.
            seen: told after each page how many were looked at and how many passed; may raise.
        """
        found: dict[str, tuple[Any, ...]] = {}
        looked = 0
        for documents in self._candidates(chosen):
            found |= {ref: place for place, ref in self._passed(chosen, documents)}
            looked += len(documents)
            seen(looked, len(found))
        refs = tuple(sorted(found, key=found.__getitem__))
        if chosen.is_empty:
            self.total = len(refs)
        return refs

    def _candidates(self, chosen: RowFilter) -> Iterator[Sequence[Document]]:
        live = self._live.at(self._head)
        among = sought(chosen, self.facts, live)
        size = JUDGED if _takes_all(chosen) else PAGE
        if not among.by_refs:
            after = -1
            while True:
                page = live.found("recommendations", among.filter, size, after)
                if page:
                    yield page
                if len(page) < size:
                    break
                after = page[-1].doc_id  # type: ignore[attr-defined]
        for at in range(0, len(among.refs), size):
            own = self._apart()
            wanted = among.refs[at : at + size]
            own.fetch("recommendations", wanted)
            several = (own.get("recommendations", ref) for ref in wanted)
            yield [one for one in several if one is not None]

    def _passed(
        self, chosen: RowFilter, documents: Sequence[Document]
    ) -> list[tuple[tuple[Any, ...], str]]:
        """Those that count and that the filter lets through, each with its place."""
        records = self._sparse(self._apart())
        facts = self._page(records)
        counted = [
            one for one in documents if not problem_of("recommendations", one) and facts.counts(one)
        ]
        rows = self._rows(facts, counted)
        if not chosen.is_empty:
            if _takes_all(chosen):
                facts.look_at([row.ask.document for row in rows])
            else:
                gather_names(records, _unsure(chosen, rows))
            rows = [row for row in rows if chosen.lets_through(row)]
        return [(self.place(row.ask.document), row.ref) for row in rows]


def _takes_all(chosen: RowFilter) -> bool:
    """Whether a row must be judged with all that hangs on it to know whether it passes."""
    return (
        bool(chosen.states)
        or any(name not in _OWN and name != "theme" for name, _ in chosen.fields)
        or any(map(_takes_all, chosen.unless))
    )


def _unsure(chosen: RowFilter, rows: Iterable[Row]) -> list[str]:
    """The rows of which the names must be known: their own words do not say that they pass."""
    by_theme = any(name == "theme" for name, _ in chosen.fields) or bool(chosen.unless)
    return [
        row.ref for row in rows if by_theme or not all(one in row.searched for one in chosen.words)
    ]
