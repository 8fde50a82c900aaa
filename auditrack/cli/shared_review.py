"""`review share` and `review take-shared`: a review that one body enters and others take in."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditrack.cli import output
from auditrack.cli.door import Door
from auditrack.cli.exchange import bytes_of_file, must_be_recorded, must_go, must_hold_several
from auditrack.commands.national import TakeSharedReview
from auditrack.model.shared_review import (
    KIND,
    SharedFinding,
    SharedRecommendation,
    SharedReview,
    read_shared,
)

if TYPE_CHECKING:
    from auditrack.register.protocol import Offer


def share(
    door: Door, ref: str, out: str | None, offered: bool, withdrawal: bool, to: str | None
) -> None:
    """Write a published review for others, or offer it; recorded as an export before that.

    Raises:
        RefusedError: it may not leave, holds what the disclosure check stops, or cannot be written.
    """
    from auditrack.cli.report_writing import check_output
    from auditrack.reports.kit.placing import place
    from auditrack.views.find import find
    from auditrack.views.shared_review import taken_back, to_share

    if (out is None) == (not offered):
        door.refuse(
            "missing" if out is None else "bad-value",
            "Either a file is written, or the review is offered in this database.",
            "Give --out FILE, or --offered.",
        )
    if offered:
        must_hold_several(door, "review share REF --out FILE")
    else:
        check_output(door, str(out))
    found = find(door.records, ref, "reviews")
    if withdrawal:
        shared = taken_back(door.register, found, door.today)
    else:
        shared = to_share(door.register, found, door.today, door.records)
        _stop_hits(door, shared)
    content = shared.to_bytes()
    read_shared(content)  # nothing leaves that the other side could not take in
    if offered:
        must_be_recorded(
            door, lambda: _record(door, shared, to or "the other boards of this database", None)
        )
        door.register.offer(KIND, found, content)
    else:
        name = None if out == "-" else Path(str(out)).name
        place(
            content,
            sys.stdout.buffer if out == "-" else Path(str(out)),
            lambda: _record(door, shared, to, name),
        )
    _tell_shared(door, shared, out)


def _record(door: Door, shared: SharedReview, to: str | None, file: str | None) -> int | None:
    from auditrack.cli.recording import record_export
    from auditrack.model.change import Head

    head = Head(shared.entry, shared.head)
    return record_export(door, KIND, head, what=shared.ref, to=to, file=file)


def _stop_hits(door: Door, shared: SharedReview) -> None:
    """Refuse texts that the disclosure check stops and nobody released."""
    from auditrack.cli.disclosing import told
    from auditrack.model.change import Refusal, RefusedError
    from auditrack.views.disclosure import AID, check_fields
    from auditrack.views.shared_review import texts_of
    from auditrack.views.wording import counted

    stopped = check_fields(door.records, texts_of(shared))
    if stopped:
        raise RefusedError(
            Refusal(
                "disclosure",
                f"{shared.ref} holds {counted(len(stopped), 'thing')} that the disclosure check "
                "stops.",
                ref=shared.ref,
                safe="Nothing was written, and an earlier file is untouched.",
                todo="Word it otherwise, or release each with its reason: auditrack disclosure "
                f"release --kind KIND --fingerprint F --why TEXT. {AID}",
                details=told(stopped),
            )
        )


def _tell_shared(door: Door, shared: SharedReview, out: str | None) -> None:
    from auditrack.views.wording import counted

    if door.json:
        output.print_json(
            {
                "export": KIND,
                "ref": shared.ref,
                "out": out,
                "offered": out is None,
                "withdrawal": shared.withdrawn,
                "recommendations": len(shared.recommendations),
                "findings": len(shared.findings),
                "entry": shared.entry,
                "hash": shared.head,
            }
        )
    where = "Offered to the other boards of this database." if out is None else f"Written: {out}"
    output.say(where)
    if shared.withdrawn:
        output.say(f"It says that {shared.ref} was taken back, and nothing more of it.")
        return
    output.say(
        f"{shared.title}: {counted(len(shared.recommendations), 'recommendation')} and "
        f"{counted(len(shared.findings), 'finding')} as published. No reply, decision, action, "
        "evidence, audit or name is in it."
    )


def take(door: Door, file: str | None, offered: bool, review: str | None, **how: Any) -> None:
    """Take in a review that another body shared, from its file or as it is offered.

    Raises:
        RefusedError: it cannot be read or taken in.
    """
    if (file is None) == (not offered):
        door.refuse(
            "missing" if file is None else "bad-value",
            "Either a file is taken in, or what is offered in this database.",
            "Give FILE, or --offered.",
        )
    dry_run = how.pop("dry_run")
    if offered:
        must_hold_several(door, "review take-shared FILE")
        _take_offered(door, review, dry_run, how)
        return
    if review is not None:
        door.refuse("bad-value", "A file holds one review.", "Leave --review out.")
    command = TakeSharedReview(bytes_of_file(str(file)), **how)
    if dry_run:
        _dry_run(door, command)
        return
    door.run(command, "Taken in.")


def _dry_run(door: Door, command: TakeSharedReview) -> None:
    import msgspec

    from auditrack.views.wording import counted, listed

    must_go(door, command)
    told = read_shared(command.content)
    if door.json:
        output.print_json(msgspec.to_builtins(told))
        return
    items: list[SharedFinding | SharedRecommendation] = [*told.findings, *told.recommendations]
    for one in items:
        output.print_wrapped(f"{one.label or one.ref}: {one.text}", "  ", hanging="    ")
    said = "taken back by its owner" if told.withdrawn else str(told.title)
    output.say(
        f"{told.board}, {told.ref}: {said}. {counted(len(told.recommendations), 'recommendation')}"
        f", {counted(len(told.findings), 'finding')}; of {listed(told.boards)}. Nothing was "
        "written."
    )


def _take_offered(door: Door, review: str | None, dry_run: bool, how: dict[str, Any]) -> None:
    """Take in the review that was named, else later versions of those on record; list the rest."""
    from auditrack.commands.run import check
    from auditrack.model.change import RefusedError
    from auditrack.views.offered import offered_by_others

    found = offered_by_others(door.register, KIND)
    wanted = tuple(one for one in found if review is None or one.ref == review)
    if review is not None and not wanted:
        door.refuse(
            "unknown-reference",
            "No other board of this database offers a review of that reference.",
            "See what is offered with: auditrack review take-shared --offered --dry-run",
        )
    if review is not None and len(wanted) > 1:
        door.refuse(
            "ambiguous-reference",
            f"{len(wanted)} boards of this database offer a review called {review}: "
            f"{', '.join(one.organisation for one in wanted)}.",
            "Ask the one you mean for its file.",
        )
    rows = []
    for one in wanted:
        row: dict[str, Any] = {
            "organisation": one.organisation,
            "review": one.ref,
            "on_record": _is_on_record(door, one),
            "taken": False,
            "refused": None,
        }
        rows.append(row)
        if review is None and not row["on_record"]:
            output.say(
                f"{one.organisation} offers {one.ref}, which is not on record here. Take it in "
                f"with: auditrack review take-shared --offered --review {one.ref}"
            )
            continue
        command = TakeSharedReview(one.body, **how)
        try:
            if dry_run:
                if (refused := check(door.register, command)) is not None:
                    raise RefusedError(refused)
            else:
                saved = door.save(command)
                row |= {"taken": True, **output.saved_json(saved)}
                for note in saved.notes:
                    output.say(note)
        except RefusedError as error:
            row["refused"] = output.refusal_json(error.refusal)
            if review is not None:
                raise
            if error.refusal.code != "no-change":
                output.say(f"{one.organisation}, {one.ref}: {error.refusal}")
    if door.json:
        output.print_json(rows)
    taken = sum(bool(row["taken"]) for row in rows)
    output.say("Nothing was written." if dry_run else f"{taken} taken in.")


def _is_on_record(door: Door, one: "Offer") -> bool:
    """Whether what is offered was taken in before: by the register that its body names."""
    from auditrack.model.change import RefusedError

    try:
        theirs = read_shared(one.body)
    except RefusedError:
        return False
    known = door.records.index("reviews", "shared_from").get(theirs.register, ())
    return any(each.get("shared_ref") == theirs.ref for each in known)
