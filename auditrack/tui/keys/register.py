"""The keys of the register."""

from auditrack.tui.keys.key import Key, Place

REGISTER = "register"

PLACE = Place(
    REGISTER,
    "Every recommendation on record. The line at the top always says in words which ones you "
    "see and how many.",
    (
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
    ),
)
