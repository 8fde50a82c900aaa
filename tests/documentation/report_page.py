"""The page on reports: every kind that is made, with where and how."""

from collections.abc import Iterator

from auditrack.reports.kit.kind import NAMES, kind_named
from auditrack.tui.report_kinds import KINDS
from tests.documentation.blocks import DOCS
from tests.documentation.making import Page, anchor, table

PATH = DOCS / "reference" / "reports.md"

ELSEWHERE = {"return-form": "return-form make", "right-of-reply": "publication send"}
"""Kinds that are made in a place of their own, with the command that makes them."""


def page() -> Page:
    """The page, with a part for each kind and a sentence of a person's below it."""
    return Page(
        PATH,
        "# Reports\n\n",
        {"list": _list(), **{name: "\n\n".join(_kind(name)) for name in NAMES}},
        by_hand=frozenset(NAMES),
    )


def title(name: str) -> str:
    """What a kind is called on the page."""
    return KINDS[name].title if name in KINDS else kind_named(name).title


def command(name: str) -> str:
    """The words that make a kind on the command line."""
    return KINDS[name].verb if name in KINDS else ELSEWHERE[name]


def _list() -> str:
    return table(
        ("report", "of what", "command"),
        (
            (f"[{title(name)}](#{anchor(title(name))})", _about(name), _command(name))
            for name in NAMES
        ),
    )


def _about(name: str) -> str:
    if name in ELSEWHERE:
        return "one agency"
    return f"one {KINDS[name].about}" if KINDS[name].about else "the board"


def _command(name: str) -> str:
    words = command(name)
    noun = words.split()[0]
    target = f"#{anchor(f'auditrack {words}')}" if "--" not in words else ""
    return f"[auditrack {words}](commands/{noun}.md{target})"


def _kind(name: str) -> Iterator[str]:
    kind = kind_named(name)
    yield f"## {title(name)}"
    if name in KINDS:
        yield KINDS[name].tells
    yield "What stands in it:"
    yield "\n".join(f"- {what}" for what in kind.sections.values())
    yield f"Command: {_command(name)}. Template: `{name}.docx` ([its tokens](../templates.md))."
