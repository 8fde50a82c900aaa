"""What the records add up to: positions of themes, axes, BRAG, closing, attention and checks."""
