"""Which other boards raised a theme, as far as their exchange files tell: context, never proof.

It counts nowhere: where a theme stands here is told by this board's own reviews alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from auditrack.model.change import Records
from auditrack.model.exchange import OtherBoard, OtherBoardTheme
from auditrack.model.record import view_of
from auditrack.views.fit import unfit
from auditrack.views.seen import stands
from auditrack.views.theming import Theming
from auditrack.views.wording import counted, when

DOES_NOT_COUNT = "It does not count towards where this theme stands here."


@dataclass(frozen=True)
class AlsoRaised:
    """What another board told of a theme.

    `reviews` is None where it told no number because fewer than `told_from` reviews raised it.
    """

    board: str
    reviews: int | None
    recommendations: int | None
    first_year: int | None
    last_year: int | None
    as_at: str | None
    told_from: int

    def __str__(self) -> str:
        """The board with what it told: "Avonshire (5 reviews, 2014 to 2023, as at 1 May 2026)"."""
        said = [f"fewer than {self.told_from} reviews"]
        if self.reviews is not None:
            said = [counted(self.reviews, "review")]
            if self.first_year is not None:
                first, last = self.first_year, self.last_year
                said.append(f"{first}" if first == last else f"{first} to {last}")
        return f"{self.board} ({', '.join((*said, f'as at {when(self.as_at)}'))})"

    def to_json(self) -> dict[str, Any]:
        """Under stable keys."""
        return {
            "board": self.board,
            "reviews": self.reviews,
            "fewer_than": self.told_from if self.reviews is None else None,
            "recommendations": self.recommendations,
            "first_year": self.first_year,
            "last_year": self.last_year,
            "as_at": self.as_at,
        }


@dataclass(frozen=True)
class OtherBoardNow:
    """Another board as on record: whether it stands, its themes, and those matched with none."""

    record: OtherBoard
    themes: tuple[OtherBoardTheme, ...]
    unmatched: tuple[OtherBoardTheme, ...]

    def to_json(self) -> dict[str, Any]:
        """Under stable keys."""
        one = self.record
        return {
            "ref": one.ref,
            "board": one.name,
            "register": one.register,
            "as_at": one.as_at,
            "entry": one.head_number,
            "hash": one.head_hash,
            "told_from": one.told_from,
            "taken_on": one.taken_on,
            "withdrawn_on": one.withdrawn_on,
            "withdrawn_why": one.withdrawn_why,
            "themes": [
                {
                    "ref": theme.ref,
                    "theme": theme.theme,
                    "name": theme.name,
                    "own": theme.own,
                    "same_as": theme.same_as,
                    "reviews": theme.reviews,
                    "recommendations": theme.recommendations,
                    "first_year": theme.first_year,
                    "last_year": theme.last_year,
                }
                for theme in self.themes
            ],
        }


class OtherBoards:
    """What other boards told, by the theme here that it is told of."""

    def __init__(self, records: Records, as_at: date, theming: Theming | None = None) -> None:
        """Gathers what stands on the day; a file that is judged by a later day is not seen."""
        self._theming = theming or Theming(records)
        self._raised: dict[str, list[AlsoRaised]] = {}
        bad = {*unfit(records, "other_boards"), *unfit(records, "other_board_themes")}
        boards = {
            str(one["ref"]): view_of(OtherBoard, one)
            for one in records.select("other_boards")
            if one["ref"] not in bad
            and stands(records, one, as_at)
            and str(one.get("as_at") or "") <= as_at.isoformat()
        }
        for document in records.select("other_board_themes") if boards else ():
            if document["ref"] in bad or not stands(records, document, as_at):
                continue
            theme = view_of(OtherBoardTheme, document)
            board = boards.get(theme.other_board)
            here = self._here(theme)
            if board is not None and here is not None:
                self._raised.setdefault(here, []).append(
                    AlsoRaised(
                        board.name,
                        theme.reviews,
                        theme.recommendations,
                        theme.first_year,
                        theme.last_year,
                        board.as_at,
                        board.told_from,
                    )
                )
        for found in self._raised.values():
            found.sort(key=lambda one: one.board.casefold())

    def _here(self, theme: OtherBoardTheme) -> str | None:
        """The theme here that one of theirs is; None where it is none, or nobody said."""
        named = theme.same_as if theme.own else theme.theme
        here = self._theming.now(named) if named else ""
        return here if here in self._theming.themes and self._theming.is_issue(here) else None

    def of(self, theme: str) -> tuple[AlsoRaised, ...]:
        """The other boards that raised a theme, by name."""
        return tuple(self._raised.get(theme, ()))


def in_a_sentence(found: tuple[AlsoRaised, ...]) -> str:
    """Who raised it too, with what it does not mean; "" where nobody did."""
    if not found:
        return ""
    boards = len({one.board for one in found})
    return (
        f"Also raised by {counted(boards, 'other board')}: {'; '.join(map(str, found))}. "
        f"{DOES_NOT_COUNT}"
    )


def other_boards(records: Records, withdrawn: bool = False) -> tuple[OtherBoardNow, ...]:
    """Every board whose file was taken in, by name, each with what it told."""
    bad = {*unfit(records, "other_boards"), *unfit(records, "other_board_themes")}
    by_board: Mapping[str, tuple[Mapping[str, Any], ...]] = records.index(
        "other_board_themes", "other_board"
    )
    found = []
    for document in records.select("other_boards"):
        if document["ref"] in bad or (document.get("withdrawn_on") and not withdrawn):
            continue
        themes = tuple(
            view_of(OtherBoardTheme, one)
            for one in by_board.get(document["ref"], ())
            if one["ref"] not in bad and not one.get("withdrawn_on")
        )
        unmatched = tuple(one for one in themes if one.own and not one.same_as)
        found.append(OtherBoardNow(view_of(OtherBoard, document), themes, unmatched))
    return tuple(sorted(found, key=lambda one: one.record.name.casefold()))
