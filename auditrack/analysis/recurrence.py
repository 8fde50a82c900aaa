"""Step 1 of a position: was the theme raised again in practice after the learning was due?

Only the dates of practice decide, and nothing is said that they do not make certain. `assess` is
the documented way in for one worked case.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import Any

import msgspec

from auditrack.analysis.facts import (
    EVERYBODY,
    BoardFacts,
    CaseFile,
    MentionFact,
    RecommendationFact,
    Settings,
    ThemeFacts,
)
from auditrack.analysis.pairs import (
    PAIRS,
    RANK,
    Learning,
    Spoken,
    effect_of,
    pair_of,
    share_an_agency,
    spoken_of,
)

_AFTER = RANK["after"]
_NOBODY: frozenset[str] = frozenset()
_first = itemgetter(0)


class LaterCase(msgspec.Struct, frozen=True, gc=False):
    """A case that raises the theme when an earlier one had already raised it.

    `pair` is its worst pair and `earlier` the case it is with. `failed` is the day it stands at
    as a failed test of an earlier case's learning, or None where it is none.
    """

    case: CaseFile
    pair: str
    earlier: CaseFile
    spoken: Spoken
    failed: date | None


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Whether the theme came back: the cases that raise it and what each says of the earlier."""

    kind: str
    learning: tuple[Learning, ...] = ()
    later: tuple[LaterCase, ...] = ()
    order_unclear: bool = False
    other_agencies: bool = False

    @property
    def cases(self) -> tuple[CaseFile, ...]:
        """The cases that raise it, the earliest published first, undated ones last."""
        return tuple(learning.case for learning in self.learning)

    @property
    def first_publication(self) -> date | None:
        """The earliest day on which one of them may have been published."""
        days = [case.published.earliest for case in self.cases if case.published]
        return min(days, default=None)

    @property
    def earliest_effect(self) -> date | None:
        """The earliest day from which practice could be expected to have changed."""
        days = [learning.effect.earliest for learning in self.learning if learning.effect]
        return min(days, default=None)


