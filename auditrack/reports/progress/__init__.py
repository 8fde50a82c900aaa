"""The subgroup progress report."""
