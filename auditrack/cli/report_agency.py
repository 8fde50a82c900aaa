"""`report agency`: one agency's plan, or a plan of each that owes something."""

import contextlib
import gc
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from auditrack.cli import confined, output, telling_host
from auditrack.cli.door import Door
from auditrack.views.wording import counted

if TYPE_CHECKING:
    from auditrack.views.agency_plan import Plans
    from auditrack.views.agency_plan_values import AgencyPlan


class Wanted(NamedTuple):
    """What was asked for beside the agency and the place."""

    review: str | None
    since: str | None
    until: str | None
    with_unpublished: bool
    template: Path | None
    marking: str | None
    to: str | None


def write_plans(door: Door, agency: str | None, everyone: bool, out: str, wanted: Wanted) -> None:
    """Write one agency's plan into a file, or one of each into a folder; recorded first.

    Raises:
        RefusedError: there is no such agency, nothing to report, or it cannot be written.
    """
    if (agency is None) != everyone:
        what = "An agency and --all were both given."
        if agency is None:
            what = "Which agency is meant was not said."
        door.refuse("missing", what, "Name one agency, or give --all for a plan of each.")
    if agency is None:
        _write_all(door, out, wanted)
    else:
        _write_one(door, agency, out, wanted)


def _write_one(door: Door, agency: str, out: str, wanted: Wanted) -> None:
    from auditrack.cli.report_writing import check_output, write_report
    from auditrack.reports.agency_plan.report import report_of
    from auditrack.views.find import find_named

    check_output(door, out)
    plans = _plans(door, wanted)
    plan = _marked(plans.one(find_named(plans.facts.records, agency, "agencies")), wanted)
    _tell_host(door, wanted, [plan])
    write_report(
        door,
        report_of(plan),
        out,
        wanted.template,
        what=plan.name,
        period=_period(plan),
        to=wanted.to,
        told={
            "agency": plan.agency,
            "name": plan.name,
            "recommendations": len(plan.asks_owed),
            "withheld": list(plan.withheld),
        },
    )
    _tell_withheld(plan.withheld)
    if plan.asked_for is not None:
        output.say(f"{plan.asked_for} is followed by {plan.name}, and its plan stands in this one.")


def _write_all(door: Door, out: str, wanted: Wanted) -> None:
    from auditrack.cli.progress import Progress
    from auditrack.cli.recording import record_exports
    from auditrack.reports.agency_plan.report import report_of
    from auditrack.reports.kit.making import make
    from auditrack.reports.kit.placing import place_all

    folder = _folder(door, out)
    plans = _plans(door, wanted)
    ended = []
    chosen: list[AgencyPlan] = []
    for ref in plans.bodies:
        found = plans.of(ref)
        if found is None or not found.owes:
            continue
        if plans.has_ended(ref):
            ended.append(found.name)
        else:
            chosen.append(_marked(found, wanted))
    if not chosen:
        _nothing(door, ended)
    _tell_host(door, wanted, chosen)
    files: dict[Path, bytes] = {}
    notes: dict[str, None] = {}
    progress = Progress("The plans", unit="agencies")
    for number, plan in enumerate(chosen):
        progress(number, len(chosen))
        made = make(report_of(plan), wanted.template)
        path = folder / f"agency-{plan.agency}.docx"
        files[path] = made.document
        notes.update(dict.fromkeys(made.notes))
        if made.rest is not None:
            files[path.with_name(f"{path.stem}-rest.xlsx")] = made.rest
        # `main` put it off, and each document leaves circles behind; what is kept stays.
        gc.collect()
        gc.freeze()
    within = confined.confinement()
    for path in files if within is not None else ():
        if within is not None:
            within.refuse_path(str(path))  # a link in the folder may lead out of reach
    is_new = not folder.is_dir()
    if is_new:
        _make(door, folder)
    try:
        missing = place_all(
            files,
            lambda: record_exports(
                door,
                "agency",
                chosen[0].head,
                [
                    {
                        "what": plan.name,
                        "period": _period(plan),
                        "marking": plan.marking,
                        "to": wanted.to,
                        "file": f"agency-{plan.agency}.docx",
                    }
                    for plan in chosen
                ],
            ),
        )
    except BaseException:
        if is_new:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise
    for note in notes:
        output.say(note)
    _tell(door, folder, chosen, files, missing, ended)


