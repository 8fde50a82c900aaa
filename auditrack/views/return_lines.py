"""What each line of a returned form comes to: a reply, an update, evidence or an answer.

Nothing is guessed: what is not certain is asked, and what may not be written is refused.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from auditrack.model.dates import in_words
from auditrack.model.return_form import COLUMNS, ReturnedLine
from auditrack.model.words import ACTION_STATES, word
from auditrack.views.return_claim import answer_of_line, evidence_of_line
from auditrack.views.return_line import LONGEST, SHOWN, Line, Made, Told
from auditrack.views.return_on_record import Document, Found, OnRecord, printed_of
from auditrack.views.return_paper import WITHHELD, due_on_paper
from auditrack.views.return_plan import PRINTED, Fate
from auditrack.views.return_reply import reply_of_line
from auditrack.views.return_said import folded, points_elsewhere
from auditrack.views.return_update import update_of_line
from auditrack.views.wording import shortened

_READERS: Final[Mapping[str, Callable[[Told, Line], Made]]] = {
    "replies": reply_of_line,
    "updates": update_of_line,
    "evidence": evidence_of_line,
    "questions": answer_of_line,
}


class LineReader:
    """Gives each line of one form its fate, against what stands on record."""

    def __init__(self, on: OnRecord, back: date, *, nothing: bool) -> None:
        """Reads lines.

        Args:
            on: what stands on record for the form.
            back: the day that the form came back.
            nothing: whether "None" is the form's whole answer.
        """
        self._on = on
        self._told = Told(on, back, nothing=nothing)

    @property
    def touched(self) -> set[str]:
        """The recommendations whose waiting reply a line speaks of."""
        return self._told.touched

    def fate(self, number: int, line: ReturnedLine) -> Fate:
        """The fate of one line."""
        made = self._fate(line)
        if made.get("kind") == "taken":
            for text in made["fields"].values():
                if isinstance(text, str) and len(text) > LONGEST:
                    made |= {"kind": "refused", "said": _too_long("Together", text), "fields": {}}
                    break
        return Fate(
            number=number,
            line=line,
            kind=made.get("kind", "asked"),
            ref=made.get("ref"),
            said=made.get("said", ""),
            fields=made.get("fields", {}) if made.get("kind") == "taken" else {},
            here=tuple(made.get("here", ())),
            read=tuple(made.get("read", ())),
            often=made.get("often", {}),
            waits=made.get("waits"),
        )

    def _fate(self, line: ReturnedLine) -> Made:
        about = self._on.about(line)
        written, changed = _written(line, about), self._changed(line, about)
        if not written and (about.why or not changed):
            if self._told.nothing and line.section == "replies" and not about.why:
                return self._read(line, about, written, [])
            return {"kind": "nothing written", "ref": about.ref, "said": "Nothing was written."}
        if about.why:
            kind = "asked" if about.is_asked else "refused"
            return {"kind": kind, "ref": about.ref, "said": f"This line {about.why}."}
        for name, text in written.items():
            heading = COLUMNS[line.section].get(name, "Another column")
            if len(text) > LONGEST:
                return {
                    "kind": "refused",
                    "ref": about.ref,
                    "said": _too_long(f'"{heading}"', text),
                }
            if points_elsewhere(text):
                return {
                    "ref": about.ref,
                    "said": f'This line says "{shortened(text, 40)}", which may be any line. Say '
                    "what it says.",
                }
        if about.by_words:
            changed.insert(0, f"Its reference was lost: its words are those of {about.ref}.")
        return self._read(line, about, written, changed)

    def _read(
        self, line: ReturnedLine, about: Found, written: dict[str, str], read: list[str]
    ) -> Made:
        meant = Line(str(about.ref), about.document or {}, written, read)
        return _READERS[line.section](self._told, meant)

    # What was written over

    def _changed(self, line: ReturnedLine, about: Found) -> list[str]:
        """What was written over the printed columns, which is never taken as ours."""
        document = about.document
        if document is None:
            return []
        told = []
        for name in PRINTED[line.section]:
            said = line.values.get(name, "")
            if said and not self._is_as_printed(name, said, document):
                heading = COLUMNS[line.section][name]
                told.append(
                    f'"{heading}" reads otherwise than on record and is not taken: '
                    f"“{shortened(said, SHOWN)}”"
                )
        return told

    def _is_as_printed(self, name: str, said: str, document: Document) -> bool:
        if name in ("text", "question"):
            return folded(said) in (folded(printed_of(document)), folded(WITHHELD))
        now = self._on.now(document)
        if now is None:
            return True
        if name == "due":
            known = [now.original_due, *(one.to for one in now.extensions)]
            begins = tuple(folded(in_words(due)) for due in known if due)
            return folded(said) in (folded(due_on_paper(now)), "no date is set") or (
                bool(begins) and folded(said).startswith(begins)
            )
        states = {now.state, "not-started", "not-known", *(one.state for one in now.updates)}
        return any(
            folded(said).startswith(folded(word(ACTION_STATES, one))) for one in states if one
        )


def _written(line: ReturnedLine, about: Found) -> dict[str, str]:
    """What the agency wrote, without its reference and what the form prints.

    On a row of no record that stands here nothing was printed.
    """
    left_out = {"ref", *(PRINTED[line.section] if about.document is not None else ())}
    return {name: text for name, text in line.values.items() if name not in left_out}


def _too_long(what: str, text: str) -> str:
    return (
        f"{what} has {len(text):,} characters, and a field holds {LONGEST:,}. Shorten it, or name "
        "where it can be read."
    )
