"""The plan of a returned form: which form it is, when it came back, and the fate of every line.

A dry run shows this plan and the command writes it, from the same function.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import msgspec

from auditrack.model.change import Records, Refusal
from auditrack.model.dates import in_words, interval
from auditrack.model.return_form import HEAD, Returned, ReturnedLine
from auditrack.model.text import one_line
from auditrack.views.board import agency_name, board_of, find_agency, successor_of
from auditrack.views.imported import taken_in
from auditrack.views.return_lines import LineReader
from auditrack.views.return_on_record import OnRecord
from auditrack.views.return_plan import Fate, ReturnPlan
from auditrack.views.return_said import folded, past_day
from auditrack.views.wording import counted

Document = Mapping[str, Any]
_MADE_UP = "DEMONSTRATION: everything in it is made up"
"""What a form of the demonstration board says of itself."""

Corrections = Mapping[int, Mapping[str, str]]
"""What a person said that lines mean, by their number: a column's id and its words."""


def plan_of(
    records: Records,
    returned: Returned,
    today: date,
    *,
    form: str | None = None,
    returned_on: str | None = None,
    corrections: Corrections | None = None,
    left: Collection[int] = (),
    told: Mapping[str, str] | None = None,
    printed: Collection[str] = (),
) -> ReturnPlan:
    """What becomes of every line of a returned form, as things stand.

    Args:
        records: the state of the register.
        returned: what was read.
        today: the day it is.
        form: the form that it is, where the person says so.
        returned_on: the day it came back, as typed; else what is written on it, else today.
        corrections: what the person said that lines mean.
        left: the numbers of lines that the person leaves out.
        told: what words for states mean, by folded word.
        printed: words outside the tables that a form has as it is sent.
    """
    known, problem = _form(records, returned, form)
    if known is None:
        return ReturnPlan(returned=returned, loose=returned.loose, problem=problem)
    ref, agency = str(known["ref"]), str(known.get("agency", ""))
    notes: list[str] = []
    back, wrong = _back(known, returned, returned_on, today, notes)
    on = OnRecord(records, known, today, told or {})
    loose = _loose(records, returned, known, printed)
    said = corrections or {}
    lines = tuple(
        _corrected(line, said.get(number, {})) for number, line in enumerate(returned.lines, 1)
    )
    fates = _fates(on, back, lines, nothing=False)
    wrote = any(fate.kind not in ("nothing written", "unchanged") for fate in fates)
    nothing = returned.nothing and not wrote
    if returned.nothing and wrote:
        notes.append(
            'It says that there is nothing to report, and its lines say something: "None" is not '
            "taken as its answer."
        )
    if nothing:
        fates = _fates(on, back, lines, nothing=True)
    fates = tuple(
        msgspec.structs.replace(
            fate,
            kind="left" if fate.number in left and fate.kind == "taken" else fate.kind,
            line=returned.lines[fate.number - 1] if fate.number in said else fate.line,
            yours=said.get(fate.number, {}),
        )
        for fate in fates
    )
    if returned.agency and find_agency(records, returned.agency) is None:
        notes.append(
            f"It names “{one_line(returned.agency)[:120]}” as the agency, which is on record under "
            f"no such name: {ref} was sent to {agency_name(records, agency)}."
        )
    _tell_of_form(known, notes)
    before = taken_in(records, returned.sha256)
    if before is not None:
        notes.append(
            f"This very file was taken in before, as {before['ref']}: what came of it stands and "
            "is not doubled."
        )
    gone = _deleted(on, lines)
    if gone:
        notes.append(
            f"{counted(len(gone), 'row')} of the form as it was sent "
            f"{'is' if len(gone) == 1 else 'are'} not on it any more: {', '.join(gone[:20])}"
            f"{' and more' if len(gone) > 20 else ''}. Nothing is read of that."
        )
    return ReturnPlan(
        returned=returned,
        form=ref,
        agency=agency,
        name=agency_name(records, agency),
        returned_on=back.isoformat(),
        nothing=nothing,
        fates=fates,
        loose=loose,
        notes=tuple(notes),
        problem=problem or _taken_in_before(records, returned, fates) or wrong,
        is_back=bool(known.get("returned_on")),
    )


