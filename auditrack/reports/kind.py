"""The kinds of report: what each is called, and the tokens that its template may hold."""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

import msgspec

_NONE: Mapping[str, str] = MappingProxyType({})
_NO_ROWS: Mapping[str, Mapping[str, str]] = MappingProxyType({})


class Kind(msgspec.Struct, frozen=True):
    """A kind of report. Names are lower case; those of tokens have underscores for blanks.

    Attributes:
        name: what the command, the template and the record of the export call it ("progress").
        title: what stands at its head.
        sections: in their order, the tokens that stand for a whole section, each with what it
            holds, for whoever makes a template.
        wide: those sections that stand on pages turned to landscape.
        values: tokens of one line beside those of every report, with what each is.
        rows: lists whose fields a row of a table may hold: `{{overdue.what}}` is the field "what"
            of the list "overdue".
        terms: the words (`terms.TERMS`) that its legend explains; none named means all of them.
    """

    name: str
    title: str
    sections: Mapping[str, str]
    wide: frozenset[str] = frozenset()
    values: Mapping[str, str] = _NONE
    rows: Mapping[str, Mapping[str, str]] = _NO_ROWS
    terms: frozenset[str] = frozenset()


_MODULES: Mapping[str, str] = MappingProxyType(
    {
        "progress": "progress",
    }
)

NAMES = tuple(_MODULES)
"""What the kinds of report are called."""


def kind_named(name: str) -> Kind:
    """The kind of that name, one of `NAMES`; its module is imported only now."""
    kind: Kind = import_module(f"auditrack.reports.{_MODULES[name]}").KIND
    return kind
