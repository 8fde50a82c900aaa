"""The registry of keys: one entry feeds the binding, the footer, the palette and the help.

A later screen adds entries here and a file under `screens/`, nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from textual.binding import Binding, BindingType

EVERYWHERE = "everywhere"
LIST = "list"
PAGE = "page"
HOME = "home"
REGISTER = "register"
RECORD = "record"
HELP = "help"
COVER = "cover"

_GROUPS_OF = {
    HOME: (HOME, LIST, EVERYWHERE),
    REGISTER: (REGISTER, LIST, EVERYWHERE),
    RECORD: (RECORD, PAGE, EVERYWHERE),
    HELP: (HELP, PAGE),
    COVER: (COVER,),
}
"""Which groups of keys work where; the nearest first."""

FOOTER_HOLDS = 5


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


KEYS = (
    Key("open", LIST, "enter", "Enter", "open", "Open", "Open what the cursor is on.", footer=1),
    Key("up", LIST, "up", "Up", "up", "Up", "One up.", silent="k", palette=False),
    Key("down", LIST, "down", "Down", "down", "Down", "One down.", silent="j", palette=False),
    Key("page-up", LIST, "pageup", "Page Up", "page_up", "Page up", "One page up.", palette=False),
    Key(
        "page-down",
        LIST,
        "pagedown",
        "Page Down",
        "page_down",
        "Page down",
        "One page down.",
        silent="space",
        palette=False,
    ),
    Key("first", LIST, "home", "Home", "first", "First", "To the first.", palette=False),
    Key("last", LIST, "end", "End", "last", "Last", "To the last.", palette=False),
    Key(
        "page-open",
        PAGE,
        "enter",
        "Enter",
        "open",
        "Open",
        "Open the record that the marked line names.",
        footer=1,
    ),
    Key(
        "page-line-up",
        PAGE,
        "up",
        "Up",
        "up",
        "Up",
        "To the line before that can be opened, or one line up.",
        silent="k",
        palette=False,
    ),
    Key(
        "page-line-down",
        PAGE,
        "down",
        "Down",
        "down",
        "Down",
        "To the next line that can be opened, or one line down.",
        silent="j",
        palette=False,
    ),
    Key(
        "page-page-up",
        PAGE,
        "pageup",
        "Page Up",
        "page_up",
        "Page up",
        "One page up.",
        palette=False,
    ),
    Key(
        "page-page-down",
        PAGE,
        "pagedown",
        "Page Down",
        "page_down",
        "Page down",
        "One page down.",
        silent="space",
        palette=False,
    ),
    Key("page-first", PAGE, "home", "Home", "first", "Top", "To the top.", palette=False),
    Key("page-last", PAGE, "end", "End", "last", "Bottom", "To the end.", palette=False),
    Key(
        "filter",
        REGISTER,
        "slash",
        "/",
        "filter",
        "Filter",
        "Narrow the list as you type. Escape shows all again.",
        footer=2,
    ),
    Key(
        "find",
        HOME,
        "slash",
        "/",
        "app.find",
        "Find",
        "Find a recommendation: opens the register with its filter.",
        footer=3,
    ),
    Key(
        "close-help",
        HELP,
        "escape",
        "Esc",
        "close",
        "Close help",
        "Close this help.",
        silent="q,question_mark,f1",
        footer=2,
    ),
    Key(
        "history",
        RECORD,
        "h",
        "h",
        "history",
        "History",
        "Who changed this record and what hangs on it, when, from what to what and why.",
        footer=4,
    ),
    Key(
        "uncover",
        COVER,
        "enter",
        "Enter",
        "uncover",
        "Show again",
        "Show again what was covered while nobody pressed a key.",
        footer=1,
        palette=False,
    ),
    Key(
        "register",
        EVERYWHERE,
        "r",
        "r",
        "app.register",
        "Register",
        "The register: every recommendation in a list.",
        silent="2",
        footer=4,
    ),
    Key(
        "themes",
        EVERYWHERE,
        "t",
        "t",
        "app.themes",
        "Themes",
        "The first screen: the themes, those that most need attention first.",
        silent="1",
        footer=5,
    ),
    Key(
        "back",
        EVERYWHERE,
        "escape",
        "Esc",
        "app.back",
        "Back",
        "Step out one level.",
        silent="backspace",
        footer=3,
    ),
    Key(
        "leave",
        EVERYWHERE,
        "q",
        "q",
        "app.leave",
        "Leave",
        "Leave auditrack, from the first screen.",
        footer=6,
    ),
    Key(
        "palette",
        EVERYWHERE,
        "ctrl+p",
        "Ctrl-P",
        "app.command_palette",
        "Palette",
        "Every command by its name: type a few letters of it.",
        palette=False,
    ),
    Key(
        "colours",
        EVERYWHERE,
        "f9",
        "F9",
        "app.colours",
        "Colours",
        "The next set of colours: dark, light, high contrast, the terminal's own.",
    ),
    Key(
        "suspend",
        EVERYWHERE,
        "ctrl+z",
        "Ctrl-Z",
        "app.suspend_process",
        "Suspend",
        "Back to the shell for a while; its command fg returns here.",
        always=True,
    ),
    Key(
        "stop",
        EVERYWHERE,
        "ctrl+q",
        "Ctrl-Q",
        "app.quit",
        "Leave at once",
        "Leave auditrack from anywhere.",
        palette=False,
        always=True,
    ),
    Key(
        "how-to-leave",
        EVERYWHERE,
        "ctrl+c",
        "Ctrl-C",
        "app.help_quit",
        "How to leave",
        "Says how to leave.",
        palette=False,
        always=True,
    ),
    Key(
        "help",
        EVERYWHERE,
        "question_mark",
        "?",
        "app.help",
        "Help",
        "This help: what each key does where you are.",
        silent="f1",
    ),
)
"""Every key of the app. Within one place no key stands twice: a test says so."""


def of_group(group: str) -> Iterator[Key]:
    """The keys of one group, in the order of the registry."""
    return (key for key in KEYS if key.group == group)


def at(place: str) -> tuple[Key, ...]:
    """The keys that work in a place, those of the place itself first.

    Where a place has its own meaning for a key, the wider one is left out.
    """
    seen: set[str] = set()
    found = []
    for group in _GROUPS_OF[place]:
        for key in of_group(group):
            if key.keys not in seen:
                found.append(key)
        seen.update(key.keys for key in found)
    return tuple(found)


def bindings(group: str) -> list[BindingType]:
    """The bindings of one group, for the `BINDINGS` of the class that acts on them."""
    return [key.binding() for key in of_group(group)]


def footer(place: str, leave_out: frozenset[str] = frozenset()) -> tuple[Key, ...]:
    """The keys that the footer of a place shows: five at most, most used first."""
    shown = [key for key in at(place) if key.footer and key.id not in leave_out]
    return tuple(sorted(shown, key=lambda key: key.footer)[:FOOTER_HOLDS])
