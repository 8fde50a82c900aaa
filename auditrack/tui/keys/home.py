"""The keys of the first screen."""

from auditrack.tui.keys.key import Key, Place

HOME = "home"

PLACE = Place(
    HOME,
    "How the board stands: what changed since you were here, what is overdue, what is due, "
    "and its themes. The number is the order of attention: 10 is the theme that came back "
    "in later practice and was never shown embedded, 1 is embedded and sustained. The words "
    "beside it are its position; the sentence below says what they rest on. Enter opens the "
    "records behind it and the questions that would settle a doubt.",
    (
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
            "overdue",
            HOME,
            "o",
            "o",
            "overdue",
            "Overdue",
            "Every recommendation past its agreed date.",
        ),
        Key("due", HOME, "d", "d", "due", "Audits due", "Audits planned, promised and late."),
        Key(
            "new-review",
            HOME,
            "n",
            "n",
            "new_review",
            "New review",
            "Enter a review by hand.",
        ),
        Key(
            "demonstration",
            HOME,
            "x",
            "x",
            "demonstration",
            "Demonstration",
            "On an empty register: open the made-up board instead.",
        ),
    ),
)
