"""What one key does, and what one place offers."""

from dataclasses import dataclass

from textual.binding import Binding

EVERYWHERE = "everywhere"
LIST = "list"
PAGE = "page"


@dataclass(frozen=True)
class Key:
    """What one key does.

    `keys` is what a terminal sends, `shown` how people call it, `word` its name in footer and
    palette, `tells` its line of help. `silent` are further keys that do the same and are not
    taught. `footer` is its rank in the footer, 0 where it is not shown there. `always`: also
    while something is typed or a dialog is open.
    """

    id: str
    group: str
    keys: str
    shown: str
    action: str
    word: str
    tells: str
    silent: str = ""
    footer: int = 0
    palette: bool = True
    always: bool = False

    def binding(self) -> Binding:
        """The binding of Textual that this entry makes; the footer is ours, so none is shown."""
        pressed = ",".join(part for part in (self.keys, self.silent) if part)
        return Binding(
            pressed, self.action, self.word, show=False, id=self.id, priority=self.always
        )


@dataclass(frozen=True)
class Place:
    """What one place offers: its own keys, `about` for its help, and the groups it shares."""

    id: str
    about: str
    keys: tuple[Key, ...] = ()
    also: tuple[str, ...] = (LIST, EVERYWHERE)
