"""The tick list: what a document proposes, word for word, and what of it is taken in."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from auditrack.model.change import RefusedError
from auditrack.model.proposal import Proposals
from auditrack.model.refs import slug
from auditrack.tui import keys
from auditrack.tui.forms.taking_in import taking_in
from auditrack.tui.frame import Frame
from auditrack.tui.messages import AskLine, Fill
from auditrack.tui.plain import fit, one_line
from auditrack.tui.session import Session
from auditrack.tui.widgets.virtual_list import Line, VirtualList
from auditrack.tui.widgets.words import Words

if TYPE_CHECKING:
    from auditrack.model.proposal import Item

_KIND = 16
_LABEL = 10
_DOUBTFUL = 0.7
_SAID = 200


class TickRows:
    """Items with their ticks, one line each."""

    def __init__(self, items: "Sequence[Item]", ticked: set[int]) -> None:
        self.items = items
        self.ticked = ticked

    def __len__(self) -> int:
        return len(self.items)

    def heights(self, width: int) -> None:
        """Every item is one line."""

    def lines(self, index: int, width: int, chosen: bool) -> Sequence[Line]:
        """The tick, the kind, the label, the text; `?` marks a doubtful one."""
        item = self.items[index]
        tick = "[x]" if index in self.ticked else "[ ]"
        doubt = "?" if item.confidence < _DOUBTFUL else " "
        mark = ">" if chosen else " "
        kind = fit(item.kind.replace("-", " "), _KIND) if width >= 64 else ""
        head = f"{mark}{tick}{doubt} {kind}{_telling(one_line(item.label or ''))} "
        text = fit(one_line(item.text), max(width - len(head), 1))
        return ([(head, ""), (text, "" if index in self.ticked else "quiet")],)


class ImportingScreen(Frame):
    """Asks for a file, reads it, shows what it proposes, and takes in what is ticked."""

    PLACE = keys.IMPORTING
    BINDINGS = keys.bindings(keys.IMPORTING)
    DEFAULT_CSS = """
    ImportingScreen > #described { padding: 0 1; text-style: bold; margin-top: 1; }
    ImportingScreen.-short > #described { margin: 0; height: 1; }
    ImportingScreen > #notes { padding: 0 1; color: $warning; max-height: 3; }
    ImportingScreen > #item { padding: 0 1; background: $panel; height: auto; min-height: 3;
        max-height: 9; scrollbar-size: 1 1; }
    ImportingScreen.-short > #item { max-height: 3; }
    """

    class Read(Message):
        """A document has been read, or why not."""

        def __init__(self, found: Proposals | None, why: str) -> None:
            super().__init__()
            self.found = found
            self.why = why

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._found: Proposals | None = None
        self._ticked: set[int] = set()
        self._file = ""

    def body(self) -> Iterable[Widget]:
        """What was read, quiet notes, the items, the one under the cursor in full."""
        yield Words(Content("No document is open: o opens one."), id="described")
        yield Words(Content(), id="notes")
        yield VirtualList(id="rows")
        yield VerticalScroll(Words(Content(), id="words"), id="item", can_focus=False)

    def called(self) -> str:
        """The name of this place."""
        return "Take in a review"

    def renew(self) -> None:
        """What a document proposes does not change with the register."""

    def on_mount(self) -> None:
        """Ask for the file."""
        self.call_after_refresh(self.action_document)

    def action_document(self) -> None:
        """Ask which file to read."""
        self.post_message(
            AskLine(
                "Which review shall be taken in?",
                "The path of a published review as text or Markdown. Nothing is written before "
                "you have looked at what was found.",
                self._file,
                self._open,
            )
        )

    def _open(self, name: str) -> str | None:
        if not name:
            return "Type the path of a file."
        try:
            if self.session.may_use is not None:
                self.session.may_use(name)
        except RefusedError as refused:
            return str(refused.refusal)
        try:
            path = Path(name).expanduser()
            there = path.is_file()
        except (OSError, RuntimeError, ValueError):  # too long, nobody's home, no permission
            return f"“{fit(one_line(name), _SAID).rstrip()}” cannot be looked at."
        if not there:
            return f"There is no file “{fit(one_line(name), _SAID).rstrip()}”."
        self._file = name
        self._tell("Reading... Esc stops.")
        self.run_worker(lambda: self._read(path), group="importing", thread=True, exclusive=True)
        return None

    def _read(self, path: Path) -> None:
        from auditrack.intake import read

        worker = get_current_worker()
        try:
            found, why = read(path), ""
        except RefusedError as refused:
            found, why = None, str(refused.refusal)
        if not worker.is_cancelled:
            self.post_message(self.Read(found, why))

    def on_importing_screen_read(self, event: Read) -> None:
        """Show what was found, ticked as a hurried person may accept it."""
        if not self.stands:
            return
        self._found = event.found
        if event.found is None:
            self._tell(event.why)
            return
        self._ticked = {place for place, item in enumerate(event.found.items) if item.ticked}
        self._show()

    def _show(self) -> None:
        found = self._found
        if found is None:
            return
        rows = self.query_one("#rows", VirtualList)
        rows.show(TickRows(found.items, self._ticked), rows.cursor)
        title = found.review.title or "no title found"
        self._tell(
            f"{one_line(title)}: {len(self._ticked)} of {len(found.items)} ticked · "
            "Space ticks, Ctrl-S takes them in"
        )
        self.query_one("#notes", Words).show(Content("\n".join(map(one_line, found.notes))))
        self._tell_item()

    def _tell(self, sentence: str) -> None:
        self.query_one("#described", Words).show(Content(one_line(sentence)))

    def _tell_item(self) -> None:
        cursor = self.query_one("#rows", VirtualList).cursor
        said = ""
        if self._found is not None and cursor < len(self._found.items):
            item = self._found.items[cursor]
            asked = f"\nAsked of: {', '.join(item.agencies)}" if item.agencies else ""
            outcome = f"\nOutcome: {item.outcome}" if item.outcome else ""
            said = f"{one_line(item.text)}{one_line(outcome)}{asked}\n{one_line(item.why)}"
        self.query_one("#words", Words).show(Content(_safe(said)))
        self.query_one("#item").scroll_home(animate=False)

    def on_virtual_list_moved(self) -> None:
        """The cursor went to another item."""
        self._tell_item()

    async def step_out(self) -> bool:
        """Escape stops the reading first."""
        running = [worker for worker in self.workers if worker.group == "importing"]
        if any(worker.is_running for worker in running):
            self.workers.cancel_group(self, "importing")
            self._tell("Stopped. Nothing was written. o opens a document.")
            return True
        return False

    def action_tick(self) -> None:
        """Tick or untick the item under the cursor, and go on."""
        rows = self.query_one("#rows", VirtualList)
        if self._found is not None and self._found.items:
            self._ticked ^= {rows.cursor}
            self._show()
            rows.move_to(rows.cursor + 1)

    def on_virtual_list_chosen(self) -> None:
        """Enter ticks as well."""
        self.action_tick()

    def action_read_on(self) -> None:
        """Read on in the item under the cursor."""
        self.query_one("#item").scroll_relative(y=4, animate=False)

    def action_read_back(self) -> None:
        """Read back in the item under the cursor."""
        self.query_one("#item").scroll_relative(y=-4, animate=False)

    def action_all(self) -> None:
        """Tick all."""
        if self._found is not None:
            self._ticked = set(range(len(self._found.items)))
            self._show()

    def action_none(self) -> None:
        """Tick none."""
        self._ticked = set()
        self._show()

    def action_take_in(self) -> None:
        """Ask what the document does not say of itself, and take in what is ticked."""
        if self._found is None or not self._ticked:
            self.say("Nothing is ticked, so nothing can be taken in.")
            return
        title = self._found.review.title or Path(self._file).stem
        form, values = taking_in(self._found, tuple(sorted(self._ticked)), slug(title))
        self.post_message(Fill(form.id, Path(self._file).name, values, form))


def _telling(label: str) -> str:
    """A label in its column; where it is cut its end stays, which tells it apart."""
    return fit(label if len(label) <= _LABEL else f"…{label[-(_LABEL - 1) :]}", _LABEL)


def _safe(text: str) -> str:
    return "\n".join(one_line(line) for line in text.split("\n"))
