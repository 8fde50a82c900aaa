"""What screens and session tell the app: data goes down, these come up."""

import threading
from typing import TYPE_CHECKING, Any

from textual.message import Message

from auditrack.tui.outlook import Outlook

if TYPE_CHECKING:  # loaded after the first screen stands
    from collections.abc import Callable, Mapping, Sequence

    from textual.screen import Screen

    from auditrack.commands.command import Command
    from auditrack.model.change import Conflict, Refusal
    from auditrack.register.protocol import Settled
    from auditrack.tui.begun_path import Paths
    from auditrack.tui.forms.field import Choice
    from auditrack.tui.forms.form import Form
    from auditrack.tui.report_asked import ReportAsked
    from auditrack.tui.saving import Job
    from auditrack.tui.writing_out import ReportOut
    from auditrack.views.export_value import Export
    from auditrack.views.page import Page
    from auditrack.views.sheet import Section

OPENS = "opens"
"""The group of the workers that read something first, and then open a line to type in."""


class Open(Message):
    """Somebody wants to read a record. `kind` says which where the reference alone does not.

    `page` is there where it was read already, in the background.
    """

    def __init__(self, ref: str, kind: str | None = None, page: "Page | None" = None) -> None:
        super().__init__()
        self.ref = ref
        self.kind = kind
        self.page = page


class HistoryRead(Message):
    """The history of a record, read in the background."""

    def __init__(self, page: "Page") -> None:
        super().__init__()
        self.page = page


class PageRead(Message):
    """A record's page, read in the background: to stand beside a list, or anew."""

    def __init__(self, page: "Page") -> None:
        super().__init__()
        self.page = page


class Changed(Message):
    """Others, or we, wrote to the register: what is shown may be older than the record."""


class StandingChanged(Message):
    """What stands at the foot of every screen is another: not connected, or a doubt ended."""


class ConnectedAgain(Message):
    """The register is reached again."""


class DoubtEnded(Message):
    """A save that was in doubt was found out, with the form and the record it was typed for."""

    def __init__(self, settled: "Settled", draft: tuple[str, str] | None) -> None:
        super().__init__()
        self.settled = settled
        self.draft = draft


class OutlookRead(Message):
    """An outlook, worked out in the background. `painted` is set once it is on the screen."""

    def __init__(self, outlook: Outlook) -> None:
        super().__init__()
        self.outlook = outlook
        self.painted = threading.Event()


class Refused(Message):
    """Something could not be shown, in a sentence."""

    def __init__(self, refusal: "Refusal") -> None:
        super().__init__()
        self.refusal = refusal


class NotOpened(Message):
    """A screen could not be filled: what it shows could not be read."""

    def __init__(self, screen: "Screen[Any]", refusal: "Refusal") -> None:
        super().__init__()
        self.screen = screen
        self.refusal = refusal


