"""What an export is narrowed to: an agency, theme, review, subgroup, days and words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from auditrack.model.change import Records, Refusal, RefusedError
from auditrack.model.dates import in_words, interval
from auditrack.model.refs import slug
from auditrack.views.board import agency_name, successor_of
from auditrack.views.export_value import cell_of
from auditrack.views.facts import Facts
from auditrack.views.find import find_named
from auditrack.views.row_filter import FIELDS, RowFilter

_HANGS_ON = {
    "actions": ("serves",),
    "evidence": ("serves", "audit"),
    "audits": ("serves",),
    "updates": ("action",),
    "extensions": ("action",),
    "replies": ("recommendation",),
    "decisions": ("on_ref",),
    "criteria": ("audit",),
    "theme_links": ("of",),
    "mentions": ("link",),
    "links": ("a", "b"),
    "findings": ("review",),
    "recommendations": ("review",),
    "windows": ("review",),
    "proceedings": ("review",),
    "told": ("review",),
    "return_forms": ("asks",),
    "reminders": ("form",),
    "return_questions": ("form",),
    "presences": ("meeting",),
    "interests": ("meeting",),
    "meeting_items": ("on_ref",),
    "serves": ("record", "serves"),
}
"""The fields by which a record leads on to what it is about."""

_DEEP = 6


@dataclass(frozen=True)
class Told:
    """What a person narrowed it to, as typed."""

    filter: str = ""
    agency: str | None = None
    theme: str | None = None
    review: str | None = None
    subgroup: str | None = None
    since: date | None = None
    until: date | None = None


class Line(NamedTuple):
    """One row with what narrowing asks of it.

    `refs` are records it is about; `agencies`, `themes` and `subgroups` its own where it names
    any, else those of what it is about count; `day` is its date as data.
    """

    values: tuple[Any, ...]
    refs: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    subgroups: tuple[str, ...] = ()
    day: str | None = None


@dataclass
class _About:
    """Everything that a record is about, by kind."""

    reviews: set[str] = field(default_factory=set)
    agencies: set[str] = field(default_factory=set)
    themes: set[str] = field(default_factory=set)
    subgroups: set[str] = field(default_factory=set)


class Narrowing:
    """A narrowing of the rows of one noun; every name in it is looked up once.

    Raises:
        RefusedError: there is no such body, review, theme or subgroup, days run backwards, or the
            list has no dates or states to narrow by (`bad-value`).
    """

    def __init__(self, facts: Facts, told: Told, many: str, dated: str | None) -> None:
        self._facts = facts
        self._records: Records = facts.records
        self.typed = RowFilter.parse(told.filter)
        self._agency = told.agency and find_named(facts.records, told.agency, "agencies")
        self._theme = told.theme and _theme(facts, told.theme)
        self._review = told.review and find_named(facts.records, told.review, "reviews")
        self._subgroup = told.subgroup and find_named(facts.records, told.subgroup, "subgroups")
        self._plan = successor_of(facts.records, self._agency) if self._agency else None
        self._since, self._until = told.since, told.until
        self._about: dict[str, _About] = {}
        if (self._since or self._until) and dated is None:
            raise _bad(f"{many.capitalize()} have no date to narrow by.", "Leave the days out.")
        if self._since and self._until and self._since > self._until:
            raise _bad(
                f"The days run backwards: {in_words(self._since.isoformat())} is after "
                f"{in_words(self._until.isoformat())}.",
                "Give the earlier day with --since.",
            )
        self._dated = dated

    @property
    def is_empty(self) -> bool:
        """Whether it lets everything through."""
        return self.typed.is_empty and not self.has_options

    @property
    def has_options(self) -> bool:
        """Whether a body, theme, review, subgroup or day was named."""
        return any(
            (self._agency, self._theme, self._review, self._subgroup, self._since, self._until)
        )

    @property
    def is_dated(self) -> bool:
        """Whether days were named."""
        return bool(self._since or self._until)

    def describe(self) -> str:
        """It in words, "" where nothing is narrowed."""
        records = self._records
        said: list[str] = []
        if self._agency:
            said.append(f"agency {agency_name(records, self._agency)}")
        if self._theme:
            said.append(f"theme {self._facts.theming.name(self._theme)}")
        if self._review:
            said.append(f"review {_titled(records, 'reviews', self._review)}")
        if self._subgroup:
            said.append(f"subgroup {_titled(records, 'subgroups', self._subgroup)}")
        if self._since:
            said.append(f"{self._dated} from {in_words(self._since.isoformat())}")
        if self._until:
            ends = in_words(self._until.isoformat())
            said.append(f"to {ends}" if self._since else f"{self._dated} to {ends}")
        if not self.typed.is_empty:
            said.append(self.typed.describe())
        return ", ".join(said)

    def lets(self, line: Line, states: "States | None" = None) -> bool:
        """Whether a row is let through, by its options and by the words typed."""
        return self.lets_options(line) and self._lets_typed(line, self.typed, states)

    def lets_options(self, line: Line) -> bool:
        """Whether a row is let through by what was named."""
        if not self.has_options:
            return True
        if (self._since or self._until) and not self._within(line.day):
            return False
        if self._plan and self._plan not in self._plans(line):
            return False
        if self._theme and self._theme not in self._themes(line):
            return False
        if self._review and not any(self._review in self._of(ref).reviews for ref in line.refs):
            return False
        return not self._subgroup or self._subgroup in self._subgroups(line)

    def _within(self, day: str | None) -> bool:
        days = interval(day)
        if days is None:
            return False
        return not (
            (self._since and days.latest < self._since)
            or (self._until and days.earliest > self._until)
        )

    def _agencies(self, line: Line) -> Iterable[str]:
        return line.agencies or {one for ref in line.refs for one in self._of(ref).agencies}

    def _plans(self, line: Line) -> set[str]:
        return {successor_of(self._records, one) for one in self._agencies(line)}

    def _themes(self, line: Line) -> set[str]:
        now = self._facts.theming.now
        found = line.themes or {one for ref in line.refs for one in self._of(ref).themes}
        return {now(one) for one in found}

    def _subgroups(self, line: Line) -> set[str]:
        found = line.subgroups or {one for ref in line.refs for one in self._of(ref).subgroups}
        return set(found)

    def _of(self, ref: str) -> _About:
        if ref not in self._about:
            found = self._about[ref] = _About()
            self._gather(ref, found, 0, set())
        return self._about[ref]

    def _gather(self, ref: str, found: _About, depth: int, seen: set[str]) -> None:
        if ref in seen or depth > _DEEP:
            return
        seen.add(ref)
        records = self._records
        for table in ("recommendations", "findings", "reviews", *_HANGS_ON):
            document = records.get(table, ref)
            if document is None:
                continue
            if table == "reviews":
                found.reviews.add(ref)
                return
            if table in ("recommendations", "findings"):
                found.reviews.add(str(document.get("review", "")))
                found.agencies.update(document.get("agencies", ()))
                found.themes.update(self._facts.theming.of(ref))
                found.subgroups.update(
                    str(document[name]) for name in ("delivering", "assuring") if document.get(name)
                )
                return
            for name in _HANGS_ON[table]:
                value = document.get(name)
                for one in value if isinstance(value, (tuple, list)) else (value,):
                    if one:
                        self._gather(str(one), found, depth + 1, seen)
            return

    def _lets_typed(self, line: Line, typed: RowFilter, states: "States | None") -> bool:
        if typed.is_empty:
            return True
        text = ""
        if typed.words or any(one.words for one in typed.unless):
            text = " ".join(str(cell_of(one)) for one in line.values if one is not None).casefold()
        return self._fits(line, typed, text, states)

    def _fits(self, line: Line, typed: RowFilter, text: str, states: "States | None") -> bool:
        return (
            all(word in text for word in typed.words)
            and all(
                any(self._has(line, name, one, states) for one in values)
                for name, values in typed.fields
            )
            and all(_state(states, line, one) for one in typed.states)
            and not any(self._fits(line, one, text, states) for one in typed.unless)
        )

    def _has(self, line: Line, name: str, value: str, states: "States | None") -> bool:
        wanted = slug(value)
        if name == "state" and states is not None and value in states:
            return states[value](line)
        said: Iterable[str]
        if name == "agency":
            said = (agency_name(self._records, one) for one in self._agencies(line))
        elif name == "theme":
            names = self._facts.theming.found_by
            said = (one for theme in self._themes(line) for one in names(theme))
        elif name == "review":
            found = {one for ref in line.refs for one in self._of(ref).reviews}
            said = (name for ref in found for name in (ref, _titled(self._records, "reviews", ref)))
        else:
            raise _bad(
                f'"{name}:" narrows recommendations alone.',
                f"Here a filter is words, or one of {', '.join(FIELDS[:3])} with a colon.",
            )
        return bool(wanted) and any(wanted in slug(one) for one in said)


States = dict[str, Callable[[Line], bool]]
"""What a state that may be typed asks of a row."""


def _state(states: States | None, line: Line, name: str) -> bool:
    if states is None or name not in states:
        known = ", ".join(states) if states else ""
        raise _bad(
            f'"{name}" is a state that these records do not have.',
            f"They can be {known}."
            if known
            else f'Put it in quotes to look for the word "{name}".',
        )
    return states[name](line)


def _titled(records: Records, table: str, ref: str) -> str:
    return str((records.get(table, ref) or {}).get("title") or ref)


def _theme(facts: Facts, typed: str) -> str:
    """The theme meant by an id, a name or an unambiguous start of either."""
    theming, wanted = facts.theming, slug(typed)
    known = theming.now(wanted.replace("-", "_"))
    if known in theming.themes:
        return known
    names = {theme: (slug(theme), slug(one.name)) for theme, one in theming.themes.items()}
    found = [theme for theme, said in names.items() if wanted in said] or [
        theme for theme, said in names.items() if wanted and any(map(_starts(wanted), said))
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise _bad(f'"{typed}" may be {" or ".join(found[:5])}.', "Give more of it.")
    raise _bad(f'No theme is called "{typed}".', "See what there is with: auditrack theme list")


def _starts(wanted: str) -> Callable[[str], bool]:
    return lambda said: said.startswith(wanted)


def _bad(message: str, todo: str) -> RefusedError:
    safe = "No export was written; an earlier file is untouched."
    return RefusedError(Refusal("bad-value", message, safe=safe, todo=todo))
