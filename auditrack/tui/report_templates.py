"""The templates that a person may have a report written over: auditrack's and their own."""

import os
from itertools import islice
from pathlib import Path

from auditrack.reports.kit.kind import NAMES
from auditrack.reports.templating.own import own_templates
from auditrack.tui.begun_path import MOST
from auditrack.tui.forms.field import Choice
from auditrack.tui.report_asked import as_typed

USUAL = "usual"
"""The one that is taken unasked: the person's own of that kind, else auditrack's."""

SHIPPED = "shipped"
"""Auditrack's own, although the person has one."""

_SHIPPED = "auditrack's own"


def template_choices(kind: str) -> list[Choice]:
    """What may be chosen for a kind of report; the first is what is taken unasked.

    Reads the person's folder of templates, at most so many names of it.
    """
    folder = own_templates()
    names = [] if folder is None else _names(folder)
    own = f"{kind}.docx"
    found = [Choice(USUAL, _SHIPPED)]
    if folder is not None and own in names:
        found = [
            Choice(USUAL, f"yours: {as_typed(folder / own)}"),
            Choice(SHIPPED, f"{_SHIPPED}, and not yours"),
        ]
    of_kinds = {f"{name}.docx" for name in NAMES}
    return found + [
        Choice(str(folder / name), f"yours: {name}")
        for name in names
        if folder is not None and name not in of_kinds
    ]


def where_own_lie(kind: str) -> str:
    """Where one's own templates are looked for, in a sentence; "" where nobody's are."""
    folder = own_templates()
    if folder is None:
        return ""
    return f"Yours lie in {as_typed(folder)}; {kind}.docx there is taken unasked."


def _names(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            found = [one.name for one in islice(entries, MOST)]
    except OSError:  # there is none, or it may not be read: making the report says so
        return []
    return sorted(
        name for name in found if name.lower().endswith(".docx") and not name.startswith(("~", "."))
    )
