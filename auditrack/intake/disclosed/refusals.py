"""Why a file cannot be checked, in words for whoever was about to make it public."""

from dataclasses import replace

from auditrack.intake.decoding import refuse
from auditrack.model.change import RefusedError

_PART = "Part it, and check each; a long list can be checked as CSV."
_TODO = {"stopped": None, "too-large": _PART, "too-long": _PART}
_SAFE = "It was not checked: do not make it public as it is."


def refuse_file(name: str, why: str, todo: str, code: str = "not-readable") -> RefusedError:
    """The refusal to check a file, as one sentence."""
    refused = refuse(name, why, todo, code)
    return RefusedError(replace(refused.refusal, safe=_SAFE))


def for_the_check(refused: RefusedError) -> RefusedError:
    """A reader's refusal in words for a finished file, where those for a review were meant."""
    told = refused.refusal
    message = (
        told.message.replace("than any review needs", "than can be checked")
        .replace(", far more than any review, and was not read", ", more than can be checked")
        .replace(", which no Word document needs", ", which no honest file needs")
    )
    return RefusedError(
        replace(
            told,
            message=message,
            safe=_SAFE,
            todo=_TODO.get(told.code, "Open it where it was made, save it anew, and check that."),
        )
    )


def too_much(name: str) -> RefusedError:
    """The refusal of a file that holds more text than can be checked."""
    return refuse_file(
        name, "holds more text than can be checked", "Part it, and check each.", "too-large"
    )
