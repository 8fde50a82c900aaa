"""Was this asked before? Points of learning are typed or pasted, and answered on one page."""

from collections.abc import Iterable
from functools import partial

from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import get_current_worker

from auditrack.model.change import RefusedError
from auditrack.register import drafts
from auditrack.register.drafts import Draft
from auditrack.tui import keys
from auditrack.tui.forms.field import Field
from auditrack.tui.frame import Frame
from auditrack.tui.messages import Ask, Open, Refused
from auditrack.tui.session import Session
from auditrack.tui.widgets.editors import Onward, TextEditor, Typed
from auditrack.tui.widgets.page_view import PageView
from auditrack.tui.widgets.words import Words
from auditrack.views.page import Page

_FORM = "before"
_POINTS = Field("points", "Points", "text")
_SAID = "Points of learning, one a line with a dash or a number. Ctrl-S looks."
_DRAFT_SECONDS = 0.3


class BeforeScreen(Frame):
    """Points above, the answer below."""

    PLACE = keys.BEFORE
    BINDINGS = keys.bindings(keys.BEFORE)
    DEFAULT_CSS = """
    BeforeScreen > #said { padding: 0 1; color: $secondary; }
    BeforeScreen > TextEditor, BeforeScreen > TextEditor:focus { padding: 0 1; max-height: 8; }
    BeforeScreen.-short > #said { height: 1; }
    BeforeScreen.-short > TextEditor, BeforeScreen.-short > TextEditor:focus { max-height: 3; }
    """

    class Answered(Message):
        """What was found, as a page."""

        def __init__(self, page: Page) -> None:
            super().__init__()
            self.page = page

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        draft = drafts.find(session.identity, _FORM, "")
        kept = draft.values.get("points", "") if draft is not None else ""
        self._text = self._kept = kept if isinstance(kept, str) else ""
        self._answered = False
        self._asked = ""
        self._keeper: Timer | None = None

    def body(self) -> Iterable[Widget]:
        """What is asked for, the points, the answer."""
        yield Words(Content(_SAID), id="said")
        yield TextEditor(_POINTS, self._text)
        yield PageView("", (), id="page")

    def on_mount(self) -> None:
        """The keys go to the points; what was typed before is looked for at once."""
        self.query_one(TextEditor).focus()
        if self._text:
            self.call_after_refresh(self._look_again)

    def called(self) -> str:
        """The name of this place."""
        return "Was this asked before?"

    def renew(self) -> None:
        """The register has changed: the answer is looked for again."""
        if self._answered:
            self._look_again()

    # Typing

    def on_typed(self, event: Typed) -> None:
        """Hold what is typed; the draft follows in a moment."""
        event.stop()
        self._text = str(event.value)
        if self._keeper is None:
            self._keeper = self.set_timer(_DRAFT_SECONDS, self.keep_draft)

    def keep_draft(self) -> None:
        """Write what is typed to the officer's own folder."""
        if self._keeper is not None:
            self._keeper.stop()
        self._keeper = None
        if self._text == self._kept:
            return
        self._kept = self._text
        if not self._text.strip():
            drafts.forget(self.session.identity, _FORM, "")
            return
        draft = Draft(_FORM, "", {"points": self._text}, None, self.session.now())
        if not drafts.keep(self.session.identity, draft):
            self.say("What you typed could not be kept on this machine.")

    def on_unmount(self) -> None:
        """Whatever took the screen away, what was typed stays."""
        self.keep_draft()

    def on_onward(self, event: Onward) -> None:
        """Down from the last line: to the answer."""
        event.stop()
        if event.step > 0:
            self.query_one("#page").focus()

    def action_other(self) -> None:
        """From the points to the answer, or back."""
        editor = self.query_one(TextEditor)
        (self.query_one("#page") if editor.has_focus else editor).focus()

    async def step_out(self) -> bool:
        """Escape steps out of the points first."""
        if self.query_one(TextEditor).has_focus and self._answered:
            self.query_one("#page").focus()
            return True
        return False

    def action_afresh(self) -> None:
        """Forget what was typed."""
        self.post_message(
            Ask(
                "Forget the points that were typed?",
                "The register is not touched.",
                (("no", "No, keep them"), ("yes", "Yes, start afresh")),
                lambda answer: self._start_afresh() if answer == "yes" else None,
            )
        )

    def _start_afresh(self) -> None:
        editor = self.query_one(TextEditor)
        editor.text = self._text = ""
        self._answered = False
        self.query_one("#page", PageView).show_page("", ())
        editor.focus()
        self.keep_draft()

    # Looking

    def action_look(self) -> None:
        """Look for earlier asks; the keys go to the answer."""
        if not self._text.strip():
            self.say("Type or paste a point of learning first.")
            return
        self._asked = self._text
        self._look_again()

    def _look_again(self) -> None:
        """Look for them in the background."""
        self.query_one("#said", Words).show(Content("Looking... Esc leaves."))
        self.run_worker(partial(self._look, self._text), group="look", thread=True, exclusive=True)

    def _look(self, text: str) -> None:
        from auditrack.views.before import before_of, sheet

        session, worker = self.session, get_current_worker()
        with session.reading():
            if worker.is_cancelled:
                return
            try:
                page = sheet(before_of(session.rows().facts, text))
            except RefusedError as refused:
                self.post_message(Refused(refused.refusal))
                return
        if not worker.is_cancelled:
            self.post_message(self.Answered(page))

    def on_before_screen_answered(self, event: Answered) -> None:
        """Show the page; the keys go to it where it was asked for and no more was typed since."""
        if not self.stands:
            return
        self.query_one("#said", Words).show(Content(_SAID))
        again, self._answered = self._answered, True
        view = self.query_one("#page", PageView)
        view.show_page(event.page.heading, event.page.sections, keep_place=again)
        asked, self._asked = self._asked, ""
        if asked and asked == self._text and self.query_one(TextEditor).has_focus:
            view.focus()

    def on_page_view_follow(self, event: PageView.Follow) -> None:
        """Open the record that a line names."""
        self.post_message(Open(event.ref))
