"""A person's answer to whether an earlier recommendation asked the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from auditrack.commands import given, known
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.model.words import DEGREES, LINK_KINDS, word

ANSWERS: Final = {
    **{
        code: "the same ask" if code == "same" else f"the same ask, {said}"
        for code, said in DEGREES.items()
    },
    "related": "related, not the same ask",
    "no": "not the same ask",
}
"""What can be answered, in words. Nothing is merged, and nothing is answered for anybody."""

_KINDS = {"related": "related", "no": "unrelated"}


@dataclass(frozen=True)
class AnswerAskedBefore(Command):
    """Say whether a recommendation asks what an earlier one asked.

    `answer` is same, stronger, different (all three the same ask), related or no. What was
    answered of the two before is taken back.
    """

    cmd: ClassVar[str] = "rec asked-before"

    ref: str
    earlier: str
    answer: str
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a recommendation with itself, two of one review, and the same answer twice."""
        later = known.document(desk, self.ref, "recommendations")
        desk.made.append(answer_asked_before(desk, later, self.earlier, self.answer, self.why))


def answer_asked_before(
    desk: Desk, later: Mapping[str, Any], earlier: str, answer: str, why: str | None = None
) -> str:
    """Link a recommendation to an earlier one as a person answered; the reference of the link.

    Raises:
        RefusedError: the rules of `AnswerAskedBefore`; nothing is written then.
    """
    answer = given.code(ANSWERS, answer, "answer")
    a, b = str(later["ref"]), str(known.document(desk, earlier, "recommendations")["ref"])
    if a == b or later.get("review") == (desk.get("recommendations", b) or {}).get("review"):
        raise refuse(
            "same-review",
            f"{b} is no earlier ask: it is of the same review as {a}."
            if a != b
            else f"{a} cannot have been asked before by itself.",
            ref=a,
            todo="Name a recommendation of another review.",
        )
    kind = _KINDS.get(answer, "same-ask")
    degree = answer if kind == "same-ask" else None
    stood = [
        link
        for field in ("a", "b")
        for link in desk.live("links", field, a)
        if {link["a"], link["b"]} == {a, b} and link.get("as") in (*_KINDS.values(), "same-ask")
    ]
    for link in stood:
        if link.get("as") == kind and link.get("degree") == degree and link["a"] == a:
            raise refuse(
                "already-there", f"Of {a} and {b} that is on record: {ANSWERS[answer]}.", ref=a
            )
        said = word(LINK_KINDS, str(link.get("as")))
        desk.update(
            "links",
            str(link["ref"]),
            withdrawn_on=desk.day,
            withdrawn_why=why or f"Answered anew; it was: {said}.",
        )
    fields: dict[str, Any] = {
        "a": a,
        "b": b,
        "as": kind,
        "degree": degree,
        "confirmed": True,
        "on": desk.day,
    }
    return desk.insert("links", **fields)
