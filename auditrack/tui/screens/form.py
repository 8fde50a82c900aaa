"""One form on the screen: it asks, keeps what is typed as a draft, and hands over a command."""

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget

from auditrack.model.change import Conflict, Refusal, RefusedError
from auditrack.register import drafts
from auditrack.tui import keys
from auditrack.tui.begun_path import Paths
from auditrack.tui.doubted import began
from auditrack.tui.forms.field import INQUEST, Choice, Field, Value
from auditrack.tui.forms.form import Form, Given
from auditrack.tui.forms.words import in_form_words
from auditrack.tui.frame import Frame
from auditrack.tui.messages import Ask, Batch, Disagree, DoubtEnded, Say
from auditrack.tui.own_file import MayUse
from auditrack.tui.plain import fit, one_line
from auditrack.tui.session import Session
from auditrack.tui.widgets.editors import (
    Editor,
    Onward,
    PickEditor,
    TextEditor,
    Typed,
    editor_of,
    put,
)
from auditrack.tui.widgets.path_line import PathCompletion
from auditrack.tui.widgets.words import Words

if TYPE_CHECKING:
    from auditrack.commands.command import Command
    from auditrack.tui.saving import Job

_DRAFT_SECONDS = 0.3
_LABEL = 20
_IN_DOUBT = (
    "Nobody knows yet whether this is saved.",
    "auditrack finds out when the server is back, and says so; a draft that was saved goes then.",
)


class FieldRow(Widget):
    """A label, its editor, and a line that says what was understood or what is wrong."""

    DEFAULT_CSS = """
    FieldRow { height: auto; layout: grid; grid-size: 2; grid-columns: 20 1fr; grid-rows: auto;
        padding: 0 1; }
    FieldRow > .label { color: $secondary; width: 20; }
    FieldRow > .said { column-span: 2; color: $secondary; padding: 0 0 0 20; }
    FieldRow > .said.-wrong { color: $warning; }
    FieldRow:focus-within > .label { color: $foreground; text-style: bold; }
    Frame.-narrow FieldRow { grid-size: 1; grid-columns: 1fr; }
    Frame.-narrow FieldRow > .said { column-span: 1; padding: 0 0 0 2; }
    """

    def __init__(
        self, field: Field, value: Value, choices: list[Choice], may_use: MayUse | None
    ) -> None:
        super().__init__(id=f"field-{field.name}")
        self.field = field
        self._may_use = may_use
        completion = PathCompletion(Paths(may_use=may_use)) if field.kind == "path" else None
        self.editor: Editor = editor_of(field, value, choices, completion)

    def compose(self) -> Iterable[Widget]:
        """Label, editor, what is said of it."""
        label = self.field.label + (" *" if self.field.needed else "")
        words = Words(Content(label))
        words.add_class("label")
        yield words
        yield self.editor
        said = Words(Content())
        said.add_class("said")
        said.display = False
        yield said

    @property
    def said(self) -> str:
        """The line as a person reads it."""
        if isinstance(self.editor, PickEditor):
            return self.editor.line.value
        return self.editor.text if isinstance(self.editor, TextEditor) else self.editor.value

    def out_of_reach(self, value: Value) -> str | None:
        """Why a path may not be used on this connection; None for all else."""
        if self.field.kind != "path" or not value or self._may_use is None:
            return None
        try:
            self._may_use(os.path.expanduser(str(value)))
        except RefusedError as refused:
            return str(refused.refusal)
        return None

    def tell(self, sentence: str, wrong: bool = False) -> None:
        """Say something below the editor; nothing takes no room."""
        if not self.is_mounted:
            return  # what changes while a form is being made up is said when it stands
        said = self.query_one(".said", Words)
        said.set_class(wrong, "-wrong")
        said.show(Content(one_line(sentence)))
        said.display = bool(sentence)


