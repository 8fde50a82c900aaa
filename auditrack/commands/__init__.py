"""Every write of the product: one frozen value, checked and kept by `commands.run`."""

from auditrack.commands.run import check, run

__all__ = ["check", "run"]
