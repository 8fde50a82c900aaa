"""Old records are brought up to date on reading: one pure function per version of the format.

The journal is not rewritten for it. An entry that is written into an older journal carries its own
format, so that each entry is read by the steps it needs and by no other. A step may rename, split
or change fields; tables and references stay, for they are the keys by which others find a record.
"""

from collections.abc import Callable, Mapping

import msgspec

from auditrack.register.line import (
    FORMAT,
    Body,
    StoredBody,
    WrittenOp,
    decode_changes,
    read_body,
    read_stored,
)

Step = Callable[[StoredBody], StoredBody]

STEPS: Mapping[int, Step] = {}
"""Format n to the function that turns a body of format n into one of format n + 1."""


def upcast(
    format: int, steps: Mapping[int, Step] | None = None, to: int | None = None
) -> Step | None:
    """What brings a body of a journal of an older format up to `to`; None where nothing is done.

    A body of its own format climbs from there. One that is newer than ours is read as it is.

    Args:
        format: the format that the journal's header names.
        steps: those to climb by; ours when absent.
        to: the format to reach; ours when absent.

    Raises:
        KeyError: A version on the way has no step.
    """
    by = STEPS if steps is None else steps
    top = FORMAT if to is None else to
    chain = {version: by[version] for version in range(format, top)}
    if not chain:
        return None

    def climb(body: StoredBody) -> StoredBody:
        for version in range(body.format or format, top):
            body = chain[version](body)
        return body

    return climb


def read_current(text: bytes, format: int) -> Body:
    """The whole transaction of a line, its fields as this program names them.

    Args:
        text: a line without its newline.
        format: the format that the journal's header names.

    Raises:
        msgspec.DecodeError: The body is not a transaction.
    """
    body = read_body(text)
    climb = upcast(format)
    if climb is None:
        return body
    stored = read_stored(text)
    climbed = climb(stored)
    if climbed is stored:
        return body
    ops = [
        WrittenOp(op.op, op.table, op.id, op.rev, decode_changes(op.fields)) for op in climbed.ops
    ]
    return msgspec.structs.replace(body, ops=ops, format=FORMAT)
