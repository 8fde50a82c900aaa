"""Fills the tokens of an opened template, and finds the places where the report is written."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from lxml import etree

from auditrack.reports.kit.clean import on_one_line
from auditrack.reports.kit.kind import REPORT, Kind
from auditrack.reports.kit.tables import MOST_ROWS
from auditrack.reports.templating import token_rows, tokens
from auditrack.reports.templating.places import Place, places_in
from auditrack.reports.templating.traces import leave_behind

_PRINTED = ("/header", "/footer")
_NOTES = ("/footnotes", "/endnotes")


class CutList(msgspec.Struct, frozen=True):
    """A list too long to print: its name, the table that holds it, and the rows left out."""

    name: str
    table: Any
    left: Sequence[Mapping[str, str]]


def fill_template(
    document: Any,
    kind: Kind,
    values: Mapping[str, str],
    rows: Mapping[str, Sequence[Mapping[str, str]]],
) -> tuple[list[Place], list[CutList]]:
    """Puts values and rows in place of their tokens, wherever a page shows them.

    Args:
        document: the template as python-docx has it, which was checked.
        kind: what its tokens may be.
        values: the value of each token of one line.
        rows: the rows of each list.

    Returns:
        The places of the parts, in the order of the text; and the lists that were cut.
    """
    leave_behind(document)
    places = places_in(document.element.body, {REPORT, *kind.parts()})
    shown = dict.fromkeys(kind.values, "")
    shown.update((name, on_one_line(value)) for name, value in values.items())
    cut: list[CutList] = []
    for root in _roots(document):
        to_copy = token_rows.rows_in(root)
        within = {one.row for one in to_copy}
        # Each paragraph is filled once, so that no value is looked through for tokens.
        tokens.fill_paragraphs(
            [
                (paragraph, slots)
                for paragraph, slots in tokens.paragraphs_in(root)
                if within.isdisjoint(paragraph.iterancestors())
            ],
            shown,
        )
        for one in to_copy:
            held, table = rows.get(one.list_name, ()), token_rows.table_of(one)
            token_rows.fill_row(one, held[:MOST_ROWS], shown)
            if len(held) > MOST_ROWS:
                cut.append(CutList(one.list_name, table, held[MOST_ROWS:]))
    for part, root in _notes(document):
        tokens.fill(root, shown)
        part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return places, cut


def _roots(document: Any) -> list[Any]:
    """The body, and each header and footer, in the order of the package."""
    parts = sorted(_related(document, _PRINTED), key=lambda part: str(part.partname))
    return [document.element.body, *(part.element for part in parts)]


def _notes(document: Any) -> list[tuple[Any, Any]]:
    """Footnotes and endnotes, which python-docx keeps as bytes; those that hold a token."""
    found = []
    for part in _related(document, _NOTES):
        root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False))
        if tokens.tokens_in(root):
            found.append((part, root))
    return found


def _related(document: Any, kinds: tuple[str, ...]) -> list[Any]:
    related = [rel for rel in document.part.rels.values() if not rel.is_external]
    return [rel.target_part for rel in related if rel.reltype.endswith(kinds)]
