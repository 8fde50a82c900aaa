"""The cases of an audit: a random draw of them, and the answers to its questions case by case."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from auditrack.cli import output
from auditrack.cli.door import Door, WhyOption, tell

if TYPE_CHECKING:
    from auditrack.model.change import Saved


def sample(
    door: Door,
    size: Annotated[str, typer.Option("--size", help="How many cases to draw.", metavar="K")],
    of: Annotated[
        str | None,
        typer.Option("--of", help="From how many cases; they are numbered from 1.", metavar="N"),
    ] = None,
    source: Annotated[
        Path | None,
        typer.Option(
            "--from",
            help="A list of case numbers, one a line; - reads it. Never of names.",
            metavar="FILE",
        ),
    ] = None,
    seed: Annotated[
        str | None,
        typer.Option("--seed", help="What the draw is repeated by (default: a new one)."),
    ] = None,
    planned: Annotated[
        str | None,
        typer.Option(
            "--for",
            help="A planned audit: put on record that its cases are this draw (seed and numbers, "
            "never the list).",
            metavar="AUDIT",
        ),
    ] = None,
    why: WhyOption = None,
) -> None:
    """Draw cases at random; anybody draws the same again by the seed."""
    from auditrack.analysis.draws import draw
    from auditrack.cli.reading import text_of
    from auditrack.commands.audit_sample import (
        RecordDraw,
        cases_in,
        fit_seed,
        new_seed,
        whole_draw,
    )

    if (of is None) == (source is None):
        door.refuse(
            "missing" if of is None else "bad-value",
            "It is not said what to draw from."
            if of is None
            else "It is said twice what to draw from.",
            "Give --of with a number of cases, or --from with a list of case numbers.",
        )
    labels = None if source is None else cases_in(text_of(source))
    population, drawn = whole_draw(len(labels) if labels is not None else str(of), size)
    seed = fit_seed(seed) if seed is not None else new_seed()
    found: tuple[object, ...] = draw(labels if labels is not None else population, drawn, seed)
    saved = None
    if planned is not None:
        saved = door.save(RecordDraw(planned, seed, population, drawn, why))
    given = f"--of {population}" if source is None else f"--from {shlex.quote(str(source))}"
    repeat = f"auditrack audit sample {given} --size {drawn} --seed {seed}"
    _print_draw(door, found, population, seed, repeat, saved)


def _print_draw(
    door: Door,
    found: tuple[object, ...],
    population: int,
    seed: str,
    repeat: str,
    saved: "Saved | None",
) -> None:
    try:
        if door.json:
            told: dict[str, Any] = {
                "seed": seed,
                "population": population,
                "size": len(found),
                "drawn": list(found),
                "repeat": repeat,
                "saved": None if saved is None else output.saved_json(saved),
            }
            output.print_json(told)
        else:
            output.print_lines(map(str, found))
        output.flush()
    finally:
        # It is on record, whether or not the draw could be shown.
        output.say(f"Drawn at random: {len(found)} of {population}, by the seed {seed}.")
        output.say(f"To draw the same again: {repeat}")
        if saved is not None:
            tell(saved, "Saved.")


def criteria(
    door: Door,
    ref: Annotated[str, typer.Argument(help="The audit's reference (aud-3).", metavar="REF")],
    source: Annotated[
        Path | None,
        typer.Option(
            "--from",
            help="A table, comma-separated or tab-separated; - reads it. In each line a question, "
            "then one answer for each case: yes, partly, no, or a grade from 1 to 4; - is not "
            "applicable, empty not answered. A first line that begins with Question labels the "
            "cases, never with names.",
            metavar="FILE",
        ),
    ] = None,
    as_in: Annotated[
        str | None,
        typer.Option(
            "--as-in",
            help="Take the questions over from another audit, without its answers.",
            metavar="AUDIT",
        ),
    ] = None,
    scale: Annotated[
        str | None,
        typer.Option("--scale", help="met or grades (default: found from the answers)."),
    ] = None,
    why: WhyOption = None,
) -> None:
    """Put the questions of an audit and the answers to them on record, all or nothing.

    What stood before is replaced; the history keeps it. Questions that are taken over are known as
    the same ones, and the audit's page shows what was found then beside what is found now.
    """
    from auditrack.commands.audit_criteria import CopyCriteria, RecordCriteria

    if (source is None) == (as_in is None):
        door.refuse(
            "missing" if source is None else "bad-value",
            "It is not said where the questions come from."
            if source is None
            else "It is said twice where the questions come from.",
            "Give --from with a table, or --as-in with the audit that asked them.",
        )
    if as_in is not None:
        if scale is not None:
            door.refuse(
                "bad-value", "The scale is taken over with the questions.", "Leave --scale out."
            )
        door.run(CopyCriteria(audit=ref, earlier=as_in, why=why))
        return
    from auditrack.cli.reading import text_of
    from auditrack.intake.answers import read_answers

    assert source is not None
    table = read_answers(text_of(source))
    door.run(
        RecordCriteria(
            audit=ref,
            questions=table.questions,
            cases=table.cases,
            answers=table.answers,
            scale=scale,
            why=why,
        )
    )
