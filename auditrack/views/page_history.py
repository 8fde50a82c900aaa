"""The history of a record as a page: the latest entry first, each with what it changed."""

from collections.abc import Iterable

from auditrack.model.change import Records, Refusal, RefusedError
from auditrack.model.refs import table_of
from auditrack.views.history import FieldChange, HistoryLine, history
from auditrack.views.sheet import Line, Page, Section, section
from auditrack.views.wording import counted

_MOST = 200
_OPENED = frozenset(
    (
        "reviews",
        "recommendations",
        "findings",
        "actions",
        "evidence",
        "audits",
        "agencies",
        "leads",
        "meetings",
    )
)
"""The tables whose records have pages."""


def page(records: Records, ref: str) -> Page:
    """Who changed a record and what hangs on it, when, from what to what and why.

    Raises:
        RefusedError: this state is one of the past and cannot tell how it came to be (`no-page`).
    """
    if not hasattr(records, "history"):
        raise RefusedError(
            Refusal(
                "no-page",
                "An earlier state of the record does not tell its history.",
                ref=ref,
                todo=f"See it with: auditrack --as-recorded N history {ref}",
            )
        )
    lines = list(history(records, ref))  # type: ignore[arg-type]
    shown = lines[-_MOST:]
    return Page(
        ref=ref,
        kind="history",
        heading=f"{ref}: {counted(len(lines), 'change')}, the latest first",
        sections=tuple([*map(_entry, reversed(shown)), *_earlier(ref, len(lines) - len(shown))]),
    )


def _entry(line: HistoryLine) -> Section:
    back = f", takes back entry {line.undoes}" if line.undoes is not None else ""
    reason = (Line("Why", line.why),) if line.why else ()
    changes = (_change(one) for one in line.changes)
    meeting = (Line("Meeting", line.meeting, line.meeting),) if line.meeting else ()
    return Section(
        f"{line.number}, {line.when}: {line.what}{back}",
        (Line("By", line.by_whom), *meeting, *changes, *reason),
    )


def _change(change: FieldChange) -> Line:
    if not change.old:
        said = change.new
    elif not change.new:
        said = f"was {change.old}, now blank"
    else:
        said = f"from {change.old} to {change.new}"
    opens = change.table in _OPENED or table_of(change.ref) in _OPENED
    return Line(f"{change.ref}, {change.field}", said, change.ref if opens else None)


def _earlier(ref: str, number: int) -> Iterable[Section]:
    told = Line(None, f"See all of them with: auditrack history {ref}")
    found = section(f"{counted(number, 'earlier change')} not shown", told if number else None)
    return (found,) if found else ()
