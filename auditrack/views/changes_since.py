"""What changed since the last progress report, from the history: by kind, then one by one."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from auditrack.model.change import Entry, Records
from auditrack.model.dates import today_in_london
from auditrack.views.changes import about, deed, sentence
from auditrack.views.figures import ChangeCount, ChangeLine
from auditrack.views.narrowed import Narrowed

if TYPE_CHECKING:
    from auditrack.register.protocol import Store

MOST = 200
"""How many changes are told one by one, the latest; all are counted."""

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "meeting": "Meetings and decisions",
        "rec decide": "Meetings and decisions",
        "rec close": "Meetings and decisions",
        "rec reopen": "Meetings and decisions",
        "audit": "Audits",
        "evidence": "Evidence",
        "action": "Actions",
        "rec reply": "Replies and return forms",
        "return-form": "Replies and return forms",
        "import return": "Replies and return forms",
        "rec theme": "Themes and links",
        "rec link": "Themes and links",
        "rec unlink": "Themes and links",
        "rec asked-before": "Themes and links",
        "theme": "Themes and links",
        "rec": "Recommendations and findings",
        "finding": "Recommendations and findings",
        "review": "Reviews and imports",
        "import": "Reviews and imports",
        "imports": "Reviews and imports",
    }
)
"""What an entry is about, by its command or the first word of that, as a meeting reads it."""

OTHER = "The register itself"


@dataclass(frozen=True)
class Changes:
    """The changes since a report, or those of a period where none was made before.

    `last_report` is the entry that it printed.
    """

    last_report: int | None
    total: int
    counts: tuple[ChangeCount, ...]
    lines: tuple[ChangeLine, ...]


def changes_since(
    register: "Store",
    records: Records,
    narrowed: Narrowed,
    since: date,
    until: date,
    what: str | None = None,
) -> Changes:
    """What was recorded since the last progress report of the same kind.

    Args:
        register: whose history it is.
        records: the state that names are taken from; nothing later is told.
        narrowed: whose changes.
        since: the first day of the period, which counts where no report was made before.
        until: its last day.
        what: what the reports were about: a subgroup by title; None for the board's.
    """
    last = last_report(records, what)
    entries = [
        entry
        for entry in _entries(register, last, since, until)
        if entry.number <= records.head.number and narrowed.is_about(entry)
    ]
    return Changes(
        last, len(entries), tuple(_counts(entries)), tuple(_lines(entries[-MOST:], records))
    )


def last_report(records: Records, what: str | None) -> int | None:
    """The latest entry that such a report has printed; an old one printed again is none."""
    printed = [
        int(export["head_number"])
        for export in records.select("exports")
        if export.get("kind") == "progress"
        and (export.get("what") or None) == what
        and export.get("head_number") is not None
    ]
    return max(printed, default=None)


def kind_of(entry: Entry) -> str:
    """What kind of thing an entry is about, one of `KINDS` or `OTHER`."""
    return KINDS.get(entry.cmd) or KINDS.get(entry.cmd.partition(" ")[0], OTHER)


def _entries(register: "Store", last: int | None, since: date, until: date) -> Iterable[Entry]:
    if last is not None:
        return (entry for entry in register.history(None, last) if entry.cmd != "export record")
    return (
        entry
        for entry in register.history()
        if since <= today_in_london(entry.t) <= until and entry.cmd != "export record"
    )


def _counts(entries: Sequence[Entry]) -> Iterable[ChangeCount]:
    deeds: dict[str, Counter[str]] = {}
    for entry in entries:
        deeds.setdefault(kind_of(entry), Counter())[deed(entry)] += 1
    for kind in dict.fromkeys((*KINDS.values(), OTHER)):
        if counted := deeds.get(kind):
            yield ChangeCount(kind, counted.total(), tuple(counted.most_common()))


def _lines(entries: Iterable[Entry], records: Records) -> Iterable[ChangeLine]:
    for entry in entries:
        yield ChangeLine(
            number=entry.number,
            on=today_in_london(entry.t).isoformat(),
            who=f"{entry.login} ({entry.lead})" if entry.lead else entry.login,
            what=sentence(entry, records),
            ref=about(entry, records),
            kind=kind_of(entry),
        )
