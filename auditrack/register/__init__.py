"""The register: one folder, many officers, nothing lost."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from auditrack.register.store import Register, create_register, open_register

__all__ = ["Register", "create_register", "open_register"]


def __getattr__(name: str) -> Any:
    # TinyDB and msgspec load when a register is first opened, not when a filter is named.
    if name in __all__:
        from auditrack.register import store

        return getattr(store, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
