"""Papers about a review that may not be spoken of outside yet, or may still change."""

from msgspec.structs import replace

from auditrack.model.change import Refusal, RefusedError
from auditrack.reports.kit.imprint import Imprint


def working_note(imprint: Imprint, working: str, board_marking: str, ref: str) -> str:
    """What stands in a frame at its head; "" where it is no working paper.

    Args:
        imprint: what the paper prints about itself.
        working: why it is a working paper, in a sentence; "" where it is none.
        board_marking: the marking that the board gives working papers.
        ref: the record it is about.

    Raises:
        RefusedError: it was asked for without the marking that it must keep.
    """
    if not working:
        return ""
    if imprint.marking_in_capitals:
        return f"{working} The marking stays on every page."
    if replace(imprint, marking=board_marking).marking_in_capitals:
        raise RefusedError(
            Refusal(
                "marking-stays",
                f"The paper on {ref} is a working paper, so its marking stays.",
                ref=ref,
                safe="No report was written; an earlier file is untouched.",
                todo="Leave --marking out, or give another marking.",
            )
        )
    return working
