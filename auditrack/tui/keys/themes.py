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
            footer=6,
        ),
        Key(
            "matrix",
            THEMES,
            "m",
            "m",
            "app.go('matrix')",
            "By review",
            "The themes by the reviews that spoke of them.",
            footer=2,
        ),
        Key(
            "lifeline",
            THEMES,
            "l",
            "l",
            "lifeline",
            "Lifeline",
            "The theme under the cursor through time.",
            footer=4,
        ),
    ),
)
