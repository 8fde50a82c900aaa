"""The keys of the first hour, of answering one question after another, and of settings."""

from auditrack.tui.keys.key import EVERYWHERE, PAGE, Key, Place

FIRST_HOUR = "first-hour"
ANSWERING = "answering"
SETTINGS = "settings"

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
)
