"""A review's findings and recommendations by theme: as printed, else confirmed, else none."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from auditrack.views.facts import Facts
from auditrack.views.response_values import AskTold, FindingTold

NO_THEME = "Under no theme"

_Theme = tuple[int, str]
"""A theme's rank (0 as printed, 1 confirmed, 2 none) and its name."""


@dataclass(frozen=True)
class ThemeTold:
    """A theme of a review: as printed, or one that a person confirmed, or none.

    `asks` are the recommendations to several agencies; `elsewhere` those on it that stand apart,
    by reference: of a single agency, and points to be assured of.
    """

    name: str
    is_printed: bool
    findings: tuple[FindingTold, ...]
    asks: tuple[AskTold, ...]
    elsewhere: tuple[str, ...]


def themes_told(
    facts: Facts,
    asks: Sequence[AskTold],
    findings: Sequence[FindingTold],
    stands_here: Callable[[str], bool],
) -> tuple[ThemeTold, ...]:
    """The themes of a review: those as printed first, then those confirmed, and last of all none.

    A recommendation stands under the heading printed over it or over what led to it, else under the
    first issue that a person confirmed for it or for what led to it; a finding likewise. Good
    practice stands apart.

    Args:
        facts: the facts they were told from.
        asks: the review's recommendations and points, in order.
        findings: its findings, in order.
        stands_here: whether a recommendation, by reference, stands under its theme.
    """
    of_asks, of_findings = _themes_of(facts, asks, findings)
    told = [one for one in findings if one.kind != "good-practice"]
    keys = dict.fromkeys((*of_asks.values(), *(of_findings[one.ref] for one in told)))
    themes = []
    for key in sorted(keys, key=_rank):
        under = tuple(one for one in told if of_findings[one.ref] == key)
        on_it = [one for one in asks if of_asks[one.ref] == key]
        here = tuple(one for one in on_it if stands_here(one.ref))
        if under or here:
            apart = tuple(one.ref for one in on_it if not stands_here(one.ref))
            themes.append(ThemeTold(key[1] or NO_THEME, key[0] == 0, under, here, apart))
    return tuple(themes)


def _themes_of(
    facts: Facts, asks: Sequence[AskTold], findings: Sequence[FindingTold]
) -> tuple[Mapping[str, _Theme], Mapping[str, _Theme]]:
    """The theme of each recommendation and of each finding, by reference."""
    led: dict[str, list[FindingTold]] = {}
    for finding in findings:
        for ref in finding.answered_by:
            led.setdefault(ref, []).append(finding)
    by_ref = {ask.ref: ask for ask in asks}
    of_asks = {ask.ref: _first(facts, (ask, *led.get(ask.ref, ()))) for ask in asks}
    of_findings = {}
    for one in findings:
        answers = (by_ref[ref] for ref in one.answered_by if ref in by_ref)
        of_findings[one.ref] = _first(facts, (one, *answers))
    return of_asks, of_findings


def _first(facts: Facts, records: Iterable[AskTold | FindingTold]) -> _Theme:
    """The first heading printed over some records, else the first issue confirmed for one."""
    records = tuple(records)
    for one in records:
        if one.heading:
            return 0, one.heading
    for one in records:
        if issue := _issue(facts, one.ref):
            return 1, issue
    return 2, ""


def _issue(facts: Facts, ref: str) -> str:
    """The first issue that a person confirmed for a record; types of action are none."""
    theming = facts.theming
    found = (one for one in theming.of(ref, confirmed=True) if theming.is_issue(one))
    return theming.name(first) if (first := next(found, None)) else ""


def _rank(theme: _Theme) -> int:
    return theme[0]
