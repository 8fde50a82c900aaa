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
        stop: Callable[[], None] = lambda: None,
    ) -> None:
        """A list as far as it is known.

        Args:
            rows: the recommendations.
            chosen: the filter.
            refs: those known, in order.
            is_known: whether they are all.
            counted: how many are known to pass, in whatever place.
            stop: asked before more is read; raises to stop.
        """
        self.pages = rows
        self.chosen = chosen
        self.refs = tuple(refs)
        self.is_known = is_known
        self._counted = max(counted, len(self.refs))
        self._stop = stop

    def __len__(self) -> int:
        return len(self.refs)

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
            self._stop()
            told |= {row.ref: tell(row) for row in self.pages.rows(self.refs[at : at + JUDGED])}
        return told

    def describe(self) -> str:
        """What is shown, in words with its count; where that is not known yet, the least."""
        if not self.is_known:
            noun = "recommendation" if self._counted == 1 else "recommendations"
            said = "" if self.chosen.is_empty else f": {self.chosen.describe()}"
            if not self._counted:
                return f"None found yet{said}, still looking"
            return f"At least {self._counted:,} {noun}{said}, still counting"
        total = len(self) if self.chosen.is_empty else self.pages.total
        noun = "recommendation" if (total or len(self)) == 1 else "recommendations"
        if self.chosen.is_empty:
            return f"{len(self):,} {noun}"
        of = f" of {total:,}" if total is not None else ""
        return f"{len(self):,}{of} {noun}: {self.chosen.describe()}"


def row_list(records: Records, today: date, typed: str) -> "RowList | PagedList":
    """What a typed filter lets through, all of it known; read in pages where the store pages."""
    chosen = RowFilter.parse(typed)
    if chosen.is_empty or not isinstance(records, PagingRecords):
        return RowList(records, today, chosen)
    pages = PagedRows(records, today)
    pages.total = len(pages.find(RowFilter()))
    return PagedList(pages, chosen, pages.find(chosen), is_known=True)
