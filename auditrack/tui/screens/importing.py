"""The tick list: what a document proposes, word for word, and what of it is taken in."""

import os
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import get_current_worker

from auditrack.intake.endings import READABLE
from auditrack.model.change import RefusedError
from auditrack.model.dates import london_time_in_words
from auditrack.model.proposal import Proposals
from auditrack.model.refs import slug
from auditrack.tui import keys
from auditrack.tui.begun_path import Paths
from auditrack.tui.forms.taking_in import taking_in
from auditrack.tui.frame import Frame
from auditrack.tui.kept_ticks import forget_ticks, keep_ticks, kept_ticks
from auditrack.tui.messages import AskLine, Fill, Refused
from auditrack.tui.plain import fit, one_line
from auditrack.tui.session import Session
from auditrack.tui.widgets.virtual_list import Line, VirtualList
from auditrack.tui.widgets.words import Words
from auditrack.views.imported import taken_in

if TYPE_CHECKING:
    from auditrack.model.proposal import Item

_KIND = 16
_LABEL = 10
_DOUBTFUL = 0.7
_SAID = 200
_ASKS = ("recommendation", "assurance-point")
_DRAFT_SECONDS = 0.3
_NONE_OPEN = "No document is open: o opens one."


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
        head = f"{mark}{tick}{doubt} {kind}{_telling(item)} "
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

    class NearRead(Message):
        """Earlier asks near the items of a document, by their places, in words."""

        def __init__(self, found: Proposals, near: dict[int, tuple[str, ...]]) -> None:
            super().__init__()
            self.found = found
            self.near = near

    def __init__(self, session: Session, file: str = "") -> None:
        super().__init__(session)
        self._found: Proposals | None = None
        self._ticked: set[int] = set()
        self._file = file
        self._path = Path()
        self._near: dict[int, tuple[str, ...]] = {}
        self._keeper: Timer | None = None

    def body(self) -> Iterable[Widget]:
        """What was read, quiet notes, the items, the one under the cursor in full."""
        yield Words(Content(_NONE_OPEN), id="described")
        yield Words(Content(), id="notes")
        yield VirtualList(id="rows")
        yield VerticalScroll(Words(Content(), id="words"), id="item", can_focus=False)

    def leave_out(self) -> frozenset[str]:
        """Enter opens nothing here: it ticks."""
        return super().leave_out() | {"open"}

    def called(self) -> str:
        """The name of this place."""
        title = self._found.review.title if self._found is not None else None
        return f"Take in {title}" if title else "Take in a review"

    def renew(self) -> None:
        """What a document proposes stays; whether it was taken in may have changed."""
        self._show()

    def on_mount(self) -> None:
        """Read the file that a draft is about, or ask for one."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        wrong = self._open(self._file) if self._file else ""
        if wrong is not None:
            self._ask_for_it(wrong)

    def action_document(self) -> None:
        """Ask which file to read."""
        self._ask_for_it()

    def _ask_for_it(self, wrong: str = "") -> None:
        self.post_message(
            AskLine(
                "Which review shall be taken in?",
                wrong
                or "The path of a published review as text or Markdown. Nothing is written before "
                "you have looked at what was found.",
                self._file,
                self._open,
                Paths(READABLE, self.session.may_use),
            )
        )

    def _open(self, name: str) -> str | None:
        if not name:
            return "Type the path of a file."
        path = os.path.abspath(os.path.expanduser(name))
        try:
            if self.session.may_use is not None:
                self.session.may_use(path)
            size = os.stat(path).st_size if os.path.isfile(path) else None
        except RefusedError as refused:
            return str(refused.refusal)
        except (OSError, ValueError):  # too long, no permission
            return f"“{fit(one_line(name), _SAID).rstrip()}” cannot be looked at."
        if size is None:
            return f"There is no file “{fit(one_line(name), _SAID).rstrip()}”."
        self.keep_ticks()  # of the document before
        self._file, self._path, self._found = name, Path(path), None
        self._near = {}
        self._show()
        told = f"{one_line(self._path.name)} ({max(size // 1000, 1):,} kB)"
        self._tell(f"Reading {told}... Esc stops.")
        reads = partial(self._read, self._path)
        self.run_worker(reads, group="importing", thread=True, exclusive=True)
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
        self._ticked = _proposed(event.found)
        kept = kept_ticks(
            self.session.identity,
            str(self._path),
            event.found.source.sha256,
            len(event.found.items),
        )
        if kept is not None:
            self._ticked, at = kept
            self.say(f"Your ticks of {london_time_in_words(at)} are here again.")
        self.query_one("#rows", VirtualList).move_to(0)
        self._show()
        looks = partial(self._look_for_earlier, event.found)
        self.run_worker(looks, group="near", thread=True, exclusive=True)

    def _look_for_earlier(self, found: Proposals) -> None:
        """The earlier asks near each recommendation, in the background."""
        from auditrack.views.earlier import earlier_asks
        from auditrack.views.page_near import near_line

        worker = get_current_worker()
        with self.session.reading():
            try:
                facts = self.session.rows().facts
                near = {
                    place: tuple(map(near_line, earlier_asks(facts, item.text)))
                    for place, item in enumerate(found.items)
                    if item.kind in _ASKS and not worker.is_cancelled
                }
            except RefusedError as refused:
                self.post_message(Refused(refused.refusal))
                return
        if not worker.is_cancelled:
            self.post_message(self.NearRead(found, near))

    def on_importing_screen_near_read(self, event: NearRead) -> None:
        """Say below an item what was asked before."""
        if self.stands and event.found is self._found:
            self._near = event.near
            self._tell_item()

    def _show(self) -> None:
        if not self.stands:
            return
        found = self._found
        rows = self.query_one("#rows", VirtualList)
        rows.show(TickRows(found.items if found else (), self._ticked), rows.cursor)
        notes = []
        if found is not None:
            self._tell(f"{found.describe(self._ticked)}. Space ticks, Ctrl-S takes them in.")
            notes = [*self._taken_in_before(found), *found.notes]
        self.query_one("#notes", Words).show(Content("\n".join(map(one_line, notes))))
        self._tell_item()
        self.show_frame()

    def _taken_in_before(self, found: Proposals) -> list[str]:
        """Whether this document stands in the register already; then its ticks are done with."""
        earlier = taken_in(self.session.records, found.source.sha256)
        if earlier is None:
            return []
        forget_ticks(self.session.identity, str(self._path))
        return [f"This document was taken in as {earlier['ref']} into {earlier.get('review')}."]

    # The draft

    def _ticks_changed(self) -> None:
        self._show()
        if self._keeper is None:
            self._keeper = self.set_timer(_DRAFT_SECONDS, self.keep_ticks)

    def keep_ticks(self) -> None:
        """Write what is ticked to the officer's own folder."""
        if self._keeper is None or self._found is None:
            return
        self._keeper.stop()
        self._keeper = None
        identity, path = self.session.identity, str(self._path)
        if self._ticked == _proposed(self._found):
            forget_ticks(identity, path)
            return
        document = self._found.source.sha256
        if not keep_ticks(identity, path, document, self._ticked, self.session.now()):
            self.say("The ticks could not be kept on this machine: take them in before you leave.")

    def on_unmount(self) -> None:
        """Whatever took the screen away, the ticks stay."""
        self.keep_ticks()

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
            said += "".join(f"\nNear: {line}" for line in self._near.get(cursor, ()))
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
            self._ticks_changed()
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
            self._ticks_changed()

    def action_none(self) -> None:
        """Tick none."""
        self._ticked = set()
        self._ticks_changed()

    def action_take_in(self) -> None:
        """Ask what the document does not say of itself, and take in what is ticked."""
        if self._found is None or not self._ticked:
            self.say("Nothing is ticked, so nothing can be taken in.")
            return
        title = self._found.review.title or self._path.stem
        form, values = taking_in(self._found, tuple(sorted(self._ticked)), slug(title))
        self.post_message(Fill(form.id, str(self._path), values, form))


def _telling(item: "Item") -> str:
    """A label in its column, less the kind that stands beside it; its end tells it apart."""
    label = one_line(item.label or "")
    if label.casefold().startswith(f"{item.kind} "):
        label = label[len(item.kind) + 1 :]
    return fit(label if len(label) <= _LABEL else f"…{label[-(_LABEL - 1) :]}", _LABEL)


def _proposed(found: Proposals) -> set[int]:
    """The places that a hurried person may accept."""
    return {place for place, item in enumerate(found.items) if item.ticked}


def _safe(text: str) -> str:
    return "\n".join(one_line(line) for line in text.split("\n"))
