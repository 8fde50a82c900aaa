"""The keys of the matrix and of the lifeline."""

from auditrack.tui.keys.key import EVERYWHERE, PAGE, Key, Place

MATRIX = "matrix"
LIFELINE = "lifeline"

PLACES = (
    Place(
        MATRIX,
        "Which review spoke of which theme. Rows are themes in order of attention, columns are "
        "reviews by their year of publication; the line at the foot says the cell in words.",
        (
            Key(
                "left", MATRIX, "left", "Left", "left", "Left", "One review earlier.", palette=False
            ),
            Key(
                "right",
                MATRIX,
                "right",
                "Right",
                "right",
                "Right",
                "One review later.",
                palette=False,
            ),
            Key(
                "matrix-theme",
                MATRIX,
                "o",
                "o",
                "theme",
                "Theme",
                "Open the theme of the row; Enter opens the review.",
                footer=2,
            ),
        ),
    ),
    Place(
        LIFELINE,
        "One theme through time: the practice that reviews examined, when they were published, "
        "when it was said to be done, what audits found and where it came back.",
        (),
        (PAGE, EVERYWHERE),
    ),
)
