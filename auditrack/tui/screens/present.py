"""Who is present at a meeting: ticked on a list of leads and agencies, others typed."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from auditrack.tui import keys
from auditrack.tui.doubted import began
from auditrack.tui.frame import Frame
from auditrack.tui.messages import Ask, AskLine
from auditrack.tui.plain import one_line
from auditrack.tui.session import Session
from auditrack.tui.widgets.present_rows import APOLOGIES, PRESENT, Person, PresentRows
from auditrack.tui.widgets.virtual_list import VirtualList
from auditrack.tui.widgets.words import Words
from auditrack.views.meetings import called_with_day, meetings, who
from auditrack.views.seen import unwithdrawn
from auditrack.views.wording import counted

if TYPE_CHECKING:
    from auditrack.commands.command import Command
    from auditrack.tui.saving import Job


class PresentScreen(Frame):
    """Ticks who came. Nothing is on record before Enter; then the screen closes and all is saved.

    `saving` gets what is being saved, with what it says in words.
    """

    PLACE = keys.PRESENT
    BINDINGS = keys.bindings(keys.PRESENT)
    DEFAULT_CSS = """
    PresentScreen > #described { padding: 0 1; text-style: bold; margin-top: 1; }
    PresentScreen.-short > #described { margin: 0; height: 1; }
    """

    def __init__(
        self, session: Session, meeting: str, saving: "Callable[[Job, str], object]"
    ) -> None:
        super().__init__(session)
        self.meeting = meeting
        self._saving = saving
        self._noted = self._on_record()
        self._ticked = dict(self._noted)
        self._people = self._everybody()

    def body(self) -> Iterable[Widget]:
        """How many are present, and the list."""
        yield Words(Content(self._described()), id="described")
        yield VirtualList(PresentRows(self._people, self._ticked), id="rows")

    def called(self) -> str:
        """Which meeting."""
        return f"Present at {self.meeting}"

    def on_mount(self) -> None:
        """The keys go to the list."""
        self.query_one("#rows", VirtualList).focus()

    def _described(self) -> str:
        here = sum(noted == PRESENT for noted in self._ticked.values())
        away = sum(noted == APOLOGIES for noted in self._ticked.values())
        document = self.session.records.get("meetings", self.meeting) or {}
        said = f"{called_with_day(self.session.records, document)}: {here} present"
        return one_line(f"{said}, {counted(away, 'apology', 'apologies')}. Space ticks.")

    def _on_record(self) -> dict[str, str]:
        noted = self.session.records.index("presences", "meeting").get(self.meeting, ())
        return {str(one["who"]): str(one.get("present_as")) for one in unwithdrawn(noted)}

    def _everybody(self) -> list[Person]:
        """Who was there last time first, then leads and agencies by name, then who was typed."""
        records = self.session.records
        document = records.get("meetings", self.meeting) or {}
        before = next(
            (
                str(one["ref"])
                for one in meetings(records)
                if one["ref"] != self.meeting and one.get("subgroup") == document.get("subgroup")
            ),
            "",
        )
        usual = [
            str(one["who"])
            for one in unwithdrawn(records.index("presences", "meeting").get(before, ()))
        ]
        leads = [
            Person(str(one["ref"]), str(one.get("title") or one["ref"]), "lead")
            for one in unwithdrawn(records.select("leads"))
        ]
        agencies = [
            Person(str(one["ref"]), str(one.get("name") or one["ref"]), "agency")
            for one in unwithdrawn(records.select("agencies"))
            if not one.get("replaced_by")
        ]
        found = [
            *sorted(leads, key=lambda one: one.said.casefold()),
            *sorted(agencies, key=lambda one: one.said.casefold()),
        ]
        known = {one.who for one in found}
        found += [
            Person(one, who(records, one), "as typed")
            for one in dict.fromkeys((*usual, *self._ticked))
            if one not in known
        ]
        return sorted(found, key=lambda one: one.who not in usual and one.who not in self._noted)

    def renew(self) -> None:
        """Somebody else noted who came: theirs stand where nothing was ticked here."""
        before, self._noted = self._noted, self._on_record()
        for one in {*before, *self._noted}:
            if self._ticked.get(one) == before.get(one):
                self._tick(one, self._noted.get(one, ""))
        known = {one.who for one in self._people}
        self._people += [
            Person(one, who(self.session.records, one), "as typed")
            for one in self._ticked
            if one not in known
        ]
        self._show()

    def _tick(self, one: str, noted: str) -> None:
        if noted:
            self._ticked[one] = noted
        else:
            self._ticked.pop(one, None)

    def _show(self) -> None:
        rows = self.query_one("#rows", VirtualList)
        rows.show(PresentRows(self._people, self._ticked), rows.cursor)
        self.query_one("#described", Words).show(Content(self._described()))

    # What can be done

    def _mark(self, noted: str) -> None:
        rows = self.query_one("#rows", VirtualList)
        if rows.cursor >= len(self._people):
            return
        one = self._people[rows.cursor].who
        self._tick(one, "" if self._ticked.get(one) == noted else noted)
        self._show()
        rows.move_to(rows.cursor + 1)

    def action_tick(self) -> None:
        """Present, or not; and on to the next."""
        self._mark(PRESENT)

    def action_apologies(self) -> None:
        """Sent apologies, or not; and on to the next."""
        self._mark(APOLOGIES)

    def action_add(self) -> None:
        """Somebody who is on no list."""

        def told(typed: str) -> str | None:
            name = one_line(typed)
            if not name:
                return "Type a role, a body or a name."
            same = next(
                (one for one in self._people if one.said.casefold() == name.casefold()), None
            )
            if same is None:
                same = Person(name, name, "as typed")
                self._people.append(same)
            self._tick(same.who, PRESENT)
            self._show()
            self.query_one("#rows", VirtualList).move_to(self._people.index(same))
            return None

        self.post_message(
            AskLine(
                "Who else is present?",
                "A role or a body rather than a person's name, as in: Legal adviser.",
                "",
                told,
            )
        )

    def on_virtual_list_chosen(self) -> None:
        """Enter records who came."""
        self.action_keep()

    def action_keep(self) -> None:
        """Record what was ticked, all of it, and close."""
        commands = self._commands()
        if not commands:
            self.dismiss()
            return
        for command in commands:
            refusal = self.session.check(command)
            if refusal is not None:
                self.say(f"{began(refusal)} {refusal.message}")
                return
        here = sum(noted == PRESENT for noted in self._ticked.values())
        self._saving(self.session.save(*commands), f"{here} present at {self.meeting}")
        # What is typed next belongs to the meeting, which says what came of it.
        self.dismiss()

    def _commands(self) -> "list[Command]":
        from auditrack.commands.meeting import NotePresent, RemovePresent

        found: list[Command] = []
        for noted in dict.fromkeys(self._ticked.values()):
            new = [
                one
                for one, now in self._ticked.items()
                if now == noted and self._noted.get(one) != noted
            ]
            if new:
                found.append(NotePresent(self.meeting, tuple(new), noted))
        gone = [one for one in self._noted if one not in self._ticked]
        return [*found, *(RemovePresent(self.meeting, one) for one in gone)]

    async def step_out(self) -> bool:
        """Escape asks before it forgets what was ticked."""
        if self._ticked == self._noted:
            return False

        def answered(answer: str) -> None:
            if answer == "save":
                self.action_keep()
            elif answer == "discard":
                self.dismiss()

        self.post_message(
            Ask(
                "Who is present is not saved.",
                "What was ticked is not on record yet.",
                (
                    ("back", "Back to the list"),
                    ("save", "Save it now"),
                    ("discard", "Discard what was ticked"),
                ),
                answered,
            )
        )
        return True
