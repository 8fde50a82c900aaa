"""Erasing what must not have been entered, a child's name say: one asks, another confirms.

The request is an entry without the value. The confirmation writes the journal's next generation,
in which a mark stands in the value's place in every entry, closed by an entry that says by whom.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar

from auditrack.commands import given
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.disposal import Disposal, disposal_of
from auditrack.commands.erasure import ENTRY, FILE, FREE_TEXT, Erasure, Reach
from auditrack.commands.run import made_up
from auditrack.commands.second_person import Claim, overridden
from auditrack.model.change import Records, Refusal, RefusedError, Saved, Transaction
from auditrack.model.dates import in_words, today_in_london
from auditrack.register.drafts_redacted import forget_redacted, forget_words
from auditrack.register.evidence_check import Progress
from auditrack.views.find import resolve
from auditrack.views.retention import EVERYTHING


@dataclass(frozen=True)
class AskRedaction(Command):
    """Ask that a field of a record be erased from every entry of the journal.

    `ref` is a record, or `entry-12` for the reason given with entry 12 (field "why"). The field
    "file" of a piece of evidence is its kept file with its name. `earlier` erases the values that
    stood there before, and keeps the one that stands now.
    """

    cmd: ClassVar[str] = "redact"

    ref: str
    field: str
    earlier: bool = False
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a field that is no free text, one that holds nothing, and a reason that tells."""
        table, ref, field = _meant(desk, self.ref, self.field)
        if self.earlier and (table == ENTRY or field == FILE):
            raise refuse(
                "bad-value", f"The {field} of {ref} has no earlier value to erase.", ref=ref
            )
        why = given.line(given.reason(self.why, "Redacting", ref), "reason")
        erasure = Erasure(table, ref, field, desk.records.head.number, "", self.earlier)
        reach = erasure.reach(desk.history())
        if not reach.values:
            nothing = "held no other text before" if self.earlier else "never held any text"
            raise refuse("nothing-to-redact", f"The {field} of {ref} {nothing}.", ref=ref)
        if reach.tells(why):
            raise refuse(
                "tells-the-value",
                f"The reason holds what is to be erased from {ref}, and a reason stays on record.",
                ref=ref,
                todo="Say why without the words themselves.",
            )
        made = desk.insert(
            "redactions",
            of=ref,
            kind=table,
            field=field,
            earlier=self.earlier or None,
            why=why,
            asked_by=desk.actor.login,
            asked_lead=desk.lead_ref,
            asked_on=desk.day,
        )
        desk.made.append(made)
        desk.notes.extend(reach.plan())


@dataclass(frozen=True)
class WithdrawRedaction(Command):
    """Take back a request to erase that nobody has confirmed; `which` is as for confirming it."""

    cmd: ClassVar[str] = "redact withdraw"

    which: str
    why: str | None = None

    @property
    def act(self) -> str:
        """Whoever may ask may take it back."""
        return "redact"

    def build(self, desk: Desk) -> None:
        """Refuses what was confirmed or taken back already, and without a reason."""
        request, _ = _asked(desk, self.which)
        ref = str(request["ref"])
        why = given.line(given.reason(self.why, "Withdrawing", ref), "reason")
        desk.update("redactions", ref, withdrawn_on=desk.day, withdrawn_why=why)
        desk.made.append(ref)


@dataclass(frozen=True)
class _Confirm(Command):
    """The entry that closes the new generation."""

    cmd: ClassVar[str] = "redact confirm"

    ref: str
    files: tuple[str, ...]
    why: str | None
    disposes: str | None = None
    reached: tuple[str, ...] = ()

    def build(self, desk: Desk) -> None:
        desk.update(
            "redactions",
            self.ref,
            confirmed_by=desk.actor.login,
            confirmed_lead=desk.lead_ref,
            confirmed_on=desk.day,
            confirmed_at=desk.now,
            files=self.files,
            reached=self.reached,
        )
        if self.disposes is not None:
            desk.update("reviews", self.disposes, disposed_on=desk.day)
        desk.made.append(self.ref)


def confirm_redaction(
    register: Any, which: str, *, today: date | None = None, progress: Progress | None = None
) -> Saved | Refusal:
    """Erase what another login asked to have erased: a field, or a review's texts.

    It cannot be taken back.

    Args:
        register: an open register.
        which: the number of the entry that asked, or the request's reference (`red-2`).
        today: the day that "today" means; London's by the register's clock when absent.
        progress: is told how many entries are written anew, of how many.

    Returns:
        The entry that closes the journal's new generation, with notes on what was reached and
        what may still hold the value; or the refusal, and then nothing was erased.
    """
    notes: list[str] = []
    found: list[Reach | Disposal] = []
    day = today or today_in_london(register.clock())

    def build(records: Records) -> tuple[Transaction, Any] | Refusal:
        desk = Desk(records, register.actor, day)
        try:
            request, number = _asked(desk, which)
            _second_person(desk, request)
            reach = _reach(desk, request, number)
            found.append(reach)
            notes.extend(reach.done(in_database=register.folder is None))
            confirm = _Confirm(
                str(request["ref"]),
                reach.files,
                str(request["why"]),
                str(request["of"]) if isinstance(reach, Disposal) else None,
                reach.reached,
            )
            last = records.head.number

            def redact(body: Any) -> Any:
                if progress is not None:
                    progress(body.n, last)
                return reach.redact(body)

            return made_up(desk, confirm), redact
        except RefusedError as refused:
            return refused.refusal

    answer: Saved | Refusal = register.erase(build)
    if isinstance(answer, Refusal):
        if answer.code == "already-done":
            # It may have been cut short after the one step that counts.
            left = " ".join(tidy(register))
            return replace(answer, message=f"{answer.message} {left}".strip())
        return answer
    notes.extend(tidy(register, found[-1].needles))
    notes.append("Other officers' drafts of it lose it when they next open the register.")
    return answer._replace(references=(_request_of(answer),), notes=tuple(notes))


