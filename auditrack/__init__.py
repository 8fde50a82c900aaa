"""auditrack: a register of review recommendations that shows what was never embedded."""

__version__ = "0.1.0"
