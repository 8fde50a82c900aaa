"""What a filter lets through of very many recommendations, known in part or as a whole."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from auditrack.model.change import Records
from auditrack.views.facts import Facts
from auditrack.views.paged_rows import JUDGED, PagedRows
from auditrack.views.row_filter import RowFilter
from auditrack.views.rows import Row, RowList
from auditrack.views.sparse import PagingRecords

T = TypeVar("T")


class PagedList:
    """The references that a filter lets through, in order; rows are read for who looks at them.

    As long as the whole is not known, `refs` are the first of them.
    """

    def __init__(
        self,
        rows: PagedRows,
        chosen: RowFilter,
        refs: Sequence[str] = (),
        is_known: bool = False,
        counted: int = 0,
        note: str = "still counting",
        read: Callable[[int], None] = lambda _: None,
    ) -> None:
        """A list as far as it is known.

        Args:
            rows: the recommendations.
            chosen: the filter.
            refs: those known, in order.
            is_known: whether they are all.
            counted: how many are known to pass, in whatever place.
            note: what goes on, where they are not all.
            read: told how many rows were read of all that are told of; may raise to stop.
        """
        self.pages = rows
        self.chosen = chosen
        self.refs = tuple(refs)
        self.is_known = is_known
        self._counted = max(counted, len(self.refs))
        self._note = note
        self._read = read

    def __len__(self) -> int:
        return len(self.refs)

    def over(self, pages: PagedRows) -> "PagedList":
        """The same references over a later state: its rows are told anew until it is looked for."""
        pages.total = self.pages.total if pages.total is None else pages.total
        return PagedList(pages, self.chosen, self.refs, self.is_known, self._counted, self._note)

    @property
    def facts(self) -> Facts:
        """The facts of the state; what takes all records is read when it is asked for."""
        return self.pages.facts

    def row(self, ref: str) -> Row | None:
        """A row, if it was read."""
        return self.pages.at_hand(ref)

    def rows(self) -> Iterator[Row]:
        """Every row that is shown, in order, none of them kept."""
        for at in range(0, len(self.refs), JUDGED):
            yield from self.pages.rows(self.refs[at : at + JUDGED])

    def each(self, tell: Callable[[Row], T]) -> dict[str, T]:
        """What is to be told of every row, by reference; each is read, told of and let go."""
        told: dict[str, T] = {}
        for at in range(0, len(self.refs), JUDGED):
            self._read(at)
            told |= {row.ref: tell(row) for row in self.pages.rows(self.refs[at : at + JUDGED])}
        return told

    def describe(self) -> str:
        """What is shown, in words with its count; where that is not known yet, the least."""
        if not self.is_known:
            noun = "recommendation" if self._counted == 1 else "recommendations"
            said = "" if self.chosen.is_empty else f": {self.chosen.describe()}"
            if not self._counted:
                return f"None found yet{said}, still looking"
            return f"At least {self._counted:,} {noun}{said}, {self._note}"
        total = len(self) if self.chosen.is_empty else self.pages.total
        noun = "recommendation" if (total or len(self)) == 1 else "recommendations"
        if self.chosen.is_empty:
            return f"{len(self):,} {noun}"
        of = f" of {total:,}" if total is not None else ""
        return f"{len(self):,}{of} {noun}: {self.chosen.describe()}"


def row_list(
    records: Records, today: date, typed: str, of_total: bool = True
) -> "RowList | PagedList":
    """What a typed filter lets through, all of it known; read in pages where the store pages.

    Args:
        records: the state.
        today: the day to judge it by.
        typed: the filter.
        of_total: whether it shall say of how many, for which all are looked at.
    """
    chosen = RowFilter.parse(typed)
    if chosen.is_empty or not isinstance(records, PagingRecords):
        return RowList(records, today, chosen)
    pages = PagedRows(records, today)
    if of_total:
        pages.find(RowFilter())  # it keeps the count
    return PagedList(pages, chosen, pages.find(chosen), is_known=True)
