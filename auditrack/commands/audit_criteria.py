"""The questions of an audit and the answers to them case by case, entered as one grid."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.analysis.criteria import NOT_APPLICABLE, UNANSWERED
from auditrack.commands import given, known
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.model.text import one_line
from auditrack.model.words import GRADES, MET_ANSWERS, SCALES
from auditrack.views.criteria import criteria_of, grid_of
from auditrack.views.wording import counted

MOST_QUESTIONS = 200
MOST_CASES = 500

_NO_ANSWER = {
    "": UNANSWERED,
    ".": UNANSWERED,
    "?": UNANSWERED,
    "-": NOT_APPLICABLE,
    "na": NOT_APPLICABLE,
    "n/a": NOT_APPLICABLE,
}
_SHORT: Mapping[str, Mapping[str, str]] = {
    "met": {
        **_NO_ANSWER,
        "y": "yes",
        "met": "yes",
        "p": "partly",
        "partially": "partly",
        "n": "no",
        "not met": "no",
    },
    "grades": {
        **_NO_ANSWER,
        "1": "outstanding",
        "2": "good",
        "3": "requires-improvement",
        "requires improvement": "requires-improvement",
        "4": "inadequate",
    },
}
"""What else may be typed for an answer, on each scale."""


@dataclass(frozen=True)
class RecordCriteria(Command):
    """Put the questions of an audit on record, with one answer for each case: all or nothing.

    What stood before is replaced as a change; questions that are left out are withdrawn. `cases`
    are labels, best numbers; without any they are numbered. `answers` has one tuple for each
    question, of words, codes or letters. `scale` is found from the answers where it is not given.
    `base` is what the person was looking at: the references and revisions of `views.criteria.Grid`.
    `like` names for each question the earlier one that it goes on from, "" for none; left out
    altogether, what is on record of that stands.
    """

    cmd: ClassVar[str] = "audit criteria"

    audit: str
    questions: tuple[str, ...]
    cases: tuple[str, ...] = ()
    answers: tuple[tuple[str, ...], ...] = ()
    scale: str | None = None
    base: tuple[str, ...] | None = None
    like: tuple[str, ...] | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a grid with holes in its shape, words that are no answer, and nothing new."""
        audit = known.document(desk, self.audit, "audits")
        ref = str(audit["ref"])
        questions = self._questions(ref)
        self._must_be_whole(ref, questions)
        scale, answers = self._meant(ref, str(audit.get("scale") or "met"))
        stand = criteria_of(desk.records, ref)
        self._must_be_as_seen(desk, ref)
        labels = self._labels(ref, len(answers[0]))
        like = self._like(desk, ref, len(questions))
        changed = False
        for number, (question, row) in enumerate(zip(questions, answers, strict=True), start=1):
            earlier = stand[number - 1] if number <= len(stand) else None
            told: dict[str, Any] = {"number": number, "question": question, "answers": row}
            if like is not None:
                told["like"] = like[number - 1]
            changed |= _write(desk, ref, told, earlier)
        for left_over in stand[len(questions) :]:
            changed = True
            desk.update(
                "criteria",
                str(left_over["ref"]),
                withdrawn_on=desk.day,
                withdrawn_why=self.why or "left out when the questions were entered again",
            )
        of_audit: dict[str, Any] = {"scale": scale, "cases": labels}
        if audit.get("scale") != scale or audit.get("cases", ()) != labels:
            changed = True
            desk.update("audits", ref, **of_audit)
        if not changed:
            raise refuse("no-change", f"The questions of {ref} already say so.", ref=ref)
        desk.made.append(ref)
        sample = audit.get("sample")
        if sample is not None and sample != len(answers[0]):
            desk.notes.append(
                f"The grid of {ref} has {counted(len(answers[0]), 'case')}, and the audit says "
                f"{sample}."
            )

    def _questions(self, ref: str) -> tuple[str, ...]:
        if not self.questions:
            raise refuse(
                "missing", f"No question of {ref} was given.", ref=ref, todo="Give one at least."
            )
        if len(self.questions) > MOST_QUESTIONS:
            raise refuse(
                "too-many",
                f"{len(self.questions)} questions are more than the {MOST_QUESTIONS} that an audit "
                "may have.",
                ref=ref,
            )
        return tuple(
            given.line(question, f"question {number}")
            for number, question in enumerate(self.questions, start=1)
        )

    def _must_be_whole(self, ref: str, questions: tuple[str, ...]) -> None:
        if len(self.answers) != len(questions):
            raise refuse(
                "bad-shape",
                f"There are {counted(len(questions), 'question')} and answers to "
                f"{len(self.answers)} of them.",
                ref=ref,
                todo="Give one line of answers for each question.",
            )
        width = len(self.answers[0])
        for number, row in enumerate(self.answers, start=1):
            if len(row) != width:
                raise refuse(
                    "bad-shape",
                    f"Question {number} has {counted(len(row), 'answer')}, and question 1 has "
                    f"{width}.",
                    ref=ref,
                    todo="Give one answer for each case; - is not applicable, nothing is not "
                    "answered.",
                )
        if not 1 <= width <= MOST_CASES:
            raise refuse(
                "bad-shape",
                f"The grid of {ref} has no case."
                if not width
                else f"{width} cases are more than the {MOST_CASES} that a grid may have.",
                ref=ref,
            )

    def _meant(self, ref: str, before: str) -> tuple[str, tuple[tuple[str, ...], ...]]:
        """The scale, and the answers as codes of it."""
        if self.scale:
            scale = given.code(SCALES, self.scale, "scale")
        else:
            other = "grades" if before == "met" else "met"
            told = [answer for row in self.answers for answer in row]
            fits = (one for one in (before, other) if all(_code(one, a) for a in told))
            scale = next(fits, before)
        return scale, tuple(
            tuple(self._answer(ref, scale, number, case, answer) for case, answer in enumerate(row))
            for number, row in enumerate(self.answers, start=1)
        )

    @staticmethod
    def _answer(ref: str, scale: str, number: int, case: int, typed: str) -> str:
        code = _code(scale, typed)
        if code is None:
            said = (
                "yes, partly, no, - for not applicable, or nothing"
                if scale == "met"
                else "outstanding (1), good (2), requires improvement (3), inadequate (4), - for "
                "not applicable, or nothing"
            )
            raise refuse(
                "bad-value",
                f'"{one_line(typed)[:60]}" is no answer to question {number} in case {case + 1}.',
                ref=ref,
                todo=f"On this scale it is {said}.",
            )
        return code

    def _labels(self, ref: str, width: int) -> tuple[str, ...]:
        """The labels of the cases; none where they only count them."""
        labels = tuple(one_line(label) for label in self.cases)
        if labels in ((), tuple(map(str, range(1, width + 1)))):
            return ()
        if len(labels) != width:
            raise refuse(
                "bad-shape",
                f"{counted(len(labels), 'case')} are named, and there are "
                f"{counted(width, 'answer')} to each question.",
                ref=ref,
                todo="Name every case or none.",
            )
        labels = tuple(given.line(label, f"label of case {n}") for n, label in enumerate(labels, 1))
        twice = _first_twice(labels)
        if twice is not None:
            raise refuse(
                "bad-value",
                f"Case {twice + 1} has the label of another: “{labels[twice]}”.",
                ref=ref,
                todo="Label each case once.",
            )
        return labels

    def _like(self, desk: Desk, ref: str, questions: int) -> tuple[str | None, ...] | None:
        """The earlier question of each; None where that is not said."""
        if self.like is None:
            return None
        if len(self.like) != questions:
            raise refuse(
                "bad-shape",
                f"There are {counted(questions, 'question')}, and earlier ones are named for "
                f"{len(self.like)}.",
                ref=ref,
            )
        for one in filter(None, self.like):
            earlier = desk.get("criteria", one)
            if earlier is None or earlier.get("audit") == ref:
                raise refuse(
                    "unknown-reference",
                    f"{one_line(one)[:40]} is no question of another audit.",
                    ref=ref,
                    todo="Take the questions over from the audit that asked them.",
                )
        return tuple(one or None for one in self.like)

    def _must_be_as_seen(self, desk: Desk, ref: str) -> None:
        if self.base is None or self.base == grid_of(desk.records, ref).revisions:
            return
        raise refuse(
            "changed-since",
            f"Somebody else changed the questions of {ref} while you were answering them.",
            ref=ref,
            todo="Look at what stands now, and save again.",
        )


