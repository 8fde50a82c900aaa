"""An entry of the history as one line for people: what was done, about which record."""

from collections.abc import Mapping
from typing import Any

from auditrack.model.change import Entry, Op, Records
from auditrack.model.words import ANSWERS, OUTCOMES, PROCEEDINGS, word
from auditrack.views.history import changes_of
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
    "review proceedings": "Proceedings",
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
    "import": "Review imported",
    "import sheet": "Tracker taken in",
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
    "undo": "Undone",
}

_ABOUT = ("action", "recommendation", "on_ref", "of", "a", "review")
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
    return f"{did}: {said}" if said else did


def deed(entry: Entry) -> str:
    """What kind of thing an entry did, without a word of any record."""
    return _DID.get(entry.cmd, entry.cmd.capitalize())


def _subject(op: Op, records: Records) -> str:
    document = _document(op, records)
    if op.table == "criteria":
        return str(document.get("audit") or op.id)
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
    if entry.undoes is not None:
        return (entry.why or f"entry {entry.undoes}").removeprefix("Takes back ")
    if entry.cmd == "action types" and len(entry.ops) > 1:
        refs = listed(op.id for op in entry.ops)
        return shortened(f"{counted(len(entry.ops), 'action')}: {refs}", _LONGEST)
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
    if op.op == "insert":
        if op.table == "evidence":
            return f"level {document.get('level', 0)}, {document.get('shows', '')}"
        for name in _NAMED:
            if op.table not in ("agencies", "leads") and document.get(name):
                return str(document[name])
    return None


def _imported(entry: Entry) -> str:
    number = {
        table: sum(op.table == table for op in entry.ops)
        for table in ("recommendations", "findings", "actions")
    }
    nouns = {"recommendations": "recommendation", "findings": "finding", "actions": "action"}
    return listed(counted(n, nouns[table]) for table, n in number.items() if n)
