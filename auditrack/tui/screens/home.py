"""The first screen: what changed since you were here, what is late and due, and the themes."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from auditrack.model.dates import in_words, today_in_london
from auditrack.tui import keys
from auditrack.tui.exit_codes import WANTS_DEMONSTRATION
from auditrack.tui.frame import Frame
from auditrack.tui.messages import Fill, Go, Open
from auditrack.tui.places import PLACES
from auditrack.tui.plain import fit, one_line
from auditrack.tui.widgets.position_rows import PositionRows
from auditrack.tui.widgets.virtual_list import VirtualList
from auditrack.tui.widgets.words import Words
from auditrack.views.meetings import called_with_day, meetings

if TYPE_CHECKING:
    from auditrack.analysis.position import Position
    from auditrack.views.home import Since, Standing

_CHANGES = next(place.shown for place in PLACES if place.id == "since")
"""The key that lists everything since the last visit."""

_DECISIONS = next(place.shown for place in PLACES if place.id == "decisions")
"""The key that lists what needs a decision."""

_MEETING = next(place.shown for place in PLACES if place.id == "meetings")
"""The key that goes on with a meeting."""

_WORK = next(place.shown for place in PLACES if place.id == "work")
"""The key that lists what this login has to do."""

_TALL = 16
"""Lines from which what is told has more than one line for each thing."""

_BESIDE = 6
"""Cells before and behind a line that stands under another."""

_FRAME = 4
"""Lines of title and footer, and the empty ones above the counts and the themes."""

_THEMES = 8
"""Lines that the themes keep, however much changed: two of them with their reasons."""

_EMPTY = (
    "This register is empty. What would you like to do first?",
    "",
    "  F  First hour: five steps, from the board's name to the first positions",
    "  i  Take in a published review",
    "  n  Enter a review by hand",
    "  x  Look at a made-up board with nine years of history first",
)
_NO_THEMES = (
    "No theme has been raised yet. One appears here once a recommendation or",
    "finding is linked to it: m on its page. F opens the first hour, step by step.",
)


class HomeScreen(Frame):
    """The board as it stands today. Enter opens a theme."""

    PLACE = keys.HOME
    BINDINGS = keys.bindings(keys.HOME)
    since: "Since | None" = None
    """What was last known to be new; it stays while the next reading goes on."""

    DEFAULT_CSS = """
    HomeScreen > #counts { padding: 0 1; text-style: bold; margin-top: 1; }
    HomeScreen > #news { padding: 0 1; }
    HomeScreen > #notes { padding: 0 1; color: $secondary; }
    HomeScreen > #order { padding: 0 1; color: $primary; text-style: bold; margin-top: 1; }
    HomeScreen.-short > #counts, HomeScreen.-short > #order { margin: 0; height: 1; }
    HomeScreen.-short > #notes { max-height: 0; }
    HomeScreen.-short > #news { max-height: 2; }
    """

    def on_resize(self) -> None:
        """Another height has room for more or fewer of the changes."""
        if self.stands:
            self.query_one("#news", Words).show(self._news())

    def body(self) -> Iterable[Widget]:
        """Counts, what is new and late with its keys, quiet notes, the themes."""
        yield Words(self._counts(), id="counts")
        yield Words(self._news(), id="news")
        notes = Words(self._notes(), id="notes")
        notes.display = bool(notes.words.plain)
        yield notes
        yield Words(self._order(), id="order")
        yield VirtualList(PositionRows(self._positions()), id="themes")

    def called(self) -> str:
        """The name of this place."""
        return "Board"

    def leave_out(self) -> frozenset[str]:
        """There is nowhere to step out to, and this is the first screen."""
        return frozenset({"back", "home"})

    def own_report(self) -> tuple[str, str]:
        """How the board goes."""
        return "progress", ""

    def renew(self) -> None:
        """Counts that cost nothing now; positions and the rest as soon as they are read."""
        notes = self.query_one("#notes", Words)
        notes.show(self._notes())
        notes.display = bool(notes.words.plain)
        self.heard()

    def on_screen_resume(self) -> None:
        """A draft may have been left elsewhere."""
        super().on_screen_resume()
        if self.is_mounted and self.query("#news"):
            self.query_one("#news", Words).show(self._news())

    def heard(self) -> None:
        """Positions or counts have been read: the cursor stays on its theme."""
        self.query_one("#counts", Words).show(self._counts())
        self.query_one("#news", Words).show(self._news())
        self.query_one("#order", Words).show(self._order())
        themes = self.query_one("#themes", VirtualList)
        before, positions = themes.rows, self._positions()
        if isinstance(before, PositionRows) and before.positions != positions:
            on = before.positions[themes.cursor].theme if before.positions else None
            at = next((i for i, one in enumerate(positions) if one.theme == on), 0)
            themes.show(PositionRows(positions), at)

    def _positions(self) -> "tuple[Position, ...]":
        outlook = self.session.outlook
        return outlook.positions if outlook is not None else ()

    def _notes(self) -> Content:
        # The first sentence says it; the help says the rest.
        said = (one_line(notice).split(". ")[0].rstrip(".") for notice in self.session.notices)
        return Content("\n".join(said))

    def _is_empty(self) -> bool:
        return not self.session.how_many("reviews")

    def _counts(self) -> Content:
        asks = self.session.how_many("recommendations")
        reviews = self.session.how_many("reviews")
        said = f"{_counted(asks, 'recommendation')} from {_counted(reviews, 'review')}"
        outlook = self.session.outlook
        if outlook is not None and outlook.standing is not None and asks:
            said += f" · {outlook.standing.still_open:,} still open"
        return Content(said)

    def _news(self) -> Content:
        """One line for each thing that wants somebody, with the key that shows it."""
        if self._is_empty():
            return Content("")
        outlook = self.session.outlook
        standing = outlook.standing if outlook is not None else None
        self.since = (outlook.since if outlook is not None else None) or self.since
        lines = [(_MEETING, f"{one} is open: {_MEETING} goes on with it") for one in self._open()]
        after = len(lines) + 1
        seen = self.session.last_seen
        if seen is not None:
            on = in_words(today_in_london(seen.at).isoformat())
            lines.append((_CHANGES, f"Since you were here on {on}: {self.since or '...'}"))
        needs, below = self._needs(standing)
        lines.append((_DECISIONS, f"Needs a decision: {needs}"))
        if below:
            lines.append((" ", f"  {below}"))
        if outlook is not None and outlook.work:
            lines.append((_WORK, f"My work: {outlook.work}"))
        if standing is None:
            lines += [("o", "Overdue: ..."), ("d", "Audits due: ...")]
        else:
            longest = f", the longest {standing.longest_overdue:,} days" if standing.overdue else ""
            lines.append(("o", f"Overdue: {standing.overdue:,}{longest}"))
            late = f", {standing.audits_late:,} late" if standing.audits_late else ""
            lines.append(("d", f"Audits due: {standing.audits_due:,}{late}"))
        drafts = len(self.session.drafts())
        if drafts:
            lines.append(("D", f"{_counted(drafts, 'draft')} not saved yet"))
        told = [Content.assemble((key, "bold"), f"  {one_line(said)}") for key, said in lines]
        # What changed stands under the line that counts it.
        told[after:after] = map(Content, self._latest(Content("\n").join(told)))
        return Content("\n").join(told)

    def _open(self) -> list[str]:
        """The meetings that go on, by name and day."""
        records = self.session.records
        going_on = (one for one in meetings(records) if one.get("status") == "open")
        return [called_with_day(records, one) for one in going_on]

    def _needs(self, standing: "Standing | None") -> tuple[str, str]:
        """How many decisions, and the first: why too, and what it is in a second line if it must.

        A theme needs no second line: it stands below with its position.
        """
        if standing is None:
            return "...", ""
        first = standing.first_need
        if first is None:
            return "nothing", ""
        width, height = self.app.size
        said = f"{standing.needs:,}, first: "
        room = width - len(f" {_DECISIONS}  Needs a decision: {said} ")
        whole = one_line(f"{standing.first_called}, {first.because}")
        if cell_len(whole) <= room:
            return said + whole, ""
        if first.record == "theme" or height < _TALL:
            return said + fit(one_line(first.named), room).rstrip(), ""
        return (
            said + fit(one_line(first.because), room).rstrip(),
            fit(one_line(standing.first_called), width - _BESIDE).rstrip(),
        )

    def _latest(self, news: Content) -> list[str]:
        """The latest changes, one line each, as many as leave the themes their room."""
        since, (width, height) = self.since, self.app.size
        if since is None:
            return []
        above = (self._counts(), news, self._notes(), self._order())
        taken = sum(len(words.wrap(max(width - 2, 1))) for words in above if words.plain)
        room = height - taken - _FRAME - _THEMES
        for number in range(len(since.latest), 0, -1):
            more = since.number - number
            if number + bool(more) <= room:
                lines = [f"     {one_line(one)}" for one in since.latest[:number]]
                if more:
                    lines.append(f"     ... and {more:,} more: press {_CHANGES}")
                return [fit(line, width - 2).rstrip() for line in lines]
        return []

    def _order(self) -> Content:
        """What the list below is, or why there is none."""
        if self._is_empty():
            return Content("\n".join(_EMPTY))
        if self.session.outlook is None:
            return Content("Reading where each theme stands...")
        if self._positions():
            behind = self.session.behind
            if behind:
                return Content(f"Themes {behind}. Enter says why.")
            return Content("Themes in order of attention, 10 first. Enter says why.")
        return Content("\n".join(_NO_THEMES))

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """Open the theme under the cursor."""
        positions = self._positions()
        if event.index < len(positions):
            self.post_message(Open(positions[event.index].theme, "theme"))

    def action_overdue(self) -> None:
        """The register, narrowed to what is overdue."""
        self.post_message(Go("register", "overdue"))

    def action_due(self) -> None:
        """The audits, what is still to come first."""
        self.post_message(Go("audits"))

    def action_demonstration(self) -> None:
        """On an empty register: close it and open the made-up board instead."""
        if self._is_empty():
            self.app.exit(return_code=WANTS_DEMONSTRATION)
        else:
            self.say("The made-up board is opened from an empty register, or by: auditrack demo")

    def action_new_review(self) -> None:
        """Enter a review by hand."""
        self.post_message(Fill("review-add"))


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
