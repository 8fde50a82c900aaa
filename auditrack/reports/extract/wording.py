"""What the extract says of itself, in every format."""

from collections.abc import Iterator

from auditrack.reports.kit.imprint import Imprint
from auditrack.reports.kit.wording import counted, listed
from auditrack.views.extract import Extract, NamedHeld, RecordHeld, titled
from auditrack.views.extract_history import EntryHeld, FieldChanged
from auditrack.views.extract_ways import CANNOT
from auditrack.views.extract_words import CALLED, called, field_called

TITLE = "Everything held on a review"

NOTE, SHARED = "Note", "Shared"
"""The names of the lines that are sentences about a record, and no field of it."""

SECTIONS = {
    "review": "The review",
    "findings": "Findings",
    "recommendations": "Recommendations",
    "actions": "Actions",
    "evidence": "Evidence",
    "audits": "Audits",
    "themes": "Themes",
    "meetings": "Meetings and decisions",
    "returns": "Return forms",
    "publication": "Publication",
    "documents": "Documents that came in and that left",
    "erasures": "Erasures",
    "elsewhere": "What else names the review",
}
"""The sections of records by name, with their headings."""


def imprint_of(extract: Extract) -> Imprint:
    """What the extract prints about itself."""
    return Imprint(
        title=f"{TITLE}: {extract.title}",
        board=extract.board,
        period="",
        as_at=extract.as_at,
        head=extract.head,
        marking=extract.marking,
        demonstration=extract.demonstration,
    )


def what_it_is(extract: Extract) -> str:
    """What stands in a frame at its head."""
    of = "the reviews of one case" if extract.case else "one review"
    return f"Everything held on {of}: not redacted. For legal advice."


def warnings(extract: Extract) -> Iterator[str]:
    """What whoever opens it must know before any of it goes further."""
    yield (
        "It speaks of third parties: children, adults, families, workers, other agencies and other "
        "reviews. Nothing in it is redacted, and nothing in it was checked for publication. "
        "Whoever hands any of it on redacts it first."
    )
    names = [one.number for one in extract.records if one.table == "watch_names"]
    if names:
        yield (
            f"It holds the watch-list of the review, {counted(len(names), 'name')} that nothing "
            f"public may hold: {listed(names)}. The names may stand elsewhere in it too."
        )
    else:
        yield "No name is on a watch-list of the review; names may stand in its texts all the same."
    if extract.embargoed:
        yield (
            f"Not for outside the board yet, for proceedings are open or publication is not "
            f"agreed: {listed(list(extract.embargoed))}."
        )
    disposed = [
        one
        for one in extract.records
        if one.table == "reviews" and any(field.name == "disposed_on" for field in one.fields)
    ]
    if disposed:
        yield (
            f"The texts of {listed([one.ref for one in disposed])} were disposed of: they are gone "
            "from the record and from its history, and what is here is what was left."
        )


def how_to_refer(extract: Extract) -> str:
    """How records and entries are numbered, and what is left out of a record."""
    return (
        "Every record and every entry of the history has a number (E-0001), by which it can be "
        f"referred to and redacted. The numbers stay the same for this state of the register "
        f"(entry {extract.head.number}). Each record is printed whole: fields that hold nothing "
        "are left out, and nothing is shortened. Withdrawn records never count and are here, "
        "marked “withdrawn”. A number in square brackets points to another record of this extract."
    )


def none_held(extract: Extract) -> str:
    """Which kinds of records it holds none of."""
    held = {one.table for one in extract.records}
    none = [called(table, 2) for table in CALLED if table not in held and table not in CANNOT]
    if not none:
        return ""
    return (
        f"Of these kinds nothing on the review is on record: {listed(none)}. It does not say that "
        "there was none."
    )


def cannot_belong(extract: Extract) -> str:
    """Which tables of the register hold nothing of any one review."""
    held = {one.table for one in extract.records}
    kinds = [f"{called(table, 2)} ({why})" for table, why in CANNOT.items() if table not in held]
    return (
        "The register keeps these kinds of records for the board as a whole, and none of them is "
        f"of this review or names it: {'; '.join(kinds)}."
    )


def heading_of(one: RecordHeld) -> str:
    """A record's heading: "E-0012 Recommendation child-willow/1 (withdrawn)"."""
    kind = called(one.table)
    gone = " (withdrawn)" if one.withdrawn_on else ""
    return f"{one.number} {kind[:1].upper()}{kind[1:]} {one.ref}{gone}"


def also_of(one: RecordHeld) -> str:
    """Of which other reviews a record is too; "" of none, and of a link, whose notes say it."""
    if not one.also or one.table == "links":
        return ""
    names = listed([titled(ref, title) for ref, title in one.also])
    serves = "serves" if one.table in ("actions", "evidence", "audits") else "is of"
    return f"Also {serves} {names}: it may hold matter of third parties."


def lines_of(one: RecordHeld) -> Iterator[tuple[str, str]]:
    """What a record holds below its heading, line by line, each with its name."""
    if said := also_of(one):
        yield SHARED, said
    for note in one.notes:
        yield NOTE, note
    times = "once"
    for field in one.fields:
        if field.name == "rev":
            times = field.words
        elif field.name != "ref":
            points = f" [{', '.join(field.points)}]" if field.points else ""
            yield field.called, f"{field.words}{points}"
    yield "History", f"written {times}: {', '.join(one.entries) or 'no entry is on record'}"


def named_line(one: NamedHeld) -> str:
    """A record of another review that names this one."""
    of = listed([titled(ref, title) for ref, title in one.reviews])
    return f"{called(one.table)} {one.ref}" + (
        f", of {of}" if one.table != "reviews" else f": {of}"
    )


def by_whom(entry: EntryHeld) -> str:
    """Who wrote an entry, in which role, and how the session came."""
    said = [f"login {entry.login}"]
    if entry.lead:
        said.append(f"lead {entry.lead}")
    if entry.role:
        said.append(f"as {entry.role}")
    if entry.via:
        said.append(f"via {entry.via}")
    return ", ".join(said)


def entry_lines(entry: EntryHeld) -> Iterator[tuple[str, str]]:
    """What an entry of the history says beside its changes, line by line."""
    yield "When", f"{entry.when}, London time ({entry.at})"
    yield "By", by_whom(entry)
    yield "What", f"{entry.did} (command “{entry.command}”)"
    if entry.reason:
        yield "Reason given", entry.reason
    if entry.undoes is not None:
        yield "Takes back", f"entry {entry.undoes}"
    if entry.import_ref:
        yield "Import", entry.import_ref
    if entry.meeting:
        yield "In the meeting", entry.meeting
    if entry.names_only:
        yield "Note", "It changed no record of this extract; its reason names the review."
    elif entry.others:
        yield "Also changed", f"{counted(entry.others, 'record')} that are not in this extract"
    yield "Seal", entry.hash


def record_changed(change: FieldChanged) -> str:
    """The record of a change: "[E-0012] recommendation child-willow/1, entered"."""
    what = {"insert": "entered", "update": "changed"}.get(change.op, change.op)
    where = f"[{change.number}] " if change.number else ""
    then = "" if change.number else ", which hung on the review then"
    return f"{where}{called(change.table)} {change.ref}, {what}{then}"


def change_line(change: FieldChanged) -> tuple[str, str]:
    """A field that was changed, and what stood there before and after."""
    if change.op == "insert":
        return field_called(change.name), change.now or "nothing"
    return (
        field_called(change.name),
        f"was: {change.was or 'nothing'}\nbecame: {change.now or 'nothing'}",
    )
