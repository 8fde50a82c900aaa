"""What is decided on the items of a meeting, and what is noted beside: lines that make commands."""

from functools import partial
from typing import TYPE_CHECKING

from auditrack.model.change import Refusal
from auditrack.model.dates import in_words
from auditrack.tui.day_and_reason import day_and_reason
from auditrack.tui.doubted import began
from auditrack.tui.ending_meeting import EndingFrame
from auditrack.tui.item_on_table import called_in_short
from auditrack.tui.kept_reason import Reason, forget_reason, keep_reason, kept_reason
from auditrack.tui.keys.meeting import DECIDE
from auditrack.tui.line_at_foot import Asked, LineFrame
from auditrack.tui.meeting_frame import Saving
from auditrack.tui.session import Session
from auditrack.views.find import KINDS
from auditrack.views.wording import counted

if TYPE_CHECKING:  # read when a meeting is
    from auditrack.commands.command import Command
    from auditrack.tui.saving import Job
    from auditrack.views.agenda import AgendaItem
    from auditrack.views.meeting_choices import Choice

_OVERRIDDEN = ("not-ready", "second-person")
"""What a chair may set aside with a reason, by the code of its refusal."""

_WHO = "Type who it is, a colon, and what, as in: Named GP: my practice is named in it."


class DecidingFrame(EndingFrame, LineFrame):
    """One key opens the line of a decision; Enter records it and goes on to the next item."""

    def __init__(self, session: Session, meeting: str) -> None:
        super().__init__(session, meeting)
        self.at = 0
        """The number of the item that is talked about; it stays so whatever comes and goes."""
        self._last = 0
        """The number of the item that was decided last here: a dissent is often told after it."""
        self._is_kept = False
        """Whether a reason lies in the officer's own folder as a draft."""

    def go(self, number: int) -> None:
        """To an item."""
        raise NotImplementedError

    @property
    def index(self) -> int | None:
        """Where the item that is talked about stands."""
        found = (at for at, one in enumerate(self.items) if one.number == self.at)
        return next(found, None)

    @property
    def item(self) -> "AgendaItem | None":
        """The item that is talked about."""
        index = self.index
        return None if index is None else self.items[index]

    def next_undecided(self, after: int) -> int:
        """The first item behind one that nothing was decided on; 0 where there is none."""
        left = (
            one.number
            for one in self.items
            if one.number > after and not one.done and not self.is_saved(one)
        )
        return next(left, 0)

    # A reason that is being typed

    def keep(self, asked: Asked, typed: str) -> None:
        """Keep it in the officer's own folder."""
        self._is_kept = True
        keep_reason(
            self.session.identity, self.meeting, Reason(*asked.of, typed), self.session.now()
        )

    def forget(self) -> None:
        """It was recorded, or its line was left."""
        if self._is_kept:
            self._is_kept = False
            forget_reason(self.session.identity, self.meeting)

    def take_up(self) -> None:
        """What was being typed when the line dropped is there again, behind its key."""
        kept = kept_reason(self.session.identity, self.meeting)
        item = next((one for one in self.items if kept is not None and one.ref == kept.ref), None)
        if kept is None or item is None:
            return
        self._is_kept = True
        self.refused[item.number, kept.choice] = kept.typed
        self.at = item.number
        key = next((key for key, code in DECIDE.items() if code == kept.choice), "")
        self.say(f"What you were typing on item {item.number} is here again: press {key}.")

    # Deciding

    async def action_decide(self, code: str) -> None:
        """Open the line for the reason of a decision."""
        item = self.item
        if item is None:
            await self.open_deaf("There is no item to decide on: + adds one.")
            return
        act = "meeting change" if item.done else "meeting decide"
        if why := self.why_not(act):
            self.say(why)
            return
        choice = next((one for one in item.choices if one.code == code), None)
        if choice is None:
            await self.open_deaf(self._does_not_fit(item))
            return
        if self.is_saved(item):
            await self.open_deaf(f"Item {item.number} is still being saved.")
            return
        again = " again, in place of what was decided" if item.done else ""
        asks = "Type the day, then why" if choice.needs_date else "Why?"
        if not choice.needs_date and not choice.needs_reason:
            asks = "Why? Enter alone gives no reason"
        await self.open_line(
            Asked(
                f"Item {item.number}{again}. {choice.words}. {asks}",
                partial(self._decided, item, choice),
                partial(self._echo, choice),
                self.refused.get((item.number, code), ""),
                (item.ref, code),
            )
        )

    def _does_not_fit(self, item: "AgendaItem") -> str:
        codes = [one.code for one in item.choices]
        fitting = [key for key, code in DECIDE.items() if code in codes]
        about = KINDS.get(item.table or "", "") or "matter in words"
        return (
            f"That cannot be decided on item {item.number} as it stands, about "
            f"{'an' if about[0] in 'aeiou' else 'a'} {about}: it takes {', '.join(fitting)}."
        )

    def _echo(self, choice: "Choice", typed: str) -> str:
        if not choice.needs_date:
            return ""
        day, reason = day_and_reason(typed, self.session.writing_day)
        if not day:
            return "As in: +3m until the toolkit is out; or 31 March 2027, the new team starts."
        return f"= {in_words(day)}, {f'because: {reason}' if reason else 'and why?'}"

    def _decided(self, item: "AgendaItem", choice: "Choice", typed: str) -> "str | Asked | None":
        """Record it, unless it cannot stand; then on to the next item."""
        day, reason = "", typed
        if choice.needs_date:
            day, reason = day_and_reason(typed, self.session.writing_day)
            if not day:
                return "The line begins with no day. Type it first, as in: +3m until it is out."
        if choice.needs_reason and not reason:
            return "A reason is needed: type why."
        command = self._command(item, choice, reason, day)
        refusal = self.session.check(command)
        if refusal is not None and refusal.code in _OVERRIDDEN:
            return self._override(item, choice, reason, refusal)
        if refusal is not None:
            return f"{began(refusal)} {self.in_words(refusal)}"
        self._record(item, choice, command, typed)
        return None

    def _command(
        self, item: "AgendaItem", choice: "Choice", reason: str, day: str, override: str = ""
    ) -> "Command":
        from auditrack.commands.meeting_decision import ChangeItem, DecideInMeeting

        given = {
            "reason": reason or None,
            "to": day if choice.code == "extend" else None,
            "until": day or None if choice.code == "keep-under-review" else None,
            "override": override or None,
        }
        if item.done:
            return ChangeItem(item.item or "", choice.code, **given)
        return DecideInMeeting(
            self.meeting,
            item.item or item.ref,
            choice.code,
            number=item.number,
            kind=item.kind,
            **given,
        )

    def _record(self, item: "AgendaItem", choice: "Choice", command: "Command", typed: str) -> None:
        self._last = item.number
        said = called_in_short(choice.code)
        self.record(command, Saving(item.number, said, item.ref, typed, choice.code))
        number = self.next_undecided(item.number)
        if number:
            self.go(number)
        elif self.next_undecided(0):
            self.say("This was the last item. Tab goes to those that nothing was decided on.")
        else:
            self.say("Something was decided on every item. E ends the meeting.")

    def _override(
        self, item: "AgendaItem", choice: "Choice", reason: str, refusal: Refusal
    ) -> "str | Asked":
        """It is refused: say what is missing, and ask for the chair's override."""
        what = " ".join((refusal.message, *refusal.details))
        if self.projected:
            # What is missing names records; how much is missing does not.
            many = counted(len(refusal.details), "thing")
            what = f"{many} missing." if refusal.details else "A second person is needed for it."
        if not reason:
            return f"Not saved. {what} A chair decides it all the same, with a reason: type it."

        def told(typed: str) -> str | None:
            if typed != "!":
                return "Nothing is saved. Type ! alone, then Enter, or leave it open with Esc."
            command = self._command(item, choice, reason, "", override=reason)
            refusal = self.session.check(command)
            if refusal is not None:
                return f"{began(refusal)} {self.in_words(refusal)}"
            self._record(item, choice, command, reason)
            return None

        self.refused[item.number, choice.code] = reason
        return Asked(
            f"Item {item.number}: {what} To do it all the same in the chair's name, for "
            f"“{reason}”, type ! and Enter.",
            told,
            lambda _: "The minutes and every report say what was overridden. Esc leaves it.",
        )

    def saved_here(self, job: "Job", saving: Saving) -> None:
        """What is noted with a decision, such as an interest declared in it, is said too."""
        notes = [note for saved in job.saved for note in saved.notes]
        if notes and not self.projected:
            self.say(f"Saved: item {saving.number}, {saving.said}. {' '.join(notes)}")

    # Beside deciding

    async def action_dissent(self) -> None:
        """Note who does not agree: with this item, or with the one that was decided just now."""
        item = self.item
        if item is None or not item.done:
            item = next((one for one in self.items if one.number == self._last), None)
        if why := self.why_not("meeting dissent"):
            self.say(why)
        elif item is None or not item.item or not item.done:
            self.say("Nobody can dissent from what is not decided, or still being saved.")
        else:
            await self.open_line(
                Asked(
                    f"Who dissents from item {item.number} ({item.done}), and why? {_WHO}",
                    partial(self._dissented, item),
                )
            )

    def _dissented(self, item: "AgendaItem", typed: str) -> str | None:
        from auditrack.commands.meeting_decision import NoteDissent

        name, _, text = typed.partition(":")
        if not name.strip() or not text.strip():
            return _WHO
        return self._beside(
            NoteDissent(item.item or "", name.strip(), text.strip()),
            f"the dissent of {name.strip()} from item {item.number}",
        )

    async def action_interest(self, reach: str) -> None:
        """Note an interest that somebody declares."""
        item = self.item
        if why := self.why_not("meeting interest"):
            self.say(why)
            return
        about = item.ref if item is not None and reach == "item" else ""
        where = f"in item {self.at}" if about else "in the work of the group"
        await self.open_line(
            Asked(f"Who declares an interest {where}? {_WHO}", partial(self._declared, about))
        )

    def _declared(self, about: str, typed: str) -> str | None:
        from auditrack.commands.meeting import DeclareInterest

        name, _, text = typed.partition(":")
        if not name.strip() or not text.strip():
            return _WHO
        return self._beside(
            DeclareInterest(self.meeting, name.strip(), text.strip(), about or None),
            f"the interest of {name.strip()}",
        )

    async def action_add(self) -> None:
        """Put a record or a matter in words on the agenda."""
        if why := self.why_not("meeting item"):
            self.say(why)
            return
        await self.open_line(
            Asked("Put on the agenda: a reference, or the matter in words", self._added)
        )

    def _added(self, typed: str) -> str | None:
        from auditrack.commands.meeting import AddItem

        if not typed:
            return "Type the reference of a record, as in child-f/4.2, or the matter in words."
        in_words_ = " " in typed
        command = AddItem(self.meeting, text=typed) if in_words_ else AddItem(self.meeting, typed)
        return self._beside(command, "the item added at the end of the agenda")

    def _beside(self, command: "Command", said: str) -> str | None:
        """Save what is no decision; why it cannot be, where it cannot."""
        refusal = self.session.check(command)
        if refusal is not None:
            return f"{began(refusal)} {self.in_words(refusal)}"
        self.also_saving(self.session.save(command), said)
        return None

    def action_undo_here(self) -> None:
        """Take back the decision that was saved last in this sitting."""
        saved = self.last_decided()
        if why := self.why_not("meeting decide"):
            self.say(why)
        elif saved is None:
            self.say("No decision of this sitting is left to take back: decide the item again.")
        else:
            self.undo(saved)
