"""An entry of the history as one line for people: what was done, about which record."""

from collections.abc import Collection, Mapping
from typing import Any

from auditrack.model.change import Entry, Op, Records
from auditrack.model.words import ANSWERS, OUTCOMES, PRESENT_AS, PROCEEDINGS, word
from auditrack.views.board import lead_title
from auditrack.views.history import changes_of
from auditrack.views.meeting_items import outcome_in_words, table_for
from auditrack.views.meetings import called_with_day, interest_in_words, who
from auditrack.views.return_words import told_of_returns
from auditrack.views.theming import Theming
from auditrack.views.wording import counted, decided_in_words, listed, shortened, when

_LONGEST = 160
_FEW = 3

_DID = {
    "init": "Register made",
    "board init": "Board entered",
    "settings set": "Settings changed",
    "review add": "Review entered",
    "review edit": "Review corrected",
    "review supersede": "Review superseded",
    "review withdraw": "Review withdrawn or reinstated",
    "review told": "Told of a review",
    "report told": "Sent a report",
    "told edit": "Whom it was told, corrected",
    "told withdraw": "Whom it was told, withdrawn",
    "review proceedings": "Proceedings",
    "review take-shared": "Shared review taken in",
    "exchange take": "Themes of another board taken in",
    "exchange match": "Theme of another board matched",
    "exchange withdraw": "Another board withdrawn",
    "finding add": "Finding entered",
    "finding edit": "Finding corrected",
    "rec add": "Recommendation entered",
    "rec edit": "Recommendation corrected",
    "rec theme": "Theme",
    "rec link": "Link",
    "rec reply": "Reply",
    "rec decide": "Decision",
    "rec close": "Closed",
    "rec reopen": "Opened again",
    "rec withdraw": "Recommendation withdrawn or reinstated",
    "action add": "Action entered",
    "action edit": "Action corrected",
    "action update": "Update",
    "action extend": "Date moved",
    "action done": "Said to be done",
    "action sign-off": "Signed off",
    "action types": "Types of action confirmed as suggested",
    "evidence add": "Evidence filed",
    "evidence accept": "Evidence accepted",
    "evidence return": "Evidence returned",
    "audit plan": "Audit planned",
    "audit record": "Audit recorded",
    "audit sample": "Cases drawn",
    "audit criteria": "Questions answered",
    "lead reassign": "Work given to another lead",
    "lead off": "Login taken off",
    "import": "Review imported",
    "import sheet": "Tracker taken in",
    "import return": "Return form read",
    "imports undo": "Import undone",
    "export record": "Report written",
    "rec unlink": "Link taken back",
    "theme add": "Theme entered",
    "theme edit": "Theme changed",
    "theme merge": "Theme merged",
    "theme split": "Theme split",
    "theme reason": "Why it came back",
    "rec asked-before": "Asked before, answered",
    "evidence edit": "Evidence corrected",
    "audit edit": "Audit corrected",
    "history restore": "Earlier value put back",
    "return-form ask": "Return forms sent",
    "return-form remind": "Reminded of a return form",
    "return-form returned": "Return form came back",
    "return-form withdraw": "Return form withdrawn",
    "meeting start": "Meeting begun",
    "meeting edit": "Meeting corrected",
    "meeting present": "Present in a meeting",
    "meeting not-present": "Taken off those present",
    "meeting interest": "Interest declared",
    "meeting item": "Put on the agenda",
    "meeting decide": "Decided in a meeting",
    "meeting change": "Decided again in a meeting",
    "meeting dissent": "Dissent noted",
    "meeting end": "Meeting ended",
    "meeting agree": "Minutes agreed",
    "meeting withdraw": "Meeting withdrawn",
    "publication wording": "Worded for the public",
    "publication prepare": "Prepared for publication",
    "publication send": "Sent to agencies before publication",
    "publication comment": "An agency's comment",
    "publication answer": "An agency's comment answered",
    "publication sign-off": "Signed off for publication",
    "publication withdraw": "Publication withdrawn",
    "disclosure names": "Watch-list",
    "disclosure release": "Released by the disclosure check",
    "disclosure withdraw": "Release withdrawn",
    "headings add": "Heading set entered",
    "headings verify": "Heading set verified",
    "headings withdraw": "Heading set or check withdrawn",
    "undo": "Undone",
}

