"""The page on the record: every table and field, each with a sentence of a person's.

The sentences stand in the last column of the page itself and are kept when it is made anew. A new
field takes the sentence of another table's field of the same name, until somebody words it.
"""

import inspect
import re
from collections.abc import Mapping
from typing import Any

import msgspec

from auditrack.views.export_fields import KINDS, kind_of
from tests.documentation.blocks import DOCS
from tests.documentation.making import Page, anchor, table, written

PATH = DOCS / "reference" / "record.md"
UNSAID = "(to be said)"
_HOLDS = {str: "text", int: "number", float: "number", bool: "yes or no"}


def page() -> Page:
    """The page, with a part for each table."""
    kept = sentences()
    return Page(
        PATH,
        "# What is kept\n\n",
        {"tables": _tables(), **{name: _table(name, kept) for name in sorted(KINDS)}},
    )


def sentences() -> dict[tuple[str, str], str]:
    """What a person said of each field, by its table and name."""
    if not PATH.exists():
        return {}
    found: dict[tuple[str, str], str] = {}
    for name, held in re.findall(
        r"^<!-- made: (\w+) -->\n(.*?)^<!-- end of made -->", PATH.read_text("utf-8"), re.M | re.S
    ):
        for field, said in re.findall(r"^\| `(\w+)` \| [^|]* \| (.*) \|$", held, re.M):
            if said != UNSAID:
                found[name, field] = said
    return found


def sentence(kept: Mapping[tuple[str, str], str], name: str, field: str) -> str:
    """What is said of a field, or of one of the same name elsewhere."""
    said = kept.get((name, field))
    if said is not None:
        return said
    elsewhere = {one for (_, other), one in kept.items() if other == field}
    return elsewhere.pop() if len(elsewhere) == 1 else UNSAID


def said_below(name: str) -> str:
    """What a person wrote below a table."""
    return written(page())[1].get(name, "").strip()


def _tables() -> str:
    return ", ".join(f"[{name}](#{anchor(name)})" for name in sorted(KINDS)) + "."


def _table(name: str, kept: Mapping[tuple[str, str], str]) -> str:
    kind = kind_of(name)
    assert kind is not None
    about = (inspect.getdoc(kind) or "").partition("\n\n")[0].replace("\n", " ")
    # What names things of the source is for whoever reads the source.
    about = " ".join(
        one for one in re.split(r"(?<=\.) ", about) if not re.search(r"`[A-Z_]{3,}`", one)
    )
    rows = (
        (f"`{one.encode_name}`", _holds(one.type), sentence(kept, name, one.encode_name))
        for one in msgspec.structs.fields(kind)
    )
    return f"## {name}\n\n{about}\n\n" + table(("field", "holds", "what it is"), rows)


def _holds(kind: Any) -> str:
    parts = [one for one in getattr(kind, "__args__", ()) if one is not type(None)]
    origin = getattr(kind, "__origin__", None)
    if origin is tuple:
        return "list"
    if hasattr(kind, "__metadata__"):
        return _holds(origin)
    if parts:
        return _holds(parts[0])
    return _HOLDS.get(kind, "text")
