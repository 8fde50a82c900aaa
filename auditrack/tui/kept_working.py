"""What a person made of a document's proposals, as a draft until the document is taken in.

It goes by the document's bytes: found again wherever the same document lies.
"""

import json
import re
from typing import TYPE_CHECKING

from auditrack.model.proposal import Proposals
from auditrack.register import drafts
from auditrack.register.drafts import Draft
from auditrack.tui.return_choices import RETURNED
from auditrack.tui.sheet_choices import TRACKER

if TYPE_CHECKING:  # loaded when a document is
    from auditrack.intake.working import Working

REVIEWED = "import-review"
"""The id of such a draft; what it is about is the SHA-256 of the document."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


def keep_working(identity: str, path: str, working: "Working", at: int) -> bool:
    """Keep a working; whether it could be written so that it can be read again.

    Args:
        identity: the register's.
        path: the document's, in full, to find it again.
        working: what a person made of it.
        at: UTC milliseconds.
    """
    from auditrack.intake.working_draft import to_json

    told = to_json(working)
    # Words lie as they are, so that an erasure finds them here too.
    texts = told.pop("texts")
    values: dict[str, str | list[str]] = {
        "path": path,
        "working": json.dumps(told, separators=(",", ":")),
        "texts": texts,
    }
    if sum(map(len, texts)) + len(values["working"]) > drafts.LARGEST // 2:
        return False
    document = working.proposals.source.sha256
    return drafts.keep(identity, Draft(REVIEWED, document, values, None, at))


def kept_working(identity: str, proposals: Proposals) -> "tuple[Working | None, int] | None":
    """The working that was kept of a document, and when.

    None where none was; a working of None where what is kept cannot be read.
    """
    from auditrack.intake.working_draft import from_json

    draft = drafts.find(identity, REVIEWED, proposals.source.sha256)
    if draft is None:
        return None
    try:
        told = json.loads(str(draft.values.get("working")))
        texts = draft.values.get("texts")
        return from_json(proposals, {**told, "texts": texts}), draft.at
    except (ValueError, TypeError, RecursionError):
        return None, draft.at


def forget_working(identity: str, document: str) -> None:
    """Forget it: the document was taken in, or everything stands as it proposes it."""
    drafts.forget(identity, REVIEWED, document)


def path_of(identity: str, named: str) -> str:
    """Where the document of a draft lay, where its digest was named; else what was named."""
    if not _DIGEST.fullmatch(named):
        return named
    found = (drafts.find(identity, form, named) for form in (REVIEWED, TRACKER, RETURNED))
    draft = next((one for one in found if one is not None), None)
    path = draft.values.get("path") if draft is not None else None
    return path if isinstance(path, str) else ""