_ABOUT = ("action", "recommendation", "on_ref", "of", "a", "review", "publication", "export")
"""Fields by which a record that hangs on another names it."""

_NAMED = ("text", "what", "shows", "title", "question", "name")


def about(entry: Entry, records: Records) -> str | None:
    """The record that an entry is about: the one people know, not what hangs on it."""
    for op in entry.ops:
        if op.table not in ("agencies", "leads", "windows"):
            return _subject(op, records)
    return entry.ops[0].id if entry.ops else None


def sentence(entry: Entry, records: Records) -> str:
    """What an entry did, in one line; `about` says to which record.

    Args:
        entry: the entry.
        records: the state that names are taken from.
    """
    did, said = deed(entry), _told(entry, records)
    if entry.meeting and not entry.cmd.startswith("meeting "):
        did += f" in {entry.meeting}"
    return f"{did}: {said}" if said else did


def deed(entry: Entry) -> str:
    """What kind of thing an entry did, without a word of any record."""
    return _DID.get(entry.cmd, entry.cmd.capitalize())


def _subject(op: Op, records: Records) -> str:
    document = _document(op, records)
    if op.table == "criteria":
        return str(document.get("audit") or op.id)
    if op.table in ("presences", "interests"):
        return str(document.get("meeting") or op.id)
    if op.table in ("reminders", "return_questions"):
        return str(document.get("form") or op.id)
    for field in _ABOUT:
        if field == "review" and op.table in ("recommendations", "findings"):
            continue
        if isinstance(named := document.get(field), str):
            return named
    return op.id


def _document(op: Op, records: Records) -> Mapping[str, Any]:
    known = dict(records.get(op.table, op.id) or {})
    known.update({name: new for name, (_, new) in op.fields.items() if new is not None})
    return known


def _told(entry: Entry, records: Records) -> str:
    if entry.cmd in ("import", "import sheet"):
        return _imported(entry)
    if entry.cmd == "import return":
        return shortened(_read_back(entry), _LONGEST)
    if entry.undoes is not None:
        return (entry.why or f"entry {entry.undoes}").removeprefix("Takes back ")
    if entry.cmd == "action types" and len(entry.ops) > 1:
        refs = listed(op.id for op in entry.ops)
        return shortened(f"{counted(len(entry.ops), 'action')}: {refs}", _LONGEST)
    if entry.cmd.startswith("return-form "):
        return shortened(told_of_returns(entry, records), _LONGEST)
    if entry.cmd == "lead reassign":
        return shortened(_reassigned(entry, records), _LONGEST)
    if entry.cmd == "meeting present":
        noted = [_document(op, records) for op in entry.ops if op.table == "presences"]
        return shortened(_present(noted, records), _LONGEST)
    if entry.cmd in ("meeting decide", "meeting change"):
        items = [op for op in entry.ops if op.table == "meeting_items" and "outcome" in op.fields]
        return shortened(
            "; ".join(_taken(_document(op, records), records) for op in items), _LONGEST
        )
    for op in entry.ops:
        if (told := _of(op, _document(op, records), records)) is not None:
            return shortened(told, _LONGEST)
    edits = [str(change) for op in entry.ops for change in changes_of(op) if op.op == "update"]
    return shortened("; ".join(edits[:_FEW]), _LONGEST)


