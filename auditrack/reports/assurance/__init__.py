"""The assurance sheet of one recommendation."""
