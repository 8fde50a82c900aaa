"""Reports: every kind, when it was last written and by whom; Enter opens its form."""

from collections.abc import Mapping

from auditrack.tui import keys
from auditrack.tui.listing_frame import ListingFrame
from auditrack.tui.messages import AskReport, Fill
from auditrack.tui.report_kinds import offered
from auditrack.tui.report_listing import report_listing
from auditrack.tui.session import Session
from auditrack.tui.widgets.virtual_list import VirtualList
from auditrack.views.listing import Listing
from auditrack.views.reports_written import ReportWritten, last_written


class ReportsScreen(ListingFrame):
    """The kinds of report. Where there is room, the record of the last one stands beside."""

    PLACE = keys.REPORTS
    BINDINGS = keys.bindings(keys.REPORTS)

    def __init__(self, session: Session) -> None:
        super().__init__(session, "reports", "Reports")
        self._written: Mapping[str, ReportWritten] = {}

    def read_list(self) -> Listing:
        """Every kind that is made here; in a thread, for the history is gone through."""
        kinds = offered()
        self._written = last_written(
            self.session.register_for_settings, [kind.id for kind in kinds]
        )
        return report_listing(kinds, self._written)

    def looked_at(self) -> tuple[str, str] | None:
        """The record of the last report of the kind under the cursor."""
        last = self._last()
        return None if last is None else (last.ref, "export")

    def own_report(self) -> tuple[str, str] | None:
        """The kind under the cursor."""
        item = self.current()
        return None if item is None else (item.ref, "")

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """Open the form of the kind under the cursor."""
        if self.shown is not None and event.index < len(self.shown.items):
            self.post_message(AskReport(self.shown.items[event.index].ref))

    def action_sent(self) -> None:
        """Record to whom the last report of this kind was sent."""
        last = self._last()
        if last is None:
            self.say("Nothing on record says that a report of this kind was written.")
        else:
            self.post_message(Fill("export-told", last.ref))

    def _last(self) -> ReportWritten | None:
        item = self.current()
        return None if item is None else self._written.get(item.ref)