def _of(op: Op, document: Mapping[str, Any], records: Records) -> str | None:
    if op.table == "theme_links":
        name = Theming(records).name(document.get("theme", ""))
        return f"{name} {document.get('status', 'suggested')}"
    if op.table == "replies":
        said = word(ANSWERS, document.get("answer"), "asked")
        agency = records.get("agencies", document.get("agency", ""))
        return f"{agency['name'] if agency else 'agency'}: {said}"
    if op.table == "presences":
        return _present((document,), records)
    if op.table == "interests":
        return f"{document.get('meeting')}, {interest_in_words(records, document)}"
    if op.table == "meeting_items":
        return f"{document.get('meeting')}, {document.get('on_ref') or document.get('text')}"
    if op.table == "meetings" and "status" in op.fields:
        return called_with_day(records, document)
    if op.table == "decisions":
        said = decided_in_words(document)
        return f"{said}{': ' + document['reason'] if document.get('reason') else ''}"
    if op.table == "extensions":
        return f"to {when(document.get('to'))}: {document.get('why', '')}"
    if op.table == "updates":
        said = str(document.get("state") or "").replace("-", " ")
        return "; ".join(part for part in (said, document.get("note") or "") if part)
    if op.table == "criteria":
        audit = records.get("audits", str(document.get("audit"))) or {}
        return str(audit.get("question") or document.get("audit"))
    if op.table == "audits" and op.op == "insert" and document.get("outcome"):
        return f"{word(OUTCOMES, document['outcome'])}. {document.get('question') or ''}".rstrip()
    if op.table == "proceedings":
        said = word(PROCEEDINGS, document.get("kind"))
        days = [
            f"{name} {when(op.fields[name][1])}" for name in ("open", "ended") if name in op.fields
        ]
        return f"{said}: {', '.join(days)}" if days else said
    if op.table == "told":
        return f"{document.get('whom')}, {when(document.get('on'))}"
    if op.table == "other_boards":
        return f"{document.get('name')}, as at {when(document.get('as_at'))}"
    if op.table == "watch_names":
        off = "taken off" if "withdrawn_on" in op.fields else "put on"
        return f"a name {off} the watch-list of {document.get('review')}"
    if op.table == "releases":
        return f"{document.get('shown') or document.get('kind')}: {document.get('reason')}"
    if op.op == "insert":
        if op.table == "evidence":
            return f"level {document.get('level', 0)}, {document.get('shows', '')}"
        for name in _NAMED:
            if op.table not in ("agencies", "leads") and document.get(name):
                return str(document[name])
    return None


def _reassigned(entry: Entry, records: Records) -> str:
    """From whom to whom, and what."""
    old, new = next(
        (op.fields[name] for op in entry.ops for name in ("lead", "by") if name in op.fields),
        (None, None),
    )
    names = f"{lead_title(records, old)} to {lead_title(records, new)}: " if new else ""
    return names + listed(op.id for op in entry.ops)


def _present(noted: Collection[Mapping[str, Any]], records: Records) -> str:
    """Who was noted in a meeting, and as what: "mtg-3, Ward, Police: present"."""
    names = listed(who(records, one.get("who")) for one in noted)
    one = next(iter(noted), {})
    return f"{one.get('meeting')}, {names}: {word(PRESENT_AS, one.get('present_as'))}"


def _taken(item: Mapping[str, Any], records: Records) -> str:
    """What a meeting made of an item: "mtg-3, act-7 extended to 1 March 2027: reason"."""
    ref = item.get("on_ref")
    said = outcome_in_words(item, table_for(records, str(ref)) if ref else None)
    what = f"{item.get('meeting')}, {ref or item['ref']} {said}"
    return f"{what}: {item['reason']}" if item.get("reason") else what


def _read_back(entry: Entry) -> str:
    """Which form of whom was read, and what became of its lines."""
    fields = next((op.fields for op in entry.ops if op.table == "imports"), {})
    title, counts = (str(fields.get(name, ("", ""))[1]) for name in ("title", "counts"))
    return f"{title.removeprefix('Return form ')}: {counts}"


def _imported(entry: Entry) -> str:
    number = {
        table: sum(op.table == table for op in entry.ops)
        for table in ("recommendations", "findings", "actions")
    }
    nouns = {"recommendations": "recommendation", "findings": "finding", "actions": "action"}
    return listed(counted(n, nouns[table]) for table, n in number.items() if n)
