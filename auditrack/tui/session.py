"""The session: the one owner of the register's handle, of its poll and of slow readings.

A screen asks it for the state and never keeps the handle. Slow readings run in an exclusive
thread worker that touches no widget and posts what it read.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditrack.model.change import Head, Records, Refusal, RefusedError, Saved
from auditrack.model.dates import today_in_london
from auditrack.tui.following import UNREACHABLE
from auditrack.tui.messages import JobTold
from auditrack.tui.outlook_session import OutlookSession
from auditrack.tui.own_file import MayUse
from auditrack.tui.saving import Job, Saver
from auditrack.tui.taste import Taste, load, save
from auditrack.views.board import board_of, is_demonstration

if TYPE_CHECKING:  # what judges is loaded after the first screen stands
    from textual.app import App

    from auditrack.commands.command import Command
    from auditrack.commands.return_taken import TakeInReturn
    from auditrack.commands.sheet import TakeInSheet
    from auditrack.register.drafts import Draft
    from auditrack.register.last_seen import LastSeen
    from auditrack.register.protocol import Store
    from auditrack.reports.kit.making import Made
    from auditrack.tui.forms.field import Value
    from auditrack.tui.forms.form import Form
    from auditrack.tui.report_asked import ReportAsked
    from auditrack.tui.report_values import ReportFound
    from auditrack.tui.writing_out import ReportOut
    from auditrack.views.export_value import Export
    from auditrack.views.listing import Listing
    from auditrack.views.paged_rows import PagedRows
    from auditrack.views.return_plan import ReturnPlan
    from auditrack.views.rows import RowList
    from auditrack.views.sheet_plan import Plan

SWITCH_SECONDS = 0.0002


def _now() -> int:
    return time.time_ns() // 1_000_000


class Session(OutlookSession):
    """What one sitting at the screen shares: the register and the day it is judged at."""

    def __init__(
        self,
        register: "Store",
        clock: Callable[[], int] = _now,
        may_use: MayUse | None = None,
    ) -> None:
        """Take over an open register; whoever opened it closes it, after the app has ended.

        Args:
            register: live, or read-only.
            clock: UTC milliseconds, to tell whether the day judged at is today.
            may_use: refuses a file that this connection may not read or write.
        """
        super().__init__(register)
        self.may_use = may_use
        self._clock = clock
        self._saver = Saver(self._do, self._told)
        self._board = ""
        self._rows: tuple[Head, RowList] | None = None
        self._pages: PagedRows | None = None

    def now(self) -> int:
        """UTC milliseconds."""
        return self._clock()

    @property
    def records(self) -> Records:
        """The state of the register as this session knows it."""
        return self._register

    @property
    def board(self) -> str:
        """The board's name, as the title bar of every screen says it."""
        try:
            self._board = board_of(self.records).name or self._register.header.board
        except RefusedError:  # the connection is lost: as it was called before
            self._board = self._board or self._register.header.board
        return self._board

    @property
    def as_at(self) -> date | None:
        """The day everything is judged at, where it is not today."""
        return self.today if self.today != today_in_london(self._clock()) else None

    @cached_property
    def demonstration(self) -> bool:
        """Whether this is the made-up board: its entries came by the demonstration."""
        return is_demonstration(self._register)

    @property
    def notices(self) -> tuple[str, ...]:
        """What to say quietly: read-only and why, what was mended, that no roles are set."""
        from auditrack.commands.rights import doubt, note

        told = (
            self._register.read_only,
            *self._register.notices,
            doubt(self._register.actor),
            note(self.records),
        )
        return tuple(sentence for sentence in told if sentence)

    def out_of_role(self, act: str) -> str:
        """Why the roles of this login will not save an act, as a sentence; "" where they will."""
        from auditrack.commands import rights

        login = self._register.actor.login
        if not act or rights.allowed(rights.roles_of(self.records, login), act):
            return ""
        return rights.refusal(self.records, login, act).message

    def looked_at(self, ref: str) -> None:
        """Tell the log of a shared host that a page of an embargoed review was opened."""
        from auditrack.register import host_log
        from auditrack.register.sharing import is_shared
        from auditrack.views.embargo import embargoed_review

        where = self._register.where
        if is_shared(where) and (review := embargoed_review(self.records, ref)):
            host_log.viewed_embargoed(where, review)

    def refused(self, refusal: Refusal) -> None:
        """Tell the host's log the code of a refusal on a shared register."""
        from auditrack.register import host_log

        host_log.refused(self._register.where, refusal.code)

    def start(self, app: "App[None]") -> None:
        """Begin to watch for what others write, and to read where the themes stand."""
        self._app = app
        # A key pressed while a worker computes waits for its turn: 5 ms each by default.
        sys.setswitchinterval(SWITCH_SECONDS)
        self.follow(app)
        self.read_outlook()

    # Saving

    @property
    def identity(self) -> str:
        """The register's own identity, for what an officer keeps beside it."""
        return self._register.header.register

    @property
    def writing_day(self) -> date:
        """The day that "today" means in what is typed: never the day looked at with --as-at."""
        return today_in_london(self._clock())

    @property
    def register_for_settings(self) -> "Store":
        """The register itself, for the page that says where it lies and who acts."""
        return self._register

    @property
    def may_use_clipboard(self) -> bool:
        """Whether a text may go to the clipboard of the person's own terminal (OSC 52)."""
        from auditrack.register.sharing import is_shared

        return board_of(self.records).clipboard or not is_shared(self._register.where)

    @property
    def may_write(self) -> bool:
        """Whether anything can be saved at all; `notices` says why not."""
        return self._register.read_only is None

    @property
    def why_read_only(self) -> str:
        """Why nothing can be saved here."""
        return self._register.read_only or ""

    def check(self, command: "Command") -> Refusal | None:
        """What saving this would be refused for as things stand.

        While the register is not reached nobody knows: then saving it says so, after trying.
        """
        from auditrack.commands.run import check

        refusal = check(self._register, command, today=self.writing_day)
        return None if refusal is not None and refusal.code == UNREACHABLE else refusal

    def sheet_plan(self, command: "TakeInSheet") -> "Plan":
        """What becomes of every row of a sheet as things stand; not for the thread that paints."""
        from auditrack.commands.desk import Desk

        return command.plan(Desk(self._register, self._register.actor, self.writing_day))

    def return_plan(self, command: "TakeInReturn") -> "ReturnPlan":
        """What becomes of every line of a returned form; not for the thread that paints."""
        from auditrack.commands.desk import Desk

        return command.plan(Desk(self._register, self._register.actor, self.writing_day))

    def values_at(self, form: "Form", ref: str, revision: int) -> "dict[str, Value]":
        """What stood in the fields of an edit at an earlier revision of its record."""
        document = dict(self.records.get(form.table, ref) or {})
        for entry in reversed(tuple(self._register.history(ref))):
            for op in entry.ops:
                if (op.table, op.id) == (form.table, ref) and op.rev > revision:
                    document |= {name: old for name, (old, _) in op.fields.items()}
        return form.values_of(document)

    def save(self, *commands: "Command", draft: tuple[str, str] | None = None) -> Job:
        """Have commands done one after another; what came of each is posted to the app.

        `draft` is the form they were typed into, and the record it is about.
        """
        return self._saver.submit(commands, draft)

    @property
    def is_saving(self) -> bool:
        """Whether something is being saved, or what came of it is not posted yet."""
        return not self._saver.is_at_rest

    def write_out(self, name: str, text: "str | bytes | Export", kind: str, what: str) -> str:
        """Write a list or document into a new file; what came of it, in a sentence.

        Raises:
            RefusedError: it could not be written, or not be recorded.
        """
        from auditrack.tui.writing_out import write_out

        return write_out(self._register, name, text, kind, what, self.may_use)

    def write_report(
        self, asked: "ReportAsked", found: "ReportFound", made: "Made", path: Path
    ) -> "ReportOut":
        """Write a finished report into a new file; where it lies and how it is on record.

        Raises:
            RefusedError: it could not be written, or not be recorded.
        """
        from auditrack.tui.writing_out import write_report

        return write_report(self._register, asked, found, made, path, self.may_use)

    def save_now(self, command: "Command") -> Saved | Refusal:
        """Do one command in the thread that asks, which is not the app's own.

        For what must be on record before a file that speaks of it is in place.
        """
        return self._do(command, None)

    def _do(self, command: "Command", job: Job | None) -> Saved | Refusal:
        """Do one command, in the saver's thread."""
        from auditrack.commands.run import run

        known = self._known_of(command)
        if known is not None:
            return known
        # Somebody reading the whole register in the background ends first, or for a moment.
        self._turns.wait_for_readers()
        came = run(self._register, command, today=self.writing_day)
        if isinstance(came, Refusal):
            came = self._doubt_began(came, command, job)
        if isinstance(came, Refusal):
            self.refused(came)
        elif came not in self.saved:
            self.saved.append(came)
        return came

    def _told(self, job: Job) -> None:
        """Post how far a job is, from the saver's thread."""
        self._post(JobTold(job))

    def told_of(self, saved: Saved) -> str:
        """What was saved, in one sentence for people."""
        from auditrack.views.changes import about, sentence

        said = sentence(saved.entry, self.records)
        refs = [ref for ref in saved.references if ref not in said]
        ref = refs[0] if refs else about(saved.entry, self.records)
        named = f" ({ref})" if ref and ref not in said else ""
        merged = (
            f" Others had changed {', '.join(saved.merged)} meanwhile; both stand."
            if saved.merged
            else ""
        )
        ended = f"{said.rstrip('. ')}{named}"
        stop = "" if ended.endswith(("…", "?", "!")) else "."
        return f"Saved: {ended}{stop}{merged} {' '.join(saved.notes)}".rstrip()

    def to_undo(self) -> int | None:
        """The entry that undo would take back: the last of this sitting that still stands."""
        undone = {one.entry.undoes for one in self.saved}
        for one in reversed(self.saved):
            number: int = one.entry.number
            if one.entry.undoes is None and number not in undone:
                return number
        return None

    @cached_property
    def last_seen(self) -> "LastSeen | None":
        """Where this officer was when they last left; None on a first visit."""
        from auditrack.register.last_seen import recall

        return recall(self.identity)

    @cached_property
    def taste(self) -> Taste:
        """This person's taste of the screen."""
        return load()

    def keep_taste(self, **changes: Any) -> bool:
        """Keep another taste; whether it could be kept for the next sitting."""
        # Another window of this person may have kept something meanwhile.
        self.taste = replace(load(), **changes)
        return save(self.taste)

    def drafts(self) -> "tuple[Draft, ...]":
        """What this officer typed and has not saved, the latest first."""
        from auditrack.register.drafts import waiting

        return waiting(self.identity)

    def keep_place(self) -> None:
        """Keep how far this officer has seen the register, for their next visit."""
        from auditrack.register.last_seen import LastSeen, remember

        _ = self.last_seen  # this sitting goes on to tell what is new since the one before it
        remember(self.identity, LastSeen(self.records.head.number, self.now()))

    def close(self, waiting: Callable[[], None] | None = None) -> None:
        """The app has ended: wait until everything that was asked for is saved or refused.

        `waiting` is called where that takes a moment.
        """
        self._app = None
        self.stop_reading()
        self._saver.close(waiting)
        if self._following is not None:
            self._following.stop()
        self.keep_place()

    def last_words(self) -> str:
        """What was saved in this sitting and where a draft lies, for the way out."""
        from auditrack.register import drafts

        told: list[str] = []
        if self.saved:
            first, last = self.saved[0].entry.number, self.saved[-1].entry.number
            entries = f"entry {first}" if first == last else f"entries {first} to {last}"
            many = "1 change" if len(self.saved) == 1 else f"{len(self.saved)} changes"
            told.append(f"Saved in this sitting: {many} ({entries}).")
        left = drafts.waiting(self.identity)
        waiting = [draft for draft in left if draft.perhaps is None]
        if left:
            from auditrack.tui.forms.all import called
        if waiting:
            named = "; ".join(called(draft) for draft in waiting[:3])
            more = f" and {len(waiting) - 3} more" if len(waiting) > 3 else ""
            one = "A draft waits" if len(waiting) == 1 else f"{len(waiting)} drafts wait"
            told.append(
                f"{one}, not saved: {named}{more}. They lie in {drafts.folder(self.identity)}."
            )
        for draft in left:
            if draft.perhaps is not None:
                told.append(
                    f"{called(draft)}: perhaps saved as entry {draft.perhaps.number}; nobody knows "
                    "yet. auditrack finds out when it is opened again."
                )
        return " ".join(told)

    def rows(self) -> "RowList":
        """Every recommendation; one list for all who ask, so that nothing is worked out twice."""
        from auditrack.views.rows import RowList

        head = self.records.head
        if self._rows is None or self._rows[0] != head:
            self._rows = head, RowList(self.records, self.today)
        return self._rows[1]

    def pages(self) -> "PagedRows | None":
        """Every recommendation, read as it is looked at; None where the store does not page."""
        if not self._register.capabilities.pages:
            return None
        from auditrack.views.paged_rows import PagedRows

        if self._pages is None or self._pages.head != self.records.head:
            self._pages = PagedRows(self.records, self.today)  # type: ignore[arg-type]
        return self._pages

    def listing(self, noun: str) -> "Listing":
        """The list of a noun, in its first order."""
        from auditrack.views.listings import listing_of

        if noun == "drafts":
            from auditrack.tui.draft_listing import draft_listing

            return draft_listing(self.drafts())
        since = self.last_seen.number if noun == "since" and self.last_seen is not None else None
        return listing_of(self._register, self.rows(), noun, since)

    def how_many(self, table: str) -> int:
        """How many records a table has; nothing is read for it where the register counts."""
        from auditrack.views.how_many import how_many

        return how_many(self.records, table)
