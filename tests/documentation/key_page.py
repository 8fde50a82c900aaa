"""The page on keys: every place of the app with every key that works there."""

from collections.abc import Iterator

from auditrack.tui import keys
from tests.documentation.blocks import DOCS
from tests.documentation.making import Page, anchor, table

PATH = DOCS / "reference" / "keys.md"

GROUPS = {
    keys.EVERYWHERE: "Keys that work everywhere",
    keys.LIST: "Keys of every list",
    keys.PAGE: "Keys of every page",
}
TITLES = {
    keys.HOME: "The first screen",
    keys.REGISTER: "The register",
    keys.THEMES: "Themes",
    keys.RECORD: "The page of a record",
    keys.LISTING: "Lists of records",
    keys.ACTION_TYPES: "Types to confirm",
    keys.AUDIT_PLAN: "What to test next",
    keys.MATRIX: "Themes by review",
    keys.LIFELINE: "The lifeline of a theme",
    keys.BEFORE: "Was this asked before?",
    keys.FIRST_HOUR: "The first hour",
    keys.ANSWERING: "One question after another",
    keys.SETTINGS: "Settings",
    keys.IMPORTING: "Taking in a review",
    keys.ACCOUNT: "What an import took and left",
    keys.RETURNED: "A return form that came back",
    keys.SHEET: "An old tracker",
    keys.FORM: "Forms",
    keys.CHOICE: "A question",
    keys.ASK_LINE: "A question of one line",
    keys.PICK: "A question with a list",
    keys.CONFLICT: "Somebody else changed it too",
    keys.GRID: "An audit's questions by cases",
    keys.MEETINGS: "Meetings",
    keys.MEETING: "A meeting",
    keys.PRESENT: "Who is present",
    keys.TRENDS: "Trends",
    keys.WORK: "My work",
    keys.RETURNS: "Return forms",
    keys.REPORTS: "Reports",
    keys.REPORT_FORM: "What a report covers",
    keys.REPORT_LIES: "Where a report lies",
    keys.PUBLICATIONS: "Publications",
    keys.HELP: "Help",
    keys.COVER: "The covered screen",
}
"""What each place is called on the page. A new place needs a line here."""

_CALLED = {"question_mark": "?", "full_stop": ".", "pageup": "Page Up", "pagedown": "Page Down"}


def page() -> Page:
    """The page, with a part for each group of keys and for each place."""
    return Page(
        PATH,
        "# Keys\n\n",
        {
            "places": _places(),
            **{
                group: f"## {title}\n\n" + _table(keys.of_group(group))
                for group, title in GROUPS.items()
            },
            **{place: "\n\n".join(_place(place)) for place in keys.PLACES},
        },
    )


def _places() -> str:
    linked = (*GROUPS.values(), *(TITLES[place] for place in keys.PLACES))
    return "\n".join(f"- [{title}](#{anchor(title)})" for title in linked)


def _place(id: str) -> Iterator[str]:
    place = keys.PLACES[id]
    yield f"## {TITLES[id]}"
    if place.about:
        yield place.about
    if own := _table(place.keys):
        yield own
    also = [f"[{GROUPS[group].lower()}](#{anchor(GROUPS[group])})" for group in place.also]
    if also:
        yield f"And {' and '.join(also)}."


def _table(found: object) -> str:
    assert isinstance(found, (tuple, Iterator))
    return table(
        ("key", "what it is called", "what it does"),
        ((_pressed(key), key.word, key.tells) for key in found),
    )


def _pressed(key: keys.Key) -> str:
    """A key as people call it, and those that do the same."""
    silent = [_called(one) for one in key.silent.split(",") if one]
    return " or ".join(_code(one) for one in dict.fromkeys((key.shown, *silent)))


def _called(sent: str) -> str:
    if sent in _CALLED:
        return _CALLED[sent]
    named = sent.replace("ctrl+", "Ctrl-").replace("shift+", "Shift-")
    return named if len(named) == 1 or "-" in named else named.capitalize()


def _code(shown: str) -> str:
    return "`` ` ``" if shown == "`" else f"`{shown}`"
