"""Whether an organisation's register in the database is open: one word in its head row, and why.

`open` is one that is written to. `filling` is one that is still being put there: it opens for
nobody. `closed` is one that is read and not written to, as after it went elsewhere.
"""

OPEN = "open"
FILLING = "filling"
CLOSED = "closed"


def filling(sentence: str) -> str:
    """The state of a register that is being put there."""
    return f"{FILLING}: {sentence}"


def closed(sentence: str) -> str:
    """The state of a register that takes no more changes."""
    return f"{CLOSED}: {sentence}"


def is_filling(state: str) -> bool:
    """Whether it is not all there yet."""
    return state.partition(":")[0] == FILLING


def why_closed(state: str) -> str | None:
    """Why it takes no changes, as a sentence; None where it takes them."""
    word, _, sentence = state.partition(": ")
    if word == OPEN:
        return None
    return sentence or state
