"""The bodies that a document names, beside those on record: by reference, name or alias."""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditrack.model.change import Records
from auditrack.model.proposal import Item
from auditrack.model.refs import slug
from auditrack.model.text import one_line
from auditrack.views.board import agencies, agency_name, find_agency

_NEAR = 0.72


@dataclass(frozen=True)
class Matched:
    """A body as printed. `ref` and `name` are those on record, None and "" where it is new.

    `near` is the body on record whose name is much like a new one's, "" where none is.
    """

    printed: str
    ref: str | None
    name: str
    near: str = ""

    def __str__(self) -> str:
        if self.ref is None:
            near = f", much like {self.near}" if self.near else ""
            return f"“{self.printed}” is new{near}"
        same = slug(self.name) == slug(self.printed)
        return self.name if same else f"{self.printed} → {self.name}"


def matched(records: Records, names: Iterable[str]) -> tuple[Matched, ...]:
    """Each body that is named, once, as it would be asked."""
    found: dict[str, Matched] = {}
    for name in names:
        printed = one_line(name)
        if not printed or slug(printed) in found:
            continue
        ref = find_agency(records, printed)
        if ref is not None:
            one = Matched(printed, ref, agency_name(records, ref))
        else:
            one = Matched(printed, None, "", _nearest(records, printed))
        found[slug(printed)] = one
    return tuple(found.values())


def named(item: Item) -> tuple[str, ...]:
    """The bodies that an import enters as asked by an item: of an action one or none."""
    names = item.agencies or ((item.group,) if item.group else ())
    asks = item.kind in ("recommendation", "assurance-point")
    return names if asks or (item.kind == "action" and len(names) == 1) else ()


def named_by(items: Iterable[Item]) -> Iterator[str]:
    """The bodies that an import of some items enters as asked."""
    for item in items:
        yield from named(item)


def new_bodies(records: Records, names: Iterable[str]) -> tuple[str, ...]:
    """Those that are not on record, as printed."""
    return tuple(one.printed for one in matched(records, names) if one.ref is None)


def _nearest(records: Records, printed: str) -> str:
    by_word = {slug(agency.name): agency.name for agency in agencies(records)}
    near = difflib.get_close_matches(slug(printed), by_word, n=1, cutoff=_NEAR)
    return by_word[near[0]] if near else ""
