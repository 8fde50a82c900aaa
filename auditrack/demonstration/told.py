"""How the made-up board is told: reviews, what they asked, and what became of it.

Days are written as data, `2018-03-14`. Agencies and leads are named by reference.
"""

from dataclasses import dataclass

NOBODY = ""
"""The lead of an action that nobody has taken on."""


@dataclass(frozen=True)
class Shown:
    """A piece of evidence. `on` is when it was filed; left out, soon after the work was done."""

    level: int
    what: str
    about: str | None = None
    on: str | None = None
    result: str | None = None
    accepted: bool = True
    returned: str | None = None
    at: str | None = None
    difference: str | None = None


@dataclass(frozen=True)
class Said:
    """A dated update of an action."""

    on: str
    note: str
    state: str | None = "in-progress"
    off_track: bool | None = None


@dataclass(frozen=True)
class Moved:
    """A later date agreed for an action."""

    on: str
    to: str
    why: str


@dataclass(frozen=True)
class Work:
    """An action. `lead` left out is the lead of the one agency asked, else the board's officer.

    `begun` left out is some weeks after publication. What is done was signed off by a second
    person soon after, unless `signed` says not.
    """

    what: str
    due: str | None
    done: str | None = None
    type: str | None = None
    lead: str | None = None
    agency: str | None = None
    begun: str | None = None
    said: tuple[Said, ...] = ()
    moved: tuple[Moved, ...] = ()
    note: str | None = None
    signed: bool = True
    shown: tuple[Shown, ...] = ()


@dataclass(frozen=True)
class Answer:
    """An agency's reply where it is anything but "accepted". Without `answer`, only asked."""

    agency: str
    answer: str | None = None
    reason: str | None = None
    passed_to: str | None = None


@dataclass(frozen=True)
class Decided:
    """The board's decision where it is anything but "implement"."""

    decision: str
    reason: str
    on: str | None = None


@dataclass(frozen=True)
class Closed:
    """The day a recommendation was closed; `override` where something was missing."""

    on: str
    reason: str
    override: str | None = None
    dissent: str | None = None


@dataclass(frozen=True)
class Reopened:
    """The day a closed recommendation was opened again, and what was begun then."""

    on: str
    reason: str
    work: Work


@dataclass(frozen=True)
class Concern:
    """When the practice was that a theme's weakness was seen in, and whose."""

    theme: str
    period: str
    subject: str


@dataclass(frozen=True)
class Ask:
    """A recommendation and what became of it."""

    label: str
    text: str
    asked: tuple[str, ...]
    themes: tuple[str, ...]
    outcome: str | None = None
    work: tuple[Work, ...] = ()
    answers: tuple[Answer, ...] = ()
    decided: Decided | None = None
    closed: Closed | None = None
    reopened: Reopened | None = None
    kind: str = "recommendation"
    state: str = "open"
    heading: str | None = None
    suggested: tuple[str, ...] = ()

    @property
    def reach(self) -> str:
        """Whom it is meant for."""
        everybody = {"board", "all-agencies"} & set(self.asked)
        return "multi-agency" if len(self.asked) > 1 or everybody else "single-agency"


@dataclass(frozen=True)
class Found:
    """A finding or lesson; `led_to` are labels of the review's own recommendations."""

    label: str
    text: str
    themes: tuple[str, ...] = ()
    led_to: tuple[str, ...] = ()
    kind: str = "concern"
    nothing_asked_because: str | None = None


@dataclass(frozen=True)
class Story:
    """A review, entered by hand, or imported where `file` names the document.

    `delivered_by` and `assured_by` are the subgroups that do so with all it asked.
    """

    ref: str
    title: str
    type: str
    board: str
    published: str
    entered: str
    practice: tuple[str, ...]
    asks: tuple[Ask, ...]
    findings: tuple[Found, ...] = ()
    subjects: tuple[str, ...] = ()
    arranged: str | None = None
    due: str | None = None
    concluded: str | None = None
    delay_reason: str | None = None
    told: tuple[str, ...] = ()
    concerns: tuple[Concern, ...] = ()
    file: str | None = None
    delivered_by: str | None = None
    assured_by: str | None = None

    def ask_ref(self, ask: Ask) -> str:
        """The reference that one of its recommendations gets."""
        return f"{self.ref}/{ask.label}"

    def led_to(self, found: Found) -> tuple[str, ...]:
        """The references of what a finding led to."""
        return tuple(f"{self.ref}/{label}" for label in found.led_to)
