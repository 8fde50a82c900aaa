"""What a redaction reaches: the values of one field in every entry, and what it cannot reach."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from auditrack.model.change import Entry, Op
from auditrack.register.evidence_check import NAME

ENTRY = "entry"
"""In the place of a table: the reason of an entry is meant."""

FILE = "file"
"""Of evidence: the kept file, with its name."""

FREE_TEXT: Mapping[str, tuple[str, ...]] = {
    "agencies": ("aliases",),
    "leads": ("holder",),
    "reviews": ("title", "case_id", "subjects", "published_text", "delay_reason", "delay_public",
                "stage", "source_file", "withdrawn_why"),
    "windows": ("subject", "as_printed"),
    "told": ("whom", "withdrawn_why"),
    "findings": ("text", "as_printed", "no_recommendation_why", "public_wording",
                 "theme_heading", "group", "withdrawn_why"),
    "recommendations": ("text", "as_printed", "outcome", "measure", "due_text", "title",
                        "public_wording", "priority", "theme_heading", "group", "withdrawn_why"),
    "replies": ("reason", "public_wording", "passed_to", "withdrawn_why"),
    "decisions": ("reason", "public_wording", "dissent", "override_why"),
    "actions": ("what", "as_printed", "public_wording", "due_text", "override_why",
                "withdrawn_why"),
    "updates": ("note", "withdrawn_why"),
    "extensions": ("why", "withdrawn_why"),
    "evidence": ("shows", "at", FILE, "file_name", "difference", "public_wording", "returned_why",
                 "override_why", "withdrawn_why"),
    "audits": ("question", "method", "by", "chosen", "seed", "standard", "cases", "withdrawn_why"),
    "criteria": ("question", "withdrawn_why"),
    "theme_links": ("because",),
    "mentions": ("subject",),
    "themes": ("name", "definition"),
    "phrases": ("phrase",),
    "recurrence_reasons": ("text", "withdrawn_why"),
    "imports": ("file", "title", "counts"),
    "sheet_words": ("said",),
    "exports": ("what", "to", "file"),
    "meetings": ("title", "chair", "minutes", "withdrawn_why"),
    "presences": ("who", "withdrawn_why"),
    "interests": ("who", "interest", "withdrawn_why"),
    "meeting_items": ("text", "reason", "to", "override", "dissent", "withdrawn_why"),
    "redactions": ("why", "withdrawn_why"),
    "return_forms": ("covering", "beside", "file", "withdrawn_why"),
    "reminders": ("withdrawn_why",),
    "return_questions": ("question", "answer", "withdrawn_why"),
    "heading_sets": ("edition", "source", "withdrawn_why"),
    "headings": ("text", "source"),
    "heading_checks": ("by", "source", "withdrawn_why"),
    "watch_names": ("name", "withdrawn_why"),
    "releases": ("shown", "place", "reason", "withdrawn_why"),
    "publications": ("withdrawn_why",),
    "sign_offs": ("override_why", "withdrawn_why"),
    "agency_comments": ("said", "answer", "withdrawn_why"),
    "other_boards": ("name", "withdrawn_why"),
    "other_board_themes": ("name", "withdrawn_why"),
}  # fmt: skip
"""The fields of each table that a person types freely; codes and references hold no name."""

_FILE_FIELDS = ("file_name", "file_sha256")
_LEAST = 3
"""Letters of the shortest value that is looked for elsewhere: shorter ones stand everywhere."""

_SHOWN = 8


@dataclass(frozen=True)
class Erasure:
    """One field of one record, in the entries up to `until`, to be replaced by `mark`.

    With `earlier` the value that stood at entry `until` is kept.
    """

    table: str
    ref: str
    field: str
    until: int
    mark: str
    earlier: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """The stored fields that are meant."""
        return _FILE_FIELDS if self.field == FILE else (self.field,)

    def reach(self, history: Iterable[Entry]) -> "Reach":
        """Find the values, where they stand, and what may hold them too."""
        entries = tuple(history)
        reach = Reach(self)
        current: Any = None
        for entry in entries:
            if entry.number > self.until:
                break
            for value in self._values(entry):
                reach.values.setdefault(value, entry.number)
            for change in self._changes(entry):
                current = change.get(self.field, (None, current))[1]
                if self.field == FILE:
                    reach.keep_in_mind(change.get("file_sha256", ()))
        if self.earlier and current is not None:
            reach.values.pop(current, None)
        for entry in entries:
            reach.look_into(entry)
        return reach

    def _values(self, entry: Entry) -> Iterator[Any]:
        if self.table == ENTRY:
            if entry.why and self.ref == f"entry-{entry.number}":
                yield entry.why
            return
        for change in self._changes(entry):
            for name in self.fields:
                yield from (value for value in change.get(name, ()) if value is not None)

    def _changes(self, entry: Entry) -> Iterator[Mapping[str, tuple[Any, Any]]]:
        for op in entry.ops:
            if (op.table, op.id) == (self.table, self.ref):
                yield op.fields


@dataclass
class Reach:
    """What an erasure finds: each value with the entry it came with, and where else it stands."""

    erasure: Erasure
    values: dict[Any, int] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    entries: dict[int, int] = field(default_factory=dict)
    also: dict[str, int] = field(default_factory=dict)
    exports: list[str] = field(default_factory=list)

    def keep_in_mind(self, names: Iterable[Any]) -> None:
        """Note the kept files that are meant: one that was put in another's place, too."""
        found = (one for one in names if isinstance(one, str) and NAME.fullmatch(one))
        self.files = tuple(dict.fromkeys((*self.files, *found)))

    def redact(self, body: Any) -> Any:
        """An entry of the journal with the mark in the place of each value."""
        import msgspec

        erasure = self.erasure
        if erasure.table == ENTRY:
            if f"entry-{body.n}" == erasure.ref and body.why in self.values:
                return msgspec.structs.replace(body, why=erasure.mark)
            return body
        ops = []
        for op in body.ops:
            if (op.table, op.id) == (erasure.table, erasure.ref):
                fields = {
                    name: tuple(map(self._marked, change)) if name in erasure.fields else change
                    for name, change in op.fields.items()
                }
                op = msgspec.structs.replace(op, fields=fields)
            ops.append(op)
        return msgspec.structs.replace(body, ops=ops)

    def _marked(self, value: Any) -> Any:
        if value is None or value not in self.values:
            return value
        return (self.erasure.mark,) if isinstance(value, tuple) else self.erasure.mark

    def look_into(self, entry: Entry) -> None:
        """Note what of an entry is replaced, what else holds the value, and what went out since."""
        erasure = self.erasure
        hits = sum(value in self.values for value in erasure._values(entry))
        if hits:
            self.entries[entry.number] = hits
        if entry.why and f"entry-{entry.number}" != erasure.ref and self.tells(entry.why):
            self.also.setdefault(f"entry-{entry.number} why", entry.number)
        for op in entry.ops:
            own = (op.table, op.id) == (erasure.table, erasure.ref)
            for name, change in op.fields.items():
                if own and name in erasure.fields:
                    continue
                if any(self.tells(text) for value in change for text in texts_of(value)):
                    self.also.setdefault(f"{op.id} {name}", entry.number)
            if op.table == "exports" and op.op == "insert" and self.values:
                first = min(self.values.values())
                if entry.number > first:
                    self.exports.append(left_since(op))

    def tells(self, text: str) -> bool:
        """Whether a text holds one of the values, in any case."""
        if not self.values:
            return False
        folded = text.casefold()
        return any(needle in folded for needle in self.needles)

    @cached_property
    def needles(self) -> tuple[str, ...]:
        """What is looked for in other texts; the values are all known by then."""
        texts = {text.strip().casefold() for value in self.values for text in texts_of(value)}
        return tuple(text for text in texts if len(text) >= _LEAST)

    def plan(self) -> list[str]:
        """What confirming would do, in sentences."""
        return [
            "Nothing is erased yet: somebody with another login and another lead confirms it.",
            f"It will replace {self._count()}.",
            *self._beyond(),
        ]

    def done(self, in_database: bool = False) -> list[str]:
        """What was done, in sentences."""
        return [
            f"Replaced {self._count()}; the journal is written anew as its next generation.",
            *self._beyond(),
            beyond_reach(in_database),
        ]

    @property
    def reached(self) -> tuple[str, ...]:
        """The records that are disposed of whole: none, for one field is meant."""
        return ()

    def _count(self) -> str:
        times = sum(self.entries.values())
        entries = ", ".join(map(str, sorted(self.entries)))
        where = "entry" if len(self.entries) == 1 else "entries"
        what = f"{self.erasure.field} of {self.erasure.ref}"
        file = ", with the kept file" if self.files else ""
        return f"the {what} in {times} place{'s' if times != 1 else ''} ({where} {entries}){file}"

    def _beyond(self) -> Iterator[str]:
        if self.also:
            places = [f"{place} (entry {number})" for place, number in self.also.items()]
            yield (
                f"The same words also stand in: {listed(places)}. "
                "Those are not touched: redact each of them too."
            )
        if self.exports:
            yield f"These left the register since and may hold it: {listed(self.exports)}."


def beyond_reach(in_database: bool) -> str:
    """Where a value may be still that was erased, as a sentence."""
    if in_database:
        return (
            "Backups, printouts, terminals and copies of the database are beyond its reach, and "
            "so are the database's own blocks and its log until they are written over. Whoever "
            "looks after the database says: VACUUM FULL auditrack.entries, auditrack.documents, "
            "auditrack.earlier, auditrack.kept_files; and lets old logs and copies expire."
        )
    return (
        "Backups, printouts, copies of the folder and terminals are beyond its reach, and so are "
        "the disk's own blocks until they are written over."
    )


def texts_of(value: Any) -> tuple[str, ...]:
    """The texts that a field's value holds: one, those of a list, or none."""
    if isinstance(value, str):
        return (value,)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, tuple) else ()


def left_since(op: Op) -> str:
    """An export or backup that the register has on record, as a person would look for it."""
    told = (op.fields.get(name, (None, None))[1] for name in ("kind", "to", "file"))
    words = ", ".join(str(one) for one in told if one)
    return f"{op.id} ({words})" if words else op.id


def listed(places: list[str]) -> str:
    """The first of some places in words, and how many more there are."""
    more = len(places) - _SHOWN
    return ", ".join(places[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
