"""The plan of a sheet: every row against the register, one fate each. The only place that decides.

A dry run shows this plan and the command writes it, from the same function.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec

from auditrack.model.change import Records
from auditrack.model.refs import label_slug, slug
from auditrack.model.sheet import Problem, Sheet, SheetRow
from auditrack.views.sheet_compare import Comparing, Said, shown
from auditrack.views.sheet_own import own_action, too_long, what_is_new
from auditrack.views.sheet_plan import Ask, Change, Fate, Meant, Plan, Word
from auditrack.views.sheet_record import Document, OnRecord, fold
from auditrack.views.sheet_words import Words, of_fill, often
from auditrack.views.sheet_works import Works

_FEW = 5


def plan_of(
    records: Records,
    sheet: Sheet,
    today: date,
    *,
    review: str | None = None,
    told: Mapping[str, str] | None = None,
    on_conflict: str = "stop",
    settled: Mapping[int, str] | None = None,
    may_extend: bool = True,
) -> Plan:
    """What becomes of every row of a sheet, as things stand.

    Args:
        records: the state of the register.
        sheet: the rows as printed.
        today: the day it is.
        review: the review of rows that name none, by reference.
        told: what status words mean, by folded word.
        on_conflict: stop, skip (the row is left as it is here) or update (the sheet's word wins).
        settled: the same of single rows, by place.
        may_extend: whether who asks may agree later dates.
    """
    on = OnRecord(records, today)
    comparing = Comparing(on, on_conflict, settled)
    return _Planner(
        on, sheet, today, review, Words(records, told or {}), comparing, may_extend
    ).plan()


class _Planner:
    def __init__(
        self,
        on: OnRecord,
        sheet: Sheet,
        today: date,
        review: str | None,
        words: Words,
        comparing: Comparing,
        may_extend: bool,
    ) -> None:
        self._on = on
        self._sheet = sheet
        self._review = review
        self._words = words
        self._comparing = comparing
        self._works = Works(on, comparing, sheet, today, may_extend)
        self._meant: dict[str, Meant] = {}
        self._keys: dict[str, str] = {}
        self._count: Counter[str] = Counter()
        self._rows_of: Counter[str] = Counter()
        self._labels: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._claimed: set[str] = set()
        self._left_wording = 0
        self._has_ask = sheet.has("recommendation")
        self._named: dict[int, Document] = {}
        self._rows = tuple(map(self._as_new, sheet.rows)) if sheet.own else sheet.rows

    def _as_new(self, row: SheetRow) -> SheetRow:
        """A row of a list that this program wrote, with only what it says beyond the record."""
        stored = own_action(self._on, row) if self._sheet.own == "actions" else None
        if stored is not None:
            self._named[row.place] = stored
        return what_is_new(self._on, self._sheet.own, row) if row.kind == "row" else row

    def _named_actions(self, said: Mapping[int, Said]) -> Iterable[Ask]:
        """What becomes of the actions that rows name by their reference."""
        for place, stored in self._named.items():
            one = said[place]
            work = None if one.problems else self._works.named(one, stored)
            if work is not None:
                yield Ask(place=place, review="", ref=str(stored["ref"]), works=(work,))

    def plan(self) -> Plan:
        """Every row with its fate, and what would be written."""
        said = {row.place: self._begin(row) for row in self._rows if row.kind == "row"}
        groups: dict[tuple[str, ...], list[Said]] = defaultdict(list)
        several = self._labels_of_several(said.values())
        for one in said.values():
            if not one.problems and self._is_unclear(one.row, several):
                one.problems.append(
                    Problem(
                        self._sheet.letter("number"),
                        f'says only "{one.row.number}", which stands for several recommendations '
                        "in this sheet",
                    )
                )
            if not one.problems and one.row.place not in self._named:
                groups[self._key(one.row, several)].append(one)
        asks = list(self._named_actions(said))
        # What a number means is settled first: words alone may only mean what is left.
        for key, members in sorted(groups.items(), key=lambda group: not group[0][1]):
            made = self._ask(key[0], members, sure=key[1] != "" and len(key) == 2)
            if made is not None:
                asks.append(made)
        asks.sort(key=lambda ask: ask.place)
        fates = tuple(
            self._fate(said[row.place])
            if row.kind == "row"
            else Fate(row.place, row.kind, said=row.said)
            for row in self._sheet.rows
        )
        return Plan(
            sheet=self._sheet,
            fates=fates,
            reviews={
                key: msgspec.structs.replace(meant, rows=self._rows_of[key])
                for key, meant in self._meant.items()
            },
            asks=tuple(asks),
            words=self._all_words(),
            notes=tuple(self._notes()),
            on_conflict=self._comparing.on_conflict,
            settled=self._comparing.settled,
        )

    # What each row says ---------------------------------------------------------------------

    def _begin(self, row: SheetRow) -> Said:
        said = Said(row, problems=list(row.problems), told=[row.said] if row.said else [])
        word = row.state or (of_fill(row.fill) if row.fill else "")
        if word:
            self._count[word] += 1
            meant = self._words.means(word)
            if meant is None:
                said.problems.append(
                    Problem(
                        self._sheet.letter("state"),
                        f'says "{word}" of a state, and nobody has said what that means here',
                        word,
                    )
                )
            elif meant[0] != "nothing":
                said.state = meant[0]
        if row.closed and said.state is None and not word:
            said.state = "done"  # a day it was done is the claim itself
        long = too_long(self._on, row, self._named.get(row.place)) if self._sheet.own else ""
        if long:
            said.problems.append(Problem(None, long))
        if row.place in self._named:
            return said
        if not (row.review or self._review):
            said.problems.append(
                Problem(
                    self._sheet.letter("review"),
                    "names no review"
                    if self._sheet.has("review")
                    else "names no review; say which with --review REF",
                )
            )
        else:
            key = self._review_key(row)
            self._rows_of[key] += 1
            if self._on.is_gone(self._meant[key].ref):
                said.problems.append(
                    Problem(self._sheet.letter("review"), "names a review that was withdrawn")
                )
        return said

    def _review_key(self, row: SheetRow) -> str:
        # What a person says goes before a title; a column, or a heading among the rows, before it.
        typed = not row.review or (row.titled and self._review is not None)
        printed = (self._review if typed else row.review) or ""
        if printed not in self._keys:
            meant = self._on.review(printed, typed)
            # Two spellings of a review are one.
            self._keys[printed] = key = meant.ref or f"new {slug(printed) or fold(printed)}"
            self._meant.setdefault(key, meant)
        return self._keys[printed]

    def _labels_of_several(self, rows: Iterable[Said]) -> set[tuple[str, str]]:
        """The labels that stand for several recommendations of a review: they start again."""
        texts: dict[tuple[str, str], set[str]] = defaultdict(set)
        for one in rows:
            row = one.row
            if row.number and row.recommendation and not one.problems:
                review, label = self._review_key(row), label_slug(row.number)
                texts[review, label].add(fold(row.recommendation))
                self._labels[review, fold(row.recommendation)].add(label)
        return {key for key, found in texts.items() if len(found) > 1}

    def _is_unclear(self, row: SheetRow, several: set[tuple[str, str]]) -> bool:
        """Whether a number alone is to say which of several recommendations is meant."""
        if row.recommendation or not row.number:
            return False
        return (self._review_key(row), label_slug(row.number)) in several

    def _key(self, row: SheetRow, several: set[tuple[str, str]]) -> tuple[str, ...]:
        """What makes rows one recommendation: review and label, else review and words."""
        review = self._review_key(row)
        label = label_slug(row.number) if row.number else ""
        labels = self._labels.get((review, fold(row.recommendation)), set())
        if not label and row.recommendation and len(labels) == 1:
            (label,) = labels  # the same words stand under a number elsewhere in the sheet
        if not row.recommendation and self._has_ask:
            return review, label
        if label and (review, label) not in several:
            return review, label
        return review, label, fold(row.recommendation)

    # Recommendations ------------------------------------------------------------------------

    def _ask(self, key: str, members: list[Said], sure: bool) -> Ask | None:
        first = members[0]
        rows = [one.row for one in members]
        text = next((row.recommendation for row in rows if row.recommendation), "")
        label = next((row.number for row in rows if row.number), "")
        meant = self._meant[key]
        stored = None
        if meant.ref:
            struck = any(row.struck_ask for row in rows)
            stored = self._on.ask(
                meant.ref, label, text, sure=sure, struck=struck, claimed=self._claimed
            )
        if not text and stored is None:
            return self._of_the_review(key, meant, members)
        if stored is None and meant.ref and not (label and sure):
            stored = self._erased(meant.ref, label, members)
            if any(one.problems for one in members):
                return None
        unknown = all(one.state is None for one in members)
        fields, undone, withdraw = self._ask_fields(stored, first, rows, text, unknown)
        ref = str(stored["ref"]) if stored is not None else None
        if ref:
            self._claimed.add(ref)
            for one in members:
                one.refs.append(ref)
        gone = bool(stored and stored.get("withdrawn_on") and not undone)
        bare = [one for one in members if not one.row.action and not gone]
        evidence = self._works.new_evidence(bare, ref)
        works = self._works.of(members, ref)
        if self._comparing.choice(first) == "skip" and first.conflicts:
            fields, withdraw, evidence = {}, False, ()
        return Ask(
            place=first.row.place,
            review=key,
            ref=ref,
            undone=undone,
            label=label or None,
            text=text,
            fields=fields,
            withdraw=withdraw,
            evidence=evidence,
            works=works,
        )

    def _erased(self, review: str, label: str, members: list[Said]) -> Document | None:
        """The erased recommendation that rows mean, by an action beside it.

        Where none tells, the rows are refused: erased words never come back as new ones.
        """
        erased = self._on.erased(review, label, self._claimed)
        done = {fold(one.row.action) for one in members if one.row.action}
        for one in erased:
            if any(fold(str(a.get("what"))) in done for a in self._on.actions(str(one["ref"]))):
                return one
        if erased:
            refs = ", ".join(str(one["ref"]) for one in erased[:_FEW])
            for said in members:
                said.problems.append(
                    Problem(
                        self._sheet.letter("recommendation"),
                        f"may be what was erased here ({refs}): write that reference as its "
                        "number, another number if it is something else, or leave the row out",
                    )
                )
        return None

    def _of_the_review(self, key: str, meant: Meant, members: list[Said]) -> Ask | None:
        """Actions whose recommendation is not named, or not on record: they serve the review."""
        for one in members:
            if not one.row.action:
                one.problems.append(
                    Problem(
                        None, f'names "{one.row.number}", which is not on record, and no action'
                    )
                )
        able = [one for one in members if not one.problems]
        if not able:
            return None
        for one in able:
            one.refs.extend([meant.ref] if meant.ref else [])
        works = self._works.of(able, meant.ref, of_review=True)
        return Ask(place=able[0].row.place, review=key, works=works)

    def _ask_fields(
        self, stored: Document | None, first: Said, rows: list[SheetRow], text: str, unknown: bool
    ) -> tuple[dict[str, Any], bool, bool]:
        agencies = tuple(dict.fromkeys(name for row in rows for name in row.agencies))
        bare = next((row for row in rows if not row.action), None)
        wanted: dict[str, Any] = {
            "text": text,
            "agencies": agencies,
            "outcome": next((row.outcome for row in rows if row.outcome), ""),
            "theme_heading": next((row.theme for row in rows if row.theme), ""),
        }
        if bare is not None and bare.due_text:
            wanted["due"], wanted["due_text"] = bare.due, bare.due_text
        struck = any(row.struck_ask for row in rows)
        if stored is None:
            first.new.append("a new recommendation")
            if struck:
                first.told.append("struck through, so it stands as withdrawn")
            made = {name: value for name, value in wanted.items() if value}
            made["state"] = "not-known" if unknown else None
            return made, False, struck
        undone = self._on.is_undone(stored)
        if undone:
            first.new.append("stands again as before its import was undone")
            made = {name: value for name, value in wanted.items() if value}
            made["state"] = "not-known" if unknown else None
            return made, True, struck
        if stored.get("withdrawn_on"):
            if not struck:
                first.told.append(f"{stored['ref']} was withdrawn here and stays so")
            return {}, False, False
        if self._on.of_a_document(stored):
            if text and fold(text) != fold(str(stored.get("text", ""))):
                self._left_wording += 1
            del wanted["text"]
        changes = self._comparing.compared("recommendations", stored, wanted, first)
        if stored.get("state") == "not-known" and not unknown:
            changes["state"] = None
        if struck:
            first.changes.append(Change(str(stored["ref"]), "withdrawn", "no", "struck through"))
        return changes, False, struck

    # The plan -----------------------------------------------------------------------------

    def _fate(self, said: Said) -> Fate:
        place, refs = said.row.place, tuple(dict.fromkeys(said.refs))
        told = "; ".join(dict.fromkeys((*said.new, *said.told)))
        if said.problems:
            return Fate(place, "refused", refs, told, problems=tuple(said.problems))
        if said.conflicts:
            differing = "; ".join(
                f'{one.field} of {one.ref} is "{one.here}" here and "{one.there}" in the sheet'
                for one in said.conflicts
            )
            return Fate(place, "conflict", refs, differing, tuple(said.conflicts))
        kind = "new" if said.new else "changes" if said.changes else "the same"
        return Fate(place, kind, refs, told, tuple(said.changes))

    def _all_words(self) -> tuple[Word, ...]:
        words = []
        for said, rows in self._count.most_common():
            meant = self._words.means(said)
            means, because = meant if meant else (None, "asked")
            words.append(Word(said, means, because, rows, None if meant else often(said)))
        return tuple(words)

    def _notes(self) -> Iterable[str]:
        new = [one for one in self._meant.values() if one.ref is None]
        if new:
            named = ", ".join(f'"{shown(one.printed)}"' for one in new[:_FEW])
            more = f" and {len(new) - _FEW} more" if len(new) > _FEW else ""
            yield f"Reviews that are new to this register: {named}{more}."
        for meant in new:
            if meant.near:
                yield f'Is "{shown(meant.printed)}" {meant.near}? Then write that in the sheet.'
        if self._left_wording:
            yield (
                f"{self._left_wording:,} recommendations are worded otherwise in the sheet than in "
                "their published review; the review's words stand."
            )
        if any(row.evidence for row in self._sheet.rows):
            yield (
                "What its evidence says is filed as it stands there: a statement (level 0), about "
                "no date, that nobody has accepted yet."
            )
        if any(word.means == "done" for word in self._all_words()):
            yield (
                "What the sheet calls done is taken in as reported: it says nothing of whether "
                "practice changed."
            )
