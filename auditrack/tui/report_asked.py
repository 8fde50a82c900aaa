"""A report that somebody asked for: of what, for whom, over which template, into which file."""

import os
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

from auditrack.model.change import Records
from auditrack.model.refs import slug
from auditrack.tui.report_kinds import KINDS, ReportKind
from auditrack.views.report_period import ReportPeriod

ENDING = ".docx"


@dataclass(frozen=True)
class ReportAsked:
    """What is to be written. What is None is as the board, the day or auditrack has it.

    `subject` is the record that the report is about, "" for none; `themes` are those that alone are
    in a themes report, none for all, and `headings` the heading sets of an annual report, none for
    those in force. `unpublished`: print the words of reviews that are not
    published, too; `checked`: look through the finished file for what must not be public, and
    say what it holds. `template` is a file to write over, and `shipped` says that it is auditrack's
    own although the person has one. `file` is where it goes: the first free name in the person's
    own folder where none was said.
    """

    kind: str
    subject: str = ""
    period: ReportPeriod | None = None
    subgroup: str | None = None
    themes: tuple[str, ...] = ()
    unpublished: bool = False
    checked: bool = False
    marking: str | None = None
    to: str | None = None
    headings: tuple[str, ...] = ()
    template: Path | None = None
    shipped: bool = False
    file: Path | None = None

    @property
    def of(self) -> ReportKind:
        """Its kind."""
        return KINDS[self.kind]

    def called(self, records: Records) -> str:
        """What it is called in a sentence."""
        if self.kind == "minutes":
            from auditrack.tui.report_values import minutes_called

            return minutes_called(records, self.subject)
        return self.of.called

    def stem(self, records: Records, today: date) -> str:
        """How its file is called where nobody says anything else, without the ending."""
        if self.kind == "minutes" and self.subject:
            from auditrack.views.meetings import called

            meeting = records.get("meetings", self.subject) or {}
            return slug(f"minutes {called(records, meeting)} {meeting.get('date') or ''}")
        named = (self.subject, self.subgroup, *self.themes)
        told = " ".join(one for one in named if one) or today.isoformat()
        return slug(f"{self.of.stem} {told}")[:_LONGEST].rstrip("-")

    def line(self) -> str:
        """The command that writes the same, but for the template and the file."""
        words = ["auditrack", *self.of.verb.split(), *([self.subject] if self.subject else ())]
        if self.period is not None:
            words += ["--since", self.period.since.isoformat()]
            words += ["--until", self.period.until.isoformat()]
        for theme in self.themes:
            words += ["--theme", theme]
        for heading in self.headings:
            words += ["--headings", heading]
        if self.unpublished:
            words.append("--with-unpublished")
        for option, value in (
            ("--subgroup", self.subgroup),
            ("--marking", self.marking),
            ("--to", self.to),
        ):
            words += [option, value] if value else []
        return shlex.join(words)


_LONGEST = 100
"""Characters of a name that was made up, well below what a file system takes."""


def free_file(stem: str, folder: Path | None = None) -> Path:
    """The first file of a name in a folder, one's own, that stands for no other one yet."""
    return next(path for path in _files(stem, folder or Path.home()) if is_free(path))


def _files(stem: str, folder: Path) -> Iterator[Path]:
    for number in count(1):
        yield folder / (f"{stem}{ENDING}" if number == 1 else f"{stem}-{number}{ENDING}")


def as_typed(path: Path) -> str:
    """A path as people type it: `~` stands for their own folder."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)


def is_free(path: Path) -> bool:
    """Whether neither a file nor a link has that name, nor that of the workbook beside it."""
    return not os.path.lexists(path) and not os.path.lexists(rest_of(path))


def rest_of(path: Path) -> Path:
    """The workbook beside a report, for rows that a Word document does not hold."""
    return path.with_name(f"{path.stem}-rest.xlsx")
