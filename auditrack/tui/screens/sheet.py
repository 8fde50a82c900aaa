"""An old tracker on its way in: sheet, columns, words, rows, then all at once."""

from collections.abc import Sequence
from dataclasses import replace

from auditrack.model.change import Refusal
from auditrack.model.sheet import ROLES, Column
from auditrack.tui import keys
from auditrack.tui.forms.field import Choice
from auditrack.tui.keys.sheet import MEANINGS
from auditrack.tui.messages import Ask, AskLine, Pick
from auditrack.tui.plain import one_line
from auditrack.tui.sheet_steps import COLUMNS, ROWS, SHEET, STEPS, WORDS, StepsFrame
from auditrack.tui.widgets.sheet_rows import SheetLines
from auditrack.tui.widgets.told_below import ToldBelow
from auditrack.tui.widgets.virtual_list import VirtualList
from auditrack.views.sheet_plan import FATES, Fate, Word
from auditrack.views.wording import counted


class SheetScreen(StepsFrame):
    """A tracker: what a person says of it, key by key; nothing is written before they say yes."""

    PLACE = keys.SHEET
    BINDINGS = keys.bindings(keys.SHEET)

    # Going about

    def _go(self, step: int, cursor: int | None = None) -> None:
        self.remember_cursor()
        self.at = step
        if cursor is not None:
            self.cursors[step] = cursor
        rows = self.query_one("#rows", VirtualList)
        rows.rows = SheetLines(())  # its cursor is that of another step
        self.show_all()

    def action_step(self, step: int) -> None:
        """To the next step, or the one before."""
        self._go((self.at + step) % len(STEPS))

    def action_fate(self, step: int) -> None:
        """Only the rows of one fate."""
        plan = self.plan
        if plan is None:
            return
        kinds = ["", *(kind for kind in FATES if any(one.kind == kind for one in plan.fates))]
        here = kinds.index(self.fate) if self.fate in kinds else 0
        self.fate = kinds[(here + step) % len(kinds)] if self.at == ROWS else self.fate
        self._go(ROWS, 0)

    def action_waiting(self) -> None:
        """To the next word, refused row or conflict that waits for a person."""
        if not self._to_what_waits():
            self.say("Nothing waits for you: Ctrl-S takes it in.")

    def _to_what_waits(self, from_here: bool = False) -> bool:
        """To the next that waits after the cursor, or the one under it; whether there is one."""
        plan, back = self.plan, int(from_here)
        if plan is None:
            return False
        asked = [at for at, word in enumerate(plan.words) if self.meaning_of(word) is None]
        if asked:
            self._go(WORDS, _after(asked, self.cursors[WORDS] - back if self.at == WORDS else -1))
            return True
        unsettled = {one.place for one in plan.unsettled}
        waits = [
            at
            for at, one in enumerate(plan.fates)
            if one.kind == "refused" or one.place in unsettled
        ]
        if not waits:
            return False
        here = -1
        if self.at == ROWS and self.fates:
            place = self.fates[self.cursors[ROWS]].place
            here = next(at for at, one in enumerate(plan.fates) if one.place == place)
        self.fate = ""
        self._go(ROWS, _after(waits, here - back))
        return True

    # What a person says

    def on_virtual_list_chosen(self) -> None:
        """Enter."""
        self.action_choose()

    def action_choose(self) -> None:
        """Say what is to be of the line under the cursor, from a list of what it may be."""
        at = self.cursors[self.at]
        if self.at == SHEET:
            if at < len(self.pages):
                self.put(self.choices.of_sheet(self.pages[at].name))
        elif self.at == COLUMNS:
            self._pick_role()
        elif self.at == WORDS:
            self._pick_meaning()
        else:
            self._pick_answer()

    def _pick_role(self) -> None:
        column = self._column()
        if column is None:
            return
        choices = [Choice("nothing", "nothing: it is not taken"), *(Choice(r, r) for r in ROLES)]
        self.post_message(
            Pick(
                f"What does column {column.letter}, “{one_line(column.heading)[:40]}”, hold?",
                f"Such as {'; '.join(column.samples) or 'nothing'}"[:160],
                choices,
                lambda role: self._say("columns", column.letter, role),
            )
        )

    def _pick_meaning(self) -> None:
        word = self._word()
        if word is None:
            return
        self.post_message(
            Pick(
                f"What does “{one_line(word.said)}” mean?",
                "It is asked once and remembered for this board.",
                [Choice(code, f"{key}  {said}") for key, (code, said) in MEANINGS.items()],
                lambda means: self._say("words", word.said, means),
            )
        )

    def _pick_answer(self) -> None:
        fate = self._fate()
        if fate is None or not self._may_settle(fate):
            self.say("Enter settles a conflict; this row is none.")
            return
        self.post_message(
            Ask(
                f"Row {fate.place}: which shall stand?",
                fate.said,
                (
                    ("stop", "Not settled: nothing is taken in yet"),
                    ("skip", "What stands here; the row is left out"),
                    ("update", "The sheet's word"),
                ),
                lambda answer: self._settle(fate, None if answer == "stop" else answer),
            )
        )

    def _say(self, what: str, name: str, means: str | None) -> None:
        self.put(self.choices.saying(what, {name: means}))

    def _column(self) -> Column | None:
        columns = self.sheet.columns if self.sheet is not None else ()
        return columns[self.cursors[COLUMNS]] if self.cursors[COLUMNS] < len(columns) else None

    def _word(self) -> Word | None:
        words = self.plan.words if self.plan is not None else ()
        return words[self.cursors[WORDS]] if self.cursors[WORDS] < len(words) else None

    def _fate(self) -> Fate | None:
        at = self.cursors[ROWS]
        return self.fates[at] if at < len(self.fates) else None

    def _may_settle(self, fate: Fate) -> bool:
        return fate.kind == "conflict" or bool(self.choices.said("settled", str(fate.place)))

    def _settle(self, fate: Fate, answer: str | None) -> None:
        self._say("settled", str(fate.place), answer)

    def action_accept(self) -> None:
        """Yes: the next that a column may hold, what a word often means, the sheet's word."""
        self._answer("update")

    def action_reject(self) -> None:
        """No: nothing of a column, no state of a word, what stands here."""
        self._answer("skip")

    def _answer(self, answer: str) -> None:
        column, word, fate = self._column(), self._word(), self._fate()
        if self.at == COLUMNS and column is not None:
            held = self.role_of(column)
            after = ROLES[(ROLES.index(held) + 1) % len(ROLES)] if held in ROLES else ROLES[0]
            self._say("columns", column.letter, after if answer == "update" else "nothing")
        elif self.at == WORDS and word is not None:
            if answer == "skip":
                self.action_meaning("nothing")
            elif word.often:
                self.action_meaning(word.often)
            else:
                self.say("Nothing is known of what it often means: one of the letters says it.")
        elif self.at == ROWS and fate is not None:
            if not self._may_settle(fate):
                self.say("Only a conflict is settled so. n goes to what waits for you.")
                return
            said = self.choices.said("settled", str(fate.place))
            self._settle(fate, None if said == answer else answer)
            self._next()

    def _next(self) -> None:
        rows = self.query_one("#rows", VirtualList)
        rows.move_to(rows.cursor + 1)

    def action_meaning(self, code: str) -> None:
        """Say what a word means, and go on to the next."""
        word = self._word()
        if self.at != WORDS or word is None:
            self.say("This letter says what a status word means, in the step Words.")
            return
        self._say("words", word.said, code)
        self._next()

    def action_settle_all(self, answer: str) -> None:
        """Settle every conflict that is not settled in one way."""
        unsettled = self.plan.unsettled if self.plan is not None else ()
        if not unsettled:
            self.say("No conflict waits.")
            return
        told: dict[str, str | None] = {str(one.place): answer for one in unsettled}
        self.put(self.choices.saying("settled", told))
        self.say(f"{counted(len(unsettled), 'conflict')} settled. u takes that back.")

    def action_review(self) -> None:
        """Say which review the rows are of that name none."""
        reviews = [
            Choice(str(one["ref"]), f"{one['ref']}  {one.get('title', '')}")
            for one in self.session.records.select("reviews")
            if not one.get("withdrawn_on")
        ]
        self.post_message(
            Pick(
                "Which review are the rows of that name none?",
                "Choose it, or type what a new one is called.",
                reviews,
                lambda ref: self.put(replace(self.choices, review=ref)),
                "a new review",
            )
        )

    def action_hidden(self) -> None:
        """Take hidden rows too, or not."""
        taken = not self.choices.with_hidden
        self.put(replace(self.choices, with_hidden=taken))
        self.say("Hidden rows are taken too." if taken else "Hidden rows are left out.")

    def action_read_on(self, step: int) -> None:
        """Read on in what is said below, or back."""
        self.query_one("#told", ToldBelow).read_on(step)

    # Out of here

    def action_take_in(self) -> None:
        """Take it in, or go to what is in the way."""
        plan = self.plan
        if plan is None or self.is_looking:
            self.say(self.why or "It is still being compared with the register.")
        elif plan.asked:
            self._to_what_waits(from_here=True)
            self.say(f"{counted(len(plan.asked), 'word')} must be explained first.")
        elif plan.refused:
            self._to_what_waits(from_here=True)
            self.say(
                f"{counted(len(plan.refused), 'row')} cannot be taken in, so nothing is. Correct "
                "them in the sheet; w writes them to a file with why."
            )
        elif plan.unsettled:
            self._to_what_waits(from_here=True)
            self.say(f"{counted(len(plan.unsettled), 'conflict')} must be settled first.")
        elif not plan.writes:
            self.say("Nothing of it is new.")
        elif not self.session.may_write:
            self.say(f"Nothing can be saved here: {self.session.why_read_only}")
        else:
            self.take_in()

    def action_write(self) -> None:
        """Write the rows that are refused or in conflict into a file of one's own."""
        plan = self.plan
        from auditrack.reports.refused_rows import refused_rows
        from auditrack.tui.begun_path import Paths

        number, text = refused_rows(plan) if plan is not None else (0, "")
        if not number:
            self.say("No row is refused or in conflict.")
            return
        self.post_message(
            AskLine(
                f"Write {counted(number, 'row')} with why into a file",
                "A new file that only you may read. Correct the rows in a spreadsheet program and "
                "take that file in.",
                f"~/{self.path.stem}-refused.csv",
                lambda name: self._write(name, text),
                Paths((".csv",), self.session.may_use),
            )
        )

    def _write(self, name: str, text: str) -> str | None:
        from auditrack.tui.own_file import write_new

        came = write_new(name, text, self.session.may_use)
        if isinstance(came, Refusal):
            return str(came)
        self.call_after_refresh(self.say, f"Written to {came}.")
        return None


def _after(places: Sequence[int], here: int) -> int:
    """The first of some places after one, or the first of all."""
    return next((one for one in places if one > here), places[0])