class FormScreen(Frame):
    """A form about a record, or about none. Saved, it closes; left, its draft stays."""

    SAVES: ClassVar[str] = "saves"
    SAVE_NOW: ClassVar[str] = "Save it now"
    NOT_SAVED: ClassVar[tuple[str, str]] = (
        "This form is not saved.",
        "Nothing of it is on record yet.",
    )
    NOT_YET: ClassVar[str] = "Not saved yet."
    PLACE = keys.FORM
    BINDINGS = keys.bindings(keys.FORM)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-wide")]  # noqa: RUF012
    DEFAULT_CSS = """
    FormScreen > #note { padding: 0 1; color: $secondary; max-height: 8; }
    FormScreen.-short > #note { max-height: 2; }
    FormScreen > #fields { height: 1fr; margin-top: 1; scrollbar-size: 0 0; }
    FormScreen.-short > #fields { margin-top: 0; }
    FormScreen > #said { padding: 0 1; text-style: bold; color: $warning; max-height: 8; }
    """

    def __init__(
        self,
        session: Session,
        form: Form,
        ref: str,
        values: Mapping[str, Value],
        because: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(session)
        self._because = because or {}
        self.form = form
        self.ref = ref
        self._fresh: dict[str, Value] = {
            **form.first_values(session.records, ref, session.writing_day),
            **values,
        }
        self.base: dict[str, Value] = dict(
            form.first_values(session.records, ref, session.writing_day)
        )
        self.base_rev = form.revision(session.records, ref)
        self.values = dict(self._fresh)
        self._more = False
        self._perhaps: drafts.PerhapsSaved | None = None
        self._taken_up = self._take_up()
        self._more = self._more or any(
            field.more and self.values[field.name] != self.base.get(field.name)
            for field in form.fields
        )
        self._job: Job | None = None
        self._keeper: Timer | None = None
        self._looked: dict[str, tuple[Value, str]] = {}
        """What the check for disclosure said of the words of a field as they were then."""
        self._kept_as = dict(self.values)
        self._over = False
        self._closes = False
        """Whether it closes as soon as it is looked at again."""

    # What is shown

    def body(self) -> Iterable[Widget]:
        """What the form is about, its fields, and what is wrong."""
        note = Words(Content(self._note()), id="note")
        yield note
        records = self.session.records
        rows = []
        for field in self.form.fields:
            choices = field.offered(records, self.ref)
            row = FieldRow(field, self.values[field.name], choices, self.session.may_use)
            row.display = self._more or not field.more
            rows.append(row)
        yield VerticalScroll(*rows, id="fields", can_focus=False)
        said = Words(Content(), id="said")
        said.display = False
        yield said

    def called(self) -> str:
        """What is being done, and to which record."""
        return self.form.title if self.form.names else f"{self.form.title} {self.ref}".strip()

    def leave_out(self) -> frozenset[str]:
        """More is offered where there is more; starting afresh where a draft was taken up."""
        more = any(field.more for field in self.form.fields)
        return super().leave_out() | (frozenset() if more else {"form-more"})

    def _note(self) -> str:
        told = [self.session.out_of_role(self.form.act)]
        if self._taken_up:
            told.append(f"Your draft {self._taken_up} is here again; F6 starts afresh.")
        if self._perhaps is not None:
            told.append(
                f"It was perhaps saved as entry {self._perhaps.number}, when the connection was "
                "lost: look before you save it."
            )
        if self.form.note is not None:
            told.append(self.form.note(self.session.records, self.ref, self.session.writing_day))
        if any(field.kind == "text" for field in self.form.fields):
            told.append(INQUEST)
        return one_line(" ".join(filter(None, told)))

    def on_mount(self) -> None:
        """The keys go to the first field that is still empty; what is filled in is read first."""
        self.call_after_refresh(self._to_first_empty)

    def _to_first_empty(self) -> None:
        rows = self._rows() if self.stands else []
        if self._because:
            for row in rows:
                row.tell(self._said_of(row))
        if rows and (self.form.edits or self.form.keep or self._because):
            rows[0].editor.focus()
        elif rows:
            empty = [row for row in rows if not self.values[row.field.name]]
            (empty or rows)[0].editor.focus()

    def _rows(self) -> list[FieldRow]:
        return [row for row in self.query(FieldRow) if row.display]

    def _row(self, name: str) -> FieldRow:
        return self.query_one(f"#field-{name}", FieldRow)

    def renew(self) -> None:
        """The register has changed: what is typed stays; what is wrong is looked at again."""
        self._check()

    # Typing

    @property
    def is_touched(self) -> bool:
        """Whether anything stands in the form that a person put there."""
        return self.values != self._fresh

    def on_typed(self, event: Typed) -> None:
        """Hold the value; the draft follows in a moment."""
        event.stop()
        self.values[event.name] = event.value
        row = self._row(event.name)
        row.tell(self._said_of(row))
        if self._keeper is None:
            self._keeper = self.set_timer(_DRAFT_SECONDS, self.keep_draft)

    def on_descendant_focus(self) -> None:
        """Say what the field wants."""
        here = self._here()
        if here is None:
            return
        if here.field.offers is not None and isinstance(here.editor, PickEditor):
            here.editor.offer(here.field.offers(self.values))
        if not self.values[here.field.name] and here.field.hint:
            here.tell(self._said_of(here) or here.field.hint)

    def on_descendant_blur(self) -> None:
        """Say what is wrong with what was left, and what saving would be refused for."""
        self.call_after_refresh(self._check)

    def _here(self) -> FieldRow | None:
        return next((row for row in self._rows() if row.has_focus_within), None)

    def _check(self) -> None:
        """Say of every field that was filled in what is wrong with it, in words."""
        if self._over or not self.stands:
            return
        here = self._here()
        for row in self._rows():
            if row is here:
                continue
            value = self.values[row.field.name]
            wrong = self._wrong_choice(row) or row.field.problem(value, self.session.writing_day)
            if wrong and (value or (self.is_touched and self._passed(row))):
                row.tell(wrong, wrong=True)
            else:
                row.tell(self._said_of(row))

    def _said_of(self, row: FieldRow) -> str:
        """What was understood of a value, and where it came from while it stands as filled in."""
        name = row.field.name
        value = self.values[name]
        told = [row.field.echo(value, self.session.writing_day)]
        if value == self._fresh.get(name):
            told.append(self._because.get(name, ""))
        words, said = self._looked.get(name, ("", ""))
        if said and value == words:
            told.append(said)
        return ", ".join(part for part in told if part)

    def _passed(self, row: FieldRow) -> bool:
        """Whether the person has been at or beyond a field."""
        rows = self._rows()
        here = self._here()
        return here is None or rows.index(row) < rows.index(here)

    def _wrong_choice(self, row: FieldRow) -> str | None:
        editor = row.editor
        if row.field.kind == "path":
            return row.out_of_reach(self.values[row.field.name])
        if row.field.open or not isinstance(editor, PickEditor) or editor.several:
            return None
        value = str(self.values[row.field.name])
        if not value or value in editor.known:
            return None
        return f"“{one_line(value)}” is not on the list."

    def action_next_field(self) -> None:
        """To the next field."""
        self._step(1)

    def action_previous_field(self) -> None:
        """To the field before."""
        self._step(-1)

    def on_onward(self, event: Onward) -> None:
        """A field is done."""
        event.stop()
        self._step(event.step)

    def _step(self, step: int) -> None:
        rows, here = self._rows(), self._here()
        at = rows.index(here) + step if here in rows else 0
        if 0 <= at < len(rows):
            rows[at].editor.focus()
        elif at >= len(rows):
            self._say_how_to_end()

    def _say_how_to_end(self) -> None:
        self.say(f"That was the last field. Ctrl-S {self.SAVES}, Esc leaves.")

    def action_more(self) -> None:
        """Show the fields that are seldom needed, or hide those that are empty."""
        self._more = not self._more
        for row in self.query(FieldRow):
            row.display = self._more or not row.field.more or bool(self.values[row.field.name])

    def action_usual(self) -> None:
        """Fill in what is usual where the keys are; every letter of it can be changed."""
        here = self._here()
        if here is None or here.field.usual is None:
            self.say("Nothing is usual for this field.")
            return
        usual = here.field.usual(self.session.records, self.values, self.session.writing_day)
        self.values[here.field.name] = usual
        put(here.editor, usual)
        here.tell(self._said_of(here))
        self.keep_draft()

    def action_check_wording(self) -> None:
        """Say beside each text what the check for disclosure finds in it; nothing is blocked."""
        rows = [row for row in self.query(FieldRow) if row.field.kind in ("text", "line")]
        typed = {row.field.name: str(self.values[row.field.name]) for row in rows}
        texts = {name: text for name, text in typed.items() if text.strip()}
        if not texts:
            self.say("No words are typed yet that could be checked.")
            return
        from auditrack.tui.wording_checked import looked_over

        looked = looked_over(self.session.records, texts)
        self._looked = {
            name: (text, looked.told.get(name, "Nothing found.")) for name, text in texts.items()
        }
        for row in rows:
            if row.field.name in texts:
                row.display = row.display or row.field.name in looked.told
                row.tell(self._said_of(row))
        self.say(str(looked))

    # The draft

    def _take_up(self) -> str:
        """Take up the draft that waits for this form; when it was typed, in words."""
        draft = drafts.find(self.session.identity, self.form.id, self.ref)
        if draft is None:
            return ""
        self._perhaps = draft.perhaps
        from auditrack.model.dates import london_time_in_words

        for field in self.form.fields:
            value = draft.values.get(field.name)
            if isinstance(value, str) and field.kind != "picks":
                self.values[field.name] = value
            elif isinstance(value, list) and field.kind == "picks":
                self.values[field.name] = tuple(map(str, value))
        if self.form.edits and draft.base_rev is not None:
            self._return_to(draft.base_rev)
        return f"of {london_time_in_words(draft.at)}"

    def _return_to(self, revision: int) -> None:
        """An edit goes on from the revision it began with, so that others' work is not undone."""
        if self.base_rev is None or revision == self.base_rev:
            return
        self.base_rev = revision
        self.base |= self.session.values_at(self.form, self.ref, revision)

    def keep_draft(self) -> None:
        """Write what is typed to the officer's own folder."""
        if self._keeper is not None:
            self._keeper.stop()
        self._keeper = None
        if self._over or self.values == self._kept_as:
            return
        self._kept_as = dict(self.values)
        draft = drafts.Draft(
            form=self.form.id,
            ref=self.ref,
            values={
                name: list(value) if isinstance(value, tuple) else value
                for name, value in self.values.items()
                if (field := self.form.field(name)) is None or not field.unkept
            },
            base_rev=self.base_rev,
            at=self.session.now(),
            perhaps=self._perhaps,
        )
        if not drafts.keep(self.session.identity, draft):
            self.say("The draft could not be kept on this machine: save before you leave.")

    def on_unmount(self) -> None:
        """Whatever took the screen away, the draft stays."""
        self._settle_pick()
        self.keep_draft()

    def _settle_pick(self) -> None:
        here = next((row for row in self.query(FieldRow) if row.has_focus_within), None)
        if here is not None and isinstance(here.editor, PickEditor):
            here.editor.take_typed()
            self.values[here.field.name] = here.editor.value

    def action_afresh(self) -> None:
        """Forget the draft that was taken up."""
        self.post_message(
            Ask(
                "Start this form afresh?",
                "What you had typed into it is discarded. The register is not touched.",
                (("no", "No, keep what is typed"), ("yes", "Yes, start afresh")),
                lambda answer: self._start_afresh() if answer == "yes" else None,
            )
        )

    def _start_afresh(self) -> None:
        records, today = self.session.records, self.session.writing_day
        drafts.forget(self.session.identity, self.form.id, self.ref)
        self.base = self.form.first_values(records, self.ref, today)
        self.base_rev = self.form.revision(records, self.ref)
        self.values = dict(self._fresh)
        self._kept_as = dict(self.values)
        self._taken_up = ""
        for row in self.query(FieldRow):
            put(row.editor, self.values[row.field.name])
            row.tell("")
        self.query_one("#note", Words).show(Content(self._note()))
        self._to_first_empty()

    # Leaving

    async def step_out(self) -> bool:
        """Escape asks before it leaves what was typed."""
        self.action_leave()
        return True

    def action_leave(self) -> None:
        """Leave: at once where nothing was typed, else after asking."""
        self._settle_pick()
        if not self.is_touched:
            self._leave()
            return
        self.keep_draft()
        in_doubt = self.session.in_doubt(self._draft_of)
        choices: tuple[tuple[str, str], ...] = (
            ("back", "Back to the form"),
            ("keep", "Keep it as a draft and leave"),
            ("save", self.SAVE_NOW),
            ("discard", "Discard what was typed"),
        )
        if in_doubt:
            choices = tuple(one for one in choices if one[0] != "save")
        self.post_message(Ask(*(_IN_DOUBT if in_doubt else self.NOT_SAVED), choices, self._left))

    def _left(self, answer: str) -> None:
        if answer == "save":
            self.action_save()
        elif answer == "keep":
            self.post_message(Say("Kept as a draft. Open the same form again to go on."))
            self._leave(keep=True)
        elif answer == "discard":
            self._leave()

    def _leave(self, keep: bool = False) -> None:
        if not keep:
            drafts.forget(self.session.identity, self.form.id, self.ref)
        self._over = True
        self.dismiss()

    def action_help(self) -> None:
        """Help for forms."""
        self.app.call_later(self.app.run_action, "help")

    # Saving

    def _given(self) -> Given:
        return Given(self.ref, dict(self.values), dict(self.base), self.base_rev)

    def action_save(self) -> None:
        """Hand over the command, unless a field alone already says it cannot stand."""
        if self._job is not None:
            self.say("It is being saved.")
            return
        if self.session.in_doubt(self._draft_of):
            self.say(
                "Nobody knows yet whether this is saved. auditrack says so when the server is back."
            )
            return
        if not self.may_stand():
            return
        if self.form.keep is not None:
            refused = self.form.keep(self._given())
            if refused is None:
                self._leave()
            else:
                self._tell_wrong(f"Not kept. {refused}")
            return
        if self.form.batch is not None:
            self._hand_over_several(self.form.batch(self._given(), self.session.records))
            return
        command = self.form.build(self._given())
        refusal = self.session.check(command)
        if refusal is not None and not isinstance(refusal, Conflict):
            self.not_kept(refusal)
            return
        if self.form.confirm:
            self.post_message(
                Ask(
                    f"{self.form.title} {self.ref}?".replace(" ?", "?"),
                    self._what_saving_does(),
                    (("no", "No, back to the form"), ("yes", f"Yes, {self.form.title.lower()}")),
                    lambda answer: self._hand_over(command) if answer == "yes" else None,
                )
            )
            return
        self._hand_over(command)

    def may_stand(self) -> bool:
        """Whether every field may stand as far as it can tell; the first that cannot says why."""
        self._settle_pick()
        for row in self.query(FieldRow):
            value = self.values[row.field.name]
            wrong = self._wrong_choice(row) or row.field.problem(value, self.session.writing_day)
            if wrong:
                row.display = True
                row.tell(wrong, wrong=True)
                row.editor.focus()
                self._tell_wrong(f"{self.NOT_YET} {wrong}")
                return False
        return True

    def _what_saving_does(self) -> str:
        """Said before it is done; a field's name in braces stands for what was chosen in it."""
        words = self.form.confirm
        for row in self.query(FieldRow):
            words = words.replace(f"{{{row.field.name}}}", row.said)
        return words

    def _hand_over_several(self, commands: "tuple[Command, ...]") -> None:
        if not commands:
            self._tell_wrong("Nothing is to be changed: every field is blank.")
            return

        def agreed(answer: str) -> None:
            if answer == "yes":
                self.post_message(Batch(commands, self.form.title))
                self._leave()

        self.post_message(
            Ask(
                f"{self.form.title}?",
                self.form.confirm,
                (("no", "No, back to the form"), ("yes", "Yes, change them")),
                agreed,
            )
        )

    def _hand_over(self, command: "Command") -> None:
        self.keep_draft()
        self._tell_wrong("")
        self.hint = "Saving..."
        self.show_frame()
        self._job = self.session.save(command, draft=self._draft_of)

    @property
    def _draft_of(self) -> tuple[str, str]:
        return self.form.id, self.ref

    def doubt_ended(self, event: DoubtEnded) -> None:
        """It was in doubt whether it was saved: close, or wait to be saved again."""
        if event.draft != self._draft_of or not self.stands:
            return
        self._perhaps = None
        if event.settled.saved is None:
            self._tell_wrong("Not saved. Ctrl-S saves it now.")
            return
        self._over = True
        self._close()

    def _close(self) -> None:
        """Close, or as soon as what lies above it is closed."""
        if self.is_current:
            self.dismiss()
        else:
            self._closes = True

    def on_screen_resume(self) -> None:
        """What was saved while something else lay above it is closed."""
        if self._closes:
            self._closes = False
            self.call_later(self.dismiss)
        else:
            super().on_screen_resume()

    def job_told(self, job: "Job") -> None:
        """What came of it."""
        if job is not self._job or not self.stands:
            return
        self._job = None
        self.hint = ""
        self.show_frame()
        for saved in job.saved:
            drafts.forget(self.session.identity, self.form.id, self.ref)
            self._over = True
            self.post_message(Say(self.session.told_of(saved)))
            self.dismiss()
            if self.form.after is not None:
                self.app.post_message(self.form.after(self._given()))
        for _, refusal in job.refused:
            self.not_kept(refusal)

    def not_kept(self, refusal: Refusal) -> None:
        """Say why it was not saved; everything typed stays."""
        if isinstance(refusal, Conflict):
            self.post_message(Disagree(refusal, self._settled))
            return
        self._tell_wrong(f"{began(refusal)} {in_form_words(refusal, self.form)}")
        if self.session.in_doubt(self._draft_of):
            found = drafts.find(self.session.identity, *self._draft_of)
            self._perhaps = None if found is None else found.perhaps

    def _settled(self, chosen: Mapping[str, str]) -> None:
        """A conflict was settled field by field: go on from what is on record now."""
        records, today = self.session.records, self.session.writing_day
        now = self.form.first_values(records, self.ref, today)
        untouched = {name for name, value in self.values.items() if value == self.base.get(name)}
        for name, value in now.items():
            if name in untouched or chosen.get(name) == "theirs":
                self.values[name] = value
                put(self._row(name).editor, value)
        self.base, self.base_rev = now, self.form.revision(records, self.ref)
        if self.values == self.base:
            self.post_message(Say("Nothing was written: what is on record stands."))
            self._leave()
            return
        self.action_save()

    def _tell_wrong(self, sentence: str) -> None:
        said = self.query_one("#said", Words)
        said.show(Content("\n".join(fit(line, 400).rstrip() for line in sentence.split("\n"))))
        said.display = bool(sentence)
