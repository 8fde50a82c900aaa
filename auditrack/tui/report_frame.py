"""A screen that writes reports: made in the background, recorded, then put in place."""

from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer
from textual.worker import Worker, get_current_worker

from auditrack.model.change import Refusal, RefusedError
from auditrack.tui.fetching import fetching
from auditrack.tui.frame import Frame
from auditrack.tui.report_asked import ReportAsked, free_file

if TYPE_CHECKING:
    from auditrack.reports.kit.making import Made
    from auditrack.tui.report_values import ReportFound
    from auditrack.tui.writing_out import ReportOut

REPORT = "report"
"""The group of the workers that make reports: one at a time on a screen."""

SOON = 0.3
"""Seconds before anything is said of a report that is still being made."""


class _StoppedError(Exception):
    """Nobody waits for the report any more."""


class ReportFrame(Frame):
    """Writes reports. A screen says what is told of one, in a sentence or in its form."""

    class ReportMade(Message):
        """A report as a document that is nowhere yet."""

        def __init__(self, asked: ReportAsked, found: "ReportFound", made: "Made") -> None:
            super().__init__()
            self.asked = asked
            self.found = found
            self.made = made

    class ReportGoesOn(Message):
        """So many parts of so many are written."""

        def __init__(self, asked: ReportAsked, done: int, total: int) -> None:
            super().__init__()
            self.asked = asked
            self.done = done
            self.total = total

    class ReportRefused(Message):
        """It could not be made, and why."""

        def __init__(self, asked: ReportAsked, refusal: Refusal) -> None:
            super().__init__()
            self.asked = asked
            self.refusal = refusal

    _report: "tuple[ReportAsked, Worker[None]] | None" = None
    """What is being made now."""
    _how_far = ""
    _soon: Timer | None = None

    @property
    def is_making(self) -> bool:
        """Whether a report is being made."""
        return self._report is not None

    def make_report(self, asked: ReportAsked) -> None:
        """Make a report and write it."""
        self._how_far = "Reading the register"
        self._report = (
            asked,
            self.run_worker(partial(self._make, asked), group=REPORT, thread=True, exclusive=True),
        )
        self._soon = self.set_timer(SOON, self._tell_how_far)

    def make_ready(self) -> None:
        """Load what writes Word while the person still reads what is asked."""

        def load() -> None:
            from auditrack.reports.kit import making

            _ = making

        self.run_worker(load, group="making-ready", thread=True)

    def stop_making(self) -> bool:
        """Make no report after all; whether one was being made."""
        if self._report is None:
            return False
        asked, worker = self._report
        worker.cancel()
        self._ended()
        self.report_stopped(asked)
        return True

    # In the background

    def _make(self, asked: ReportAsked) -> None:
        from auditrack.reports.kit.making import make
        from auditrack.reports.templating.templates import shipped_template
        from auditrack.tui.report_values import report_found

        session, worker = self.session, get_current_worker()

        def told(done: int, total: int) -> None:
            if worker.is_cancelled:
                raise _StoppedError
            self.post_message(self.ReportGoesOn(asked, done, total))

        try:
            with session.reading():
                found = report_found(session.register_for_settings, asked, session.today)
            over = shipped_template(asked.kind) if asked.shipped else asked.template
            made = make(found.report, over, told)
            if asked.checked:
                found = self._looked_through(found, made)
        except RefusedError as refused:
            self.post_message(self.ReportRefused(asked, refused.refusal))
        except _StoppedError:
            return
        else:
            self.post_message(self.ReportMade(asked, found, made))

    def _looked_through(self, found: "ReportFound", made: "Made") -> "ReportFound":
        """The same with a sentence on what the finished files hold that must not be public."""
        from dataclasses import replace

        from auditrack.tui.wording_checked import files_looked_over

        files = {"report.docx": made.document} | ({"rest.xlsx": made.rest} if made.rest else {})
        with self.session.reading():
            said = files_looked_over(self.session.records, files)
        return replace(found, notes=(*found.notes, said))

    # What comes of it

    def on_report_frame_report_goes_on(self, event: ReportGoesOn) -> None:
        """Say how far it is, once it takes long."""
        if self._is_making(event.asked):
            self._how_far = f"{event.done} of {event.total} sections"
            if self._soon is None:
                self._tell_how_far()

    def _tell_how_far(self) -> None:
        self._soon = None
        if self.is_making:
            self._hint(f"Writing the report: {self._how_far}. Esc stops it.")

    def _hint(self, sentence: str) -> None:
        self.hint = sentence
        self.hush()

    def on_report_frame_report_made(self, event: ReportMade) -> None:
        """Put it in place, and say where it is."""
        if not self._is_making(event.asked):
            return
        self._ended()
        asked, session = event.asked, self.session
        path = asked.file or free_file(asked.stem(session.records, session.today))
        try:
            out = session.write_report(asked, event.found, event.made, path)
        except RefusedError as refused:
            session.refused(refused.refusal)
            self.report_refused(asked, refused.refusal)
            return
        if event.found.review:
            session.looked_at(event.found.review)
        session.wrote()
        self.report_written(asked, out)

    def on_report_frame_report_refused(self, event: ReportRefused) -> None:
        """Say why there is none."""
        if self._is_making(event.asked):
            self._ended()
            self.session.refused(event.refusal)
            self.report_refused(event.asked, event.refusal)

    def _is_making(self, asked: ReportAsked) -> bool:
        return self._report is not None and self._report[0] is asked

    def _ended(self) -> None:
        self._report = None
        if self._soon is not None:
            self._soon.stop()
        self._soon = None
        if self.hint:
            self._hint("")

    # What a screen says of it

    def report_written(self, asked: ReportAsked, out: "ReportOut") -> None:
        """It lies there."""
        said = str(out)
        called = asked.called(self.session.records)
        fetch = fetching(out.files, asked.line(), self.session.may_use is not None).line
        how = f" Fetch it with: {fetch}" if fetch else ""
        self.report_told(f"The {called}: {said[:1].lower()}{said[1:]}{how}")

    def report_refused(self, asked: ReportAsked, refusal: Refusal) -> None:
        """It could not be made or written."""
        called = asked.called(self.session.records)
        self.report_told(f"The {called} could not be written: {refusal}")

    def report_stopped(self, asked: ReportAsked) -> None:
        """It is not made."""
        called = asked.called(self.session.records)
        self.report_told(f"Writing the {called} was stopped. Nothing was written.")

    def report_told(self, sentence: str) -> None:
        """What came of a report, in a sentence."""
        self.say(sentence)
