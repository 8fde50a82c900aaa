"""Old records are brought up to date on reading: one pure function per version of the format."""

from collections.abc import Callable, Mapping

from auditrack.register.line import FORMAT, StoredBody

Step = Callable[[StoredBody], StoredBody]

STEPS: Mapping[int, Step] = {}
"""Format n to the function that turns a body of format n into one of format n + 1."""


def upcast(format: int, steps: Mapping[int, Step] = STEPS, to: int = FORMAT) -> Step | None:
    """What brings a body of an older format up to `to`; None where nothing is to be done.

    A format newer than ours is read as it is: its journal opens for reading only.

    Raises:
        KeyError: A version on the way has no step.
    """
    chain = [steps[version] for version in range(format, to)]
    if not chain:
        return None

    def climb(body: StoredBody) -> StoredBody:
        for step in chain:
            body = step(body)
        return body

    return climb