def _tell(
    door: Door,
    folder: Path,
    plans: "list[AgencyPlan]",
    files: dict[Path, bytes],
    missing: tuple[Path, ...],
    ended: list[str],
) -> None:
    if door.json:
        output.print_json(
            {
                "report": "agency",
                "out": str(folder),
                "as_at": plans[0].as_at.isoformat(),
                "entry": plans[0].head.number,
                "hash": plans[0].head.hash,
                "plans": [
                    {
                        "agency": plan.agency,
                        "name": plan.name,
                        "recommendations": len(plan.asks_owed),
                        "withheld": list(plan.withheld),
                        "file": str(folder / f"agency-{plan.agency}.docx"),
                    }
                    for plan in plans
                ],
            }
        )
    else:
        output.print_lines(str(path) for path in files)
    _tell_withheld(tuple(dict.fromkeys(ref for plan in plans for ref in plan.withheld)))
    for name in ended:
        output.say(f"{name} has ended and nobody follows it: no plan was written for it.")
    if missing:
        output.say(
            "All are recorded, but these files could not be put in place: "
            f"{', '.join(sorted(str(path) for path in missing))}. Write them again."
        )
    output.say(f"{counted(len(plans), 'plan')} written as at {plans[0].head}.")


def _plans(door: Door, wanted: Wanted) -> "Plans":
    from auditrack.cli.report_writing import day_given
    from auditrack.views.agency_plan import Plans, year_before

    until = day_given(door, wanted.until, "--until", door.today)
    since = day_given(door, wanted.since, "--since", year_before(until))
    if since > until:
        door.refuse(
            "bad-date",
            f"The period would begin on {since} and end before that, on {until}.",
            "Turn --since and --until round.",
        )
    return Plans(
        door.register,
        door.today,
        door.records,
        since=since,
        until=until,
        review=wanted.review,
        with_unpublished=wanted.with_unpublished,
    )


def _tell_host(door: Door, wanted: Wanted, plans: "Sequence[AgencyPlan]") -> None:
    """Tell the host that words of reviews that are not published are about to leave."""
    if wanted.with_unpublished:
        asks = (ask for plan in plans for one in plan.joined for ask in one.asks)
        for review in dict.fromkeys(ask.review for ask in asks):
            telling_host.showed(door, review)


def _marked(plan: "AgencyPlan", wanted: Wanted) -> "AgencyPlan":
    from dataclasses import replace

    return plan if wanted.marking is None else replace(plan, marking=wanted.marking)


def _period(plan: "AgencyPlan") -> str:
    return f"{plan.finished_since.isoformat()}..{plan.finished_until.isoformat()}"


def _tell_withheld(refs: tuple[str, ...]) -> None:
    if refs:
        one = len(refs) == 1
        output.say(
            f"Printed without {'its' if one else 'their'} words, for the review is not published "
            f"or proceedings about it are open: {', '.join(refs)}. With --with-unpublished they "
            "are printed."
        )


def _folder(door: Door, out: str) -> Path:
    """The folder for the plans: one that is there, or one that can be made."""
    if out == "-":
        door.refuse(
            "one-output",
            "Standard output carries one plan, and several would be made.",
            "Name one agency, or a folder with --out.",
        )
    folder = Path(out)
    if folder.is_dir() or (not folder.exists() and folder.parent.is_dir()):
        return folder
    door.refuse(
        "out-folder-missing",
        f"There is no folder {out} to write the plans to, and none can be made there.",
        "Make the folder, or name another with --out.",
    )


def _make(door: Door, folder: Path) -> None:
    try:
        folder.mkdir(0o700)
    except OSError as error:
        door.refuse(
            "out-folder-missing",
            f"The folder {folder} could not be made: {error.strerror}.",
            "No report was written. Name another folder with --out.",
        )


def _nothing(door: Door, ended: list[str]) -> NoReturn:
    said = f" but {', '.join(ended)}, which has ended" if ended else ""
    door.refuse(
        "nothing-to-report",
        f"No agency owes anything on record{said}. No report was written.",
        "auditrack agency list shows how many recommendations ask each.",
    )
