"""What disposing of a review's texts reaches, what it leaves, and when it is refused.

What people wrote goes, in every entry and in every kept file. What is counted stays: references,
dates, codes, numbers, themes and who is responsible, so that chain, positions and figures stand.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from auditrack.commands.desk import Desk, refuse
from auditrack.commands.erasure import beyond_reach, left_since, listed, texts_of
from auditrack.model.change import Entry, Op, Records
from auditrack.model.dates import in_words
from auditrack.model.refs import natural_key
from auditrack.model.words import CHOSEN
from auditrack.register.evidence_check import NAME
from auditrack.views.retention import Belonging, belonging, is_due

STAYS: Mapping[str, frozenset[str]] = {
    "reviews": frozenset(
        "type case_id boards arranged due concluded published status superseded_by publishable "
        "history source_sha256 retention_review disposed_on provisional_until "
        "publishable_after shared_from shared_by shared_ref".split()
    ),
    "windows": frozenset("review start end".split()),
    "proceedings": frozenset("review kind open ended".split()),
    "told": frozenset("review export on".split()),
    "findings": frozenset("review label kind led_to shared_ref".split()),
    "recommendations": frozenset(
        "review label reach kind agencies due impact_due delivering assuring state "
        "shared_ref".split()
    ),
    "replies": frozenset("recommendation agency asked_on due_back form answer on".split()),
    "decisions": frozenset("on_ref decision on until meeting overridden by".split()),
    "actions": frozenset("label serves lead agency due start done_on type".split()),
    "updates": frozenset("action on state until by lead".split()),
    "extensions": frozenset("action to on".split()),
    "evidence": frozenset(
        "serves about filed_on result agency audit state accepted_on accepted_by accepted_lead "
        "filed_by filed_lead edited_by edited_lead".split()
    ),
    "audits": frozenset(
        "status serves themes date practice_from practice_to outcome looked_at agencies by_login "
        "by_lead recorded_by recorded_lead next standard_met standard_set standard_on "
        "scale".split()
    ),
    "criteria": frozenset("audit number answers like".split()),
    "theme_links": frozenset("of review theme status lexicon".split()),
    "mentions": frozenset("link review theme concern_from concern_to".split()),
    "imports": frozenset("sha256 format review undone_on by".split()),
    "serves": frozenset("record serves".split()),
    "return_questions": frozenset("form order about answered_on".split()),
    "interests": frozenset("meeting about".split()),
    "watch_names": frozenset("review whose".split()),
    "meeting_items": frozenset(
        "meeting on_ref kind outcome choice until decision made in_name_of replaced_by".split()
    ),
}
"""The fields of each table that hold no text about a person; any text in another one goes."""

ALWAYS_STAYS = frozenset({"entered_on", "import_ref", "overridden", "withdrawn_on"})
"""Fields of every table that hold no text about a person."""

_SUBJECTS = {("reviews", "subjects"), ("windows", "subject"), ("mentions", "subject")}
"""Whose practice it was: told apart by a number, for positions compare them."""

_FILE = ("evidence", "file_sha256")
_NAMING = frozenset({"title", "subject", "subjects", "file_name", "whom"})
_LEAST = 3
_TELLING = 20
"""Letters from which on a text is looked for in the reason, whatever field it stands in."""


@dataclass
class Disposal:
    """The texts of a review in every entry, each to be replaced by `mark`."""

    scope: Belonging
    mark: str
    leads: frozenset[str]
    places: int = 0
    entries: set[int] = field(default_factory=set)
    reasons: set[int] = field(default_factory=set)
    mixed: list[int] = field(default_factory=list)
    files: tuple[str, ...] = ()
    left: list[str] = field(default_factory=list)
    _values: dict[str, None] = field(default_factory=dict)
    _subjects: dict[str, int] = field(default_factory=dict)
    _first: int | None = None

    def look_into(self, entry: Entry) -> None:
        """Note what of an entry goes, and what left the register since the first of it."""
        own = False
        for op in entry.ops:
            if self.scope.holds(op.table, op.id):
                own = True
                for name, change in op.fields.items():
                    self._look_at(entry, op.table, name, change)
            elif op.table == "exports" and op.op == "insert" and self._first is not None:
                self.left.append(left_since(op))
        if own and self._first is None:
            self._first = entry.number
        if entry.why and self._touches(entry.ops):
            if self._within(entry.ops):
                self.reasons.add(entry.number)
            else:
                self.mixed.append(entry.number)

    def _look_at(self, entry: Entry, table: str, name: str, change: tuple[Any, Any]) -> None:
        for value in change:
            if not self._goes(table, name, value):
                continue
            self.places += 1
            self.entries.add(entry.number)
            for text in texts_of(value):
                if (table, name) in _SUBJECTS:
                    self._subjects.setdefault(text, len(self._subjects) + 1)
                if (table, name) == _FILE:
                    if NAME.fullmatch(text) and text not in self.files:
                        self.files = (*self.files, text)
                elif name in _NAMING or len(text) >= _TELLING:
                    self._values.setdefault(text)

    def redact(self, body: Any) -> Any:
        """An entry of the journal with the mark in the place of each text."""
        import msgspec

        if not self._touches(body.ops):
            return body
        ops = []
        for op in body.ops:
            if self.scope.holds(op.table, op.id):
                fields = {
                    name: tuple(self._marked(op.table, name, value) for value in change)
                    for name, change in op.fields.items()
                }
                op = msgspec.structs.replace(op, fields=fields)
            ops.append(op)
        why = self.mark if body.why and self._within(body.ops) else body.why
        return msgspec.structs.replace(body, ops=ops, why=why)

    def _marked(self, table: str, name: str, value: Any) -> Any:
        if not self._goes(table, name, value):
            return value
        if (table, name) in _SUBJECTS:
            marks = tuple(f"{self.mark} ({self._subjects[text]})" for text in texts_of(value))
            return marks if isinstance(value, tuple) else marks[0]
        return (self.mark,) if isinstance(value, tuple) else self.mark

    def _goes(self, table: str, name: str, value: Any) -> bool:
        """Whether a value is a text that goes. What is neither named nor known goes too."""
        if not texts_of(value) or name in ALWAYS_STAYS or name in STAYS.get(table, ()):
            return False
        if table == "audits" and name == "chosen":
            return value not in CHOSEN
        return not (table == "audits" and name == "by" and value in self.leads)

    def _touches(self, ops: Iterable[Op]) -> bool:
        return any(self.scope.holds(op.table, op.id) or op.id in self.scope.beside for op in ops)

    def _within(self, ops: Iterable[Op]) -> bool:
        return all(self.scope.holds(op.table, op.id) or op.id in self.scope.beside for op in ops)

    def tells(self, text: str) -> bool:
        """Whether a text holds a name or a longer text that goes, in any case."""
        folded = text.casefold()
        return any(needle in folded for needle in self.needles)

    @cached_property
    def needles(self) -> tuple[str, ...]:
        """What is looked for in other texts."""
        texts = {text.strip().casefold() for text in self._values}
        return tuple(text for text in texts if len(text) >= _LEAST)

    @property
    def reached(self) -> tuple[str, ...]:
        """The records that are disposed of whole."""
        every = (ref for refs in self.scope.records.values() for ref in refs)
        return tuple(sorted(every, key=natural_key))

    def plan(self) -> Iterator[str]:
        """What confirming would do, in sentences."""
        yield "Nothing is disposed of yet: somebody with another login and another lead confirms."
        yield f"It will replace {self._count()}."
        yield from self._goes_and_stays()

    def done(self, in_database: bool = False) -> Iterator[str]:
        """What was done, in sentences."""
        yield f"Replaced {self._count()}; the journal is written anew as its next generation."
        yield from self._goes_and_stays()
        yield beyond_reach(in_database)

    def _count(self) -> str:
        entries = len(self.entries | self.reasons)
        texts = f"{_counted(self.places, 'text')} of {self.scope.review}"
        also = []
        if self.reasons:
            also.append(_counted(len(self.reasons), "reason") + " given with its entries")
        if self.files:
            also.append(_counted(len(self.files), "kept file"))
        where = "1 entry" if entries == 1 else f"{entries:,} entries"
        return f"{texts}{''.join(f', {one}' for one in also)} (in {where})"

    def _goes_and_stays(self) -> Iterator[str]:
        yield (
            "What goes: titles, texts and subjects of the review, its findings and "
            "recommendations; replies, decisions' reasons, actions with their notes, evidence "
            "with its files, audits' questions, methods and labels of cases, where they are of "
            "this review alone."
        )
        yield (
            "What stays: references, labels, case, dates, types, states, levels, outcomes, counts, "
            "themes, agencies, leads and logins, so that chain, positions and figures stand. "
            "Subjects become numbers."
        )
        if self.scope.shared:
            shared = [f"{ref} (also {others[0]})" for ref, others in self.scope.shared.items()]
            yield f"Of other reviews too, and left as they are: {listed(shared)}."
        if self.mixed:
            numbers = [f"entry-{number}" for number in self.mixed]
            yield (
                "The reasons given with these entries stay, for they changed other records too: "
                f"{listed(numbers)}. Redact one with: auditrack redact {numbers[0]} why"
            )
        if self.left:
            yield f"These left the register since and may hold it: {listed(self.left)}."


def disposal_of(desk: Desk, review: str, mark: str, asked: int) -> Disposal:
    """What disposing of a review's texts comes to.

    Args:
        desk: with the records as of the lock.
        review: its reference.
        mark: what stands in the place of each text.
        asked: the entry up to which somebody saw what there is; later work on it is refused.

    Raises:
        RefusedError: it is not due, in court, has no text left, or was worked on since.
    """
    document = desk.get("reviews", review) or {}
    _must_be_due(desk, review, document)
    scope = belonging(desk.records, review)
    disposal = Disposal(scope, mark, _leads(desk.records))
    later: list[str] = []
    for entry in desk.history():
        disposal.look_into(entry)
        if entry.number > asked:
            later += [op.id for op in entry.ops if scope.holds(op.table, op.id)]
    if later:
        raise refuse(
            "changed-since",
            f"{review} was worked on since its disposal was asked for: "
            f"{listed(list(dict.fromkeys(later)))}.",
            ref=review,
            todo="If it is to go all the same, ask again with: auditrack retention dispose "
            f"{review} --why TEXT",
        )
    if not disposal.places or document.get("disposed_on"):
        raise refuse(
            "nothing-to-redact",
            f"The texts of {review} were disposed of on {in_words(document['disposed_on'])}."
            if document.get("disposed_on")
            else f"{review} holds no text.",
            ref=review,
            todo="What was entered since is erased field by field with: auditrack redact",
        )
    return disposal


def _must_be_due(desk: Desk, review: str, document: Mapping[str, Any]) -> None:
    when = document.get("retention_review")
    if when and not is_due(document, desk.today):
        raise refuse(
            "not-due",
            f"The retention review of {review} is {in_words(when)}, which is still to come.",
            ref=review,
            todo="If the board decided otherwise, set that day first with: auditrack review edit "
            f"{review} --retention-review DATE",
        )
    for proceeding in desk.live("proceedings", "review", review):
        if proceeding.get("open") and not proceeding.get("ended"):
            raise refuse(
                "proceedings-open",
                f"Proceedings beside {review} are open ({proceeding.get('kind', 'of some kind')}), "
                "and what is disposed of can be shown to no court.",
                ref=review,
                todo="Dispose of it when they have ended.",
            )


def _leads(records: Records) -> frozenset[str]:
    """What an audit's "by" may say without naming a person: the leads on record."""
    return frozenset(
        str(lead[name])
        for lead in records.select("leads")
        for name in ("ref", "title")
        if lead.get(name)
    )


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
