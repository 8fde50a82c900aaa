"""The keys of the trends."""

from auditrack.tui.keys.key import EVERYWHERE, PAGE, Place

TRENDS = "trends"

PLACE = Place(
    TRENDS,
    "How the board's work goes over time: the balance by quarter, the age of what is open, how "
    "soon and how often practice was tested, what was said to be done beside what tests found (for "
    "working papers only), and the milestones of reviews. Enter opens the review of a line.",
    (),
    (PAGE, EVERYWHERE),
)