class Go(Message):
    """Somebody wants to see another place, narrowed to what a filter says where one is given.

    `begun` is what its screen takes beside what the place gives it.
    """

    def __init__(self, place: str, narrowed: str = "", begun: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.begun = begun
        self.place = place
        self.narrowed = narrowed


class Fill(Message):
    """Somebody wants to fill in a form, about a record where `ref` names one.

    `values` stand in its fields in place of the form's own first values, and `because` says by
    field where one came from; `made` is the form itself where it was made for the occasion.
    """

    def __init__(
        self,
        form: str,
        ref: str = "",
        values: "Mapping[str, str | tuple[str, ...]] | None" = None,
        made: "Form | None" = None,
        because: "Mapping[str, str] | None" = None,
    ) -> None:
        super().__init__()
        self.made = made
        self.form = form
        self.ref = ref
        self.values = dict(values or {})
        self.because = dict(because or {})


class Batch(Message):
    """Somebody wants several commands done, one after another; `doing` says what in words."""

    def __init__(self, commands: "Sequence[Command]", doing: str) -> None:
        super().__init__()
        self.commands = tuple(commands)
        self.doing = doing


class Copy(Message):
    """Somebody wants a text in their clipboard or in a file."""

    def __init__(self, text: str, called: str) -> None:
        super().__init__()
        self.text = text
        self.called = called


class Say(Message):
    """A sentence for the foot of whatever is looked at when it arrives."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


class JobTold(Message):
    """The saver did one command of a job, or all of them."""

    def __init__(self, job: "Job") -> None:
        super().__init__()
        self.job = job


class Ask(Message):
    """A question for the person: `told` gets the code of the choice, the first one on Escape.

    The first choice does nothing; the cursor starts on it, or at another that loses nothing.
    """

    def __init__(
        self,
        question: str,
        effect: str,
        choices: "tuple[tuple[str, str], ...]",
        told: "Callable[[str], object]",
        at: int = 0,
    ) -> None:
        super().__init__()
        self.at = at
        self.question = question
        self.effect = effect
        self.choices = choices
        self.told = told


class Disagree(Message):
    """Two people changed the same field: `settled` gets "mine" or "theirs" for each by name."""

    def __init__(
        self, conflict: "Conflict", settled: "Callable[[Mapping[str, str]], object]"
    ) -> None:
        super().__init__()
        self.conflict = conflict
        self.settled = settled


class AskLine(Message):
    """A question that one line answers. `told` says in a sentence why a line cannot stand.

    `paths` says which are offered as one types, where the line is a path.
    """

    def __init__(
        self,
        question: str,
        effect: str,
        start: str,
        told: "Callable[[str], str | None]",
        paths: "Paths | None" = None,
    ) -> None:
        super().__init__()
        self.paths = paths
        self.question = question
        self.effect = effect
        self.start = start
        self.told = told


class Pick(Message):
    """A question that one of a list answers, or a name that is on none: `told` gets it.

    `new` says what a name on no list would be, as in "a new agency"; "" where there can be none.
    """

    def __init__(
        self,
        question: str,
        effect: str,
        choices: "Sequence[Choice]",
        told: "Callable[[str], object]",
        new: str = "",
    ) -> None:
        super().__init__()
        self.question = question
        self.effect = effect
        self.choices = tuple(choices)
        self.told = told
        self.new = new


class ShowAccount(Message):
    """Somebody wants to read what an import took and left, or a draw gave.

    `lines` is it as plain text, `kind` what that is called as a file.
    """

    def __init__(
        self,
        title: str,
        sections: "Sequence[Section]",
        lines: "Sequence[str]",
        kind: str = "import account",
    ) -> None:
        super().__init__()
        self.kind = kind
        self.title = title
        self.sections = tuple(sections)
        self.lines = tuple(lines)


class SheetFound(Message):
    """What somebody named turned out to be a spreadsheet: it is taken in on a screen of its own."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path


class ReturnFound(Message):
    """What somebody named turned out to be a return form that came back."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path


class WriteOut(Message):
    """Somebody wants a list of records in a new file; it is journalled as an export."""

    def __init__(
        self,
        text: "str | Export",
        kind: str,
        what: str,
        like: str = "list.xlsx, list.csv, list.json or list.md",
    ) -> None:
        super().__init__()
        self.text = text
        self.kind = kind
        self.what = what
        self.like = like


class AskReport(Message):
    """Somebody wants a report of a kind, about a record where `subject` names one."""

    def __init__(self, kind: str, subject: str = "") -> None:
        super().__init__()
        self.kind = kind
        self.subject = subject


class ReportLies(Message):
    """A report was written: where it lies is shown until somebody has read it."""

    def __init__(self, asked: "ReportAsked", out: "ReportOut") -> None:
        super().__init__()
        self.asked = asked
        self.out = out


class TypesToConfirm(Message):
    """Somebody wants to see the actions on a theme whose type nobody has said."""

    def __init__(self, theme: str) -> None:
        super().__init__()
        self.theme = theme


class Lifeline(Message):
    """Somebody wants to see a theme through time."""

    def __init__(self, theme: str) -> None:
        super().__init__()
        self.theme = theme


class Sit(Message):
    """Somebody wants to go on with a meeting; one that has just `begun` asks who is present."""

    def __init__(self, meeting: str, begun: bool = False) -> None:
        super().__init__()
        self.meeting = meeting
        self.begun = begun


class TellPresent(Message):
    """Somebody wants to tick who is at a meeting; `saving` gets what is being saved, in words."""

    def __init__(self, meeting: str, saving: "Callable[[Job, str], object]") -> None:
        super().__init__()
        self.meeting = meeting
        self.saving = saving
