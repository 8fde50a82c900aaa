"""The look of the import's screen: two lists, of which one follows the other, and what is said."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget

from auditrack.tui.plain import one_line
from auditrack.tui.reviewing import ReviewFrame
from auditrack.tui.session import Session
from auditrack.tui.widgets.panes import ItemsPane, Pane, SourcePane
from auditrack.tui.widgets.passage_rows import PassageRows
from auditrack.tui.widgets.told_below import ToldBelow
from auditrack.tui.widgets.words import Words

if TYPE_CHECKING:  # loaded when a document is
    from auditrack.intake.working import Entry
    from auditrack.model.proposal import Passage
    from auditrack.views.bodies_asked import Matched

NONE_OPEN = "No document is open: o opens one."
_OF_ITEMS = frozenset({"accept", "reject", "asked-of"})
_OF_SOURCE = frozenset({"each-one", "whole-one", "outcome"})


class PanesFrame(ReviewFrame):
    """Two lists, of which one follows the other, and below them all there is to know."""

    HORIZONTAL_BREAKPOINTS = [(0, "-one"), (70, "-two")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-tall"), (34, "-high")]  # noqa: RUF012
    DEFAULT_CSS = """
    PanesFrame > #described { padding: 0 1; text-style: bold; }
    PanesFrame > #notes { padding: 0 1; color: $warning; max-height: 1; }
    PanesFrame.-high > #notes { max-height: 3; }
    PanesFrame.-short > #notes { display: none; }
    PanesFrame.-short > #described { height: 1; }
    PanesFrame > #sides { height: 1fr; }
    PanesFrame #rows { border-left: solid $panel; }
    PanesFrame.-one #rows { border: none; }
    PanesFrame.-one #source { display: none; }
    PanesFrame.-one.-at-source #source { display: block; }
    PanesFrame.-one.-at-source #rows { display: none; }
    PanesFrame.-high > #item { height: 12; }
    PanesFrame.-short > #item { height: 3; }
    """

    def __init__(self, session: Session, file: str = "") -> None:
        super().__init__(session, file)
        self.begun_at: int | None = None
        """Where a selection began, in the list that has the keys."""
        self._known: dict[tuple[int, tuple[str, ...]], Sequence[Matched]] = {}

    def body(self) -> Iterable[Widget]:
        """How much is taken, the document and the items, the item under the cursor in full."""
        from auditrack.tui.widgets.proposal_rows import ProposalRows

        self._passages = PassageRows(())
        self.items = ProposalRows()
        yield Words(Content(NONE_OPEN), id="described")
        yield Words(Content(), id="notes")
        yield Horizontal(
            SourcePane(self._passages, id="source"), ItemsPane(self.items, id="rows"), id="sides"
        )
        yield ToldBelow(id="item")

    def on_mount(self) -> None:
        """The keys go to the proposals."""
        self.rows.focus()

    def leave_out(self) -> frozenset[str]:
        """What the list that has the keys does not need."""
        return super().leave_out() | (_OF_ITEMS if self.at_source else _OF_SOURCE)

    def called(self) -> str:
        """The name of this place."""
        title = self.found.review.title if self.found is not None else None
        return f"Take in {title}" if title else "Take in a review"

    def renew(self) -> None:
        """What was made of the document stays; whether it was taken in may have changed."""
        self.show_working()

    # What is shown

    @property
    def source(self) -> SourcePane:
        """The document."""
        return self.query_one("#source", SourcePane)

    @property
    def rows(self) -> ItemsPane:
        """The proposals."""
        return self.query_one("#rows", ItemsPane)

    @property
    def at_source(self) -> bool:
        """Whether the keys go to the document."""
        return self.has_class("-at-source")

    @property
    def side(self) -> Pane:
        """The list that has the keys."""
        return self.source if self.at_source else self.rows

    @property
    def passages(self) -> "Sequence[Passage]":
        """The passages of the document."""
        return self._passages.passages

    def tell(self, sentence: str) -> None:
        """Say in the line at the top what is going on."""
        self.query_one("#described", Words).show(Content(one_line(sentence)))

    def place_looked_at(self) -> int:
        """Where the cursor is among the items."""
        return self.rows.cursor

    def show_working(self) -> None:
        """Show the working as it is, the cursor on the item that it was on."""
        if not self.stands:
            return
        working = self.working
        entries = working.entries if working is not None else ()
        passages = working.proposals.passages if working is not None else ()
        if passages is not self._passages.passages:
            self._passages = PassageRows(passages)
            self.source.show(self._passages)
        at = next((n for n, one in enumerate(entries) if one.key == self.key), self.rows.cursor)
        self.items.entries = entries
        self.rows.show(self.items, at)
        self._passages.gave = {place for one in entries for place in one.item.passages}
        if working is not None:
            self.tell(self.described())
        self._show_notes()
        self.follow()
        self.show_frame()

    def _show_notes(self) -> None:
        from auditrack.tui.item_words import words_of_notes

        room, width = (3 if self.has_class("-high") else 1), max(self.size.width - 2, 10)
        self.query_one("#notes", Words).show(Content(words_of_notes(self.notes(), room, width)))

    def on_resize(self) -> None:
        """Fit the notes to the new size."""
        super().on_resize()
        self.call_after_refresh(self._laid_out)

    def _laid_out(self) -> None:
        if self.stands:
            self._show_notes()
            self.follow()

    def show_hints(self) -> None:
        """More hints were found."""
        self._tell_item(stay=True)

    @property
    def entry(self) -> "Entry | None":
        """The item that is looked at."""
        entries = self.items.entries
        return entries[self.rows.cursor] if self.rows.cursor < len(entries) else None

    def follow(self) -> None:
        """Bring the other list to what the cursor is on, mark it there, and tell of it."""
        if self.working is None or not self.stands:
            self.query_one("#item", ToldBelow).tell("")
            return
        source, rows = self.source, self.rows
        before = {*self._passages.lit, *self._passages.selected}
        items = {*self.items.lit, *self.items.selected}
        self.items.lit = self.items.selected = ()
        self._passages.selected = ()
        if self.at_source:
            gave = self.working.reading(source.cursor)
            self.items.lit = gave
            rows.lead_to(gave[:1])
            self._passages.selected = self.chosen if self.begun_at is not None else ()
        elif self.begun_at is not None:
            self.items.selected = self.chosen
        entry = self.entry
        self.key = entry.key if entry is not None else None
        self._passages.lit = entry.item.passages if entry is not None else ()
        if not self.at_source:
            source.lead_to(self._passages.lit)
        source.refresh_rows({*before, *self._passages.lit, *self._passages.selected})
        rows.refresh_rows({*items, *self.items.lit, *self.items.selected})
        self._tell_item()

    def _tell_item(self, stay: bool = False) -> None:
        from auditrack.tui.item_words import words_of_item, words_of_passages

        entry, working = self.entry, self.working
        said = ""
        if working is not None and self.at_source and not self.items.lit:
            passages = working.proposals.passages
            chosen = [passages[place] for place in self.chosen if place < len(passages)]
            said = words_of_passages(chosen) if chosen else ""
        elif entry is not None:
            hints, themes = self.hint_of(entry), self.names_of_themes(entry)
            checked = self.told_of_words(entry)
            said = words_of_item(entry, self._asked(entry), hints, themes, checked)
        self.query_one("#item", ToldBelow).tell(said, stay)

    def told_of_words(self, entry: "Entry") -> str:
        """What a check said of the words of an item; "" where there was none."""
        return ""

    def _asked(self, entry: "Entry") -> "Sequence[Matched]":
        """Whom an item asks, beside the agencies on record; looked up once while they stand."""
        from auditrack.views.bodies_asked import matched, named

        records, names = self.session.records, tuple(named(entry.item))
        if (records.head.number, names) not in self._known:
            self._known[records.head.number, names] = matched(records, names)
        return self._known[records.head.number, names]

    # Going about

    def on_source_pane_moved(self) -> None:
        """The cursor went to another passage."""
        self.follow()

    def on_items_pane_moved(self) -> None:
        """The cursor went to another item."""
        self.follow()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The keys went to the other list: a selection belongs to one."""
        self.set_class(event.widget.id == "source", "-at-source")
        self.begun_at = None
        self.follow()
        self.show_frame()

    def action_other(self) -> None:
        """To the other list."""
        self.action_side("rows" if self.at_source else "source")

    def action_side(self, side: str) -> None:
        """To one of the two lists."""
        self.set_class(side == "source", "-at-source")
        pane = self.query_one(f"#{side}", Pane)
        if pane.display:
            self.set_focus(pane)
        else:  # there is room for one only, and it comes into sight first
            self.call_after_refresh(self.set_focus, pane)

    async def step_out(self) -> bool:
        """Escape lets go of a selection, goes back to the items, then stops reading or leaves."""
        if self.begun_at is not None:
            self.begun_at = None
            self.follow()
            return True
        if self.at_source:
            self.action_side("rows")
            return True
        return await super().step_out()

    @property
    def chosen(self) -> range:
        """The places selected in the list that has the keys; the one under the cursor at least."""
        here = self.side.cursor
        start = here if self.begun_at is None else self.begun_at
        return range(min(start, here), max(start, here) + 1)

    def action_select(self) -> None:
        """Begin a selection here, or let go of it."""
        self.begun_at = self.side.cursor if self.begun_at is None else None
        self.follow()

    def action_extend(self, step: int) -> None:
        """Select one more."""
        if self.begun_at is None:
            self.begun_at = self.side.cursor
        self.side.move_to(self.side.cursor + step)