def _fates(
    on: OnRecord, back: date, lines: tuple[ReturnedLine, ...], *, nothing: bool
) -> tuple[Fate, ...]:
    reader = LineReader(on, back, nothing=nothing)
    fates = [reader.fate(number, line) for number, line in enumerate(lines, 1)]
    if nothing:
        # A row may have been deleted: "None" answers what waits all the same.
        for ref in on.asks:
            if ref not in reader.touched and on.records.get("recommendations", ref) is not None:
                line = ReturnedLine(section="replies", place="The form as a whole", ref=ref)
                fate = reader.fate(len(fates) + 1, line)
                if fate.kind == "taken":
                    fates.append(fate)
    return tuple(fates)


def _corrected(line: ReturnedLine, said: Mapping[str, str]) -> ReturnedLine:
    """A line with what a person said that it means; an empty word takes a value out."""
    if not said:
        return line
    values = {**line.values, **said}
    ref = values.get("ref") if "ref" in said else line.ref
    kept = {name: text for name, text in values.items() if text}
    return msgspec.structs.replace(line, values=kept, ref=(ref or "").strip().casefold() or None)


# Which form it is


def _form(
    records: Records, returned: Returned, typed: str | None
) -> tuple[Document | None, Refusal | None]:
    """The form that came back; None with why where that cannot be known."""
    file = one_line(returned.file)
    named = (typed or returned.form or "").strip().casefold()
    if not named:
        return None, _unnamed(records, returned, file)
    known = records.get("return_forms", named)
    if known is None:
        return None, Refusal(
            "no-such-form",
            f"{file} names the return form {one_line(named)[:40]}, and none of that reference "
            "was sent from here.",
            todo="Say which form it is with --form ret-1.",
        )
    if known.get("withdrawn_on"):
        return known, Refusal(
            "withdrawn",
            f"{named} was withdrawn on {in_words(known['withdrawn_on'])}: "
            f"{known.get('withdrawn_why') or 'no reason recorded'}.",
            ref=named,
            todo="If what it says counts all the same, say under which form with --form.",
        )
    return known, _of_another(records, returned, known, file, bool(typed))


def _unnamed(records: Records, returned: Returned, file: str) -> Refusal:
    """The refusal of a file that names no form, with those that may be meant."""
    agency = find_agency(records, returned.agency) if returned.agency else None
    waiting = [
        one
        for one in records.select("return_forms")
        if not (one.get("withdrawn_on") or one.get("returned_on") or one.get("replaced_by"))
    ]
    if agency is not None:
        agency = successor_of(records, agency)
        waiting = [
            one for one in waiting if successor_of(records, str(one.get("agency"))) == agency
        ]
    names = ", ".join(
        f"{one['ref']} ({agency_name(records, one.get('agency'))})" for one in waiting[:10]
    )
    return Refusal(
        "no-form-named",
        f"{file} does not say which return form it is.",
        todo=f"Say it with --form. These wait to come back: {names}."
        if names
        else "Say it with --form; no form waits to come back.",
    )


def _of_another(
    records: Records, returned: Returned, form: Document, file: str, is_said: bool
) -> Refusal | None:
    """The refusal where the file names another agency, or another form than the person says."""
    agency = str(form.get("agency", ""))
    if returned.agency:
        printed = find_agency(records, returned.agency)
        if printed is not None and successor_of(records, printed) != successor_of(records, agency):
            return Refusal(
                "another-agency",
                f"{file} names {one_line(returned.agency)} as the agency, and {form['ref']} was "
                f"sent to {agency_name(records, agency)}.",
                ref=str(form["ref"]),
                todo="Ask whose it is; each agency's answers go under its own form.",
            )
    if is_said and returned.form and returned.form != form["ref"]:
        other = records.get("return_forms", returned.form)
        if other is not None and successor_of(records, str(other.get("agency"))) != successor_of(
            records, agency
        ):
            return Refusal(
                "another-agency",
                f"{file} is {returned.form}, which was sent to "
                f"{agency_name(records, str(other.get('agency')))}, and {form['ref']} to "
                f"{agency_name(records, agency)}.",
                ref=str(form["ref"]),
                todo="Leave --form out.",
            )
    return None


