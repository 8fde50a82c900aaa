"""Whether work grows with its length or with its square, told apart on a busy machine too."""

from collections.abc import Callable
from time import process_time

LEAST_SECONDS = 0.005
LENGTHS = 24
TRIES = 3


def processor_seconds(work: Callable[[], object]) -> float:
    """The processor time of `work` in seconds, the least of three tries."""

    def once() -> float:
        started = process_time()
        work()
        return process_time() - started

    return min(once() for _ in range(TRIES))


def grows_with_its_length(work: Callable[[int], Callable[[], object]], copies: int) -> bool:
    """Whether 24 times the copies cost far less than 24 times 24 times as much.

    In between lies room for a machine that is five times as slow in one of the two.
    """
    short = max(processor_seconds(work(copies)), LEAST_SECONDS)
    return processor_seconds(work(copies * LENGTHS)) < short * LENGTHS * 5
