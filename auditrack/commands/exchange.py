"""Other boards' exchange files: taking one in, matching their own themes, withdrawing a board."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from auditrack.commands import known
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.withdrawing import STANDS_AGAIN, withdraw
from auditrack.model.dates import in_words
from auditrack.model.exchange import Exchange, ExchangedTheme, read_exchange
from auditrack.model.refs import slug
from auditrack.model.shared_review import SharedReview
from auditrack.views.board import board_of, is_demonstration
from auditrack.views.wording import counted

_NUMBERS = ("reviews", "recommendations", "first_year", "last_year")


@dataclass(frozen=True)
class TakeExchange(Command):
    """Take in another board's exchange file: what it told before is replaced by what it tells now.

    `older` takes one that is older than what is on record, or does not go on from it.
    """

    cmd: ClassVar[str] = "exchange take"

    content: bytes
    older: bool = False
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a damaged file, this board's own, an older one, and one that says nothing new."""
        theirs = read_exchange(self.content)
        must_be_anothers(desk, theirs)
        standing = next(iter(desk.by("other_boards", "register", theirs.register)), None)
        if standing is not None and not standing.get("withdrawn_on"):
            self._must_go_on(theirs, standing)
        self._must_be_one_of_its_name(desk, theirs, standing)
        told: dict[str, Any] = {
            "name": theirs.board,
            "as_at": theirs.as_at,
            "head_number": theirs.entry,
            "head_hash": theirs.head,
            "told_from": theirs.told_from,
            "lexicon": theirs.lexicon,
            "taken_on": desk.day,
        }
        if standing is None:
            ref = desk.insert("other_boards", register=theirs.register, **told)
        else:
            ref = str(standing["ref"])
            if standing["name"] != theirs.board:
                desk.notes.append(f"{standing['name']} calls itself {theirs.board} now.")
            also = STANDS_AGAIN if standing.get("withdrawn_on") else {}
            desk.update("other_boards", ref, **told, **also)
        desk.made.append(ref)
        _take_themes(desk, ref, theirs)

    def _must_go_on(self, theirs: Exchange, standing: Mapping[str, Any]) -> None:
        """Refuse a file that is older than what is on record, or says it all over again."""
        name, ref = theirs.board, str(standing["ref"])
        on_record = (int(standing.get("head_number") or 0), str(standing.get("as_at") or ""))
        given = (theirs.entry, theirs.as_at)
        same_head = standing.get("head_hash") == theirs.head
        if given == on_record and same_head:
            raise refuse(
                "no-change",
                f"What {name} tells as at {in_words(theirs.as_at)}, entry {theirs.entry}, is on "
                f"record already as {ref}.",
                ref=ref,
            )
        if self.older:
            return
        if given < on_record or (theirs.entry == on_record[0] and not same_head):
            raise refuse(
                "older-file",
                f"The file of {name} stands at its entry {theirs.entry}, as at "
                f"{in_words(theirs.as_at)}; on record is its entry {on_record[0]}, as at "
                f"{in_words(on_record[1])}, and the file does not go on from there.",
                ref=ref,
                todo="Ask for its newest file. If this one is meant all the same, because the "
                "board restored its register, take it with --older.",
            )

    @staticmethod
    def _must_be_one_of_its_name(
        desk: Desk, theirs: Exchange, standing: Mapping[str, Any] | None
    ) -> None:
        """Refuse a second register of the same name: one board would count as two."""
        for one in desk.records.select("other_boards"):
            if one.get("withdrawn_on") or (standing and one["ref"] == standing["ref"]):
                continue
            if slug(str(one.get("name", ""))) == slug(theirs.board):
                raise refuse(
                    "same-name",
                    f"{theirs.board} is on record as {one['ref']}, from another register, and one "
                    "board must not count as two.",
                    ref=str(one["ref"]),
                    todo="If it went on in a new register, withdraw the old one first: auditrack "
                    f"exchange withdraw {one['ref']} --why TEXT",
                )


def must_be_anothers(desk: Desk, theirs: Exchange | SharedReview) -> None:
    """Refuse this board's own file, one of a day still to come, and one that is made up.

    Raises:
        RefusedError: it is one of these (`own-file`, `future-date`, `made-up`).
    """
    own = board_of(desk.records).name
    identity = desk.records.header.register  # type: ignore[attr-defined]
    if theirs.register == identity or (own and slug(own) == slug(theirs.board)):
        raise refuse(
            "own-file",
            f"The file is of {theirs.board}, and so is this register.",
            todo="Take in the files of other boards; your own is for them.",
        )
    if date.fromisoformat(theirs.as_at) > desk.today:
        raise refuse(
            "future-date",
            f"The file of {theirs.board} is judged as at {in_words(theirs.as_at)}, which is still "
            "to come.",
            todo="Ask for a file as at today, or look whether this host's clock is right.",
        )
    if theirs.demonstration and not is_demonstration(desk.records):  # type: ignore[arg-type]
        raise refuse(
            "made-up",
            f"The file is of the demonstration board {theirs.board}, and everything in it is made "
            "up.",
            todo="Take in files of real boards; to try it out, use another made-up register.",
        )


