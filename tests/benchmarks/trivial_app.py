"""A Textual app of one sentence: what the first full screen is held against."""

from textual.app import App, ComposeResult
from textual.widgets import Static

SENTENCE = "One plain sentence."


class TrivialApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Static(SENTENCE)


def main() -> None:
    TrivialApp().run()
