"""The page on templates names every token of every kind of report.

With AUDITRACK_KEEP_SCREENS set its lists are written anew.
"""

import os
from pathlib import Path

from auditrack.reports.kit.imprint import VALUES
from auditrack.reports.kit.kind import NAMES, kind_named

PAGE = Path(__file__).parents[2] / "docs" / "templates.md"
START, END = "<!-- tokens -->\n", "<!-- end of tokens -->\n"


def lists():
    yield from table("Every report", VALUES, "on one line, anywhere")
    for name in NAMES:
        kind = kind_named(name)
        yield f"\n### {kind.title}: `{name}.docx`\n"
        yield from table(None, kind.parts(), "a paragraph of its own")
        yield from table(None, kind.values, "on one line, anywhere")
        for rows, fields in kind.rows.items():
            named = {f"{rows}.{field}": what for field, what in fields.items()}
            yield from table(None, named, f"a row of a table, once for each {rows}")


def table(heading, tokens, where):
    if heading is not None:
        yield f"### {heading}\n"
    if tokens:
        yield f"\n| {where} | what stands there |\n|---|---|\n"
        yield from (f"| `{{{{{name}}}}}` | {what} |\n" for name, what in tokens.items())


def test_the_page_names_every_token():
    before, held, after = parts()
    today = "".join(lists())
    if os.environ.get("AUDITRACK_KEEP_SCREENS"):
        PAGE.write_text(f"{before}{START}{today}{END}{after}")
        before, held, after = parts()
    assert held == today


def parts():
    before, _, rest = PAGE.read_text().partition(START)
    held, _, after = rest.partition(END)
    return before, held, after
