"""A few lines of plain words: title bar, counts, notes, footer."""

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget


class Words(Widget):
    """Shows one `Content`, never markup, and repaints only when it changes."""

    DEFAULT_CSS = """
    Words { height: auto; width: 1fr; }
    """

    def __init__(self, words: Content | None = None, id: str | None = None) -> None:
        super().__init__(id=id)
        self._words = words or Content()

    @property
    def words(self) -> Content:
        """What is shown."""
        return self._words

    def show(self, words: Content) -> None:
        """Show other words; the height follows them."""
        if words != self._words or words.spans != self._words.spans:
            before, self._words = self._lines(self._words), words
            self.refresh(layout=self._lines(words) != before)

    def _lines(self, words: Content) -> int:
        """How many lines words take here; no words take none."""
        if not words.plain or not self.size.width:
            return 0
        return len(words.wrap(max(self.content_region.width, 1)))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the words take; none where there are none."""
        return len(self._words.wrap(max(width, 1))) if self._words.plain else 0

    def render(self) -> Content:
        """The words."""
        return self._words
