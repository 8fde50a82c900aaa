"""Two people changed the same field: what it was, yours and theirs, and which shall stand."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from textual.content import Content
from textual.widget import Widget

from auditrack.model.change import Conflict, FieldConflict
from auditrack.tui import keys
from auditrack.tui.frame import Frame
from auditrack.tui.plain import fold, one_line
from auditrack.tui.session import Session
from auditrack.tui.widgets.virtual_list import Line, VirtualList
from auditrack.tui.widgets.words import Words

_MARGIN = 2


def _said(value: object) -> str:
    if value is None or value == "":
        return "(blank)"
    if isinstance(value, (list, tuple)):
        return one_line(", ".join(map(str, value))) or "(blank)"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return one_line(value)


class ConflictRows:
    """Each field with what it was, mine and theirs; `*` marks what shall stand."""

    def __init__(self, fields: Sequence[FieldConflict], chosen: Mapping[str, str]) -> None:
        self._fields = fields
        self._chosen = chosen

    def __len__(self) -> int:
        return len(self._fields)

    def heights(self, width: int) -> list[int]:
        """How many lines each field takes."""
        return [len(self.lines(index, width, False)) for index in range(len(self))]

    def lines(self, index: int, width: int, chosen: bool) -> Sequence[Line]:
        """The lines of one field."""
        field = self._fields[index]
        stands = self._chosen.get(field.field)
        found: list[Line] = [
            [(">" if chosen else " ", "strong"), (" " + field.field.replace("_", " "), "strong")]
        ]
        for code, called, value in (
            ("", "It was", field.base),
            ("mine", "Yours (m)", field.mine),
            ("theirs", "Theirs (t)", field.theirs),
        ):
            mark = "*" if code and code == stands else " "
            label = f"  {mark} {called:<11}"
            room = max(width - len(label) - 1, 4)
            for number, part in enumerate(fold(_said(value), room)):
                look = "strong" if mark == "*" else ""
                found.append([(label if number == 0 else " " * len(label), look), (part, look)])
        return found


class ConflictScreen(Frame):
    """Choose for every field; nothing is written before Ctrl-S."""

    PLACE = keys.CONFLICT
    BINDINGS = keys.bindings(keys.CONFLICT)
    DEFAULT_CSS = """
    ConflictScreen > #told { padding: 0 1; margin: 1 0; }
    ConflictScreen.-short > #told { margin: 0; }
    """

    def __init__(
        self,
        session: Session,
        conflict: Conflict,
        settled: Callable[[Mapping[str, str]], object],
    ) -> None:
        super().__init__(session)
        self._conflict = conflict
        self._settled = settled
        self._chosen: dict[str, str] = {}

    def body(self) -> Iterable[Widget]:
        """Who, and the fields."""
        who = one_line(self._conflict.by or "Somebody else")
        yield Words(
            Content(
                f"{who} changed the same while you were typing. Nothing is written yet. "
                "Choose with m or t, then Ctrl-S."
            ),
            id="told",
        )
        yield VirtualList(self._rows(), id="fields")

    def _rows(self) -> ConflictRows:
        return ConflictRows(self._conflict.fields, self._chosen)

    def called(self) -> str:
        """The record."""
        return f"Changed by two {self._conflict.ref or ''}".strip()

    def leave_out(self) -> frozenset[str]:
        """Nothing is opened from here."""
        return super().leave_out() | {"open"}

    def renew(self) -> None:
        """What is shown is the conflict as it was refused; saving looks again."""

    async def step_out(self) -> bool:
        """Escape goes back to the form."""
        self.action_back()
        return True

    def action_back(self) -> None:
        """Back to the form: nothing is written, nothing typed is lost."""
        self.dismiss()

    def _choose(self, which: str) -> None:
        fields = self.query_one("#fields", VirtualList)
        self._chosen[self._conflict.fields[fields.cursor].field] = which
        open_still = [
            index
            for index, field in enumerate(self._conflict.fields)
            if field.field not in self._chosen
        ]
        fields.show(self._rows(), open_still[0] if open_still else fields.cursor)

    def action_mine(self) -> None:
        """What I typed shall stand."""
        self._choose("mine")

    def action_theirs(self) -> None:
        """What is on record shall stand."""
        self._choose("theirs")

    def action_save(self) -> None:
        """Go on once every field is chosen."""
        if len(self._chosen) < len({field.field for field in self._conflict.fields}):
            self.say("Choose for every field first: m for yours, t for theirs.")
            return
        settled, chosen = self._settled, dict(self._chosen)
        self.dismiss()
        self.app.call_later(settled, chosen)
