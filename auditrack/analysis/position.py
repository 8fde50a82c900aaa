"""Step 3: a theme's position, its sentence, its flags and its place in the order of attention."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from auditrack.analysis.chain import ChainStep, chain_of
from auditrack.analysis.facts import CaseFile, ThemeFacts, WindowFact, is_imprecise
from auditrack.analysis.pairs import windows_of
from auditrack.analysis.practice import Asked, Practice, practise
from auditrack.analysis.questions import questions_about
from auditrack.analysis.recurrence import Comparison, Recurrence, recur

CAVEAT = (
    "Reviews do not hold individuals or organisations to account, and this does not say that any "
    "action would have prevented harm."
)
"""What every themes report says beside its positions."""

_TABLE: dict[str, tuple[str, int, str, int]] = {
    "NOT_EMBEDDED": ("Repeated and never embedded", 10, "Tested and not embedded", 7),
    "LAPSED": ("Embedded, then lapsed", 9, "Embedded, then lapsed", 9),
    "SAID_DONE": (
        "Repeated, said to be done, not tested",
        8,
        "Said to be done, not tested",
        5,
    ),
    "OVERDUE": ("Repeated, action overdue, not tested", 7, "Action overdue, not tested", 5),
    "NOTHING_ASKED": ("Repeated, nothing asked for", 7, "Raised, nothing asked for", 4),
    "NOT_KNOWN": (
        "Repeated, what was done is not on record",
        7,
        "What was done is not on record",
        3,
    ),
    "SLIPPING": ("Was embedded, now only partly", 6, "Was embedded, now only partly", 6),
    "PARTLY": ("Repeated, only partly embedded", 6, "Only partly embedded", 4),
    "NOT_DUE": ("Repeated, not yet due, not tested", 5, "Not yet due, not tested", 2),
    "RETEST_DUE": ("Embedded once, re-test overdue", 4, "Embedded once, re-test overdue", 3),
    "EMBEDDED_ONCE": (
        "Embedded at the last test, keep watching",
        3,
        "Embedded at the last test, keep watching",
        2,
    ),
    "SUSTAINED": ("Embedded and sustained", 1, "Embedded and sustained", 1),
}
"""Per practice: label and attention after AFTER, label and attention after ONCE."""

_RECURRENCE_CLAUSES = {
    "ONCE": "raised in one review",
    "AFTER": "raised again in practice after the earlier actions were due",
    "POSSIBLY": (
        "may have been raised again: the practice spans the date the earlier actions were due "
        "and the concern is not dated closely enough"
    ),
    "UNKNOWN": "may have been raised again: dates are missing",
    "EARLY": "raised again in practice that was over before the earlier actions were due",
    "BEFORE": "raised again in practice that predates the earlier report",
}


@dataclass(frozen=True)
class Position:
    """Where a theme stands: two answers kept apart, a label, and why.

    `attention` is the order to look at themes in, 10 first; it measures no harm. `of_reviews` is
    how many cases the board has in all, so that a broad theme can be seen for what it is.
    """

    theme: str
    name: str
    recurrence: str
    practice: str
    label: str
    attention: int
    flags: tuple[str, ...]
    reason: str
    last_test: str | None = None
    pairs: Mapping[str, str] = field(default_factory=dict, hash=False)
    reviews: int = 0
    first_raised: int | None = None
    failed_tests: int = 0
    of_reviews: int = 0
    found: Recurrence = field(default=Recurrence("NONE"), repr=False)
    tested: Practice = field(default=Practice("NONE", ""), repr=False)
    facts: ThemeFacts | None = field(default=None, repr=False, compare=False)

    @cached_property
    def chain(self) -> tuple[ChainStep, ...]:
        """The records it rests on, told in order of time."""
        return chain_of(self.facts, self.found, self.tested) if self.facts else ()

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """What would settle its doubts."""
        if self.facts is None:
            return ()
        return questions_about(self.facts, self.found, self.tested, self.flags)

    def in_brief(self) -> "Position":
        """The same words without the facts they rest on; its chain and questions are empty."""
        return replace(
            self, found=Recurrence(self.recurrence), tested=Practice(self.practice, ""), facts=None
        )

    def told(self) -> "Position":
        """As `in_brief`, with its chain and its questions worked out."""
        brief = self.in_brief()
        brief.__dict__.update(chain=self.chain, questions=self.questions)
        return brief

    @property
    def order(self) -> tuple[int, int, int, int, str, str]:
        """Sorts positions in the order of attention."""
        first = 10_000 if self.first_raised is None else self.first_raised
        return (
            -self.attention,
            -self.failed_tests,
            -self.reviews,
            first,
            self.name.casefold(),
            self.theme,
        )

    def as_case(self) -> dict[str, Any]:
        """The outputs under the keys of a worked case."""
        return {
            "recurrence": self.recurrence,
            "practice": self.practice,
            "label": self.label,
            "attention": self.attention,
            "flags": list(self.flags),
            "reason": self.reason,
            "last_test": self.last_test,
            "pairs": dict(self.pairs),
            "reviews": self.reviews,
            "first_raised": self.first_raised,
            "failed_tests": self.failed_tests,
        }

    def __str__(self) -> str:
        return f"{self.label}. {self.reason}" if self.reason else self.label


def _asked(theme: ThemeFacts, found: Recurrence) -> Asked:
    board = theme.board
    return Asked(
        as_of=board.as_of,
        settings=board.settings,
        rows=theme.counted,
        audits=theme.audits,
        failed={later.case.ref: later.failed for later in found.later if later.failed},
        published=board.publication,
        first_publication=found.first_publication,
        earliest_effect=found.earliest_effect,
        called=board.called,
    )


def _lies_inside(day: date, window: WindowFact, case: CaseFile) -> bool:
    if window.first is None and window.last is None:
        return False
    published = case.published.latest if case.published else date.max
    return (window.first or date.min) <= day <= min(window.last or date.max, published)


def _may_have_lapsed(theme: ThemeFacts, found: Recurrence, tested: Practice) -> bool:
    """Whether the last pass lies inside a window of an undated mention of a later case."""
    last = tested.last
    if last is None or last.outcome != "embedded":
        return False
    suspects = {one.case.ref: one.case for one in found.later if one.pair in ("possibly", "after")}
    for mention in theme.mentions:
        review = theme.board.own.get(mention.review)
        case = suspects.get(review.case) if review and review.status != "withdrawn" else None
        if case is None or not mention.weakness or mention.concern is not None:
            continue
        if any(_lies_inside(last.day, window, case) for window in windows_of(mention, case)):
            return True
    return False


def _flags_of_record(theme: ThemeFacts) -> set[str]:
    """What the reader must know of the record itself, whatever the position."""
    board = theme.board
    flags: set[str] = set()
    if theme.suggested:
        flags.add("themes_unconfirmed")
    if theme.merged_from:
        flags.add("merged_theme")
    for mention in theme.mentions:
        if mention.review in board.others:
            other = board.others[mention.review]
            if mention.weakness and other.status != "withdrawn":
                flags.add("also_raised_by_other_boards")
        elif mention.review in board.own:
            status = board.own[mention.review].status
            if status == "withdrawn":
                flags.add("withdrawn_review_ignored")
            elif status == "superseded":
                flags.add("superseded_review_merged")
    for row in theme.recommendations:
        review = board.own.get(row.review)
        if review is not None and review.status == "withdrawn":
            flags.add("withdrawn_review_ignored")
    return flags


def _flags(theme: ThemeFacts, found: Recurrence, tested: Practice) -> set[str]:
    flags = _flags_of_record(theme) | tested.flags
    cases = found.cases
    checks = {
        "superseded_review_merged": any(case.superseded for case in cases),
        "undated_review": any(case.published is None for case in cases),
        "imprecise_date": any(is_imprecise(case.published) for case in cases),
        "history_not_searched": not all(case.searched for case in cases),
        "order_unclear": found.order_unclear,
        "other_agencies": found.other_agencies,
        "possible_lapse": _may_have_lapsed(theme, found, tested),
    }
    return flags | {flag for flag, holds in checks.items() if holds}


def _label(found: Recurrence, tested: Practice, flags: set[str]) -> tuple[str, int]:
    """The label and the attention, by the table and the limits under it."""
    repeated, repeated_attention, label, attention = _TABLE[tested.state]
    last = tested.last
    if tested.state == "PARTLY" and last is not None and last.untested:
        repeated = label = "Embedded where tested, not tested everywhere"
    if found.kind == "AFTER":
        label, attention = repeated, repeated_attention
        if not any(later.failed for later in found.later):
            attention = min(attention, 7)
        if "history_not_searched" in flags:
            attention = min(attention, 8)
    elif found.kind in ("EARLY", "BEFORE"):
        label = f"Raised in {len(found.cases)} reviews before the learning was due. {label}"
    elif found.kind in ("POSSIBLY", "UNKNOWN"):
        label = f"May have recurred. {label}"
        attention = max(attention, min(attention + 1, 6))
    if "possible_lapse" in flags:
        attention = max(attention, 6)
    return label, attention


def _first_raised(found: Recurrence) -> int | None:
    dates = [case.published for case in found.cases if case.published is not None]
    return min(((d.first or d.latest).year for d in dates), default=None)


def position(theme: ThemeFacts, comparison: Comparison | None = None) -> Position:
    """Where one theme stands; `comparison` where somebody has made its cases ready already."""
    if theme.kind == "lever":
        return Position(
            theme.theme,
            theme.name,
            "NONE",
            "LEVER",
            "A type of action, not an issue: no position",
            0,
            (),
            "A recommendation for training, audit or dissemination says what was tried, not what "
            "failed.",
        )
    found = recur(theme, comparison)
    of_reviews = len(theme.board.cases)
    if found.kind == "NONE":
        return Position(
            theme.theme,
            theme.name,
            "NONE",
            "NONE",
            "Not raised",
            0,
            tuple(sorted(_flags_of_record(theme))),
            "No review of this board raises this theme as a weakness.",
            of_reviews=of_reviews,
        )
    tested = practise(_asked(theme, found))
    flags = _flags(theme, found, tested)
    label, attention = _label(found, tested, flags)
    first_raised = _first_raised(found)
    count = len(found.cases)
    since = f" since {first_raised}" if first_raised else ", none dated"
    return Position(
        theme=theme.theme,
        name=theme.name,
        recurrence=found.kind,
        practice=tested.state,
        label=label,
        attention=attention,
        flags=tuple(sorted(flags)),
        reason=(
            f"{count} review{'' if count == 1 else 's'}{since}: "
            f"{_RECURRENCE_CLAUSES[found.kind]}; {tested.clause}."
        ),
        last_test=str(tested.last) if tested.last else None,
        pairs={later.case.ref: later.pair for later in found.later},
        reviews=count,
        first_raised=first_raised,
        failed_tests=tested.failed_tests,
        of_reviews=of_reviews,
        found=found,
        tested=tested,
        facts=theme,
    )


def in_order(themes: Iterable[ThemeFacts]) -> list[Position]:
    """The positions of themes in the order of attention; types of action have none."""
    judged = (position(theme) for theme in themes if theme.kind != "lever")
    return sorted(judged, key=_order_of)


def _order_of(one: Position) -> tuple[int, int, int, int, str, str]:
    return one.order
