"""What is typed into a grid of answers until it is saved: a value, its draft and its command."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from auditrack.analysis.criteria import NOT_APPLICABLE, UNANSWERED
from auditrack.register import drafts
from auditrack.register.drafts import Draft
from auditrack.views.criteria import Grid, words_of
from auditrack.views.wording import counted

if TYPE_CHECKING:
    from auditrack.commands.audit_criteria import RecordCriteria

ANSWERS = "audit-criteria"
"""The id of such a draft; what it is about is the audit."""

_MOST_AT_FIRST = 60
_EITHER = frozenset({NOT_APPLICABLE, UNANSWERED})

Rows = tuple[tuple[str, ...], ...]
T = TypeVar("T")


@dataclass(frozen=True)
class Sheet:
    """Questions, the labels of the cases, and a code for each cell: one tuple a question.

    `like` names for each question the earlier one that it goes on from, "" for none.
    """

    scale: str
    cases: tuple[str, ...]
    questions: tuple[str, ...] = ()
    answers: Rows = ()
    like: tuple[str, ...] = ()

    @classmethod
    def of(cls, grid: Grid, sample: int | None) -> "Sheet":
        """What is on record; with nothing there, as many cases as the audit says, else one."""
        if grid.questions:
            return cls(grid.scale, grid.cases, grid.questions, grid.answers, grid.like)
        return cls(grid.scale, _numbered(min(sample or 1, _MOST_AT_FIRST)))

    def describe(self) -> str:
        """How much of it is answered: "12 questions, 8 cases, 95 of 96 answers given"."""
        cells = [answer for row in self.answers for answer in row]
        given = sum(answer != UNANSWERED for answer in cells)
        return (
            f"{counted(len(self.questions), 'question')}, {counted(len(self.cases), 'case')}, "
            f"{given} of {counted(len(cells), 'answer')} given"
        )

    def with_answer(self, row: int, case: int, code: str) -> "Sheet | None":
        """Another answer in one cell; None where it is of the other scale and that is in use."""
        scale = self.scale
        if code not in words_of(scale):
            if any(answer not in _EITHER for line in self.answers for answer in line):
                return None
            scale = "grades" if scale == "met" else "met"
        line = (*self.answers[row][:case], code, *self.answers[row][case + 1 :])
        return replace(self, scale=scale, answers=_put(self.answers, row, line))

    def with_question(self, row: int, text: str) -> "Sheet":
        """Another text of a question; behind the last one, a new question where there is text."""
        if row < len(self.questions):
            return replace(self, questions=_put(self.questions, row, text))
        if not text:
            return self
        blank = (UNANSWERED,) * len(self.cases)
        return replace(
            self,
            questions=(*self.questions, text),
            answers=(*self.answers, blank),
            like=(*self.like, ""),
        )

    def with_earlier(self, earlier: "Iterable[tuple[str, str]]", scale: str) -> "Sheet":
        """The same with questions of an earlier audit behind its own, none answered.

        Args:
            earlier: each question with its reference; one that is there already is left out.
            scale: how they were answered, which this is too where nothing is answered yet.
        """
        there = {" ".join(one.casefold().split()) for one in self.questions}
        new = [
            (text, ref)
            for text, ref in earlier
            if ref not in self.like and " ".join(text.casefold().split()) not in there
        ]
        made = replace(
            self,
            questions=(*self.questions, *(text for text, _ in new)),
            answers=(*self.answers, *((UNANSWERED,) * len(self.cases) for _ in new)),
            like=(*self.like, *(ref for _, ref in new)),
        )
        free = all(answer in _EITHER for line in self.answers for answer in line)
        return replace(made, scale=scale) if free else made

    def without_question(self, row: int) -> "Sheet":
        """The same without a question and its answers."""
        return replace(
            self,
            questions=_drop(self.questions, row),
            answers=_drop(self.answers, row),
            like=_drop(self.like, row),
        )

    def with_case(self) -> "Sheet":
        """One more case, behind the last, without answers."""
        label = str(len(self.cases) + 1)
        while label in self.cases:
            label += "'"
        return replace(
            self,
            cases=(*self.cases, label),
            answers=tuple((*line, UNANSWERED) for line in self.answers),
        )

    def without_case(self, case: int) -> "Sheet":
        """The same without a case and the answers in it; cases that were numbered are again."""
        labels = _drop(self.cases, case)
        if self.cases == _numbered(len(self.cases)):
            labels = _numbered(len(labels))
        return replace(
            self, cases=labels, answers=tuple(_drop(line, case) for line in self.answers)
        )

    def with_label(self, case: int, label: str) -> "Sheet":
        """Another label of a case."""
        return replace(self, cases=_put(self.cases, case, label))

    def tidied(self) -> "Sheet":
        """The same without rows in which there is nothing at all."""
        kept = [
            row
            for row, question in enumerate(self.questions)
            if question.strip() or set(self.answers[row]) != {UNANSWERED}
        ]
        return replace(
            self,
            questions=tuple(self.questions[row] for row in kept),
            answers=tuple(self.answers[row] for row in kept),
            like=tuple(self.like[row] for row in kept),
        )

    def merged(self, base: "Sheet", theirs: "Sheet") -> "tuple[Sheet, int] | None":
        """What this sheet and another's make together, cell by cell, and in how many both differ.

        Where both changed a cell, this one's stands. None where questions or cases were added or
        taken out, for then cells cannot be told to be the same.
        """
        shapes = {(one.scale, len(one.cases), len(one.questions)) for one in (self, base, theirs)}
        if len(shapes) > 1:
            return None
        both = 0

        def meet(mine: str, was: str, other: str) -> str:
            nonlocal both
            both += mine not in (was, other) and other != was
            return other if mine == was else mine

        def meet_all(*lines: Iterable[str]) -> tuple[str, ...]:
            return tuple(meet(*cells) for cells in zip(*lines, strict=True))

        made = replace(
            self,
            cases=meet_all(self.cases, base.cases, theirs.cases),
            questions=meet_all(self.questions, base.questions, theirs.questions),
            answers=tuple(
                meet_all(*lines)
                for lines in zip(self.answers, base.answers, theirs.answers, strict=True)
            ),
            like=meet_all(self.like, base.like, theirs.like),
        )
        return made, both

    def command(self, audit: str, base: tuple[str, ...]) -> "RecordCriteria":
        """The command that puts it on record; `base` is what it was begun from."""
        from auditrack.commands.audit_criteria import RecordCriteria

        return RecordCriteria(
            audit,
            self.questions,
            self.cases,
            self.answers,
            scale=self.scale,
            base=base,
            like=self.like,
        )


def keep_answers(identity: str, audit: str, sheet: Sheet, base: tuple[str, ...], at: int) -> bool:
    """Keep a sheet as a draft; whether it could be written.

    `base` are the records it was begun from, each with its revision; their references are kept by
    themselves too, so that what is erased of them is found in the draft.
    """
    values: dict[str, str | list[str]] = {
        "scale": sheet.scale,
        "cases": list(sheet.cases),
        "questions": list(sheet.questions),
        "answers": [" ".join(line) for line in sheet.answers],
        "base": list(base),
        "of": [one.split(" ")[0] for one in base],
        "like": list(sheet.like),
    }
    return drafts.keep(identity, Draft(ANSWERS, audit, values, None, at))


def kept_answers(identity: str, audit: str) -> tuple[Sheet, tuple[str, ...], int] | None:
    """The sheet that was kept, what it was begun from, and when; None where none can be read."""
    draft = drafts.find(identity, ANSWERS, audit)
    if draft is None:
        return None
    questions = _listed(draft.values, "questions")
    answers = tuple(tuple(line.split()) for line in _listed(draft.values, "answers"))
    # Labels that were erased leave the numbers.
    cases = _listed(draft.values, "cases") or _numbered(len(answers[0]) if answers else 0)
    scale = "grades" if draft.values.get("scale") == "grades" else "met"
    known = words_of(scale)
    if len(answers) != len(questions) or not cases:
        return None
    if any(len(line) != len(cases) or not set(line) <= set(known) for line in answers):
        return None
    like = _listed(draft.values, "like")
    if len(like) != len(questions):  # as an earlier version kept it
        like = ("",) * len(questions)
    return Sheet(scale, cases, questions, answers, like), _listed(draft.values, "base"), draft.at


def forget_answers(identity: str, audit: str) -> None:
    """Forget them: they were saved, discarded, or are as on record."""
    drafts.forget(identity, ANSWERS, audit)


def _listed(values: Mapping[str, str | list[str]], name: str) -> tuple[str, ...]:
    value = values.get(name, [])
    return tuple(value) if isinstance(value, list) else ()


def _numbered(cases: int) -> tuple[str, ...]:
    return tuple(map(str, range(1, cases + 1)))


def _put(parts: tuple[T, ...], at: int, part: T) -> tuple[T, ...]:
    return (*parts[:at], part, *parts[at + 1 :])


def _drop(parts: tuple[T, ...], at: int) -> tuple[T, ...]:
    return (*parts[:at], *parts[at + 1 :])
