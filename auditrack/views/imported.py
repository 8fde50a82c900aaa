"""What was taken in from which document, and whether a document was taken in before."""

from collections.abc import Mapping
from typing import Any

from auditrack.model.change import Records
from auditrack.views.wording import counted


def taken_in(records: Records, sha256: str) -> Mapping[str, Any] | None:
    """The import that took in the document of these bytes and still stands, or None."""
    found = records.index("imports", "sha256").get(sha256, ())
    return next((one for one in found if not one.get("undone_on")), None)


def imports_of(records: Records, review: str) -> tuple[Mapping[str, Any], ...]:
    """The imports into a review that still stand, in order."""
    found = records.index("imports", "review").get(review, ())
    return tuple(one for one in found if not one.get("undone_on"))


def into(imported: Mapping[str, Any]) -> str:
    """As which import, and into which review."""
    return f"as {imported.get('ref')} into {imported.get('review')}"


def in_words(imported: Mapping[str, Any]) -> str:
    """From which document an import came and how much of it was taken, as far as is on record."""
    pages, left = imported.get("pages"), imported.get("left")
    sha256 = imported.get("sha256")
    document = [
        str(imported.get("file") or "a document without a name"),
        f"SHA-256 {sha256}" if sha256 else "",
        counted(pages, "page") if isinstance(pages, int) else "",
    ]
    taken = imported.get("taken")
    said = [
        f"{taken} taken" if isinstance(taken, int) else str(imported.get("counts") or ""),
        f"{left} left" if isinstance(left, int) else "",
    ]
    came = ", ".join(part for part in document if part)
    went = ", ".join(part for part in said if part)
    return f"from {came}; {went} ({imported.get('ref')})" if went else f"from {came}"
