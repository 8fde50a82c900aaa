"""The actions of a sheet's rows: which is on record, what it changes, and what is new."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from auditrack.model.dates import in_words, interval
from auditrack.model.sheet import Note, Problem, Sheet, SheetRow
from auditrack.views.sheet_compare import Comparing, Said, shown
from auditrack.views.sheet_plan import AS_REPORTED, Change, Work
from auditrack.views.sheet_record import (
    Document,
    OnRecord,
    fold,
    is_as_reported,
    is_erased,
    tells_work,
)


class Works:
    """Plans the actions of one sheet."""

    def __init__(
        self, on: OnRecord, comparing: Comparing, sheet: Sheet, today: date, may_extend: bool
    ) -> None:
        self._on = on
        self._comparing = comparing
        self._sheet = sheet
        self._today = today
        self._may_extend = may_extend
        self._claimed: set[str] = set()

    def of(
        self, members: Sequence[Said], ref: str | None, of_review: bool = False
    ) -> tuple[Work, ...]:
        """The actions of rows that are one recommendation's, each written once.

        Args:
            members: the rows.
            ref: what they serve, where it is on record.
            of_review: whether they serve the review itself.
        """
        known = self._on.actions(ref) if ref else []
        distinct: dict[tuple[str, ...], Said] = {}
        for one in members:
            row = one.row
            if not row.action and not (tells_work(row) and not of_review):
                continue
            same = self._work_key(row)
            earlier = distinct.get(same)
            if earlier is None:
                distinct[same] = one
            elif self._says_the_same(earlier, one):
                one.told.append(f"the same as row {earlier.row.place}")
                one.refs.extend(earlier.refs)
            else:
                one.problems.append(
                    Problem(
                        None,
                        f"gives another action the number {row.action_number} of row "
                        f"{earlier.row.place}; a spreadsheet keeps 1.10 as 1.1 unless it is text"
                        if row.action_number and fold(row.action) != fold(earlier.row.action)
                        else f"tells of the same action as row {earlier.row.place} and says "
                        "something else of it",
                    )
                )
        known = [one for one in known if str(one["ref"]) not in self._claimed]
        pairs = self._paired(list(distinct.values()), known, of_review)
        self._claimed.update(str(stored["ref"]) for _, stored in pairs if stored is not None)
        made = [self._work(one, stored, of_review) for one, stored in pairs]
        return tuple(work for work in made if work is not None)

    def named(self, said: Said, stored: Document) -> Work | None:
        """What a row does to the action that it names by its reference."""
        return self._work(said, stored, of_review=False)

    @staticmethod
    def _work_key(row: SheetRow) -> tuple[str, ...]:
        if row.action_number:
            return ("n", fold(row.action_number), "")
        # The same words asked of two bodies are two actions.
        return ("t", fold(row.action), fold(" ".join(row.agencies)))

    @staticmethod
    def _says_the_same(earlier: Said, later: Said) -> bool:
        one, other = earlier.row, later.row
        return (one.lead, one.due_text, earlier.state, one.closed_text, one.action) == (
            other.lead,
            other.due_text,
            later.state,
            other.closed_text,
            other.action,
        ) and (one.notes, one.evidence) == (other.notes, other.evidence)

    def _paired(
        self, rows: list[Said], known: list[Document], of_review: bool
    ) -> list[tuple[Said, Document | None]]:
        """Each row's action with the one on record: by number, by words, else what is left over."""
        left = {str(one["ref"]): one for one in known}
        found: dict[int, Document] = {}
        by_label: dict[str, list[Document]] = defaultdict(list)
        by_words: dict[str, list[Document]] = defaultdict(list)
        for one in known:
            if one.get("label"):
                by_label[fold(str(one["label"]))].append(one)
            by_words[fold(str(one.get("what", "")))].append(one)
        for said in rows:
            row = said.row
            if row.action_number:
                wanted = by_label[fold(row.action_number)]
            elif row.action:
                wanted = by_words[fold(row.action)]
            else:
                wanted = [one for one in known if is_as_reported(one)]
            able = [one for one in wanted if str(one["ref"]) in left]
            if len(able) > 1:
                bodies = {self._on.agency(name) for name in row.agencies}
                able = [one for one in able if one.get("agency") in bodies] or able
            if able:
                found[row.place] = left.pop(str(able[0]["ref"]))
        rest = [
            one
            for one in left.values()
            if one.get("import_ref") in self._on.sheets
            and not one.get("withdrawn_on")
            and not is_as_reported(one)
        ]
        unmatched = [
            said for said in rows if said.row.place not in found and not said.row.action_number
        ]
        # One row and one action are left: the sheet words it otherwise now.
        if not of_review and len(rest) == 1 and len(unmatched) == 1 and unmatched[0].row.action:
            found[unmatched[0].row.place] = rest[0]
            return [(said, found.get(said.row.place)) for said in rows]
        erased = [str(one["ref"]) for one in left.values() if is_erased(one.get("what"))]
        for said in unmatched:
            if erased and said.row.action:
                said.problems.append(
                    Problem(
                        self._sheet.letter("action"),
                        f"may be what was erased here ({', '.join(erased)}): give the action a "
                        "number of its own, or leave the row out",
                    )
                )
        return [(said, found.get(said.row.place)) for said in rows]

    def _work(self, said: Said, stored: Document | None, of_review: bool) -> Work | None:
        row = said.row
        wanted: dict[str, Any] = {
            "what": row.action,
            "label": row.action_number,
            "lead": row.lead,
            "agency": row.agencies[0] if len(row.agencies) == 1 else "",
        }
        if row.action and row.due_text:
            wanted["due"], wanted["due_text"] = row.due, row.due_text
        state = said.state if said.state != "withdrawn" else None
        withdraw = said.state == "withdrawn" or row.struck_action
        off_track = True if state == "off-track" else None
        state = "in-progress" if state == "off-track" else state
        closed = row.closed or (row.state_on if state == "done" else None)
        if stored is None or self._on.is_undone(stored):
            made = {name: value for name, value in wanted.items() if value}
            made.setdefault("what", AS_REPORTED)
            if state == "done":
                made["as_reported"] = True
                if closed:
                    made["done_on"] = closed
            said.new.append("a new action" if stored is None else "its action stands again")
            if stored is not None:
                said.refs.append(str(stored["ref"]))
            if withdraw:
                said.told.append("withdrawn in the sheet, so it stands as withdrawn")
            return Work(
                place=row.place,
                ref=None if stored is None else str(stored["ref"]),
                undone=stored is not None,
                fields=made,
                state=state,
                off_track=off_track,
                state_on=closed if state == "done" else row.state_on,
                notes=self._new_notes(said, stored, of_review),
                evidence=self.new_evidence([said], None if stored is None else str(stored["ref"])),
                withdraw=withdraw,
            )
        ref = str(stored["ref"])
        said.refs.append(ref)
        if stored.get("withdrawn_on"):
            if not withdraw:
                said.told.append(f"{ref} was withdrawn here and stays so")
            return None
        before = len(said.conflicts)
        due: dict[str, Any] = {
            name: wanted.pop(name) for name in ("due", "due_text") if name in wanted
        }
        changes = self._comparing.compared("actions", stored, wanted, said)
        extend_to = self._due(stored, due, changes, said)
        new_state, state_on = self._state(stored, said, state, off_track)
        if new_state == "done":
            changes["as_reported"] = True
        if state == "done" and closed and not stored.get("done_on"):
            changes["done_on"] = closed
        if withdraw:
            said.changes.append(Change(ref, "withdrawn", "no", "withdrawn in the sheet"))
        notes = self._new_notes(said, stored, of_review)
        said.changes.extend(Change(ref, "update", "", shown(note.text)) for note in notes)
        evidence = self.new_evidence([said], ref)
        if self._comparing.choice(said) == "skip" and len(said.conflicts) > before:
            return None
        if not (changes or new_state or notes or evidence or extend_to or withdraw):
            return None
        return Work(
            place=row.place,
            ref=ref,
            fields=changes,
            state=new_state,
            off_track=self._off_track(stored, off_track) if new_state else None,
            state_on=state_on,
            notes=notes,
            evidence=evidence,
            extend_to=extend_to,
            withdraw=withdraw,
        )

    def _new_notes(self, said: Said, stored: Document | None, of_review: bool) -> tuple[Note, ...]:
        """The updates that are not on record yet; what no field can hold is kept as one."""
        row = said.row
        notes = list(row.notes)
        if row.closed_text and not (said.state == "done" and row.closed):
            notes.append(Note(f"Completed, as printed: {row.closed_text}"))
        if of_review:
            if row.outcome:
                notes.append(Note(f"Outcome, as printed: {row.outcome}"))
            if len(row.agencies) > 1:
                notes.append(Note(f"Agencies, as printed: {'; '.join(row.agencies)}"))
        if stored is None:
            return tuple(dict.fromkeys(notes))
        known, erased = self._on.notes(stored), self._on.erased_notes(stored)
        new = []
        for note in dict.fromkeys(notes):
            if fold(note.text) in known:
                continue
            if erased[note.on]:
                erased[note.on] -= 1
                said.told.append(f"an update of {stored['ref']} was erased and stays so")
            else:
                new.append(note)
        return tuple(new)

    def new_evidence(self, rows: Sequence[Said], ref: str | None) -> tuple[str, ...]:
        """What rows claim to show for a record that is not filed yet.

        It is one action, or a recommendation whose rows name no action.
        """
        known, erased = self._on.evidence(ref) if ref else (set(), 0)
        new: dict[str, str] = {}
        for said in rows:
            for text in said.row.evidence:
                if fold(text) in known or fold(text) in new:
                    continue
                if erased:
                    erased -= 1
                    said.told.append(f"evidence for {ref} was erased and stays so")
                    continue
                new[fold(text)] = text
                if ref:
                    said.changes.append(Change(ref, "evidence", "", shown(text)))
        return tuple(new.values())

    def _state(
        self, stored: Document, said: Said, state: str | None, off_track: bool | None
    ) -> tuple[str | None, str | None]:
        """The state to write for an action on record, with its day, or None."""
        now = self._on.now(stored)
        if state is None or now is None:
            return None, None
        here = "off-track" if now.stood.off_track and now.state == "in-progress" else now.state
        there = "off-track" if off_track else state
        here = "done" if here == "signed-off" else here
        base = self._on.state_of_last_sheet(stored)
        if here == there or base == there:
            return None, None
        ref = str(stored["ref"])
        change = Change(ref, "state", here, there, base)
        silent = here == "not-known" or (base is None and not now.updates)
        if silent or base == here or self._comparing.choice(said) == "update":
            said.changes.append(change)
            # It speaks after what was said before, and is known from today on.
            day = said.row.closed or said.row.state_on if state == "done" else said.row.state_on
            closed = interval(day)
            last = interval(now.updates[-1].on) if now.updates else None
            told = closed is not None and (last is None or closed.latest >= last.latest)
            return state, day if told else self._today.isoformat()
        said.conflicts.append(change)
        return None, None

    def _off_track(self, stored: Document, there: bool | None) -> bool | None:
        """Off track as the sheet says; no longer, where it only stands so here."""
        now = self._on.now(stored)
        return there or (False if now is not None and now.stood.off_track else None)

    def _due(
        self, stored: Document, due: dict[str, Any], changes: dict[str, Any], said: Said
    ) -> str | None:
        """A due date is set once; a later one moves it, an earlier one is a conflict."""
        there, printed = due.get("due"), due.get("due_text")
        if not printed:
            return None
        ref, first = str(stored["ref"]), stored.get("due")
        if not first:
            changes.update(self._comparing.compared("actions", stored, due, said))
            return None
        now = self._on.now(stored)
        agreed = now.agreed_due if now is not None else first
        spoke, base = self._on.base("actions", stored, "due_text")
        if not there or there in (first, agreed) or (spoke and base == printed):
            return None
        new, old = interval(there), interval(agreed)
        before = str(base) if spoke and base else None
        change = Change(ref, "due", in_words(agreed), in_words(there), before)
        if new is None or old is None or new.latest <= old.latest:
            said.conflicts.append(change)
            if self._comparing.choice(said) == "update":
                said.conflicts.pop()
                said.problems.append(
                    Problem(
                        self._sheet.letter("due"),
                        f"would move {ref} from {in_words(agreed)} to {in_words(there)}, and an "
                        "agreed date never moves back",
                    )
                )
            return None
        if not self._may_extend:
            said.problems.append(
                Problem(
                    self._sheet.letter("due"),
                    f"moves {ref} to {in_words(there)}, and a later date is agreed by the chair",
                )
            )
            return None
        said.changes.append(change)
        return str(there)
