"""A page as a value: sections of lines, some of which open other records."""

from dataclasses import dataclass
from typing import Any

MISSING = "Still missing"
"""The section of what has to come before something can be done."""


@dataclass(frozen=True)
class Line:
    """One line of a page. `ref` is a record that it opens."""

    label: str | None
    text: str
    ref: str | None = None


@dataclass(frozen=True)
class Section:
    """A heading with its lines; never without one."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Page:
    """A record's page. `kind` is what such a record is called."""

    ref: str
    kind: str
    heading: str
    sections: tuple[Section, ...]

    def to_json(self) -> dict[str, Any]:
        """The page under stable keys."""
        return {
            "ref": self.ref,
            "kind": self.kind,
            "heading": self.heading,
            "sections": [
                {
                    "title": section.title,
                    "lines": [
                        {"label": line.label, "text": line.text, "ref": line.ref}
                        for line in section.lines
                    ],
                }
                for section in self.sections
            ],
        }


def section(title: str, *lines: Line | None) -> Section | None:
    """A section of the lines that there are; None where there is none."""
    kept = tuple(line for line in lines if line is not None)
    return Section(title, kept) if kept else None


def sections(*found: Section | None) -> tuple[Section, ...]:
    """The sections that there are."""
    return tuple(one for one in found if one is not None)


def told(label: str | None, text: str | None, ref: str | None = None) -> Line | None:
    """A line where there is something to say."""
    return Line(label, text, ref) if text else None
