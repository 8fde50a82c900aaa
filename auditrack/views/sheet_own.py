"""Rows of a list that this program wrote: only what they say beyond the record is compared.

A cell that says what the export would say now says nothing new, whatever a spreadsheet program made
of its white space; so the file as it was written changes nothing.
"""

import unicodedata
from typing import Any

from msgspec.structs import replace

from auditrack.model.sheet import SheetRow
from auditrack.model.text import cleaned
from auditrack.model.words import ACTION_STATES, word
from auditrack.views.actions import served_by
from auditrack.views.board import agency_name, lead_title
from auditrack.views.export_value import CUT, parted
from auditrack.views.sheet_record import Document, OnRecord, fold

LONGEST = 20_000
"""How many characters a field may be changed to."""


def says_the_same(here: str, there: str) -> bool:
    """Whether a cell holds a text of the record: folded, or as much of it as a cell holds."""
    one, other = _key(here), _key(there)
    if one == other:
        return True
    mark = _key(CUT)
    return other.endswith(mark) and one.startswith(other.removesuffix(mark).rstrip())


def own_action(on: OnRecord, row: SheetRow) -> Document | None:
    """The action on record that a row of an own list of actions names.

    One that serves nothing of what the row says is another register's of the same number.
    """
    stored = on.records.get("actions", row.action_number) if row.action_number else None
    if stored is None or not row.number:
        return stored
    served = {*stored.get("serves", ()), *served_by(on.records, stored)}
    return stored if not served or served.intersection(parted(row.number)) else None


def what_is_new(on: OnRecord, noun: str, row: SheetRow) -> SheetRow:
    """A row with only what it says beyond the record of its reference.

    Its texts stand as on record where they are the same. A reference of another register becomes a
    label, and all that the row says is new.
    """
    if noun == "actions":
        stored = own_action(on, row)
        if stored is None:  # it is known by its words, and stands with the first that it serves
            return replace(row, number=next(iter(parted(row.number)), ""), action_number="")
        return _of_action(on, stored, row)
    stored = on.records.get("recommendations", row.number) if row.number else None
    if stored is None:
        return replace(row, number=row.number.removeprefix(f"{row.review}/"))
    return _of_ask(on, stored, row)


def too_long(on: OnRecord, row: SheetRow, action: Document | None) -> str:
    """What a row changes to more than a field may hold, in words; "" where it does not.

    What is as long on record already is no change.
    """
    stored = action or on.records.get("recommendations", row.number) or {}
    for name in ("recommendation", "action", "outcome", "theme"):
        text = getattr(row, name)
        if len(text) > LONGEST and text not in (stored.get("text"), stored.get("what")):
            return f"changes the {name} to {len(text):,} characters; a field holds {LONGEST:,}"
    return ""


def _of_ask(on: OnRecord, stored: Document, row: SheetRow) -> SheetRow:
    names = tuple(agency_name(on.records, ref) for ref in stored.get("agencies", ()))
    return replace(
        row,
        review=str(stored["review"]),
        recommendation=_as_stored(stored.get("text"), row.recommendation),
        agencies=() if _same_names(names, row.agencies) else row.agencies,
        outcome=_new(stored.get("outcome"), row.outcome),
        theme=_new(stored.get("theme_heading"), row.theme),
        **_due(stored.get("due"), row),
    )


def _of_action(on: OnRecord, stored: Document, row: SheetRow) -> SheetRow:
    now = on.now(stored)
    lead, agency = stored.get("lead"), stored.get("agency")
    name = (agency_name(on.records, agency),) if agency else ()
    state = word(ACTION_STATES, now.state) if now is not None else ""
    done = not _new(stored.get("done_on"), row.closed_text)
    return replace(
        row,
        action_number="",
        number="",
        action=_as_stored(stored.get("what"), row.action),
        lead=_new(lead_title(on.records, lead) if lead else "", row.lead),
        agencies=() if _same_names(name, row.agencies) else row.agencies,
        state="" if fold(state) == fold(row.state) else row.state,
        closed=None if done else row.closed,
        closed_text="" if done else row.closed_text,
        **_due(now.agreed_due if now is not None else stored.get("due"), row),
    )


def _due(here: str | None, row: SheetRow) -> dict[str, Any]:
    if _new(here, row.due_text):
        return {}
    return {"due": None, "due_text": ""}


def _new(here: Any, there: str) -> str:
    return "" if says_the_same(str(here or ""), there) else there


def _as_stored(here: Any, there: str) -> str:
    return str(here) if there and says_the_same(str(here or ""), there) else there


def _same_names(here: tuple[str, ...], there: tuple[str, ...]) -> bool:
    return [_key(one) for one in here if one.strip()] == [_key(one) for one in there]


def _key(text: str) -> str:
    """A text as it is compared: no characters that reading drops, white space and case folded.

    A spreadsheet program shows and saves a leading apostrophe as it likes, and the bullets of
    symbol fonts are read as plain ones.
    """
    if not (text.isascii() and text.isprintable()):
        text = "".join(c for c in cleaned(text) if c.isspace() or _is_read(c))
    return fold(text).removeprefix("'").strip()


def _is_read(character: str) -> bool:
    return character != "•" and unicodedata.category(character)[0] != "C"
