"""Every list and view by its noun, as a value that any format can be written from."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from auditrack.model.change import Refusal, RefusedError
from auditrack.views import export_lists as lists
from auditrack.views.board import board_of, is_demonstration
from auditrack.views.embargo import is_embargoed
from auditrack.views.export_asks import (
    ACTION_STATES_TYPED,
    action_keys,
    action_lines,
    ask_keys,
    ask_rows,
    chosen_asks,
)
from auditrack.views.export_fields import fields_of, kind_of, stored, tables_of
from auditrack.views.export_headings import columns
from auditrack.views.export_narrowing import Line, Narrowing, States, Told
from auditrack.views.export_nouns import ALL, NOT_IN_ALL, NOUNS, Noun, noun_of
from auditrack.views.export_value import Export, Rows
from auditrack.views.facts import Facts
from auditrack.views.rows import RowList
from auditrack.views.wording import counted

if TYPE_CHECKING:
    from auditrack.model.change import Records
    from auditrack.register.protocol import Store


def export_of(
    register: "Store",
    records: "Records",
    facts: Facts,
    noun: str,
    *,
    told: Told | None = None,
    marking: str | None = None,
    withdrawn: bool = False,
    tell: Callable[[int, int], None] | None = None,
) -> Export:
    """A list or view as at the day of the facts.

    Args:
        register: where the history is, and whether it is the demonstration.
        records: the state, for its head.
        facts: its facts on a day.
        noun: one of `NOUNS`, or `all`.
        told: what it is narrowed to.
        marking: in place of the board's marking for working papers.
        withdrawn: whether withdrawn records are among the records of a table.
        tell: is told how many rows of how many are made.

    Raises:
        RefusedError: there is no such noun, or it cannot be narrowed so.
    """
    making = _Making(register, records, facts, marking, withdrawn, tell)
    if noun == ALL:
        if told is not None and told != Told():
            raise RefusedError(
                Refusal(
                    "bad-value",
                    "Everything is written, so there is nothing to narrow.",
                    safe="No export was written; an earlier file is untouched.",
                    todo="Leave the filter out, or name a list with --what.",
                )
            )
        return making.everything()
    return making.one(noun_of(noun), told or Told())


def about_of(
    register: "Store", records: "Records", facts: Facts, marking: str | None = None
) -> dict[str, Any]:
    """What every export says of the register: board, marking, day and head."""
    board = board_of(records)
    return {
        "board": board.name or register.header.board,
        "marking": board.marking if marking is None else marking,
        "demonstration": is_demonstration(register),
        "as_at": facts.as_at,
        "head": records.head,
    }


def notes_of_asks(facts: Facts, records: "Records", refs: Iterable[str]) -> Iterator[str]:
    """What a person should know of a list of recommendations."""
    hidden = len(records.select("recommendations")) - len(facts.recommendations)
    if hidden:
        yield (
            f"{counted(hidden, 'recommendation')} withdrawn, or not yet on record on the day, "
            "left out; export --what all --format json has every record."
        )
    documents = facts.recommendations_by_ref
    if any(is_embargoed(records, one) for one in {str(documents[ref]["review"]) for ref in refs}):
        yield _EMBARGO


_VIEWS: Mapping[str, Callable[[Facts], lists.Lines]] = {
    "themes": lists.themes,
    "positions": lists.positions,
    "matrix": lists.matrix,
    "needs": lists.needs,
    "checks": lists.checks,
    "returns": lists.returns,
    "audit-plan": lists.audit_plan,
    "audit-year": lists.audit_year,
    "quarters": lists.quarters,
    "work": lists.work,
    "settings": lists.settings,
    "actions": lambda facts: (action_keys(facts), action_lines(facts)),
}


class _Making:
    """One export on its way, with what all parts of it share."""

    def __init__(
        self,
        register: "Store",
        records: "Records",
        facts: Facts,
        marking: str | None,
        withdrawn: bool,
        tell: Callable[[int, int], None] | None,
    ) -> None:
        self._register = register
        self._records = records
        self._facts = facts
        self._withdrawn = withdrawn
        self._tell = tell
        self._about = about_of(register, records, facts, marking)

    def one(self, noun: Noun, told: Told) -> Export:
        """One list or view."""
        narrowing = Narrowing(self._facts, told, noun.many, noun.dated)
        if noun.name == "recommendations":
            return self._asks(noun, narrowing)
        keys, lines = self._lines(noun)
        every = list(lines)
        states: States | None = ACTION_STATES_TYPED if noun.name == "actions" else None
        kept = (
            every if narrowing.is_empty else [one for one in every if narrowing.lets(one, states)]
        )
        notes = list(self._notes(noun, keys, kept))
        if narrowing.is_dated:
            without = sum(one.day is None for one in every)
            if without:
                notes.append(f"{counted(without, noun.one, noun.many)} without that date left out.")
        return self._export(
            noun,
            keys,
            Rows(len(kept), lambda: (one.values for one in kept)),
            narrowing.describe(),
            len(every),
            notes,
        )

    def _lines(self, noun: Noun) -> lists.Lines:
        if noun.table is not None:
            return lists.records_of(self._facts, noun.table, noun.day, self._withdrawn, noun.kind)
        if noun.name == "history":
            return lists.changes(self._register, self._facts, self._records.head.number)
        return _VIEWS[noun.name](self._facts)

    def _asks(self, noun: Noun, narrowing: Narrowing) -> Export:
        facts = self._facts
        keys = ask_keys(facts)
        rows, tell = RowList.of(facts), self._tell
        refs = chosen_asks(rows, narrowing)

        def told_of(done: int) -> None:
            if tell is not None:
                tell(done, len(refs))

        found = Rows(len(refs), lambda: ask_rows(rows, refs, told_of))
        notes = list(notes_of_asks(facts, self._records, refs))
        return self._export(noun, keys, found, narrowing.describe(), rows.total, notes)

    def _notes(self, noun: Noun, keys: tuple[str, ...], kept: list[Line]) -> Iterator[str]:
        if noun.table is not None and not self._withdrawn:
            gone = sum("withdrawn_on" in one for one in self._records.select(noun.table))
            if gone:
                yield (
                    f"{counted(gone, noun.one, noun.many)} withdrawn, which never count, left "
                    "out; --with-withdrawn puts them in."
                )
        if "embargoed" in keys:
            at = keys.index("embargoed")
            if any(one.values[at] for one in kept):
                yield _EMBARGO
        elif noun.name not in _OF_NO_REVIEW and kept:
            reviews = self._records.select("reviews")
            if any(is_embargoed(self._records, str(one["ref"])) for one in reviews):
                yield _MAY_HOLD
        if noun.name == "matrix":
            from auditrack.views.matrix import LEGEND

            yield "; ".join(f"{letter} {said}" for letter, said in LEGEND)
            yield "A small letter: the link is suggested and nobody confirmed it."
        if noun.name == "positions":
            from auditrack.analysis.position import CAVEAT

            yield CAVEAT

    def _export(
        self,
        noun: Noun,
        keys: tuple[str, ...],
        rows: Rows,
        described: str,
        total: int,
        notes: Iterable[str],
    ) -> Export:
        return Export(
            noun=noun.name,
            title=noun.title,
            one=noun.one,
            many=noun.many,
            about=noun.about,
            columns=columns(noun.name, keys),
            rows=rows,
            filter=described,
            of=total,
            notes=tuple(notes),
            **self._about,
        )

    def everything(self) -> Export:
        """Every list and view, and every table with every field of every record."""
        return Export(
            noun=ALL,
            title="Everything",
            one="list",
            many="lists",
            about="Every list and view, and every table as it is stored.",
            columns=(),
            rows=Rows(0, lambda: ()),
            notes=tuple(self._notes_of_all()),
            parts={
                name: partial(self.one, noun, Told())
                for name, noun in NOUNS.items()
                if name not in NOT_IN_ALL
            },
            tables=self._tables,
            **self._about,
        )

    def _notes_of_all(self) -> Iterator[str]:
        yield "The history is not in it: export --what history has it."
        yield ("The tables hold withdrawn records too, which never count; the lists do not.")
        reviews = self._records.select("reviews")
        if any(is_embargoed(self._records, str(one["ref"])) for one in reviews):
            yield _MAY_HOLD

    def _tables(self) -> dict[str, list[dict[str, Any]]]:
        """Every table with every field of every record, withdrawn ones too."""
        records = self._records
        found: dict[str, list[dict[str, Any]]] = {}
        for table in tables_of(self._register, records):
            fields = fields_of(records, table, kind_of(table))
            found[table] = [
                {name: stored(one.get(name)) for name in fields} for one in records.select(table)
            ]
        return found


_OF_NO_REVIEW = frozenset(
    {"agencies", "leads", "subgroups", "settings", "themes", "quarters", "imports", "exports"}
)
_MAY_HOLD = (
    "It may speak of reviews that may not be spoken of outside yet. This is a working export."
)
_EMBARGO = (
    "Some rows come from reviews that may not be spoken of outside yet: the column “Not for "
    "outside” says which. This is a working export."
)
