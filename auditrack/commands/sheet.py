"""Taking in a board's old tracker: one sheet, one transaction, or nothing of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from auditrack.commands import given
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.sheet_writing import Writing
from auditrack.model.sheet import Sheet
from auditrack.model.text import one_line
from auditrack.views.sheet_fates import plan_of
from auditrack.views.sheet_plan import Fate, Plan, reason_of
from auditrack.views.sheet_record import IMPORTED_AS
from auditrack.views.sheet_words import TABLE, Words, told_words, word_reference
from auditrack.views.wording import counted

ON_CONFLICT = {"stop": "stop", "skip": "skip", "update": "update"}
"""What to do where the sheet and the register both changed a field since the last sheet."""

_SHOWN = 10


@dataclass(frozen=True)
class TakeInSheet(Command):
    """Take in every row of a sheet, or refuse with the row and column of all that is wrong.

    `words` are what status words mean, "Amber=in-progress"; they are remembered for the board.
    `review` is that of rows that name none. `settled` are the conflicts of single rows, "14=skip".
    Nothing that the sheet leaves out or blank is changed.
    """

    cmd: ClassVar[str] = IMPORTED_AS

    sheet: Sheet
    review: str | None = None
    words: tuple[str, ...] = ()
    on_conflict: str = "stop"
    settled: tuple[str, ...] = ()
    themes: bool = True
    """Whether themes are suggested; what only asks whether it would be refused needs none."""
    why: str | None = None

    def plan(self, desk: Desk) -> Plan:
        """What becomes of every row as things stand: what a dry run shows and `build` writes."""
        return plan_of(
            desk.records,
            self.sheet,
            desk.today,
            review=given.maybe_line(self.review, "review"),
            told=told_words(self.words),
            on_conflict=given.code(ON_CONFLICT, self.on_conflict, "choice on conflict"),
            settled=dict(_settled(one) for one in self.settled),
            may_extend=desk.may("action extend"),
        )

    def build(self, desk: Desk) -> None:
        """Refuses a word nobody explained, a row that is wrong, and a conflict to be settled."""
        self.carry_out(desk, self.plan(desk))

    def carry_out(self, desk: Desk, plan: Plan) -> None:
        """Write a plan on the desk: what `build` does once it is made, and a dry run tries."""
        _must_be_whole(plan)
        if not plan.writes:
            raise refuse(
                "no-change",
                f"Nothing of {one_line(self.sheet.file)} is new: {plan.describe()}.",
            )
        imported = desk.insert("imports")
        desk.import_ref = imported
        written = Writing(desk, plan, imported, self.themes).all()
        self._remember(desk)
        source, counts = self.sheet, plan.counts
        desk.update(
            "imports",
            imported,
            file=one_line(source.file),
            sha256=source.sha256,
            format=source.format,
            review=written[0] if len(written) == 1 else None,
            title=f"Tracker, sheet {one_line(source.name)}"[: given.LONGEST_LINE],
            counts=", ".join(f"{number} {kind}" for kind, number in counts.items()),
            taken=counts.get("new", 0) + counts.get("changes", 0),
            left=counts.get("conflict", 0) + counts.get("hidden", 0),
            by=desk.actor.login,
        )
        desk.made[:0] = [imported, *written]
        desk.notes.extend(plan.notes)

    def _remember(self, desk: Desk) -> None:
        """Keep what words mean, for the next sheet."""
        words = Words(desk.records, told_words(self.words))
        for said, means in words.new().items():
            ref = word_reference(said)
            if desk.exists(TABLE, ref):
                desk.update(TABLE, ref, said=said, means=means)
            else:
                desk.insert(TABLE, ref, said=said, means=means)


def _must_be_whole(plan: Plan) -> None:
    """Refuse unless every row can be taken: all or nothing."""
    file = one_line(plan.sheet.file)
    if plan.asked:
        raise refuse(
            "unknown-word",
            f"{file} has {counted(len(plan.asked), 'word or colour', 'words or colours')} for "
            "states that nobody has explained here.",
            todo='Say what each means with --map "WORD=MEANING"; it is remembered for this board.',
            details=tuple(
                f'"{one_line(word.said)}" in {counted(word.rows, "row")}'
                + (f"; it often means {word.often}" if word.often else "")
                for word in plan.asked[:_SHOWN]
            ),
        )
    if plan.refused:
        raise refuse(
            "refused-rows",
            f"{counted(len(plan.refused), 'row')} of {file} cannot be taken in, so none was.",
            todo="Correct them in the sheet, or write them to a file with --refused FILE.",
            details=_reasons(plan.refused),
        )
    if plan.stops:
        raise refuse(
            "sheet-conflict",
            f"{counted(len(plan.unsettled), 'row')} of {file} "
            f"{'says' if len(plan.unsettled) == 1 else 'say'} something else than what was changed "
            "here since, so none was taken in.",
            todo="Settle them, or say --on-conflict skip to leave what stands here, "
            "or --on-conflict update to take the sheet's word.",
            details=_reasons(plan.unsettled),
        )


def _settled(pair: str) -> tuple[int, str]:
    """A row and what becomes of its conflict, of "14=skip"."""
    row, _, choice = pair.partition("=")
    return given.whole(row.strip(), "row", 1, 1_048_576), given.code(
        ON_CONFLICT, choice, "choice on conflict"
    )


def _reasons(fates: Sequence[Fate]) -> tuple[str, ...]:
    told = [f"Row {fate.place}: {one_line(reason_of(fate))}" for fate in fates[:_SHOWN]]
    if len(fates) > _SHOWN:
        told.append(f"and {len(fates) - _SHOWN:,} more")
    return tuple(told)
