"""One record as a page that reads like a file: a recommendation, a theme, an action and so on."""

from collections.abc import Iterable

from textual.widget import Widget
from textual.worker import get_current_worker

from auditrack.model.change import RefusedError
from auditrack.tui import keys
from auditrack.tui.forms.offered import OFFERED, SAID, why_not
from auditrack.tui.messages import (
    AskReport,
    Fill,
    Go,
    HistoryRead,
    Lifeline,
    Open,
    PageRead,
    Refused,
    TypesToConfirm,
)
from auditrack.tui.near_asks import NearAsks
from auditrack.tui.publishing import PublishingFrame
from auditrack.tui.report_asked import ReportAsked
from auditrack.tui.report_kinds import of_page
from auditrack.tui.session import Session
from auditrack.tui.widgets.page_view import PageView
from auditrack.views.page import HISTORY, THEME, Page, kind_of, page_of
from auditrack.views.page_near import near_section
from auditrack.views.sheet import MISSING

_REPORTED = frozenset(("review", "theme"))
"""Kinds of record whose report is wanted so often that the footer names it before the history."""


class RecordScreen(PublishingFrame, NearAsks):
    """A record's page. Enter opens the record that the marked line names."""

    PLACE = keys.RECORD
    BINDINGS = keys.bindings(keys.RECORD)

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__(session)
        self.page = page

    def body(self) -> Iterable[Widget]:
        """The page."""
        yield PageView(self.page.heading, self.page.sections, id="page")

    def on_mount(self) -> None:
        """The page stands; what was asked before is looked for."""
        self.call_after_refresh(self.look_for_earlier)

    def on_near_asks_near_read(self, event: NearAsks.NearRead) -> None:
        """Show the nearest earlier asks below the page."""
        if not self.stands or event.ref != self.page.ref:
            return
        is_first, self.near = self.near is None, event.near
        if is_first:
            self.query_one("#page", PageView).extend(near_section(event.near))
        else:
            self._show()

    def called(self) -> str:
        """The kind of record and its reference."""
        return f"{self.page.kind.capitalize()} {self.page.ref}"

    def own_report(self) -> tuple[str, str] | None:
        """That of the record, on its history too."""
        kind = self.page.kind
        if kind == HISTORY:
            kind = kind_of(self.session.records, self.page.ref) or ""
        return of_page(kind, self.page.ref)

    def whose_calendar(self) -> dict[str, str]:
        """An agency's or a lead's page writes its own."""
        return {self.page.kind: self.page.ref} if self.page.kind in ("agency", "lead") else {}

    def leave_out(self) -> frozenset[str]:
        """Nothing to open is not offered."""
        named = any(line.ref for section in self.page.sections for line in section.lines)
        nothing_new = {"history"} if self.page.kind == HISTORY else set()
        offered = OFFERED.get(self.page.kind, {})
        nothing_new |= {f"do-{doing}" for doing in SAID if doing not in offered}
        if self.page.kind != "theme":
            nothing_new.add("types")
        if self.page.kind != "lead":
            nothing_new.add("handover")
        nothing_new |= self._not_next()
        if not self.may_be_asked_before:
            nothing_new.add("asked-before")
        if self.own_report() is None or self.page.kind == "lead":  # a lead's has a key by name
            nothing_new.add("record-report")
        elif self.page.kind in _REPORTED:
            nothing_new.add("history")
        return super().leave_out() | nothing_new | (set() if named else {"page-open"})

    def _not_next(self) -> frozenset[str]:
        """Of the keys of a publication, those that do not come next; on others all of them."""
        if self.page.kind != "publication":
            return frozenset({"send-parts", "write-public", "do-sign-off", "do-reply"})
        if any(one.title == MISSING for one in self.page.sections):
            return frozenset({"history", "write-public"})
        return frozenset({"history", "send-parts", "do-sign-off", "do-reply"})

    def renew(self) -> None:
        """Read the page again; what can no longer be read stays, and why is said."""
        if self.page.kind == HISTORY:
            self._read_history()
            return
        if self.session.opens_in_background:
            self.run_worker(self._read_page, group="page", thread=True, exclusive=True)
            return
        try:
            self.page = page_of(
                self.session.records, self.page.ref, self.session.today, self.page.kind
            )
        except RefusedError as refused:
            self.say(refused.refusal.message)
            return
        self._show()
        self.look_for_earlier()

    def _read_page(self) -> None:
        session, page, worker = self.session, self.page, get_current_worker()
        with session.reading():
            try:
                found = page_of(session.records, page.ref, session.today, page.kind)
            except RefusedError as refused:
                self.post_message(Refused(refused.refusal))
                return
        if not worker.is_cancelled:
            self.post_message(PageRead(found))

    def on_page_read(self, event: PageRead) -> None:
        """Show the page that was read anew."""
        if self.stands and event.page.ref == self.page.ref:
            self.page = event.page
            self._show()
            self.look_for_earlier()

    def _show(self) -> None:
        view = self.query_one("#page", PageView)
        near = () if self.near is None else (near_section(self.near),)
        view.show_page(self.page.heading, (*self.page.sections, *near), keep_place=True)
        self.show_frame()

    def action_history(self) -> None:
        """Who changed the record: its history as a page of its own."""
        if self.page.kind == HISTORY:
            self.say("This is the history already. Esc steps back to the record.")
        else:
            self.say("Reading the history...")
            self._read_history()

    def _read_history(self) -> None:
        """Read the history in the background: it goes through the whole journal."""
        self.run_worker(self._history, group="history", thread=True, exclusive=True)

    def _history(self) -> None:
        session, worker = self.session, get_current_worker()
        with session.reading():
            try:
                found = page_of(session.records, self.page.ref, session.today, HISTORY)
            except RefusedError as refused:
                self.post_message(Refused(refused.refusal))
                return
        if not worker.is_cancelled:
            self.post_message(HistoryRead(found))

    def on_history_read(self, event: HistoryRead) -> None:
        """Open the history that was read, or show it anew where it is looked at."""
        if not self.stands:
            return
        if self.page.kind == HISTORY:
            self.page = event.page
            self._show()
        elif self.is_current:
            self.hush()
            self.post_message(Open(event.page.ref, HISTORY, event.page))

    # Writing

    def action_form(self, doing: str) -> None:
        """Open the form for what a key does, on this record or on the one that is meant."""
        if doing == "link" and self.page.kind == "theme":
            self.post_message(Lifeline(self.page.ref))
            return
        for ref, kind in self._meant():
            form = OFFERED.get(kind, {}).get(doing)
            if form is None:
                continue
            if kind == "theme" and form == "theme-add":
                self.post_message(Fill(form))
            elif kind == "theme" and form in ("audit-record", "audit-plan"):
                self.post_message(Fill(form, "", {"themes": (ref,)}))
            else:
                self.post_message(Fill(form, ref))
            return
        self.say(why_not(doing, self.page.kind))

    def action_send_parts(self) -> None:
        """Send agencies what a publication says of them."""
        if self.page.kind != "publication":
            self.say("What is said of agencies is sent from a publication: V lists them.")
            return
        self.open_sending(self.page.ref)

    def action_write_public(self) -> None:
        """Write a publication for the public."""
        if self.page.kind != "publication":
            self.say("What is public is written from a publication: V lists them.")
            return
        self.open_publishing(self.page.ref)

    def action_extract(self) -> None:
        """Write everything held on a review."""
        if self.page.kind != "review":
            self.say("A legal extract is of a review: open one first.")
            return
        self.post_message(AskReport("extract", self.page.ref))

    def action_handover(self) -> None:
        """Write the handover report of a role."""
        if self.page.kind != "lead":
            self.say("A handover report is of a role: open a lead first.")
            return
        self.make_report(ReportAsked("handover", self.page.ref))

    async def step_out(self) -> bool:
        """Escape stops a report that is being written before it leaves."""
        return self.stop_making() or await super().step_out()

    def action_types(self) -> None:
        """To the actions whose type nobody has said: on this theme, else to all of them."""
        on_theme = self.page.kind == "theme"
        self.post_message(TypesToConfirm(self.page.ref) if on_theme else Go("action-types"))

    def _meant(self) -> Iterable[tuple[str, str]]:
        """The records that a key may mean: the page's own, the marked one, the only action."""
        records = self.session.records
        if self.page.kind != HISTORY:
            yield self.page.ref, self.page.kind
        view = self.query_one("#page", PageView)
        marked = view.page.items[view.cursor].ref if view.cursor in view.openings else None
        refs = [line.ref for section in self.page.sections for line in section.lines if line.ref]
        actions = {ref for ref in refs if records.get("actions", ref) is not None}
        if marked is not None and (kind := kind_of(records, marked)):
            yield marked.removeprefix(THEME), kind
        if len(actions) == 1:
            yield actions.pop(), "action"

    def on_page_view_follow(self, event: PageView.Follow) -> None:
        """Open what the marked line names."""
        self.post_message(Open(event.ref))
