"""The review response."""
