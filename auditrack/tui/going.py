"""The part of the app that goes from place to place, and what works everywhere."""

from auditrack.tui import colours, keys
from auditrack.tui.frame import Frame
from auditrack.tui.messages import Go, ReturnFound, SheetFound
from auditrack.tui.reporting import ReportingApp


class GoingApp(ReportingApp, inherit_bindings=False):
    """Maps keys that work everywhere to places: one level above the first screen."""

    uses_mouse = True

    def _stays(self) -> bool:
        """Whether what is looked at must not be left just now; then it was said why."""
        why = self.screen.why_stay() if isinstance(self.screen, Frame) else ""
        if why:
            self.say(why)
        return bool(why)

    async def _to_first(self) -> None:
        while len(self.screen_stack) > 1:
            await self.pop_screen()

    async def action_home(self) -> None:
        """To the first screen."""
        if not self._stays():
            await self._to_first()

    async def action_go(self, place: str, narrowed: str = "", begun: tuple[str, ...] = ()) -> None:
        """To another place, one level above the first screen."""
        from auditrack.tui.places import place_of

        there = place_of(place)
        if there is None or (isinstance(self.screen, Frame) and self.screen.stands_at(place)):
            return
        if self._stays():
            return
        screen = there.build(self.session, begun)  # what cannot be read is left where one is
        await self._to_first()
        screen.at_place = place
        await self.push_screen(screen)
        if narrowed:
            screen.narrow_to(narrowed)

    async def on_go(self, event: Go) -> None:
        """Somebody wants to see another place."""
        if event.place == keys.HOME:
            await self._to_first()
        else:
            await self.action_go(event.place, event.narrowed, event.begun)

    async def on_sheet_found(self, event: SheetFound) -> None:
        """Show a spreadsheet on its way in, one level above the first screen."""
        from auditrack.tui.screens.sheet import SheetScreen

        await self._to_first()
        await self.push_screen(SheetScreen(self.session, event.path))

    async def on_return_found(self, event: ReturnFound) -> None:
        """Show a return form that came back, one level above the first screen."""
        from auditrack.tui.screens.returned import ReturnedScreen

        await self._to_first()
        await self.push_screen(ReturnedScreen(self.session, event.path))

    async def action_find(self) -> None:
        """To the register with its filter open."""
        if self._stays():
            return
        await self.action_go("register")
        await self.screen.run_action("filter")

    async def action_back(self) -> None:
        """Step out one level."""
        if isinstance(self.screen, Frame) and await self.screen.step_out():
            return
        if len(self.screen_stack) > 1:
            await self.pop_screen()
        else:
            self.say("This is the first screen. q leaves auditrack.")

    def action_leave(self) -> None:
        """Leave from the first screen; elsewhere say how."""
        if len(self.screen_stack) == 1:
            self.exit()
        else:
            self.say("q leaves from the first screen only: Esc steps out, Ctrl-Q leaves at once.")

    def action_help(self) -> None:
        """Help for where you are."""
        from auditrack.tui.screens.help import HelpScreen

        if isinstance(self.screen, Frame):
            here, session = self.screen, self.session
            self.push_screen(
                HelpScreen(here.PLACE, here.called(), session.notices, session.demonstration)
            )

    def action_help_quit(self) -> None:
        """Ctrl-C is a habit, not a wish to lose one's place: say how to leave."""
        self.say("To leave: Esc to the first screen, then q. Ctrl-Q leaves at once.")

    def action_command_palette(self) -> None:
        """Every command by its name."""
        from auditrack.tui.palette import QuietPalette

        if isinstance(self.screen, Frame):
            self.push_screen(QuietPalette(placeholder="Type a few letters of a command"))

    def action_colours(self) -> None:
        """The next set of colours."""
        self.theme = colours.name_after(self.theme)
        self.session.keep_taste(colours=self.theme)

    def action_mouse(self) -> None:
        """The mouse on or off; off, the terminal selects text."""
        from auditrack.tui.terminal import Terminal

        self.uses_mouse = not self.uses_mouse
        self.session.keep_taste(mouse=self.uses_mouse)
        if isinstance(self._driver, Terminal):
            self._driver.use_mouse(self.uses_mouse)
        self.say("The mouse works again." if self.uses_mouse else "The mouse is off here.")