class Comparison:
    """The cases that raise one theme, ready to be compared with each other.

    Sorted once by publication, so that a later case is compared one by one only with those
    earlier cases whose learning was not certainly due before its practice started.
    """

    def __init__(self, theme: ThemeFacts) -> None:
        """Gathers mentions, asks and agencies by case."""
        board = theme.board
        self.mentions: dict[str, list[MentionFact]] = {}
        for mention in theme.mentions:
            review = board.own.get(mention.review)
            if mention.weakness and review is not None and review.status != "withdrawn":
                self.mentions.setdefault(review.case, []).append(mention)
        rows: dict[str, list[RecommendationFact]] = {ref: [] for ref in self.mentions}
        for row in theme.counted:
            review = board.own.get(row.review)
            of_case = rows.get(review.case) if review is not None else None
            if of_case is not None:
                of_case.append(row)
        self._board = board
        self._own = board.own
        self._spoken: dict[str, list[Spoken]] = {}
        mentioned = {
            ref: _NOBODY.union(*[mention.agencies for mention in mentions])
            for ref, mentions in self.mentions.items()
        }
        self._same_ask = {
            pair
            for link in theme.links
            if link.confirmed
            for pair in ((link.a, link.b), (link.b, link.a))
        }
        learning = [
            _learning(board.cases[ref], of_case, mentioned[ref], board.settings)
            for ref, of_case in rows.items()
        ]
        learning.sort(key=_by_publication)
        self.learning = tuple(learning)
        self._of_case = {one.case.ref: one for one in learning}
        # A declined ask still names whom a later case was about: without it the case would name
        # nobody, and so seem to concern everybody.
        self._named = {
            ref: mentioned[ref] | {row.agency for row in of_case if row.agency}
            for ref, of_case in rows.items()
        }
        self._asks = {one.case.ref: one.asks for one in learning}
        dated = sorted(
            (one for one in learning if one.case.published is not None), key=_by_end_of_publication
        )
        self._undated = [one for one in learning if one.case.published is None]
        self._dated: list[Learning] = []
        self._bounds: list[tuple[date, date, date]] = []
        self._starts: list[date] = []
        self._ends: list[date] = []
        self._latest_effects: list[date] = []
        past = date.min
        for one in dated:
            published, effect = one.case.published, one.effect
            if published is None or effect is None:
                continue
            self._dated.append(one)
            self._bounds.append((published.earliest, effect.earliest, effect.latest))
            self._starts.append(published.earliest)
            self._ends.append(published.latest)
            past = max(past, effect.latest)
            self._latest_effects.append(past)
        self._starts.sort()
        self._afterwards: dict[str, list[tuple[date, CaseFile]]] = {}

    def concerns(self, earlier: Learning, later: CaseFile) -> bool:
        """Whether the later case has an agency, or a confirmed same ask, in common."""
        return self._in_common(earlier.agencies, earlier.asks, later)

    def _in_common(self, agencies: frozenset[str], asks: frozenset[str], later: CaseFile) -> bool:
        if share_an_agency(agencies, self._named[later.ref]):
            return True
        return bool(self._same_ask) and any(
            (a, b) in self._same_ask for a in asks for b in self._asks[later.ref]
        )

    def spoken(self, case: CaseFile) -> list[Spoken]:
        """Each different practice that the case's mentions speak of, in order."""
        known = self._spoken.get(case.ref)
        if known is None:
            known = self._spoken[case.ref] = self._speaks(case)
        return known

    def _speaks(self, case: CaseFile) -> list[Spoken]:
        different = {(m.subject, m.concern): m for m in self.mentions[case.ref]}
        if len(different) == 1:
            return [spoken_of(mention, case) for mention in different.values()]
        return sorted({spoken_of(mention, case) for mention in different.values()}, key=_in_order)

    def _pairs(
        self, case: CaseFile, spoken: Spoken, since: date
    ) -> tuple[list[int], list[Learning], int]:
        """The pairs that one mention makes with all that its case is later than.

        Returns:
            The rank of the pair with each earlier case that must be looked at, those cases in
            order of publication, and how many before them had learning that was certainly due
            before the day given, so that the pair with each is *after*.
        """
        published = case.published
        if published is None:
            others = [one for one in self.learning if one.case.ref != case.ref]
            return [RANK[pair_of(one, case, spoken)] for one in others], others, 0
        strictly = bisect_left(self._ends, published.earliest)
        certain = bisect_left(self._latest_effects, since, 0, strictly)
        first, last = spoken.first, spoken.last
        otherwise = RANK["possibly" if spoken.known else "unknown"]
        # The rows of `pair_of` for cases published strictly earlier; themes make a million pairs.
        ranks = [
            0 if last <= asked else 1 if last <= due else 4 if first >= past else otherwise
            for asked, due, past in self._bounds[certain:strictly]
        ]
        earlier = self._dated[certain:strictly]
        ranks += [RANK["unknown"]] * len(self._undated)
        earlier += self._undated
        # All that start by the end of this publication, less those that end before it starts,
        # less this one: what is left overlaps.
        if bisect_right(self._starts, published.latest) - strictly > 1:
            overlapping = [
                one
                for one in self._dated[strictly:]
                if one.case.ref != case.ref
                and one.case.published is not None
                and one.case.published.overlaps(published)
            ]
            ranks += [RANK[pair_of(one, case, spoken)] for one in overlapping]
            earlier += overlapping
        return ranks, earlier, certain

    def later_case(self, case: CaseFile) -> tuple[LaterCase | None, set[str], bool]:
        """What one case says about all that it is later than.

        Returns:
            It and its worst pair (None where nothing is earlier), the kinds of pair it makes,
            and whether some pair *after* concerns it.
        """
        concerned = False
        failed: date | None = None
        worst: tuple[int, bool, Learning, Spoken] | None = None
        of_cases: dict[str, int] = {}
        kinds: set[int] = set()
        several = self.spoken(case)
        for spoken in several:
            # The worst of several mentions counts, so then each pair must be looked at.
            since = spoken.first if len(several) == 1 else date.min
            ranks, earlier, certain = self._pairs(case, spoken, since)
            if len(several) == 1:
                kinds = set(ranks)
            else:
                for rank, one in zip(ranks, earlier, strict=True):
                    of_cases[one.case.ref] = max(rank, of_cases.get(one.case.ref, 0))
            after: list[Learning] = []
            if _AFTER in ranks:
                after = [one for rank, one in zip(ranks, earlier, strict=True) if rank == _AFTER]
            if after or certain:
                failing = self._failing(after, certain, case)
                concerned = concerned or failing is not None
                fails = failing is not None and failing.is_live
                if fails and (failed is None or spoken.test_day > failed):
                    failed = spoken.test_day
                latest = after[-1] if after else self._dated[certain - 1]
                candidate = (_AFTER, fails, failing or latest, spoken)
            elif ranks:
                rank = max(ranks)
                candidate = (rank, False, earlier[-1 - ranks[::-1].index(rank)], spoken)
            else:
                continue
            if worst is None or candidate[:2] > worst[:2]:
                worst = candidate
        said = {PAIRS[rank] for rank in kinds.union(of_cases.values())}
        if worst is None:
            return None, said, concerned
        return LaterCase(case, PAIRS[worst[0]], worst[2].case, worst[3], failed), said, concerned

    def _failing(self, after: list[Learning], certain: int, case: CaseFile) -> Learning | None:
        """The latest case whose learning this one is a failed test of.

        Where there is none, one that shares an agency with it but has nothing live; else None.
        """
        concerned = None
        before = (self._dated[index] for index in range(certain - 1, -1, -1))
        for one in chain(reversed(after), before):
            if (one.is_live or concerned is None) and self.concerns(one, case):
                if one.is_live:
                    return one
                concerned = one
        return concerned

    def failures_of(
        self,
        rows: Sequence[RecommendationFact],
        since: date = date.min,
        of_case: Sequence[RecommendationFact] | None = None,
    ) -> dict[str, date]:
        """The later cases that are failed tests of one recommendation, and where each stands.

        It is a failed test of the case's learning that has an agency, or a confirmed same ask, in
        common with this very recommendation: learning asked of one agency is not failed by a case
        at another.

        Args:
            rows: The recommendation's rows, one for each agency asked.
            since: The first day of those that matter; one that stands earlier is left out.
            of_case: All rows on the theme that its case has, where the theme's facts do not tell
                how they stand.
        """
        live = [row for row in rows if row.is_live]
        review = self._own.get(live[0].review) if live else None
        asked = self._of_case.get(review.case) if review is not None else None
        if asked is not None and of_case is not None:
            mentioned = _NOBODY.union(*[one.agencies for one in self.mentions[asked.case.ref]])
            counted = self._board.counted(of_case)
            asked = _learning(asked.case, counted, mentioned, self._board.settings)
        if asked is None or not asked.is_live or asked.effect is None:
            return {}
        agencies = frozenset({row.agency for row in live if row.agency})
        asks = frozenset(row.ref for row in live)
        failed: dict[str, date] = {}
        # `_in_common` for thousands that share their theme: what is certain is not asked of each.
        anybody = not agencies or not agencies.isdisjoint(EVERYBODY)
        named, names_anybody, linked = self._named, self._names_anybody, bool(self._same_ask)
        for day, later in self._after(asked):
            if day >= since and (
                anybody
                or not agencies.isdisjoint(named[later.ref])
                or later.ref in names_anybody
                or (linked and self._in_common(agencies, asks, later))
            ):
                failed[later.ref] = max(day, failed.get(later.ref, day))
        return failed

    def _after(self, asked: Learning) -> list[tuple[date, CaseFile]]:
        """The later cases whose practice is *after* what a case asked, worked out once a case."""
        known = self._afterwards.get(asked.case.ref)
        if known is None:
            assert asked.effect is not None
            # Practice is *after* only where it starts once the learning was due.
            begin = bisect_left(self._by_start, asked.effect.latest, key=_first)
            known = self._afterwards[asked.case.ref] = [
                (spoken.test_day, later)
                for _, later, spoken in self._by_start[begin:]
                if later is not asked.case and pair_of(asked, later, spoken) == "after"
            ]
        return known

    @cached_property
    def _names_anybody(self) -> frozenset[str]:
        """The cases that name no agency, or everybody."""
        return frozenset(
            ref
            for ref, named in self._named.items()
            if not named or not named.isdisjoint(EVERYBODY)
        )

    @cached_property
    def _by_start(self) -> list[tuple[date, CaseFile, Spoken]]:
        """Every practice that a case speaks of, in order of its first day."""
        found = [
            (spoken.first, one.case, spoken)
            for one in self.learning
            for spoken in self.spoken(one.case)
        ]
        return sorted(found, key=_first)


