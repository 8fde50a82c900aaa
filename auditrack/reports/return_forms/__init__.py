"""Return forms as files."""
