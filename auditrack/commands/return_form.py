"""Return forms: asking agencies what became of what is open, all of them or none."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, ClassVar

from auditrack.commands import given
from auditrack.commands.agency import known_agency
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.model.change import Head
from auditrack.model.dates import in_words
from auditrack.views.asked import ALL, Asked
from auditrack.views.board import agency_name, board_of, successor_of
from auditrack.views.facts import Facts
from auditrack.views.return_drafts import Draft, Drafts, Question
from auditrack.views.return_paper import Paper, paper_of
from auditrack.views.wording import counted

MOST_QUESTIONS = 50

Document = Mapping[str, Any]


@dataclass(frozen=True)
class FormFile:
    """The file that a form leaves the register as."""

    agency: str
    name: str
    format: str


@dataclass(frozen=True)
class AskForReturns(Command):
    """Send agencies a return form each: all of them are asked, or none.

    `agencies` are names or references; with `everyone` each that has anything open. `questions`
    go to all of them, before what the record itself asks of each. `drafts` and `as_of` are what
    `drafted` filled in: the files were written from them, and nothing may have changed since.
    `files` are the documents that leave the register with it, each recorded as an export.
    """

    cmd: ClassVar[str] = "return-form ask"

    agencies: tuple[str, ...] = ()
    everyone: bool = False
    asked_on: str | None = None
    due_back: str | None = None
    covering: str | None = None
    questions: tuple[str, ...] = ()
    drafts: tuple[Draft, ...] | None = None
    as_of: Head | None = None
    files: tuple[FormFile, ...] = ()
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses an agency with nothing open and no question, and what changed since drafted."""
        if self.as_of is not None and self.as_of.hash != desk.records.head.hash:
            raise refuse(
                "changed-since",
                "Somebody else wrote to the register while the forms were being made.",
                todo="Make them again.",
            )
        asked_on, due_back = _days(desk, self.asked_on, self.due_back)
        questions = self._questions()
        for draft in self._drafts(desk) if self.drafts is None else self.drafts:
            form = self._ask(desk, draft, asked_on, due_back, questions)
            self._left(desk, draft.agency, form)

    def _questions(self) -> tuple[str, ...]:
        if len(self.questions) > MOST_QUESTIONS:
            raise refuse(
                "too-many",
                f"{len(self.questions)} questions are more than the {MOST_QUESTIONS} that a form "
                "may have.",
            )
        return tuple(given.text(one, f"question {n}") for n, one in enumerate(self.questions, 1))

    def _drafts(self, desk: Desk) -> tuple[Draft, ...]:
        found = Drafts(Facts(desk.records, desk.today))
        if self.everyone == bool(self.agencies):
            raise refuse(
                "missing",
                "The forms name agencies and go to all of them, too."
                if self.everyone
                else "No agency was named.",
                todo="Name agencies with --agency, or say --all.",
            )
        if self.everyone:
            refs = tuple(one for one in found.bodies if self.questions or found.has_any(one))
            if not refs:
                raise refuse(
                    "nothing-open",
                    "No agency has a recommendation or an action open.",
                    todo="Give a question if there is something to ask.",
                )
            quiet = len(found.bodies) - len(refs)
            if quiet:
                desk.notes.append(
                    f"{counted(quiet, 'agency has', 'agencies have')} nothing open and got no form."
                )
            return tuple(found.of(one) for one in refs)
        named = (known_agency(desk, one) for one in given.chosen(self.agencies))
        refs = tuple(dict.fromkeys(successor_of(desk.records, one) for one in named))
        asked = Asked(desk.records)
        for ref in refs:
            if asked.one(ref) == ALL:
                raise refuse(
                    "everybody",
                    f"{agency_name(desk.records, ref)} stands for everybody, and no one body can "
                    "return that form.",
                    ref=ref,
                    todo="Say --all, or name agencies; what is asked of all is on each form.",
                )
        drafts = tuple(found.of(one) for one in refs)
        for draft in drafts:
            if draft.is_empty and not self.questions:
                raise refuse(
                    "nothing-open",
                    f"{agency_name(desk.records, draft.agency)} has no recommendation and no "
                    "action open.",
                    ref=draft.agency,
                    todo="Give a question with --question if there is something to ask.",
                )
        return drafts

    def _ask(
        self, desk: Desk, draft: Draft, asked_on: str, due_back: str, questions: tuple[str, ...]
    ) -> str:
        earlier = _waiting_forms(desk, draft.agency)
        form = desk.insert(
            "return_forms",
            agency=draft.agency,
            asked_on=asked_on,
            due_back=due_back,
            covering=self.covering,
            asks=draft.asks,
        )
        for number, one in enumerate((*map(Question, questions), *draft.questions), start=1):
            desk.insert(
                "return_questions", form=form, order=number, question=one.text, about=one.about
            )
        for before in earlier:
            desk.update("return_forms", str(before["ref"]), replaced_by=form)
        asked = Asked(desk.records)
        for ref in draft.waits:
            _ask_for_reply(desk, asked, ref, draft.agency, form, asked_on, due_back)
        desk.made.append(form)
        return form

    def _left(self, desk: Desk, agency: str, form: str) -> None:
        """Record the file of a form as an export, in the same entry as the asking itself."""
        for file in self.files:
            if file.agency == agency and self.as_of is not None:
                desk.insert(
                    "exports",
                    kind="return form",
                    what=f"{form}, {file.format}",
                    marking=given.maybe_line(board_of(desk.records).marking, "marking"),
                    head_number=self.as_of.number,
                    head_hash=self.as_of.hash,
                    to=given.line(agency_name(desk.records, agency), "recipient"),
                    file=given.line(file.name, "file"),
                )


