"""A meeting, item by item: one key for each decision, then its reason, then Enter."""

from collections.abc import Iterable

from textual import events
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget

from auditrack.tui import keys
from auditrack.tui.deciding import DecidingFrame
from auditrack.tui.item_on_table import page_of_item
from auditrack.tui.keys.meeting import DECIDE
from auditrack.tui.line_at_foot import Asked
from auditrack.tui.messages import Fill, Open, TellPresent
from auditrack.tui.plain import one_line
from auditrack.tui.session import Session
from auditrack.tui.widgets.agenda_rows import AgendaList, AgendaRows
from auditrack.tui.widgets.page_view import PageView
from auditrack.tui.widgets.words import Words
from auditrack.views.meetings import called_with_day


class ItemView(PageView, can_focus=False):
    """The item that is talked about, to be read out; the keys stay with the meeting."""


class MeetingScreen(DecidingFrame):
    """The agenda, the item that is talked about, and the keys that decide on it."""

    PLACE = keys.MEETING
    BINDINGS = keys.bindings(keys.MEETING)
    HORIZONTAL_BREAKPOINTS = [(0, "-one"), (100, "-two")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-tall"), (34, "-high")]  # noqa: RUF012
    DEFAULT_CSS = """
    MeetingScreen > #chair { padding: 0 1; max-height: 2; }
    MeetingScreen > #described { padding: 0 1; text-style: bold; max-height: 2; }
    MeetingScreen > #sides { height: 1fr; layout: vertical; }
    MeetingScreen #agenda { height: 6; border-bottom: solid $panel; }
    MeetingScreen #item { height: 1fr; }
    MeetingScreen > #asked { padding: 0 1; max-height: 5; background: $panel; }
    MeetingScreen.-high #agenda { height: 13; }
    MeetingScreen.-two > #sides { layout: horizontal; }
    MeetingScreen.-two #agenda { height: 1fr; width: 46; border: none; }
    MeetingScreen.-two #item { width: 1fr; border-left: solid $panel; }
    MeetingScreen.-short > #described { height: 1; }
    MeetingScreen.-short #agenda { height: 1; border: none; }
    MeetingScreen.-short > #asked { max-height: 2; }
    """

    def __init__(self, session: Session, meeting: str, begun: bool = False) -> None:
        super().__init__(session, meeting)
        self._begun = begun
        self._looked_at = ""
        """The record that was shown last: the log of a shared host hears of it once."""

    def body(self) -> Iterable[Widget]:
        """In whose name, how far it is, the agenda, the item, what may be decided on it."""
        yield Words(Content(self._whose()), id="chair")
        yield Words(Content("Reading the agenda..."), id="described")
        yield Container(AgendaList(AgendaRows(), id="agenda"), ItemView("", (), id="item"),
                        id="sides")  # fmt: skip
        yield Words(Content(), id="asked")

    def on_mount(self) -> None:
        """Read the agenda, and go on with the first item that nothing was decided on."""
        self.read_agenda()
        if self._begun:
            self.action_present()

    def called(self) -> str:
        """Which meeting, and in which view."""
        view = "PROJECTOR VIEW · " if self.projected else ""
        return f"{view}{self.safe(called_with_day(self.session.records, self.document))}"

    def leave_out(self) -> frozenset[str]:
        """Esc needs no place of its own in the footer: E ends, and the line says its Esc."""
        return super().leave_out() | {"back"}

    # What is shown

    def show_agenda(self) -> None:
        """Show the agenda with the item that is talked about."""
        if not self.stands:
            return
        if self.items and not self.at:
            self.at = self.next_undecided(0) or self.items[0].number
            self.take_up()
        index = self.index
        self.query_one("#agenda", AgendaList).show(
            AgendaRows(self.items, self.saving()), index or 0
        )
        self._show_item(keep_place=True)

    def _show_item(self, keep_place: bool = False) -> None:
        item, view = self.item, self.query_one("#item", ItemView)
        self.query_one("#chair", Words).show(Content(self._whose()))
        self.query_one("#described", Words).show(Content(self._described()))
        if item is not None:
            if not self.projected and item.ref != self._looked_at:
                self._looked_at = item.ref
                self.session.looked_at(item.ref)
            view.show_page(*page_of_item(item, self.behind(item)), keep_place=keep_place)
        else:
            told = "" if self.agenda is None else "Nothing on record needs a decision. + adds one."
            view.show_page(told, ())
        self.show_asked()
        self.show_frame()

    def _whose(self) -> str:
        return one_line(self.safe(self.in_whose_name()))

    def _described(self) -> str:
        if self.agenda is None:
            return "Reading the agenda..."
        items, saving = self.items, self.saving()
        done = sum(bool(one.done) for one in items)
        said = f"Item {self.at} of {len(items)}" if items else "No item"
        said += f" · {done} dealt with, {len(items) - done} to go"
        return f"{said} · {len(saving)} being saved" if saving else said

    def show_asked(self) -> None:
        """What may be decided on the item; while a line is open, what is typed into it."""
        asked = self.query_one("#asked", Words)
        if self.asked is not None:
            said = self.wrong or self.asked.echo(self.typed)
            look = "bold" if self.wrong else ""
            told = Content.assemble((one_line(self.asked.question), "bold"))
            asked.show(told + (Content.assemble("\n", (one_line(said), look)) if said else ""))
            return
        item = self.item
        if item is None or not self.is_open:
            asked.show(Content())
            return
        codes = {choice.code for choice in item.choices}
        words = {key.id: key.word for key in keys.of_group(keys.MEETING)}
        offered = [
            Content.assemble((key, "bold"), f" {words[f'meeting-{code}']}")
            for key, code in DECIDE.items()
            if code in codes
        ]
        asked.show(Content("   ").join(offered))

    def on_resize(self) -> None:
        """Fit everything to the new size."""
        self.call_after_refresh(self.show_agenda)

    # Going about

    def go(self, number: int) -> None:
        """To an item."""
        self.at = number
        index = self.index
        if index is not None:
            self.query_one("#agenda", AgendaList).move_to(index)
        self._show_item()

    def on_virtual_list_moved(self) -> None:
        """A click went to another item."""
        index = self.query_one("#agenda", AgendaList).cursor
        if self.asked is None and index < len(self.items):
            number = self.items[index].number
            if number != self.at:
                self.go(number)

    def action_step(self, step: int) -> None:
        """The item before, or the next one."""
        index = self.index
        if index is not None:
            self.go(self.items[max(0, min(index + step, len(self.items) - 1))].number)

    def action_edge(self, index: int) -> None:
        """The first item, or the last."""
        if self.items:
            self.go(self.items[index].number)

    def action_undecided(self) -> None:
        """The next item that nothing was decided on, from the top behind the last."""
        number = self.next_undecided(self.at) or self.next_undecided(0)
        if number:
            self.go(number)
        else:
            self.say("Something was decided on every item. E ends the meeting.")

    def action_read(self, step: int) -> None:
        """Read on in the item, or back."""
        view = self.query_one("#item", ItemView)
        if step > 0:
            view.action_page_down()
        else:
            view.action_page_up()

    async def action_number(self, typed: str) -> None:
        """To an item by its number."""

        def told(line: str) -> str | None:
            if not line.isdecimal() or all(one.number != int(line) for one in self.items):
                return f"There is no item {line or 'without a number'}: they go from 1 to " + str(
                    len(self.items)
                )
            self.go(int(line))
            return None

        await self.open_line(Asked("Go to item number", told, start=typed))

    def action_open_page(self) -> None:
        """Open the record's page."""
        item = self.item
        if item is None:
            return
        if self.projected:
            self.say("A page tells all that is on record: v leaves the projector view first.")
        elif item.table is None:
            self.say("This item is in words: there is no record to open.")
        else:
            self.post_message(Open(item.ref, item.table))

    def on_virtual_list_chosen(self) -> None:
        """A click where the cursor stands opens the page."""
        self.action_open_page()

    def action_projector(self) -> None:
        """The projector view, on or off."""
        if self.asked is None:
            self.turn_projector()

    def action_present(self) -> None:
        """Who is present."""
        if why := self.why_stay() or self.why_not("meeting present"):
            self.say(why)
        else:
            self.post_message(TellPresent(self.meeting, self.also_saving))

    def action_notes(self) -> None:
        """Notes for the minutes, and another chair."""
        if why := self.why_stay() or self.why_not("meeting edit"):
            self.say(why)
        else:
            self.post_message(Fill("meeting-edit", self.meeting))

    def on_key(self, event: events.Key) -> None:
        """A number goes to its item; on a projector, no key leads to what is not held back."""
        if self.asked is not None or not event.is_printable or not event.character:
            return
        if event.character.isascii() and event.character.isdecimal():
            event.stop()
            event.prevent_default()
            if event.character != "0":
                self.call_later(self.action_number, event.character)
        elif self.projected and event.key not in _OWN:
            event.stop()
            event.prevent_default()
            self.say(self.why_stay())

    async def step_out(self) -> bool:
        """Escape closes the line, then leaves the projector view; only then the meeting."""
        if self.asked is not None:
            await self.close_line()
            return True
        if self.projected:
            self.say(self.why_stay())
            return True
        return False


_OWN = frozenset(
    name for key in keys.of_group(keys.MEETING) for name in f"{key.keys},{key.silent}".split(",")
) | {"question_mark"}
