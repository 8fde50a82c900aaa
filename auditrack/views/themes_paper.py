"""Where a board's themes stand, as a paper prints it: the matrix, and each theme with its records.

A working paper: it counts suggested theme links and says so, and speaks of reviews that are not
published.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from auditrack.analysis.facts import ReviewFact
from auditrack.analysis.position import Position, position
from auditrack.model.change import Head, Records, Refusal, RefusedError
from auditrack.views.board import is_demonstration
from auditrack.views.embargo import is_embargoed
from auditrack.views.facts import Facts
from auditrack.views.find import find_named
from auditrack.views.lifeline_years import LifeYear, life_years
from auditrack.views.matrix import Matrix, matrix_of
from auditrack.views.other_boards import OtherBoards, in_a_sentence
from auditrack.views.positions import positions_of
from auditrack.views.recurrence_reasons import Reason, reasons_asked, reasons_given
from auditrack.views.steady import undisturbed
from auditrack.views.tried import tried_lines
from auditrack.views.wording import decided_in_words

if TYPE_CHECKING:
    from auditrack.register.protocol import Store

SAFE = "No report was written; an earlier file is untouched."


@dataclass(frozen=True)
class ThemeOnPaper:
    """One theme that reviews raise, with what its position rests on and what was done about it.

    `suggested` counts its links that nobody confirmed, `merged_from` names the themes whose past
    counts here. `tried` are the types of action: what is counted ("" for a sentence), and how many.
    `decided` are the board's decisions on it: the day as data, and the words. `elsewhere` says
    which other boards raised it, which counts nowhere here; "" where none is known to have.
    """

    position: Position
    definition: str
    suggested: int
    merged_from: tuple[str, ...]
    years: tuple[LifeYear, ...]
    tried: tuple[tuple[str, str], ...]
    reasons: tuple[Reason, ...]
    reasons_asked: tuple[str, ...]
    decided: tuple[tuple[str, str], ...]
    elsewhere: str = ""


@dataclass(frozen=True)
class RemedyOnPaper:
    """A type of action that reviews ask for. It has no position: it says what was tried."""

    name: str
    recommendations: int
    reviews: int
    suggested: int


@dataclass(frozen=True)
class ThemesPaper:
    """The themes of a board on a day, from the register at `head`.

    `chosen` names the themes that were asked for and `subgroup` whose, where not all were.
    `not_raised` are themes that records speak of and no review of this board raises; `unspoken`
    counts those of the library that no record speaks of. `review_notes` say what to know of each
    review of the matrix; `unpublished` are those that may not be spoken of outside yet.
    """

    board: str
    marking: str
    demonstration: bool
    as_at: date
    head: Head
    chosen: tuple[str, ...]
    subgroup: str
    themes: tuple[ThemeOnPaper, ...]
    matrix: Matrix
    not_raised: tuple[Position, ...]
    unspoken: int
    remedies: tuple[RemedyOnPaper, ...]
    review_notes: tuple[str, ...]
    unpublished: tuple[str, ...]


def themes_paper_of(
    register: "Store",
    as_at: date,
    records: Records | None = None,
    themes: Sequence[str] = (),
    subgroup: str | None = None,
) -> ThemesPaper:
    """The themes of a board.

    Args:
        register: the register; the report stands at its head.
        as_at: the day to judge by.
        records: the state to report, as recorded at an earlier entry (default: the live one).
        themes: only these, by id (default: every theme that a record speaks of).
        subgroup: only themes on which it delivers or assures something, by reference or title.

    Raises:
        RefusedError: no record speaks of any theme (`nothing-to-report`), one of those chosen is a
            type of action (`no-position`), or there is no such subgroup (`unknown-reference`).
    """
    state = register if records is None else records
    of_subgroup = find_named(state, subgroup, "subgroups") if subgroup else None
    facts = Facts(state, as_at)
    found = _chosen(facts, themes) if themes else positions_of(facts)
    if of_subgroup is not None:
        found = tuple(one for one in found if _is_of(facts, one.theme, of_subgroup))
    if not found:
        raise RefusedError(_nothing(subgroup))
    raised = tuple(one for one in found if one.attention)
    matrix = matrix_of(facts, found)
    others = OtherBoards(facts.records, as_at, facts.theming)
    return ThemesPaper(
        board=facts.settings.name,
        marking=facts.settings.marking,
        demonstration=is_demonstration(register),
        as_at=as_at,
        head=state.head,
        chosen=tuple(one.name for one in found) if themes else (),
        subgroup=str((state.get("subgroups", of_subgroup or "") or {}).get("title") or ""),
        themes=tuple(_on_paper(facts, others, one) for one in raised),
        matrix=matrix,
        not_raised=tuple(one for one in found if not one.attention),
        unspoken=_unspoken(facts),
        remedies=tuple(_remedies(facts)),
        review_notes=tuple(review_note(facts, review) for review in matrix.reviews),
        unpublished=tuple(
            review.name for review in matrix.reviews if is_embargoed(state, review.ref)
        ),
    )


def _chosen(facts: Facts, themes: Sequence[str]) -> tuple[Position, ...]:
    ids = dict.fromkeys(map(facts.theming.now, themes))
    for theme in ids:
        if not facts.is_issue(theme):
            raise RefusedError(nothing_of_type(facts, theme))
    with undisturbed():
        found = [position(facts.theme(theme), facts.comparison(theme)) for theme in ids]
    return tuple(sorted(found, key=lambda one: one.order))


def nothing_of_type(facts: Facts, theme: str) -> Refusal:
    """That a type of action has no position, and so no report of its own."""
    return Refusal(
        "no-position",
        f'"{facts.theming.name(theme)}" is a type of action, not an issue: it has no position to '
        "report.",
        ref=theme,
        safe=SAFE,
        todo="Name an issue that reviews raise; auditrack theme positions lists them.",
    )


def _nothing(subgroup: str | None) -> Refusal:
    whose = " on which that subgroup delivers or assures anything" if subgroup else ""
    return Refusal(
        "nothing-to-report",
        f"There is nothing to report: no recommendation or finding is linked to a theme{whose}.",
        safe=SAFE,
        todo="Link one with: auditrack rec theme REF THEME. Suggestions: auditrack theme suggest.",
    )


def _is_of(facts: Facts, theme: str, subgroup: str) -> bool:
    asks = {row.ref for row in facts.theme(theme).counted if row.is_live}
    documents = (facts.records.get("recommendations", ref) or {} for ref in asks)
    return any(subgroup in (one.get("delivering"), one.get("assuring")) for one in documents)


def review_note(facts: Facts, review: ReviewFact) -> str:
    """What to know of a review in a paper: whether it counts, and whether it may leave."""
    said = (
        ("another board's: context, not counted", not facts.board.is_own(review)),
        ("withdrawn: not counted", review.status == "withdrawn"),
        ("superseded: counted with its successor", review.status == "superseded"),
        ("provisional", review.status == "provisional"),
        ("what was done about it was not searched for", not review.searched),
        ("not for outside the board yet", is_embargoed(facts.records, review.ref)),
    )
    return "; ".join(words for words, holds in said if holds)


def _on_paper(facts: Facts, others: OtherBoards, one: Position) -> ThemeOnPaper:
    theming = facts.theming
    theme = theming.themes.get(one.theme)
    merged = theming.merged_into(one.theme)
    return ThemeOnPaper(
        position=one,
        definition=theme.definition if theme else "",
        suggested=facts.theme(one.theme).suggested,
        merged_from=tuple(map(theming.old_name, merged)),
        years=life_years(one),
        tried=tuple((line.label or "", line.text) for line in tried_lines(facts, one)),
        reasons=reasons_given(facts, one.theme),
        reasons_asked=reasons_asked(facts, one),
        decided=decisions_on(facts, one.theme),
        elsewhere=in_a_sentence(others.of(one.theme)),
    )


def decisions_on(facts: Facts, theme: str) -> tuple[tuple[str, str], ...]:
    """The board's decisions on a theme, those on what was merged into it first."""
    return tuple(
        (str(decision.get("on") or ""), _decided(decision))
        for old in (*facts.theming.merged_into(theme), theme)
        for decision in facts.standing.decisions(old)
    )


def _decided(decision: Any) -> str:
    said = decided_in_words(decision)
    return f"{said}: {decision['reason']}" if decision.get("reason") else said


def _unspoken(facts: Facts) -> int:
    spoken = set(facts.raised)
    return sum(
        theme.kind == "issue" and theme_id not in spoken
        for theme_id, theme in facts.theming.themes.items()
    )


def _remedies(facts: Facts) -> Iterable[RemedyOnPaper]:
    """The types of action that records are linked to, by name."""
    linked = [theme for theme in facts.theming.by_theme() if not facts.is_issue(theme)]
    for theme in sorted(linked, key=lambda one: facts.theming.name(one).casefold()):
        of_theme = facts.theme(theme)
        asks = {row.ref: row.review for row in of_theme.counted}
        if asks:
            yield RemedyOnPaper(
                facts.theming.name(theme), len(asks), len(set(asks.values())), of_theme.suggested
            )
