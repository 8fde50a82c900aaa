"""What a template of the progress report may hold beside its sections: values, and rows of lists.

Every value and field is a string in words, as the report itself prints it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from auditrack.reports.kit.chain import label_of
from auditrack.reports.kit.wording import day
from auditrack.reports.progress.changes import deeds
from auditrack.reports.progress.charts import brag_counts
from auditrack.views.figures import Progress

VALUES: Mapping[str, str] = MappingProxyType(
    {
        "subgroup": "The subgroup whose report it is; empty in the board's",
        "recommendations_count": "How many recommendations are on record",
        "open_count": "How many of them are open",
        "red_count": "How many open ones are Red",
        "amber_count": "How many open ones are Amber",
        "decisions_count": "How many decisions are asked",
        "overdue_count": "How many lines the list of what is overdue has",
        "not_signed_off_count": "How many actions are said to be done and not signed off",
        "audits_count": "How many audits were made in the period",
        "retests_count": "How many tests are planned, promised or due again",
        "changes_count": "How many changes were recorded",
    }
)

ROWS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "messages": {"what": "A key message"},
        "decisions": {
            "kind": "The kind of decision",
            "ref": "The record",
            "what": "What is to be decided",
            "why": "Why it is asked",
            "clears": "What would clear it",
            "whom": "Who is to decide or answer",
            "attention": "The theme's attention, where a theme asks",
        },
        "red_amber": {
            "ref": "The recommendation",
            "what": "Its text",
            "review": "Its review",
            "agency": "Whom it asks",
            "lead": "The leads of its actions",
            "brag": "Red or Amber",
            "why": "The reason for that",
            "original_due": "The original date",
            "agreed_due": "The agreed date",
            "days_original": "Days past the original date",
            "days_agreed": "Days past the agreed date",
            "times_moved": "How often the date was moved",
        },
        "overdue": {
            "ref": "The action, or the recommendation without one",
            "recommendation": "The recommendation",
            "what": "What is to be done",
            "agency": "Whose it is",
            "lead": "Its lead",
            "original_due": "The original date",
            "agreed_due": "The agreed date",
            "days_original": "Days past the original date",
            "days_agreed": "Days past the agreed date",
            "times_moved": "How often the date was moved",
            "moved_why": "The last reason for moving it",
        },
        "done_not_signed_off": {
            "ref": "The action",
            "recommendation": "The recommendation",
            "what": "What was to be done",
            "agency": "Whose it is",
            "lead": "Its lead",
            "since": "Since when it is said to be done",
            "days": "For how many days it waits",
            "may_sign": "Who may sign it off",
        },
        "audits": {
            "ref": "The audit",
            "date": "Its date",
            "question": "What it asked",
            "themes": "The themes it tested",
            "looked_at": "What it looked at",
            "method": "Its method",
            "n": "How many of how many met it",
            "outcome": "What it found",
            "by": "Who made it",
            "not_independent": "Why it is not independent, if it is not",
            "questions": "Its weakest questions with their counts",
        },
        "retests": {
            "ref": "The audit that is planned or promised it",
            "due": "The date",
            "what": "What is to be tested",
            "why": "Why",
            "whom": "Who makes it",
        },
        "themes": {
            "attention": "Its attention, 10 the highest",
            "theme": "The theme",
            "label": "Where it stands",
            "why": "Why",
            "last_test": "The last test of practice",
        },
        "changes": {
            "date": "The day",
            "entry": "The entry of the register",
            "kind": "What kind of thing it is about",
            "what": "What changed",
            "ref": "The record",
            "who": "Who recorded it",
        },
        "change_kinds": {
            "kind": "What kind of thing",
            "number": "How many changes",
            "deeds": "What was done, how often",
        },
        "agencies": {
            "agency": "The agency",
            "red": "How many of its open recommendations are Red",
            "amber": "How many are Amber",
            "green": "How many are Green",
            "grey": "How many are Grey",
            "blue": "How many are Blue",
            "open": "How many are open",
        },
    }
)


def values_of(progress: Progress) -> dict[str, str]:
    """What stands for each token of `VALUES`."""
    letters = Counter(row.brag.letter for row in progress.red_amber)
    counts = (
        progress.recommendations,
        progress.open_total,
        letters["R"],
        letters["A"],
        len(progress.decisions_asked),
        len(progress.overdue),
        len(progress.unsigned),
        len(progress.audits_done),
        len(progress.audits_due),
        progress.changes_total,
    )
    return dict(zip(VALUES, (progress.subgroup or "", *(str(one) for one in counts)), strict=True))


class RowsOf(Mapping[str, Sequence[Mapping[str, str]]]):
    """The rows of each list of `ROWS`; each list is worked out when a template asks for it."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def __getitem__(self, name: str) -> list[dict[str, str]]:
        fields = ROWS[name]
        rows = _WRITERS[name](self._progress)
        return [dict(zip(fields, row, strict=True)) for row in rows]

    def __iter__(self) -> Iterator[str]:
        return iter(ROWS)

    def __len__(self) -> int:
        return len(ROWS)


