"""The themes report."""
