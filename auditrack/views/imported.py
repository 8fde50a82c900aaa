"""Whether a document was taken in before."""

from collections.abc import Mapping
from typing import Any

from auditrack.model.change import Records


def taken_in(records: Records, sha256: str) -> Mapping[str, Any] | None:
    """The import that took in the document of these bytes and still stands, or None."""
    found = records.index("imports", "sha256").get(sha256, ())
    return next((one for one in found if not one.get("undone_on")), None)
