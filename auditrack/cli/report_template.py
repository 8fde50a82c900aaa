"""`report template` and `report lint`: templates to change in Word, and what is wrong with one."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from auditrack.cli import output
from auditrack.cli.door import Door

if TYPE_CHECKING:
    from auditrack.reports.kit.kind import Kind
    from auditrack.reports.templating.findings import Finding
    from auditrack.reports.templating.lint import Linted

_SAID = {"error": "Refused: ", "warning": "Look at: ", "note": "Good to know: "}


def write_template(door: Door, kind: str | None, out: str | None, with_list: bool) -> None:
    """Write a copy of the shipped template of a kind, or tell what its tokens mean.

    Raises:
        RefusedError: there is no such kind, the file is there already, or it cannot be written.
    """
    from auditrack.reports.kit.kind import NAMES, kind_named

    if kind is not None:
        _check_kind(door, kind)
    elif out is not None:
        door.refuse(
            "missing",
            "Of which kind of report the template shall be was not said.",
            f"Name one of {', '.join(NAMES)}.",
        )
    if kind is not None and out is not None and not with_list:
        _write(door, kind, out)
        return
    kinds = [kind_named(name) for name in ((kind,) if kind is not None else NAMES)]
    if door.json:
        output.print_json([_as_data(one) for one in kinds])
        return
    for one in kinds:
        _tell(one, whole=kind is not None or with_list)
    if kind is None and not with_list:
        output.say("With KIND or --list: what its tokens mean. With KIND and --out: the template.")


def _check_kind(door: Door, kind: str) -> None:
    from auditrack.reports.kit.kind import NAMES

    if kind not in NAMES:
        door.refuse(
            "unknown-kind",
            f'There is no kind of report called "{output.plain(kind)}".',
            f"The kinds are {', '.join(NAMES)}.",
        )


def _write(door: Door, kind: str, out: str) -> None:
    from auditrack.reports.kit.placing import place
    from auditrack.reports.templating.own import own_templates
    from auditrack.reports.templating.templates import shipped_template

    if door.json and out == "-":
        door.refuse(
            "one-output",
            "Standard output cannot carry the template and JSON at once.",
            "Leave --json out, or name a file with --out.",
        )
    if out != "-" and os.path.lexists(out):
        door.refuse(
            "out-exists",
            f"There is a file {output.plain(out)} already, and it may be one that you changed.",
            "Name another file with --out, or move that one away.",
        )
    template = shipped_template(kind)
    place(template.content, sys.stdout.buffer if out == "-" else Path(out))
    own = own_templates()
    if door.json:
        output.print_json(
            {
                "kind": kind,
                "out": out,
                "sha256": template.sha256,
                "own_folder": None if own is None else str(own),
            }
        )
    output.say(f"Written: {out}. Change its look and its order in Word.")
    output.say(f"See what is wrong with it: auditrack report lint {out}")
    if own is not None:
        output.say(f"As {own / kind}.docx it stands for every {kind} report that you make.")


def _as_data(kind: "Kind") -> dict[str, Any]:
    from auditrack.reports.templating.known_tokens import values_of

    return {
        "kind": kind.name,
        "title": kind.title,
        "parts": kind.parts(),
        "printed": list(kind.printed()),
        "wide": sorted(kind.wide),
        "values": values_of(kind),
        "rows": {name: dict(fields) for name, fields in kind.rows.items()},
    }


def _tell(kind: "Kind", *, whole: bool) -> None:
    from auditrack.reports.kit.kind import REPORT
    from auditrack.reports.templating.known_tokens import values_of

    output.line(f"{kind.name}: {kind.title}")
    if not whole:
        return
    output.line("  In a paragraph of its own:")
    _tokens({**kind.parts(), REPORT: "Every part that has no token of its own elsewhere"})
    output.line("  Anywhere, on one line:")
    _tokens(values_of(kind))
    for name, fields in kind.rows.items():
        output.line(f'  In a row of a table, which is copied for each of the list "{name}":')
        _tokens({f"{name}.{field}": what for field, what in fields.items()})
    output.line()


def _tokens(tokens: dict[str, str]) -> None:
    for name, what in tokens.items():
        output.print_wrapped(f"{{{{{name}}}}}  {what}", "    ", hanging="        ")


def lint_template(door: Door, path: Path, kind: str | None) -> None:
    """Tell what is wrong with a template; exit 1 where a report over it would be refused.

    Raises:
        RefusedError: the file is not there, or there is no such kind.
    """
    from auditrack.reports.templating.lint import lint
    from auditrack.reports.templating.templates import read_template

    if kind is not None:
        _check_kind(door, kind)
    linted = lint(read_template(path), kind)
    if door.json:
        output.print_json(
            {
                "template": linted.template,
                "kind": linted.kind or None,
                "findings": [_finding(one) for one in linted.findings],
                "tokens": dict(linted.tokens),
            }
        )
    else:
        _tell_findings(linted)
    if linted.is_refused:
        raise typer.Exit(1)


def _finding(found: "Finding") -> dict[str, str]:
    return {
        "code": found.code,
        "severity": found.severity,
        "where": found.where,
        "message": found.sentence,
        "todo": found.todo,
    }


def _tell_findings(linted: "Linted") -> None:
    if linted.kind:
        by = f" (by {linted.guessed}; --for KIND says otherwise)" if linted.guessed else ""
        output.print_wrapped(f"{linted.template}, as a template of {linted.kind} reports{by}.", "")
    for one in linted.findings:
        where = f" In {one.where}." if one.where else ""
        said = f"{_SAID[one.severity]}{one.sentence}{where} {one.todo}"
        output.print_wrapped(said.rstrip(), "", hanging="  ")
    if linted.is_refused:
        output.print_wrapped("A report over it would be refused.", "")
    elif not linted.findings:
        output.print_wrapped("Nothing is wrong with it.", "")
    else:
        output.print_wrapped("A report over it can be written.", "")
