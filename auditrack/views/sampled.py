"""The cases of an audit, from its record."""

from collections.abc import Mapping
from typing import Any

from auditrack.analysis.samples import Sample


def sample_of(audit: Mapping[str, Any]) -> Sample:
    """The cases of an audit as they stand on record."""
    return Sample(
        audit.get("sample"),
        audit.get("met"),
        audit.get("chosen"),
        audit.get("population"),
        audit.get("drawn"),
    )
