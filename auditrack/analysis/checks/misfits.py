"""What is on record and does not fit what it is to show, or whom it is to reach."""

from collections import defaultdict

from auditrack.analysis.checks.rows import (
    Checked,
    CheckedServed,
    CheckedShowing,
    Gap,
)
from auditrack.model.dates import Interval, data_string, in_words

_PRACTICE_LEVEL = 3
_BASELINE = frozenset({"partly", "not-embedded"})
"""What a look at earlier practice finds before a change: a baseline, which is no error."""

_LEAST_ASKS = 10
_LEAST_AGENCIES = 3
_NAMED = 3


def evidence_older(checked: Checked) -> list[Gap]:
    """Evidence about practice before what it is to show was published, or was done.

    An action may be done before its review is published; what shows it may then be as early. A
    look at practice before the change that found it wanting is a baseline.
    """
    gaps = []
    for row in checked.showings:
        if row.result in _BASELINE:
            continue
        found: dict[str, list[str]] = defaultdict(list)
        for served in row.serves:
            before = _what_it_comes_before(row, served)
            if before:
                found[before].append(served.ref)
        for before, refs in found.items():
            gaps.append(
                Gap(
                    "evidence-older",
                    row.ref,
                    f"is about {_words(row.about)}, before {before}: does it show what "
                    f"{_some(refs)} asked for, or practice before it? Correcting the date it is "
                    "about, or newer evidence, would clear it",
                )
            )
    return gaps


def _what_it_comes_before(row: CheckedShowing, served: CheckedServed) -> str:
    """What happened to what it serves only after the days it is about; "" where nothing did."""
    published, done = served.published, served.done
    if done and published and done.earliest < published.earliest:
        published = None  # it was done early, and what shows it may be as early
    if done and row.level >= _PRACTICE_LEVEL and row.about.latest < done.earliest:
        return f"{served.action} was done ({_words(done)})"
    if published and row.about.latest < published.earliest:
        return f"{served.review} was published ({_words(published)})"
    return ""


def embedded_for_some(checked: Checked) -> list[Gap]:
    """Practice that the last test found embedded, at some of the agencies asked and not at all.

    Each agency is told by the last test that covered it.
    """
    gaps: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in checked.testings:
        if not row.tests or row.tests[-1].outcome != "embedded":
            continue
        last = {
            agency: test.outcome
            for test in row.tests
            for agency in (row.asked & test.agencies if test.agencies else row.asked)
        }
        embedded = sorted(one for one in row.asked if last.get(one) == "embedded")
        untested = sorted(row.asked - last.keys())
        wanting = sorted(last.keys() - set(embedded))
        if not embedded or len(embedded) == len(row.asked):
            continue
        rest = [f"no test of practice is on record for {_some(untested)}"] if untested else []
        rest += [f"the last one for {_some(wanting)} found less"] if wanting else []
        share = f"{len(embedded)} of the {len(row.asked)} agencies asked"
        gaps[row.tests[-1].ref, share, f"({_some(embedded)}); {', and '.join(rest)}"].append(row.of)
    return [
        Gap(
            "embedded-for-some",
            ref,
            f"embedded for {share} about {_some(of)} {found}: a test there would clear it",
        )
        for (ref, share, found), of in gaps.items()
    ]


def one_agency(checked: Checked) -> list[Gap]:
    """An agency that more than half of the open recommendations ask something of."""
    agencies = [row for row in checked.agencies if row.asked]
    if checked.open_asks < _LEAST_ASKS or len(agencies) < _LEAST_AGENCIES:
        return []
    return [
        Gap(
            "one-agency",
            row.ref,
            f"{row.name} is asked by {row.asked} of the {checked.open_asks} open recommendations, "
            f"which ask {len(agencies)} agencies in all: can it carry them? Closing or sharing out "
            "some would clear it",
        )
        for row in agencies
        if row.asked * 2 > checked.open_asks
    ]


def _words(when: Interval) -> str:
    return in_words(data_string(when))


def _some(parts: list[str]) -> str:
    named = ", ".join(parts[:_NAMED])
    more = len(parts) - _NAMED
    return named if more <= 0 else f"{named} and {more} more"
