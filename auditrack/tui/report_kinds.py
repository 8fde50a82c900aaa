"""The kinds of report that the screens offer: each with what it is about, and where it is made."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class ReportKind:
    """One kind. `id` is its name among `reports.kind.NAMES`: a kind that is not there is not made.

    `called` is what sentences call it, `tells` one sentence about it, `verb` how the command line
    writes it. `stem` begins the name of its file. `about` is the kind of record it is about, as
    pages call it; "" where it is about the whole board.
    """

    id: str
    title: str
    called: str
    tells: str
    verb: str
    stem: str
    about: str = ""


KINDS: Mapping[str, ReportKind] = MappingProxyType(
    {
        kind.id: kind
        for kind in (
            ReportKind(
                "progress",
                "Subgroup progress",
                "progress report",
                "What is late, tested and changed over a period, and which decisions are asked; of "
                "the whole board or of one subgroup.",
                "report progress",
                "progress",
            ),
            ReportKind(
                "annual",
                "Annual report",
                "annual report",
                "The board's year under the headings that law or guidance sets, with every fact "
                "that the register holds; what an author has to write is marked.",
                "report annual",
                "annual",
            ),
            ReportKind(
                "response",
                "Review response",
                "review response",
                "What a review found and asked, what is done about it, how it will be known, and "
                "how it is passed on.",
                "report response",
                "response",
                about="review",
            ),
            ReportKind(
                "agency",
                "Agency plan",
                "agency plan",
                "Everything an agency owes from every review, each ask once; only that agency's "
                "text, so that it can go to the agency.",
                "report agency",
                "agency-plan",
                about="agency",
            ),
            ReportKind(
                "themes",
                "Themes",
                "themes report",
                "Themes by review, where each theme stands and why, what was tried, and what would "
                "settle a doubt.",
                "report themes",
                "themes",
            ),
            ReportKind(
                "evidence-pack",
                "Evidence pack",
                "evidence pack",
                "One theme for an inspector: its chain of records, its audits with their method, "
                "and its documents by an index.",
                "report evidence-pack",
                "evidence-pack",
                about="theme",
            ),
            ReportKind(
                "assurance",
                "Assurance sheet",
                "assurance sheet",
                "One recommendation: what it was meant to change, its actions, the evidence needed "
                "and held, and its tests.",
                "report assurance",
                "assurance",
                about="recommendation",
            ),
            ReportKind(
                "minutes",
                "Minutes",
                "minutes",
                "Who met, what was decided and why, and who does what by when.",
                "meeting minutes",
                "minutes",
                about="meeting",
            ),
            ReportKind(
                "handover",
                "Handover",
                "handover report",
                "What a post has in hand and what waits for decisions, for whoever takes it on.",
                "report handover",
                "handover",
                about="lead",
            ),
            ReportKind(
                "extract",
                "Legal extract",
                "legal extract",
                "Everything held on one review with its history, for a lawyer to redact; it holds "
                "what must never be public.",
                "export --about",
                "extract",
                about="review",
            ),
        )
    }
)
"""Every kind by its name, in the order of the list of reports."""

OF_PAGES: Mapping[str, str] = MappingProxyType(
    {kind.about: kind.id for kind in reversed(tuple(KINDS.values())) if kind.about}
)
"""The kind of report that is about one kind of record: of several the first."""


def offered() -> tuple[ReportKind, ...]:
    """The kinds that this auditrack makes."""
    from auditrack.reports.kit.kind import NAMES

    return tuple(kind for kind in KINDS.values() if kind.id in NAMES)


def is_offered(kind: str) -> bool:
    """Whether this auditrack makes a kind."""
    return any(one.id == kind for one in offered())


def of_page(kind: str, ref: str) -> tuple[str, str] | None:
    """The report of a record's page: its kind and the record; None where a page has none."""
    report = OF_PAGES.get(kind, "")
    return (report, ref) if is_offered(report) else None