def _reach(desk: Desk, request: Mapping[str, Any], number: int) -> Reach | Disposal:
    """What a request reaches as the record stands now."""
    of, day, why = str(request["of"]), desk.day, request["why"]
    if request["field"] == EVERYTHING:
        return disposal_of(desk, of, f"disposed of, {day}, {why}", number)
    erasure = Erasure(
        str(request["kind"]),
        of,
        str(request["field"]),
        number,
        f"redacted, {day}, {why}",
        bool(request.get("earlier")),
    )
    return erasure.reach(desk.history())


def tidy(register: Any, words: Iterable[str] = ()) -> tuple[str, ...]:
    """Finish what an interrupted erasure left: files, the snapshot, and this officer's drafts.

    A file that a record still names stays. `words` are what was erased, where that is still known.
    Gives sentences on what could not be done.
    """
    notes: list[str] = []
    named = register.index("evidence", "file_sha256")
    for request in register.select("redactions"):
        if not request.get("confirmed_on"):
            continue
        for name in request.get("files", ()):
            if name in named:
                others = ", ".join(str(record["ref"]) for record in named[name])
                notes.append(f"The file is kept for {others}: redact that too to erase it.")
                continue
            fault = register.kept.remove(str(name))
            if fault is not None:
                notes.append(
                    f"The kept file of {request['of']} could not be deleted: {fault}. "
                    f"Confirm {request['ref']} again when that is put right."
                )
    if register.folder is not None:
        try:
            register.write_snapshot()
        except RefusedError as refused:
            notes.append(str(refused.refusal))
    drafts = forget_words(register, words) + forget_redacted(register)
    if drafts:
        notes.append(f"It was taken out of {drafts} of your own drafts too.")
    return tuple(notes)


def _request_of(saved: Saved) -> str:
    return saved.entry.ops[0].id


def _meant(desk: Desk, typed: str, field: str) -> tuple[str, str, str]:
    wanted = given.line(typed, "reference").casefold()
    name = given.line(field, "field").casefold().replace(" ", "_").replace("-", "_")
    if wanted.startswith("entry-"):
        number = given.whole(wanted.removeprefix("entry-"), "entry", 1, desk.records.head.number)
        if name != "why":
            raise refuse(
                "no-such-field",
                "Of an entry only the reason can be redacted.",
                ref=wanted,
                todo=f"Say: auditrack redact entry-{number} why, or name the record and its field.",
            )
        return ENTRY, f"entry-{number}", "why"
    table, ref = resolve(desk.records, typed)
    free = FREE_TEXT.get(table, ())
    if name not in free:
        fields = ", ".join(free) or "none"
        raise refuse(
            "no-such-field",
            f"{field} is no field of {ref} that holds free text. References, dates, numbers and "
            "codes are corrected with an edit.",
            ref=ref,
            todo=f"What can be redacted there: {fields}.",
        )
    return table, ref, name


def _asked(desk: Desk, which: str) -> tuple[Mapping[str, Any], int]:
    """The request that is meant, and the entry that made it."""
    wanted = given.line(which, "number").casefold().removeprefix("#")
    for entry in desk.history():
        for op in entry.ops:
            asks = op.table == "redactions" and op.op == "insert"
            if asks and wanted in (str(entry.number), op.id):
                request = desk.get("redactions", op.id)
                assert request is not None
                if request.get("confirmed_on"):
                    raise refuse(
                        "already-done",
                        f"{op.id} was confirmed by {request.get('confirmed_by')} and is done.",
                        ref=op.id,
                    )
                if request.get("withdrawn_on"):
                    raise refuse(
                        "withdrawn",
                        f"{op.id} was withdrawn on {in_words(request['withdrawn_on'])}: "
                        f"{request.get('withdrawn_why')}.",
                        ref=op.id,
                        todo="Ask again if it is to be erased after all.",
                    )
                return request, entry.number
    raise refuse(
        "unknown-reference",
        f'"{which}" is no entry that asked for a redaction.',
        ref=which,
        todo="Give the number that `auditrack redact` said when it was asked.",
    )


def _second_person(desk: Desk, request: Mapping[str, Any]) -> None:
    desk.needs("redact confirm")
    claim = Claim(
        str(request["ref"]), "asked for", request.get("asked_by"), request.get("asked_lead")
    )
    try:
        overridden(desk, claim, None)
    except RefusedError as refused:
        todo = "Ask a chair or an administrator with another login and another lead to confirm it."
        raise RefusedError(replace(refused.refusal, todo=todo)) from None