class OfCase:
    """A comparison for what one case asked, told how all that it asks on the theme stands."""

    def __init__(self, comparison: Comparison, rows: Sequence[RecommendationFact]) -> None:
        self._comparison = comparison
        self._rows = rows

    def failures_of(
        self, rows: Sequence[RecommendationFact], since: date = date.min
    ) -> dict[str, date]:
        """As `Comparison.failures_of`, for a recommendation of the case."""
        return self._comparison.failures_of(rows, since, self._rows)


def _learning(
    case: CaseFile, rows: list[RecommendationFact], mentioned: frozenset[str], settings: Settings
) -> Learning:
    live = [row for row in rows if row.is_live]
    return Learning(
        case,
        effect_of(case.published, rows, settings) if case.published else None,
        bool(live),
        mentioned | {row.agency for row in live if row.agency},
        frozenset(row.ref for row in rows),
    )


def _in_order(spoken: Spoken) -> tuple[date, date, bool, bool]:
    return spoken.first, spoken.last, spoken.known, spoken.dated


def _by_publication(one: Learning) -> tuple[bool, date, str]:
    published = one.case.published
    return published is None, published.earliest if published else date.max, one.case.ref


def _by_end_of_publication(one: Learning) -> tuple[date, str]:
    published = one.case.published
    return published.latest if published else date.max, one.case.ref