def _taken_in_before(
    records: Records, returned: Returned, fates: tuple[Fate, ...]
) -> Refusal | None:
    """The refusal of a file that was taken in before and of which nothing new is to be taken."""
    imported = taken_in(records, returned.sha256)
    if imported is None or any(fate.kind == "taken" for fate in fates):
        return None
    return Refusal(
        "taken-in-before",
        f"{one_line(returned.file)} was taken in before, as {imported['ref']}, and nothing of it "
        "is new.",
        ref=str(imported["ref"]),
        todo="Say what the lines mean that are asked, and it can be read once more.",
    )


# When it came back


def _back(
    form: Document, returned: Returned, typed: str | None, today: date, notes: list[str]
) -> tuple[date, Refusal | None]:
    """The day that a form came back, and why it cannot be that one."""
    kept = interval(form.get("returned_on"))
    written = typed or returned.returned_on
    if not written and kept is None:
        notes.append(
            f"No day is written on it: today, {in_words(today.isoformat())}, is taken as the day "
            "it came back."
        )
    day, wrong = (kept.latest if kept is not None and not typed else today), None
    if written:
        found = past_day(written, today, today)
        days = interval(found.data)
        if days is not None and days.is_one_day:
            day = days.earliest
            if not typed and folded(written) not in (folded(found.said), folded(found.data or "")):
                notes.append(f"“{one_line(written)[:60]}” is read as returned on {found.said}.")
        elif typed:
            wrong = Refusal(
                "bad-date",
                f'"{one_line(typed)[:60]}" is no day that the form can have come back on.',
                todo="Give one day with --returned-on, for example 2026-11-20.",
            )
        else:
            notes.append(
                f"“{one_line(written)[:60]}” is written as the day it was returned, which is not "
                f"one day that has passed: {in_words(day.isoformat())} is taken."
            )
    asked = interval(form.get("asked_on"))
    if asked is not None and day < asked.earliest and kept is not None and not typed:
        day = kept.latest
    elif asked is not None and day < asked.earliest:
        wrong = Refusal(
            "backward-period",
            f"{form['ref']} would have come back on {in_words(day.isoformat())}, and it was sent "
            f"on {in_words(form['asked_on'])}.",
            ref=str(form["ref"]),
            todo="Say the day it came back with --returned-on.",
        )
    return day, wrong


def _tell_of_form(form: Document, notes: list[str]) -> None:
    ref = str(form["ref"])
    if form.get("returned_on"):
        notes.append(
            f"{ref} came back on {in_words(form['returned_on'])} already: what is new is added."
        )
    if form.get("replaced_by"):
        notes.append(
            f"{ref} was replaced by {form['replaced_by']} before it came back, which is not "
            "answered by this."
        )


# What is beside the lines


def _loose(
    records: Records, returned: Returned, form: Document, printed: Collection[str]
) -> tuple[str, ...]:
    """The words outside the tables that the agency wrote: not those of the form as it was sent."""
    board = board_of(records)
    covering = str(form.get("covering") or "")
    days = (
        f"{HEAD[name]} {in_words(form[name])}"
        for name in ("asked_on", "due_back")
        if form.get(name)
    )
    known = {
        folded(text)
        for text in (
            *printed,
            *days,
            board.name,
            board.marking,
            _MADE_UP,
            covering,
            *covering.split("\n"),
            *covering.split("\n\n"),
        )
    }
    return tuple(text for text in returned.loose if folded(text) and folded(text) not in known)


def _deleted(on: OnRecord, lines: tuple[ReturnedLine, ...]) -> list[str]:
    """The records printed on the form of which no line is left."""
    there = {on.about(line).ref for line in lines}
    return [ref for ref in (*on.asks, *on.questions) if ref not in there]
