"""The editors of a form's fields: one line, several lines, one choice of many, several of many.

Each holds the value of its field and posts `Typed` when it changes. What is typed or pasted can
never steer a terminal: it is made visible at the door.
"""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, EditResult

from auditrack.tui.forms.field import Choice, Field, Value
from auditrack.tui.plain import fit, one_line, plain
from auditrack.tui.widgets.words import Words

OFFERED = 6
"""How many choices are seen at a time."""


class Typed(Message):
    """The value of a field has changed."""

    def __init__(self, name: str, value: Value) -> None:
        super().__init__()
        self.name = name
        self.value = value


class Onward(Message):
    """The person is done with a field: on to the next one, or back to the one before."""

    def __init__(self, step: int = 1) -> None:
        super().__init__()
        self.step = step


class LineEditor(Input):
    """One line."""

    DEFAULT_CSS = """
    LineEditor, LineEditor:focus {
        height: 1; border: none; padding: 0; background: $panel; color: $foreground; width: 1fr;
    }
    """

    def __init__(self, field: Field, value: str, completion: Suggester | None = None) -> None:
        super().__init__(value, select_on_focus=False, suggester=completion)
        self.field = field
        self.cursor_blink = False  # blinking sends 1.6 KB a second over the line

    def validate_value(self, value: str) -> str:
        """What is kept of what was typed."""
        return plain(value).replace("\n", " ")

    def watch_value(self, value: str) -> None:
        """Tell the form."""
        if self.is_mounted:
            self.post_message(Typed(self.field.name, value))

    def on_key(self, event: events.Key) -> None:
        """Up and Down go from field to field; Enter goes on."""
        if event.key in ("up", "down", "enter"):
            event.stop()
            event.prevent_default()
            self.post_message(Onward(-1 if event.key == "up" else 1))


