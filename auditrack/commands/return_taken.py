"""Taking in a returned form: the lines that a person accepts, in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.commands import given
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.return_form import mark_returned
from auditrack.model.change import RefusedError
from auditrack.model.return_form import COLUMNS, Returned
from auditrack.model.text import one_line
from auditrack.views.return_plan import READ_AS, Fate, ReturnPlan
from auditrack.views.return_reading import plan_of
from auditrack.views.sheet_words import TABLE, Words, told_words, word_reference
from auditrack.views.wording import counted

ACCEPT = {"sure": "sure", "all": "all"}
"""Whether lines that are asked or refused are left out, or keep everything out."""

_SHOWN = 10
_WRITTEN_AS = {
    "replies": "replies",
    "updates": "updates",
    "evidence": "evidence",
    "questions": "return_questions",
}


@dataclass(frozen=True)
class TakeInReturn(Command):
    """Take in what an agency sent back: replies, dated updates, evidence claims and answers.

    `left` are the numbers of lines that the person leaves out; `corrections` what the person said
    that a line means: its number, a column and its words. `words` say what words for states mean,
    "Complete=done", and are remembered for the board.
    """

    cmd: ClassVar[str] = READ_AS

    returned: Returned
    form: str | None = None
    returned_on: str | None = None
    accept: str = "sure"
    left: tuple[int, ...] = ()
    corrections: tuple[tuple[int, str, str], ...] = ()
    words: tuple[str, ...] = ()
    why: str | None = None

    def plan(self, desk: Desk) -> ReturnPlan:
        """What becomes of every line as things stand: what a dry run shows and `build` writes."""
        return plan_of(
            desk.records,
            self.returned,
            desk.today,
            form=given.maybe_line(self.form, "form"),
            returned_on=self.returned_on,
            corrections=self._corrections(),
            left=self.left,
            told=told_words(self.words),
        )

    def _corrections(self) -> Mapping[int, Mapping[str, str]]:
        found: dict[int, dict[str, str]] = {}
        lines = self.returned.lines
        for number, column, text in self.corrections:
            if not 1 <= number <= len(lines):
                raise refuse(
                    "bad-value",
                    f"There is no line {number}: {one_line(self.returned.file)} has {len(lines)}.",
                )
            columns = COLUMNS[lines[number - 1].section]
            if column not in columns:
                raise refuse(
                    "bad-value",
                    f'Line {number} has no column "{one_line(column)[:40]}".',
                    todo=f"Its columns are {', '.join(columns)}.",
                )
            found.setdefault(number, {})[column] = text
        return found

    def build(self, desk: Desk) -> None:
        """Refuses a form that cannot be taken in, and one that says nothing new."""
        self.carry_out(desk, self.plan(desk))

    def carry_out(self, desk: Desk, plan: ReturnPlan) -> None:
        """Write a plan on the desk: what `build` does once it is made, and a dry run tries."""
        if plan.problem is not None:
            raise RefusedError(plan.problem)
        accept = given.code(ACCEPT, self.accept, "way to accept")
        file = one_line(plan.returned.file)
        if accept == "all" and plan.waiting:
            raise refuse(
                "lines-wait",
                f"{counted(len(plan.waiting), 'line')} of {file} cannot be taken in as written, "
                "so none was.",
                todo="Correct them, or take in the others with --accept sure.",
                details=_reasons(plan.waiting),
            )
        if not plan.says_anything:
            raise refuse(
                "nothing-written",
                f"Nothing is written on {file}.",
                ref=plan.form,
                todo="Ask the agency. If it has nothing to report, record that with: "
                f"auditrack return-form returned {plan.form} --none",
            )
        if plan.is_back and not plan.taken:
            raise refuse(
                "no-change", f"Nothing of {file} is new: {plan.describe()}.", ref=plan.form
            )
        self._write(desk, plan)

    def _write(self, desk: Desk, plan: ReturnPlan) -> None:
        imported = desk.insert("imports")
        desk.import_ref = imported
        for fate in plan.taken:
            desk.made.append(_line(desk, plan, fate, imported))
        source, counts = plan.returned, plan.counts
        form = desk.get("return_forms", str(plan.form)) or {}
        kept = str(form.get("beside") or "")
        beside = "\n".join(dict.fromkeys(filter(None, (kept, *plan.loose))))
        if len(beside) > given.LONGEST:
            desk.notes.append(
                f"Of what is written outside the tables the first {given.LONGEST:,} characters "
                "are kept with the form: look at the file for the rest."
            )
        also: dict[str, Any] = {
            "taken_in_on": desk.day,
            "file": one_line(source.file),
            "sha256": source.sha256,
            "import_ref": imported,
            "beside": beside[: given.LONGEST] or None,
        }
        if plan.is_back:
            if plan.taken and form.get("nothing"):
                also["nothing"] = None  # it has said something since
            desk.update("return_forms", str(plan.form), **also)
        else:
            mark_returned(desk, form, plan.returned_on, nothing=False, **also)
            if plan.nothing:
                desk.update("return_forms", str(plan.form), nothing=True)
        desk.update(
            "imports",
            imported,
            file=one_line(source.file),
            sha256=source.sha256,
            format=f"return-{source.format}",
            title=f"Return form {plan.form} of {plan.name}"[: given.LONGEST_LINE],
            counts=", ".join(f"{number} {kind}" for kind, number in counts.items()) or "no lines",
            taken=counts.get("taken", 0),
            left=sum(counts.get(kind, 0) for kind in ("left", "asked", "refused")),
            by=desk.actor.login,
        )
        self._remember(desk)
        desk.made[:0] = [imported, str(plan.form)]
        desk.notes.extend(plan.notes)
        if plan.waiting:
            desk.notes.append(
                f"{counted(len(plan.waiting), 'line was', 'lines were')} not taken in: say what "
                "each means and read the form once more, or enter it by hand."
            )

    def _remember(self, desk: Desk) -> None:
        """Keep what words for states mean, for the next form or tracker."""
        for said, means in Words(desk.records, told_words(self.words)).new().items():
            ref = word_reference(said)
            if desk.exists(TABLE, ref):
                desk.update(TABLE, ref, said=said, means=means)
            else:
                desk.insert(TABLE, ref, said=said, means=means)


def _line(desk: Desk, plan: ReturnPlan, fate: Fate, imported: str) -> str:
    """Write what one line comes to; returns the reference of what was written."""
    ref, fields = str(fate.ref), dict(fate.fields)
    table = _WRITTEN_AS[fate.line.section]
    if table == "return_questions":
        desk.update(table, ref, **fields)
        return ref
    if table == "replies":
        if fate.waits:  # the asking that waits is answered
            desk.update(table, fate.waits, **fields)
            return fate.waits
        return desk.insert(
            table, recommendation=ref, agency=plan.agency, import_ref=imported, **fields
        )
    if table == "updates":
        made = desk.insert(
            table,
            action=ref,
            by=desk.actor.login,
            lead=desk.lead_ref,
            import_ref=imported,
            **fields,
        )
        if fields.get("state") == "done":
            desk.update("actions", ref, done_on=fields["on"])
        return made
    return desk.insert(
        table,
        serves=(ref,),
        agency=plan.agency,
        state="filed",
        filed_on=desk.day,
        filed_by=desk.actor.login,
        filed_lead=desk.lead_ref,
        import_ref=imported,
        **fields,
    )


def _reasons(fates: tuple[Fate, ...]) -> tuple[str, ...]:
    told = [
        f"Line {fate.number}, {fate.line.place}: {one_line(fate.said)}" for fate in fates[:_SHOWN]
    ]
    if len(fates) > _SHOWN:
        told.append(f"and {len(fates) - _SHOWN:,} more")
    return tuple(told)
