"""The extract as a workbook: a sheet for each kind of record, and one for the history."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from auditrack.reports.exports.workbook import workbook
from auditrack.reports.extract.wording import (
    by_whom,
    cannot_belong,
    how_to_refer,
    imprint_of,
    named_line,
    none_held,
    warnings,
    what_it_is,
)
from auditrack.views.export_value import Column, Export, Rows
from auditrack.views.extract import Extract
from auditrack.views.extract_words import called, field_called

_MOST = 15_000
"""Characters of a text in one cell: a longer one goes on in the next row."""


def as_workbook(extract: Extract) -> bytes:
    """A sheet for each kind of record, one for other reviews, one for the history."""
    parts = {one.table: partial(_table, extract, one.table, one.called) for one in extract.counts}
    if extract.named:
        parts["named"] = partial(_named, extract)
    parts["history"] = partial(_history, extract)
    whole = _export(extract, "extract", imprint_of(extract).title, (), [])
    notes = (
        *warnings(extract),
        how_to_refer(extract),
        "A text that no cell holds goes on in the next row, with the same number.",
        *filter(None, (none_held(extract),)),
        *(f"Not in it. {said}" for said in extract.not_held),
        cannot_belong(extract),
    )
    return workbook(replace(whole, about=what_it_is(extract), notes=notes, parts=parts))


def _export(
    extract: Extract,
    noun: str,
    title: str,
    columns: tuple[Column, ...],
    rows: list[tuple[Any, ...]],
) -> Export:
    return Export(
        noun=noun,
        title=title,
        one="row",
        many="rows",
        about="",
        columns=columns,
        rows=Rows(len(rows), lambda: rows),
        board=extract.board,
        marking=extract.marking,
        demonstration=extract.demonstration,
        as_at=extract.as_at,
        head=extract.head,
    )


_NUMBER = Column("number", "Number", "Its number in the extract.", 10)
_STORED = "As it stands on record; dates and codes in words."


def _table(extract: Extract, table: str, title: str) -> Export:
    records = [one for one in extract.records if one.table == table]
    names = list(dict.fromkeys(field.name for one in records for field in one.fields))
    columns = (
        _NUMBER,
        Column("under", "Below", "The number of the record that it is on.", 10),
        *(_column(name, names) for name in names),
        Column("also", "Also of", "Other reviews that it is of too.", 24),
        Column("notes", "Notes", "What to read with it.", 40),
        Column("history", "History", "The numbers of the entries that touched it.", 24),
    )
    rows: list[tuple[Any, ...]] = []
    for one in records:
        held = {field.name: field.words for field in one.fields}
        also = "; ".join(f"{ref} {name}".strip() for ref, name in one.also)
        rows += _rows(
            (
                one.number,
                one.under,
                *(held.get(name, "") for name in names),
                also,
                " ".join(one.notes),
                ", ".join(one.entries),
            )
        )
    return _export(extract, table, f"{title[:1].upper()}{title[1:]}", columns, rows)


def _column(name: str, names: list[str]) -> Column:
    heading = field_called(name)
    twice = sum(field_called(other) == heading for other in names) > 1
    return Column(name, f"{heading} ({name})" if twice else heading, _STORED, 28)


def _named(extract: Extract) -> Export:
    columns = (_NUMBER, Column("record", "Record", "Reference and title alone.", 60))
    rows = [(one.number, named_line(one)) for one in extract.named]
    return _export(extract, "named", "Named by other reviews", columns, list(rows))


_ENTRY: Mapping[str, str] = {
    "entry": "Entry",
    "when": "When",
    "at": "When, as data",
    "login": "Login",
    "by": "By",
    "app": "Made with",
    "command": "Command",
    "did": "What was done",
    "reason": "Reason given",
    "undoes": "Takes back entry",
    "import": "Import",
    "meeting": "Meeting",
    "others": "Other records changed",
    "hash": "Seal",
    "record": "Record's number",
    "ref": "Record",
    "op": "Operation",
    "field": "Field",
    "was": "Was",
    "became": "Became",
}


def _history(extract: Extract) -> Export:
    columns = (_NUMBER, *(Column(key, said, _STORED, 20) for key, said in _ENTRY.items()))
    rows: list[tuple[Any, ...]] = []
    for entry in extract.history:
        start = (
            entry.number,
            entry.entry,
            entry.when,
            entry.at,
            entry.login,
            by_whom(entry),
            entry.app or "",
            entry.command,
            entry.did,
            entry.reason or "",
            "" if entry.undoes is None else entry.undoes,
            entry.import_ref or "",
            entry.meeting or "",
            entry.others,
            entry.hash,
        )
        for change in entry.changes:
            ref = f"{called(change.table)} {change.ref}"
            rows += _rows(
                (
                    *start,
                    change.number,
                    ref,
                    change.op,
                    field_called(change.name),
                    change.was,
                    change.now,
                )
            )
        if not entry.changes:
            rows += _rows((*start, "", "", "", "", "", ""))
    return _export(extract, "history", "Entries of the history", columns, rows)


def _rows(row: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """A row, and further ones for what its cells cannot hold, each with its number."""
    most = max((len(one) for one in row if isinstance(one, str)), default=0)
    yield tuple(one[:_MOST] if isinstance(one, str) else one for one in row)
    for start in range(_MOST, most, _MOST):
        rest = (one[start : start + _MOST] if isinstance(one, str) else "" for one in row[1:])
        yield row[0], *rest
