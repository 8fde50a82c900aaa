"""The order of an extract: each record below the one it is on, in sections to be read in turn."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from auditrack.model.refs import natural_key
from auditrack.views.extract_gathering import Gathering, Key

SECTIONS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "review": ("reviews", "windows", "proceedings", "watch_names"),
        "findings": ("findings",),
        "recommendations": ("recommendations", "replies", "links"),
        "actions": ("actions", "updates", "extensions"),
        "evidence": ("evidence",),
        "audits": ("audits", "criteria"),
        "themes": ("recurrence_reasons", "theme_links", "mentions"),
        "meetings": ("meetings", "meeting_items", "interests", "presences", "decisions"),
        "returns": ("return_forms", "return_questions", "reminders"),
        "publication": ("publications", "sign_offs", "agency_comments", "releases"),
        "documents": ("imports", "exports", "told"),
        "erasures": ("redactions",),
        "elsewhere": (),
    }
)
"""The tables whose records stand in each section where they stand below no other record."""

_BELOW: Final[Mapping[str, tuple[tuple[str, str], ...]]] = MappingProxyType(
    {
        "agency_comments": (("publication", "publications"),),
        "criteria": (("audit", "audits"),),
        "decisions": tuple(
            ("on_ref", table)
            for table in (
                *("reviews", "findings", "recommendations", "actions", "evidence", "audits"),
            )
        ),
        "extensions": (("action", "actions"),),
        "interests": (("meeting", "meetings"),),
        "links": (("a", "recommendations"), ("b", "recommendations")),
        "meeting_items": (("meeting", "meetings"),),
        "mentions": (("link", "theme_links"),),
        "presences": (("meeting", "meetings"),),
        "proceedings": (("review", "reviews"),),
        "reminders": (("form", "return_forms"),),
        "replies": (("recommendation", "recommendations"),),
        "return_questions": (("form", "return_forms"),),
        "serves": (("record", "actions"), ("record", "evidence"), ("record", "audits")),
        "sign_offs": (("publication", "publications"),),
        "theme_links": (("of", "recommendations"), ("of", "findings")),
        "told": (("review", "reviews"), ("export", "exports")),
        "updates": (("action", "actions"),),
        "watch_names": (("review", "reviews"),),
        "windows": (("review", "reviews"),),
    }
)
"""The fields by which a record stands below another, the first that is in the extract."""

_TURN: Final = (
    *("windows", "proceedings", "told", "watch_names", "replies", "decisions", "links"),
    *("theme_links", "mentions", "serves", "updates", "extensions", "criteria", "presences"),
    *("interests", "meeting_items", "reminders", "return_questions", "sign_offs"),
    "agency_comments",
)
"""In which order the records stand that are below one, by table."""


@dataclass(frozen=True)
class Placed:
    """A record at its place: in which section, below which record, how deep."""

    section: str
    table: str
    ref: str
    document: Mapping[str, Any]
    under: Key | None
    depth: int

    @property
    def key(self) -> Key:
        """Its table and reference."""
        return self.table, self.ref


def in_order(gathering: Gathering) -> list[Placed]:
    """The records that are gathered, each once, in the order of the extract."""
    below: dict[Key, list[Key]] = {}
    first: dict[str, list[Key]] = {}
    for (table, ref), document in gathering.held.items():
        above = next(
            (
                (other, str(document.get(name)))
                for name, other in _BELOW.get(table, ())
                if (other, str(document.get(name))) in gathering.held
            ),
            None,
        )
        if above is None:
            first.setdefault(section_of(table), []).append((table, ref))
        else:
            below.setdefault(above, []).append((table, ref))
    held = gathering.held

    def branch(section: str, key: Key, under: Key | None, depth: int) -> Iterator[Placed]:
        yield Placed(section, *key, held[key], under, depth)
        for one in sorted(below.get(key, ()), key=lambda one: _turn(one, held[one])):
            yield from branch(section, one, key, depth + 1)

    return [
        placed
        for section in SECTIONS
        for key in sorted(first.get(section, ()), key=lambda one: _turn(one, held[one], section))
        for placed in branch(section, key, None, 0)
    ]


def section_of(table: str) -> str:
    """The section in which a table's records stand that are below no other."""
    return next((name for name, tables in SECTIONS.items() if table in tables), "elsewhere")


def _turn(key: Key, document: Mapping[str, Any], section: str = "") -> tuple[Any, ...]:
    table, ref = key
    tables = SECTIONS.get(section) or _TURN
    at = tables.index(table) if table in tables else len(tables)
    # As the document printed them, within a review.
    if table in ("findings", "recommendations"):
        order = document.get("order")
        printed = (str(document.get("review")), order if isinstance(order, int) else 0)
        return at, *printed, natural_key(ref)
    return at, table, 0, natural_key(ref)