@dataclass(frozen=True)
class Drafted:
    """Forms made up and not yet sent: the command that would send them, their papers, the notes."""

    command: AskForReturns
    papers: tuple[Paper, ...]
    notes: tuple[str, ...]


def drafted(
    register: Any,
    command: AskForReturns,
    today: date,
    *,
    ending: str,
    demonstration: bool = False,
    with_unpublished: bool = False,
) -> Drafted:
    """Make forms up from the register as it stands, so that their files can be written first.

    Args:
        register: an open register; nothing is written.
        command: whom to ask, and what.
        today: the day.
        ending: of the files, "docx" or "xlsx".
        demonstration: whether everything in the register is made up.
        with_unpublished: print the words of reviews that are not published, too.

    Raises:
        RefusedError: what sending them would refuse.
    """
    head = register.head
    desk = Desk(register, register.actor, today)
    desk.needs(command.act)
    command = replace(given.cleaned_command(command), as_of=head)
    command = replace(command, drafts=command._drafts(desk))
    command.build(desk)
    facts = Facts(register, today)
    questions: dict[str, list[Document]] = {}
    for op in desk.ops:
        if op.table == "return_questions":
            questions.setdefault(str(op.fields["form"]), []).append({"ref": op.id, **op.fields})
    papers = tuple(
        paper_of(
            facts,
            {"ref": op.id, **op.fields},
            questions.get(op.id, ()),
            head=head,
            demonstration=demonstration,
            with_unpublished=with_unpublished,
        )
        for op in desk.ops
        if op.table == "return_forms" and "agency" in op.fields
    )
    files = tuple(FormFile(one.agency, one.file_name(ending), ending) for one in papers)
    return Drafted(replace(command, files=files), papers, tuple(desk.notes))


# What becomes of a form, also when one is taken in


def mark_returned(desk: Desk, form: Document, day: str, *, nothing: bool, **also: Any) -> None:
    """Write that a form came back on a day, and with "None" the replies that it stands for.

    `also` are further fields of the form, such as its file.
    """
    ref, agency = str(form["ref"]), str(form["agency"])
    desk.update("return_forms", ref, returned_on=day, nothing=nothing or None, **also)
    if not nothing:
        return
    asked = Asked(desk.records)
    for ask in form.get("asks", ()):
        reply = _waiting_reply(desk, asked, str(ask), agency)
        if reply is not None:
            desk.update("replies", str(reply["ref"]), answer="none", on=day)


def _ask_for_reply(
    desk: Desk, asked: Asked, ref: str, agency: str, form: str, asked_on: str, due_back: str
) -> None:
    """Ask for a reply. Where an asking waits already it stands, with the later of the two days."""
    waiting = _waiting_reply(desk, asked, ref, agency)
    if waiting is None:
        fields = {"asked_on": asked_on, "due_back": due_back, "form": form}
        desk.insert("replies", recommendation=ref, agency=agency, **fields)
        return
    new: dict[str, Any] = {}
    if not waiting.get("asked_on"):
        new["asked_on"] = asked_on
    before = given.days(waiting.get("due_back"))
    after = given.days(due_back)
    if before is None or (after is not None and after.latest > before.latest):
        new["due_back"] = due_back
    if new:
        desk.update("replies", str(waiting["ref"]), **new)


def _waiting_reply(desk: Desk, asked: Asked, ref: str, agency: str) -> Document | None:
    """The asking of an agency, or of one it followed, that waits for an answer."""
    name = asked.one(agency)
    found = (
        one
        for one in reversed(desk.live("replies", "recommendation", ref))
        if one.get("agency") and asked.one(str(one["agency"])) == name and not one.get("answer")
    )
    return next(found, None)


def _waiting_forms(desk: Desk, agency: str) -> list[Document]:
    """The forms of an agency, and of those it followed, that have not come back."""
    return [
        one
        for one in desk.records.select("return_forms")
        if not (one.get("withdrawn_on") or one.get("returned_on") or one.get("replaced_by"))
        and successor_of(desk.records, str(one.get("agency", ""))) == agency
    ]


def _days(desk: Desk, asked_on: str | None, due_back: str | None) -> tuple[str, str]:
    """The day of asking and the last day to answer, both exact."""
    asked = given.past(desk, asked_on, "day of asking") or desk.day
    first = given.days(asked)
    if first is None or not first.is_one_day:
        raise _no_day(asked, "day of asking")
    numbers = board_of(desk.records)
    due = given.when(desk, due_back, "day the forms are due back")
    due = due or (first.earliest + timedelta(days=numbers.reply_days)).isoformat()
    last = given.days(due)
    if last is None or not last.is_one_day:
        raise _no_day(due, "day the forms are due back")
    if last.latest < first.earliest:
        raise refuse(
            "backward-period",
            f"The forms would be due back on {in_words(due)}, before they are asked for on "
            f"{in_words(asked)}.",
        )
    return asked, due


def _no_day(data: str, name: str) -> Exception:
    return refuse(
        "bad-date", f"The {name} is {in_words(data)}, which is no day.", todo="Give one day."
    )
