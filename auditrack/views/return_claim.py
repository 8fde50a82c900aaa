"""Lines of a returned form that claim evidence or answer a question."""

from collections.abc import Mapping
from typing import Any

from auditrack.model import dates
from auditrack.model.words import LEVELS, RESULTS, word
from auditrack.views.return_line import (
    LONGEST_LINE,
    SHOWN,
    Line,
    Made,
    Told,
    joined,
    kept,
    sentence,
)
from auditrack.views.return_said import Day, folded, level_of, past_day, result_of
from auditrack.views.wording import shortened


def evidence_of_line(told: Told, line: Line) -> Made:
    """What an agency claims to show comes to: evidence that is filed, never accepted by this."""
    filed = told.on.evidence(line.ref)
    standing = [one for one in filed if not one.get("withdrawn_on")]
    made: Made = {"ref": line.ref, "read": line.read}
    made["here"] = [in_words(one) for one in standing[-3:]]
    telling = line.telling
    if not telling:
        return made | line.says_nothing_new()
    if not telling.get("shows"):
        return made | {"said": "This line does not say what it shows. Say what it shows."}
    day = Day(None)
    if telling.get("about"):
        day = past_day(telling["about"], told.back, told.on.today)
        if day.data is None:
            return made | {"said": f"This line {day.why}. Say from when it is."}
        line.tell_day(telling["about"], day)
    level = level_of(telling["level"]) if telling.get("level") else 0
    if level is None:
        levels = ", ".join(f"{level} {said}" for level, said in LEVELS.items())
        return made | {
            "said": f'This line calls it "{shortened(telling["level"], 60)}", which is no kind of '
            f"evidence. Say a number: {levels}."
        }
    if not telling.get("level"):
        line.read.append("No kind was said, so it counts as a statement.")
    result = result_of(telling.get("result", ""))
    found = f"Found: {telling['result']}" if telling.get("result") and not result else None
    place = telling.get("place", "")
    is_line = len(place) <= LONGEST_LINE and "\n" not in place
    where = None if is_line else f"Where: {place}"
    shows = joined((telling["shows"], found, where, telling.get("also")))
    for one in filed:
        same_day = day.data is None or day.data == one.get("about")
        if folded(str(one.get("shows", ""))) == folded(shows) and same_day:
            return made | {"kind": "unchanged", "said": f"Already on record as {one['ref']}."}
    fields = kept(
        {
            "shows": shows,
            "about": day.data,
            "level": level,
            "result": result,
            "at": (place or None) if is_line else None,
        }
    )
    made |= {
        "kind": "taken",
        "said": sentence("Evidence claimed, not accepted", in_words(fields)),
        "fields": fields,
    }
    return made | told.beside_others("evidence", line.ref, fields)


def in_words(fields: Mapping[str, Any]) -> str:
    """Evidence: "“A register”, level 1 (activity), from March 2026"."""
    level = fields.get("level")
    said = [
        f"“{shortened(str(fields.get('shows', '')), SHOWN)}”",
        f"level {level} ({LEVELS.get(level, '')})" if isinstance(level, int) else "",
        f"from {dates.in_words(fields['about'])}" if fields.get("about") else "no date",
        word(RESULTS, fields["result"]) if fields.get("result") else "",
        f"at {shortened(str(fields['at']), 60)}" if fields.get("at") else "",
    ]
    return ", ".join(part for part in said if part)


def answer_of_line(told: Told, line: Line) -> Made:
    """What the answer to a question comes to; "None" is an answer."""
    here = str(line.document.get("answer") or "")
    made: Made = {"ref": line.ref, "read": line.read}
    made["here"] = [f"Question: {line.document.get('question')}"]
    if here:
        made["here"].append(f"Answer on record: “{shortened(here, SHOWN)}”")
    answer = joined((line.written.get("answer"), line.written.get("also")))
    if not answer:
        return made | line.says_nothing_new()
    if here and folded(answer) == folded(here):
        return made | {"kind": "unchanged", "said": "Already on record."}
    fields = {"answer": answer, "answered_on": told.back.isoformat()}
    made |= {
        "kind": "taken",
        "said": sentence("Answer", f"“{shortened(answer, SHOWN)}”"),
        "fields": fields,
    }
    return made | told.beside_others("questions", line.ref, fields)
