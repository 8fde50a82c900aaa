"""The index of an evidence pack: every document with its number, and where it is."""

from pathlib import PurePath

from auditrack.model.refs import slug
from auditrack.reports.kit.tables import Cell, Column, Table
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.wording import counted, day, listed, short
from auditrack.views.evidence_pack import EvidencePack
from auditrack.views.evidence_pack_documents import IndexedDocument

SHORT = 12
"""Characters of a SHA-256 that tell files apart; the whole one stands in the register."""

_ENDING = 8
_STEM = 60


def kept_files(pack: EvidencePack) -> dict[str, str]:
    """The kept files of the index as they may leave: the name of each copy, with its SHA-256.

    What was returned or has expired is listed and not handed on.
    """
    return {copy_name(one): one.sha256 for one in pack.documents if one.is_kept}


def copy_name(one: IndexedDocument) -> str:
    """What a copy is called: its number, then the words of its name: "E3-file-audit-2025.pdf"."""
    return numbered_name(one.number, one.file)


def numbered_name(number: str, file: str) -> str:
    """A file's name behind a number, with nothing in it that a file's name must not hold."""
    name = PurePath(file.replace("\\", "/")).name
    stem, dot, ending = name.rpartition(".")
    ending = slug(ending)[:_ENDING] if dot else ""
    words = slug(stem if dot else name)[:_STEM].strip("-")
    return f"{number}{f'-{words}' if words else ''}{f'.{ending}' if ending else ''}"


def index(report: WordReport, pack: EvidencePack, copied: bool = False) -> None:
    """What is in force: evidence and the reviews' own documents."""
    report.heading("Index of documents")
    if not pack.documents:
        report.paragraph("No document on the theme is on record.")
        return
    evidence = sum(one.is_evidence for one in pack.documents)
    kept = sum(one.is_kept for one in pack.documents)
    said = (
        f"{counted(len(pack.documents), 'document')}: "
        f"{counted(evidence, 'piece')} of evidence in force and "
        f"{counted(len(pack.documents) - evidence, 'document')} of reviews. The other sections "
        "name them by their numbers. "
    )
    if copied:
        said += (
            f"{counted(kept, 'file')} kept in the register "
            f"{'is' if kept == 1 else 'are'} copied beside this report under these numbers; the "
            "others are where the index says."
        )
    elif kept:
        said += f"{counted(kept, 'file')} {'is' if kept == 1 else 'are'} kept in the register."
    else:
        said += "None of their files is kept in the register."
    report.paragraph(said)
    report.paragraph(
        "Levels: 0 a statement, 1 activity, 2 uptake, 3 practice seen, 4 an independent test or "
        "measured outcome. Below 3 it is no test of practice."
    )
    _table(report, "Documents in force", "Documents", pack.documents, copied)


def apart(report: WordReport, pack: EvidencePack) -> None:
    """What was returned to its filer, or has expired: it shows nothing now."""
    report.heading("Evidence returned or expired")
    if not pack.apart:
        report.paragraph("None of the evidence on the theme was returned or has expired.")
        return
    verb = "was" if len(pack.apart) == 1 else "were"
    report.paragraph(
        f"{counted(len(pack.apart), 'piece')} of evidence {verb} returned to the filer, or "
        "expired. Such evidence supports nothing in this pack, and its files are not handed on."
    )
    _table(report, "Evidence returned or expired", "Returned or expired", pack.apart)


def _table(
    report: WordReport,
    caption: str,
    name: str,
    documents: tuple[IndexedDocument, ...],
    copied: bool = False,
) -> None:
    report.table(
        Table(
            caption,
            (
                Column("Number", 2.2),
                Column("What it shows", 8),
                Column("Level and result", 4),
                Column("About", 3),
                Column("Filed and accepted", 5),
                Column("Where it is", 5),
            ),
            [_row(one, copied) for one in documents],
            name=name,
        )
    )


def _row(one: IndexedDocument, copied: bool) -> tuple[str | Cell, ...]:
    return (
        Cell("", lead=one.number),
        Cell(_shows(one), lead=_called(one)),
        _found(one),
        day(one.about, "blank") if one.is_evidence else "does not apply",
        filed(one),
        where(one, copied),
    )


def _called(one: IndexedDocument) -> str:
    return f"{one.ref}, for {listed(list(one.serves))}" if one.serves else one.ref


def _shows(one: IndexedDocument) -> str:
    lines = [short(one.shows, one.ref)]
    if one.agency:
        lines.append(f"Agency: {one.agency}")
    if one.audit:
        lines.append(f"Belongs to the audit {one.audit}")
    if one.difference:
        lines.append(f"Difference made: {short(one.difference, one.ref)}")
    return "\n".join(lines)


def _found(one: IndexedDocument) -> str:
    if not one.is_evidence:
        return "A review's own document"
    return f"Level {one.level}\nPractice: {one.result}"


def filed(one: IndexedDocument) -> str:
    """When it was filed and accepted, by which roles; never by whom."""
    if not one.is_evidence:
        return "Taken in with the review"
    lines = [f"Filed {day(one.filed_on, 'on a day not recorded')} by {one.filed_by}"]
    if one.accepted_on:
        lines.append(f"Accepted {day(one.accepted_on)} by {one.accepted_by}")
    if one.state != "accepted":
        lines.append(f"{one.state[:1].upper()}{one.state[1:]}")
    if one.returned_why:
        lines.append(f"Because: {short(one.returned_why, one.ref)}")
    return "\n".join(lines)


def where(one: IndexedDocument, copied: bool = False) -> str:
    """Where it is: the link, and the copied file with the beginning of its SHA-256."""
    lines = [one.link] if one.link else []
    if one.is_kept:
        what = f"Copied beside this report: {copy_name(one)}" if copied else f"Kept file {one.file}"
        lines.append(f"{what}, SHA-256 {one.sha256[:SHORT]}")
    elif one.file or one.sha256:
        sealed = f"SHA-256 {one.sha256[:SHORT]}" if one.sha256 else "SHA-256 not on record"
        lines.append(f"{one.file or 'A file without a name'}, {sealed}; not kept in the register")
    return "\n".join(lines) or "Not on record"
