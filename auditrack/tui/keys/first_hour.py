"""The keys of the first hour, of answering one question after another, of settings and imports."""

from auditrack.tui.keys.key import EVERYWHERE, LIST, PAGE, Key, Place

FIRST_HOUR = "first-hour"
ANSWERING = "answering"
SETTINGS = "settings"
IMPORTING = "importing"

_ANSWERS = (
    Key("answer-yes", ANSWERING, "y", "y", "yes", "Yes", "The theme is confirmed.", footer=1),
    Key("answer-no", ANSWERING, "n", "n", "no", "No", "The theme is rejected.", footer=2),
    Key("answer-open", ANSWERING, "o", "o", "state('o')", "Open", "It is open.", footer=1),
    Key("answer-done", ANSWERING, "d", "d", "state('d')", "Said done", "Said done.", footer=2),
    Key(
        "answer-unknown",
        ANSWERING,
        "x",
        "x",
        "state('x')",
        "Not known",
        "Nobody knows: it stays so, and nothing is written.",
        footer=3,
    ),
    Key("answer-later", ANSWERING, "l", "l", "later", "Later", "Ask it later.", footer=4),
)

_IMPORTS = (
    Key(
        "take-in",
        IMPORTING,
        "ctrl+s",
        "Ctrl-S",
        "take_in",
        "Take in",
        "Take in what is ticked, after a look at what the review is.",
        silent="f2",
        footer=1,
    ),
    Key("tick", IMPORTING, "space", "Space", "tick", "Tick", "Tick or untick.", footer=2),
    Key("tick-all", IMPORTING, "plus", "+", "all", "All", "Tick all.", footer=4),
    Key("tick-none", IMPORTING, "minus", "-", "none", "None", "Tick none.", footer=5),
    Key("read-on", IMPORTING, "right_square_bracket", "]", "read_on", "Read on", "Read on in it."),
    Key("read-back", IMPORTING, "left_square_bracket", "[", "read_back", "Read back", "And back."),
    Key("document", IMPORTING, "o", "o", "document", "Open", "Open another document."),
)

PLACES = (
    Place(
        FIRST_HOUR,
        "The least a board must enter for its positions to be useful, and how much of it is done.",
        (),
        (PAGE, EVERYWHERE),
    ),
    Place(
        ANSWERING,
        "One question after another. Each answer is saved at once; u takes the last one back.",
        _ANSWERS,
        (PAGE, EVERYWHERE),
    ),
    Place(
        SETTINGS,
        "What holds for everybody on this register, who you are here, and where it lies.",
        (),
        (PAGE, EVERYWHERE),
    ),
    Place(
        IMPORTING,
        "What a published review proposes, word for word. What is ticked is taken in; a question "
        "mark stands at what may be none. Nothing is written before Ctrl-S and a form.",
        _IMPORTS,
        (LIST, EVERYWHERE),
    ),
)
