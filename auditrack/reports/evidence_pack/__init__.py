"""The evidence pack of one theme."""