def _messages(progress: Progress) -> Iterator[tuple[str, ...]]:
    for one in progress.key_messages:
        yield (one,)


def _decisions(progress: Progress) -> Iterator[tuple[str, ...]]:
    for one in progress.decisions_asked:
        attention = "" if one.attention is None else str(one.attention)
        yield one.kind, one.ref, one.what, one.why, one.clears, one.whom, attention


def _red_amber(progress: Progress) -> Iterator[tuple[str, ...]]:
    for row in progress.red_amber:
        yield (
            row.ref,
            row.text,
            row.review_title,
            ", ".join(row.agencies) or "no agency named",
            ", ".join(row.leads) or "none",
            row.brag.word,
            row.brag.reason,
            day(row.original_due, "none set"),
            day(row.agreed_due, "none set"),
            _number(row.overdue_original_days),
            _number(row.overdue_days),
            str(row.times_moved),
        )


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def _overdue(progress: Progress) -> Iterator[tuple[str, ...]]:
    for line in progress.overdue:
        yield (
            line.ref,
            line.recommendation,
            line.what,
            line.agency,
            line.lead,
            day(line.original_due, "none set"),
            day(line.agreed_due, "none set"),
            _number(line.days_original),
            _number(line.days_agreed),
            str(line.times_moved),
            line.moved_why,
        )


def _unsigned(progress: Progress) -> Iterator[tuple[str, ...]]:
    for line in progress.unsigned:
        yield (
            line.ref,
            line.recommendation,
            line.what,
            line.agency,
            line.lead,
            day(line.since, "not dated"),
            _number(line.days),
            line.may_sign,
        )


def _audits(progress: Progress) -> Iterator[tuple[str, ...]]:
    for line in progress.audits_done:
        yield (
            line.ref,
            day(line.on),
            line.question,
            line.themes,
            line.looked_at,
            line.method,
            line.n,
            line.outcome,
            line.by,
            line.not_independent,
            "\n".join(line.questions),
        )


def _retests(progress: Progress) -> Iterator[tuple[str, ...]]:
    for line in progress.audits_due:
        yield (
            line.ref or "none yet",
            day(line.due, "no date set"),
            line.what,
            line.why,
            line.whom or "nobody named",
        )


def _themes(progress: Progress) -> Iterator[tuple[str, ...]]:
    for one in progress.positions:
        if one.attention:
            yield (
                str(one.attention),
                one.name,
                label_of(one),
                one.reason,
                one.last_test or "none on record",
            )


def _changes(progress: Progress) -> Iterator[tuple[str, ...]]:
    for one in progress.changes:
        yield (
            day(one.on),
            str(one.number),
            one.kind,
            one.what,
            one.ref or "the register",
            one.who,
        )


def _change_kinds(progress: Progress) -> Iterator[tuple[str, ...]]:
    for one in progress.change_counts:
        yield one.kind, str(one.number), deeds(one)


def _agencies(progress: Progress) -> Iterator[tuple[str, ...]]:
    for one in progress.by_agency:
        if one.rows:
            yield one.name, *map(str, brag_counts(one)), str(len(one.rows))


_WRITERS = {
    "messages": _messages,
    "decisions": _decisions,
    "red_amber": _red_amber,
    "overdue": _overdue,
    "done_not_signed_off": _unsigned,
    "audits": _audits,
    "retests": _retests,
    "themes": _themes,
    "changes": _changes,
    "change_kinds": _change_kinds,
    "agencies": _agencies,
}
