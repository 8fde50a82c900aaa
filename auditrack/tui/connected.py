"""The part of the app that goes on while the register is not reached, and says so."""

from auditrack.model.change import RefusedError
from auditrack.tui.following import UNREACHABLE
from auditrack.tui.frame import Frame
from auditrack.tui.going import GoingApp
from auditrack.tui.messages import ConnectedAgain, DoubtEnded, NotOpened, Refused, StandingChanged
from auditrack.tui.steadfast import Steadfast

_NOT_READ = "That could not be read: the connection is lost. auditrack connects again by itself."
_NOT_OPENED = "It can be opened when auditrack is connected again; you stay where you are."


class ConnectedApp(GoingApp, Steadfast, inherit_bindings=False):
    """Maps what becomes of the connection to what stands on the screens."""

    last_words = ""

    def on_standing_changed(self, _: StandingChanged) -> None:
        """What is shown stays; the line below it says what is the matter."""
        self._show_feet()

    def on_connected_again(self, _: ConnectedAgain) -> None:
        """Say so; whatever could not be read meanwhile is read when it is looked at."""
        for screen in self.screen_stack:
            if isinstance(screen, Frame):
                screen.read_at = None
        self._show_feet()
        self.say("Connected again.")

    def on_doubt_ended(self, event: DoubtEnded) -> None:
        """Say what became of a save in doubt, and tell the form it was typed into."""
        self.session.doubt_is_known()
        for screen in self.screen_stack:
            told = getattr(screen, "doubt_ended", None)
            if told is not None:
                told(event)
        self._show_feet()
        if event.settled.saved is not None:
            self.session.wrote()

    def _show_feet(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, Frame):
                screen.show_frame()

    def on_refused(self, event: Refused) -> None:
        """Say what could not be read."""
        refusal = event.refusal
        self.session.refused(refusal)
        if refusal.code == UNREACHABLE:
            self.session.look_soon()
            self.say(_NOT_READ)
        else:
            self.say(refusal.message)

    async def on_not_opened(self, event: NotOpened) -> None:
        """A screen could not be filled: back to where one was, with the reason."""
        if len(self.screen_stack) > 1:
            if self.screen is event.screen:
                await self.pop_screen()
            self.on_refused(Refused(event.refusal))
        else:  # not even the first screen stands
            self.last_words = str(event.refusal)
            self.exit(return_code=1)

    def go_on_without(self, refused: RefusedError) -> None:
        """Say what an error was that reached nobody."""
        self.post_message(Refused(refused.refusal))

    async def action_go(self, place: str, narrowed: str = "", begun: tuple[str, ...] = ()) -> None:
        """To another place; while the register is not reached, only to what lies on this host."""
        if self.session.is_away and place != "drafts":
            self.say(_NOT_OPENED)
            return
        self.session.heard_out()
        await super().action_go(place, narrowed, begun)

    async def action_back(self) -> None:
        """Step out one level; what became of a doubt was seen."""
        self.session.heard_out()
        await super().action_back()
        self._show_feet()
