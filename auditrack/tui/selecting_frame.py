"""A list of which several lines are selected, to do the same with all of them."""

from collections.abc import Sequence

from auditrack.tui.listing_frame import ListingFrame
from auditrack.tui.session import Session
from auditrack.tui.widgets.listing_rows import ListingRows
from auditrack.tui.widgets.virtual_list import VirtualList
from auditrack.views.listing import Item, Listing


class SelectingFrame(ListingFrame):
    """Selects lines by their record, marked `*`; Escape undoes the selection before it leaves."""

    def __init__(self, session: Session, noun: str, title: str) -> None:
        super().__init__(session, noun, title)
        self.selected: frozenset[str] = frozenset()

    def why_not_selected(self, item: Item) -> str:
        """Why a line cannot be selected, in a sentence; "" where it can."""
        return ""

    def rows_of(self, shown: Listing) -> ListingRows:
        """The rows with what is selected; what is no longer listed is not."""
        if self.listed is not None:
            self.selected &= {item.ref for item in self.listed.items}
        return ListingRows(shown, self.selected)

    def place_of(self, item: Item | None, was: int, items: Sequence[Item]) -> int:
        """Its row; where that is done with, the one that stands in its place now."""
        gone = item is not None and all(one.ref != item.ref for one in items)
        return was if gone else super().place_of(item, was, items)

    def described(self) -> str:
        """What is shown, and how many are selected."""
        many = f" · {len(self.selected):,} selected" if self.selected else ""
        return super().described() + many

    async def step_out(self) -> bool:
        """Escape undoes the filter, then the selection, before it leaves."""
        if await super().step_out():
            return True
        if not self.selected:
            return False
        self.select(frozenset())
        return True

    def select(self, refs: frozenset[str]) -> None:
        """Let these be selected, and no others."""
        self.selected = refs
        rows = self.query_one("#rows", VirtualList)
        if isinstance(rows.rows, ListingRows):
            rows.rows.selected = refs
        rows.refresh()
        self._tell()

    def action_select(self) -> None:
        """Select or deselect the line under the cursor, and go on."""
        item = self.current()
        if item is None:
            return
        if why := self.why_not_selected(item):
            self.say(why)
            return
        self.select(self.selected ^ {item.ref})
        rows = self.query_one("#rows", VirtualList)
        rows.move_to(rows.cursor + 1)

    def action_select_all(self) -> None:
        """Select all that is shown and can be."""
        items = self.shown.items if self.shown is not None else ()
        self.select(self.selected | {item.ref for item in items if not self.why_not_selected(item)})

    def action_select_none(self) -> None:
        """Select nothing."""
        self.select(frozenset())
