"""A line of a returned form that answers a recommendation."""

from collections.abc import Mapping
from typing import Any, Final

from auditrack.model.words import ANSWERS, word
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
from auditrack.views.return_on_record import Document
from auditrack.views.return_said import answer_of, folded, says_no_change, says_nothing
from auditrack.views.wording import shortened, when

_SEE_NOTE: Final = frozenset(
    ("see note", "see notes", "see reason", "see below", "see comment", "see comments")
)


def reply_of_line(told: Told, line: Line) -> Made:
    """What an answer comes to, against the answers of this agency that are on record."""
    ref, written, read = line.ref, line.written, line.read
    answers, waiting = told.on.replies(ref)
    prior = answers[-1] if answers else None
    made: Made = {"ref": ref, "read": read}
    made["waits"] = str(waiting["ref"]) if waiting is not None else None
    made["here"] = [in_words(one) for one in answers[-2:]] or (
        [f"Asked on {when(waiting.get('asked_on'))}, no answer"] if waiting else []
    )
    said = written.get("answer", "")
    reason = joined((written.get("reason"), written.get("also")))
    reason = "" if says_nothing(reason) or says_no_change(reason) else reason
    if not said and told.nothing and waiting is not None and not reason:
        told.touched.add(ref)
        return made | {
            "kind": "taken",
            "said": 'Answer "none": the form says that there is nothing to report.',
            "fields": {"answer": "none", "on": told.back.isoformat()},
        }
    if not written:
        if read:
            return made | line.says_nothing_new()
        return made | {"kind": "nothing written", "said": "No answer was written."}
    if says_no_change(said) and not reason:
        return made | {"kind": "unchanged", "said": f'It says "{shortened(said, 60)}".'}
    if not said:
        only = "a reason" if reason else "a date"
        return made | {"said": f"This line gives {only} and no answer. Say which answer it is."}
    meant = answer_of(said)
    if meant.code is None:
        often = {"answer": meant.often} if meant.often else {}
        return made | {"said": f"This line {meant.why}. Say which it is.", "often": often}
    rest, on = ("" if folded(meant.rest) in _SEE_NOTE else meant.rest), written.get("on")
    if prior is not None and prior.get("answer") != meant.code:
        reason, on = _without_earlier(prior, reason, on, read)
    if prior is not None and _is_on_record(prior, meant.code, reason or rest, on):
        told.touched.add(ref)
        return made | {"kind": "unchanged", "said": f"Already on record: {in_words(prior)}."}
    day = told.day(on)
    if day.data is None:
        return made | {"said": f"This line {day.why}. Say the day of the answer."}
    filled = _filled(meant.code, rest, reason)
    if isinstance(filled, str):
        return made | {"said": filled}
    fields = kept({"answer": meant.code, "on": day.data, **filled})
    line.tell_day(on, day)
    if folded(said) not in (folded(meant.code), folded(word(ANSWERS, meant.code))):
        read.append(f"“{shortened(said, 80)}” is read as {word(ANSWERS, meant.code)}.")
    told.touched.add(ref)
    made |= {"kind": "taken", "said": sentence("Reply", in_words(fields)), "fields": fields}
    return made | told.beside_others("replies", ref, fields)


def in_words(fields: Mapping[str, Any]) -> str:
    """An answer: "declined, 3 November 2026, “Not ours”"."""
    said = [word(ANSWERS, fields.get("answer"))]
    if fields.get("passed_to"):
        said.append(f"to {shortened(str(fields['passed_to']), SHOWN)}")
    said.append(when(fields.get("on")))
    if fields.get("reason"):
        said.append(f"“{shortened(str(fields['reason']), SHOWN)}”")
    return ", ".join(said)


def _without_earlier(
    prior: Document, reason: str, on: str | None, read: list[str]
) -> tuple[str, str | None]:
    """Reason and day of a new answer: those that were printed are the earlier answer's."""
    earlier = {folded(str(prior.get(name) or "")) for name in ("reason", "passed_to")} - {""}
    if folded(reason) in earlier:
        reason = ""
        read.append("The reason that is printed is that of the earlier answer.")
    if on and folded(on) in _days(prior):
        on = None
        read.append("The date that is printed is that of the earlier answer.")
    return reason, on


def _days(prior: Document) -> set[str]:
    return {folded(str(prior.get("on") or "")), folded(when(prior.get("on"), ""))} - {""}


def _filled(code: str, rest: str, reason: str) -> Made | str:
    """Reason and body of an answer; the question where one of them is missing."""
    if code == "passed-on":
        to, why = (rest, reason) if rest else (reason, "")
        if not to:
            return "This line passes it on and does not say to whom. Say to whom, or why."
        if "\n" in to or len(to) > LONGEST_LINE:
            return {"reason": joined((to, why))}
        return {"passed_to": to, "reason": why or None}
    told = joined((rest, reason))
    if code == "declined" and not told:
        return "This line declines it without a reason. Ask for the reason and say it here."
    return {"reason": told or None}


def _is_on_record(prior: Document, code: str, reason: str, on: str | None) -> bool:
    if prior.get("answer") != code:
        return False
    said = {folded(str(prior.get(name) or "")) for name in ("reason", "passed_to")}
    both = folded(f"{prior.get('passed_to') or ''} {prior.get('reason') or ''}")
    if folded(reason) not in said | {both, ""}:
        return False
    return not on or folded(on) in _days(prior)
