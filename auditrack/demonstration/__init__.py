"""The made-up board that a newcomer sees first, built through commands."""

from auditrack.demonstration.making import demonstration_folder, is_there, make_demonstration

__all__ = ["demonstration_folder", "is_there", "make_demonstration"]
