"""The extract in the other formats: json for machines, and markdown; the workbook is beside it."""

from collections.abc import Iterator
from typing import Any, Final

from auditrack import __version__
from auditrack.reports.exports.formats import encoded, markdown
from auditrack.reports.extract.wording import (
    SECTIONS,
    cannot_belong,
    change_line,
    entry_lines,
    heading_of,
    how_to_refer,
    imprint_of,
    lines_of,
    named_line,
    none_held,
    record_changed,
    warnings,
    what_it_is,
)
from auditrack.reports.extract.workbook import as_workbook
from auditrack.reports.kit.imprint import DEMONSTRATION
from auditrack.views.extract import Extract, RecordHeld
from auditrack.views.extract_history import EntryHeld

FORMATS: Final = ("docx", "json", "md", "xlsx")
"""The formats that an extract can be written in, by the endings of their files."""


def written(extract: Extract, format: str) -> bytes:
    """The extract as json, md or xlsx; the same bytes for the same state, day and version."""
    return {"json": as_json, "md": as_markdown, "xlsx": as_workbook}[format](extract)


# For machines ---------------------------------------------------------------------------------


def as_json(extract: Extract) -> bytes:
    """One object: what it is, every record with values as stored, and the history."""
    head = {
        "export": "extract",
        "what": what_it_is(extract),
        "redacted": False,
        "case": extract.case or None,
        "reviews": [_titled(one) for one in extract.reviews],
        "other_reviews_of_the_case": [_titled(one) for one in extract.beside],
        "board": extract.board,
        "demonstration": extract.demonstration,
        "marking": imprint_of(extract).marking_in_capitals or None,
        "head": {"entry": extract.head.number, "hash": extract.head.hash},
        "as_at": extract.as_at.isoformat(),
        "version": __version__,
        "embargoed": list(extract.embargoed),
        "warnings": list(warnings(extract)),
        "not_in_it": [*extract.not_held, cannot_belong(extract)],
        "counts": {one.table: one.number for one in extract.counts},
        "withdrawn": {one.table: one.withdrawn for one in extract.counts},
    }
    return b"".join(
        [
            encoded(head)[:-1],
            b',"records":',
            _array(_record_json(one) for one in extract.records),
            b',"named_by_other_reviews":',
            _array(
                {
                    "number": one.number,
                    "table": one.table,
                    "ref": one.ref,
                    "reviews": [_titled(review) for review in one.reviews],
                }
                for one in extract.named
            ),
            b',"history":',
            _array(map(_entry_json, extract.history)),
            b"}\n",
        ]
    )


def _array(values: Iterator[dict[str, Any]]) -> bytes:
    joined = b",\n".join(map(encoded, values))
    return b"[\n%s\n]" % joined if joined else b"[]"


def _titled(one: tuple[str, str]) -> dict[str, str]:
    return {"ref": one[0], "title": one[1]}


def _record_json(one: RecordHeld) -> dict[str, Any]:
    return {
        "number": one.number,
        "section": one.section,
        "table": one.table,
        "ref": one.ref,
        "under": one.under or None,
        "withdrawn_on": one.withdrawn_on,
        "also_of": [_titled(review) for review in one.also],
        "notes": list(one.notes),
        "fields": {field.name: field.value for field in one.fields},
        "words": {field.name: field.words for field in one.fields},
        "history": list(one.entries),
    }


def _entry_json(one: EntryHeld) -> dict[str, Any]:
    return {
        "number": one.number,
        "entry": one.entry,
        "t": one.t,
        "at": one.at,
        "day": one.day,
        "when": one.when,
        "login": one.login,
        "uid": one.uid,
        "lead": one.lead,
        "role": one.role,
        "via": one.via,
        "app": one.app,
        "command": one.command,
        "did": one.did,
        "reason": one.reason,
        "undoes": one.undoes,
        "import": one.import_ref,
        "meeting": one.meeting,
        "hash": one.hash,
        "other_records": one.others,
        "changes": [
            {
                "number": change.number or None,
                "table": change.table,
                "ref": change.ref,
                "op": change.op,
                "field": change.name,
                "old": change.old,
                "new": change.new,
            }
            for change in one.changes
        ],
    }


# As markdown ----------------------------------------------------------------------------------


def as_markdown(extract: Extract) -> bytes:
    """The same words as the Word document has; nothing that a person typed is markup."""
    return ("\n".join(_markdown(extract)) + "\n").encode("utf-8", "replace")


def _markdown(extract: Extract) -> Iterator[str]:
    imprint = imprint_of(extract)
    yield f"# {markdown(imprint.title)}"
    yield ""
    yield f"**{what_it_is(extract)}**"
    yield ""
    for name, said in (
        ("Board", extract.board),
        ("Demonstration", DEMONSTRATION if extract.demonstration else ""),
        ("Marking", imprint.marking_in_capitals or "none"),
        ("As at", imprint.as_at_in_words),
        ("Register", imprint.head_in_words),
        ("Made by", f"auditrack {__version__}"),
    ):
        if said:
            yield f"- {name}: {markdown(said)}"
    for said in (*warnings(extract), how_to_refer(extract)):
        yield from ("", markdown(said))
    yield from ("", "## What is in it", "")
    for one in extract.counts:
        gone = f", {one.withdrawn} of them withdrawn" if one.withdrawn else ""
        yield f"- {one.called}: {one.number:,}{gone}"
    yield f"- records of other reviews that name it: {len(extract.named):,}"
    yield f"- entries of the history: {len(extract.history):,}"
    if said := none_held(extract):
        yield from ("", markdown(said))
    yield from ("", "## What is not in it", "")
    for said in (*extract.not_held, cannot_belong(extract)):
        yield f"- {markdown(said)}"
    for name, title in SECTIONS.items():
        records = extract.of(name)
        named = extract.named if name == "elsewhere" else ()
        yield from ("", f"## {title}")
        if not records and not named:
            yield from ("", "None.")
        for record in records:
            yield from ("", f"### {markdown(heading_of(record))}", "")
            for label, said in lines_of(record):
                yield f"- **{label}:** {markdown(said)}"
        if named:
            yield from ("", "### Records of other reviews that name this one", "")
            for one_named in named:
                yield f"- **{one_named.number}:** {markdown(named_line(one_named))}"
    yield from ("", "## History")
    for entry in extract.history:
        yield from ("", f"### {entry.number} Entry {entry.entry}, {entry.when}", "")
        for label, said in entry_lines(entry):
            yield f"- **{label}:** {markdown(said)}"
        for change in entry.changes:
            label, said = change_line(change)
            yield f"- {markdown(record_changed(change))}: **{label}:** {markdown(said)}"
