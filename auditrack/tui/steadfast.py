"""What keeps a screen standing when something could not be read: it is said, and it goes on."""

from typing import Any

from textual.message import Message
from textual.message_pump import MessagePump
from textual.worker import WorkerFailed

from auditrack.model.change import RefusedError
from auditrack.tui.messages import Refused


def refused_in(error: BaseException) -> RefusedError | None:
    """The refusal that an error is, or that a worker ended by; None for any other."""
    if isinstance(error, WorkerFailed):
        return refused_in(error.error)
    return error if isinstance(error, RefusedError) else None


class Steadfast(MessagePump):
    """Takes a refusal that nobody caught to the app; Textual would stop hearing this screen."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except RefusedError as refused:
            app: Any = self.app
            app.post_message(Refused(refused.refusal))
