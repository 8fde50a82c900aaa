"""The agency plan."""
