"""The part of the app that goes from what is looked at to its report, and to where that lies."""

from auditrack.tui.frame import Frame
from auditrack.tui.messages import AskReport, ReportLies
from auditrack.tui.writing import WritingApp

_PLACE = "reports"


class ReportingApp(WritingApp, inherit_bindings=False):
    """Maps what screens say of reports to their forms. A login that cannot write may write them."""

    async def action_report(self) -> None:
        """The form of this page's own report; every report where it has none."""
        if not isinstance(self.screen, Frame):
            return
        if why := self.screen.why_stay():
            self.say(why)
            return
        own = self.screen.own_report()
        if own is not None:
            self.on_ask_report(AskReport(*own))
            return
        from auditrack.tui.places import place_of

        # Above what is looked at, so that Escape comes back to it.
        place = place_of(_PLACE)
        if place is not None and not self.screen.stands_at(_PLACE):
            await self.push_screen(place.build(self.session))

    def on_ask_report(self, event: AskReport) -> None:
        """Open the form of a report."""
        from auditrack.tui.report_form import ReportForm

        self.push_screen(ReportForm(self.session, event.kind, event.subject))

    def on_report_lies(self, event: ReportLies) -> None:
        """Show where it lies."""
        from auditrack.tui.screens.report_lies import ReportLiesScreen

        self.push_screen(ReportLiesScreen(self.session, event.asked, event.out))
