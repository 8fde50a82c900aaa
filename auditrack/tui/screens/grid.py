"""An audit's questions and their answers case by case, entered in one grid."""

from collections.abc import Callable, Iterable
from functools import partial

from textual import events
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from auditrack.analysis.criteria import UNANSWERED
from auditrack.tui import keys
from auditrack.tui.answer_sheet import Sheet
from auditrack.tui.kept_grid import KeptGrid
from auditrack.tui.messages import Ask, AskLine
from auditrack.tui.session import Session
from auditrack.tui.widgets.answer_rows import AnswerRows
from auditrack.tui.widgets.filter_line import FilterLine
from auditrack.tui.widgets.virtual_list import VirtualList
from auditrack.tui.widgets.words import Words
from auditrack.views.criteria import legend
from auditrack.views.facts import Facts
from auditrack.views.last_time import EarlierAudits
from auditrack.views.wording import counted

_WORDING = "Type the question   Enter Keep it   Esc As it was"
_OWN = frozenset(
    name for key in keys.of_group(keys.GRID) for name in f"{key.keys},{key.silent}".split(",")
)


class GridScreen(KeptGrid):
    """Questions down, cases across, one key an answer. Left, what was typed waits as a draft."""

    PLACE = keys.GRID
    BINDINGS = keys.bindings(keys.GRID)
    DEFAULT_CSS = """
    GridScreen > #described { padding: 0 1; text-style: bold; margin-top: 1; }
    GridScreen > #legend { padding: 0 1; color: $secondary; }
    GridScreen > #heading { height: 1; color: $primary; text-style: bold; }
    GridScreen > #said { padding: 0 1; background: $panel; min-height: 2; max-height: 4; }
    GridScreen.-short > #described { margin: 0; height: 1; }
    GridScreen.-short > #legend { max-height: 0; }
    GridScreen.-short > #said { min-height: 1; max-height: 2; }
    """

    def __init__(self, session: Session, audit: str) -> None:
        super().__init__(session, audit)
        self._earlier = EarlierAudits(Facts(session.records, session.today), audit)
        self._rows = AnswerRows(self.sheet, self._earlier)
        self._before: Sheet | None = None

    def body(self) -> Iterable[Widget]:
        """How much there is, what the letters mean, the grid, the cell in words."""
        yield Words(Content(self._described()), id="described")
        yield Words(Content(self._legend()), id="legend")
        yield Words(Content(), id="heading")
        yield VirtualList(self._rows, id="rows")
        yield Words(Content(self._rows.told(0)), id="said")

    def called(self) -> str:
        """What is answered here."""
        return f"Questions of {self.audit}"

    def leave_out(self) -> frozenset[str]:
        """Nothing to take over is not offered."""
        nothing = self._earlier.last is None
        return super().leave_out() | ({"grid-as-last-time"} if nothing else set())

    def _described(self) -> str:
        stands = "Not saved yet." if self.is_touched else "As on record."
        return f"{self.sheet.describe()}. {stands} {self.told}".rstrip()

    def _legend(self) -> str:
        return f"{legend(self.sheet.scale)}. Cases go by numbers, never by names."

    def on_mount(self) -> None:
        """The cursor begins on the first case where there is a question, else on a new one."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        if self.stands:
            self._list.focus()
            self._go(0, 1 if self.sheet.questions else 0)

    @property
    def _list(self) -> VirtualList:
        return self.query_one("#rows", VirtualList)

    def show_sheet(self) -> None:
        """Show the sheet, with the cursor where it is."""
        self._rows.sheet = self.sheet
        if self.stands:
            self._go(self._list.cursor, self._rows.column)

    def _go(self, row: int, column: int) -> None:
        """Put the cursor on a cell, and show everything as it is."""
        self._rows.go(column, self._list.line_width)
        self._list.show(self._rows, row)
        self.query_one("#described", Words).show(Content(self._described()))
        self.query_one("#legend", Words).show(Content(self._legend()))
        self._tell()

    def _tell(self) -> None:
        if not self.stands:
            return
        heading = self._rows.heading(self._list.line_width)
        self.query_one("#heading", Words).show(
            Content("").join(
                Content.assemble((text, "reverse" if look == "cursor" else ""))
                for text, look in heading
            )
        )
        self.query_one("#said", Words).show(Content(self._rows.told(self._list.cursor)))

    def on_resize(self) -> None:
        """As many cases as fit."""
        super().on_resize()
        self.call_after_refresh(self.show_sheet)

    def on_virtual_list_moved(self) -> None:
        """The cursor went to another question."""
        self._tell()

    # Moving and answering

    def on_key(self, event: events.Key) -> None:
        """Letters word a question, and answer nothing but what is an answer."""
        if not event.is_printable or not event.character:
            return
        if self.focused is not self._list:
            return
        if not self._rows.column:
            event.stop()
            event.prevent_default()
            self.call_later(self._word, event.character)
        elif event.key not in _OWN:
            event.stop()
            event.prevent_default()
            self.say(f"{legend(self.sheet.scale)}. F1 tells every key.")

    @property
    def _cell(self) -> tuple[int, int] | None:
        """Row and case of the cell under the cursor; None on a question, or on a new one."""
        row, column = self._list.cursor, self._rows.column
        return (row, column - 1) if column and row < len(self.sheet.questions) else None

    def action_answer(self, code: str) -> None:
        """Answer the cell under the cursor, and go on to the next question of the case."""
        cell = self._cell
        if cell is None:
            self.say("Go to an answer first: Right goes to the cases, Up to the questions.")
            return
        sheet = self.sheet.with_answer(*cell, code)
        if sheet is None:
            self.say(f"This grid is answered on the other scale: {legend(self.sheet.scale)}.")
            return
        self.put(sheet)
        row, column = cell[0] + 1, cell[1] + 1
        if row < len(sheet.questions):
            self._go(row, column)
        elif column < len(sheet.cases):
            self._go(0, column + 1)

    def action_clear(self) -> None:
        """Take an answer back; on a question, take it out."""
        cell, row = self._cell, self._list.cursor
        if cell is not None:
            cleared = self.sheet.with_answer(*cell, UNANSWERED)
            assert cleared is not None
            self.put(cleared)
        elif row < len(self.sheet.questions):
            self._ask_first(
                f"Take question {row + 1} out, with its answers?",
                partial(self.put, self.sheet.without_question(row)),
            )

    def action_across(self, step: int) -> None:
        """To another case, or to the question."""
        self._go(self._list.cursor, self._rows.column + step)

    async def action_enter(self) -> None:
        """To the next question, or word the one under the cursor."""
        if self._rows.column:
            self._list.action_down()
        else:
            await self._word("")

    on_virtual_list_chosen = action_enter

    def action_as_last_time(self) -> None:
        """Take over the questions of the audit that went before, without its answers."""
        last = self._earlier.last
        if last is None:
            self.say("No earlier audit of the same has questions on record.")
            return
        before = len(self.sheet.questions)
        sheet = self.sheet.with_earlier(self._earlier.questions_of_last, last.scale)
        new = len(sheet.questions) - before
        if not new:
            self.say(f"The questions of {last.audit} are all here.")
            return
        self.put(sheet)
        self._go(before, 1)
        self.say(f"Taken over from {last.audit}: {counted(new, 'question')}, and no answer.")

    # Cases

    def action_add_case(self) -> None:
        """One more case, with the cursor in it."""
        self.put(self.sheet.with_case())
        self._go(self._list.cursor, len(self.sheet.cases))

    def action_drop_case(self) -> None:
        """Take the case under the cursor out."""
        case = self._rows.column - 1
        if case < 0 or len(self.sheet.cases) < 2:
            self.say("Go to the case that shall go with Right first; one case always stays.")
            return
        given = sum(line[case] != UNANSWERED for line in self.sheet.answers)
        drop = partial(self.put, self.sheet.without_case(case))
        if given:
            self._ask_first(f"Take case {case + 1} out, with {counted(given, 'answer')}?", drop)
        else:
            drop()

    def action_label(self) -> None:
        """Give the case under the cursor another label."""
        case = self._rows.column - 1
        if case < 0:
            self.say("Go to a case with Right first.")
            return

        def told(label: str) -> str | None:
            if not label:
                return "Type a number or a code."
            if label in self.sheet.cases and self.sheet.cases.index(label) != case:
                return "Another case has this label."
            self.put(self.sheet.with_label(case, label))
            return None

        self.post_message(
            AskLine(
                f"What is case {case + 1} called?",
                "A number or a code that leads nobody to a person; never a name.",
                self.sheet.cases[case],
                told,
            )
        )

    def _ask_first(self, question: str, do: Callable[[], None]) -> None:
        def answered(answer: str) -> None:
            if answer == "yes":
                do()

        self.post_message(
            Ask(
                question,
                "What is on record stays as it is until you save.",
                (("no", "No, leave it"), ("yes", "Yes, take it out")),
                answered,
            )
        )

    # Wording a question

    async def _word(self, typed: str) -> None:
        """Open the line in which the question under the cursor is worded."""
        if self.query("#question"):
            return
        row = self._list.cursor
        asked = self.sheet.questions[row] if row < len(self.sheet.questions) else ""
        self._before = self.sheet
        await self.mount(FilterLine(asked, id="question", placeholder=""), before="#footer")
        line = self.query_one("#question", Input)
        self.set_focus(line)
        line.value = asked + typed
        line.cursor_position = len(line.value)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The footer says what the keys do: they type while a question is worded."""
        self.hint = _WORDING if event.widget.id == "question" else ""
        self.show_frame()

    def on_input_changed(self, event: Input.Changed) -> None:
        """The words stand in the grid, and in the draft, as they are typed."""
        event.stop()
        if self._before is not None:
            self.put(self.sheet.with_question(self._list.cursor, event.value))

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter keeps the words, and goes to the next question."""
        event.stop()
        await self._worded()
        self._list.action_down()

    async def _worded(self) -> None:
        await self._end_wording()
        self.put(self.sheet.tidied())

    async def _end_wording(self) -> None:
        if self._before is not None:
            self._before = None
            await self.query("#question").remove()
            self._list.focus()

    async def step_out(self) -> bool:
        """Escape leaves the words of a question as they were, then asks before it leaves."""
        if self._before is not None:
            self.sheet = self._before
            await self._worded()
            return True
        return await super().step_out()

    def renew(self) -> None:
        """Somebody wrote; while a question is worded, its row stays where it is."""
        if self._before is None:
            super().renew()

    async def action_write(self) -> None:
        """Save, with the words of a question as they are typed."""
        await self._end_wording()
        self.save()

    async def action_as_recorded(self) -> None:
        """Show what is on record, after asking."""
        await self._end_wording()
        self.ask_afresh()