class TextEditor(TextArea):
    """Several lines."""

    DEFAULT_CSS = """
    TextEditor, TextEditor:focus {
        height: auto; min-height: 2; max-height: 8; border: none; padding: 0; width: 1fr;
        background: $panel; color: $foreground; scrollbar-size: 0 0;
    }
    """

    def __init__(self, field: Field, value: str) -> None:
        super().__init__(
            plain(value), tab_behavior="focus", soft_wrap=True, show_line_numbers=False
        )
        self.field = field
        self.cursor_blink = False
        self.move_cursor(self.document.end)

    def edit(self, edit: Edit) -> EditResult:
        """Take what is typed or pasted, made visible where it could steer a terminal."""
        edit.text = plain(edit.text)
        return super().edit(edit)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell the form."""
        event.stop()
        self.post_message(Typed(self.field.name, self.text))

    def on_key(self, event: events.Key) -> None:
        """Leave upwards from the first line, and downwards from the last."""
        row = self.cursor_location[0]
        if event.key == "up" and row == 0:
            event.stop()
            event.prevent_default()
            self.post_message(Onward(-1))
        elif event.key == "down" and row == self.document.line_count - 1:
            event.stop()
            event.prevent_default()
            self.post_message(Onward(1))


def fitting(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """The choices that fit what was typed: those that begin so, then those with such words."""
    wanted = " ".join(typed.casefold().split())
    if not wanted:
        return list(choices)
    begins, words, inside = [], [], []
    for choice in choices:
        said = choice.said.casefold()
        if said.startswith(wanted) or choice.value.casefold() == wanted:
            begins.append(choice)
        elif all(f" {part}" in f" {said} {choice.value.casefold()}" for part in wanted.split()):
            words.append(choice)
        elif wanted in said or wanted in choice.value.casefold():
            inside.append(choice)
    return begins + words + inside


class PickLine(Input):
    """The line in which a choice is typed."""

    DEFAULT_CSS = LineEditor.DEFAULT_CSS.replace("LineEditor", "PickLine")

    def validate_value(self, value: str) -> str:
        """What is kept of what was typed."""
        return plain(value).replace("\n", " ")


class PickEditor(Widget):
    """One choice of a list that narrows while it is typed; `picks` of a field takes several."""

    DEFAULT_CSS = """
    PickEditor { height: auto; width: 1fr; layout: vertical; }
    PickEditor > #taken { color: $foreground; }
    PickEditor > #offered { color: $secondary; }
    """

    def __init__(self, field: Field, value: Value, choices: Sequence[Choice]) -> None:
        super().__init__()
        self.field = field
        self.several = field.kind == "picks"
        self._choices = list(choices)
        self._said = {choice.value: choice.said for choice in choices}
        self._value: Value = value
        self._at = 0
        self._narrowed = ""  # what was typed since the keys came here
        self._typing = False
        self._moved = False

    @property
    def value(self) -> Value:
        """What is chosen."""
        return self._value

    @property
    def known(self) -> frozenset[str]:
        """The values on the list."""
        return frozenset(self._said)

    def compose(self) -> ComposeResult:
        """What is taken, the line, what is offered."""
        taken = Words(self._taken(), id="taken")
        taken.display = bool(taken.words.plain)
        yield taken
        yield PickLine("" if self.several else self._called(str(self._value)), select_on_focus=True)
        offered = Words(Content(), id="offered")
        offered.display = False
        yield offered

    def on_mount(self) -> None:
        """Keep the cursor still."""
        self.line.cursor_blink = False
        self._read_from_start()

    def _read_from_start(self) -> None:
        """A choice that is longer than the line is read from its beginning."""
        if not self.line.has_focus:
            self.line.cursor_position = 0

    def on_resize(self) -> None:
        """Fit what is offered to the width."""
        self._show()

    @property
    def line(self) -> PickLine:
        """The line in which a choice is typed."""
        return self.query_one(PickLine)

    def focus(self, scroll_visible: bool = True) -> "PickEditor":
        """The keys go to the line."""
        self.line.focus(scroll_visible)
        return self

    def put(self, value: Value) -> None:
        """Hold another value."""
        self._value = value
        with self.prevent(Input.Changed):
            self.line.value = "" if self.several else self._called(str(value))
        self._read_from_start()
        self._show()

    def offer(self, choices: Sequence[Choice]) -> None:
        """Offer these from now on; what they are called once they are taken stays."""
        self._choices = list(choices)
        self._to_chosen()
        self._show()

    def _to_chosen(self) -> None:
        """The cursor to what is chosen."""
        values = [choice.value for choice in self._offers()]
        self._at = values.index(self._value) if self._value in values else 0

    @property
    def _is_marked(self) -> bool:
        """Whether Enter takes what the cursor is on: what is typed stands in an open field."""
        if self.several:
            return self._moved or bool(self.line.value.strip())
        if not self.field.open or self._moved:
            return True
        return not self._typing and self._value in self._said

    def _called(self, value: str) -> str:
        return one_line(self._said.get(value, value))

    def _taken(self) -> Content:
        if not self.several or not self._value:
            return Content()
        return Content("\n".join(f"- {self._called(one)}" for one in self._value))

    def _offers(self) -> list[Choice]:
        found = fitting(self._choices, self._narrowed)
        if self.several:
            found = [choice for choice in found if choice.value not in self._value]
        return found

    def _show(self) -> None:
        """What is offered, where the keys are here."""
        taken = self.query_one("#taken", Words)
        taken.show(self._taken())
        taken.display = bool(taken.words.plain)
        offered = self.query_one("#offered", Words)
        if not self.line.has_focus:
            offered.display = False
            return
        found = self._offers()
        self._at = max(0, min(self._at, len(found) - 1))
        top = max(0, min(self._at - OFFERED // 2, len(found) - OFFERED))
        # The size of the widget is not known yet when the form has just been opened.
        width = max(self.size.width or self.app.size.width - 24, 10)
        lines = []
        for index, choice in enumerate(found[top : top + OFFERED], start=top):
            mark = ">" if index == self._at and self._is_marked else " "
            lines.append(fit(f"{mark} {one_line(choice.said)}", width).rstrip())
        if len(found) > OFFERED:
            lines.append(f"  {self._at + 1} of {len(found)}; type to narrow")
        if not found:
            lines.append(
                "  Nothing on the list fits."
                + (" What is typed will be taken." if self.field.open else "")
            )
        offered.show(Content("\n".join(lines)))
        offered.display = True

    def on_descendant_focus(self) -> None:
        """Offer the list, with the cursor on what is chosen."""
        self._start_over()
        self._to_chosen()
        self._show()

    def on_descendant_blur(self) -> None:
        """Take what was meant by what was typed."""
        self.take_typed()
        self._read_from_start()
        self.query_one("#offered", Words).display = False

    def take_typed(self) -> None:
        """Take what was meant by what was typed, as leaving the field does."""
        typed = self.line.value.strip()
        if self.several:
            if typed:
                self._take()
            return
        if not self._typing and not self._moved:
            return
        found = self._offers()
        moved, at = self._moved, self._at
        self._start_over()
        if not typed and not moved:
            self._set("")
        elif self.field.open and not moved:
            wanted = typed.casefold()
            exact = [
                one
                for one in found
                if wanted in (one.said.casefold(), self._said.get(one.value, "").casefold())
            ]
            self._set(exact[0].value if exact else typed)
        elif found:
            self._set(found[min(at, len(found) - 1)].value)
        else:
            # What fits nothing stays as typed, so that the form can say so.
            self._set(typed)

    def _start_over(self) -> None:
        self._narrowed, self._typing, self._moved = "", False, False

    def _set(self, value: Value) -> None:
        self._value = value
        if not self.several:
            with self.prevent(Input.Changed):
                self.line.value = self._called(str(value))
        self.post_message(Typed(self.field.name, value))

    def _take(self) -> None:
        """Take the choice under the cursor among several."""
        found = self._offers()
        typed = self.line.value.strip()
        if found:
            one = found[self._at].value
        elif self.field.open and typed:
            one = typed
        else:
            return
        assert isinstance(self._value, tuple)
        if one not in self._value:
            self._set((*self._value, one))
        with self.prevent(Input.Changed):
            self.line.value = ""
        self._at = 0
        self._start_over()
        self._show()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow what is offered."""
        event.stop()
        if self.line.has_focus:
            self._narrowed = event.value
            self._typing, self._moved = True, False
            self._at = 0
            if not self.several and self.field.open:
                self.post_message(Typed(self.field.name, event.value))
            self._show()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes what the cursor is on, and goes on."""
        event.stop()
        if self.several:
            if self.line.value.strip() or self._moved:
                self._take()
                return
        elif not self._typing and not self._moved and not self._value and not self.field.open:
            # Enter on an empty choice takes what the cursor stands on.
            self._moved = True
        if not self.several:
            self.take_typed()
            # Where the keys stay here, another choice can be made as when they came here.
            self.line.select_all()
            self._to_chosen()
            self._show()
        self.post_message(Onward())

    def on_key(self, event: events.Key) -> None:
        """Up and Down go through what is offered; Backspace on nothing gives one back."""
        if event.key in ("up", "down"):
            event.stop()
            event.prevent_default()
            found = self._offers()
            step = -1 if event.key == "up" else 1
            if not self._is_marked:
                self._at = -1  # Down goes to the first
            if not found or not 0 <= self._at + step < len(found):
                self.post_message(Onward(step))
                return
            self._at += step
            self._moved = True
            self._show()
        elif event.key == "backspace" and self.several and not self.line.value and self._value:
            event.stop()
            assert isinstance(self._value, tuple)
            self._set(self._value[:-1])
            self._show()


Editor = LineEditor | TextEditor | PickEditor


def editor_of(
    field: Field, value: Value, choices: Sequence[Choice], completion: Suggester | None = None
) -> Editor:
    """The editor for a field, holding a value; `completion` says how a path may go on."""
    if field.kind == "yes-no":
        return PickEditor(field, value, (Choice("yes", "yes"), Choice("no", "no")))
    if field.kind in ("pick", "picks"):
        return PickEditor(field, value, choices)
    if field.kind == "text":
        return TextEditor(field, str(value))
    return LineEditor(field, str(value), completion)


def put(editor: Editor, value: Value) -> None:
    """Put another value into an editor."""
    if isinstance(editor, PickEditor):
        editor.put(value)
    elif isinstance(editor, TextEditor):
        editor.load_text(str(value))
    else:
        editor.value = str(value)
