"""The nouns of `export`: every list and view that can leave, with a sentence each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from auditrack.model.change import Refusal, RefusedError
from auditrack.model.refs import slug

ALL: Final = "all"
"""Every list and view at once."""


@dataclass(frozen=True)
class Noun:
    """A list or view: what it is called, and what it is.

    `table` is the table whose records it lists, `kind` the only kind of them; `day` the key that
    days are narrowed by, and `dated` what that is in words.
    """

    name: str
    title: str
    one: str
    many: str
    about: str
    table: str | None = None
    day: str | None = None
    dated: str | None = None
    kind: str | None = None


_NOUNS = (
    Noun("recommendations", "Recommendations", "recommendation", "recommendations",
         "What was asked, with every field and where it stands on the three axes.",
         day="published", dated="review published"),
    Noun("actions", "Actions", "action", "actions",
         "What is done about it, and how each action stands.", day="agreed_due", dated="due"),
    Noun("updates", "Updates", "update", "updates",
         "Every dated update of an action; none is ever overwritten.", "updates", "on", "dated"),
    Noun("extensions", "Extensions", "extension", "extensions",
         "Every new date that was agreed, with its reason.", "extensions", "on", "agreed"),
    Noun("replies", "Replies", "reply", "replies",
         "What agencies were asked and answered.", "replies", "on", "answered"),
    Noun("decisions-taken", "Decisions taken", "decision", "decisions",
         "What the board decided, with reasons and dissent.", "decisions", "on", "decided"),
    Noun("evidence", "Evidence", "piece of evidence", "pieces of evidence",
         "What shows it, and of what level it is.", "evidence", "about", "about"),
    Noun("audits", "Audits", "audit", "audits",
         "Tests of practice, planned and done, with method and sample.", "audits", "date",
         "dated"),
    Noun("criteria", "Criteria", "question", "questions",
         "The questions of audits with the answer to each in each case.", "criteria"),
    Noun("reviews", "Reviews", "review", "reviews",
         "Each piece of learning.", "reviews", "published", "published"),
    Noun("windows", "Practice examined", "period", "periods",
         "The periods of practice that reviews examined.", "windows"),
    Noun("proceedings", "Proceedings", "proceeding", "proceedings",
         "Criminal, inquest, family and civil proceedings beside reviews.", "proceedings"),
    Noun("findings", "Findings", "finding", "findings",
         "What reviews found or taught, lessons and good practice too.", "findings"),
    Noun("lessons", "Lessons", "lesson", "lessons",
         "The findings that are lessons.", "findings", kind="lesson"),
    Noun("themes", "Themes", "theme", "themes",
         "Every theme with how many records speak of it."),
    Noun("theme-links", "Theme links", "link", "links",
         "Which record speaks of which theme, suggested or confirmed.", "theme_links"),
    Noun("mentions", "Mentions", "mention", "mentions",
         "Whose concern a theme link is, and of when.", "mentions"),
    Noun("positions", "Positions", "theme", "themes",
         "Where each theme stands, most pressing first, with its chain and what would settle it."),
    Noun("matrix", "Matrix", "pair of theme and review", "pairs of theme and review",
         "Which review speaks of which theme, and how."),
    Noun("recurrence-reasons", "Why it came back", "reason", "reasons",
         "Why a theme came back, as the board or an agency sees it.", "recurrence_reasons", "on",
         "given"),
    Noun("needs", "Needs a decision", "matter", "matters",
         "What needs a decision, for whom, why, and what clears it."),
    Noun("checks", "Checks", "check", "checks",
         "What is missing, stale or contradictory."),
    Noun("returns", "Return forms", "form", "forms",
         "Every form sent to an agency, and how it stands.", day="asked_on", dated="asked"),
    Noun("meetings", "Meetings", "meeting", "meetings",
         "Sittings of the board and its subgroups.", "meetings", "date", "held"),
    Noun("meeting-items", "Meeting items", "item", "items",
         "What each meeting made of each item.", "meeting_items"),
    Noun("agencies", "Agencies", "agency", "agencies",
         "The bodies that are asked, with what they were called.", "agencies"),
    Noun("leads", "Leads", "lead", "leads",
         "Who is responsible: roles and subgroups.", "leads"),
    Noun("subgroups", "Subgroups", "subgroup", "subgroups",
         "Subgroups of the board.", "subgroups"),
    Noun("links", "Links", "link", "links",
         "How recommendations stand to each other; nothing is merged.", "links", "on", "linked"),
    Noun("told", "Told", "record of telling", "records of telling",
         "Which groups were told of a review, or sent a document.", "told", "on", "told"),
    Noun("imports", "Imports", "import", "imports",
         "The documents that were taken in.", "imports"),
    Noun("exports", "Exports", "export", "exports",
         "The documents that left the register.", "exports"),
    Noun("publications", "Publications", "publication", "publications",
         "What is or was to be public, each frozen at an entry.", "publications", "prepared_on",
         "prepared"),
    Noun("sign-offs", "Sign-offs of publications", "sign-off", "sign-offs",
         "Who signed off what for publication.", "sign_offs", "on", "signed off"),
    Noun("agency-comments", "Agencies' comments", "comment", "comments",
         "What agencies were sent before publication, and what they said.", "agency_comments",
         "sent_on", "sent"),
    Noun("releases", "Releases", "release", "releases",
         "What the disclosure check stopped and a person released, with the reason.", "releases",
         "on", "released"),
    Noun("other-boards", "Other boards", "other board", "other boards",
         "The boards whose exchange files were taken in.", "other_boards", "as_at", "as at"),
    Noun("other-board-themes", "Themes of other boards", "theme of another board",
         "themes of other boards",
         "How often other boards' reviews raised each theme.", "other_board_themes"),
    Noun("audit-plan", "Audit plan", "test to plan", "tests to plan",
         "What should be tested next, what is late first.", day="date", dated="proposed by"),
    Noun("audit-year", "Audit year", "test", "tests",
         "The tests of the board's year: made, planned, promised and proposed.",
         day="date", dated="dated"),
    Noun("quarters", "Quarters", "quarter", "quarters",
         "The balance of recommendations by quarter, and how long they have been open.",
         day="until", dated="ending"),
    Noun("work", "Work", "thing to do", "things to do",
         "What everybody has to do: late, due soon, to sign off, to test, to chase.",
         day="day", dated="due"),
    Noun("history", "History", "entry", "entries",
         "Who changed what, when and why.", day="day", dated="entered"),
    Noun("settings", "Settings", "setting", "settings",
         "The board's settings and the numbers of its rules."),
)  # fmt: skip

NOUNS: Mapping[str, Noun] = {one.name: one for one in _NOUNS}
"""Every list and view that can leave, by name; `all` is every one of them and every table."""

NOT_IN_ALL = frozenset({"history", "lessons"})
"""Left out of everything at once: lessons stand among the findings, and the history is its own."""

DERIVED = ("recommendations", "actions", "positions", "matrix", "needs", "checks", "returns",
           "audit-plan", "audit-year", "quarters", "work", "themes", "settings")  # fmt: skip
"""What is worked out from the records, and stands beside the tables in everything at once."""


def noun_of(typed: str) -> Noun:
    """The noun that a person typed, in either number.

    Raises:
        RefusedError: there is none (`bad-value`).
    """
    wanted = slug(typed)
    for one in NOUNS.values():
        if wanted in (one.name, slug(one.title), slug(one.one)):
            return one
    raise RefusedError(
        Refusal(
            "bad-value",
            f'"{typed}" is no list or view that can be exported.',
            safe="No export was written; an earlier file is untouched.",
            todo="See what there is with: auditrack export --list",
        )
    )
