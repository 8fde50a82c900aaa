"""Whom a recommendation asks, in one spelling: the board itself, everybody, or an agency by name.

What is asked of the board or of all agencies is asked of everybody. A board prints itself in many
ways ("the Board", its full name, its letters, a predecessor's), and plans follow an agency's
successor.
"""

import re
from collections.abc import Collection, Iterable
from functools import cached_property

from auditrack.analysis.facts import EVERYBODY
from auditrack.model.change import Records
from auditrack.model.refs import slug
from auditrack.views.board import agency_name, board_of, successor_of

BOARD = "board"
ALL = "all"

SAID = {BOARD: "the board", ALL: "all agencies"}
"""What people call those who are no agency."""

_LITTLE = frozenset({"the", "of", "and", "for", "in", "its", "on", "this", "to"})
_ITSELF = frozenset({"board", "partnership"})
_LETTERS = re.compile(r"l?s([ac])[bp]")
_CHILDREN = frozenset({"child", "children"})
_ADULTS = frozenset({"adult", "adults"})
_GROUPS = {"c": "children", "a": "adults"}
_GENERIC = frozenset({"local", "safeguarding", "young", "people", "multi", "agency"})
_WHOLE = frozenset({"all", "every", "each"})
_BODIES = {
    *("agency", "agencies", "partner", "partners", "organisation", "organisations"),
    *("organization", "organizations", "service", "services", "member", "members", "body"),
    *("bodies", "professional", "professionals", "practitioner", "practitioners"),
    *("everybody", "everyone"),
}
_WHICH = _ITSELF | {
    *("safeguarding", "relevant", "statutory", "local", "multi"),
    *("concerned", "involved", "named", "key"),
}


class Asked:
    """Agencies of one register in one spelling; looks each up once."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._known: dict[str, str] = {}
        self._each: dict[tuple[str, ...], tuple[str, ...]] = {}

    def one(self, ref: str) -> str:
        """`board`, `all`, or the name of the agency whose plan it is now."""
        if ref not in self._known:
            self._known[ref] = self._find(ref)
        return self._known[ref]

    def each(self, refs: Iterable[str]) -> tuple[str, ...]:
        """The bodies asked, each once, in the order they were named."""
        refs = tuple(refs)
        known = self._each.get(refs)
        if known is None:
            known = self._each[refs] = tuple(dict.fromkeys([self.one(ref) for ref in refs]))
        return known

    def is_own_board(self, name: str) -> bool:
        """Whether a printed name is this board's, a predecessor's, or their letters."""
        words = _words(name)
        if words[:1] in (["local"], ["our"]):
            words = words[1:]
        if len(words) == 1 and (words[0] in _ITSELF or self._is_its_letters(words[0])):
            return True
        if words and words[-1] in _ITSELF and "safeguarding" in words:
            rest = set(words) - _ITSELF - _GENERIC
            if rest <= _CHILDREN | _ADULTS:
                return self._is_its_group(_group(name))
        if _joined(name) in self._own:
            return True
        place = _place(name)
        return place is not None and any(_same_place(place, own) for own in self._places)

    def _is_its_letters(self, word: str) -> bool:
        match = _LETTERS.fullmatch(word)
        return match is not None and self._is_its_group(_GROUPS[match[1]])

    def _is_its_group(self, group: str | None) -> bool:
        """Whether a board for children, or for adults, may be this one."""
        own = {_group(name) for name in self._names}
        return group is None or not own or None in own or group in own

    @cached_property
    def _names(self) -> tuple[str, ...]:
        board = board_of(self._records)
        return tuple(name for name in (board.name, *board.predecessors) if name)

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset(
            key for name in self._names for key in (_joined(name), *_all_letters(name)) if key
        )

    @cached_property
    def _places(self) -> "tuple[_Place, ...]":
        return tuple(place for name in self._names if (place := _place(name)) is not None)

    def _find(self, ref: str) -> str:
        successor = successor_of(self._records, ref)
        for each in dict.fromkeys((ref, successor)):
            document = self._records.get("agencies", each)
            names = (str(document["name"]), *document.get("aliases", ())) if document else (each,)
            for name in names:
                if everybody := self._everybody(name):
                    return everybody
        return agency_name(self._records, successor)

    def _everybody(self, name: str) -> str | None:
        words = _words(name)
        if not words:
            return None
        if words[0] in _WHOLE and set(words[1:]) <= _BODIES | _WHICH:
            return ALL
        parts = [name, *re.split(r"\s+(?:and|&)\s+|\s*[/,;]\s*", name)]
        if any(self.is_own_board(part) for part in parts):
            return BOARD
        return ALL if not _BODIES.isdisjoint(words) and set(words) <= _BODIES | _WHICH else None


def answers_for(agency: str | None, asked: Collection[str | None]) -> str | None:
    """Whose work a body's is among those asked, all in one spelling; None: everybody's.

    A body that is not asked by name works for everybody, where everybody is asked.
    """
    if agency is None or agency in asked:
        return agency
    return next((one for one in asked if one in EVERYBODY), agency)


def _words(name: str) -> list[str]:
    plain = re.sub(r"['’]s\b", "", name)
    return [word for word in slug(plain).split("-") if word and word not in _LITTLE]


def _joined(name: str) -> str:
    return "".join(_words(name))


def _all_letters(name: str) -> tuple[str, ...]:
    """The letters a board goes by, with and without "Local", as a board and as a partnership."""
    words = _words(name)
    if len(words) < 2:
        return ()
    letters = "".join(word[0] for word in words)
    place = _place(name)
    if place is None:
        return (letters,)
    start = "".join(word[0] for word in words if word in place[0])
    group = next((letter for letter, word in _GROUPS.items() if word == place[1]), "")
    return (letters, *(f"{start}{local}s{group}{end}" for local in ("", "l") for end in "bp"))


_Place = tuple[frozenset[str], str | None]
"""Where a safeguarding board is, and whether it is for children or adults (None: not said)."""


def _place(name: str) -> _Place | None:
    words = set(_words(name))
    if "safeguarding" not in words or words.isdisjoint(_ITSELF):
        return None
    where = frozenset(words - _ITSELF - _GENERIC - _CHILDREN - _ADULTS)
    return (where, _group(name)) if where else None


def _group(name: str) -> str | None:
    words = set(_words(name))
    children, adults = not words.isdisjoint(_CHILDREN), not words.isdisjoint(_ADULTS)
    if children == adults:
        return None
    return "children" if children else "adults"


def _same_place(one: _Place, other: _Place) -> bool:
    return one[0] == other[0] and (one[1] == other[1] or None in (one[1], other[1]))
