"""The annual report of a board: every section's facts, with definitions, frozen by head and as-at.

The sections are those that the headings of law and guidance ask for (`model.heading_set`); what a
section holds is worked out here, and where it is printed is for the report to say.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from auditrack.analysis.position import Position
from auditrack.model.change import Records, Refusal, RefusedError
from auditrack.model.dates import add_months, in_words
from auditrack.views.annual_copies import comments_of, copies_of
from auditrack.views.annual_figures import (
    figures_of_practice,
    figures_of_reviews,
    figures_of_standing,
    figures_of_work,
)
from auditrack.views.annual_reviews import good_practice_of, reviews_of_year
from auditrack.views.annual_shown import evidence_of, tests_of
from auditrack.views.annual_standing import (
    carried_of,
    little_of,
    positions_then,
    rules_of,
    themes_of,
)
from auditrack.views.annual_values import OTHER_BOARDS, Annual, ThemeLine
from auditrack.views.annual_work import (
    DROPPED,
    REFUSED,
    actions_of,
    agencies_of,
    decisions_of,
    refusals_of,
)
from auditrack.views.annual_year import Year, last_year_ended
from auditrack.views.board import board_of, is_demonstration
from auditrack.views.embargo import is_embargoed
from auditrack.views.facts import Facts
from auditrack.views.headings import headings_for
from auditrack.views.positions import positions_in_brief
from auditrack.views.public_reviews import public_reviews
from auditrack.views.publications import was_overridden

if TYPE_CHECKING:
    from auditrack.register.protocol import Store

_DAY = timedelta(days=1)

SAFE = "No report was written; an earlier file is untouched."


def period_of(
    records: Records, today: date, since: date | None = None, until: date | None = None
) -> tuple[date, date]:
    """The days of an annual report: the last of the board's years that has ended.

    With one end alone it is the year that begins, or ends, with it: the board's own where that is
    the first, or the last, of its days.
    """
    board = board_of(records)
    if since is None and until is None:
        return last_year_ended(board, today)
    if until is None:
        assert since is not None
        return since, max(since, add_months(since, 12) - _DAY)
    return since or add_months(min(until, date.max - _DAY) + _DAY, -12), until


def annual_of(
    register: "Store",
    since: date,
    until: date,
    as_at: date,
    records: Records | None = None,
    headings: Sequence[str] = (),
    public: bool = False,
    publication: str | None = None,
) -> Annual:
    """The annual report of a period.

    Args:
        register: the register; comments on a publication are its live ones.
        since: the first day.
        until: the last day; where it lies ahead of `as_at`, what is known by then is told.
        as_at: the day to judge by.
        records: the state to report, as recorded at an earlier entry (default: the live one).
        headings: the heading sets to follow, by reference (default: the newest in force).
        public: hold only what may be public, in its public wording.
        publication: the publication whose comments by agencies are printed.

    Raises:
        RefusedError: the period runs backwards or begins after the day of the report
            (`bad-date`), nothing is dated in it (`nothing-to-report`), or the heading sets leave a
            gap or overlap.
    """
    if since > until:
        raise RefusedError(
            Refusal(
                "bad-date",
                f"The period would begin on {_day(since)} and end before that, on {_day(until)}.",
                safe=SAFE,
                todo="Turn --since and --until round.",
            )
        )
    state = register if records is None else records
    if since > as_at:
        raise RefusedError(_nothing(state, f"begins after the day of the report, {_day(as_at)}"))
    sets = headings_for(state, since, until, tuple(headings))
    seen, words = _seen(state, as_at, public)
    year = Year(Facts(seen, as_at, published=public), since, until, state if public else None)
    reviews = reviews_of_year(year)
    decisions, rough_decisions = decisions_of(year)
    refusals = refusals_of(year)
    actions = actions_of(year)
    evidence, rough_evidence = evidence_of(year)
    tests, rough_tests = tests_of(year)
    if not any(
        (
            reviews.timely,
            reviews.unsettled,
            decisions,
            refusals,
            actions,
            evidence,
            tests,
        )
    ):
        raise RefusedError(_why_nothing(state, year, reviews.undated))
    now = positions_in_brief(year.now)
    then = now if public else positions_then(year, now)
    themes = tuple(words.values()) if words is not None else themes_of(year, now, then)
    little = little_of(year, then, _said_of(words))
    carried, earlier = carried_of(year)
    banked = tuple(one for one in evidence if one.banked)
    agencies, quiet = agencies_of(year, actions, evidence, tests)
    rules = rules_of(year)
    board = year.now.settings
    return Annual(
        board=board.name or board_of(state).name,
        nation=board_of(state).nation,
        scope=board_of(state).scope,
        marking="" if public else board_of(state).marking,
        demonstration=is_demonstration(register),
        since=since,
        until=until,
        end=year.end,
        as_at=as_at,
        head=state.head,
        public=public,
        sets=sets,
        concluded=reviews.concluded,
        published_only=reviews.published_only,
        unsettled=reviews.unsettled,
        ongoing=reviews.ongoing,
        timely=reviews.timely,
        undated=reviews.undated,
        good_practice=good_practice_of(
            year, (*reviews.concluded, *reviews.published, *reviews.published_only)
        ),
        decisions=decisions,
        declined=tuple(one for one in decisions if one.code in REFUSED),
        dropped=tuple(one for one in decisions if one.code == DROPPED),
        refusals=refusals,
        actions=actions,
        agencies=agencies,
        quiet_agencies=quiet,
        evidence=evidence,
        banked=banked,
        tests=tests,
        little=little,
        rules=rules,
        carried=carried,
        themes=themes,
        copies=() if public else copies_of(year),
        figures=(
            *figures_of_reviews(reviews),
            *figures_of_work(decisions, refusals, actions, rough_decisions),
            *figures_of_practice(evidence, banked, tests, rough_evidence, rough_tests),
            *figures_of_standing(little, rules, carried, earlier, themes),
        ),
        embargoed=() if public else _inside(year, state),
        comments=comments_of(register, publication) if publication else (),
        overridden=publication is not None and was_overridden(register, publication),
        several_years=board_of(state).year_of(since) != board_of(state).year_of(until),
    )


def _seen(state: Records, as_at: date, public: bool) -> tuple[Records, dict[str, ThemeLine] | None]:
    """What the report may look at; in a public copy with what may be said of each theme."""
    if not public:
        return state, None
    from auditrack.views.public_records import public_positions, public_records

    words = {
        one.theme: ThemeLine(one.theme, one.name, one.words, one.reason, "")
        for one in public_positions(state, as_at)
    }
    return public_records(state, as_at), words


def _inside(year: Year, state: Records) -> tuple[str, ...]:
    """The titles of reviews that are not for outside the board: those that may not be public.

    What another board published is no secret of this one, though it is not this one's to publish.
    """
    withheld = {one.ref for one in public_reviews(state, year.now.as_at).withheld}
    return tuple(
        year.title(ref)
        for ref in year.reviews
        if (ref in withheld if year.group(ref) != OTHER_BOARDS else is_embargoed(state, ref))
    )


def _said_of(words: dict[str, ThemeLine] | None) -> Callable[[Position], str | None]:
    """What may be said of a position: all of it, or its public words."""

    def said(one: Position) -> str | None:
        if words is None:
            return f"{one.label}: {one.reason}"
        line = words.get(one.theme)
        return None if line is None else f"{line.label}. {line.reason}"

    return said


def _day(day: date) -> str:
    return in_words(day.isoformat())


def _nothing(state: Records, why: str) -> Refusal:
    return Refusal(
        "nothing-to-report",
        f"There is nothing to report: the period {why}.",
        safe=SAFE,
        todo="Give another period with --since and --until.",
    )


def _why_nothing(state: Records, year: Year, undated: Sequence[object]) -> Refusal:
    period = f"from {_day(year.since)} to {_day(year.until)}"
    if undated and not year.records.select("decisions") and len(undated) == len(year.reviews):
        return Refusal(
            "nothing-to-report",
            "There is nothing to report: no review on record has a day on which it was arranged, "
            "concluded or published, so none can stand in any year.",
            safe=SAFE,
            todo="Enter one, as in: auditrack review edit REVIEW --concluded 2026-02-19.",
        )
    which = "that may be public " if year.public else ""
    return Refusal(
        "nothing-to-report",
        f"There is nothing to report: nothing {which}in the register is dated in the period "
        f"{period}.",
        safe=SAFE,
        todo="Give another period with --since and --until.",
    )
