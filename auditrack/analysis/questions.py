"""What would settle the doubts of a position: plain questions a board can answer."""

from collections.abc import Iterable
from datetime import date, timedelta

from auditrack.analysis.facts import RecommendationFact, ThemeFacts, is_imprecise, is_later
from auditrack.analysis.practice import Practice
from auditrack.analysis.recurrence import LaterCase, Recurrence
from auditrack.model.dates import Interval, data_string, in_words


def _day(day: date) -> str:
    """A day in words, or its month where it is the end of one."""
    text = day.isoformat()
    return in_words(text[:7] if (day + timedelta(days=1)).day == 1 else text)


def _few(names: Iterable[str]) -> str:
    """Some names in one breath: at most three, and how many more."""
    distinct = sorted(set(names))
    if len(distinct) > 4:
        return f"{', '.join(distinct[:3])} and {len(distinct) - 3} more"
    return " and ".join([", ".join(distinct[:-1]), distinct[-1]] if distinct[1:] else distinct)


def _of_pair(later: LaterCase, effect: Interval | None) -> list[str]:
    case, earlier = later.case, later.earlier
    if later.pair == "possibly":
        asked = []
        subjects = sorted({window.subject for window in case.windows if window.subject})
        if effect is not None:
            asked.append(f"Was the concern in {case.name} before or after {_day(effect.latest)}?")
        if len(subjects) > 1 and not later.spoken.dated:
            asked.append(f"Whose practice was it in {case.name}: {_few(subjects)}?")
        return asked
    if later.pair != "unknown":
        return []
    asked = [f"When was {one.name} published?" for one in (earlier, case) if one.published is None]
    if earlier.published and case.published and earlier.published.overlaps(case.published):
        asked.append(f"Which was published first, {earlier.name} or {case.name}, and when?")
    elif not later.spoken.known:
        asked.append(f"Which practice did {case.name} examine, from when to when?")
    return asked


def _of_recurrence(found: Recurrence, flags: frozenset[str]) -> list[str]:
    effects = {learning.case.ref: learning.effect for learning in found.learning}
    asked: list[str] = []
    for later in found.later:
        asked += _of_pair(later, effects.get(later.earlier.ref))
        if "other_agencies" in flags and later.pair == "after":
            asked.append(
                f"Do {later.earlier.name} and {later.case.name} ask the same of different "
                "agencies? They have no agency in common."
            )
    return asked


def _of_practice(
    theme: ThemeFacts, live: list[RecommendationFact], tested: Practice, flags: frozenset[str]
) -> list[str]:
    asked: list[str] = []
    last = tested.last
    if last is None:
        asked.append(
            "What did practice look like when this was last tested? No test of practice is on "
            "record."
        )
    elif last.untested:
        where = _few(theme.board.called(last.untested))
        asked.append(f"What does practice look like at {where}?")
    elif tested.state == "RETEST_DUE":
        asked.append(f"When will it be tested again? The last test was of {_day(last.day)}.")
    if last is not None and "nothing_newer" in flags:
        asked.append(f"What does practice look like now? Nothing is newer than {_day(last.day)}.")
    if "evidence_without_result" in flags:
        names = [
            item.ref or row.ref
            for row in theme.counted
            for item in row.evidence
            if item.level >= 3
            and not item.audit
            and not (item.result and item.about and item.accepted and row.is_live)
            and not is_later(item.about, theme.board.as_of)
        ]
        asked.append(
            f"What did {_few(names)} find about practice, of what date, and has a second person "
            "accepted it?"
        )
    if any(audit.date is None and audit.sample_to is None for audit in theme.audits):
        undated = [a.ref for a in theme.audits if a.date is None and a.sample_to is None]
        asked.append(f"Of what date is {_few(undated)}? A test without a date cannot be placed.")
    if tested.state == "NOT_KNOWN":
        names = [row.name for row in live if row.status == "not_known"]
        asked.append(f"What was done about {_few(names)}?")
    if "no_due_date" in flags:
        names = [
            row.name
            for row in live
            if row.status in ("open", "in_progress") and not row.due and not row.agreed_due
        ]
        asked.append(f"By when is {_few(names)} to be done?")
    return asked


def questions_about(
    theme: ThemeFacts, found: Recurrence, tested: Practice, flags: Iterable[str]
) -> tuple[str, ...]:
    """The questions whose answers would settle the doubts of a position, each once."""
    raised = frozenset(flags)
    asked = _of_recurrence(found, raised)
    if "possible_lapse" in raised and tested.last is not None:
        inside = [one for one in found.later if one.pair in ("possibly", "after")]
        asked += [
            f"Was the concern in {one.case.name} before or after the test of "
            f"{_day(tested.last.day)}?"
            for one in inside
            if not one.spoken.dated
        ]
    asked += [
        f"Has what was done about {case.name} been searched for?"
        for case in found.cases
        if not case.searched
    ]
    asked += [
        f"When exactly was {case.name} published? The record says {_words(case.published)}."
        for case in found.cases
        if case.published is not None and is_imprecise(case.published)
    ]
    live = [row for row in theme.counted if row.is_live]
    asked += _of_practice(theme, live, tested, raised)
    if theme.suggested:
        one = theme.suggested == 1
        asked.append(
            f"Is {theme.suggested} suggested link to this theme right? Nobody has confirmed it."
            if one
            else f"Are {theme.suggested} suggested links to this theme right? Nobody has confirmed "
            "them."
        )
    return tuple(dict.fromkeys(asked))


def _words(published: Interval) -> str:
    return in_words(data_string(published))
