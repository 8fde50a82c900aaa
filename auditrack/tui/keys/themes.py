"""The keys of the themes."""

from auditrack.tui.keys.key import Key, Place

THEMES = "themes"

PLACE = Place(
    THEMES,
    "Where every theme stands, those that most need attention first.",
    (
        Key(
            "find-from-themes",
            THEMES,
            "slash",
            "/",
            "app.find",
            "Find",
            "Find a recommendation: opens the register with its filter.",
            footer=3,
        ),
    ),
)
