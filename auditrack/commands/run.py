"""The one way to write: check role, rule and revision inside the register's lock, then keep."""

from datetime import date
from typing import Any

from auditrack.commands import rights
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk
from auditrack.commands.given import cleaned_command
from auditrack.commands.owned_elsewhere import must_be_ours
from auditrack.model.change import Records, Refusal, RefusedError, Saved, Transaction
from auditrack.model.dates import today_in_london


def run(register: Any, command: Command, *, today: date | None = None) -> Saved | Refusal:
    """Do one command, or say why not.

    Args:
        register: an open register.
        command: what to do.
        today: the day that "today" means; London's by the register's clock when absent.

    Returns:
        What was saved, with the references made, or the refusal; then nothing was written.
    """
    desk: Desk | None = None

    def build(records: Records) -> Transaction | Refusal:
        nonlocal desk
        desk = Desk(records, register.actor, day)
        try:
            return made_up(desk, asked)
        except RefusedError as refused:
            return refused.refusal

    try:
        day = today or _today(register)
        asked = cleaned_command(command)
        if asked.prepares and register.read_only is None:
            # A file is copied, and a long look taken, only for what would be kept as things stand.
            made_up(Desk(register, register.actor, day), asked)
            asked = asked.prepared(register, day)
        result: Saved | Refusal = register.transact(build)
    except RefusedError as refused:
        return refused.refusal
    if isinstance(result, Saved) and desk is not None:
        # The store has a word of its own where it had to find out what became of the save.
        notes = (*result.notes, *desk.notes)
        return result._replace(references=tuple(desk.made), notes=notes)
    return result


def _today(register: Any) -> date:
    """The day it is in London by the register's clock."""
    return today_in_london(register.clock())


def made_up(desk: Desk, command: Command) -> Transaction:
    """The transaction of a command that was made up on a desk.

    Raises:
        RefusedError: a rule says no.
    """
    desk.needs(command.act)
    command.build(desk)
    must_be_ours(desk, command.cmd)
    return Transaction(
        cmd=command.cmd,
        ops=desk.ops,
        why=getattr(command, "why", None) or desk.why,
        lead=str(desk.lead["title"]) if desk.lead else None,
        role=desk.in_name_of
        or rights.role_for(desk.records, desk.actor.login, desk.act or command.act),
        import_ref=desk.import_ref,
        meeting=desk.meeting,
        undoes=desk.undoes,
    )


def check(register: Any, command: Command, *, today: date | None = None) -> Refusal | None:
    """What `run` would refuse as things stand, without writing anything; None where nothing.

    Another may write before the command is run, so its answer is advice and `run`'s the rule.
    """
    try:
        made_up(Desk(register, register.actor, today or _today(register)), cleaned_command(command))
    except RefusedError as refused:
        return refused.refusal
    return None
