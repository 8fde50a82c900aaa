"""A return form that came back: its lines on the left, what was written and what stands beside."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget

from auditrack.model.dates import in_words
from auditrack.model.text import one_line as on_one_line
from auditrack.tui import keys
from auditrack.tui.forms.field import Choice
from auditrack.tui.forms.return_line import line_form
from auditrack.tui.messages import AskLine, Fill, Pick, ShowAccount
from auditrack.tui.plain import one_line
from auditrack.tui.return_reading import ReturnFrame
from auditrack.tui.return_told import KINDS, words_of_form, words_of_line
from auditrack.tui.session import Session
from auditrack.tui.widgets.return_rows import ReturnRows
from auditrack.tui.widgets.told_below import ToldBelow
from auditrack.tui.widgets.virtual_list import VirtualList
from auditrack.tui.widgets.words import Words
from auditrack.views.board import agency_name
from auditrack.views.return_plan import Fate
from auditrack.views.sheet import Line, Section
from auditrack.views.wording import shortened

_SHOWN = 80


class ReturnedScreen(ReturnFrame):
    """Take or leave each line, say what one means; nothing is written before Ctrl-S and a yes."""

    PLACE = keys.RETURNED
    BINDINGS = keys.bindings(keys.RETURNED)
    HORIZONTAL_BREAKPOINTS = [(0, "-one"), (70, "-two")]  # noqa: RUF012
    DEFAULT_CSS = """
    ReturnedScreen > #described { padding: 0 1; text-style: bold; max-height: 2; }
    ReturnedScreen > #notes { padding: 0 1; color: $warning; max-height: 2; }
    ReturnedScreen.-short > #notes { display: none; }
    ReturnedScreen.-short > #described { max-height: 1; }
    ReturnedScreen > #sides { height: 1fr; }
    ReturnedScreen #rows { width: 2fr; }
    ReturnedScreen #told { width: 3fr; height: 1fr; }
    ReturnedScreen.-one > #sides { layout: vertical; }
    ReturnedScreen.-one #rows, ReturnedScreen.-one #told { width: 1fr; }
    """

    def __init__(self, session: Session, path: str) -> None:
        super().__init__(session, path)
        self._number: int | None = None
        """The line that is looked at: it stays so whatever comes and goes around it."""

    def body(self) -> Iterable[Widget]:
        """How it stands, what is beside the lines, the lines, and the one under the cursor."""
        yield Words(Content(f"Reading {one_line(self.path.name)}... Esc stops."), id="described")
        yield Words(Content(), id="notes")
        yield Horizontal(VirtualList(id="rows"), ToldBelow(id="told"), id="sides")

    def on_mount(self) -> None:
        """The keys go to the lines."""
        self.rows.focus()

    def called(self) -> str:
        """The name of this place."""
        if self.plan is None or self.plan.form is None:
            return f"Return form {one_line(self.path.name)}"
        return f"{self.plan.form} of {one_line(self.plan.name)}"

    # What is shown

    @property
    def rows(self) -> VirtualList:
        """The lines."""
        return self.query_one("#rows", VirtualList)

    @property
    def fates(self) -> Sequence[Fate]:
        """The lines that are shown: every one that says something."""
        fates = self.plan.fates if self.plan is not None else ()
        return [fate for fate in fates if fate.kind != "nothing written"]

    @property
    def fate(self) -> Fate | None:
        """The line under the cursor."""
        fates = self.fates
        return fates[self.rows.cursor] if self.rows.cursor < len(fates) else None

    def show_all(self) -> None:
        """Show the lines as they are, the cursor on the one that it was on."""
        if not self.stands:
            return
        fates = self.fates
        at = next(
            (n for n, one in enumerate(fates) if one.number == self._number), self.rows.cursor
        )
        self.rows.show(ReturnRows(fates), at)
        self.query_one("#described", Words).show(Content(one_line(self._described())))
        self._show_notes()
        self._tell_line()
        self.show_frame()

    def _described(self) -> str:
        plan = self.plan
        if self.why or plan is None:
            return self.why or f"Reading {self.path.name}... Esc stops."
        imported = self.taken_in_as
        before = f"Taken in as {imported}; u takes it back. " if imported else ""
        back = f" Came back {in_words(plan.returned_on)}." if plan.returned_on else ""
        return f"{before}{plan.describe()}.{back}"

    def _show_notes(self) -> None:
        told = list(words_of_form(self.plan)) if self.plan is not None else []
        more = f" (and {len(told) - 1} more: h)" if len(told) > 1 else ""
        width = max((self.size.width - 2) * 2 - len(more) - 4, 20)
        first = shortened(one_line(told[0]), width) if told else ""
        self.query_one("#notes", Words).show(Content(f"{first}{more}"))

    def _tell_line(self) -> None:
        fate = self.fate
        self._number = fate.number if fate is not None else None
        told = self.query_one("#told", ToldBelow)
        if fate is not None:
            told.tell(words_of_line(fate))
        elif self.plan is not None:
            told.tell("No line says anything.")

    def on_virtual_list_moved(self) -> None:
        """The cursor went to another line."""
        self._tell_line()

    def on_resize(self) -> None:
        """Fit to the new size."""
        super().on_resize()
        self.call_after_refresh(self.show_all)

    # What a person says

    def action_take_or_leave(self) -> None:
        """Leave the line out, or take it; on to the next."""
        fate = self.fate
        if fate is None:
            return
        if fate.kind not in ("taken", "left"):
            said = {
                "asked": "It waits for your word: Enter says what it means.",
                "refused": "It cannot be taken in. Enter corrects it, where it is mistyped.",
            }
            self.say(said.get(fate.kind, "There is nothing new in it to take in."))
            return
        numbers = [one.number for one in self.fates]
        here = numbers.index(fate.number)
        self._number = numbers[min(here + 1, len(numbers) - 1)]
        self.put(self.choices.toggled(fate.number))

    def action_take_all(self) -> None:
        """Take every line that is clear."""
        self.put(replace(self.choices, left=()))
        self.say("Every line that is clear is taken. u takes that back.")

    def action_leave_all(self) -> None:
        """Leave every line out."""
        sure = (one.number for one in self.fates if one.kind in ("taken", "left"))
        self.put(replace(self.choices, left=tuple(sure)))
        self.say("Every line is left out. u takes that back.")

    def action_waiting(self) -> None:
        """To the next line that waits."""
        waits = [at for at, one in enumerate(self.fates) if one.kind in ("asked", "refused")]
        if not waits:
            self.say("No line waits for you: Ctrl-S takes in what is marked [x].")
            return
        here = self.rows.cursor
        self.rows.move_to(next((at for at in waits if at > here), waits[0]))

    def on_virtual_list_chosen(self) -> None:
        """Enter."""
        self.action_correct()

    def action_correct(self) -> None:
        """Say what the line means, in a form."""
        fate, returned = self.fate, self.returned
        if fate is None or returned is None:
            return
        if fate.number > len(returned.lines):
            self.say("This line stands for the form as a whole: Space leaves it out.")
            return
        number = fate.number

        def keep(changed: dict[str, str]) -> str | None:
            self.put(self.choices.corrected(number, changed))
            return None

        form, values = line_form(fate, self._refs(fate), keep)
        about = f"{one_line(self.path.name)}, line {number}"
        self.post_message(Fill(form.id, about, values, form))

    def _refs(self, fate: Fate) -> list[Choice]:
        """The records that a line may be about, with how their words begin."""
        records, plan = self.session.records, self.plan
        form = records.get("return_forms", plan.form or "") if plan is not None else None
        if form is None:
            return []
        if fate.line.section == "questions":
            found = [
                (str(one["ref"]), str(one.get("question", "")))
                for one in records.index("return_questions", "form").get(str(form["ref"]), ())
            ]
        else:
            tables = {
                "replies": ("recommendations",),
                "updates": ("actions",),
            }.get(fate.line.section, ("recommendations", "actions"))
            found = [
                (str(ref), str(document.get("text") or document.get("what") or ""))
                for ref in form.get("asks", ())
                for table in tables
                if (document := records.get(table, str(ref))) is not None
            ]
        return [
            Choice(ref, f"{ref}  {shortened(on_one_line(text), _SHOWN)}") for ref, text in found
        ]

    def action_day(self) -> None:
        """Say the day that the form came back."""
        if self.returned is None:
            return
        self.post_message(
            AskLine(
                "On which day did the form come back?",
                "As in a letter: 20 November 2026. Empty is as it is written on the form.",
                self.choices.returned_on or "",
                self._came_back,
            )
        )

    def _came_back(self, typed: str) -> str | None:
        self.put(replace(self.choices, returned_on=typed or None))
        return None

    def action_form(self) -> None:
        """Say which form it is."""
        if self.returned is None:
            return
        records = self.session.records
        forms = [
            Choice(
                str(one["ref"]),
                f"{one['ref']}  {agency_name(records, one.get('agency'))}, asked "
                f"{in_words(one.get('asked_on'))}",
            )
            for one in reversed(records.select("return_forms"))
            if not one.get("withdrawn_on")
        ]
        self.post_message(
            Pick(
                "Which return form is it?",
                f"The file names {self.returned.form or 'none'}.",
                forms,
                lambda ref: self.put(replace(self.choices, form=ref)),
            )
        )

    # Reading

    def action_beside(self) -> None:
        """All that is beside the lines."""
        if self.plan is None:
            return
        told = tuple(words_of_form(self.plan)) or ("Nothing was written outside the tables.",)
        counts = tuple(
            f"{KINDS[kind][0]} {number:,} {kind}" for kind, number in self.plan.counts.items()
        )
        sections = (
            Section("Beside the lines", tuple(Line(None, one) for one in told)),
            Section("Its lines", tuple(Line(None, one) for one in counts)),
        )
        lines = ("Beside the lines", *told, "Its lines", *counts)
        self.post_message(ShowAccount(f"{self.called()}: beside its lines", sections, lines))

    def action_read_on(self, step: int) -> None:
        """Read on in what is told of the line, or back."""
        self.query_one("#told", ToldBelow).read_on(step)

    # Out of here

    def action_take_in(self) -> None:
        """Take it in, or say what is in the way."""
        plan = self.plan
        if plan is None or self.is_looking:
            self.say(self.why or "It is still being compared with the register.")
        elif not self.session.may_write:
            self.say(f"Nothing can be saved here: {self.session.why_read_only}")
        elif plan.problem is not None:
            self.say(next(iter(words_of_form(plan))))
        elif not plan.says_anything:
            self.say("Nothing is written on it. Ask the agency what it means.")
        elif plan.is_back and not plan.taken:
            self.say("Nothing of it is new.")
        else:
            self.take_in()
