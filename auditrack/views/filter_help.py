"""Help with typing a filter: the values there are, and what is near where nothing fits."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from auditrack.model.refs import slug
from auditrack.views.board import agency_name, lead_title
from auditrack.views.facts import Facts
from auditrack.views.paged_rows import PagedRows
from auditrack.views.row_filter import COLOURS, FIELDS, STATES, RowFilter
from auditrack.views.rows import RowList

_MOST = 8
_MOST_PARTS = 4
_NEAR = 0.7


@dataclass(frozen=True)
class Offer:
    """What the word being typed may become. `whole` is the text with the first of them taken.

    `whole` is empty where the first does not go on from what is typed.
    """

    values: tuple[str, ...] = ()
    whole: str = ""


class FilterHelp:
    """Help for the filter of one list of recommendations."""

    def __init__(self, rows: RowList | PagedRows) -> None:
        self._rows = rows

    @cached_property
    def _values(self) -> dict[str, tuple[str, ...]]:
        """The values that each field can have in this register, as they are typed."""
        facts = self._rows.facts
        if isinstance(self._rows, PagedRows):
            return _named(facts)
        records = facts.records
        asked = records.index("recommendations", "agencies")
        actions = records.index("actions", "lead")
        links = facts.theming.by_theme()
        return {
            "agency": _slugs(agency_name(records, ref) for ref in asked),
            "theme": _slugs(facts.theming.name(theme) for theme in links),
            "review": _slugs(review.title for review in facts.reviews.values()),
            "lead": _slugs(lead_title(records, str(ref)) for ref in actions),
            "brag": COLOURS,
            "state": (*STATES, *COLOURS),
        }

    def offer(self, typed: str) -> Offer:
        """What the last word of a text may become."""
        before, space, last = typed.rpartition(" ")
        if not last or typed.count('"') % 2:
            return Offer()
        minus = "-" if last.startswith("-") else ""
        name, colon, values = last.removeprefix("-").casefold().partition(":")
        if colon:
            if name not in FIELDS:
                return Offer()
            done, comma, value = values.rpartition(",")
            found = _beginning(self._values[name], value)
            start = f"{minus}{name}:{done}{comma}"
        else:
            value, start = name, minus
            words = (*(f"{field}:" for field in FIELDS), *STATES)
            found = tuple(one for one in words if one.startswith(name)) if name else ()
        if found == (value,) or not found:
            return Offer()
        goes_on = found[0].startswith(value) and last.casefold() == f"{start}{value}"
        whole = f"{before}{space}{last}{found[0][len(value) :]}" if goes_on else ""
        return Offer(found[:_MOST], whole)

    def near(self, typed: str) -> str:
        """What may have been meant by a filter that lets nothing through, in sentences."""
        chosen = RowFilter.parse(typed)
        said = [
            sentence
            for name, values in chosen.fields
            for value in values
            if (sentence := self._near_value(name, value))
        ]
        said += [sentence for word in chosen.words if (sentence := self._near_word(word))]
        if len(chosen.parts) > 1:
            for part in chosen.parts[:_MOST_PARTS]:
                left = self._left(chosen.without(part))
                if left:
                    said.append(f"Without {part.describe()}: {left:,}.")
        return " ".join(said)

    def _left(self, chosen: RowFilter) -> int:
        """How many another filter would let through."""
        if isinstance(self._rows, PagedRows):
            return 0  # to count them, all would be looked at
        return len(self._rows.through(chosen))

    def _near_value(self, name: str, value: str) -> str:
        wanted, known = slug(value), self._values[name]
        if not wanted or any(wanted in one for one in known):
            return ""
        near = get_close_matches(wanted, known, 3, _NEAR) or _by_word(wanted, known)
        return f"No {name} is called “{value}”" + (f"; near: {', '.join(near)}." if near else ".")

    def _near_word(self, word: str) -> str:
        name, colon, value = word.partition(":")
        if colon:
            field = get_close_matches(name, FIELDS, 1, _NEAR)
            return f"“{name}:” is no field; near: {field[0]}:{value}." if field else ""
        state = get_close_matches(word, STATES, 1, _NEAR)
        if state:
            return f"“{word}” is read as a word; near: {state[0]}."
        for named in ("theme", "agency", "lead"):
            close = _by_word(slug(word), self._values[named])
            if close and not self._is_said(word):
                return f"No text says “{word}”; near: {named}:{close[0]}."
        return ""

    def _is_said(self, word: str) -> bool:
        """Whether some text says a word, though none that passes the rest of the filter."""
        chosen = RowFilter(words=(word,))
        if isinstance(self._rows, PagedRows):
            return bool(self._rows.begin(chosen) or self._rows.find(chosen))
        return bool(len(self._rows.through(chosen)))


def _named(facts: Facts) -> dict[str, tuple[str, ...]]:
    """The values there are names for, where very many recommendations are not looked through."""
    records = facts.records
    return {
        "agency": _slugs(str(one.get("name") or one["ref"]) for one in records.select("agencies")),
        "theme": _slugs(theme.name for theme in facts.theming.themes.values()),
        "review": _slugs(review.title for review in facts.reviews.values()),
        "lead": _slugs(str(one.get("title") or one["ref"]) for one in records.select("leads")),
        "brag": COLOURS,
        "state": (*STATES, *COLOURS),
    }


def _slugs(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({slug(name) for name in names} - {""}))


def _beginning(values: Iterable[str], typed: str) -> tuple[str, ...]:
    """The values that begin with what is typed, then those of which a word does."""
    wanted = slug(typed)
    first = [one for one in values if one.startswith(wanted)]
    return (*first, *(one for one in values if f"-{wanted}" in one and one not in first))


def _by_word(wanted: str, values: Iterable[str]) -> list[str]:
    """Values of which one word is near what was typed."""
    if not wanted:
        return []
    words: dict[str, list[str]] = {}
    for one in values:
        for word in one.split("-"):
            words.setdefault(word, []).append(one)
    return [one for word in get_close_matches(wanted, words, 2, _NEAR) for one in words[word]][:3]