def latest_practice(board: BoardFacts, mentions: Iterable[MentionFact]) -> date:
    """The last day at which a case could stand as a failed test for one of some mentions."""
    last = date.min
    for mention in mentions:
        review = board.own.get(mention.review)
        if mention.weakness and review is not None and review.status != "withdrawn":
            last = max(last, spoken_of(mention, board.cases[review.case]).test_day)
    return last


def recur(theme: ThemeFacts, comparison: Comparison | None = None) -> Recurrence:
    """Whether a theme came back in practice after the learning was due.

    Args:
        theme: its facts.
        comparison: its cases, where somebody has made them ready already.
    """
    comparison = comparison or Comparison(theme)
    if not comparison.learning:
        return Recurrence("NONE")
    if len(comparison.learning) == 1:
        return Recurrence("ONCE", comparison.learning)
    later: list[LaterCase] = []
    unclear = concerned = False
    for learning in comparison.learning:
        one, kinds, concerns = comparison.later_case(learning.case)
        if one is not None:
            later.append(one)
        unclear = unclear or not kinds.isdisjoint(("possibly", "unknown"))
        concerned = concerned or concerns
    kind = max((one.pair for one in later), key=RANK.__getitem__)
    return Recurrence(
        kind.upper(),
        comparison.learning,
        tuple(later),
        order_unclear=unclear,
        other_agencies=kind == "after" and not concerned,
    )


def assess(case: Mapping[str, Any]) -> dict[str, Any]:
    """Where one theme stands, from one worked case.

    Args:
        case: The keys of a worked case (reviews, recommendations, audits, links, params, as_of
            and the rest); what is missing takes its default.

    Returns:
        recurrence, practice, label, attention, flags, reason, last_test, pairs, reviews,
        first_raised and failed_tests.

    Raises:
        ValueError: The case cannot be read; the text is a sentence that says why.
    """
    # Position stands on this module, so the way in can only be opened from here when it is used.
    from auditrack.analysis.plain_case import theme_of
    from auditrack.analysis.position import position

    return position(theme_of(case)).as_case()
