"""The legal extract: everything held on one review, with its history."""
