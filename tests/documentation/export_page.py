"""The page on exports: every list and view that can leave, with its columns."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from auditrack.register import open_register
from auditrack.views.export import export_of
from auditrack.views.export_headings import _HEADINGS, _OF
from auditrack.views.export_nouns import ALL, NOUNS, Noun
from auditrack.views.export_value import Column
from auditrack.views.facts import Facts
from tests.documentation import record_page
from tests.documentation.blocks import DOCS
from tests.documentation.making import Page, anchor, table

PATH = DOCS / "reference" / "exports.md"
AS_AT = date(2026, 11, 20)


def page(board: Path) -> Page:
    """The page, with a part for each list, its columns as the demonstration has them."""
    kept = record_page.sentences()
    with open_register(board, read_only=True) as register:
        facts = Facts(register, AS_AT)
        found = {
            name: export_of(register, register, facts, name).columns
            for name in NOUNS
            if name != ALL
        }
    return Page(
        PATH,
        "# Lists that can leave\n\n",
        {
            "list": table(
                ("`--what`", "what it is"),
                ((f"[{one.name}](#{anchor(one.title)})", one.about) for one in NOUNS.values()),
            ),
            **{
                name: "\n\n".join(_part(NOUNS[name], columns, kept))
                for name, columns in found.items()
            },
        },
    )


def _part(
    noun: Noun, columns: tuple[Column, ...], kept: Mapping[tuple[str, str], str]
) -> Iterator[str]:
    yield f"## {noun.title}"
    day = f" `--since` and `--until` go by: {noun.dated}." if noun.dated else ""
    yield f"`--what {noun.name}`. {noun.about}{day}"
    yield table(
        ("heading", "name in JSON", "what it holds"),
        ((one.heading, f"`{one.key}`", _holds(noun, one, kept)) for one in columns),
    )


def _holds(noun: Noun, column: Column, kept: Mapping[tuple[str, str], str]) -> str:
    """What the export itself says of a column, or what the page on the record says."""
    told = (noun.name, column.key) in _OF or column.key in _HEADINGS
    if told or noun.table is None:
        return column.said
    said = record_page.sentence(kept, noun.table, column.key)
    return column.said if said == record_page.UNSAID else said
