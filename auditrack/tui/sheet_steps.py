"""The look of a tracker's screen: four lists, of which one is shown, and what is told below it."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from auditrack.model.sheet import Column, Sheet, SheetRow
from auditrack.tui.plain import fit, one_line
from auditrack.tui.session import Session
from auditrack.tui.sheet_reading import SheetFrame
from auditrack.tui.sheet_told import (
    counts_in_words,
    in_keys,
    meaning_in_words,
    summary_of,
    waits_for,
    words_of_column,
    words_of_fate,
    words_of_word,
)
from auditrack.tui.widgets.sheet_rows import LOOKS, Made, SheetLine, SheetLines
from auditrack.tui.widgets.told_below import ToldBelow
from auditrack.tui.widgets.virtual_list import VirtualList
from auditrack.tui.widgets.words import Words
from auditrack.views.sheet_plan import Fate, Word
from auditrack.views.wording import counted

if TYPE_CHECKING:
    from auditrack.intake.sheets.pages import SheetPage

STEPS = ("Sheet", "Columns", "Words", "Rows")
SHEET, COLUMNS, WORDS, ROWS = range(4)
_LONGEST_FATE = len("conflict")
_MARKS = {"update": "sheet's", "skip": "stays"}


class StepsFrame(SheetFrame):
    """One step of a tracker as a list, how it stands above it, all there is to know below."""

    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-tall"), (34, "-high")]  # noqa: RUF012
    DEFAULT_CSS = """
    StepsFrame > #described { padding: 0 1; text-style: bold; max-height: 2; }
    StepsFrame > #steps { height: 1; padding: 0 1; color: $primary; }
    StepsFrame > #rows { height: 1fr; }
    StepsFrame.-high > #told { height: 14; }
    StepsFrame.-short > #told { height: 3; }
    StepsFrame.-short > #described { height: 1; }
    """

    def __init__(self, session: Session, path: str) -> None:
        super().__init__(session, path)
        self.at = SHEET
        self.fate = ""
        """The one fate of which rows are shown; "" shows all."""
        self.cursors = [0, 0, 0, 0]
        self.fates: Sequence[Fate] = ()
        self._by_place: tuple[Sheet, dict[int, SheetRow]] | None = None

    def body(self) -> Iterable[Widget]:
        """How it stands, the steps, the list of one of them, and what is told of its line."""
        yield Words(Content(f"Reading {one_line(self.path.name)}..."), id="described")
        yield Words(Content(), id="steps")
        yield VirtualList(id="rows")
        yield ToldBelow(id="told")

    def on_mount(self) -> None:
        """The keys go to the list."""
        self.query_one("#rows", VirtualList).focus()

    def called(self) -> str:
        """The name of this place."""
        return f"Take in {one_line(self.path.name)}"

    # What is shown

    def show_all(self) -> None:
        """Show the step that one is at, and how everything stands."""
        if not self.stands:
            return
        self.remember_cursor()
        self.query_one("#described", Words).show(Content(one_line(self._described())))
        self._show_steps()
        rows = self.query_one("#rows", VirtualList)
        rows.show(self._lines(), self.cursors[self.at])
        self._tell_below()
        self.show_frame()

    def on_resize(self) -> None:
        """Fit the steps to the new width."""
        super().on_resize()
        self.call_after_refresh(self.show_all)

    def remember_cursor(self) -> None:
        """Remember where the cursor is in the step that is shown."""
        rows = self.query_one("#rows", VirtualList)
        if len(rows.rows):
            self.cursors[self.at] = rows.cursor

    def _described(self) -> str:
        if self.why:
            return self.why
        if self.opened is None:
            return f"Reading {self.path.name}... Esc stops."
        if self.sheet is None:
            return "Looking at its rows..."
        if self.plan is None:
            return f"Comparing {counted(self.sheet.last, 'row')} with the register..."
        imported = self.taken_in_as
        before = f"Taken in as {imported}; u takes it back. " if imported else ""
        return f"{before}{counts_in_words(self.plan)}."

    def _show_steps(self) -> None:
        plan = self.plan
        waits = ["", "", "", ""]
        if plan is not None:
            asked = sum(self.meaning_of(word) is None for word in plan.words)
            wrong = len(plan.refused) - plan.waiting
            waits[WORDS] = f" {asked}?" if asked else ""
            waits[ROWS] = "".join(
                (
                    f" {wrong}!" if wrong else "",
                    f" {len(plan.unsettled)}≠" if plan.unsettled else "",
                )
            )
        parts = [
            f"[{name}{wait}]" if at == self.at else f" {name}{wait} "
            for at, (name, wait) in enumerate(zip(STEPS, waits, strict=True))
        ]
        if self.at == ROWS:
            parts.append(f"  only {self.fate}" if self.fate else "  all of them")
        width = max(self.size.width - 2, 10)
        self.query_one("#steps", Words).show(Content(fit(" ".join(parts), width)))

    def _lines(self) -> SheetLines:
        if self.at == SHEET:
            return SheetLines(tuple(self._sheet_lines()))
        if self.at == COLUMNS:
            return SheetLines(tuple(self._column_lines()))
        if self.at == WORDS:
            return SheetLines(tuple(self._word_lines()))
        return self._row_lines()

    @property
    def pages(self) -> "Sequence[SheetPage]":
        """The sheets of the workbook."""
        return self.opened.book.pages if self.opened is not None else ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of the sheet and of what becomes of it."""
        notes = self.sheet.notes if self.sheet is not None else ()
        return tuple(map(in_keys, (*notes, *(self.plan.notes if self.plan else ()))))

    def _sheet_lines(self) -> Iterable[SheetLine]:
        for page in self.pages:
            is_read = self.sheet is not None and page.name == self.sheet.name
            word = "read" if is_read else "hidden" if page.hidden else ""
            hidden = ", hidden in the workbook" if is_read and page.hidden else ""
            yield SheetLine(
                page.name,
                word,
                f"{counted(len(page.rows), 'row')}{hidden}",
                "green" if is_read else "quiet",
            )
        for note in self.notes:
            yield SheetLine("", "note", note, "amber")

    def _column_lines(self) -> Iterable[SheetLine]:
        for column in self.sheet.columns if self.sheet is not None else ():
            role = self.role_of(column)
            samples = "; ".join(column.samples)
            yield SheetLine(
                f"{column.letter} {column.heading or '(no heading)'}"[:34],
                role or "not taken",
                samples,
                "green" if role else "quiet",
            )

    def _word_lines(self) -> Iterable[SheetLine]:
        for word in self.plan.words if self.plan is not None else ():
            means = self.meaning_of(word)
            if means is None:
                often = f" Often {meaning_in_words(word.often)}." if word.often else ""
                said = f"{counted(word.rows, 'row')}: what does it mean?{often}"
                yield SheetLine(word.said, "asked", said, "amber")
            else:
                known = "" if word.means is None else f" ({word.because})"
                said = f"{counted(word.rows, 'row')}{known}"
                yield SheetLine(word.said, meaning_in_words(means), said, "green")

    def _row_lines(self) -> SheetLines:
        """The rows with their fates; as they were read, while these are still being found out."""
        sheet = self.sheet
        if sheet is None:
            self.fates = ()
            return SheetLines(())
        fates: Sequence[Fate] = (
            self.plan.fates
            if self.plan is not None
            else [Fate(one.place, "..." if one.kind == "row" else one.kind) for one in sheet.rows]
        )
        self.fates = fates = [one for one in fates if self.fate in ("", one.kind)]
        rows = self._rows_of(sheet)

        def line(index: int) -> SheetLine:
            fate = fates[index]
            word = "waits" if waits_for(fate) else fate.kind
            word = _MARKS.get(self.choices.said("settled", str(fate.place)) or "", word)
            said = summary_of(fate, rows.get(fate.place), sheet)
            return SheetLine(str(fate.place), word, said, LOOKS.get(word, ""))

        return SheetLines(Made(len(fates), line), len(str(sheet.last)), _LONGEST_FATE)

    def _rows_of(self, sheet: Sheet) -> dict[int, SheetRow]:
        """The rows of the sheet by place."""
        if self._by_place is None or self._by_place[0] is not sheet:
            self._by_place = sheet, {row.place: row for row in sheet.rows}
        return self._by_place[1]

    def on_virtual_list_moved(self) -> None:
        """The cursor went to another line."""
        self.remember_cursor()
        self._tell_below()

    def _tell_below(self) -> None:
        told = self.query_one("#told", ToldBelow)
        at, plan = self.cursors[self.at], self.plan
        if self.at == SHEET:
            notes = self.notes
            here = at - len(self.pages)
            if 0 <= here < len(notes):
                told.tell(notes[here])
            elif self.sheet is not None:
                header = " and ".join(map(str, self.sheet.header))
                rows = "row" if len(self.sheet.header) == 1 else "rows"
                told.tell(
                    f"The header of “{one_line(self.sheet.name)}” is {rows} {header}. Enter reads "
                    "another sheet; Tab goes on to what its columns hold."
                )
            else:
                told.tell(self.why)
        elif self.at == COLUMNS and self.sheet is not None and at < len(self.sheet.columns):
            column = self.sheet.columns[at]
            told.tell(words_of_column(column, self.role_of(column)))
        elif self.at == WORDS and plan is not None:
            words = plan.words
            told.tell(
                words_of_word(words[at], self.meaning_of(words[at]))
                if at < len(words)
                else "No status word or colour stands in a column of states."
            )
        elif self.at == ROWS and plan is not None and at < len(self.fates):
            fate = self.fates[at]
            told.tell(words_of_fate(fate, self._rows_of(plan.sheet).get(fate.place), plan))
        else:
            told.tell("")

    def role_of(self, column: Column) -> str | None:
        """What a column holds, as said last."""
        said = self.choices.said("columns", column.letter)
        return column.role if said is None else None if said == "nothing" else said

    def meaning_of(self, word: Word) -> str | None:
        """What a word means, as said last."""
        return self.choices.said("words", word.said) or word.means
