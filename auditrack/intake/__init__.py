"""Documents to proposals: what was found, with its source beside it. Writes no record."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from auditrack.intake.reading import read

__all__ = ["read"]


def __getattr__(name: str) -> Any:
    # The readers compile many patterns; commands that import no document do not pay for them.
    if name == "read":
        from auditrack.intake.reading import read

        return read
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
