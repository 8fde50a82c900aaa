"""The headings of law and guidance in their order, each with what the register can fill in."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from auditrack.analysis.headings import CHECK
from auditrack.model.heading_set import Heading, HeadingSet
from auditrack.model.words import NATIONS, SCOPES, word
from auditrack.reports.annual.sections import SECTIONS, Section
from auditrack.reports.annual.words import nothing
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import day
from auditrack.views.annual_values import Annual

AUTHOR = "Author to write"
"""What stands where the words are the author's, for Word to find."""

_HELPS = ("banked", "good_practice")
"""What may help under every heading whose words are the author's."""

_SHOWN = frozenset({"impact", "banked"})
"""A heading that these fill is where readers look for what may help."""

_CALLED = {"banked": "examples banked", "good_practice": "good practice"}

FURTHER = "Further facts from the register"
NO_FACTS = "The register holds no facts for this heading."


def sets(report: WordReport, annual: Annual) -> None:
    """Which heading sets the report follows, and who compared each with its source."""
    report.heading("Which headings this report follows")
    for one in annual.sets:
        whom = f"{word(SCOPES, one.scope)} in {word(NATIONS, one.nation)}"
        report.paragraph(f"{one.edition} ({whom})", "Report Details", lead="Headings: ")
        report.paragraph(one.source, "Report Details", lead="Source: ")
        report.paragraph(_in_force(one), "Report Details", lead="In force: ")
        if one.verified_by:
            by = "" if annual.public else f" by {one.verified_by}"
            report.paragraph(
                f"compared with its source{by} on {day(one.verified_on, 'a day not recorded')}.",
                "Report Details",
                lead="Verified: ",
            )
        else:
            report.paragraph(
                f"nobody is on record as having compared these headings with their source: "
                f"{CHECK}.",
                "Report Note",
                lead="Not verified: ",
            )


def _in_force(one: HeadingSet) -> str:
    start = day(one.in_force_from, "a day not recorded")
    return f"from {start}" + (f" to {day(one.in_force_to)}" if one.in_force_to else "")


class Printed:
    """The headings as they are printed: each section once in full, and named after that."""

    def __init__(self, report: WordReport, annual: Annual) -> None:
        self._report = report
        self._annual = annual
        self._where: dict[tuple[str, tuple[str, ...]], str] = {}
        self._told: set[str] = set()
        self._home = _home(annual)

    def all(self) -> None:
        """Every heading of every set; with several sets each is a part of its own."""
        several = len(self._annual.sets) > 1
        for number, one in enumerate(self._annual.sets, 1):
            if several:
                self._report.heading(f"Part {number}. {one.edition}: {word(SCOPES, one.scope)}")
                self._report.paragraph(
                    "Reviews of the types that a heading speaks of stand first. What both parts "
                    "need is printed once and named in the other."
                )
            left = {
                kind for other in self._annual.sets if other is not one for kind in _types(other)
            }
            for heading in one.headings:
                self._heading(heading, frozenset(left - _types(one)))

    def _heading(self, heading: Heading, left: frozenset[str]) -> None:
        report = self._report
        report.heading(heading.text)
        if heading.source:
            report.paragraph(heading.source, "Report Details", lead="Asked for by: ")
        fills = [name for name in heading.fills if name in SECTIONS]
        helps = () if heading is not self._home else [one for one in _HELPS if one not in fills]
        if heading.author and not self._annual.public:
            report.paragraph(
                "the words below this heading are yours. What the register holds that may "
                "help follows; take this note out when the words are written.",
                "Report Note",
                lead=f"{AUTHOR}: ",
            )
        elif not fills:
            report.paragraph(NO_FACTS)
        for name in fills:
            self._section(name, heading, left)
        for name in helps:
            self._section(name, Heading(text=heading.text), frozenset())
        if heading.author and not self._annual.public:
            self._refer(heading, fills)

    def _refer(self, heading: Heading, printed: Iterable[str]) -> None:
        """Where examples banked and good practice stand, if there are any and not here."""
        if heading is self._home:
            return
        found = [
            _CALLED[name] for name in _HELPS if name not in printed and getattr(self._annual, name)
        ]
        if found:
            where = FURTHER if self._home is None else self._home.text
            self._report.paragraph(
                f"{' and '.join(found)}, under “{where}”.", lead="What may help too: "
            )

    def _section(self, name: str, heading: Heading, left: frozenset[str]) -> None:
        section, report = SECTIONS[name], self._report
        types = heading.types if section.lists else ()
        key = (name, (*types, *sorted(left)) if types else ())
        where = self._where.get(key)
        if where is not None:
            said = section.sentence(self._annual)
            if name in _HELPS and not getattr(self._annual, name):
                said = nothing(self._annual, said)
            else:
                said = f"{said} In full under “{where}”."
            report.paragraph(said, lead=f"{section.title}: ")
            return
        self._where[key] = heading.text
        report.heading(section.title, 2)
        if not types:
            section.body(report, self._annual, 3)
        else:
            first, others = _apart(section, self._annual, frozenset(types), left)
            section.body(report, first, 3)
            if others is not None and name not in self._told:
                report.heading(f"Other reviews: {_lower(section.title)}", 3)
                section.body(report, others, 3)
        self._told.add(name)


def further(report: WordReport, annual: Annual) -> None:
    """The sections that no heading names; then what agencies said of a public copy."""
    named = {name for one in annual.sets for heading in one.headings for name in heading.fills}
    if _home(annual) is not None:
        named |= set(_HELPS)
    left = [name for name in SECTIONS if name not in named]
    if left or not annual.public:
        report.heading(FURTHER)
    if not left and not annual.public:
        report.paragraph("Every section of the register's facts stands under a heading above.")
    for name in left:
        report.heading(SECTIONS[name].title, 2)
        SECTIONS[name].body(report, annual, 3)
    if annual.comments:
        _comments(report, annual)


def _comments(report: WordReport, annual: Annual) -> None:
    report.heading("What agencies said of this report")
    report.paragraph("Agencies saw what is said of them before publication.")
    for one in annual.comments:
        report.heading(one.agency, 2)
        if one.said:
            report.paragraph(one.said, lead="The agency: ")
        if one.answer:
            report.paragraph(one.answer, lead="The board: ")


def _home(annual: Annual) -> Heading | None:
    """The first heading about impact: there examples banked and good practice stand in full."""
    every = (heading for one in annual.sets for heading in one.headings)
    return next((heading for heading in every if _SHOWN.intersection(heading.fills)), None)


def _types(one: HeadingSet) -> set[str]:
    return {kind for heading in one.headings for kind in heading.types}


def _apart(
    section: Section, annual: Annual, types: frozenset[str], left: frozenset[str]
) -> tuple[Annual, Annual | None]:
    """The same year with what a heading speaks of alone, and with what nobody else speaks of.

    What is clearly of another set's types stands there; the second is None where it has nothing.
    """
    first: dict[str, Any] = {}
    others: dict[str, Any] = {}
    for name in section.lists:
        lines = getattr(annual, name)
        first[name] = tuple(one for one in lines if types.intersection(one.types))
        others[name] = tuple(
            one
            for one in lines
            if not types.intersection(one.types) and not (one.types and left.issuperset(one.types))
        )
    rest = replace(annual, **others, narrowed="other reviews") if any(others.values()) else None
    narrowed = "reviews of the types that this heading speaks of"
    return replace(annual, **first, narrowed=narrowed), rest


def _lower(title: str) -> str:
    return f"{title[:1].lower()}{title[1:]}"
