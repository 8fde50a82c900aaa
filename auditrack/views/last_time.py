"""When an audit's questions were asked the last time, from records: by earlier audits of the same.

An audit is of the same where it tested one of its themes or is of one of its records, or where a
question of this one goes on from one of its. Only one that was made, and before this one, counts.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from auditrack.analysis.criteria import tally
from auditrack.analysis.last_time import LastTime, Look, folded
from auditrack.model.change import Records
from auditrack.model.dates import interval
from auditrack.views.criteria import Grid, criteria_of, grid_of
from auditrack.views.facts import Facts
from auditrack.views.seen import standing
from auditrack.views.wording import when

Document = Mapping[str, Any]


class EarlierAudits:
    """The audits that went before one, the latest first, with what each asked and found."""

    def __init__(self, facts: Facts, audit: str) -> None:
        self._records = facts.records
        document = facts.records.get("audits", audit) or {}
        self.look = look_of(document)
        found = [
            (one, grid_of(facts.records, str(one["ref"])))
            for one in _before(facts, audit, document)
        ]
        self.last: Grid | None = next((grid for _, grid in found if grid.questions), None)
        """The questions of the last one that has any."""
        asked = [one for audit, grid in found for one in _asked(audit, grid)]
        self._order = {one.ref: place for place, one in enumerate(asked)}
        self._by_words: dict[str, LastTime] = {}
        self._by_root: dict[str, LastTime] = {}
        for one in asked:
            self._by_words.setdefault(folded(one.tally.question), one)
            self._by_root.setdefault(self._root(one.ref), one)

    @property
    def questions_of_last(self) -> tuple[tuple[str, str], ...]:
        """The questions of the last one, each with its reference."""
        if self.last is None:
            return ()
        refs = (one.split(" ")[0] for one in self.last.revisions)
        return tuple(zip(self.last.questions, refs, strict=True))

    def of(self, question: str, like: str = "") -> LastTime | None:
        """When a question was asked the last time; None where it was not.

        Args:
            question: its words; the same words are the same question.
            like: the earlier question that it goes on from, whatever its words were.
        """
        found = [self._by_words.get(folded(question))]
        if like:
            found.append(self._by_root.get(self._root(like)))
        return min(
            (one for one in found if one is not None),
            key=lambda one: self._order[one.ref],
            default=None,
        )

    def _root(self, ref: str) -> str:
        """The first of the questions that one goes on from; in a circle, where it began."""
        seen = [ref]
        while (like := (self._records.get("criteria", ref) or {}).get("like")) and (
            like not in seen
        ):
            ref = str(like)
            seen.append(ref)
        return ref


def _asked(audit: Document, grid: Grid) -> Iterator[LastTime]:
    """Every question of an audit with what it found."""
    rows = zip(grid.questions, grid.answers, grid.revisions, strict=True)
    for number, (text, answers, revision) in enumerate(rows, start=1):
        yield LastTime(
            grid.audit,
            when(audit.get("date"), "undated"),
            revision.split(" ")[0],
            tally(number, text, answers, grid.scale),
            look_of(audit),
            str(audit.get("standard_met") or audit.get("standard") or ""),
        )


def look_of(audit: Document) -> Look:
    """How an audit looked, or is to look."""
    return Look(
        str(audit.get("looked_at") or "practice"),
        audit.get("method"),
        str(audit.get("scale") or "met"),
    )


def last_times(records: Records, audit: str, as_at: date) -> tuple[tuple[str, str], ...]:
    """Each question of an audit that was asked before, with what was found then and now.

    In the order of the questions: its number, and the sentence.
    """
    grid = grid_of(records, audit)
    if not grid.questions:
        return ()
    earlier = EarlierAudits(Facts(records, as_at), audit)
    told = []
    for number, (question, answers, like) in enumerate(
        zip(grid.questions, grid.answers, grid.like, strict=True), start=1
    ):
        then = earlier.of(question, like)
        if then is not None:
            now = tally(number, question, answers, grid.scale)
            told.append((str(number), f"{now.briefly}; {then.beside(now, earlier.look)}"))
    return tuple(told)


def _before(facts: Facts, ref: str, audit: Document) -> Iterator[Document]:
    """The audits made before one that are of the same, the latest first."""
    records = facts.records
    own = {*facts.tested_by(audit), *facts.audits.served(audit)} if audit else set()
    named = {
        str((records.get("criteria", str(one["like"])) or {}).get("audit"))
        for one in criteria_of(records, ref)
        if one.get("like")
    }
    until = interval(audit.get("date")) if audit.get("status", "done") == "done" else None
    last = min(until.latest if until else facts.as_at, facts.as_at)
    found = []
    for other in standing(records, records.select("audits"), facts.as_at):
        made = interval(other.get("date"))
        if other["ref"] == ref or other.get("status", "done") != "done" or made is None:
            continue
        if made.latest > last or (until is not None and made.latest >= until.latest):
            continue
        same = own & {*facts.tested_by(other), *facts.audits.served(other)}
        if same or str(other["ref"]) in named:
            found.append((made.latest, other))
    return (other for _, other in sorted(found, key=lambda one: one[0], reverse=True))
