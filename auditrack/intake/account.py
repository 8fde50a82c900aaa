"""The account of an import: what was taken, what was left and why, from which document."""

from collections.abc import Iterator
from dataclasses import dataclass

from auditrack.intake.working import Entry, Working, counted, said
from auditrack.model.proposal import KINDS
from auditrack.model.text import one_line
from auditrack.views.sheet import Line, Section, section, sections

_CHANGED = {
    "kind": "the kind",
    "text": "the words",
    "label": "the label",
    "reach": "for whom it is meant",
    "group": "the heading",
    "theme": "the topic",
    "outcome": "the outcome",
    "agencies": "whom it asks",
    "themes": "the themes confirmed",
    "asked_before": "whether it was asked before",
}


@dataclass(frozen=True)
class Account:
    """What became of every proposal, as sections of a page."""

    sections: tuple[Section, ...]

    def lines(self) -> list[str]:
        """The account as lines of plain text, to be read aloud or kept with the document."""
        lines = ["Account of an import"]
        for part in self.sections:
            lines += ["", part.title]
            for line in part.lines:
                head = f"{line.label}: " if line.label else "  "
                lines += map(_safe, f"{head}{line.text}".split("\n"))
        return lines


def account_of(working: Working, taken_in: str = "") -> Account:
    """What accepting the working as it stands takes, and what it leaves and why.

    Args:
        working: what a person made of the proposals.
        taken_in: where it was taken in, in words; "" before it was.
    """
    source = working.proposals.source
    taken = [entry for entry in working.entries if entry.taken]
    left = [entry for entry in working.entries if not entry.taken]
    pages = f", {source.pages} page{'' if source.pages == 1 else 's'}" if source.pages else ""
    return Account(
        sections(
            section(
                "The document",
                Line("File", f"{source.file} ({source.format}{pages})"),
                Line("SHA-256", source.sha256),
                Line("Taken in", taken_in or "not yet: this is what would be"),
                Line("Proposals", _adds_up(working)),
                Line("Taken", _kinds(taken)),
                Line("Left", _kinds(left)),
            ),
            section(f"Taken: {len(taken)}", *(line for one in taken for line in _told(one, True))),
            section(f"Left: {len(left)}", *(line for one in left for line in _told(one, False))),
            section("Notes of the reader", *(Line(None, one) for one in working.proposals.notes)),
        )
    )


def _safe(line: str) -> str:
    """A line that steers no terminal; the spaces it begins with stay."""
    return " " * (len(line) - len(line.lstrip(" "))) + one_line(line)


def left_because(entry: Entry) -> str:
    """Why an entry is left, in words."""
    if entry.left_why:
        return entry.left_why
    if entry.state == "rejected":
        return "rejected by a person"
    return f"not ticked, and nobody took it: {entry.item.why or 'it is not sure'}"


def changes_of(entry: Entry) -> str:
    """What a person did to an entry, in words; "" where nothing."""
    parts = [_CHANGED[name] for name in entry.changed if name in _CHANGED]
    did = []
    if entry.origin == "added":
        did.append("added from the document")
    if entry.origin == "split" or "split" in entry.changed:
        did.append("split")
    if "merged" in entry.changed:
        did.append("joined with others")
    if parts:
        did.append(f"changed {', '.join(parts)}")
    return ", ".join(did)


def _adds_up(working: Working) -> str:
    """How many were proposed, and how they became as many as there are."""
    proposed, there = len(working.proposals.items), len(working.entries)
    added = sum(entry.origin == "added" for entry in working.entries)
    split = sum(entry.origin == "split" for entry in working.entries)
    gone = proposed + added + split - there
    parts = [f"{proposed} proposed by the document"]
    parts += [f"{added} added by a person"] if added else []
    parts += [f"{split} made by splitting"] if split else []
    less = f", {gone} joined to others" if gone else ""
    return f"{there} in all: {', '.join(parts)}{less}"


def _kinds(entries: list[Entry]) -> str:
    kinds = [entry.item.kind for entry in entries]
    told = ", ".join(counted(kinds.count(kind), kind) for kind in KINDS if kind in kinds)
    return f"{len(entries)}{f': {told}' if told else ''}"


def _told(entry: Entry, taken: bool) -> Iterator[Line]:
    item = entry.item
    kind = said(item.kind)
    label = item.label or ""
    head = label if label.casefold().startswith(kind) else f"{kind} {label}".strip()
    page = f", p {item.page}" if item.page else ""
    yield Line(f"{head[0].upper()}{head[1:]}{page}", item.text)
    if item.as_printed:
        yield Line("  As printed", item.as_printed)
    if item.outcome:
        yield Line("  Outcome", item.outcome)
    if item.agencies:
        yield Line("  Asked of", "; ".join(item.agencies))
    if not taken:
        yield Line("  Left because", left_because(entry))
    elif entry.state == "proposed":
        yield Line("  Taken because", f"ticked as proposed: {item.why or 'it is sure'}")
    changed = changes_of(entry)
    if changed:
        yield Line("  By a person", changed)
