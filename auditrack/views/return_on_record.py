"""What stands on record for a returned form: whose it is, and which record each line means."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from auditrack.model.change import Records
from auditrack.model.dates import interval
from auditrack.model.return_form import ReturnedLine
from auditrack.views.actions import ActionNow, ActionsNow
from auditrack.views.asked import ALL, BOARD, Asked
from auditrack.views.board import agency_name
from auditrack.views.return_paper import questions_of
from auditrack.views.return_said import folded
from auditrack.views.seen import unwithdrawn
from auditrack.views.sheet_words import Words

Document = Mapping[str, Any]

_TABLES: Mapping[str, tuple[str, ...]] = {
    "replies": ("recommendations",),
    "updates": ("actions",),
    "evidence": ("recommendations", "actions", "findings"),
    "questions": ("return_questions",),
}
"""What the lines of each table may be about."""

_CALLED: Mapping[str, str] = {
    "recommendations": "a recommendation",
    "actions": "an action",
    "findings": "a finding",
    "return_questions": "a question",
    "reviews": "a review",
    "evidence": "evidence",
    "audits": "an audit",
}
_MEANT: Mapping[str, str] = {
    "replies": "recommendations",
    "updates": "actions",
    "evidence": "recommendations and actions",
    "questions": "questions of the form",
}


class Found:
    """What a line is about: `ref` and its document, or in `why` the sentence of a refusal.

    `is_asked` says that a person may put it right; `by_words` that its reference was lost and its
    printed words tell what it is about.
    """

    def __init__(
        self,
        document: Document | None = None,
        table: str = "",
        *,
        why: str = "",
        is_asked: bool = False,
        by_words: bool = False,
    ) -> None:
        self.document = document
        self.table = table
        self.why = why
        self.is_asked = is_asked
        self.by_words = by_words

    @property
    def ref(self) -> str | None:
        """The reference of the record."""
        return str(self.document["ref"]) if self.document is not None else None


class OnRecord:
    """The records that the lines of one form may be about, each looked up once."""

    def __init__(
        self, records: Records, form: Document, today: date, told: Mapping[str, str]
    ) -> None:
        self.records = records
        self.form = form
        self.today = today
        self.agency = str(form.get("agency", ""))
        self.asked = Asked(records)
        self.name = self.asked.one(self.agency)
        self.words = Words(records, told)
        self.actions = ActionsNow(records, today, self.asked)
        self.asks = tuple(str(ref) for ref in form.get("asks", ()))
        self.questions = {str(one["ref"]): one for one in questions_of(records, str(form["ref"]))}
        self._keys: dict[str, set[str]] = {}
        for ref in (*self.asks, *self.questions):
            self._keys.setdefault(_bare(ref), set()).add(ref)

    # Which record a line means

    def about(self, line: ReturnedLine) -> Found:
        """The record that a line is about, where this agency may write on it."""
        tables = _TABLES[line.section]
        if line.ref is None:
            return self._by_words(line, tables)
        if ", " in line.ref:
            return Found(
                why=f"names several records at once ({line.ref}); say which one it is about",
                is_asked=True,
            )
        ref = self._spelt(line.ref)
        for table in (*tables, *(one for one in _CALLED if one not in tables)):
            document = self.records.get(table, ref)
            if document is None:
                continue
            if table not in tables:
                return Found(
                    why=f"names {ref}, which is {_CALLED[table]}; this table is about "
                    f"{_MEANT[line.section]}",
                    is_asked=True,
                )
            return self._allowed(document, table)
        return Found(
            why=f"names {line.ref}, and no such record stands here. If it is mistyped, correct it",
        )

    def _spelt(self, ref: str) -> str:
        """A reference as the register spells it, where only its marks differ and one fits."""
        if ref in self.asks or ref in self.questions:
            return ref
        near = self._keys.get(_bare(ref), set())
        return next(iter(near)) if len(near) == 1 else ref

    def _by_words(self, line: ReturnedLine, tables: Sequence[str]) -> Found:
        said = folded(line.values.get("text") or line.values.get("question") or "")
        fits: list[tuple[Document, str]] = []
        if said:
            for ref in (*self.asks, *self.questions):
                for table in tables:
                    document = self.records.get(table, ref)
                    if document is not None and folded(printed_of(document)) == said:
                        fits.append((document, table))
        if len(fits) == 1:
            found = self._allowed(*fits[0])
            found.by_words = True
            return found
        return Found(why="names no record; say which one it is about", is_asked=True)

    def _allowed(self, document: Document, table: str) -> Found:
        """The record, unless it was withdrawn or is not this agency's to write on."""
        ref = str(document["ref"])
        if document.get("withdrawn_on"):
            return Found(document, table, why=f"is about {ref}, which was withdrawn")
        if table == "return_questions":
            if ref in self.questions:
                return Found(document, table)
            return Found(
                document,
                table,
                why=f"answers {ref}, a question of another form ({document.get('form')})",
            )
        if ref in self.asks or self._is_asked(document, table):
            return Found(document, table)
        whose = self._whose(document, table)
        return Found(
            document,
            table,
            why=f"is about {ref}, which was not asked of {agency_name(self.records, self.agency)}"
            + (f" but of {whose}" if whose else ""),
        )

    def _is_asked(self, document: Document, table: str) -> bool:
        """Whether a record that is not on the form is this agency's all the same."""
        if table == "recommendations":
            asked = self.asked.each(document.get("agencies", ()))
            return self.name in asked or bool({ALL, BOARD} & set(asked))
        if table == "actions":
            now = self.actions.of(document)
            if now is None:
                return False
            if now.fact.agency is not None:
                return now.fact.agency == self.name
            return any(ref in self.asks for ref in now.serves)
        return False

    def _whose(self, document: Document, table: str) -> str:
        if table == "actions":
            now = self.actions.of(document)
            return str(now.fact.agency or "") if now is not None else ""
        return ", ".join(self.asked.each(document.get("agencies", ())))

    # What was said of it

    def now(self, action: Document) -> ActionNow | None:
        """An action with what was said of it; None where it is withdrawn."""
        return self.actions.of(action)

    def replies(self, ref: str) -> tuple[list[Document], Document | None]:
        """The agency's answers to a recommendation, oldest first, and the asking that waits."""
        mine = [
            one
            for one in unwithdrawn(self.records.index("replies", "recommendation").get(ref, ()))
            if one.get("agency") and self.asked.one(str(one["agency"])) == self.name
        ]
        answers = [one for one in mine if one.get("answer")]
        answers.sort(key=lambda one: str(one.get("on") or ""))
        return answers, next((one for one in reversed(mine) if not one.get("answer")), None)

    def evidence(self, ref: str) -> tuple[Document, ...]:
        """What was filed for a record, withdrawn or not; what an undone import filed never was."""
        return tuple(
            one
            for one in self.records.index("evidence", "serves").get(ref, ())
            if not self._was_undone(one)
        )

    def updates(self, action: str) -> tuple[Document, ...]:
        """What was said of an action, withdrawn or not; what an undone import said never was."""
        return tuple(
            one
            for one in self.records.index("updates", "action").get(action, ())
            if not self._was_undone(one)
        )

    def _was_undone(self, document: Document) -> bool:
        imported = self.records.get("imports", str(document.get("import_ref") or ""))
        return bool(document.get("undone")) or bool(imported and imported.get("undone_on"))

    def is_since_asked(self, on: str | None) -> bool:
        """Whether a day is not before the form was sent."""
        asked, day = interval(self.form.get("asked_on")), interval(on)
        return asked is None or (day is not None and day.latest >= asked.earliest)


def printed_of(document: Document) -> str:
    """The words of a record that a form prints."""
    return str(document.get("text") or document.get("what") or document.get("question") or "")


def _bare(ref: str) -> str:
    """A reference by its letters and figures: act 17, act–17 and ACT17 are one."""
    return re.sub(r"[^a-z0-9.]", "", ref)
