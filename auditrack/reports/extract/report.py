"""The extract as a Word document: every record and every entry of its history, whole."""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import groupby

from auditrack.reports.extract.wording import (
    NOTE,
    SECTIONS,
    SHARED,
    TITLE,
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
from auditrack.reports.kit.kind import Kind
from auditrack.reports.kit.making import Report
from auditrack.reports.kit.tables import Column, Table
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import counted
from auditrack.views.extract import Extract, RecordHeld, titled
from auditrack.views.extract_history import EntryHeld

_ON_ONE_LINE = frozenset(
    {"exports", "mentions", "presences", "proceedings", "reminders", "serves", "sign_offs"}
    | {"theme_links", "told", "watch_names", "windows"}
)
"""Tables whose records are short: a paragraph each."""


def report_of(extract: Extract, copied: bool = False) -> Report:
    """What the extract says.

    Args:
        extract: everything held on the review.
        copied: whether the kept files go into a folder beside it, under their numbers.
    """
    return Report(
        KIND,
        imprint_of(extract),
        {
            "what_is_held": partial(_what_is_held, extract=extract, copied=copied),
            **{name: partial(_section, extract=extract, name=name) for name in SECTIONS},
            "history": partial(_history, extract=extract),
        },
        details=list(_details(extract)),
        values={
            "extract_of": extract.title,
            "records": f"{len(extract.records):,}",
            "entries": f"{len(extract.history):,}",
            "what_it_is": what_it_is(extract),
        },
        rows={"record": list(_record_rows(extract)), "entry": list(_entry_rows(extract))},
        note=what_it_is(extract),
    )


def _details(extract: Extract) -> Iterator[tuple[str, str]]:
    if extract.case:
        yield "Case", extract.case
    for ref, title in extract.reviews:
        yield "Review", titled(ref, title)
    yield (
        "Holds",
        f"{counted(len(extract.records), 'record')} and "
        f"{counted(len(extract.history), 'entry', 'entries')} of the history",
    )


def _what_is_held(report: WordReport, extract: Extract, copied: bool) -> None:
    report.heading("What this is")
    for said in warnings(extract):
        report.paragraph(said, "Report Note")
    report.paragraph(how_to_refer(extract))
    report.heading("What is in it", 2)
    report.table(
        Table(
            "How many records of each kind it holds",
            (Column("Kind", 6), Column("Records", 2, True), Column("Of them withdrawn", 2, True)),
            [
                *(
                    (one.called[:1].upper() + one.called[1:], f"{one.number:,}", str(one.withdrawn))
                    for one in extract.counts
                ),
                ("Records of other reviews that name it", f"{len(extract.named):,}", "not told"),
                ("Entries of the history", f"{len(extract.history):,}", "never withdrawn"),
            ],
            whole=True,
        )
    )
    if said := none_held(extract):
        report.paragraph(said)
    if copied:
        report.paragraph(
            f"{counted(len(extract.files), 'file')} of its evidence "
            f"{'is' if len(extract.files) == 1 else 'are'} copied beside this document, each under "
            "the number of its record."
        )
    report.heading("What is not in it", 2)
    report.bullets(extract.not_held)
    report.paragraph(cannot_belong(extract))


def _section(report: WordReport, extract: Extract, name: str) -> None:
    report.heading(SECTIONS[name])
    records = extract.of(name)
    named = extract.named if name == "elsewhere" else ()
    if not records and not named:
        report.paragraph(_NOTHING[name])
        return
    for one in records:
        if one.table in _ON_ONE_LINE:
            _on_one_line(report, one)
        else:
            _block(report, one)
    if named:
        report.heading("Records of other reviews that name this one", 2)
        report.paragraph(
            "What they say is matter of third parties; only reference and title are here."
        )
        for one_named in named:
            report.paragraph(named_line(one_named), "Report Details", lead=f"{one_named.number}: ")


def _block(report: WordReport, one: RecordHeld) -> None:
    report.heading(heading_of(one), 3 if one.depth else 2)
    for name, said in lines_of(one):
        report.paragraph(said, "Report Details", lead=f"{name}: ")


def _on_one_line(report: WordReport, one: RecordHeld) -> None:
    said = list(lines_of(one))
    sentences = [text for name, text in said if name in (NOTE, SHARED)]
    fields = "; ".join(f"{name}: {text}" for name, text in said if name not in (NOTE, SHARED))
    text = " ".join((*sentences, fields))
    report.paragraph(text, "Report Details", lead=f"{heading_of(one)}. ")


def _history(report: WordReport, extract: Extract) -> None:
    report.heading("History")
    if not extract.history:
        report.paragraph("No entry of the history is on record: its records were put in anew.")
        return
    report.paragraph(
        "Every entry of the register's journal that touched one of these records, or whose reason "
        "names the review, in order. Each field is printed with what stood there before and after. "
        "Entries of an import that was undone are among them. An entry is never changed; what was "
        "erased is gone from it, and a mark stands in its place."
    )
    year = ""
    for entry in extract.history:
        if entry.day[:4] != year:
            year = entry.day[:4]
            report.heading(f"Entries of {year}", 2)
        report.heading(f"{entry.number} Entry {entry.entry}, {entry.when}", 3)
        for name, said in entry_lines(entry):
            report.paragraph(said, "Report Details", lead=f"{name}: ")
        for _, changes in groupby(entry.changes, key=lambda one: (one.table, one.ref)):
            several = list(changes)
            report.paragraph("", "Report Details", lead=record_changed(several[0]))
            for change in several:
                name, said = change_line(change)
                report.paragraph(said, "Report Details", lead=f"{name}: ")


def _record_rows(extract: Extract) -> Iterator[Mapping[str, str]]:
    for one in extract.records:
        yield {
            "number": one.number,
            "kind": heading_of(one).removeprefix(f"{one.number} "),
            "ref": one.ref,
            "below": one.under or "none",
            "holds": "\n".join(f"{name}: {said}" for name, said in lines_of(one)),
        }


def _entry_rows(extract: Extract) -> Iterator[Mapping[str, str]]:
    for entry in extract.history:
        yield {
            "number": entry.number,
            "entry": str(entry.entry),
            "when": entry.when,
            "holds": "\n".join(f"{name}: {said}" for name, said in entry_lines(entry)),
            "changes": "\n".join(_changed(entry)) or "none of these records",
        }


def _changed(entry: EntryHeld) -> Iterator[str]:
    for change in entry.changes:
        name, said = change_line(change)
        yield f"{record_changed(change)}: {name}: {said}"


_NOTHING = {
    "review": "No review is on record.",
    "findings": "No finding of the review is on record.",
    "recommendations": "No recommendation of the review is on record.",
    "actions": "No action on the review is on record.",
    "evidence": "No evidence on the review is on record.",
    "audits": "No audit of the review's recommendations is on record.",
    "themes": "No reason why a theme came back names the review.",
    "meetings": "No meeting that dealt with the review is on record.",
    "returns": "No return form that asked something of the review is on record.",
    "publication": "Nothing on record says that the review was prepared for publication.",
    "documents": "No document that came in with the review, or left since, is on record.",
    "erasures": "No erasure of a text of the review was asked for.",
    "elsewhere": "No other record names the review.",
}

KIND = Kind(
    "extract",
    TITLE,
    {
        "what_is_held": "What it is, what is in it and what is not, with the counts",
        "review": "The review with its practice examined, proceedings, tellings and watch-list",
        "findings": "Its findings with their links to themes",
        "recommendations": "Its recommendations with replies, decisions and links",
        "actions": "The actions with updates and new dates",
        "evidence": "The evidence, with where it lies",
        "audits": "The audits with their questions",
        "themes": "Why a theme came back, where that names it",
        "meetings": "The meetings that dealt with it, and decisions",
        "returns": "The return forms that asked something of it",
        "publication": "Publications with sign-offs and agencies' comments",
        "documents": "What came in with it, and what left since",
        "erasures": "Erasures that were asked for and carried out",
        "elsewhere": "What else names it",
        "history": "Every entry of the history that touched any of it",
    },
    values={
        "extract_of": "The review by reference and title, or the case",
        "records": "How many records it holds",
        "entries": "How many entries of the history it holds",
        "what_it_is": "The sentence that says what it is",
    },
    rows={
        "record": {
            "number": "Its number in the extract",
            "kind": "What kind of record it is, and which",
            "ref": "Its reference",
            "below": "The number of the record it stands below",
            "holds": "Every field, a line each",
        },
        "entry": {
            "number": "Its number in the extract",
            "entry": "Its number in the register",
            "when": "When it was written",
            "holds": "By whom, what, why",
            "changes": "Every field it changed, with the old and the new value",
        },
    },
    terms=frozenset(),
    brag=False,
    contents_after="what_is_held",
)
