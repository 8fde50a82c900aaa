"""The kinds of report: what each is called, and the tokens that its template may hold."""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

import msgspec

_NONE: Mapping[str, str] = MappingProxyType({})
_NO_ROWS: Mapping[str, Mapping[str, str]] = MappingProxyType({})

REPORT = "report"
"""The token for every part of a report that has no token of its own elsewhere."""

BEFORE: Mapping[str, str] = MappingProxyType(
    {
        "opening": "The title, the board, the note and the details below them",
        "contents": "The table of contents",
    }
)
AFTER: Mapping[str, str] = MappingProxyType(
    {
        "legend": "What the colours and the words mean",
        "about": "What the report was made from",
    }
)
"""The parts that stand before and behind a report's sections, by their tokens."""


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
        terms: the words (`terms.TERMS`) that its legend explains; None means all of them.
        brag: whether it prints BRAG, so that its legend explains the colours.
        contents_after: the section that stands before the table of contents; "" for none.
        left_out: the parts that only a template's own token prints.
    """

    name: str
    title: str
    sections: Mapping[str, str]
    wide: frozenset[str] = frozenset()
    values: Mapping[str, str] = _NONE
    rows: Mapping[str, Mapping[str, str]] = _NO_ROWS
    terms: frozenset[str] | None = None
    brag: bool = True
    contents_after: str = ""
    left_out: frozenset[str] = frozenset()

    def parts(self) -> dict[str, str]:
        """The tokens that stand for a whole part, in order, with what each is."""
        parts = {**BEFORE, **self.sections, **AFTER}
        if self.contents_after:
            contents = parts.pop("contents")
            names = list(parts)
            at = names.index(self.contents_after) + 1
            parts = {
                name: parts.get(name, contents) for name in (*names[:at], "contents", *names[at:])
            }
        return parts

    def printed(self) -> tuple[str, ...]:
        """The parts that `{{report}}` stands for, in order, where none has a token of its own."""
        return tuple(name for name in self.parts() if name not in self.left_out)


_MODULES: Mapping[str, str] = MappingProxyType(
    {
        "progress": "progress.report",
        "response": "response.report",
        "agency": "agency_plan.report",
        "themes": "themes.report",
        "annual": "annual.report",
        "evidence-pack": "evidence_pack.report",
        "assurance": "assurance.report",
        "minutes": "minutes",
        "handover": "handover",
        "extract": "extract.report",
        "return-form": "return_forms.word",
        "right-of-reply": "right_of_reply.report",
    }
)

NAMES = tuple(_MODULES)
"""What the kinds of report are called."""


def kind_named(name: str) -> Kind:
    """The kind of that name, one of `NAMES`; its module is imported only now."""
    kind: Kind = import_module(f"auditrack.reports.{_MODULES[name]}").KIND
    return kind
