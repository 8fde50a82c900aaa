"""Public copies on paper: where themes stand, and what became of one review."""