def _take_themes(desk: Desk, board: str, theirs: Exchange) -> None:
    """Write what a board tells of each theme; what it tells no more is withdrawn."""
    there = {str(one["theme"]): one for one in desk.by("other_board_themes", "other_board", board)}
    new = changed = 0
    for theme in theirs.themes:
        before = there.pop(theme.theme, None)
        if before is None:
            desk.insert("other_board_themes", other_board=board, **_fields(theme))
            new += 1
            continue
        fields = {n: v for n, v in _fields(theme).items() if v != before.get(n) and n != "own"}
        if before.get("withdrawn_on"):
            fields |= STANDS_AGAIN
        if fields:
            desk.update("other_board_themes", str(before["ref"]), **fields)
            changed += 1
    gone = [one for one in there.values() if not one.get("withdrawn_on")]
    for one in gone:
        desk.update(
            "other_board_themes",
            str(one["ref"]),
            withdrawn_on=desk.day,
            withdrawn_why=f"not in its file as at {theirs.as_at}",
        )
    desk.notes.append(
        f"{theirs.board}, as at {in_words(theirs.as_at)}: {counted(new, 'new theme')}, "
        f"{changed} changed, {len(gone)} no longer told. Nothing of it counts towards where a "
        "theme stands here."
    )
    _note_the_unmatched(desk, theirs)


def _fields(theme: ExchangedTheme) -> dict[str, Any]:
    return {
        "theme": theme.theme,
        "name": theme.name,
        "own": theme.own or None,
        **{name: getattr(theme, name) for name in _NUMBERS},
    }


def _note_the_unmatched(desk: Desk, theirs: Exchange) -> None:
    from auditrack.themes.lexicon import LEXICON_VERSION, library

    known_here = {theme.id for theme in library()}
    own = sum(one.own for one in theirs.themes)
    unknown = sum(not one.own and one.theme not in known_here for one in theirs.themes)
    if own:
        desk.notes.append(
            f"{counted(own, 'theme')} of its own making: whether one is the same as a theme here "
            "is for a person to say, with: auditrack exchange match REF THEME"
        )
    if unknown:
        desk.notes.append(
            f"{counted(unknown, 'theme')} of its library ({theirs.lexicon}) that this version "
            f"({LEXICON_VERSION}) does not have; they are kept and shown nowhere."
        )


@dataclass(frozen=True)
class MatchTheme(Command):
    """Say that a theme of another board's own making is the same as one here; blank: of none."""

    cmd: ClassVar[str] = "exchange match"

    ref: str
    theme: str
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a theme of the library, which is matched by its id, and a type of action."""
        found = known.document(desk, self.ref, "other_board_themes")
        ref = str(found["ref"])
        if not found.get("own"):
            raise refuse(
                "bad-value",
                f"{found['name']} is a theme of the library, which both boards call the same.",
                ref=ref,
            )
        theme = known.theme_that_stands(desk.records, self.theme) if self.theme else None
        if theme is not None:
            from auditrack.views.theming import Theming

            if not Theming(desk.records).is_issue(theme):
                raise refuse("bad-value", f"{theme} is a type of action, not an issue.", ref=theme)
        desk.edit("other_board_themes", ref, {"same_as": theme})
        desk.made.append(ref)


@dataclass(frozen=True)
class WithdrawOtherBoard(Command):
    """Take what another board told out of sight, with a reason; its next file brings it back."""

    cmd: ClassVar[str] = "exchange withdraw"

    board: str
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses without a reason, and a board that nothing was taken in of."""
        withdraw(desk, board_meant(desk, self.board), "other_boards", self.why)


def board_meant(desk: Desk, typed: str) -> str:
    """The reference of the other board that was named by its reference or its name.

    Raises:
        RefusedError: there is none of it on record (`unknown-reference`).
    """
    wanted = slug(typed)
    for one in desk.records.select("other_boards"):
        if wanted and wanted in (str(one["ref"]), slug(str(one.get("name", "")))):
            return str(one["ref"])
    raise refuse(
        "unknown-reference",
        "No file of a board of that name was taken in.",
        ref=typed[:60],
        todo="See whose were with: auditrack exchange list",
    )
