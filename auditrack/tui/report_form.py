"""The form of a report on the screen: it stays until the report lies in its place.

It is no screen under `screens`, for it is another form's and no screen knows another.
"""

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from auditrack.model.change import Refusal
from auditrack.model.dates import DateError
from auditrack.register import drafts
from auditrack.tui import keys
from auditrack.tui.forms.field import Value
from auditrack.tui.forms.report import (
    NAMING,
    OUT,
    SUBJECT,
    asked,
    form_of,
    suggested,
    understood,
    why_not_file,
)
from auditrack.tui.forms.words import in_form_words
from auditrack.tui.messages import ReportLies
from auditrack.tui.report_asked import ReportAsked
from auditrack.tui.report_frame import ReportFrame
from auditrack.tui.report_kinds import KINDS
from auditrack.tui.screens.form import FieldRow, FormScreen
from auditrack.tui.session import Session
from auditrack.tui.widgets.editors import Typed, put

if TYPE_CHECKING:
    from auditrack.tui.writing_out import ReportOut


class ReportForm(FormScreen, ReportFrame):
    """Asks for a report and writes it. Whatever is refused, what was typed stays."""

    SAVES = "writes"
    SAVE_NOW = "Write it now"
    NOT_SAVED: ClassVar[tuple[str, str]] = (
        "This report is not written.",
        "Nothing has left the register.",
    )
    NOT_YET = "Not written yet."
    PLACE = keys.REPORT_FORM
    BINDINGS = keys.bindings(keys.REPORT_FORM)

    def __init__(self, session: Session, kind: str, subject: str = "") -> None:
        self.kind = KINDS[kind]
        self._as_at: date = session.today
        form = form_of(self.kind, session.records, self._as_at)
        super().__init__(session, form, subject, {})
        self._suggested = self._fresh[OUT]  # a draft may hold a name that somebody typed

    def called(self) -> str:
        """What is written, and of what."""
        return f"{self.form.title} {self.ref}".strip()

    def on_mount(self) -> None:
        """Load what writes Word, while the person reads what is asked."""
        self.make_ready()

    def _to_first_empty(self) -> None:
        """The keys go to the first field that must be filled in, else to the first."""
        rows = self._rows() if self.stands else []
        wanted = [row for row in rows if row.field.needed and not self.values[row.field.name]]
        others = [row for row in rows if row.field.name != SUBJECT]  # that is what one came from
        if rows:
            (wanted or others)[0].editor.focus()
            self._check()

    # Typing

    def on_typed(self, event: Typed) -> None:
        """The name of the file follows what the report is about, until somebody types another."""
        super().on_typed(event)
        if event.name in NAMING and self.values[OUT] == self._suggested:
            self._suggested = suggested(self.kind, self.values, self.session.records, self._as_at)
            self.values[OUT] = self._suggested
            put(self._row(OUT).editor, self._suggested)

    def _wrong_choice(self, row: FieldRow) -> str | None:
        try:
            self._understood(row)
        except DateError as error:
            return str(error)
        value: Value = self.values[row.field.name]
        reach = super()._wrong_choice(row)
        if reach is not None or row.field.name != OUT or not value:
            return reach
        return why_not_file(str(value))

    def _said_of(self, row: FieldRow) -> str:
        try:
            return self._understood(row) or super()._said_of(row)
        except DateError:
            return ""  # while it is typed; it is said when it is left

    def _understood(self, row: FieldRow) -> str:
        records = self.session.records
        return understood(self.kind, row.field.name, self.values, records, self._as_at)

    # Writing

    def action_save(self) -> None:
        """Make the report, unless a field alone already says that it cannot be."""
        if self.is_making:
            self.say("The report is being written. Esc stops it.")
        elif self.may_stand():
            self.keep_draft()
            self._tell_wrong("")
            self.make_report(asked(self.kind, self._given(), self.session.records, self._as_at))

    def action_leave(self) -> None:
        """Escape stops what is being written, and leaves the form only after that."""
        if not self.stop_making():
            super().action_leave()

    def report_stopped(self, asked: ReportAsked) -> None:
        """Everything typed is still there."""
        self.say("Stopped. Nothing was written; Ctrl-S writes it after all.")

    def report_refused(self, asked: ReportAsked, refusal: Refusal) -> None:
        """Say why it was not written; everything typed stays."""
        self._tell_wrong(f"Not written. {in_form_words(refusal, self.form)}")

    def report_written(self, asked: ReportAsked, out: "ReportOut") -> None:
        """It lies there: the form closes, and a page says where and how to fetch it."""
        drafts.forget(self.session.identity, self.form.id, self.ref)
        self._over = True
        self.dismiss()
        self.app.post_message(ReportLies(asked, out))
