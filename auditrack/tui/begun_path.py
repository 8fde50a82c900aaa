"""A path that a person begins to type: how it may go on, looked up within limits.

Names of files are hostile text. A name that cannot be typed as it stands (it holds a control
character, or a mark that is not drawn) is not offered: what was taken would name no file.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice, takewhile

from auditrack.model.change import RefusedError
from auditrack.tui.own_file import MayUse
from auditrack.tui.plain import plain

MOST = 20_000
"""Names that are looked at in one folder: some 20 ms. What lies beyond is not offered."""


@dataclass(frozen=True)
class Offer:
    """How a path may go on: `first` is the first that fits, `shared` what all that fit share."""

    first: str
    shared: str


@dataclass(frozen=True)
class Paths:
    """Which paths are offered: folders, and files of some endings, or all where none is given.

    `may_use` refuses what this connection may not use: nothing of it is listed or offered.
    """

    endings: tuple[str, ...] = ()
    may_use: MayUse | None = None

    def offer(self, typed: str) -> Offer | None:
        """How what was typed may go on; None where nothing fits or the folder cannot be read.

        Reads one folder, at most `MOST` names of it: not for the thread that paints.
        """
        head, slash, begun = typed.rpartition("/")
        if not slash and begun.startswith("~"):
            return Offer("~/", "~/") if begun == "~" else None
        folder = os.path.expanduser(head + slash) or "."
        try:
            if not self._allowed(folder):
                return None
            with os.scandir(folder) as entries:
                fitting = [one for one in islice(entries, MOST) if _fits(one.name, begun)]
        except (OSError, ValueError):  # no such folder, no permission, no possible name
            return None
        fitting.sort(key=lambda one: one.name)
        first = self._usable(fitting)
        if first is None:
            return None
        # Of names in order, the first and the last share what all of them share.
        last = self._usable(reversed(fitting)) or first
        before = head + slash
        return Offer(before + first, before + _shared(first, last))

    def _usable(self, entries: "Iterable[os.DirEntry[str]]") -> str | None:
        """The name of the first entry that can be used, ended with a slash where it is a folder."""
        for entry in entries:
            try:
                # Asked before the entry is looked at: a link may lead where nobody may look.
                if not self._allowed(entry.path):
                    continue
                if entry.is_dir():
                    return f"{entry.name}/"
                if entry.is_file() and self._wanted(entry.name):
                    return entry.name
            except OSError:
                continue
        return None

    def _wanted(self, name: str) -> bool:
        return not self.endings or name.casefold().endswith(self.endings)

    def _allowed(self, path: str) -> bool:
        if self.may_use is None:
            return True
        try:
            self.may_use(path)
        except RefusedError:
            return False
        return True


def _shared(one: str, other: str) -> str:
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return "".join(letter for letter, _ in alike)


def _fits(name: str, begun: str) -> bool:
    if not name.startswith(begun) or (name.startswith(".") and not begun):
        return False
    return plain(name) == name and "\n" not in name and name == name.strip()
