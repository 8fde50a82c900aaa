"""The registry of places: where one can go, and which screen stands there.

A new place adds an entry here, a file under `screens/` and a file of keys, nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditrack.tui.frame import Frame
    from auditrack.tui.session import Session


@dataclass(frozen=True)
class Place:
    """One place. `screen` is "module:Class" under `auditrack.tui.screens`.

    `key`, called `shown`, goes there from everywhere, and so does each of `silent`; `footer` is
    its rank there. `given` is what the screen takes beside the session.
    """

    id: str
    name: str
    screen: str
    key: str
    shown: str
    tells: str
    silent: str = ""
    footer: int = 0
    given: tuple[str, ...] = ()

    def build(self, session: "Session", begun: tuple[str, ...] = ()) -> "Frame":
        """The screen, its module imported now; `begun` is what it goes on from."""
        module, name = self.screen.split(":")
        made: Callable[..., Frame] = getattr(import_module(f"auditrack.tui.screens.{module}"), name)
        return made(session, *self.given, *begun)


PLACES = (
    Place(
        "register",
        "Register",
        "register:RegisterScreen",
        "r",
        "r",
        "The register: every recommendation in a list.",
        silent="2",
        footer=4,
    ),
    Place(
        "themes",
        "Themes",
        "themes:ThemesScreen",
        "t",
        "t",
        "Where every theme stands, those that most need attention first.",
        silent="3",
        footer=5,
    ),
    Place(
        "reviews",
        "Reviews",
        "listing:ListingScreen",
        "4",
        "4",
        "The reviews: what each asked and how much is open.",
        given=("reviews", "Reviews"),
    ),
    Place(
        "findings",
        "Findings",
        "listing:ListingScreen",
        "5",
        "5",
        "Findings and lessons, and what they led to.",
        given=("findings", "Findings"),
    ),
    Place(
        "agencies",
        "Agencies",
        "listing:ListingScreen",
        "6",
        "6",
        "What each agency owes, its load, and for how long it was silent.",
        given=("agencies", "Agencies"),
    ),
    Place(
        "leads",
        "Leads",
        "listing:ListingScreen",
        "7",
        "7",
        "Who leads what; roles that nobody holds.",
        given=("leads", "Leads"),
    ),
    Place(
        "audits",
        "Audits",
        "listing:ListingScreen",
        "8",
        "8",
        "Audits planned, late and done.",
        given=("audits", "Audits"),
    ),
    Place(
        "audit-plan",
        "What to test next",
        "audit_plan:AuditPlanScreen",
        "P",
        "P",
        "What to test next, and plan it: late tests, re-tests due, themes by attention.",
    ),
    Place(
        "evidence",
        "Evidence",
        "listing:ListingScreen",
        "9",
        "9",
        "Evidence by its level, and what became of it.",
        given=("evidence", "Evidence"),
    ),
    Place(
        "checks",
        "Checks",
        "listing:ListingScreen",
        "0",
        "0",
        "What the record does not say yet.",
        given=("checks", "Checks"),
    ),
    Place(
        "decisions",
        "Needs a decision",
        "listing:ListingScreen",
        "N",
        "N",
        "What needs a decision, why, for whom, and what clears it.",
        given=("decisions", "Needs a decision"),
    ),
    Place(
        "history",
        "History of the board",
        "listing:ListingScreen",
        "H",
        "H",
        "Who changed what, the latest first.",
        given=("history", "History of the board"),
    ),
    Place(
        "drafts",
        "Drafts",
        "listing:ListingScreen",
        "D",
        "D",
        "What you typed and have not saved.",
        given=("drafts", "Drafts"),
    ),
    Place(
        "since",
        "Since you were last here",
        "listing:ListingScreen",
        "c",
        "c",
        "What was written since you were last here.",
        given=("since", "Since you were last here"),
    ),
    Place(
        "matrix",
        "Themes by review",
        "matrix:MatrixScreen",
        "M",
        "M",
        "The themes by the reviews that spoke of them.",
    ),
    Place(
        "before",
        "Was this asked before?",
        "before:BeforeScreen",
        "Q",
        "Q",
        "Was this asked before? Points of learning against earlier asks and recurrent themes.",
    ),
    Place(
        "trends",
        "Trends",
        "trends:TrendsScreen",
        "Y",
        "Y",
        "How the work goes over the years: balance by quarter, ageing, time to test, share tested.",
    ),
    Place(
        "importing",
        "Take in a review",
        "importing:ImportingScreen",
        "i",
        "i",
        "Take in a review, an old tracker or a return form: look at what was found.",
    ),
    Place(
        "first-hour",
        "First hour",
        "first_hour:FirstHourScreen",
        "F",
        "F",
        "Five steps from an empty register to useful positions.",
    ),
    Place(
        "answer-themes",
        "Themes to confirm",
        "answering:AnsweringScreen",
        "T",
        "T",
        "One key for each suggested theme.",
        given=("themes",),
    ),
    Place(
        "answer-states",
        "States not known",
        "answering:AnsweringScreen",
        "K",
        "K",
        "One key for each recommendation whose state is not known.",
        given=("states",),
    ),
    Place(
        "action-types",
        "Types to confirm",
        "action_types:ActionTypesScreen",
        "O",
        "O",
        "Actions whose type nobody has said: one key confirms what their words suggest.",
    ),
    Place(
        "returns",
        "Returns",
        "returns:ReturnsScreen",
        "R",
        "R",
        "Agencies' return forms: who was asked, reminded, has returned, and has not.",
    ),
    Place(
        "reports",
        "Reports",
        "reports:ReportsScreen",
        "G",
        "G",
        "Get a Word report: every kind, when it was last written and by whom.",
    ),
    Place(
        "publications",
        "Publications",
        "publications:PublicationsScreen",
        "V",
        "V",
        "What is or was to be public: prepared, sent to agencies, commented on, signed off.",
    ),
    Place(
        "meetings",
        "Meeting",
        "meetings:MeetingsScreen",
        "Z",
        "Z",
        "A meeting: its agenda, one key for each decision, minutes at its end.",
    ),
    Place(
        "work",
        "My work",
        "work:WorkScreen",
        "W",
        "W",
        "What you have to do: late, due soon, to sign off, to test, to mend, to chase.",
    ),
    Place(
        "settings",
        "Settings",
        "settings:SettingsScreen",
        "S",
        "S",
        "The board's settings, roles, who you are, where the register lies.",
    ),
)
"""Every place but the first screen, in the order of their keys."""


def place_of(id: str) -> Place | None:
    """The place of an id."""
    return next((place for place in PLACES if place.id == id), None)