@dataclass(frozen=True)
class CopyCriteria(Command):
    """Take the questions of an earlier audit over into one that has none yet, without answers."""

    cmd: ClassVar[str] = "audit criteria"

    audit: str
    earlier: str
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses an audit that has questions already, and an earlier one that has none."""
        audit = known.document(desk, self.audit, "audits")
        earlier = known.document(desk, self.earlier, "audits")
        ref, other = str(audit["ref"]), str(earlier["ref"])
        if criteria_of(desk.records, ref):
            raise refuse(
                "has-questions",
                f"{ref} has questions already.",
                ref=ref,
                todo="Add those of the earlier audit in the app: F5 in its grid of questions.",
            )
        grid = grid_of(desk.records, other)
        if ref == other or not grid.questions:
            raise refuse("missing", f"{other} has no question to take over.", ref=other)
        width = min(audit.get("sample") or 1, MOST_CASES)
        RecordCriteria(
            ref,
            grid.questions,
            answers=((UNANSWERED,) * width,) * len(grid.questions),
            scale=grid.scale,
            like=tuple(one.split(" ")[0] for one in grid.revisions),
        ).build(desk)


def _write(
    desk: Desk, audit: str, told: Mapping[str, Any], earlier: Mapping[str, Any] | None
) -> bool:
    """Write one question; whether that says anything new."""
    if earlier is None:
        desk.insert("criteria", audit=audit, **told)
        return True
    new = {name: value for name, value in told.items() if value != earlier.get(name)}
    if new:
        desk.update("criteria", str(earlier["ref"]), **new)
    return bool(new)


def _code(scale: str, typed: str) -> str | None:
    """The code of an answer as typed on a scale; None where it is none."""
    wanted = " ".join(typed.casefold().replace("_", " ").split())
    short = _SHORT[scale].get(wanted)
    if short is not None:
        return short
    words = GRADES if scale == "grades" else MET_ANSWERS
    hyphened = wanted.replace(" ", "-")
    return next(
        (code for code, said in words.items() if hyphened in (code, said.replace(" ", "-"))), None
    )


def _first_twice(found: Iterable[str]) -> int | None:
    """The place of the first that stood before already, in any case."""
    seen: set[str] = set()
    for place, one in enumerate(found):
        if one.casefold() in seen:
            return place
        seen.add(one.casefold())
    return None
